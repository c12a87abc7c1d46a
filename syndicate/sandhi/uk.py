"""Ukrainian: в and у, з and зі, as the letters beside them ask (orthography of 2019, §§ 23-24).

Only what the rules exclude is changed: behind a comma or a dash either is good, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.projection import Edit

_VOWELS = "аеєиіїоуюя"
_WORD = re.compile(r"(?<![\w’'ʼ.-])(?:[уУвВзЗ])(?= [\"«“„]?\w)")
_HARD = re.compile(r"[вф]|льв|[сдтгзхцш]в")
"""Beginnings before which only у is said: у Франції, у Львові."""
_ROUGH = re.compile(r"[зсцшж][бвгґджзйклмнпрстфхцчшщ]{2}|[зсш][бвгґджзйклмнпрстфхцчшщ]|мн|щ|льв")
"""Beginnings before which з is зі: зі Львова, зі школи."""


def openings(text: str, names: Sequence[Edit] = ()) -> list[Edit]:
    """Return the edits of the prepositions of a Ukrainian *text* that cannot stand where they do.

    Args:
        text: what an engine answered.
        names: what is to be written into it; a preposition beside a name is said with that name.
    """
    starts = {start: name for start, _, name in names if name}
    ends = {end: name for _, end, name in names if name}
    found: list[Edit] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if any(low <= start < high for low, high, _ in names):
            continue
        before = ends.get(start - 1, text[: start - 1]) if text[start - 1 : start] == " " else text[:start]
        behind = starts.get(end + 1) or text[end + 1 :].lstrip('"«“„')
        wanted = _said(match[0].lower(), before[-1:].lower(), behind[:6].lower())
        if wanted != match[0].lower():
            found.append((start, end, wanted.capitalize() if match[0].isupper() else wanted))
    return found


def _said(word: str, before: str, behind: str) -> str:
    """Return how *word* is said between the letter *before* it and the word *behind*."""
    if not re.match(r"[а-яєіїґ]", behind):
        return word
    if word == "з":
        return "зі" if _ROUGH.match(behind) else "з"
    if behind[0] in "аеиіоу":
        return "в"
    if _HARD.match(behind):
        return "у"
    if before in _VOWELS and before:
        return "в"
    return "у" if before.isalpha() or not before else word
