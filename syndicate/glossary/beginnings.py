"""Where in a text a name of a glossary may begin: at the words that names begin with.

A name begins where a word begins, so that no automaton is needed: the first words of all names stand in a dict, and
an expression that knows their first letters passes over all other words. Where a language sets no spaces, a name may
begin at every sign.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import TypeAlias

from syndicate.glossary.borders import has_spaces, takes_endings
from syndicate.glossary.normal import CAPITALS, SEPARATOR
from syndicate.model import LanguageTag

Beginning: TypeAlias = tuple[int, tuple[int, ...]]
"""The first character of what may be a name, and how long the names are that begin so, the longest first."""

_HEAD = re.compile(rf"(?:^|{SEPARATOR})(\w+|[^{SEPARATOR}]?)")
# In АКШнын, G8дин and the like: the last letter or digit before what may be an ending.
_BEFORE_ENDING = re.compile(rf"[{CAPITALS}]\d?(?=[^\W\d_{CAPITALS}])(?<=\w\w)")
_WORD_SO_FAR = re.compile(r"\w+$")


class Beginnings:
    """The first words of all names; in languages without spaces their first signs."""

    def __init__(self, shapes: Iterable[str], language: LanguageTag) -> None:
        """Take up the beginnings of *shapes*, none of which is empty."""
        self._spaced = has_spaces(language)
        self._endings = takes_endings(language)
        shapes = list(shapes)
        heads: Sequence[str] = [shape[0] for shape in shapes]
        if self._spaced:
            heads = _HEAD.findall(SEPARATOR.join(shapes)) if shapes else ()
        bits: dict[str, int] = {}
        for head, shape in zip(heads, shapes, strict=True):
            bits[head] = bits.get(head, 0) | 1 << len(shape)
        shared = {each: _positions(each) for each in set(bits.values())}
        self._lengths = {head: shared[each] for head, each in bits.items()}
        self._start = _start(sorted({head[0] for head in bits}), self._spaced)

    def find(self, text: str, shaped: str) -> list[Beginning]:
        """Return where a name may begin in a text, from the left.

        Args:
            text: normalised.
            shaped: its shape, in which names are looked up.
        """
        if self._start is None:
            return []
        lengths = self._lengths
        parts = self._start.split(shaped)  # what is passed over, a word, what is passed over, ...
        starts = islice(accumulate(map(len, parts)), 0, None, 2)
        found = [(start, lengths[word]) for start, word in zip(starts, parts[1::2], strict=False) if word in lengths]
        if self._endings:
            for beginning in self._before_endings(text, shaped):
                insort(found, beginning)
        return found

    def _before_endings(self, text: str, shaped: str) -> Iterator[Beginning]:
        """Give the abbreviations that have a case ending written onto them."""
        for match in _BEFORE_ENDING.finditer(text):
            end = match.end()
            word = _WORD_SO_FAR.search(text, max(0, end - 60), end)
            if word and (lengths := self._lengths.get(shaped[word.start() : end])):
                yield word.start(), lengths


def _positions(bits: int) -> tuple[int, ...]:
    """Return which of *bits* are set, the highest first."""
    return tuple([place for place in range(bits.bit_length() - 1, -1, -1) if bits >> place & 1])


def _start(signs: Sequence[str], spaced: bool) -> re.Pattern[str] | None:
    """Return the expression that finds the words that begin with one of *signs*; None where there are no signs.

    The sign before the look behind it: the expression passes over all others three times as fast.
    """
    letters = "".join(re.escape(sign) for sign in signs if not spaced or sign.isalnum() or sign == "_")
    others = "".join(re.escape(sign) for sign in signs if spaced and not (sign.isalnum() or sign == "_"))
    parts = [rf"[{letters}](?<!\w.)\w*"] if letters and spaced else [f"[{letters}]"] if letters else []
    parts += [f"[{others}]"] if others else []
    return re.compile(f"({'|'.join(parts)})", re.DOTALL) if parts else None
