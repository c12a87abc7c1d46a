"""A plug-in that hangs, crashes, or answers nonsense or nothing: no feed that stands is emptied, and the run ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_pipeline import GLOSSARY, NOW, PAGE

from syndicate import registry
from syndicate.config import Config, EngineTable, RunSettings
from syndicate.engines import EngineSettings
from syndicate.errors import EngineError
from syndicate.guard import Guarded
from syndicate.languages import language_tag
from syndicate.model import Direction, EditionState, Protected, Segment
from syndicate.pipeline import run

PLUG_IN = """
import time
from pathlib import Path
from syndicate.model import Direction, Hop, Hypothesis, LanguageTag

EN_ES = Direction(LanguageTag("en"), LanguageTag("es"))

class Engine:
    name = "faulty"
    def __init__(self, settings):
        self.settings = settings
        settings.cache.mkdir(parents=True, exist_ok=True)
        with (settings.cache / "opened").open("a") as file:
            file.write(".")
    def hops(self):
        return (Hop(self.name, EN_ES, "faulty 1", "f"),)
    def faults(self):
        return ()
    def abilities(self, direction):
        return frozenset()
    def translate(self, direction, batch):
        if (self.settings.cache / "mended").exists():
            return [Hypothesis(each.text) for each in batch]
        {fault}
    def close(self):
        pass

def open_engine(settings):
    return Engine(settings)
"""
PATIENCE = 60.0
"""Seconds that decide nothing, however slow the machine."""
FAULTS = {
    "hang": "time.sleep(3600)",
    "crash": "raise ZeroDivisionError('at work')",
    "too few": "return [Hypothesis('Hola.')]",
    "garbage": "return ['Hola.' for each in batch]",
    "empty": "return [Hypothesis('') for each in batch]",
    "none": "return None",
}


@pytest.fixture(params=FAULTS, ids=str)
def fault(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plug_in(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Install a distribution with an engine that has *fault*, as anybody may."""
    name = f"faulty_{fault.replace(' ', '_')}"
    place = tmp_path / "plug-in"
    about = place / "faulty-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1\n")
    (about / "entry_points.txt").write_text(f"[syndicate.engines]\nfaulty = {name}\n")
    (place / f"{name}.py").write_text(PLUG_IN.replace("{fault}", FAULTS[fault]))
    monkeypatch.syspath_prepend(str(place))
    for cached in (registry._offered, registry.names):
        cached.cache_clear()
    yield name
    sys.modules.pop(name, None)
    monkeypatch.undo()
    for cached in (registry._offered, registry.names):
        cached.cache_clear()


@pytest.fixture
def config(tmp_path: Path, fault: str) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    settings = RunSettings(
        sources=(str(tmp_path / "page.html"),),
        to=(language_tag("es"),),
        out=tmp_path / "public",
        state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )
    return Config(settings, EngineTable(use=("apertium",), timeout=0.5 if fault == "hang" else PATIENCE))


@pytest.mark.usefixtures("plug_in")
def test_a_broken_engine_empties_no_feed(config: Config, tmp_path: Path, fault: str) -> None:
    whole = replace(config, engines=replace(config.engines, timeout=PATIENCE))
    assert run(whole, NOW).exit_code == 0
    site = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()}
    start = time.monotonic()
    report = run(replace(config, engines=replace(config.engines, use=("faulty",))), NOW)
    assert time.monotonic() - start < PATIENCE
    (outcome,) = report.outcomes
    # An empty answer is seen by the checks, sentence by sentence; everything else is the loss of the batch.
    assert outcome.state is (EditionState.HELD if fault == "empty" else EditionState.FAILED)
    assert report.exit_code == (3 if fault == "empty" else 1)
    assert outcome.earlier
    assert fault == "empty" or "faulty" in " ".join(outcome.reasons)
    assert {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()} == site
    # A failure is not remembered: once the engine is mended the sentences are translated.
    (config.run.state.parent / "cache" / "mended").touch()
    mended = run(replace(config, engines=replace(config.engines, use=("faulty",), timeout=PATIENCE)), NOW)
    assert mended.translated == mended.sentences
    assert next(iter(mended.outcomes)).state is not EditionState.FAILED


@pytest.mark.usefixtures("plug_in")
def test_it_is_opened_once_more_and_then_left_alone(tmp_path: Path, fault: str) -> None:
    opened = registry.load("engines", "faulty").open_engine
    engine = Guarded(lambda: opened(EngineSettings(cache=tmp_path)), 0.3 if fault == "hang" else PATIENCE)
    direction = Direction(language_tag("en"), language_tag("es"))
    batch = [Protected("Hello.", (), (), Segment(0, 0, 0, "Hello.", language_tag("en")))] * 250
    if fault == "empty":
        assert [each.text for each in engine.translate(direction, batch)] == [""] * 250
        return
    with pytest.raises(EngineError) as caught:
        engine.translate(direction, batch)
    once = fault in ("too few", "garbage", "none")  # it lives, and says nonsense: a new one would say the same
    assert (tmp_path / "opened").read_text() == ("." if once else "..")
    told = {"hang": "gave no answer in 0.3 seconds, twice", "crash": r"ZeroDivisionError: at work\), twice"}
    assert caught.match(told.get(fault, "faulty was asked for 100 translations and gave something else"))
    engine._timeout = PATIENCE  # so long it would hang if it were asked once more
    start = time.monotonic()
    with pytest.raises(EngineError):
        engine.translate(direction, batch)
    assert time.monotonic() - start < PATIENCE / 2
    engine.close()
    (tmp_path / "mended").touch()
    if not engine._broken:
        assert len(engine.translate(direction, batch)) == 250
