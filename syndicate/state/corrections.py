"""What people wrote in place of a machine: a sentence of theirs wins over every engine, and is kept for ever.

A correction is found again by the words and the inline elements of its source sentence and by the language it was
written in; it holds in every article where that sentence stands. Where only the elements are others (a link has a new
address), its words hold in the articles that it stood in, and those of a sentence without elements hold everywhere.
A later one for the same sentence replaces it, and one that is taken back stays in the table with the day it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from syndicate.errors import StateError
from syndicate.model import MARKUP, LanguageTag, Segment, Span
from syndicate.state.database import Database
from syndicate.state.near import index

_COLUMNS = (
    "id, source, source_language, target, target_language, spans, reviewer, reviewed, article, unit, segment, withdrawn"
)
_ACTIVE = "withdrawn IS NULL AND replaced IS NULL"


@dataclass(frozen=True, slots=True)
class Correction:
    """One sentence as a person wants it."""

    id: int
    """Its number; grows with time."""
    source: str
    """The source sentence."""
    source_language: LanguageTag
    """Its language."""
    target: str
    """What the person wrote."""
    language: LanguageTag
    """The language they wrote it in."""
    spans: tuple[Span, ...]
    """Inline elements on `target`."""
    reviewer: str
    """Who wrote it, as they named themselves."""
    reviewed: datetime
    """When."""
    article: str
    """Id of the article it was made in; empty for one that was imported."""
    unit: int
    """Unit index there."""
    segment: int
    """Segment index there."""
    withdrawn: datetime | None = None
    """When it was taken back; None while it holds."""

    @property
    def key(self) -> str:
        """Its key in the memory."""
        return f"human:{self.id}"


def correction_key(segment: Segment, language: LanguageTag) -> str:
    """Return what a correction of *segment* in *language* is found by, as 32 hex digits."""
    spans = [(one.start, one.end, one.kind, one.name, one.attributes) for one in segment.spans if one.kind in MARKUP]
    facts = msgspec.json.encode([segment.language, segment.text, spans, language])
    return hashlib.sha256(facts).hexdigest()[:32]


def fitted(written: Sequence[Span], text: str, source: Segment) -> tuple[Span, ...]:
    """Return where the inline elements of *source* stand in *text*, written for the same words with other elements.

    An element stays where the person put it; one that is the only one of its name takes the place of the only other
    of that name; one around the whole sentence is around the whole again. Nothing is guessed: what has no place is
    left out, and the check of markup tells it.

    Args:
        written: the elements that the person put on *text*.
        text: the person's words.
        source: the sentence as it is now.
    """
    free = list(written)
    placed: list[Span] = []
    lacking: list[Span] = []
    for span in (one for one in source.spans if one.kind in MARKUP):
        same = next((one for one in free if (one.name, one.attributes) == (span.name, span.attributes)), None)
        if same is None:
            lacking.append(span)
        else:
            free.remove(same)
            placed.append(same)
    for span in lacking:
        there = [one for one in free if (one.kind, one.name) == (span.kind, span.name)]
        if len(there) == 1 and sum(one.name == span.name for one in lacking) == 1:
            placed.append(replace(span, start=there[0].start, end=there[0].end))
        elif (span.start, span.end) == (0, len(source.text)):
            placed.append(replace(span, end=len(text)))
    return tuple(sorted(placed, key=lambda one: (one.start, -one.end)))


class Corrections:
    """The people's part of the memory."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def add(
        self,
        segment: Segment,
        language: LanguageTag,
        text: str,
        spans: Sequence[Span] = (),
        *,
        reviewer: str,
        when: datetime,
        article: str = "",
        version: int | None = None,
    ) -> Correction:
        """Keep what *reviewer* wrote for *segment* in *language*; it replaces an earlier correction.

        Args:
            segment: the source sentence.
            language: of the words.
            text: the words.
            spans: inline elements on them.
            reviewer: a name.
            when: the moment, with its zone.
            article: id of the article in which it was made.
            version: number of the correction that the person saw (0 for none); None not to look.

        Raises:
            StateError: the text or name is empty, or somebody else corrected the sentence meanwhile.
        """
        if not text.strip():
            advice = "To take one back: syndicate review undo ARTICLE LANGUAGE --correction NUMBER"
            raise StateError("a correction needs a text.", advice=advice)
        if not reviewer.strip():
            raise StateError("a correction needs the name of the person.", advice="Say --as NAME.")
        key = correction_key(segment, language)
        with self._base.writing() as database:
            seen = self.of([segment], language, article).get((segment.unit, segment.index))
            _unchanged(version, (seen.id, seen.reviewer) if seen else None)
            before = database.execute(f"SELECT id FROM corrections WHERE key = ? AND {_ACTIVE}", (key,)).fetchone()
            if before:
                self._forget(before[0])
            values = (key, segment.text, segment.language, text, language, msgspec.json.encode(tuple(spans)), reviewer)
            place = (when.isoformat(), article, segment.unit, segment.index)
            number = (
                database.execute(
                    "INSERT INTO corrections VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                    (*values, *place),
                ).lastrowid
                or 0
            )
            if before:
                database.execute("UPDATE corrections SET replaced = ? WHERE id = ?", (number, before[0]))
                self._base.by_people("corrections", before[0])
            self._base.by_people("corrections", number)
            self.show(number)
        return self.get(number)

    def withdraw(self, number: int, when: datetime, *, version: int | None = None) -> Correction:
        """Take the correction *number* back; the one that it replaced holds again, or else the machine.

        Raises:
            StateError: there is none, or it does not hold any more.
        """
        with self._base.writing() as database:
            if self.get(number).withdrawn or self._replaced(number):
                raise StateError(f"correction {number} does not hold any more.", advice="Look at the list again.")
            _unchanged(version, (number, ""))
            database.execute("UPDATE corrections SET withdrawn = ? WHERE id = ?", (when.isoformat(), number))
            self._base.by_people("corrections", number)
            self._forget(number)
            earlier = database.execute(
                "SELECT max(id) FROM corrections WHERE replaced = ? AND withdrawn IS NULL", (number,)
            ).fetchone()[0]
            if earlier is not None:
                database.execute("UPDATE corrections SET replaced = NULL WHERE id = ?", (earlier,))
                self._base.by_people("corrections", earlier)
                self.show(earlier)
        return self.get(number)

    def get(self, number: int) -> Correction:
        """Return one correction.

        Raises:
            StateError: there is none of that number.
        """
        row = self._base.connection.execute(f"SELECT {_COLUMNS} FROM corrections WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise StateError(f"there is no correction {number}.", advice="Look at the list again.")
        return _correction(row)

    def all(self, *, withdrawn: bool = False) -> list[Correction]:
        """Return every correction that holds, the oldest first; with *withdrawn* those that do not hold as well."""
        where = "TRUE" if withdrawn else _ACTIVE
        rows = self._base.connection.execute(f"SELECT {_COLUMNS} FROM corrections WHERE {where} ORDER BY id")
        return [_correction(row) for row in rows]

    def known_in(self, article: str, language: LanguageTag) -> list[Correction]:
        """Return the corrections that hold and were made in an edition, or stood in it once."""
        rows = self._base.connection.execute(
            f"SELECT {_COLUMNS} FROM corrections WHERE id IN (SELECT id FROM corrections WHERE article = ?1 AND"
            " target_language = ?2 UNION SELECT correction FROM stood WHERE article = ?1 AND language = ?2)"
            f" AND {_ACTIVE} ORDER BY id",
            (article, language),
        )
        return [_correction(row) for row in rows]

    def of(
        self, segments: Iterable[Segment], language: LanguageTag, article: str = ""
    ) -> dict[tuple[int, int], Correction]:
        """Return the corrections of *segments*, by unit and index; nothing is asked where there are none at all.

        Args:
            segments: source sentences.
            language: the language wanted.
            article: id of the article they stand in: what a person wrote there, or what stood there once, holds when
                only a sentence's inline elements have changed.
        """
        if not self._any():
            return {}
        known = {one.source: one for one in self.known_in(article, language)} if article else {}
        found: dict[tuple[int, int], Correction] = {}
        for segment in segments:
            one = self._exactly(segment, language)
            if one is None:
                alike = known.get(segment.text)
                if alike is None and any(span.kind in MARKUP for span in segment.spans):
                    alike = self._exactly(replace(segment, spans=()), language)
                if alike is not None and alike.source_language == segment.language:
                    one = replace(alike, spans=fitted(alike.spans, alike.target, segment))
            if one is not None:
                found[segment.unit, segment.index] = one
        return found

    def _exactly(self, segment: Segment, language: LanguageTag) -> Correction | None:
        row = self._base.connection.execute(
            f"SELECT {_COLUMNS} FROM corrections WHERE key = ? AND {_ACTIVE}", (correction_key(segment, language),)
        ).fetchone()
        return _correction(row) if row is not None else None

    def numbers(self) -> list[int]:
        """Return the numbers of the corrections that hold, the oldest first."""
        rows = self._base.connection.execute(f"SELECT id FROM corrections WHERE {_ACTIVE} ORDER BY id")
        return [number for (number,) in rows]

    def _any(self) -> bool:
        row = self._base.connection.execute(f"SELECT 1 FROM corrections WHERE {_ACTIVE} LIMIT 1").fetchone()
        return row is not None

    def _replaced(self, number: int) -> bool:
        row = self._base.connection.execute("SELECT replaced FROM corrections WHERE id = ?", (number,)).fetchone()
        return row[0] is not None

    def show(self, number: int) -> None:
        """Let the correction be found by the search of the memory; inside `State.writing()`."""
        database, one = self._base.connection, self.get(number)
        row = (f"human:{number}", one.source, one.target, one.source_language, one.language, f"human:{one.reviewer}")
        cursor = database.execute("INSERT INTO translations VALUES (NULL, ?, ?, ?, ?, ?, ?, 'human', '', x'')", row)
        index(database, cursor.lastrowid or 0, one.source, one.source_language, one.language)

    def _forget(self, number: int) -> None:
        """Let it be found no more."""
        own = "SELECT number FROM translations WHERE key = ?"
        self._base.connection.execute(f"DELETE FROM words WHERE number IN ({own})", (f"human:{number}",))
        self._base.connection.execute("DELETE FROM translations WHERE key = ?", (f"human:{number}",))


def _unchanged(version: int | None, now: tuple[int, str] | None) -> None:
    """Refuse to overwrite what the person has not seen."""
    if version is not None and version != (now[0] if now else 0):
        who = f"{now[1]} corrected" if now and now[1] else "somebody changed"
        raise StateError(f"{who} this sentence meanwhile.", advice="Look at it again before you correct it.")


def _correction(row: tuple[Any, ...]) -> Correction:
    number, source, spoken, target, language, spans, reviewer, reviewed, article, unit, segment, withdrawn = row
    return Correction(
        number, source, LanguageTag(spoken), target, LanguageTag(language),
        msgspec.json.decode(spans, type=tuple[Span, ...]), reviewer, datetime.fromisoformat(reviewed),
        article, unit, segment, datetime.fromisoformat(withdrawn) if withdrawn else None,
    )  # fmt: skip
