"""Which of the stretches that can be names are taken: the longest from the left, surnames only where they may."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from syndicate.glossary.shapes import Reading


class Candidate(NamedTuple):
    """A stretch of a text that has passed every trial of its own."""

    start: int
    """First character, in the normalised text."""
    end: int
    """One past the last."""
    readings: tuple[Reading, ...]
    """What it can be."""
    ending: bool
    """Whether a case ending that we do not know hangs on it."""
    surname: bool
    """Whether a reading is a surname that counts only where the full name stands."""


def chosen(candidates: Sequence[Candidate], standing: Set[str]) -> Sequence[Candidate]:
    """Choose among all *candidates* of a text.

    Args:
        candidates: in any order.
        standing: ids of the entries whose full names stand in the article.

    Returns:
        From the left the longest that do not overlap; readings of the same stretch are joined.
    """
    if len(candidates) == 1 and not candidates[0].surname:
        return candidates
    return _longest(_without_surnames(candidates, standing))


def standing(texts: Collection[Sequence[Candidate]]) -> Set[str]:
    """Return the ids of the entries whose full names stand in an article, where that matters to one of its candidates.

    Args:
        texts: the candidates of each text of the article.
    """
    if not any(_asks_for_full_names(candidate) for candidates in texts for candidate in candidates):
        return frozenset()
    return {
        reading.entry.id
        for candidates in texts
        for candidate in chosen(candidates, frozenset())
        for reading in candidate.readings
        if reading.field in ("names", "also")
    }


def has_surname(readings: Sequence[Reading]) -> bool:
    """Whether one of *readings* counts only where the full name stands."""
    if len(readings) == 1:
        return readings[0].field == "surname"
    return any(reading.field == "surname" for reading in readings)


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    taken: list[Candidate] = []
    ordered = sorted(candidates, key=lambda candidate: (candidate.start, -candidate.end, candidate.ending))
    for candidate in ordered:
        if not taken or candidate.start >= taken[-1].end:
            taken.append(candidate)
        elif (candidate.start, candidate.end) == (taken[-1].start, taken[-1].end) and not candidate.ending:
            taken[-1] = taken[-1]._replace(readings=taken[-1].readings + candidate.readings)
    return taken


def _asks_for_full_names(candidate: Candidate) -> bool:
    """Whether it matters to *candidate* whose full name stands in the article."""
    if candidate.surname or len(candidate.readings) == 1:
        return candidate.surname
    first = candidate.readings[0].entry
    return any(reading.entry is not first for reading in candidate.readings)


def _without_surnames(candidates: Iterable[Candidate], standing: Set[str]) -> Iterator[Candidate]:
    """Leave out surnames that no short form allows, but of the entries in *standing*."""
    for candidate in candidates:
        if not candidate.surname:
            yield candidate
            continue
        readings = tuple(r for r in candidate.readings if r.field != "surname" or r.entry.id in standing)
        if readings:
            yield candidate._replace(readings=readings)
