"""In which shapes the names of a glossary are looked up, with other capitals or spaces, and what each can be."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from syndicate.glossary.entries import Glossary
from syndicate.glossary.expanded import expanded
from syndicate.glossary.normal import comparable, fold, shape_all
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

_TIGHT = re.compile(r"(?<=\b\w)\.(?=\w)")  # В.В
_AFTER = re.compile(r"(\b\w)\. (?=\w)")
_BETWEEN = re.compile(r"(\b\w)\. (?=\w\.)")


class Reading(NamedTuple):
    """What a form can be."""

    text: str
    """The form, normalised, with its capitals."""
    entry: ConceptEntry
    """Whose form it is."""
    field: str
    """The field it comes from: names, short, also or surname."""
    case: str
    """Its case; empty where the language has none."""


class Shapes:
    """Every shape in which the names of a glossary can stand in texts of one language.

    There can be a million: they are kept in columns, and what a shape can be is put together when it is asked for.
    """

    def __init__(self, glossary: Glossary, language: LanguageTag) -> None:
        """Expand every entry that is not forbidden into its forms in *language*."""
        with no_collection():
            self._texts: list[str] = []
            self._entries: list[ConceptEntry] = []
            self._fields: list[str] = []
            self._cases: list[str] = []
            self._expand(glossary, language)
            self._texts = comparable(self._texts, language)
            self._spell_initials()
            self.first: dict[str, int] = {}
            """The row of the first form of each shape."""
            self.more: dict[str, list[int]] = {}
            """The rows of the further forms of those shapes that have more than one."""
            self._look_up(shape_all(self._texts, language), language)

    def _expand(self, glossary: Glossary, language: LanguageTag) -> None:
        """Put the forms of every entry into the columns."""
        texts, entries, fields, cases = self._texts, self._entries, self._fields, self._cases
        for entry, forms in expanded(glossary, language):
            for text, field, case in forms:
                texts.append(text)
                entries.append(entry)
                fields.append(field)
                cases.append(case)

    def _look_up(self, shapes: Sequence[str], language: LanguageTag) -> None:
        """Make the rows findable by *shapes*, one a row, and by these with other capitals."""
        first, more = self.first, self.more
        for row, (key, entry) in enumerate(zip(shapes, self._entries, strict=True)):
            if key.istitle() and entry.case_sensitive:
                if first.setdefault(key, row) != row:
                    more.setdefault(key, []).append(row)
                continue
            for other in keys(key, entry.case_sensitive, language):
                if first.setdefault(other, row) != row:
                    more.setdefault(other, []).append(row)
        first.pop("", None)

    def _spell_initials(self) -> None:
        """Put the other spellings of names with initials behind each."""
        if not any("." in text for text in self._texts):
            return
        spelled = [(text, row) for row, form in enumerate(self._texts) for text in initials(form)]
        self._texts = [text for text, _ in spelled]
        self._entries = [self._entries[row] for _, row in spelled]
        self._fields = [self._fields[row] for _, row in spelled]
        self._cases = [self._cases[row] for _, row in spelled]

    def names(self) -> Iterator[tuple[str, ConceptEntry, str]]:
        """Give every form of a name with its entry and case, but for those of families."""
        for text, entry, field, case in zip(self._texts, self._entries, self._fields, self._cases, strict=True):
            if field != "family":
                yield text, entry, case

    def readings(self, key: str) -> tuple[Reading, ...]:
        """Return what a shape can be, by entry id; nothing where no name has it."""
        first = self.first.get(key)
        if first is None:
            return ()
        if key not in self.more:
            return (Reading(self._texts[first], self._entries[first], self._fields[first], self._cases[first]),)
        rows = (first, *self.more[key])
        return tuple([Reading(self._texts[at], self._entries[at], self._fields[at], self._cases[at]) for at in rows])

    @cached_property
    def given(self) -> Mapping[str, frozenset[str]]:
        """The ids of the entries of each given name: the first words of the full names of people."""
        found: dict[str, set[str]] = {}
        for text, entry, field in zip(self._texts, self._entries, self._fields, strict=True):
            if entry.kind is EntryKind.PERSON and field in ("names", "also"):
                first, space, _ = text.partition(" ")
                if space and first[-1] != ".":
                    found.setdefault(first, set()).add(entry.id)
        return {first: frozenset(entries) for first, entries in found.items()}


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold the garbage collector off where very much is made that all stays: it is half of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def capital(word: str) -> str:
    """Return *word* with a capital at its beginning."""
    return word[:1].upper() + word[1:]


def keys(key: str, case_sensitive: bool, language: LanguageTag) -> Iterable[str]:
    """Return all shapes of a form of shape *key*: its own; with capitals where it begins small; any, if it may."""
    words = key.split(" ")
    capitals = [capital(word) for word in words]
    keys = {key, " ".join([capitals[0], *words[1:]]), " ".join(capitals)}
    if not case_sensitive:
        small = [fold(word, language) for word in words]
        keys |= {" ".join(small), " ".join([capitals[0], *small[1:]])}
    return sorted(keys)


def initials(text: str) -> tuple[str, ...]:
    """Return *text* and its spellings with other spaces after initials: В. В. Путин, В.В. Путин, В.В.Путин."""
    if "." not in text or (". " not in text and not _TIGHT.search(text)):
        return (text,)
    wide = _TIGHT.sub(". ", text)
    half = _BETWEEN.sub(r"\1.", wide)
    return tuple(dict.fromkeys((text, wide, half, _AFTER.sub(r"\1.", wide))))
