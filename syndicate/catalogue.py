"""What a build publishes, in order, in a database that goes when the build ends: memory does not grow with it.

An edition is a line there: its dates, the digest of its words, its versions. A `Shelf` is a sequence of editions of
which each is read when it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, overload

from syndicate.model import Edition, LanguageTag, Origin
from syndicate.released import Listed, Released, Stock, given
from syndicate.scratch import opened

_TABLES = """
CREATE TABLE lines (number INTEGER PRIMARY KEY, article TEXT, language TEXT, digest TEXT);
CREATE TABLE released (
  number INTEGER PRIMARY KEY, article TEXT, language TEXT, digest TEXT, moment REAL, day TEXT, changed TEXT,
  withdrawn TEXT, gone REAL, origin TEXT, versions TEXT, UNIQUE (article, language)
);
CREATE TABLE shelved (shelf INTEGER, position INTEGER, number INTEGER, PRIMARY KEY (shelf, position)) WITHOUT ROWID;
CREATE TABLE divided (shelf INTEGER, part TEXT, position INTEGER, PRIMARY KEY (shelf, part, position)) WITHOUT ROWID;
"""
_AT_ONCE = 200
"""Editions that are looked up together."""
_VERSIONS = """
UPDATE released SET versions = (
  SELECT group_concat(one, ' ') FROM (
    SELECT language || ':' || origin AS one FROM released s
    WHERE s.article = released.article AND s.gone IS NULL ORDER BY language
  )
)
"""


class Sibling(NamedTuple):
    """A published edition of an article, as those in other languages know it."""

    language: LanguageTag
    """Its language."""
    origin: Origin
    """Who wrote its words."""


class Catalogue:
    """Everything that a build publishes."""

    def __init__(self, editions: Stock | Iterable[Edition | Released]) -> None:
        """Take up the lines of *editions*; those of a `Stock` are asked for again when they are looked at.

        Raises:
            sqlite3.Error: there is no room for temporary files.
        """
        self.database, self._closed = opened(self, _TABLES)
        self._stock = editions if isinstance(editions, Stock) else None
        self._at_hand: list[Released] = []
        self._shelves = 0
        self._parts: dict[int, Mapping[str, Shelf]] = {}
        with self.together():
            for number, one in enumerate(map(given, editions)):
                if self._stock is None:
                    self._at_hand.append(one)
                line = (number, one.article, one.language, one.digest)
                self.database.execute("INSERT INTO lines VALUES (?, ?, ?, ?)", line)

    def close(self) -> None:
        """Forget everything."""
        self._closed()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write many lines as one."""
        self.database.execute("BEGIN")
        yield
        self.database.execute("COMMIT")

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Give article, language and digest of everything, sorted."""
        yield from self.database.execute("SELECT article, language, digest FROM lines ORDER BY 1, 2, 3")

    def all(self) -> Iterator[tuple[int, Released]]:
        """Give everything with its number, in the order in which it was given."""
        yield from enumerate(self._at_hand if self._stock is None else self._stock)

    def admit(
        self, number: int, listed: Listed, withdrawn: datetime | None, day: str, changed: str, *, gone: bool
    ) -> bool:
        """Put one on the list of what is published; return False where its article is there in its language already.

        Args:
            number: as `all` gives it.
            listed: its dates and origin.
            withdrawn: when its source withdrew it, if that is to be said.
            day: in UTC, by which it is archived.
            changed: when its words last changed, as sitemaps want it.
            gone: whether only that is said of it.
        """
        published = listed.published or datetime.min.replace(tzinfo=UTC)
        cursor = self.database.execute(
            "INSERT OR IGNORE INTO released SELECT number, article, language, digest, ?, ?, ?, ?, ?, ?, NULL FROM lines"
            " WHERE number = ?",
            (
                published.timestamp(), day, changed, withdrawn.isoformat() if withdrawn else None,
                (withdrawn or published).timestamp() if gone else None, listed.origin, number,
            ),
        )  # fmt: skip
        return cursor.rowcount > 0

    def settle(self) -> list[LanguageTag]:
        """Note which versions each article has, once all are admitted; return the languages that there are."""
        self.database.execute(_VERSIONS)
        rows = self.database.execute("SELECT DISTINCT language FROM released ORDER BY language")
        return [LanguageTag(language) for (language,) in rows]

    def published(self, language: LanguageTag) -> Shelf:
        """Return what is published in a language, the newest first, then by article."""
        return self._shelf("number", "released WHERE language = ? AND gone IS NULL", "moment DESC, article", language)

    def gone(self, language: LanguageTag) -> Shelf:
        """Return what was published in a language and is gone, the last first."""
        return self._shelf("number", "released WHERE language = ? AND gone IS NOT NULL", "gone DESC, article", language)

    def load(self, edition: Edition) -> Edition:
        """Return an edition whole of which there may be only the outline."""
        number, withdrawn = self.database.execute(
            "SELECT number, withdrawn FROM released WHERE article = ? AND language = ?",
            (edition.article.id, edition.language),
        ).fetchone()
        return _marked(self._released(number, edition.article.id, edition.language).load(), withdrawn)

    def outline(self, number: int, article: str, language: str, withdrawn: str | None) -> Edition:
        """Return the outline of an edition."""
        return _marked(self._released(number, article, language).outline(), withdrawn)

    def divide(self, shelf: Shelf, sort: Callable[[Edition], Iterable[str]]) -> Mapping[str, Shelf]:
        """Return the parts of *shelf* by the names that *sort* gives for editions; there is one way only."""
        if shelf.number in self._parts:
            return self._parts[shelf.number]
        with self.together():
            for position, edition in enumerate(shelf):
                rows = [(shelf.number, part, position) for part in sort(edition)]
                self.database.executemany("INSERT OR IGNORE INTO divided VALUES (?, ?, ?)", rows)
        parts = self.database.execute("SELECT DISTINCT part FROM divided WHERE shelf = ?", (shelf.number,)).fetchall()
        own = (
            "divided d CROSS JOIN shelved s ON s.shelf = d.shelf AND s.position = d.position"
            " WHERE d.shelf = ? AND d.part = ?"
        )
        made = {part: self._shelf("s.number", own, "d.position", shelf.number, part) for (part,) in parts}
        self._parts[shelf.number] = made
        return made

    def empty(self) -> Shelf:
        """Return a shelf with nothing on it."""
        return Shelf(self, -1, 0, 0)

    def _released(self, number: int, article: str, language: str) -> Released:
        return self._at_hand[number] if self._stock is None else self._stock.find(article, LanguageTag(language))

    def _shelf(self, number: str, source: str, order: str, *asked: object) -> Shelf:
        self._shelves += 1
        count = self.database.execute(
            f"INSERT INTO shelved SELECT ?, row_number() OVER (ORDER BY {order}) - 1, {number} FROM {source}",  # noqa: S608
            (self._shelves, *asked),
        ).rowcount
        return Shelf(self, self._shelves, 0, count)


class Siblings(Mapping[str, Sequence[Sibling]]):
    """The versions of each article, by its id."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._database = catalogue.database

    def __getitem__(self, article: str) -> Sequence[Sibling]:
        row = self._database.execute(
            "SELECT versions FROM released WHERE article = ? AND gone IS NULL LIMIT 1", (article,)
        ).fetchone()
        if row is None:
            raise KeyError(article)
        return _siblings(row[0])

    def __iter__(self) -> Iterator[str]:
        rows = self._database.execute("SELECT DISTINCT article FROM released WHERE gone IS NULL ORDER BY article")
        return (article for (article,) in rows)

    def __len__(self) -> int:
        count = self._database.execute("SELECT count(DISTINCT article) FROM released WHERE gone IS NULL").fetchone()
        return int(count[0])


class Shelf(Sequence[Edition]):
    """Outlines of editions in order; a stretch of it is a shelf too."""

    def __init__(self, catalogue: Catalogue, number: int, start: int, stop: int) -> None:
        """Take the places from *start* up to *stop* of the shelf *number*."""
        self._catalogue = catalogue
        self.number = number
        self._start = start
        self._stop = stop

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, at: int) -> Edition: ...
    @overload
    def __getitem__(self, at: slice) -> Shelf: ...
    def __getitem__(self, at: int | slice) -> Edition | Shelf:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return Shelf(self._catalogue, self.number, self._start + start, self._start + max(start, stop))
        place = range(len(self))[at]
        return next(iter(self[place : place + 1]))

    def __iter__(self) -> Iterator[Edition]:
        return (self._catalogue.outline(*row) for row in self._rows("r.number, r.article, r.language, r.withdrawn"))

    def articles(self) -> Iterator[str]:
        """Give the ids of the articles, and read nothing."""
        return (article for (article,) in self._rows("r.article"))

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give for each edition its article's id and a line of all that decides what is written of it; read nothing."""
        columns = "r.article, r.language, r.digest, r.withdrawn, r.versions"
        return ((row[0], " ".join(map(str, row))) for row in self._rows(columns))

    def changes(self) -> Iterator[tuple[str, str, Sequence[Sibling]]]:
        """Give for each edition its article's id, when its words last changed, and its versions; read nothing."""
        rows = self._rows("r.article, r.changed, r.versions")
        return ((article, changed, _siblings(versions)) for article, changed, versions in rows)

    def days(self) -> list[tuple[str, int, int]]:
        """Return the days that there are, the newest first, each with the places where it begins and ends."""
        rows = self._catalogue.database.execute(
            "SELECT r.day, min(s.position), max(s.position) FROM shelved s CROSS JOIN released r USING (number)"
            " WHERE s.shelf = ? AND s.position >= ? AND s.position < ? GROUP BY r.day ORDER BY 2",
            (self.number, self._start, self._stop),
        )
        return [(day, first - self._start, last - self._start + 1) for day, first, last in rows]

    def divided(self, sort: Callable[[Edition], Iterable[str]]) -> Mapping[str, Shelf]:
        """Return shelves with the editions for which *sort* gives a name, by name."""
        return self._catalogue.divide(self, sort)

    def none(self) -> Shelf:
        """Return a shelf with nothing on it."""
        return self._catalogue.empty()

    def _rows(self, columns: str) -> Iterator[tuple[Any, ...]]:
        """Give *columns* of each line; many together, so that nothing is open while somebody works with one."""
        for start in range(self._start, self._stop, _AT_ONCE):
            yield from self._catalogue.database.execute(
                f"SELECT {columns} FROM shelved s CROSS JOIN released r USING (number)"  # noqa: S608 - names of ours
                " WHERE s.shelf = ? AND s.position >= ? AND s.position < ? ORDER BY s.position",
                (self.number, start, min(start + _AT_ONCE, self._stop)),
            ).fetchall()


# Not state: the same line gives the same versions, and a site has few combinations of them.
@lru_cache(maxsize=1024)
def _siblings(versions: str) -> Sequence[Sibling]:
    each = (one.rpartition(":") for one in versions.split())
    return tuple(Sibling(LanguageTag(language), Origin(origin)) for language, _, origin in each)


def _marked(edition: Edition, withdrawn: str | None) -> Edition:
    moment = datetime.fromisoformat(withdrawn) if withdrawn else None
    return edition if edition.withdrawn == moment else replace(edition, withdrawn=moment)
