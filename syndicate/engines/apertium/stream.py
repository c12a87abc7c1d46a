"""Apertium's stream format: what is text, what is a word, a mark or a blank in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

ITEM = re.compile(
    r"\\(?P<escaped>.)"
    r"|\[\[(?P<mark>(?:[^\]\\]|\\.)*)\]\]"
    r"|\[(?P<blank>(?:[^\]\\]|\\.)*)\]"
    r"|\^(?P<word>(?:[^$\\]|\\.)*)\$",
    re.DOTALL,
)
"""Everything in a stream that is not plain text: an escaped character, a word-bound blank, a blank, a word."""

TOKEN = re.compile(r"[Qq](?P<digits>[\ue000-\ue009]+)")
"""A placeholder's lemma: its number in private use digits behind a letter, whose case is the name's."""

WORD = re.compile(r"((?:\[\[[^\]]*\]\])?)(?<!\\)\^(?!\$)([^$\\]*(?:\\.[^$\\]*)*)\$", re.DOTALL)
"""A word with its mark, which most words have from the first crossing on."""

_MARK = re.compile(r"(?<!\\)\[\[([^\]]*)\]\]")
_FIRST = re.compile(r"(?:[^/\\]|\\.)*", re.DOTALL)
_SPECIAL = "\\^$/[]{}<>@~\n"
_SIGN = re.compile(f"[{re.escape(_SPECIAL)}]")
_FIRST_SIGN = 0xE010
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of an answer."""

    text: str
    """What it says, not escaped."""
    words: frozenset[int]
    """Numbers of the source words it came from; empty for blanks and for words that the grammar added."""


class Units(NamedTuple):
    """A stream cut into its words."""

    gaps: list[str]
    """What stands before each word and its mark; one more at the end, for what stands behind the last."""
    marks: list[str]
    """The mark of each word, `[[t:w:7]]`; empty where it has none."""
    words: list[str]
    """The words, without their ^ and $."""


def units(stream: str) -> Units:
    """Return *stream* cut into its words, in one step: it is read at every crossing."""
    parts = WORD.split(stream)
    return Units(parts[::3], parts[1::3], parts[2::3])


def escape(text: str) -> str:
    """Return *text* as the stream writes it: what has a meaning in a stream becomes a blank of a private character.

    Apertium's own way, a backslash, is not understood by all of its programs: some wait for ever
    behind an escaped `^`.
    """
    return _SIGN.sub(lambda sign: f"[{chr(_FIRST_SIGN + _SPECIAL.index(sign[0]))}]", text.replace("\0", " "))


def unescape(text: str) -> str:
    """Return what the escaped *text* stands for."""
    return _ESCAPED.sub(r"\1", text)


def surface(word: str) -> str:
    """Return the text before the first analysis of *word* (the stream's, without its ^ and $)."""
    found = _FIRST.match(word)
    return found[0] if found else word


def token(index: int, *, capital: bool) -> str:
    """Return the lemma of placeholder *index*; *capital* as the name is written, so that the grammar sees it."""
    return ("Q" if capital else "q") + "".join(chr(0xE000 + int(digit)) for digit in str(index))


def token_index(token: str) -> int:
    """Return the number of the placeholder with the lemma *token*."""
    return int("".join(str(ord(digit) - 0xE000) for digit in token[1:]))


@lru_cache(maxsize=4096)
def numbers(mark: str) -> frozenset[int]:
    """Return the numbers of the words that *mark* names."""
    return frozenset(map(int, re.findall(r"t:w:(\d+)", mark)))


def last_mark(gap: str) -> str | None:
    """Return the last mark in a *gap*, one that stands before no word; None where there is none."""
    marks = _MARK.findall(gap)
    return marks[-1] if marks else None


def pieces(stream: str) -> list[Piece]:
    """Return a generator's answer as text, each piece with the numbers of the source words it is from."""
    first, *parts = _MARK.split(stream)
    found = [Piece(_said(first), frozenset())]
    for mark, text in zip(parts[::2], parts[1::2], strict=True):
        if text:
            # Most are a blank or a word as it stands.
            found.append(Piece(text if text == " " or text.isalnum() else _said(text), numbers(mark)))
    return [piece for piece in found if piece.text]


def _said(text: str) -> str:
    """Return what a *text* without marks stands for."""
    if "[" not in text and "\\" not in text and "^" not in text:
        return _own(text)
    said, done = list[str](), 0
    for item in ITEM.finditer(text):
        said.append(_own(text[done : item.start()]))
        said.append(item["escaped"] or _sign(item["blank"] or "") or unescape(item["word"] or ""))
        done = item.end()
    return "".join([*said, _own(text[done:])])


def _sign(blank: str) -> str:
    """Return what the content of a *blank* stands for."""
    at = ord(blank) - _FIRST_SIGN if len(blank) == 1 else -1
    return _SPECIAL[at] if 0 <= at < len(_SPECIAL) else _own(blank)


def _own(text: str) -> str:
    """Return *text* without the newlines that some programs add at the end; those of the source come as signs."""
    return text.replace("\n", "")
