"""Corrections and decisions of people, as the command line and the desk make them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate.editing import review
from syndicate.errors import StateError
from syndicate.human import proved, stale
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
    Mention,
    Method,
    Origin,
    Provenance,
    Segment,
    Source,
    Span,
    SpanKind,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.state import State
from syndicate.state.corrections import fitted
from syndicate.state.decisions import Action

EN, ES, FR = language_tag("en"), language_tag("es"), language_tag("fr")
ROUTE = (Hop("apertium", Direction(EN, ES), "pair 1", "digest"),)
NOW, LATER = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 22, 13, tzinfo=UTC)
BOLD = Span(0, 5, SpanKind.INLINE, "b")
TEXT = "Bread from Osh. It is warm."
SOURCE = Segment(1, 0, 0, "Bread from Osh.", EN, (BOLD,))
SECOND = Segment(1, 1, 16, "It is warm.", EN)


def edition(words: str = "Pan de Osh.", state: EditionState = EditionState.HELD) -> Edition:
    units = (Unit(UnitKind.TITLE, "Bread"), Unit(UnitKind.PARAGRAPH, TEXT, (BOLD,)))
    article = Article("a1", Source("feed", "guid", document="a.html"), units, language=EN)
    made = tuple(
        Translation(one, replace(one, text=text, language=ES), Provenance(ROUTE, Method.PLACEHOLDER))
        for one, text in ((SOURCE, words), (SECOND, "Es caliente."))
    )
    target = (units[0], replace(units[1], text=f"{words} Es caliente.", language=ES))
    issues = (Issue(IssueType.NUMBERS, "numbers", "a number is lost.", 90.0, 1, 0),)
    return Edition(article, ES, target, state, issues=issues, translations=made)


def keep(state: State, one: Edition, now: datetime = NOW) -> Edition:
    state.articles.keep([one.article])
    keys = {(each.source.unit, each.source.index): f"k-{each.target.text}" for each in one.translations}
    state.translations.remember((f"k-{each.target.text}", each) for each in one.translations)
    return state.releases.release(one, now, keys)


@pytest.fixture
def state(tmp_path: Path):
    with State(tmp_path / "state.sqlite") as opened:
        keep(opened, edition())
        yield opened


def approve(state: State, **more: object) -> Edition:
    return review.decide(state, "a1", ES, Action.APPROVE, reviewer="Ana", when=LATER, **more)


def test_a_sheet_has_the_sentences_with_their_markup(state: State) -> None:
    sheet = review.sheet(state, "a1", ES)
    assert [(one.source.text, one.source.spans, one.target) for one in sheet.sentences] == [
        ("Bread from Osh.", (BOLD,), "Pan de Osh."),
        ("It is warm.", (), "Es caliente."),
    ]
    assert (sheet.version, sheet.sentences[0].version, sheet.history) == (0, 0, ())


def test_an_approval_lets_these_words_out_and_no_others(state: State) -> None:
    assert state.releases.released() == []
    out = approve(state)
    assert (out.state, out.origin, out.reviewer, out.reviewed) == (EditionState.PUBLISHED, Origin.EDITED, "Ana", LATER)
    assert [one.reviewer for one in state.releases.released()] == ["Ana"]
    again = keep(state, edition())  # the next run makes the same words
    assert again.state is EditionState.PUBLISHED
    changed = keep(state, edition("Pan de Och."))
    assert changed.state is EditionState.HELD
    assert "approved" in changed.issues[-1].comment
    assert state.releases.released()[0].units[1].text.startswith("Pan de Osh.")  # what was approved stays out


def test_a_hold_takes_these_words_in_and_leaves_an_earlier_version(state: State) -> None:
    keep(state, edition(state=EditionState.PUBLISHED))
    held = review.decide(state, "a1", ES, Action.HOLD, reviewer="Ana", when=LATER, note="a libel?")
    assert held.state is EditionState.HELD
    assert "a libel?" in held.issues[0].comment
    assert state.releases.released() == []
    assert keep(state, edition("Otro pan.", EditionState.PUBLISHED)).state is EditionState.HELD
    undone, back = review.undo(state, "a1", ES, when=LATER)
    assert (undone.action, back.state) == ("hold", EditionState.PUBLISHED)
    review.decide(state, "a1", ES, Action.HOLD, reviewer="Ana", when=LATER)
    keep(state, edition("Otro pan, otra vez.", EditionState.PUBLISHED))
    assert state.releases.released() == []


def test_undo_goes_back_step_by_step_and_history_keeps_all(state: State) -> None:
    approve(state)
    review.decide(state, "a1", ES, Action.HOLD, reviewer="Bo", when=LATER)
    assert review.undo(state, "a1", ES, when=LATER)[1].state is EditionState.PUBLISHED
    assert review.undo(state, "a1", ES, when=LATER)[1].state is EditionState.HELD
    with pytest.raises(StateError, match="nothing was decided"):
        review.undo(state, "a1", ES, when=LATER)
    history = review.sheet(state, "a1", ES).history
    assert [(one.action, one.undone is not None) for one in history] == [("approve", True), ("hold", True)]


def test_back_to_automatic(state: State) -> None:
    approve(state)
    assert review.decide(state, "a1", ES, Action.AUTOMATIC, reviewer="Ana", when=LATER).state is EditionState.HELD
    assert state.releases.released() == []


def test_an_approval_that_is_taken_back_takes_its_words_in_again(state: State) -> None:
    approve(state)
    assert len(state.releases.released()) == 1
    assert review.undo(state, "a1", ES, when=LATER)[1].state is EditionState.HELD
    assert state.releases.released() == []
    keep(state, edition())  # the next run makes the same words
    assert state.releases.released() == []


def test_an_approval_that_is_taken_back_leaves_what_the_gate_lets_out(state: State) -> None:
    keep(state, edition(state=EditionState.PUBLISHED))
    approve(state)
    assert review.undo(state, "a1", ES, when=LATER)[1].state is EditionState.PUBLISHED
    assert len(state.releases.released()) == 1


def test_two_editors_do_not_overrule_each_other_unseen(state: State) -> None:
    seen = review.sheet(state, "a1", ES).version
    approve(state, version=seen)
    with pytest.raises(StateError, match=r"Ana decided \(approve\) meanwhile"):
        review.decide(state, "a1", ES, Action.HOLD, reviewer="Bo", when=LATER, version=seen)
    written = {"reviewer": "Ana", "when": LATER}
    first = review.correct(state, "a1", ES, (1, 0), "Pan de Osh, sí.", version=0, **written)
    with pytest.raises(StateError, match="Ana corrected this sentence meanwhile"):
        review.correct(state, "a1", ES, (1, 0), "Pan.", reviewer="Bo", when=LATER, version=0)
    assert review.correct(state, "a1", ES, (1, 0), "Pan.", reviewer="Bo", when=LATER, version=first.id).id > first.id


def test_a_correction_is_found_by_words_markup_and_language(state: State) -> None:
    kept = review.correct(state, "a1", ES, (1, 0), *review.markup("<b>Pan</b> de Osh, sí."), reviewer="A", when=NOW)
    assert kept.spans == (Span(0, 3, SpanKind.INLINE, "b"),)
    assert state.corrections.of([SOURCE], ES) == {(1, 0): kept}
    elsewhere = replace(SOURCE, unit=7, index=2)
    assert state.corrections.of([elsewhere], ES) == {(7, 2): kept}
    for other in (replace(SOURCE, spans=()), replace(SOURCE, text="Bread from Osh!"), replace(SOURCE, language=FR)):
        assert state.corrections.of([other], ES) == {}
    assert state.corrections.of([SOURCE], FR) == {}


A = ("href", "https://example.org/a"), ("href", "https://example.org/b")


def link(start: int, end: int, address: tuple[str, str]) -> Span:
    return Span(start, end, SpanKind.INLINE, "a", (address,))


@pytest.mark.parametrize(
    ("written", "now", "stand"),
    [
        ((Span(0, 3, SpanKind.INLINE, "b"),), (), ()),
        ((link(0, 3, A[0]),), (link(0, 5, A[1]),), (link(0, 3, A[1]),)),
        ((), (link(0, 5, A[0]),), ()),
        ((), (Span(0, 15, SpanKind.INLINE, "em"),), (Span(0, 11, SpanKind.INLINE, "em"),)),
        ((link(0, 3, A[0]), link(7, 10, A[1])), (link(0, 5, A[1]), link(11, 14, A[0])), None),
        ((link(0, 3, A[0]), link(7, 10, A[0])), (link(0, 5, A[1]), link(11, 14, A[1])), ()),
    ],
)
def test_elements_of_a_source_marked_otherwise_stand_where_that_is_certain(
    written: tuple[Span, ...], now: tuple[Span, ...], stand: tuple[Span, ...] | None
) -> None:
    found = fitted(written, "Pan de Osh.", replace(SOURCE, spans=now))
    assert found == (written if stand is None else stand)


def test_a_correction_outlives_a_change_of_markup_in_its_article(state: State) -> None:
    kept = review.correct(state, "a1", ES, (1, 0), *review.markup("<b>Pan</b> de Osh, sí."), reviewer="A", when=NOW)
    plain = replace(SOURCE, spans=())
    assert state.corrections.of([plain], ES, "a1") == {(1, 0): replace(kept, spans=())}
    assert state.corrections.of([plain], ES, "a2") == {}, "what bold meant there is not known here"
    with pytest.raises(StateError, match="A corrected this sentence meanwhile"):
        state.corrections.add(plain, ES, "Pan.", reviewer="B", when=NOW, article="a1", version=0)
    state.corrections.add(plain, ES, "Pan.", reviewer="B", when=NOW, article="a1", version=kept.id)
    assert state.corrections.of([SOURCE], ES, "a1") == {(1, 0): kept}
    assert state.corrections.of([plain], ES, "a1")[1, 0].target == "Pan."


def test_a_correction_without_markup_holds_where_its_sentence_has_some(state: State) -> None:
    state.corrections.add(replace(SOURCE, spans=()), ES, "Pan de Osh, sí.", reviewer="Agencia", when=NOW)
    assert state.corrections.of([SOURCE], ES, "a1")[1, 0].target == "Pan de Osh, sí."
    assert state.corrections.of([replace(SOURCE, language=FR)], ES, "a1") == {}


def test_taking_a_correction_back_gives_the_one_before(state: State) -> None:
    place = (state, "a1", ES, (1, 1))
    first = review.correct(*place, "Está caliente.", reviewer="Ana", when=NOW)
    second = review.correct(*place, "Quema.", reviewer="Bo", when=NOW)
    assert [one.target for one in state.corrections.all()] == ["Quema."]
    review.withdraw_correction(state, second.id, when=LATER)
    assert [one.id for one in state.corrections.all()] == [first.id]
    with pytest.raises(StateError, match="does not hold any more"):
        review.withdraw_correction(state, second.id, when=LATER)
    review.withdraw_correction(state, first.id, when=LATER)
    assert state.corrections.all() == []
    assert len(state.corrections.all(withdrawn=True)) == 2
    assert not [one for one in state.translations.near("It is warm.", EN, ES) if one.human]


def test_what_cannot_be_meant_is_refused(state: State) -> None:
    with pytest.raises(StateError, match="no such edition"):
        review.decide(state, "zz", ES, Action.APPROVE, reviewer="Ana", when=NOW)
    with pytest.raises(StateError, match="no such sentence"):
        review.correct(state, "a1", ES, (9, 9), "x", reviewer="Ana", when=NOW)
    with pytest.raises(StateError, match="needs a text"):
        review.correct(state, "a1", ES, (1, 0), "  ", reviewer="Ana", when=NOW)
    with pytest.raises(StateError, match="needs the name"):
        review.decide(state, "a1", ES, Action.APPROVE, reviewer="", when=NOW)
    keep(state, replace(edition(), state=EditionState.SKIPPED, translations=()))
    with pytest.raises(StateError, match="no words to decide on"):
        approve(state)


def test_a_state_of_version_5_knows_which_corrections_stand_where(tmp_path: Path) -> None:
    path = tmp_path / "five.sqlite"
    with State(path) as made:
        made.articles.keep([edition().article])
        kept = made.corrections.add(SECOND, ES, "Está caliente.", reviewer="Agencia", when=NOW)
        made.releases.release(edition(), NOW, {(1, 0): "machine", (1, 1): kept.key})
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TABLE stood")
        database.execute("PRAGMA user_version = 5")
    with State(path) as opened:
        assert opened.corrections.known_in("a1", ES) == [kept]
        assert opened.corrections.known_in("a2", ES) == opened.corrections.known_in("a1", FR) == []


OSH = ConceptEntry("osh", EntryKind.PLACE, {EN: "Osh", ES: "Osh"})
NAMED = replace(SOURCE, mentions=(Mention(11, 14, OSH, "names"),))


@pytest.mark.parametrize(
    ("text", "outcome"), [("Pan de Osh.", "held"), ("Pan de Oshkosh.", "lost"), ("Osh: pan de Osh.", "held")]
)
def test_the_names_in_a_persons_words_are_proved(state: State, text: str, outcome: str) -> None:
    kept = review.correct(state, "a1", ES, (1, 0), text, reviewer="Ana", when=NOW)
    made = proved(NAMED, kept, "a1")
    assert [row.outcome for row in made.ledger] == [outcome]
    assert (made.provenance.method, made.provenance.reviewer, made.provenance.reviewed) == (Method.HUMAN, "Ana", NOW)
    assert [made.target.text[one.start : one.end] for one in made.target.mentions] == ["Osh"] * (outcome == "held")


def test_a_changed_source_is_told_with_the_earlier_words(state: State) -> None:
    kept = review.correct(state, "a1", ES, (1, 1), "Está caliente.", reviewer="Ana", when=NOW)
    assert stale([kept], [SOURCE, SECOND], "a1") == []
    changed = [SOURCE, replace(SECOND, text="It is very warm.")]
    (note,) = stale([kept], changed, "a1")
    assert stale([kept], changed, "a1", {(1, 1)}) == [], "a person wrote the new sentence"
    (elsewhere,) = stale([kept], changed, "a2")
    assert ("take the old" in note.advice, "take the old" in elsewhere.advice) == (True, False)
    assert (len(stale([kept], [SOURCE], "a1")), stale([kept], [SOURCE], "a2")) == (1, [])
    assert (note.unit, note.segment) == (1, 1)
    assert "Ana" in note.comment
    assert "Está caliente." in note.comment
