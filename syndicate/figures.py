"""Figures as the target's language writes them: 40,000 is 40.000 in Spanish and 40 000 in French and Russian.

An engine copies a figure as it stands, and then 25,000 reads as twenty-five in half of Europe. Only figures whose
separators cannot mean anything else in the source's language are written anew; the check of numbers proves them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.languages import primary
from syndicate.model import LanguageTag
from syndicate.projection import Edit

_SPACED = (
    "fr",
    "ru",
    "uk",
    "be",
    "kk",
    "ky",
    "uz",
    "tt",
    "mn",
    "tg",
    "bg",
    "pl",
    "cs",
    "sk",
    "fi",
    "sv",
    "hu",
    "ka",
    "hy",
)
_MARKS = {
    **dict.fromkeys(_SPACED, ("\u00a0", ",")),
    **dict.fromkeys(["en", "zh", "ja", "ko", "he"], (",", ".")),
    **dict.fromkeys(["es", "pt", "it", "ca", "gl", "de", "nl", "da", "tr", "az", "ro"], (".", ",")),
}
"""By language: what stands between groups of three digits, and before decimals. CLDR's number symbols."""

_SCALE = r"(?=\s?%|\s(?:[mbtr]+illion|thousand|per ?cent|mill[oó]n|por ciento|milyon|milyar|yüzde)\w*)"
"""What follows a decimal fraction, and no time, version or section: 4.2 million."""


def localised(
    source: str, text: str, original: LanguageTag, language: LanguageTag, taken: Sequence[Edit]
) -> list[Edit]:
    """Return the edits that write the figures of *text* as *language* does.

    Args:
        source: what was translated.
        text: what an engine answered.
        original: the language of *source*.
        language: of *text*.
        taken: stretches of *text* that are none of its words: names, things to keep.
    """
    marks, own = _MARKS.get(primary(original)), _MARKS.get(primary(language))
    if marks is None or own is None or marks == own or marks[0] == "\u00a0":
        return []
    group, point = (re.escape(mark) for mark in marks)
    certain = rf"(?<![\w.,:/-])(?:\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d+)?|\d+{point}\d+{_SCALE})(?![\w/:-]|[.,]\d)"
    copied: dict[str, str] = {}
    for match in re.finditer(certain, source, re.IGNORECASE):
        whole, _, fraction = match[0].partition(marks[1])
        copied[match[0]] = whole.replace(marks[0], own[0]) + (own[1] + fraction if fraction else "")
    if not copied:
        return []
    shapes = "|".join(re.escape(figure) for figure in sorted(copied, key=lambda figure: (-len(figure), figure)))
    return [
        (match.start(), match.end(), copied[match[0]])
        for match in re.finditer(rf"(?<![\w.,:/-])(?:{shapes})(?![\w/:-]|[.,]\d)", text)
        if not any(match.start() < end and start < match.end() for start, end, _ in taken)
    ]
