"""An entry -> pairs of a source and a target phrase, which is all that bilingual formats know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from syndicate.errors import GlossaryError
from syndicate.glossary.entries import in_language
from syndicate.model import ConceptEntry, LanguageTag


class Pair(NamedTuple):
    """A phrase and what stands for it."""

    field: str
    """names, short or also."""
    source: str
    """The phrase in the source language."""
    target: str
    """What is written in the target."""


def languages_of(languages: Sequence[LanguageTag]) -> tuple[LanguageTag, LanguageTag]:
    """Return source and target.

    Raises:
        GlossaryError: they are not two.
    """
    if len(languages) != 2:
        raise GlossaryError("this format has two languages.", advice="Name source and target: --languages en,es.")
    return languages[0], languages[1]


def pairs(entry: ConceptEntry, source: LanguageTag, target: LanguageTag) -> Iterator[Pair]:
    """Give the pairs of *entry*; none where it has no name in both, or must not be written."""
    name = in_language(entry.names, source)
    written = in_language(entry.names, target) or (name if entry.keep else None)
    if name is None or written is None or entry.status == "forbidden":
        return
    yield Pair("names", name, written)
    short, written_short = in_language(entry.short, source), in_language(entry.short, target)
    if short and written_short and short != name:
        yield Pair("short", short, written_short)
    yield from (Pair("also", term, written) for term in in_language(entry.also, source) or () if term != name)


def paired(entry: ConceptEntry, source: LanguageTag, target: LanguageTag) -> ConceptEntry | None:
    """Return what of *entry* its pairs say."""
    found = list(pairs(entry, source, target))
    if not found:
        return None
    short = next(({source: pair.source, target: pair.target} for pair in found if pair.field == "short"), {})
    also = tuple(pair.source for pair in found if pair.field == "also")
    bare = ConceptEntry(entry.id, entry.kind, {source: found[0].source, target: found[0].target})
    return replace(bare, short=short, also={source: also} if also else {})
