"""In which shapes a form is looked up: with its capitals, with other spaces after initials."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syndicate.glossary.normal import fold, shape
from syndicate.model import LanguageTag

_TIGHT = re.compile(r"(?<=\b\w)\.(?=\w)")  # В.В
_AFTER = re.compile(r"(\b\w)\. (?=\w)")
_BETWEEN = re.compile(r"(\b\w)\. (?=\w\.)")


def capital(word: str) -> str:
    """Return *word* with a capital at its beginning."""
    return word[:1].upper() + word[1:]


def keys(form: str, case_sensitive: bool, language: LanguageTag) -> Iterable[str]:
    """Return the shapes in which *form* can stand: its own; with capitals where it begins small; any, if it may."""
    key = shape(form, language)
    if key.istitle() and case_sensitive:
        return (key,)
    words = key.split(" ")
    capitals = [capital(word) for word in words]
    keys = {key, " ".join([capitals[0], *words[1:]]), " ".join(capitals)}
    if not case_sensitive:
        small = [fold(word, language) for word in words]
        keys |= {" ".join(small), " ".join([capitals[0], *small[1:]])}
    return sorted(keys)


def initials(text: str) -> tuple[str, ...]:
    """Return *text* and its spellings with other spaces after initials: В. В. Путин, В.В. Путин, В.В.Путин."""
    if ". " not in text and not _TIGHT.search(text):
        return (text,)
    wide = _TIGHT.sub(". ", text)
    half = _BETWEEN.sub(r"\1.", wide)
    return tuple(dict.fromkeys((text, wide, half, _AFTER.sub(r"\1.", wide))))
