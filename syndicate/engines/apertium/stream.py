"""Apertium's stream format: what is text, what is a word, a mark or a blank in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

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

_FIRST = re.compile(r"(?:[^/\\]|\\.)*", re.DOTALL)
_SPECIAL = "\\^$/[]{}<>@~\n"
_SIGN = re.compile(f"[{re.escape(_SPECIAL)}]")
_FIRST_SIGN = 0xE010
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an answer."""

    text: str
    """What it says, not escaped."""
    words: frozenset[int]
    """Numbers of the source words it came from; empty for blanks and for words that the grammar added."""


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


def token_index(match: re.Match[str]) -> int:
    """Return the number of the placeholder that TOKEN matched."""
    return int("".join(str(ord(digit) - 0xE000) for digit in match["digits"]))


def pieces(stream: str) -> list[Piece]:
    """Return a generator's answer as text, each piece with the numbers of the source words it is from."""
    found: list[Piece] = []
    words: frozenset[int] = frozenset()
    text: list[str] = []
    done = 0
    for item in ITEM.finditer(stream):
        text.append(_own(stream[done : item.start()]))
        done = item.end()
        if item["mark"] is not None:
            found.append(Piece("".join(text), words))
            text, words = [], frozenset(int(number) for number in re.findall(r"t:w:(\d+)", item["mark"]))
        else:
            text.append(item["escaped"] or _sign(item["blank"] or "") or unescape(item["word"] or ""))
    found.append(Piece("".join([*text, _own(stream[done:])]), words))
    return [piece for piece in found if piece.text]


def _sign(blank: str) -> str:
    """Return what the content of a *blank* stands for."""
    at = ord(blank) - _FIRST_SIGN if len(blank) == 1 else -1
    return _SPECIAL[at] if 0 <= at < len(_SPECIAL) else _own(blank)


def _own(text: str) -> str:
    """Return *text* without the newlines that some programs add at the end; those of the source come as signs."""
    return text.replace("\n", "")
