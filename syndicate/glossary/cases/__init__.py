"""What decides the case of a name in a sentence: tables of words, one language a file.

To add a language, write `cases/<primary language>.py` with one `GRAMMAR`. It is found by its file name.
The tables hold stems as regular expressions where a word has many forms, and whole words otherwise.
How they are used is in `syndicate.glossary.case`.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from syndicate.languages import primary
from syndicate.model import EntryKind, LanguageTag


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language that tell the case of a name beside them; everything is lower-case."""

    prepositions: Mapping[str, tuple[str, ...]]
    """Preposition -> the cases it governs; the first counts where the form could be several."""
    place_or_aim: frozenset[str]
    """Prepositions with the locative for a place, the accusative for an aim: a verb of motion decides."""
    company_or_source: frozenset[str]
    """Prepositions with the instrumental for company, the genitive for a source: motion from a place decides."""
    motion: re.Pattern[str]
    """Verbs and nouns of motion."""
    titles: Mapping[EntryKind, tuple[str, ...]]
    """For a kind of name, the nouns that stand in apposition to it and share its case, in the nominative."""
    verb: re.Pattern[str]
    """What looks like a verb."""
    not_verb: re.Pattern[str]
    """Nouns that look like verbs."""
    dative: re.Pattern[str]
    """Verbs whose object, or one of whose objects, is a dative person; predicates with a dative."""
    instrumental: re.Pattern[str]
    """Verbs with an instrumental, and short passive participles."""
    genitive: re.Pattern[str]
    """Verbs, negations and quantities with a genitive."""
    reporting: re.Pattern[str]
    """Verbs whose subject often follows: сообщил, заявил."""
    plural: re.Pattern[str]
    """What a plural verb looks like."""
    agreement: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Shape of a verb in the past, and how a noun looks that can be its subject."""
    adjective: Mapping[str, tuple[str, ...]]
    """Ending of an adjective, participle or pronoun -> its cases in the singular; tried in this order."""
    not_adjective: frozenset[str]
    """Nouns that look like adjectives."""
    passed: frozenset[str]
    """Adverbs and particles that stand anywhere and decide nothing."""
    times: frozenset[str]
    """Nouns that tell when; the name after them is no genitive."""
    conjunctions: frozenset[str]
    """Words that open a clause."""
    joining: frozenset[str]
    """Words that put two names in the same case: и."""


def listed(text: str) -> frozenset[str]:
    """Return the words of *text*: a word list that can be read and kept in a few lines."""
    return frozenset(text.split())


def grammar(language: LanguageTag) -> Grammar | None:
    """Return the tables of *language*, or None where there are none."""
    code = primary(language)
    if not code.isalpha() or find_spec(f"{__name__}.{code}") is None:
        return None
    found: Grammar = importlib.import_module(f"{__name__}.{code}").GRAMMAR
    return found
