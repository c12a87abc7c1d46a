from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate.errors import StateError
from syndicate.languages import language_tag
from syndicate.model import (
    Article,
    ConceptEntry,
    Direction,
    Edition,
    EditionState,
    EntryKind,
    Hop,
    LedgerRow,
    Mention,
    Method,
    Provenance,
    Segment,
    Source,
    Span,
    SpanKind,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.restore import RULES
from syndicate.state import State
from syndicate.state.remembered import pack, translation_key, unpack

EN, ES = language_tag("en"), language_tag("es")
OSH = ConceptEntry("osh", EntryKind.PLACE, {EN: "Osh", ES: "Osh"})
ROUTE = (Hop("apertium", Direction(EN, ES), "pair 1", "digest"),)
SOURCE = Segment(1, 0, 0, "Bread from Osh.", EN, (Span(0, 5, SpanKind.INLINE, "b"),), (Mention(11, 14, OSH, "names"),))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def translation(text: str = "Pan de Osh.") -> Translation:
    target = replace(SOURCE, text=text, language=ES, mentions=(Mention(7, 10, OSH, "names"),))
    row = LedgerRow("a", 1, 0, "osh", ES, "Osh", "", "Osh", "entry", Method.PLACEHOLDER, "held")
    return Translation(SOURCE, target, Provenance(ROUTE, Method.PLACEHOLDER, ("osh",)), (row,))


def edition(text: str = "Pan de Osh.", state: EditionState = EditionState.PUBLISHED, **about: object) -> Edition:
    units = (Unit(UnitKind.TITLE, "Bread"), Unit(UnitKind.PARAGRAPH, "Bread from Osh."))
    article = replace(Article("a", Source("feed", "guid"), units, language=EN), **about)
    target = (units[0], replace(units[1], text=text, language=ES))
    return Edition(article, ES, target, state, translations=(translation(text),))


def test_a_translation_comes_back_whole_and_says_that_it_was_remembered() -> None:
    made = translation()
    again = unpack(pack(made), SOURCE, ROUTE, "a")
    assert again.provenance.remembered
    assert replace(again, provenance=made.provenance) == made


def test_the_key_is_everything_that_decides_a_translation() -> None:
    key = translation_key(SOURCE, ROUTE)
    assert key == translation_key(replace(SOURCE, unit=7, index=3, start=40), ROUTE)
    renamed = replace(OSH, names={EN: "Osh", ES: "Och"})
    noted = replace(OSH, note="a city", source="elsewhere")
    assert key == translation_key(replace(SOURCE, mentions=(Mention(11, 14, noted, "names"),)), ROUTE)
    others = [
        replace(SOURCE, text="Bread from Osh!"),
        replace(SOURCE, spans=()),
        replace(SOURCE, mentions=()),
        replace(SOURCE, mentions=(Mention(11, 14, renamed, "names"),)),
        replace(SOURCE, mentions=(Mention(11, 14, OSH, "names", case="gen"),)),
    ]
    keys = {translation_key(other, ROUTE) for other in others} | {
        translation_key(SOURCE, (replace(ROUTE[0], digest="other"),))
    }
    assert len(keys) == 6
    assert key not in keys


def test_what_other_rules_would_write_is_not_recalled(monkeypatch: pytest.MonkeyPatch) -> None:
    before = translation_key(SOURCE, ROUTE)
    monkeypatch.setattr("syndicate.state.remembered.RULES", RULES + 1)
    assert translation_key(SOURCE, ROUTE) != before


def test_failures_are_not_remembered(tmp_path: Path) -> None:
    with State(tmp_path / "s" / "state.sqlite") as state:
        state.translations.remember([("good", translation()), ("bad", translation(""))])
    with State(tmp_path / "s" / "state.sqlite") as state:
        assert set(state.translations.recall(["good", "bad", "none"])) == {"good"}


def test_published_never_changes_and_updated_moves_with_the_words(tmp_path: Path) -> None:
    source_date = datetime(2026, 9, 26, 9, tzinfo=UTC)
    with State(tmp_path / "state.sqlite") as state:
        first = state.releases.release(edition(published=source_date), NOW, {})
        assert (first.published, first.updated) == (source_date, source_date)
        later = NOW.replace(day=23)
        same = state.releases.release(edition(published=later), later, {})
        assert (same.published, same.updated) == (source_date, source_date)
        other = state.releases.release(edition("Pan de Osh, caliente.", published=later), later, {})
        assert (other.published, other.updated) == (source_date, later)
        undated = state.releases.release(replace(edition(), article=replace(edition().article, id="b")), NOW, {})
        assert undated.published == NOW


def test_a_held_edition_leaves_the_earlier_release(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        state.releases.release(edition(), NOW, {})
        state.releases.release(edition("Pan de ???.", EditionState.HELD), NOW, {})
        state.releases.release(replace(edition(state=EditionState.HELD), language=language_tag("fr")), NOW, {})
        (released,) = state.releases.released()
        assert released.units[1].text == "Pan de Osh."
        assert [each.state for each in state.releases.editions()] == [EditionState.HELD, EditionState.HELD]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"this is no database at all, but a text", "another kind of file"),
        (b"SQLite format 3\x00" + b"\xff" * 200, "is damaged"),
        (b"\x00" * 4096, "is damaged"),
    ],
)
def test_a_damaged_state_is_said(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "state.sqlite").write_bytes(content)
    with pytest.raises(StateError, match=says):
        State(tmp_path / "state.sqlite")
    assert (tmp_path / "state.sqlite").read_bytes() == content


def test_two_runs_at_once_the_second_says_so(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with State(path, exclusive=True):
        with pytest.raises(StateError, match="another run is using this state"):
            State(path, exclusive=True)
        with State(path) as reader:  # a report may be read meanwhile
            assert reader.facts.report() is None
    with State(path, exclusive=True):
        pass


def test_a_state_that_fails_in_the_middle_is_said(tmp_path: Path) -> None:
    def remember() -> None:
        with State(tmp_path / "state.sqlite") as state:
            state._database.connection.execute("DROP TABLE translations")
            state.translations.remember([("key", translation())])

    with pytest.raises(StateError, match="the state failed"):
        remember()


def test_another_versions_state_is_said(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StateError, match="another version"):
        State(tmp_path / "state.sqlite")
