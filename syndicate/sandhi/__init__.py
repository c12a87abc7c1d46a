"""What the words before a name owe it: d’Azerbaïdjan, au Kazakhstan, e Irán, la ministra Olena Bondar, an Elbegdorj.

An engine chose articles, prepositions and conjunctions for its own placeholder, or for none; once the real name stands
there the seam may want others. One language a file; only the words right before the name are touched.

A language's module has `before(place) -> str | None`: what is to stand in place of `Place.words`, and behind a bar `|`
the name itself where that changes. It may have `AFTER`: what must not stand behind a name. `es` and `uk` have
`openings`: what little words and marks the whole text needs (¿, del, в for у).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from syndicate.languages import primary
from syndicate.model import EntryKind, LanguageTag
from syndicate.projection import Edit
from syndicate.sandhi import es, uk

__all__ = ["Place", "Trait", "openings", "seams"]


@dataclass(frozen=True, slots=True)
class Trait:
    """What the glossary says of a name that is written into a text."""

    kind: EntryKind
    """What it names."""
    gender: str = ""
    """Of the name in the language of the text: m, f, n, pl or empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name where it is to stand."""

    words: str
    """At most three words before it, and the space after them; empty where a mark or nothing stands there."""
    name: str
    """The name."""
    trait: Trait | None
    """What it is; None for a date or a thing to keep."""
    first: bool
    """Whether nothing stands before `words`: they, or the name, begin the text."""
    after: str
    """The text behind it."""
    joined: str = ""
    """How the name before it was begun, as its `before` left it, where the two stand in one list."""


_BEFORE = re.compile(r"(?<![\w’'.-])(?:[\w’'-]+\.? ){0,2}[\w’'-]+(?:(?<=[’'])|\.? )$")
_LIST = re.compile(r"(?:, | (?:et|ou|y|e|o|u|and|or) )(?:d[’']|de |e )?")


_Rule = Callable[[Place], "str | None"]
_LANGUAGES = frozenset({"en", "es", "fr"})
_OPENINGS = {"es": es.openings, "uk": uk.openings}


def openings(text: str, language: LanguageTag, names: Sequence[Edit] = ()) -> list[Edit]:
    """Return what the marks and prepositions of *text* want, away from *names*; nothing in most languages."""
    rules = _OPENINGS.get(primary(language))
    return rules(text, names) if rules else []


def seams(
    text: str, edits: Sequence[Edit], language: LanguageTag, traits: Mapping[int, Trait] | None = None
) -> list[Edit]:
    """Return *edits*, names written into *text*, with what they ask of the words before them.

    Args:
        text: what an engine answered.
        edits: start, end and what is to stand there, by start.
        language: of *text*.
        traits: by start, what is known of the names.
    """
    if primary(language) not in _LANGUAGES:
        return list(edits)
    rules = importlib.import_module(f"syndicate.sandhi.{primary(language)}")
    rule: _Rule = rules.before
    surplus: re.Pattern[str] | None = getattr(rules, "AFTER", None)
    found: list[Edit] = []
    last_end, last_begun = 0, ""
    for start, end, name in sorted(edits):
        if not name or start == end:
            found.append((start, end, name))
            continue
        match = _BEFORE.search(text, last_end, start)
        words = match[0] if match else ""
        trait = (traits or {}).get(start)
        joined = last_begun if last_end and _LIST.fullmatch(text, last_end, start) else ""
        place = Place(words, name, trait, not text[: start - len(words)].strip(" «“\"'(¿¡—–-"), text[end:], joined)
        given = rule(place)
        if given is None:
            found.append((start, end, name))
        else:
            begun, bar, rest = given.partition("|")
            found += [(start - len(words), start, begun), (start, end, rest if bar else name)]
        if trait and surplus and (match := surplus.match(text, end)):
            found.append((end, match.end(), ""))
        last_end, last_begun = end, words if given is None else given
    return found
