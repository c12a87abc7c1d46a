"""What happens to marks and blanks where words of the target are put in, taken away and moved."""

import pytest

from syndicate.engines.apertium.lexicon import Lexicon
from syndicate.engines.apertium.mending import mended, written
from syndicate.engines.apertium.stream import units


def made(stream: str, lexicon: Lexicon) -> str:
    gaps, marks, words = mended(units(stream), lexicon)
    return written(gaps, [f"{mark}^{word}$" for mark, word in zip(marks, words, strict=True)])


@pytest.mark.parametrize(
    ("stream", "groups", "expected"),
    [
        ("[[t:w:0]]^a$ ^b$.", [("a",), ("c",)], "[[t:w:0]]^a$ ^c$."),
        ("(^a$ [[t:w:0]]^b$.", [("a",), ("x", "y", "b")], "(^a$ ^x$ ^y$ [[t:w:0]]^b$."),
        ("^a$ [[t:w:0]]^b$ ^c$.", [("a",), (), ("c",)], "^a$ ^c$."),
        ("^a$ [[t:w:0]]^b$  ^c$.", [(), (), ("c",)], " ^c$."),
        ("^a$ [[t:w:0]]^b$.", [("a",), ()], "^a$ ."),
        ("^a$ [x][[t:w:0]]^b$, ^c$", [("a",), (), ("d", "c")], "^a$ [x], ^d$ ^c$"),
    ],
)
def test_words_are_put_in_and_taken_away(stream: str, groups: list[tuple[str, ...]], expected: str) -> None:
    assert made(stream, Lexicon(mend=lambda _: groups)) == expected


def test_marks_go_with_their_words() -> None:
    lexicon = Lexicon(order=lambda _: [2, 0, 1])
    assert made("[[t:w:0]]^a$ ^b$, [[t:w:2]]^c$.", lexicon) == "[[t:w:2]]^c$ [[t:w:0]]^a$, ^b$."


def test_signs_are_put_in_only_where_a_word_asks_for_them() -> None:
    lexicon = Lexicon(punctuate=lambda stream: f"¿{stream}", signs=frozenset(["?<sent>"]))
    assert made("^a$[[t:w:1]]^?<sent>$", lexicon) == "¿^a$[[t:w:1]]^?<sent>$"
    assert made("^a$?", lexicon) == "^a$?"
