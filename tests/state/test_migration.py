"""A state of an earlier version goes on as if it had always been one of today."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from older import as_version_4
from test_pipeline import BRIEF, GLOSSARY, NOW, PAGE

from syndicate.accounts.keeping import last
from syndicate.config import Config, EngineTable, RunSettings
from syndicate.languages import language_tag
from syndicate.pipeline import run
from syndicate.state import State

ES, UK = language_tag("es"), language_tag("uk")


def test_a_state_of_version_4_redoes_nothing_and_reports_the_same(tmp_path: Path) -> None:
    inbox, names = tmp_path / "inbox", tmp_path / "names.yaml"
    inbox.mkdir()
    names.write_text(GLOSSARY, "utf-8")
    (inbox / "a.html").write_text(PAGE, "utf-8")
    (inbox / "c.txt").write_text(BRIEF, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),), to=(ES, UK), out=tmp_path / "public", state=tmp_path / "state.sqlite",
        glossaries=(names,),
    )  # fmt: skip
    config = Config(settings, EngineTable(use=("apertium",)))
    first = run(config, NOW)
    outcomes = list(first.outcomes)
    with State(settings.state) as state:
        lines = [(one.article, one.language, one.digest, one.outline()) for one in state.releases.lines()]
    assert len(lines) > 1
    with closing(sqlite3.connect(settings.state, isolation_level=None)) as database:
        as_version_4(database)
    with State(settings.state) as state:
        told = last(state.facts)
        assert told is not None
        assert sorted(map(repr, told.report.outcomes)) == sorted(map(repr, outcomes))
        assert [(one.article, one.language, one.digest, one.outline()) for one in state.releases.lines()] == lines
        assert state.reports.moves(settings.to, 10) == (0, 0, 0, [])
    again = run(config, NOW)
    assert (again.redone, again.written) == (0, 0)
    assert list(again.outcomes) == outcomes
    assert replace(again.figures, redone=first.redone, translated=first.translated, remembered=first.remembered,
                   written=first.written, unchanged=first.unchanged) == first.figures  # fmt: skip
