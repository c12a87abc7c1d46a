"""What was read from where, so that what has not changed is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a document that is kept from another version of it."""

    number: int
    """Its number in the state."""
    stamp: str
    """As `Record.stamp`."""
    digest: str
    """As `Record.digest`."""


class Inputs:
    """Records by source (as the user named it) and by document."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def sources(self) -> list[str]:
        """Return the sources that were ever read, as the user named them, sorted."""
        rows = self._base.connection.execute("SELECT DISTINCT source FROM inputs ORDER BY source")
        return [source for (source,) in rows]

    def several(self, source: str, names: Sequence[str]) -> dict[str, Known]:
        """Return what is kept of those documents that were read before, by name."""
        rows = self._base.connection.execute(
            "SELECT name, number, stamp, digest FROM inputs WHERE source = ?"
            " AND name IN (SELECT value FROM json_each(?))",
            (source, msgspec.json.encode(names).decode()),
        )
        return {name: Known(*row) for name, *row in rows}


def packed(failures: tuple[Failure, ...]) -> bytes | None:
    """Return what could not be read of a document as it is kept."""
    return msgspec.msgpack.encode(failures) if failures else None


def failures_of(value: bytes) -> tuple[Failure, ...]:
    """Return the failures that `packed` gave."""
    return _FAILURES.decode(value)


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


_FAILURES = msgspec.msgpack.Decoder(tuple[Failure, ...])
_ARTICLE = msgspec.msgpack.Decoder(Article)
