"""What was read from where, so that what has not changed is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def taken_back(items: Sequence[Item]) -> set[str]:
    """Return the ids of the articles that their sources took back and did not give again since."""
    back = {item.id: item.moment for item in sorted(items, key=lambda one: one.moment) if item.withdrawn}
    again = {item.id for item in items if not item.withdrawn and "" < back.get(item.id, "") < item.moment}
    return back.keys() - again


class Inputs:
    """Records by source (as the user named it) and by document."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def sources(self) -> list[str]:
        """Return the sources that were ever read, as the user named them, sorted."""
        rows = self._base.connection.execute("SELECT DISTINCT source FROM inputs ORDER BY source")
        return [source for (source,) in rows]

    def of(self, source: str) -> dict[str, Record]:
        """Return the records of one source, by name of the document."""
        rows = self._base.connection.execute(
            "SELECT name, flat, stamp, digest, found, failures FROM inputs WHERE source = ? ORDER BY name", (source,)
        )
        items, failed = _ITEMS.decode, _FAILURES.decode
        return {
            name: Record(bool(flat), stamp, digest, items(found), failed(failures) if failures else ())
            for name, flat, stamp, digest, found, failures in rows
        }

    def keep(self, source: str, records: Mapping[str, Record], known: Mapping[str, Record]) -> None:
        """Keep *records* as those of *source*; *known* are those that the state has."""
        with self._base.writing() as database:
            for name in known.keys() - records.keys():
                database.execute("DELETE FROM inputs WHERE source = ? AND name = ?", (source, name))
            database.executemany(
                "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        source, name, one.flat, one.stamp, one.digest, msgspec.msgpack.encode(one.items),
                        msgspec.msgpack.encode(one.failures) if one.failures else None,
                    )
                    for name, one in records.items()
                    if known.get(name) != one
                ],
            )  # fmt: skip


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
