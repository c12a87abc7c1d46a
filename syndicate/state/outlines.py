"""What is out, line by line: `publish` reads an edition only when its files have to be made again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from syndicate.model import UND, Article, Edition, EditionState, LanguageTag, Origin, Source, Unit
from syndicate.released import outline

_LINES = """
  SELECT e.article, e.language,
    coalesce(e.revision, '') || ' ' || coalesce(e.words, '') || ' ' || e.published || ' ' || e.updated || ' '
      || coalesce(a.withdrawn, ''),
    a.withdrawn
  FROM editions e LEFT JOIN articles a ON a.id = e.article
  WHERE e.released IS NOT NULL ORDER BY e.article, e.language
"""


@dataclass(frozen=True, slots=True)
class _Article:
    """What an outline has of an article: the rest is not decoded."""

    id: str
    source: Source
    language: LanguageTag = UND
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edition:
    """What an outline has of an edition."""

    article: _Article
    language: LanguageTag
    units: tuple[Unit, ...]
    state: EditionState
    origin: Origin
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An edition that is out (`syndicate.released.Released`)."""

    article: str
    """Id of its article."""
    language: LanguageTag
    """Its language."""
    digest: str
    """Says whether it is what it was: the number of its last change, its dates, the digest of its words."""
    withdrawn: datetime | None
    """When its source withdrew it."""
    database: sqlite3.Connection
    """Where it lies."""

    def outline(self) -> Edition:
        """Return ids, dates, sections, and the units that give title and summary."""
        found = msgspec.json.decode(self._value(), type=_Edition)
        own = found.article
        article = Article(own.id, own.source, (), language=own.language, sections=own.sections)
        edition = Edition(article, found.language, found.units, found.state, found.origin)
        return outline(
            replace(edition, published=found.published, updated=found.updated, withdrawn=self.withdrawn),
        )

    def load(self) -> Edition:
        """Return it whole."""
        return replace(msgspec.json.decode(self._value(), type=Edition), withdrawn=self.withdrawn)

    def _value(self) -> bytes:
        place = (self.article, self.language)
        rows = self.database.execute("SELECT released FROM editions WHERE article = ? AND language = ?", place)
        value: bytes = rows.fetchone()[0]
        return value


def lines(database: sqlite3.Connection) -> list[Line]:
    """Return a line for every edition that is out, by article and language, what was withdrawn marked as that."""
    return [
        Line(article, language, digest, datetime.fromisoformat(gone) if gone else None, database)
        for article, language, digest, gone in database.execute(_LINES)
    ]
