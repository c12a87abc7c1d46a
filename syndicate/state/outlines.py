"""What is out, line by line: `publish` reads an edition only when its files have to be made again."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from syndicate.model import UND, Article, Edition, EditionState, LanguageTag, Origin, Source, Unit
from syndicate.released import outline

# By what is withdrawn, which is little: SQLite would read every article for it.
_WITHDRAWN = (
    "(SELECT withdrawn FROM articles a INDEXED BY articles_withdrawn"
    " WHERE a.id = o.article AND a.withdrawn IS NOT NULL)"
)
_AT_ONCE = 500
_DIGEST = (
    "coalesce(revision, '') || ' ' || coalesce(words, '') || ' ' || coalesce(published, '') || ' '"
    " || coalesce(updated, '')"
)
"""Says whether an edition that is out is what it was."""


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
class _Listed:
    """What a list of editions has of one (`syndicate.released.Listed`)."""

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
    small: bytes
    """Its outline as it is kept."""
    database: sqlite3.Connection
    """Where the rest lies."""

    def listed(self) -> _Listed:
        """Return its state, origin and dates; its words are not decoded."""
        return _LISTED.decode(self.small)

    def outline(self) -> Edition:
        """Return ids, dates, sections, and the units that give title and summary."""
        found = _OUTLINE.decode(self.small)
        own = found.article
        article = Article(own.id, own.source, (), language=own.language, sections=own.sections)
        return Edition(
            article, found.language, found.units, found.state, found.origin, published=found.published,
            updated=found.updated, withdrawn=self.withdrawn,
        )  # fmt: skip

    def load(self) -> Edition:
        """Return it whole."""
        rows = self.database.execute(
            "SELECT released FROM editions WHERE article = ? AND language = ?", (self.article, self.language)
        )
        return replace(msgspec.json.decode(rows.fetchone()[0], type=Edition), withdrawn=self.withdrawn)


class Lines:
    """Everything that is out (`syndicate.released.Stock`), by article and language; what was withdrawn says so."""

    def __init__(self, database: sqlite3.Connection, off: Collection[LanguageTag] = ()) -> None:
        """Look into *database*; languages that are *off* the site are passed over."""
        self._database = database
        self._off = off

    def __iter__(self) -> Iterator[Line]:
        last = ("", "")
        while rows := self._database.execute(
            f"SELECT o.article, o.language, o.digest, {_WITHDRAWN}, o.value FROM outlines o"
            f" WHERE (o.article, o.language) > (?, ?) ORDER BY o.article, o.language LIMIT {_AT_ONCE}",
            last,
        ).fetchall():
            last = rows[-1][:2]
            yield from (self._line(*row) for row in rows if row[1] not in self._off)

    def places(self) -> Iterator[tuple[str, LanguageTag]]:
        """Give article and language of everything, in languages that are off the site too."""
        rows = self._database.execute("SELECT article, language FROM outlines")
        return ((article, LanguageTag(language)) for article, language in rows)

    def find(self, article: str, language: LanguageTag) -> Line:
        """Return one of them."""
        row = self._database.execute(
            f"SELECT o.article, o.language, o.digest, {_WITHDRAWN}, o.value FROM outlines o"
            " WHERE o.article = ? AND o.language = ?",
            (article, language),
        ).fetchone()
        return self._line(*row)

    def _line(self, article: str, language: LanguageTag, digest: str, withdrawn: str | None, value: bytes) -> Line:
        digest, gone = f"{digest} {withdrawn or ''}", datetime.fromisoformat(withdrawn) if withdrawn else None
        return Line(article, language, digest, gone, value, self._database)


def put_down(database: sqlite3.Connection, article: str, language: str, released: Edition | None) -> None:
    """Keep the outline of what is out of an edition since its row was written; none where nothing is.

    Args:
        database: inside a transaction.
        article: id of its article.
        language: its language.
        released: what is out.
    """
    if released is None:
        database.execute("DELETE FROM outlines WHERE article = ? AND language = ?", (article, language))
        return
    small = outline(released)
    own = small.article
    value = _Edition(
        _Article(own.id, own.source, own.language, own.sections), small.language, small.units, small.state,
        small.origin, small.published, small.updated,
    )  # fmt: skip
    database.execute(
        f"INSERT OR REPLACE INTO outlines SELECT article, language, {_DIGEST}, ? FROM editions"
        " WHERE article = ? AND language = ?",
        (msgspec.json.encode(value), article, language),
    )


def put_down_all(database: sqlite3.Connection) -> None:
    """Put down the outlines of everything that is out: for a state that has none."""
    places = database.execute("SELECT article, language FROM editions WHERE released IS NOT NULL").fetchall()
    for article, language in places:
        (value,) = database.execute(
            "SELECT released FROM editions WHERE article = ? AND language = ?", (article, language)
        ).fetchone()
        put_down(database, article, language, msgspec.json.decode(value, type=Edition))


_OUTLINE = msgspec.json.Decoder(_Edition)
_LISTED = msgspec.json.Decoder(_Listed)
