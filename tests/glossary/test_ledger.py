import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate.errors import StateError
from syndicate.glossary.ledger import (
    OUTCOMES,
    articles,
    forms_in_use,
    held_editions,
    marked,
    open_state,
    sentences,
    sightings,
)
from syndicate.languages import language_tag
from syndicate.model import (
    Article,
    ConceptEntry,
    Direction,
    Edition,
    EditionState,
    EntryKind,
    Hop,
    Issue,
    IssueType,
    LedgerRow,
    Mention,
    Method,
    Provenance,
    Segment,
    Source,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.state import State

RU, UK, ES = language_tag("ru"), language_tag("uk"), language_tag("es")
OSH = ConceptEntry("osh", EntryKind.PLACE, {RU: "Ош", UK: "Ош"})
ROUTE = (Hop("apertium", Direction(RU, UK), "pair 1", "digest"),)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def translated(index: int, source: str, target: str, *rows: tuple[str, str, str, str]) -> Translation:
    """Make a translation with one ledger row for each of *rows*: source form, case, target form, outcome."""
    segment = Segment(1, index, 0, source, RU, mentions=tuple(Mention(0, 2, OSH, "names") for _ in rows))
    ledger = tuple(
        LedgerRow("a", 1, index, "osh", UK, form, case, written, "uk/place-hard", Method.PLACEHOLDER, outcome)
        for form, case, written, outcome in rows
    )
    provenance = Provenance(ROUTE, Method.PLACEHOLDER, ("osh",) if rows else ())
    return Translation(segment, replace(segment, text=target, language=UK, mentions=()), provenance, ledger)


FOUND = (
    translated(0, "В Оше тепло, в Оше сухо.", "В Оші тепло, в Оші сухо.", *[("Оше", "loc", "Оші", "held")] * 2),
    translated(1, "Поезд из Оша.", "Потяг з міста.", ("Оша", "gen", "", "lost")),
    translated(2, "Ош далеко.", "Ош далеко.", ("Ош", "nom", "Ош", "held")),
    translated(3, "Тепло.", "Тепло."),
)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    path = tmp_path / "state.sqlite"
    units = (Unit(UnitKind.TITLE, "Ош", language=RU), Unit(UnitKind.PARAGRAPH, "…", language=RU))
    article = Article("a", Source("feed", "guid", document="osh.txt"), units, language=RU)
    issues = (
        Issue(IssueType.TERMINOLOGY, "names", "“Оша” (osh) is not in the target.", 90.0, 1, 1),
        Issue(IssueType.LENGTH, "length", "much shorter.", 20.0, 1, 3),
    )
    edition = Edition(article, UK, units, EditionState.HELD, issues=issues, translations=FOUND)
    keys = {(1, index): f"key-{index}" for index in range(4)}
    with State(path) as kept:
        kept.articles.keep([article])
        kept.translations.remember((keys[1, index], each) for index, each in enumerate(FOUND))
        kept.releases.release(edition, NOW, keys)
    return path


def test_every_mention_comes_back_in_its_sentence(state: Path) -> None:
    with closing(open_state(state)) as database:
        found = sightings(database)
    assert [(each.row.target_form, each.nth, each.source_nth) for each in found] == [
        ("Оші", 0, 0),
        ("Оші", 1, 1),
        ("", 0, 0),
        ("Ош", 0, 0),
    ]
    first = found[0]
    assert (first.document, first.title, first.source_language, first.state) == ("osh.txt", "Ош", "ru", "held")
    assert marked(found[1].target, found[1].row.target_form, found[1].nth) == "В Оші тепло, в [Оші] сухо."
    assert marked(found[1].source, "Оше", found[1].source_nth) == "В Оше тепло, в [Оше] сухо."


def test_mentions_are_chosen_by_entry_language_and_outcome(state: Path) -> None:
    with closing(open_state(state)) as database:
        assert [each.row.segment for each in sightings(database, outcome="lost")] == [1]
        assert sightings(database, language=ES) == []
        assert sightings(database, ["tashkent"]) == []
        assert len(sightings(database, ["osh"], language=UK)) == 4


def test_forms_are_grouped_and_what_is_wrong_comes_first(state: Path) -> None:
    with closing(open_state(state)) as database:
        uses = forms_in_use(sightings(database))
    assert [(use.form, use.case, use.outcome, len(use.sightings)) for use in uses] == [
        ("", "gen", "lost", 1),
        ("Оші", "loc", "held", 2),
        ("Ош", "nom", "held", 1),
    ]
    assert {use.outcome for use in uses} <= set(OUTCOMES)


def test_a_held_edition_gives_the_reasons_of_the_sentences_asked_for(state: Path) -> None:
    with closing(open_state(state)) as database:
        every = held_editions(database)
        lost = held_editions(database, sightings(database, outcome="lost"))
        none = held_editions(database, [])
    assert [issue.check for issue in every[0].issues] == ["names", "length"]
    assert [issue.check for issue in lost[0].issues] == ["names"]
    assert none == []


def test_sentences_and_articles_come_whole(state: Path) -> None:
    with closing(open_state(state)) as database:
        [some] = sentences(database)
        [article] = articles(database)
    assert [(each.source, each.entries) for each in some][2:] == [("Ош далеко.", ("osh",)), ("Тепло.", ())]
    assert {(each.source_language, each.language) for each in some} == {(RU, UK)}
    assert article.language == RU


def test_nothing_can_be_written_through_it(state: Path) -> None:
    with closing(open_state(state)) as database, pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.execute("DELETE FROM ledger")


def test_what_is_no_state_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="nothing has been run yet"):
        open_state(tmp_path / "none.sqlite")
    path = tmp_path / "notes.txt"
    path.write_text("not a database, though long enough to be looked at as one " * 3, encoding="utf-8")
    with pytest.raises(StateError, match="cannot be read"):
        open_state(path)


@pytest.mark.parametrize(
    ("text", "form", "nth", "expected"),
    [
        ("Оші, Ош.", "Ош", 0, "Оші, [Ош]."),  # a whole word only
        ("Верховная рада", "верховная рада", 0, "[Верховная рада]"),  # a capital at the beginning
        ("Ош", "Ош", 3, "[Ош]"),  # fewer than the ledger says
        ("Ош", "", 0, "Ош"),
        ("Ош", "Баку", 0, "Ош"),
        ("C++ и (Ош)", "C++", 0, "[C++] и (Ош)"),
    ],
)
def test_a_form_is_marked_where_it_stands(text: str, form: str, nth: int, expected: str) -> None:
    assert marked(text, form, nth) == expected
