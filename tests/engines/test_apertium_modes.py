"""Which directions are found, and that nothing but Apertium's own programs can be run."""

import subprocess
from pathlib import Path

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.engines.apertium.modes import installed

CHAIN = "lt-proc '{0}/a.bin' | {1} | lt-proc -b '{0}/b.bin' | apertium-transfer -b '{0}/t.bin' | lt-proc $1 '{0}/g.bin'"


def write(folder: Path, name: str, middle: str = "apertium-tagger -g $2 '{0}/p.prob'") -> None:
    data = folder.parent / "data"
    data.mkdir(exist_ok=True)
    for file in ("a.bin", "b.bin", "t.bin", "g.bin", "p.prob", "x.rlx.bin"):
        (data / file).write_bytes(b"")
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.mode").write_text(CHAIN.format(data, middle.format(data)), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "directions"),
    [
        ("eng-spa", ["en-es"]),
        ("es-fr", ["es-fr"]),
        ("por_BR-eng", ["pt-BR-en"]),
        ("hbs-eng", ["bs-en", "hr-en", "sh-en", "sr-Latn-en"]),
        ("nno-nob", ["nn-nb"]),
        ("spa-eng_US", []),
        ("eng-cat_valencia", []),
        ("eco-es-fr", []),
        ("eng-spa-tagger", []),
    ],
)
def test_mode_names_become_bcp_47(tmp_path: Path, name: str, directions: list[str]) -> None:
    write(tmp_path / "modes", name)
    assert [str(mode.direction) for mode in installed((tmp_path / "modes",))] == directions


@pytest.mark.parametrize(
    "middle",
    [
        "rm -rf x",
        "apertium-tagger '{0}/p.prob'; rm x",
        "apertium-tagger `rm x`",
        "apertium-tagger $(rm x)",
        "apertium-tagger > x",
        "/usr/bin/lt-proc",
        "apertium-tagger '{0}/missing.prob'",
        "apertium-tagger 'unclosed",
    ],
)
def test_a_chain_with_anything_else_is_no_direction(tmp_path: Path, middle: str) -> None:
    write(tmp_path / "modes", "eng-spa", middle)
    assert installed((tmp_path / "modes",)) == ()


def test_a_chain_is_cut_where_we_stand_between(tmp_path: Path) -> None:
    write(tmp_path / "modes", "eng-spa")
    (mode,) = installed((tmp_path / "modes",))
    assert [[stage[0] for stage in section] for section in mode.sections] == [
        ["lt-proc"],
        ["apertium-tagger"],
        ["lt-proc"],
        ["apertium-transfer"],
        ["lt-proc"],
        [],
    ]
    assert all(stage[1] == "-z" for section in mode.sections for stage in section)
    assert mode.generation[0][2] == "-g"
    assert "$2" not in mode.lookup[0]


def test_the_tagger_that_dies_is_left_out_where_it_dies(tmp_path: Path) -> None:
    middle = "cg-proc -w '{0}/x.rlx.bin' | apertium-tagger -g $2 '{0}/p.prob'"
    write(tmp_path / "modes", "rus-ukr", middle)
    write(tmp_path / "modes", "bel-rus", middle)
    kept, mended = installed((tmp_path / "modes",))
    assert [stage[0] for stage in kept.lookup] == ["cg-proc", "apertium-tagger", "lt-proc"]
    assert mended.lookup[0] == ("cg-proc", "-z", "-1", "-n", "-w", str(tmp_path / "data/x.rlx.bin"))
    assert [stage[0] for stage in mended.lookup] == ["cg-proc", "lt-proc"]


def test_digest_follows_chain_and_data(tmp_path: Path) -> None:
    write(tmp_path / "modes", "eng-spa")
    (first,) = installed((tmp_path / "modes",))
    (again,) = installed((tmp_path / "modes",))
    (tmp_path / "data/b.bin").write_bytes(b"another dictionary")
    (other,) = installed((tmp_path / "modes",))
    write(tmp_path / "modes", "eng-spa", "apertium-tagger -g -f '{0}/p.prob'")
    (chain,) = installed((tmp_path / "modes",))
    assert first.hop == again.hop
    assert len({first.hop.digest, other.hop.digest, chain.hop.digest}) == 3


def test_hops_start_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    hops = {str(hop.direction): hop for hop in open_engine(EngineSettings(cache=tmp_path)).hops()}
    assert {"en-es", "es-en", "ru-uk", "uk-ru", "ru-be", "be-ru", "fr-es"} <= set(hops)
    assert hops["en-es"].model.startswith("apertium-eng-spa ")
    assert hops["ru-uk"].engine == "apertium"


def test_prefix_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "share/apertium/modes"
    folder.parent.mkdir(parents=True)
    write(folder, "eng-spa")
    monkeypatch.setenv("APERTIUM_PREFIX", str(tmp_path))
    assert [str(hop.direction) for hop in open_engine(EngineSettings(cache=tmp_path)).hops()] == ["en-es"]
