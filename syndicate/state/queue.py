"""The editors' queue: a line for every edition, so that ten thousand articles are counted and searched at once.

A line says since when an edition has been as it is: the same words in the same state. What was found in it, and its
title, are read from the edition itself, for those lines only that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from syndicate.model import EditionState, Issue, LanguageTag, Unit, UnitKind
from syndicate.state.database import Database
from syndicate.state.enlisting import folded


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty narrows nothing."""

    states: tuple[EditionState, ...] = (EditionState.HELD,)
    """The states."""
    language: str = ""
    """The edition's language."""
    check: str = ""
    """A check or stage that found something in it."""
    feed: str = ""
    """The feed or folder of its article (`Source.feed`)."""
    text: str = ""
    """Stands in a title, the document's name, or what was found."""
    directions: tuple[str, ...] = ()
    """Directions such as `en-az`."""


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many editions there are of each sort, most first; each narrowed by everything wanted but its own."""

    states: dict[str, int]
    """By state."""
    languages: dict[str, int]
    """By language."""
    feeds: dict[str, int]
    """By feed or folder."""
    checks: dict[str, int]
    """By check or stage."""


class Queue:
    """All lines."""

    def __init__(self, database: Database) -> None:
        self._base = database
        self._text = ""

    def page(self, wanted: Wanted, start: int = 0, most: int = 50) -> tuple[list[Waiting], int]:
        """Return the lines of *wanted* from *start* on, newest first, and how many there are in all."""
        where, values = _where(wanted)
        rows = self._base.connection.execute(
            "SELECT p.language, p.state, p.since, p.words, e.current, e.released IS NOT NULL, a.withdrawn IS NOT NULL,"
            " (SELECT coalesce(max(id), 0) FROM decisions WHERE article = p.article AND language = p.language"
            " AND undone IS NULL)"
            f" FROM (SELECT article, language, state, since, words FROM {self._among(wanted)} q WHERE {where}"
            " ORDER BY since DESC, article, language LIMIT ? OFFSET ?) p"
            " JOIN editions e ON e.article = p.article AND e.language = p.language"
            " LEFT JOIN articles a ON a.id = p.article ORDER BY p.since DESC, p.article, p.language",
            (*values, most, start),
        )
        return [_waiting(row) for row in rows], self.count(wanted)

    def count(self, wanted: Wanted) -> int:
        """Return how many editions are *wanted*."""
        where, values = _where(wanted)
        statement = f"SELECT count(*) FROM {self._among(wanted)} q WHERE {where}"
        return int(self._base.connection.execute(statement, values).fetchone()[0])

    def counts(self, wanted: Wanted) -> Counts:
        """Return how many editions there are of each sort."""
        checks: Counter[str] = Counter()
        for found, number in self._sorts("checks", replace(wanted, check="")).items():
            checks.update(dict.fromkeys(found.split(), number))
        return Counts(
            self._sorts("state", replace(wanted, states=())),
            self._sorts("language", replace(wanted, language="")),
            self._sorts("feed", replace(wanted, feed="")),
            dict(sorted(checks.items(), key=lambda each: (-each[1], each[0]))),
        )

    def _sorts(self, column: str, wanted: Wanted) -> dict[str, int]:
        """Return how many of *wanted* have each value of *column*, most first."""
        where, values = _where(wanted)
        statement = (
            f"SELECT {column}, count(*) FROM {self._among(wanted)} q WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(self._base.connection.execute(statement, values))

    def _among(self, wanted: Wanted) -> str:
        """Return the table to look in: where a text is wanted, one of the lines it stands in, searched once."""
        text = folded(wanted.text.strip())
        if not text:
            return "queue"
        if self._text != text:
            connection = self._base.connection
            connection.execute("DROP TABLE IF EXISTS temp.found")
            connection.execute(
                "CREATE TEMP TABLE found AS SELECT article, language, spoken, state, since, words, feed, checks"
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
