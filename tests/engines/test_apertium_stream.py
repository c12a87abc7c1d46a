"""The stream format, and which tags a placeholder takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.engines.apertium.mending import written
from syndicate.engines.apertium.pool import Sort, analyses, case_in, target_tags
from syndicate.engines.apertium.stream import (
    TOKEN,
    Piece,
    escape,
    last_mark,
    numbers,
    pieces,
    surface,
    token,
    token_index,
    units,
)
from syndicate.model import ConceptEntry, EntryKind, Mention, Placeholder, Span, SpanKind

PEOPLE = {"person": Sort("<np><ant><m><sg><nom>", "<np><ant><m><sg><nom>", "prp")}
PLACES = {"place": Sort("<np><loc><sg>", "<np><loc><m><sg>")}


@given(
    st.lists(st.sampled_from(["\\", "[", "]", "[[", "]]", "^", "$", "/", "~", "<b>", "@", "{", "a", " ", "é", "\n"]))
)
def test_what_is_escaped_comes_back(tokens: list[str]) -> None:
    text = "".join(tokens)
    assert "".join(piece.text for piece in pieces(escape(text) + "[]")) == text


@given(st.integers(0, 400), st.booleans())
def test_tokens_carry_their_number(index: int, capital: bool) -> None:
    match = TOKEN.fullmatch(token(index, capital=capital))
    assert match is not None
    assert token_index(match[0]) == index
    assert match[0][0].isupper() == capital


def test_pieces_know_their_words() -> None:
    assert pieces(r"[[t:w:0]]El[[/]] de [[t:w:3; t:w:4]]a\/b[[/]].[]") == [
        Piece("El", frozenset({0})),
        Piece(" de ", frozenset()),
        Piece("a/b", frozenset({3, 4})),
        Piece(".", frozenset()),
    ]


def test_units_are_cut_where_words_stand() -> None:
    cut = units(r"a [[t:w:1]]^x\$\^y<n>$ \^[b]^z<n>$[[t:w:2; t:w:3]] ^$[[/]][][")
    assert cut.gaps == ["a ", r" \^[b]", "[[t:w:2; t:w:3]] ^$[[/]][]["]
    assert cut.marks == ["[[t:w:1]]", ""]
    assert cut.words == [r"x\$\^y<n>", "z<n>"]
    assert last_mark(cut.gaps[2]) == "/"
    assert last_mark(cut.gaps[0]) is None
    assert numbers("t:w:2; t:w:3") == {2, 3}


@given(st.lists(st.sampled_from(["[[t:w:1]]", "^a<n>$", "^", "$", "\\", "[", "]", "[x]", "^$", "é", " ", "~"])))
def test_what_is_cut_is_whole(tokens: list[str]) -> None:
    stream = "".join(tokens)
    gaps, marks, words = units(stream)
    assert written(gaps, [f"{mark}^{word}$" for mark, word in zip(marks, words, strict=True)]) == stream


def test_surface_ends_at_the_first_bare_slash() -> None:
    assert surface(r"a\/b/a<n>/b<n>") == r"a\/b"


def person(case: str = "", gender: str = "", cases: tuple[str, ...] = ()) -> Placeholder:
    entry = ConceptEntry("x", EntryKind.PERSON, {})
    return Placeholder(0, 1, EntryKind.PERSON, gender, case, Mention(0, 1, entry, "names", cases))


@pytest.mark.parametrize(
    ("placeholder", "expected"),
    [
        (person("gen"), ["<np><ant><m><sg><gen>"]),
        (person("loc"), ["<np><ant><m><sg><prp>"]),
        (person("dat", "f"), ["<np><ant><f><sg><dat>"]),
        (person("gen", "pl"), ["<np><ant><m><pl><gen>"]),
        (person(cases=("gen", "acc")), ["<np><ant><m><sg><gen>", "<np><ant><m><sg><acc>"]),
        (person(), ["<np><ant><m><sg><nom>"]),
        (Placeholder(0, 1, EntryKind.PLACE), []),
    ],
)
def test_a_placeholder_takes_the_tags_of_its_sort_and_case(placeholder: Placeholder, expected: list[str]) -> None:
    assert analyses(PEOPLE, placeholder) == expected


def test_the_dictionary_answers_in_the_case_asked_for() -> None:
    assert target_tags(PEOPLE, person("gen", "f"), "<np><ant><f><sg><prp>") == "<np><ant><f><sg><prp>"
    assert case_in("Q<np><ant><f><sg><prp>") == "loc"
    assert case_in("Q<np><ant><f><sg><voc>") == "voc"


def test_a_tag_for_places_is_no_case() -> None:
    place = Placeholder(0, 1, EntryKind.PLACE, "f", "gen")
    assert analyses(PLACES, place) == ["<np><loc><sg>"]
    assert target_tags(PLACES, place, "<np><loc><sg>") == "<np><loc><f><sg>"
    assert case_in("Q<np><loc><f><sg>") == ""


def test_a_number_to_keep_is_a_number() -> None:
    pool = {"number": Sort("<num>", "<num>")}
    kept = Placeholder(0, 1, None, origin=Span(0, 1, SpanKind.KEEP, "number"))
    assert analyses(pool, kept) == ["<num>"]
    assert analyses(pool, Placeholder(0, 1, None, origin=Span(0, 1, SpanKind.KEEP, "handle"))) == []
