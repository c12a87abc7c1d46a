"""How a sentence begins: what its first word tells."""

from __future__ import annotations

import re
from functools import lru_cache

from syndicate.abbreviations import Abbreviations
from syndicate.segment.characters import CASELESS

_OPENING = re.compile(r"[\s«“„”\"'‘‚’(\[¿¡—–-]*")
WORD = re.compile(r"[^\W_]+(?:['’ʻʼ-][^\W_]+)*")
"""A word, its apostrophes and hyphens with it."""


@lru_cache(maxsize=64)
def first_word(right: str) -> re.Match[str] | None:
    """Return the first word of *right*, behind quotation marks and brackets; None where something else stands."""
    return WORD.match(right, _OPENING.match(right).end())  # type: ignore[union-attr]  # it matches the empty string


def has_case(right: str, tongue: str) -> bool:
    """Whether *right* begins with a letter that is a capital, and so tells that a sentence begins."""
    word = first_word(right)
    return word is not None and word[0][0].isupper() and tongue not in CASELESS


def goes_on(right: str, tongue: str) -> bool:
    """Whether *right* begins with a small letter; a brand such as iPhone does not count."""
    word = first_word(right)
    return word is not None and word[0][0].islower() and word[0].islower() and tongue not in CASELESS


def begins(right: str) -> bool:
    """Whether *right* begins as a sentence does: with a capital, or a letter that has none."""
    word = first_word(right)
    return word is not None and word[0][0].isalpha()


def starts_anew(right: str, known: Abbreviations) -> bool:
    """Whether *right* begins with a word that begins a sentence even after an initial; `В.` is an initial itself."""
    word = first_word(right)
    return word is not None and word[0].lower() in known.starters and right[word.end() : word.end() + 1] != "."
