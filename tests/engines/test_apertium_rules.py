"""The rules over a sentence's words: they are found where they stand, as a plain loop over all of them finds them."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.engines.apertium.lexicon._lemmas import lemmas, tags
from syndicate.engines.apertium.lexicon._rules import Rule, Rules, _cell, applied, chained, named, rules

BOOKS = [named("en-es.grammar"), named("en-es.senses"), named("ru-uk.idioms", "ru-uk.grammar")]
LETTERS = "abcdefghijklmnopqrstuvwxyzáéíóúñü" + "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
ALPHABET = LETTERS + LETTERS.upper() + "0123456789 \n<>*=@#%&.,'’-()"
TOGETHER = 8
"""Rules whose words stand in one sentence."""


def plainly(book: Rules, words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what `applied` is to return: every rule is searched for in every sentence, in the order of the rules."""
    found, owners = list(words), list(range(len(words)))
    for rule in book.lines:
        start = 0
        while match := rule.stands.search("\n".join(found), start):
            at = "\n".join(found).count("\n", 0, match.start())
            cells = [_cell(put, found[at + step], match) for step, put in enumerate(rule.becomes)]
            owners[at : at + len(cells)] = [owners[at + step] for step, cell in enumerate(cells) for _ in cell]
            found[at : at + len(cells)] = [word for cell in cells for word in cell]
            start = sum(len(word) + 1 for word in found[: at + len(cells[0])])
    return [tuple(word for owner, word in zip(owners, found, strict=True) if owner == at) for at in range(len(words))]


@pytest.mark.parametrize(
    ("book", "some"),
    [(book, book.lines[at : at + TOGETHER]) for book in BOOKS for at in range(0, len(book.lines), TOGETHER)],
)
def test_every_rule_is_found_where_it_stands(book: Rules, some: Sequence[Rule]) -> None:
    @given(st.tuples(*(st.from_regex(rule.stands, fullmatch=True, alphabet=ALPHABET) for rule in some)))
    @settings(max_examples=2)
    def holds(stretches: tuple[str, ...]) -> None:
        for first in range(len(stretches)):  # some rules stand at a sentence's start alone
            words = "\n".join(stretches[first:] + stretches[:first]).split("\n")
            assert applied(book, words) == plainly(book, words)

    holds()


def test_what_one_has_written_the_next_ones_read_and_none_before() -> None:
    lines = ["a<n>  =>  b<n>", "c<n>  =>  a<n>", "b<n> | (?P<x>.*)  =>  - | d<n> & {x}", "(?P<l>.*<top>)  =>  {l}<m>"]
    book = rules("\n".join(lines))
    assert applied(book, ["a<n>", "C<n>"]) == [(), ("D<n>", "a<n>")]
    assert applied(book, ["Q<np><top>", "e<n>"]) == [("Q<np><top><m>",), ("e<n>",)]
    assert applied(book, []) == []


def test_a_rule_goes_on_behind_the_first_word_of_what_it_wrote() -> None:
    book = rules("(?P<a>no<adv>) | no<adv> | (?P<c>.*)  =>  = | - | {c}")
    words = ["no<adv>"] * 3 + ["ir<vblex>"]
    assert applied(book, words) == plainly(book, words) == [("no<adv>",), (), ("no<adv>",), ("ir<vblex>",)]


def test_what_stands_for_one_word_is_never_two() -> None:
    book = rules(r"(?P<to>\*ко?) | (?P<noun>[^<*]+<n>.*)<dat>  =>  = | {noun}<gen>")
    words = ["*к", "=важче", "мама<n><f><aa><sg><dat>"]
    assert applied(book, words) == [(word,) for word in words]


def test_lists_are_their_texts_own() -> None:
    book = rules("ONE = a b\nONE<n>  =>  x<n>", "ONE = c\nONE<n>  =>  y<n>")
    assert applied(book, ["A<n>", "b<n>", "c<n>"]) == [("X<n>",), ("x<n>",), ("y<n>",)]


def test_both_sides_of_a_rule_have_as_many_words() -> None:
    with pytest.raises(ValueError, match=r"a \| b  =>  ="):
        rules("a | b  =>  =")


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("Ser<vbser>.*", {"ser"}),
        (r"\Ano<adv>", {"no"}),
        (
            "(?P<who>(?:el|la|los) cual(?:es)?<rel>.*)",
            {f"{it} cual{es}" for it in ("el", "la", "los") for es in ("", "es")},
        ),
        ("(?!por<)(?:por|para)<pr>", {"por", "para"}),
        (r"\*ко?", {"*к", "*ко"}),
        (r"(?:por\ ciento|%)<n>", {"por ciento", "%"}),
        ("(?:kazaj|uzbek)o<adj>", {"kazajo", "uzbeko"}),
        ("a<pr>|[^<]*<n>", set()),
        ("(?:a)*b<n>", set()),
        ("ab+<n>", set()),
        (r"\d?<num>", set()),
        ("(?<=a)b<n>", set()),
        (".*", set()),
    ],
)
def test_lemmas_that_a_pattern_tells(pattern: str, wanted: set[str]) -> None:
    assert lemmas(pattern) == wanted


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"(?P<land>\w+стан)<np><top><m>", "<np><top><m>"),
        ("a<n>.*<sg><GD>", "<sg><gd>"),
        ("[^<]*<(?:n|np)><sg>", ""),
        ("a(?:<n>)?b", ""),
        ("(?!.*<sent>).*", ""),
        (r"(?P<n>\w+)(?P=n)", ""),
    ],
)
def test_tags_that_a_pattern_asks_for(pattern: str, wanted: str) -> None:
    assert tags(pattern) == wanted


def test_steps_put_words_before_others_and_take_them_away() -> None:
    def doubled(words: Sequence[str]) -> list[tuple[str, ...]]:
        return [("x", word) for word in words]

    def without_first(words: Sequence[str]) -> list[tuple[str, ...]]:
        return [(), *((word,) for word in words[1:])]

    assert chained(["a", "b"], [doubled, without_first]) == [("a",), ("x", "b")]
    assert chained(["a", "b"], [without_first, doubled]) == [(), ("x", "b")]
    assert chained(["a", "b"], []) == [("a",), ("b",)]
