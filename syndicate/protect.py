"""What must survive translation, marked for the engine.

A name is never cut out of its sentence: the engine gets the whole sentence, and where the name
lies. What it does with that is its ability: placeholders of its own, an alignment, or nothing. The
ladder says which method is tried first; `syndicate.restore` proves each attempt, and the next
method is tried for the sentences whose proof failed (`syndicate.translate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from syndicate.dates import written
from syndicate.glossary.agreement import said_gender
from syndicate.glossary.forms import target_form
from syndicate.initials import extent
from syndicate.languages import primary
from syndicate.model import (
    MARKUP,
    Ability,
    EntryKind,
    LanguageTag,
    Mention,
    Method,
    Placeholder,
    Protected,
    Segment,
    Span,
    SpanKind,
)
from syndicate.projection import WORD, Range, apply_edits

_POSSESSIVE = re.compile(r"[’']s?$")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_STAND_INS = {
    "latin": {"m": ("Tom", "Peter", "John"), "f": ("Mary", "Anna"), "": ("Boston", "Chicago", "London", "Paris")},
    "cyrillic": {"m": ("Иван", "Пётр"), "f": ("Анна", "Мария"), "": ("Париж", "Лондон", "Берлин")},
}
"""Frequent names that models copy or know; whether one held is proved for each sentence."""


def ladder(abilities: frozenset[Ability]) -> tuple[Method, ...]:
    """Return the methods to try in order for an engine with *abilities* (the ladder of names that hold)."""
    if Ability.PLACEHOLDERS in abilities:
        return (Method.PLACEHOLDER, Method.SEARCH)
    if Ability.ALIGNMENT in abilities:
        # Each opening carries one more name of a sentence that lost several.
        openings = (Method.PREFIX,) * 3 if Ability.OPENING in abilities else ()
        return (Method.ALIGNMENT, Method.STAND_IN, *openings)
    return (Method.SEARCH, Method.STAND_IN)


def protect(segment: Segment, method: Method, final: LanguageTag, into: LanguageTag | None = None) -> Protected:
    """Mark in *segment* what the engine must bring through.

    Args:
        segment: one sentence, its names and things to keep found.
        method: how they are carried this time.
        final: the language of the edition; a name without a term in it is translated like a word.
        into: the language of this hop, whose gender names have; *final* where that is the same.
    """
    held = _held(segment, method, final, into or final)
    text, spans = segment.text, tuple(span for span in segment.spans if span.kind in MARKUP)
    if method is Method.STAND_IN:
        text, moved = apply_edits(text, _stood_in(text, held))
        held = [replace(each, start=moved(each.start), end=moved(each.end, after=True)) for each in held]
        spans = tuple(replace(each, start=moved(each.start), end=moved(each.end, after=True)) for each in spans)
    borders = [(span.start, span.end) for span in spans if span.kind is SpanKind.INLINE]
    runs = _runs(text, borders, [(each.start, each.end) for each in held])
    return Protected(text, tuple(held), runs, segment, spans, method)


def _held(segment: Segment, method: Method, final: LanguageTag, into: LanguageTag) -> list[Placeholder]:
    """Return the placeholders of *segment* by start; of two that overlap the longer one."""
    found = [
        Placeholder(
            extent(segment, each)[0],
            max(_bare_end(segment, each), end if (end := extent(segment, each)[1]) > each.end else 0),
            each.entry.kind,
            "pl" if each.field == "family" else said_gender(each.entry, into),
            each.case,
            each,
            "pl" if each.field == "family" else said_gender(each.entry, segment.language),
        )
        for each in segment.mentions
        if target_form(each, final, text=segment.text[each.start : each.end]) is not None
    ]
    found += [
        Placeholder(span.start, span.end, None, origin=span) for span in segment.spans if _kept(span, method, final)
    ]
    taken: list[Placeholder] = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.start)


def _kept(span: Span, method: Method, final: LanguageTag) -> bool:
    """Whether *span* goes through as a placeholder; a date only where an engine would take it word by word."""
    if span.kind is SpanKind.DATE:
        return method is Method.PLACEHOLDER and written(span, final) is not None
    return span.kind is SpanKind.KEEP


def _bare_end(segment: Segment, mention: Mention) -> int:
    """Leave English 's outside the name: the engine knows what to do with it."""
    match = _POSSESSIVE.search(segment.text[mention.start : mention.end])
    own = mention.entry.names.get(segment.language, "")
    if primary(segment.language) != "en" or match is None or own.endswith(match[0]):
        return mention.end
    return mention.start + match.start()


def _stood_in(text: str, held: Sequence[Placeholder]) -> list[tuple[int, int, str]]:
    """Give each name another, frequent one of its kind that the sentence does not hold yet; a thing to keep a place's.

    An address in pieces is no word to a model, and comes out translated; where it stands a name does as well.
    """
    edits: list[tuple[int, int, str]] = []
    used: set[str] = set()
    pool = _STAND_INS["cyrillic" if _CYRILLIC.search(text) else "latin"]
    for each in held:
        gender = (each.gender or "m") if each.kind is EntryKind.PERSON else ""
        free = (name for name in pool.get(gender, pool[""]) if name not in text and name not in used)
        name = next(free, None)
        if name is not None and each.origin is not None:
            used.add(name)
            edits.append((each.start, each.end, name))
    return edits


def _runs(text: str, borders: Iterable[Range], held: Sequence[Range]) -> tuple[Range, ...]:
    """Cut the stretches in *borders* where they meet, widened to whole words and whole placeholders."""
    atoms = [*held, *(match.span() for match in WORD.finditer(text))]
    snapped = [(_snap(start, atoms, 0), _snap(end, atoms, 1)) for start, end in borders]
    cuts = sorted({cut for stretch in snapped for cut in stretch})
    runs: list[Range] = []
    for start, end in pairwise(cuts):
        if any(low <= start and end <= high for low, high in snapped):
            words = text[start:end]
            left = start + len(words) - len(words.lstrip())
            right = end - (len(words) - len(words.rstrip()))
            if left < right:
                runs.append((left, right))
    return tuple(runs)


def _snap(offset: int, atoms: Sequence[Range], side: int) -> int:
    """Move *offset* out of the word or placeholder it cuts: to its start (side 0) or its end (side 1)."""
    for atom in atoms:
        if atom[0] < offset < atom[1]:
            offset = atom[side]
    return offset
