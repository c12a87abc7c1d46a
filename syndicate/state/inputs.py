"""What was read from where, so that what has not changed is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from syndicate.model import Article, Failure
from syndicate.state.database import Database


@dataclass(frozen=True, slots=True)
class Item:
    """One article that a document gave."""

    own: str
    """The id that its feed and guid give."""
    id: str
    """The id that it has here: another where it was known by another name."""
    digest: str
    """Digest of the article as it was read."""
    name: str
    """How messages name it."""
    document: str
    """The document it came from."""
    withdrawn: bool = False
    """Whether it says that its source took the article back."""
    moment: str = ""
    """When its source wrote it, ISO 8601 in UTC; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Record:
    """One file, archive or address, as it was read last."""

    flat: bool
    """Whether it is a flat text, which is read in the light of those beside it."""
    stamp: str
    """Size, time and number of the file; empty where they cannot be relied on."""
    digest: str
    """Digest of its bytes."""
    items: tuple[Item, ...]
    """Its articles."""
    failures: tuple[Failure, ...] = ()
    """What could not be read of it."""


class Inputs:
    """Records by source (as the user named it) and by document."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def sources(self) -> list[str]:
        """Return the sources that were ever read, as the user named them, sorted."""
        rows = self._base.connection.execute("SELECT DISTINCT source FROM inputs ORDER BY source")
        return [source for (source,) in rows]

    def get(self, source: str, name: str) -> Record | None:
        """Return the record of one document, or None."""
        row = self._base.connection.execute(
            "SELECT flat, stamp, digest, found, failures FROM inputs WHERE source = ? AND name = ?", (source, name)
        ).fetchone()
        return _record(*row) if row else None

    def several(self, source: str, names: Sequence[str]) -> dict[str, Record]:
        """Return the records of those documents that have one, by name."""
        rows = self._base.connection.execute(
            "SELECT name, flat, stamp, digest, found, failures FROM inputs"
            " WHERE source = ? AND name IN (SELECT value FROM json_each(?))",
            (source, msgspec.json.encode(names).decode()),
        )
        return {name: _record(*row) for name, *row in rows}

    def of(self, source: str) -> Iterator[tuple[str, Record]]:
        """Give the records of one source with the names of their documents, by name."""
        rows = self._base.connection.execute(
            "SELECT name, flat, stamp, digest, found, failures FROM inputs WHERE source = ? ORDER BY name", (source,)
        )
        for name, *row in rows:
            yield name, _record(*row)

    def flat(self, source: str) -> list[str]:
        """Return the names of the flat texts of one source, sorted."""
        rows = self._base.connection.execute(
            "SELECT name FROM inputs WHERE source = ? AND flat ORDER BY name", (source,)
        )
        return [name for (name,) in rows]


def packed(items: tuple[Item, ...], failures: tuple[Failure, ...]) -> tuple[bytes, bytes | None]:
    """Return what a document gave as it is kept."""
    return msgspec.msgpack.encode(items), msgspec.msgpack.encode(failures) if failures else None


def items_of(value: bytes) -> tuple[Item, ...]:
    """Return the items that `packed` gave."""
    return _ITEMS.decode(value)


def failures_of(value: bytes) -> tuple[Failure, ...]:
    """Return the failures that `packed` gave."""
    return _FAILURES.decode(value)


def _record(flat: int, stamp: str, digest: str, found: bytes, failures: bytes | None) -> Record:
    return Record(bool(flat), stamp, digest, _ITEMS.decode(found), _FAILURES.decode(failures) if failures else ())


class Arrived:
    """Articles just read, kept on the disk until they are worked on, so that a batch may be of any size."""

    def __init__(self, database: Database) -> None:
        self._base = database
        database.connection.execute("CREATE TEMP TABLE arrived (number INTEGER PRIMARY KEY, value BLOB)")

    def put(self, article: Article) -> int:
        """Keep *article* for this run, and return its number."""
        value = msgspec.msgpack.encode(article)
        return self._base.connection.execute("INSERT INTO temp.arrived (value) VALUES (?)", (value,)).lastrowid or 0

    def get(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Return the articles of these numbers."""
        found = {}
        for number in numbers:
            row = self._base.connection.execute("SELECT value FROM temp.arrived WHERE number = ?", (number,)).fetchone()
            found[number] = _ARTICLE.decode(row[0])
        return found


_ITEMS = msgspec.msgpack.Decoder(tuple[Item, ...])
_FAILURES = msgspec.msgpack.Decoder(tuple[Failure, ...])
_ARTICLE = msgspec.msgpack.Decoder(Article)
