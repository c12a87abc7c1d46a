"""Where the sentences of a text begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.abbreviations import abbreviations
from syndicate.languages import primary
from syndicate.model import LanguageTag
from syndicate.segment.abbreviated import is_name, joined_by
from syndicate.segment.begin import goes_on
from syndicate.segment.characters import CLOSERS, TAIL, UNSPACED
from syndicate.segment.proposals import proposed
from syndicate.segment.quotations import between, encloses, reports

_NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,3}|[IVXLC]{1,5}|[^\W\d_])[.)]$")
_LETTER = re.compile(r"\w")


def borders(text: str, language: LanguageTag, whole: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Return where the sentences of *text* begin, but for the first; white space may stand before its first word."""
    tongue = primary(language)
    known = abbreviations(tongue)
    kept, scanned, lettered, begin = [0], 0, False, -1
    for border in sorted({between(text, border) for border in proposed(text, tongue, known)}):
        if border <= begin:  # in the white space of the border before it
            continue
        end, begin = _outside(text, border)
        if (
            end <= kept[-1]
            or begin >= len(text)
            or (whole and any(start < end and begin < stop for start, stop in whole))
        ):
            continue
        left, right = text[max(kept[-1], end - TAIL) : end].lstrip(), text[begin : begin + TAIL]
        if "\n" in text[end:begin]:
            joined = left[-1] in ",–—-" or goes_on(right, tongue)
        else:
            tight = end == begin and tongue not in UNSPACED
            joined = bool(
                _NUMBERED.match(left)
                or (tight and is_name(left, right))
                or encloses(text, kept[-1], end)
                or (end == begin and left[-1] in CLOSERS and reports(right, tongue))
                or joined_by(left, right, tongue, known)
            )
        lettered, scanned = lettered or _LETTER.search(text, scanned, end) is not None, end
        if lettered and not joined:  # a mark alone is no sentence
            kept.append(border)
            lettered = False
    if not lettered and not _LETTER.search(text, scanned):
        kept.pop()
    return kept[1:]


def _outside(text: str, border: int) -> tuple[int, int]:
    """Return where the words before *border* end and where those after it begin."""
    end, begin = border, border
    while end and text[end - 1].isspace():
        end -= 1
    while begin < len(text) and text[begin].isspace():
        begin += 1
    return end, begin
