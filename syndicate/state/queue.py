"""The editors' queue: a line for every edition, so that ten thousand articles are counted and searched at once.

A line says since when an edition has been as it is: the same words in the same state. What was found in it, and its
title, are read from the edition itself, for those lines only that are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from syndicate.model import EditionState, Issue, LanguageTag, Unit, UnitKind
from syndicate.state.database import Database
from syndicate.state.enlisting import folded
from syndicate.state.tallies import Tally, Wanted


@dataclass(frozen=True, slots=True)
class Waiting:
    """One edition in the queue."""

    article: str
    """Article id."""
    language: LanguageTag
    """The edition's language."""
    spoken: LanguageTag
    """The article's."""
    state: EditionState
    """What became of it."""
    since: datetime | None
    """Since when it has had these words and this state; None where an older state did not keep it."""
    title: str
    """The edition's title; the source's where it has no words."""
    source_title: str
    """The article's title in its own language."""
    document: str
    """The file and item that the article was read from, as a user knows it."""
    issues: tuple[Issue, ...]
    """What was found."""
    reviewer: str
    """Who corrected or approved it last."""
    out: bool
    """Whether it, or an earlier version of it, is published."""
    withdrawn: bool
    """Whether its source has taken the article back."""
    version: int
    """Number of the decision that counts, 0 for none; see `review.Sheet.version`."""
    words: str
    """Digest of its words; see `review.decide`."""


class Queue:
    """All lines."""

    def __init__(self, database: Database) -> None:
        self._base = database
        self._text = ""

    def page(self, wanted: Wanted, start: int = 0, most: int = 50) -> list[Waiting]:
        """Return the lines of *wanted* from number *start* on, newest first."""
        where, values = _where(wanted)
        # What is passed over is passed over in the index alone, which is in this order already, read from its end.
        rows = self._base.connection.execute(
            "SELECT q.language, q.state, q.since, q.words, e.current, e.released IS NOT NULL, a.withdrawn IS NOT NULL,"
            " (SELECT coalesce(max(id), 0) FROM decisions WHERE article = q.article AND language = q.language"
            " AND undone IS NULL)"
            f" FROM (SELECT article, language FROM {self._among(wanted)} q WHERE {where}"
            " ORDER BY since DESC, article DESC, language DESC LIMIT ? OFFSET ?) p"
            " JOIN queue q ON q.article = p.article AND q.language = p.language"
            " JOIN editions e ON e.article = p.article AND e.language = p.language"
            " LEFT JOIN articles a ON a.id = p.article ORDER BY q.since DESC, q.article DESC, q.language DESC",
            (*values, most, start),
        )
        return [_waiting(row) for row in rows]

    def tallies(self, text: str = "") -> list[Tally]:
        """Return how many editions are alike, of those in which *text* stands; for `tallies.counted`."""
        rows = self._base.connection.execute(
            "SELECT state, language, feed, checks, spoken, count(*)"
            f" FROM {self._among(Wanted(text=text))} GROUP BY 1, 2, 3, 4, 5"
        )
        return [
            Tally(state, language, feed, tuple(checks.split()), spoken, number)
            for state, language, feed, checks, spoken, number in rows
        ]

    def _among(self, wanted: Wanted) -> str:
        """Return the table to look in: where a text is wanted, one of the lines it stands in, searched once."""
        text = folded(wanted.text.strip())
        if not text:
            return "queue"
        if self._text != text:
            connection = self._base.connection
            connection.execute("DROP TABLE IF EXISTS temp.found")
            connection.execute(
                "CREATE TEMP TABLE found AS SELECT article, language, spoken, state, since, feed, checks"
                " FROM queue WHERE instr(searched, ?) > 0",
                (text,),
            )
            self._text = text
        return "temp.found"


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    """Return the condition of *wanted* on the table `q`, and its values."""
    parts: list[str] = ["TRUE"]
    values: list[str] = []
    for column, some in (("q.state", wanted.states), ("q.spoken || '-' || q.language", wanted.directions)):
        if some:
            parts.append(f"{column} IN ({','.join('?' * len(some))})")
            values += some
    for column, one in (("q.language", wanted.language), ("q.feed", wanted.feed)):
        if one:
            parts.append(f"{column} = ?")
            values.append(one)
    if wanted.check:
        parts.append("instr(q.checks, ?) > 0")
        values.append(f" {wanted.check} ")
    return " AND ".join(parts), values


@dataclass(frozen=True, slots=True)
class _Source:
    """What a line has of a source: the rest is not decoded."""

    document: str = ""


@dataclass(frozen=True, slots=True)
class _Article:
    """What a line has of an article."""

    id: str
    source: _Source
    units: tuple[Unit, ...]
    language: LanguageTag


@dataclass(frozen=True, slots=True)
class _Edition:
    """What a line has of an edition."""

    article: _Article
    units: tuple[Unit, ...]
    issues: tuple[Issue, ...] = ()
    reviewer: str = ""


_DECODER = msgspec.json.Decoder(_Edition)


def _waiting(row: Sequence[object]) -> Waiting:
    language, state, since, words, current, out, withdrawn, version = row
    edition = _DECODER.decode(current)  # type: ignore[arg-type] # a column of bytes
    own = _title(edition.article.units)
    return Waiting(
        edition.article.id, LanguageTag(str(language)), edition.article.language, EditionState(str(state)),
        datetime.fromisoformat(str(since)) if since else None, _title(edition.units) or own, own,
        edition.article.source.document, edition.issues, edition.reviewer, bool(out), bool(withdrawn),
        int(str(version)), str(words),
    )  # fmt: skip


def _title(units: Sequence[Unit]) -> str:
    return next((unit.text for unit in units if unit.kind is UnitKind.TITLE), "")
