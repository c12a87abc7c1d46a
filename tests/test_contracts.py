"""Every plug-in keeps the Protocol of its folder, and the library offers what it names."""

import inspect
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

import syndicate
from syndicate import registry
from syndicate.checks import Check
from syndicate.engines import Engine, EngineSettings
from syndicate.errors import ConfigError
from syndicate.readers import Document, Reader
from syndicate.writers import Writer

KINDS = {"readers": Reader, "checks": Check, "writers": Writer}


def functions(protocol: type) -> list[str]:
    return [name for name, value in vars(protocol).items() if inspect.isfunction(value) and not name.startswith("_")]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in registry.names(kind)])
def test_a_plug_in_keeps_its_protocol(kind: str, name: str) -> None:
    module = registry.load(kind, name)
    for function in functions(KINDS[kind]):
        wanted = list(inspect.signature(getattr(KINDS[kind], function)).parameters)[1:]
        given = [name.lstrip("_") for name in inspect.signature(getattr(module, function)).parameters]
        assert given[: len(wanted)] == wanted
    for attribute in get_type_hints(KINDS[kind]):
        assert isinstance(getattr(module, attribute), tuple)
    assert module.__doc__


@pytest.mark.parametrize("name", registry.names("engines"))
def test_an_engine_keeps_its_protocol(name: str, tmp_path: Path) -> None:
    engine = registry.load("engines", name).open_engine(EngineSettings(cache=tmp_path, models=tmp_path))
    assert engine.name == name
    for function in functions(Engine):
        assert callable(getattr(engine, function))
    for hop in engine.hops():
        assert hop.engine == name
        assert hop.digest
    assert engine.faults() == ()
    engine.close()
    engine.close()


def test_there_is_at_least_one_of_each() -> None:
    assert {"html", "text", "markdown", "feed", "jsonfeed"} <= set(registry.names("readers"))
    assert {"apertium", "argos"} <= set(registry.names("engines"))
    assert {"names", "numbers", "markup", "language", "length", "words"} <= set(registry.names("checks"))
    assert {"atom", "rss", "jsonfeed", "page"} <= set(registry.names("writers"))


def test_a_plug_in_that_is_not_there_is_told() -> None:
    with pytest.raises(ConfigError, match="There are: apertium"):
        registry.load("engines", "babelfish")


@pytest.mark.parametrize("name", registry.names("readers"))
def test_sniffing_is_cheap_and_survives_anything(name: str) -> None:
    reader = registry.load("readers", name)
    for data in (b"", b"\0" * 5000, b"<" * 5000, bytes(range(256)) * 20):
        assert 0 <= reader.sniff(Document("x", data)) <= 1


def test_the_library_offers_what_it_names() -> None:
    for name in syndicate.__all__:
        assert getattr(syndicate, name) is not None
    with pytest.raises(AttributeError):
        syndicate.nonsense  # noqa: B018 - the access is the test


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from syndicate.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "lxml",
        "trafilatura",
        "ctranslate2",
        "numpy",
        "langdetect",
        "py3langid",
        "yaml",
        "rich",
        "jinja2",
        "babel",
    }
    assert heavy.isdisjoint(loaded)
