"""The few words of our own that stand in what is published, in each language.

One file a language, `templates/words/<tag>.yaml`; a translator adds one by copying `en.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from babel.core import get_global
from yaml import safe_load

from syndicate.languages import primary
from syndicate.model import LanguageTag

_ENGLISH = LanguageTag("en")


@dataclass(frozen=True, slots=True)
class Words:
    """Our own words in one language."""

    language: LanguageTag
    """The language they are in: English where nobody has written them in the one asked for."""
    machine: str
    """Sentence that says: translated by a machine, nobody reviewed it."""
    edited: str
    """Sentence that says: translated by a machine, reviewed by an editor."""
    noted: str
    """Sentence that says: an editor has yet to look at this text."""
    original: str
    """Stands before a colon and the title of the original."""
    machine_label: str
    """Category of a machine translation."""
    edited_label: str
    """Category of a reviewed machine translation."""
    articles: str
    """Heading over a list of articles."""
    languages: str
    """Name of the list of languages."""
    feeds: str
    """Name of the list of feeds."""
    updated: str
    """Stands before a colon and a date."""
    empty: str
    """What stands where there are no articles yet."""
    skip: str
    """Link past the navigation, for those who hear the page."""
    reviewer: str
    """Stands before a colon, the reviewer's name and the day."""
    withdrawn: str
    """Mark of an article that its source has withdrawn."""
    withdrawal: str
    """Sentence that says so."""
    sections: str
    """Name of the list of sections."""


# Not state: the files are part of the program, and reading one twice gives the same.
@cache
def words(language: LanguageTag) -> Words:
    """Return our own words in *language*, or in English where there are none.

    uz-Cyrl is not answered in the Latin script of uz: CLDR's likely script decides.
    """
    folder = files("syndicate") / "templates" / "words"
    for name in _candidates(language):
        file = folder / f"{name}.yaml"
        if file.is_file():
            said = safe_load(file.read_text("utf-8"))
            own = {field.name: said[field.name] for field in fields(Words) if field.name != "language"}
            return Words(language=language if name != _ENGLISH else _english(language), **own)
    return words(_ENGLISH)


def _english(language: LanguageTag) -> LanguageTag:
    """Return *language* if it is a kind of English, else `en`."""
    return language if primary(language) == _ENGLISH else _ENGLISH


def _candidates(language: LanguageTag) -> list[str]:
    """Return the file names that could hold the words of *language*, narrowest first."""
    likely: Mapping[str, str] = get_global("likely_subtags")
    subtags = language.split("-")
    script = next((part for part in subtags[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part for part in subtags[1:] if len(part) == 2), "")
    usual = likely.get(subtags[0], "__").split("_")[1]
    script = script or likely.get(f"{subtags[0]}_{region}", f"_{usual}_").split("_")[1]
    return [language, f"{subtags[0]}-{script}", *([subtags[0]] if script == usual else [])]
