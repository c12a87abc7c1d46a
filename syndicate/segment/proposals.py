"""Marks that end a sentence, and the places where one may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.abbreviations import Abbreviations
from syndicate.segment.abbreviated import abbreviation
from syndicate.segment.begin import begins
from syndicate.segment.characters import STOPS, TAIL
from syndicate.segment.quotations import quoted

_LINE = re.compile(r"\n+")
_STOP = re.compile(r"[.!?…][»”’\")]*(?=\s)")
_FULL_STOP = re.compile(r"\.(?=\s)")
LONG = 300
"""Characters from which a quotation of several sentences, which sentencex leaves whole, is cut too."""
_BRACKETED = re.compile(rf"[{STOPS}][\"»”’]*(?:[)\]](?=\s)|）)")
_WIDE = re.compile(r"[。！？]+[”』」）]*")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)(?=\s)")
_BEFORE_NUMERAL = re.compile(r"[.!?](?<=[^\W\d_]{5}.)(?<!str.)[»”’\"]*(?=\s+\d)")
_BEFORE_PARAGRAPH = re.compile(r"\.(?<=[^\W\d_]{4}.)(?=\s+§)")
_ADDRESS = re.compile(r"(?:www\.|://|\w@)\S{1,200}\.(?=\s)")
_GREEK_QUESTION = re.compile(r";(?=\s+[«“(]?[Α-ΩΆ-Ώ])")
_ARMENIAN_COLON = re.compile(r"(?<=[^\W\d]):(?=\s+[«(]?[Ա-Ֆ])")
_MARKS = {"el": (_GREEK_QUESTION,), "hy": (_ARMENIAN_COLON,), "zh": (_WIDE,)}
"""Marks that end a sentence in one language only, or that sentencex does not always take for an end."""
_PIECE = 5_000
"""Characters that sentencex is given at once."""


def proposed(text: str, tongue: str, known: Abbreviations) -> Iterator[int]:
    """Give every place where a sentence may begin."""
    import sentencex

    for place, piece in _pieces(text):
        for each in sentencex.get_sentence_boundaries(tongue, piece):
            start, end = place + each["start_index"], place + each["end_index"]
            if each["end_index"] < len(piece) or _STOP.search(text, max(start, end - TAIL), end + 1):
                yield end
            if end - start > LONG:
                yield from (match.end() for match in _STOP.finditer(text, start, end))
    for pattern, signs in ((_LINE, "\n"), (_BRACKETED, ")]）"), (_ADDRESS, ("www.", "://", "@"))):
        if any(sign in text for sign in signs):
            yield from (match.end() for match in pattern.finditer(text))
    for pattern in _MARKS.get(tongue, ()):
        yield from (match.end() for match in pattern.finditer(text))
    for pattern in (_ELLIPSIS, _BEFORE_NUMERAL, _BEFORE_PARAGRAPH):
        yield from (match.end() for match in pattern.finditer(text) if not quoted(text, match.end()))
    # sentencex never ends a sentence with an abbreviation it knows; ours say where one may.
    for match in _FULL_STOP.finditer(text):
        end = match.end()
        mark = abbreviation(text[max(0, end - TAIL) : end], known)
        if mark is not None and begins(text[end : end + TAIL].lstrip()):
            yield end


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give *text* in pieces with their places, cut at a line or a stop: sentencex's time grows with the square."""
    place = 0
    while len(text) - place > _PIECE:
        window = text[place : place + _PIECE]
        size = max(window.rfind("\n"), window.rfind(". ")) + 1 or _PIECE
        yield place, window[:size]
        place += size
    yield place, text[place:]
