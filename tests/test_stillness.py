"""A run that nothing has moved for does nothing, loads nothing, and tells what stands; whatever moves is seen."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from test_pipeline import BRIEF, GLOSSARY, NOW, PAGE

from syndicate import pipeline
from syndicate.cli import main  # noqa: F401 - what a user starts
from syndicate.config import Config, EngineTable, GateTable, RunSettings, SourceTable
from syndicate.editing import review
from syndicate.errors import StateError
from syndicate.languages import language_tag
from syndicate.model import EditionState
from syndicate.report import RunReport
from syndicate.rerun import run
from syndicate.state import State
from syndicate.state.decisions import Action

ES = language_tag("es")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    inbox = tmp_path / "inbox" / "today"
    inbox.mkdir(parents=True)
    for path, text in ((tmp_path / "names.yaml", GLOSSARY), (inbox / "a.html", PAGE), (inbox / "c.txt", BRIEF)):
        path.write_text(text, "utf-8")
        age(path)
    settings = RunSettings(
        sources=(str(tmp_path / "inbox"),), to=(ES,), out=tmp_path / "public", state=tmp_path / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )  # fmt: skip
    return Config(settings, EngineTable(use=("apertium",)), GateTable(review=("en-es",)))


def age(path: Path) -> None:
    """Make *path* an hour old: of a file written just now no time tells whether it is written again."""
    os.utime(path, (time.time() - 3600,) * 2)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one for each run that did not stop at the seal."""
    runs: list[int] = []
    true_run = pipeline.run

    def counted(*given: object, **named: object) -> RunReport:
        runs.append(1)
        return true_run(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "run", counted)
    return runs


def test_the_second_run_stops_at_the_seal_and_tells_what_stands(config: Config, worked: list[int]) -> None:
    first, second = run(config, NOW), run(config, LATER)
    assert len(worked) == 1
    assert second == replace(
        first, redone=0, translated=0, remembered=first.sentences, written=0, unchanged=first.written
    )
    assert (second.exit_code, second.count(EditionState.HELD)) == (3, 1)
    assert second == pipeline.run(config, LATER)  # what a run says that looks at everything


def test_whatever_moves_breaks_the_seal(config: Config, worked: list[int], tmp_path: Path) -> None:
    inbox = tmp_path / "inbox" / "today"

    def moved() -> bool:
        before = len(worked)
        run(config, LATER)
        broken = len(worked) > before
        run(config, LATER)
        return broken and len(worked) == before + 1  # and the next one is still again

    assert moved()
    assert not moved()
    (inbox / "b.html").write_text(PAGE.replace("/borders", "/other").replace("Borders stay", "Roads stay"), "utf-8")
    age(inbox / "b.html")
    assert moved()
    (inbox / "a.html").write_text(PAGE.replace("are open", "are shut"), "utf-8")
    os.utime(inbox / "a.html", (time.time() - 1800,) * 2)
    assert moved()
    (inbox / "b.html").rename(inbox / "b2.html")
    assert moved()
    (inbox / "b2.html").unlink()
    assert moved()
    (tmp_path / "names.yaml").write_text(GLOSSARY.replace("Kazajistán", "Kazajstán"), "utf-8")
    assert moved()
    (tmp_path / "public" / "es" / "feed.atom").unlink()
    assert moved()
    assert (tmp_path / "public" / "es" / "feed.atom").is_file()
    config = replace(config, gate=GateTable())
    assert moved()


def test_what_people_do_breaks_the_seal(config: Config, worked: list[int]) -> None:
    held = next(one for one in run(config, NOW).outcomes if one.state is EditionState.HELD)
    with State(config.run.state) as state:
        review.decide(state, held.id, ES, Action.APPROVE, reviewer="Ana", when=NOW)
    assert run(config, LATER).count(EditionState.HELD) == 0
    assert run(config, LATER).count(EditionState.HELD) == 0
    assert len(worked) == 2
    with State(config.run.state) as state:
        review.undo(state, held.id, ES, when=LATER)
    assert run(config, LATER).count(EditionState.HELD) == 1
    with State(config.run.state) as state:
        sentence = review.sheet(state, held.id, ES).sentences[0]
        place = (sentence.source.unit, sentence.source.index)
        review.correct(state, held.id, ES, place, "Otras palabras.", reviewer="Ana", when=NOW)
    run(config, LATER)
    with State(config.run.state) as state:
        assert "Otras palabras." in [unit.text for unit in state.releases.edition(held.id, ES).units]
    assert len(worked) == 4


def test_young_files_and_addresses_are_looked_at(config: Config, worked: list[int], tmp_path: Path) -> None:
    (tmp_path / "inbox" / "today" / "c.txt").touch()
    run(config, NOW)
    run(config, NOW)
    assert len(worked) == 2
    age(tmp_path / "inbox" / "today" / "c.txt")
    asking = replace(config, sources=(SourceTable(address="http://127.0.0.1:9/feed.atom", allow_private=True),))
    run(asking, NOW)
    run(asking, NOW)
    assert len(worked) == 4


def test_another_run_is_waited_for(config: Config) -> None:
    run(config, NOW)
    with State(config.run.state, exclusive=True), pytest.raises(StateError, match="another run"):
        run(config, NOW)


def test_nothing_that_works_on_articles_is_imported(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    program = (
        "import sys; from syndicate.cli import main\n"
        "try: main()\nexcept SystemExit as end: print(end.code, [each for each in ('syndicate.pipeline',"
        " 'syndicate.segment', 'syndicate.glossary.match', 'rich', 'lxml') if each in sys.modules])"
    )
    (tmp_path / "syndicate.toml").write_text(
        f'[run]\nstate = "state.sqlite"\nglossaries = ["names.yaml"]\nsources = ["{tmp_path}/inbox"]\nto = ["es"]\n'
        f'out = "public"\n[engines]\nuse = ["apertium"]\n[gate]\nreview = ["en-es"]\n',
        "utf-8",
    )
    command = [sys.executable, "-c", program, "run", "--config", str(tmp_path / "syndicate.toml")]
    told = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert told[1].splitlines()[-1] == "3 []"
    assert "Held for an editor" in told[1]
    assert "inbox/today/a.html" in told[1]
