"""Quotations and brackets: where they end, what stands around them, and who is quoted."""

from __future__ import annotations

import re

from syndicate.abbreviations import Abbreviations
from syndicate.segment.characters import CLOSERS, TAIL

_ENCLOSING = re.compile(r"[()（）「」『』«»“”„]")
_WINDOW = 300
"""Characters before a border in which brackets and quotation marks are paired."""
_PARAGRAPH = 3_000
"""Characters before a quotation mark in which those like it are counted."""
_RIGHT_OF = {")": "(", "）": "（", "」": "「", "』": "『", "»": "«", "”": "“"}
_RIGHT = {"(": ")", "（": "）"}
_REPORTED = {
    "ja": re.compile(r"(?:と|って|など|、)"),
    "ko": re.compile(r"이?(?:라|하)?(?:고|며|는|면서|란)"),
    "zh": re.compile(r"[^，。！？：“]{0,10}(?:说|說|问|問|道|表示|称|稱|指出|回答|喊)[。，：！]"),
}
"""What follows a quotation, without a space, in the sentence that quotes it."""
_SPEAKER = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s){1,4}(\w+)")
_OPENERS = "«“„‘\"'("
_OPENED = re.compile(rf"\s?[{re.escape(_OPENERS)}]+$")
_CLOSING = re.compile(rf"[{re.escape(CLOSERS)}]+(?=\s|$)")


def quoted(text: str, place: int) -> bool:
    """Whether a quotation or bracket is open at *place*; straight quotation marks tell nothing."""
    return bool(_open(text, 0, place))


def encloses(text: str, start: int, end: int) -> bool:
    """Whether a bracket that opened inside the sentence, which began at *start*, closes soon after *end*."""
    if text.find("(", start, end) < 0 and text.find("（", start, end) < 0:
        return False
    waiting = _open(text, start, end)
    if not waiting or waiting[-1][0] not in "(（" or not text[start : waiting[-1][1]].strip():
        return False
    return _RIGHT[waiting[-1][0]] in text[end : end + _WINDOW]


def _open(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the brackets and quotation marks, with their places, that are open at *end*; a line closes them all."""
    waiting: list[tuple[str, int]] = []
    begin = max(start, end - _WINDOW, text.rfind("\n", start, end) + 1)
    for match in _ENCLOSING.finditer(text, begin, end):
        mark = match[0]
        if waiting and (waiting[-1][0] == _RIGHT_OF.get(mark) or (waiting[-1][0] == "„" and mark in "“”")):
            waiting.pop()
        elif mark not in _RIGHT_OF:
            waiting.append((mark, match.start()))
    return waiting


def reports(right: str, tongue: str) -> bool:
    """Whether *right* says who said the quotation before it, as Chinese, Japanese and Korean do."""
    return tongue in _REPORTED and _REPORTED[tongue].match(right) is not None


def is_attribution(left: str, right: str, known: Abbreviations) -> bool:
    """Whether a quotation ends *left* and *right* says whose it is: `“Who pays?” Brown asked.`"""
    speaker = _SPEAKER.match(right) if left[-1] in CLOSERS else None
    return speaker is not None and speaker[1] in known.saying


def between(text: str, border: int) -> int:
    """Move *border* behind what closes the sentence before it, or before what opens the one after it."""
    opened = text[border - 1 : border] in _OPENERS and _OPENED.search(text, max(0, border - TAIL // 8), border)
    if opened and opened[0][0].isspace() and text[border : border + 1].strip():
        return opened.start()
    mark = text[border : border + 1]
    match = _CLOSING.match(text, border) if mark and mark in CLOSERS and not _opens(text, border, mark) else None
    return match.end() if match else border


def _opens(text: str, place: int, mark: str) -> bool:
    """Whether *mark*, with a space on either side, opens a quotation: no other waits for it to be closed."""
    if mark not in '"“' or not text[place - 1 : place].isspace():
        return False
    begin = max(place - _PARAGRAPH, text.rfind("\n", max(0, place - _PARAGRAPH), place) + 1, 0)
    before = text.count(mark, begin, place)
    return before % 2 == 0 if mark == '"' else text.count("„", begin, place) <= before
