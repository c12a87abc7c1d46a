"""How the words of a person's name decline together, in the East Slavic languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from syndicate.glossary.inflection._paradigms import Table, forms, pieces, unchanged
from syndicate.model import Form

Decline = Callable[[str, bool], Table]
"""Gives the table of one word; told whether the person is a woman."""


@dataclass(frozen=True, slots=True)
class Persons:
    """What one language knows of the names of persons."""

    cases: Sequence[str]
    """Its cases, nominative first."""
    rule: str
    """What its forms say of their origin."""
    letters: str
    """Its small letters, as a regular expression's class: a word without any is another script's."""
    particles: frozenset[str]
    """Parts of names that never decline (де, фон)."""
    sons_of: frozenset[str]
    """After these stands no case: the father's name before them keeps its form as well (оглы)."""
    family_first: frozenset[str]
    """Family names that stand first, in front of a given name: only the last part declines (Си Цзиньпина)."""
    mongolian: str
    """The end of a Mongolian father's name, itself a genitive."""
    patronymic: re.Pattern[str]
    """Matches a patronymic."""
    female: re.Pattern[str]
    """Matches a surname or patronymic of a woman."""
    male_in_a: frozenset[str]
    """Men's given names that end like women's."""
    given: Decline
    """Declines a given name."""
    middle: Decline
    """Declines a patronymic."""
    surname: Decline
    """Declines a surname."""


def person(name: str, known: Persons, *, gender: str, fixed: tuple[str, ...]) -> tuple[Form, ...]:
    """Return the forms of the person's *name*.

    Args:
        name: as it is written in the nominative.
        known: the language's names.
        gender: m or f; guessed from the name where it is empty.
        fixed: parts that do not decline.
    """
    words, between = pieces(name)
    female = (gender or _guessed_gender(words, known)) == "f"
    settled = frozenset(word for part in fixed for word in part.split())
    first_is_family = len(words) > 1 and words[0].lower() in known.family_first
    tables: list[Table] = []
    for index, word in enumerate(words):
        last = index == len(words) - 1
        following = "" if last else words[index + 1].lower()
        if (
            word in settled
            or word.lower() in known.particles
            or following in known.sons_of
            or (first_is_family and not last)
            or (word.endswith(known.mongolian) and not last)
            or not re.search(known.letters, word)
            or len(word.rstrip(".")) < 2
        ):
            tables.append(unchanged(word, known.cases))
        elif last:
            tables.append(known.surname(word, female))
        elif known.patronymic.fullmatch(word):
            tables.append(known.middle(word, female))
        else:
            tables.append(known.given(word, female))
    return forms(tables, between, known.cases, known.rule)


def _guessed_gender(words: Sequence[str], known: Persons) -> str:
    """Return the likelier gender of a person: by surname, then by given name."""
    if any(known.female.fullmatch(word) for word in words[1:] or words):
        return "f"
    given = words[0].lower()
    return "f" if len(words) > 1 and given.endswith(("а", "я")) and given not in known.male_in_a else "m"
