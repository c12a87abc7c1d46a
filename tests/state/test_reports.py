"""What a report tells stays in the state: figures at hand, editions when they are asked for, and what is new."""

from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.languages import language_tag
from syndicate.model import EditionState
from syndicate.report import Outcome
from syndicate.state import State
from syndicate.state.inputs import Item, Record
from syndicate.state.reports import last_report, put_report

EN, ES, UK = language_tag("en"), language_tag("es"), language_tag("uk")
PUBLISHED, HELD, SKIPPED = EditionState.PUBLISHED, EditionState.HELD, EditionState.SKIPPED


def outcome(article: str, language: str, state: EditionState) -> Outcome:
    reasons = ("“Ош” is lost.",) if state is HELD else ()
    return Outcome(article.upper(), article, EN, language_tag(language), state, reasons)


def found(state: State, *articles: str) -> None:
    """Let a run find *articles*, in this order."""
    looked = state.looked()
    with looked.together():
        looked.add("inbox", [("all", "", None)])
        items = tuple(Item(one, one, "d", one, "all") for one in articles)
        looked.read("inbox", "all", Record(False, "", "", items), [1] * len(items))
        assert list(looked.settle()) == []
    state.reports.settle()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "state.sqlite"
    with State(path) as state:
        for one in (
            outcome("b", ES, PUBLISHED), outcome("b", UK, HELD), outcome("a", ES, SKIPPED), outcome("a", UK, PUBLISHED),
        ):  # fmt: skip
            state.reports.tell(one, 3, {"held": 2} if one.state is HELD else {})
        found(state, "b", "a")
        put_report(state.facts, state.reports.report([UK, ES], "public"))
        state.reports.noted([UK, ES])
    return path


def test_editions_come_in_the_order_of_reading_and_of_the_languages_asked_for(path: Path) -> None:
    with State(path) as state:
        report = last_report(state.facts)
    assert report is not None
    assert [(one.id, one.language) for one in report.outcomes] == [("b", UK), ("b", ES), ("a", UK), ("a", ES)]
    assert [(one.id, one.language) for one in report.outcomes.of({HELD, SKIPPED})] == [("b", UK), ("a", ES)]
    assert [one.language for one in report.outcomes.among({"a"})] == [UK, ES]
    assert (report.articles, report.sentences, report.names, report.editions) == (2, 12, {"held": 2}, 4)
    assert report.states == {ES: {"published": 1, "skipped": 1}, UK: {"held": 1, "published": 1}}
    assert (report.languages, report.exit_code) == ({"en": 2}, 3)


def test_what_is_new_is_told_once(path: Path) -> None:
    with State(path) as state:
        assert state.reports.moves([UK, ES], 9) == (0, 0, 0, [])
        state.reports.tell(outcome("b", UK, PUBLISHED), 3, {})
        state.reports.tell(outcome("c", ES, HELD), 1, {})
        found(state, "c", "b")
        new, gone, moved, moves = state.reports.moves([UK, ES], 9)
        assert (new, gone, moved) == (1, 1, 4)
        assert [(one.outcome.id, one.outcome.language, one.before, one.after) for one in moves] == [
            ("c", ES, "", "held"),
            ("b", UK, "held", "published"),
            ("a", UK, "published", ""),
            ("a", ES, "skipped", ""),
        ]
        assert len(state.reports.moves([UK, ES], 2)[3]) == 2
        state.reports.noted([UK, ES])
        assert state.reports.moves([UK, ES], 9) == (0, 0, 0, [])
        assert state.reports.report([UK, ES], "").articles == 2


def test_a_language_that_is_not_asked_for_any_more_is_gone_from_the_report(path: Path) -> None:
    with State(path) as state:
        assert [one.after for one in state.reports.moves([UK], 9)[3]] == ["", ""]
        report = state.reports.report([UK], "")
        assert {one.language for one in report.outcomes} == {UK}
        assert report.editions == 2


def test_what_is_held_says_whether_an_earlier_version_is_out(path: Path) -> None:
    with State(path) as state:
        with state.writing() as database:
            database.execute(
                "INSERT INTO editions (article, language, state, released) VALUES ('b', 'uk', 'held', x'00')"
            )
        state.reports.tell(replace(outcome("b", UK, HELD)), 3, {})
        found(state, "b", "a")
        held = list(state.reports.report([UK, ES], "").outcomes.of({HELD}))
    assert [one.earlier for one in held] == [True]
