"""Which articles an edit of a glossary can reach at all, so that the others need not be looked at.

An entry that changed or went reaches the articles that met it. What can be read of it now and could not before
reaches those in whose text the unchanging part of such a form stands. Both are asked of the state as it is.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from syndicate.glossary.entries import Glossary
from syndicate.glossary.forms import source_forms, source_tags, source_terms
from syndicate.languages import primary
from syndicate.model import ConceptEntry, LanguageTag

MANY = 40
"""Entries from which on every article is looked at: looking for so many is no quicker."""
# The index is named, because the texts stand in the table's rows and are not wanted.
_UNPREPARED = "SELECT 1 FROM articles INDEXED BY articles_prepared WHERE prepared IS NULL LIMIT 1"
_TONGUES = "SELECT DISTINCT tongues FROM articles INDEXED BY articles_prepared WHERE tongues <> ''"
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = {"ru": "еёЕЁ", "tr": "iıİI", "az": "iıİI", "crh": "iıİI", "uk": "оіеєї"}
"""Letters that stand for each other, or change places in cases: nothing is looked for across them."""
_UNLIKE = (b"\xc2\xad", b"\xe2\x80\x8b", b"\xe2\x81\xa0", b"\xef\xbb\xbf", b"\xcc", b"\xcd")
"""Invisible and combining signs: a text that has them is looked at whatever else it says."""
_BEGINNING = 4
"""Letters of a word by which entries are told that cannot stand in a text."""


def reached(state: sqlite3.Connection, before: Glossary, after: Glossary, edited: AbstractSet[str]) -> set[str] | None:
    """Return the ids of the articles that an edit can reach; None for all of them.

    Args:
        state: an open state database.
        before: the entries as they were.
        after: as they would be.
        edited: ids that differ.
    """
    if len(edited) > MANY or state.execute(_UNPREPARED).fetchone():
        return None
    found: set[str] = set()
    for identifier in sorted(edited & before.entries.keys()):
        found.update(one for (one,) in state.execute("SELECT article FROM met WHERE entry = ?", (identifier,)))
    for tongues, stems in _stems(_tongues(state), before, after, edited):
        wanted = [*(variant.encode() for stem in stems for variant in _variants(stem)), *_UNLIKE]
        rows = state.execute("SELECT id, value FROM articles WHERE tongues = ?", (tongues,))
        found.update(one for one, text in rows if any(each in text for each in wanted))
    return found


class Standing:
    """Tells which entries may stand in texts of one language: all that matter for what is found there."""

    def __init__(self, glossary: Glossary, language: LanguageTag) -> None:
        letters = _ALIKE.get(primary(language), "")
        self._table = str.maketrans(letters, letters[:1] * len(letters)) if letters else {}
        self._anywhere: set[str] = set()
        self._by_beginning: dict[str, set[str]] = {}
        tags = source_tags(glossary.languages, language)
        for entry in glossary.entries.values():
            for word in (word for term, _ in source_terms(entry, tags) for word in _WORD.findall(term)):
                if len(word) < _BEGINNING:
                    self._anywhere.add(entry.id)
                else:
                    self._by_beginning.setdefault(self._beginning(word), set()).add(entry.id)

    def ids(self, texts: Iterable[str]) -> set[str]:
        """Return the ids of the entries of which some word may stand in *texts*."""
        begun = {self._beginning(word) for text in texts for word in _WORD.findall(text)}
        return self._anywhere.union(*(self._by_beginning[each] for each in begun & self._by_beginning.keys()))

    def _beginning(self, word: str) -> str:
        return word[:_BEGINNING].casefold().translate(self._table)


def _tongues(state: sqlite3.Connection) -> list[str]:
    return [one for (one,) in state.execute(_TONGUES)]


def _stems(
    tongues: Iterable[str], before: Glossary, after: Glossary, edited: AbstractSet[str]
) -> Iterator[tuple[str, list[str]]]:
    """Give languages of articles, as the state has them, and what stands in every new form of an edited name."""
    known: dict[str, set[str]] = {}
    for some in tongues:
        stems: set[str] = set()
        for tag in some.split():
            if tag not in known:
                known[tag] = set(_new_stems(LanguageTag(tag), before, after, edited))
            stems |= known[tag]
        if stems:
            yield some, sorted(stems)


def _new_stems(language: LanguageTag, before: Glossary, after: Glossary, edited: AbstractSet[str]) -> Iterator[str]:
    for identifier in sorted(edited & after.entries.keys()):
        new, old = after.entries[identifier], before.entries.get(identifier)
        was = _forms(old, before, language) if old else set()
        come = _forms(new, after, language) - was
        tags = source_tags(after.languages, language)
        if old is not None and new.case_sensitive != old.case_sensitive:
            come = _forms(new, after, language)
        for term, _ in source_terms(new, tags):
            own = [form for form in come if form[:2].casefold() == term[:2].casefold()]
            if own:
                yield _stem(_shared([form.lower() for form in own]), language)
        for form in sorted(come):
            if all(form[:2].casefold() != term[:2].casefold() for term, _ in source_terms(new, tags)):
                yield _stem(form, language)


def _forms(entry: ConceptEntry, glossary: Glossary, language: LanguageTag) -> set[str]:
    return {form for form, _, _ in source_forms(entry, language, source_tags(glossary.languages, language))}


def _shared(forms: Sequence[str]) -> str:
    """Return what all *forms* begin with."""
    first, last = min(forms), max(forms)
    length = next(
        (at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:length]


def _stem(text: str, language: LanguageTag) -> str:
    """Return the longest stretch of *text* that is written in one way only."""
    letters = _ALIKE.get(primary(language), "")
    parts = re.split(rf"[^\w]|[\d_{letters}]", text)
    return max(parts, key=len)


def _variants(stem: str) -> list[str]:
    """Return *stem* with the capitals that it can have."""
    return sorted({stem, stem.lower(), stem.upper(), stem.capitalize()})
