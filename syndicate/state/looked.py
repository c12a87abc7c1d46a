"""What a run finds in its sources, kept in tables that go when it ends: memory does not grow with the articles.

A document that is as it was is a line that points to its record; one that was read has a record of its own. Every
article that they give is a line too, so that what is asked of all of them is asked of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby

from syndicate.model import Failure, LanguageTag
from syndicate.state.articles import Preparation
from syndicate.state.database import Database
from syndicate.state.inputs import Record, failures_of, items_of, packed

_TABLES = """
CREATE TEMP TABLE looked (
  number INTEGER PRIMARY KEY, source TEXT, name TEXT, path TEXT, fresh INTEGER, flat INTEGER, stamp TEXT, digest TEXT,
  found BLOB, failures BLOB, UNIQUE (source, name)
);
CREATE TEMP TABLE given (
  document INTEGER, position INTEGER, own TEXT, id TEXT, digest TEXT, name TEXT, written TEXT, withdrawn INTEGER,
  moment TEXT, arrived INTEGER, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX temp.given_id ON given (id);
CREATE INDEX temp.given_own ON given (own);
CREATE INDEX temp.given_withdrawn ON given (withdrawn) WHERE withdrawn;
CREATE TEMP TABLE back (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE places (
  number INTEGER PRIMARY KEY, id TEXT UNIQUE, digest TEXT, arrived INTEGER, written TEXT, moment TEXT
);
"""
_BACK = """
WITH gone AS (SELECT id, max(moment) AS moment FROM temp.given WHERE withdrawn GROUP BY id)
INSERT INTO temp.back SELECT id FROM gone WHERE moment = '' OR NOT EXISTS (
  SELECT 1 FROM temp.given again WHERE again.id = gone.id AND NOT again.withdrawn AND again.moment > gone.moment
)
"""
_RANKED = """
SELECT *, row_number() OVER (PARTITION BY id ORDER BY moment DESC, document, position) AS rank
FROM temp.given WHERE NOT withdrawn AND id NOT IN (SELECT id FROM temp.back)
"""
"""What is given, ranked for each article: an agency sends one again when it changes, in another file. The newest counts
by the moment its source wrote it; of two that say the same, or nothing, the first in the order of reading."""
_ORDER = "temp.given g JOIN temp.looked l ON l.number = g.document"


@dataclass(frozen=True, slots=True)
class Place:
    """One article where it stands in the sources."""

    id: str
    """The id that it has here."""
    digest: str
    """Digest of the article as it was read."""
    arrived: int = 0
    """Its number among those just read; 0 where it is as the state has it."""


class Looked:
    """The documents of all sources and what they give, in the order of reading."""

    def __init__(self, database: Database) -> None:
        """Make the tables; there is one of these at a time in a state."""
        self._base = database
        for statement in _TABLES.split(";\n"):
            database.connection.execute(statement)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Do what follows as one: a transaction for each of ten thousand lines costs more than the lines."""
        self._base.connection.execute("BEGIN")
        try:
            yield
        finally:
            self._base.connection.execute("COMMIT")

    def add(self, source: str, name: str, path: str = "") -> None:
        """Take up a document that is yet to be looked at, behind all others."""
        self.add_all(source, [(name, path)])

    def add_all(self, source: str, documents: Iterable[tuple[str, str]]) -> None:
        """Take up documents that are yet to be looked at, each with its name and path, behind all others."""
        self._base.connection.executemany(
            "INSERT OR IGNORE INTO temp.looked (source, name, path, fresh) VALUES (?, ?, ?, 0)",
            ((source, name, path) for name, path in documents),
        )

    def same(self, source: str, name: str, record: Record) -> None:
        """Say that a document is as the record has it that is kept."""
        self.same_all(source, [(name, record, False)])

    def same_all(self, source: str, documents: Iterable[tuple[str, Record, bool]]) -> None:
        """Say that documents are as their records have them; and whether the record is another than the one kept."""
        self._set(source, [(name, record, None, not moved) for name, record, moved in documents])

    def read(self, source: str, name: str, record: Record, arrived: Sequence[int]) -> None:
        """Say what a document gave that was just read, and under which numbers its articles arrived."""
        self._set(source, [(name, record, arrived, False)])

    def documents(self, source: str) -> Iterator[tuple[str, str]]:
        """Give name and path of each document of a source."""
        yield from self._base.connection.execute(
            "SELECT name, path FROM temp.looked WHERE source = ? ORDER BY number", (source,)
        )

    def has(self, source: str, name: str) -> bool:
        """Whether the source has this document now."""
        return bool(
            self._base.connection.execute(
                "SELECT 1 FROM temp.looked WHERE source = ? AND name = ?", (source, name)
            ).fetchone()
        )

    def flat(self, source: str) -> list[str]:
        """Return the names of the flat texts of a source."""
        rows = self._base.connection.execute(
            "SELECT name FROM temp.looked WHERE source = ? AND flat ORDER BY number", (source,)
        )
        return [name for (name,) in rows]

    def lacking(self) -> dict[str, set[str]]:
        """Return, by source, the documents to read although they are as they were: the state has not what they gave."""
        self._find_back()
        database = self._base.connection
        rows = database.execute(
            "SELECT l.source, l.name, g.own, g.moment, g.moment, g.document, g.position"
            f" FROM {_ORDER} LEFT JOIN articles a ON a.id = g.id"
            " WHERE NOT l.fresh AND coalesce(a.digest, '') <> g.digest AND g.id NOT IN (SELECT id FROM temp.back)"
        )
        found: dict[str, set[str]] = {}
        for source, name, *where in rows.fetchall():
            counts = (
                "SELECT 1 FROM temp.given WHERE own = ? AND NOT withdrawn"
                " AND (moment > ? OR (moment = ? AND (document, position) < (?, ?))) LIMIT 1"
            )
            if not database.execute(counts, where).fetchone():
                found.setdefault(source, set()).add(name)
        return found

    def taken_away(self, source: str) -> Iterator[str]:
        """Give the ids of the articles of documents that a source had and has no more."""
        rows = self._base.connection.execute(
            "SELECT found FROM inputs WHERE source = ? AND name NOT IN"
            " (SELECT name FROM temp.looked WHERE source = ?) ORDER BY name",
            (source, source),
        )
        for (found,) in rows:
            yield from (item.id for item in items_of(found))

    def stands(self, article: str) -> bool:
        """Whether a document that is as it was gives this article."""
        return bool(
            self._base.connection.execute(
                f"SELECT 1 FROM {_ORDER} WHERE g.id = ? AND NOT l.fresh LIMIT 1", (article,)
            ).fetchone()
        )

    def rename(self, own: str, known: str) -> None:
        """Give the articles just read that call themselves *own* the id under which they are *known*."""
        database = self._base.connection
        rows = database.execute(f"SELECT DISTINCT l.number, l.found FROM {_ORDER} WHERE g.own = ? AND l.fresh", (own,))
        for number, found in rows.fetchall():
            items = tuple(replace(one, id=known) if one.own == own else one for one in items_of(found))
            database.execute("UPDATE temp.looked SET found = ? WHERE number = ?", (packed(items, ())[0], number))
            database.execute("UPDATE temp.given SET id = ? WHERE document = ? AND own = ?", (known, number, own))

    def settle(self) -> Iterator[Failure]:
        """Decide which articles there are, the newest of those that are the same; say what the others are."""
        database = self._base.connection
        self._find_back()
        database.execute(
            "INSERT INTO temp.places (id, digest, arrived, written, moment) SELECT id, digest, arrived, written, moment"
            f" FROM ({_RANKED}) WHERE rank = 1 ORDER BY document, position"
        )
        rows = database.execute(
            "SELECT r.name, r.written, r.moment, l.name, p.written, p.moment"
            f" FROM ({_RANKED}) r JOIN temp.looked l ON l.number = r.document JOIN temp.places p ON p.id = r.id"
            " WHERE r.rank > 1 ORDER BY r.document, r.position"
        )
        for row in rows:
            yield _double(*row)

    def failures(self, source: str) -> Iterator[Failure]:
        """Give what could not be read of the documents of a source."""
        rows = self._base.connection.execute(
            "SELECT failures FROM temp.looked WHERE source = ? AND failures IS NOT NULL ORDER BY number", (source,)
        )
        for (value,) in rows:
            yield from failures_of(value)

    def back(self) -> list[str]:
        """Return the ids of the articles that their sources took back and did not give again since; after `settle`."""
        return [one for (one,) in self._base.connection.execute("SELECT id FROM temp.back ORDER BY id")]

    def places(self) -> Iterator[Place]:
        """Give every article once, in the order of reading; after `settle`."""
        for row in self._base.connection.execute("SELECT id, digest, arrived FROM temp.places ORDER BY number"):
            yield Place(*row)

    def known(self) -> Iterator[tuple[Place, Preparation | None, dict[str, str]]]:
        """Give every place with how its article was prepared, and the digest of each of its editions by language."""
        rows = self._base.connection.execute(
            "SELECT p.id, p.digest, p.arrived, a.id, coalesce(a.digest, ''), coalesce(a.how, ''),"
            " coalesce(a.prepared, ''), coalesce(a.tongues, ''), e.language, coalesce(e.digest, '')"
            " FROM temp.places p LEFT JOIN articles a ON a.id = p.id LEFT JOIN editions e ON e.article = p.id"
            " ORDER BY p.number"
        )
        for (article, digest, arrived), some in groupby(rows, key=lambda row: row[:3]):
            own = list(some)
            _, _, _, known, read, how, prepared, tongues, _, _ = own[0]
            way = Preparation(read, how, prepared, tuple(map(LanguageTag, tongues.split()))) if known else None
            yield Place(article, digest, arrived), way, {row[8]: row[9] for row in own if row[8]}

    def told(self) -> Iterator[tuple[str, dict[str, bytes]]]:
        """Give each article with what a report says of its editions, by language.

        What is said begins with `!` where a person has decided since it was written.
        """
        rows = self._base.connection.execute(
            "SELECT p.id, e.language, e.told FROM temp.places p JOIN editions e ON e.article = p.id"
            " WHERE e.told IS NOT NULL ORDER BY p.number"
        )
        for article, some in groupby(rows, key=lambda row: str(row[0])):
            yield article, {language: told for _, language, told in some}

    def here(self, article: str) -> bool:
        """Whether there is this article; after `settle`."""
        return bool(self._base.connection.execute("SELECT 1 FROM temp.places WHERE id = ?", (article,)).fetchone())

    def keep(self, source: str) -> None:
        """Make what was found in a source what the state has of it."""
        with self._base.writing() as database:
            database.execute(
                "DELETE FROM inputs WHERE source = ? AND name NOT IN (SELECT name FROM temp.looked WHERE source = ?)",
                (source, source),
            )
            database.execute(
                "INSERT OR REPLACE INTO inputs SELECT source, name, flat, stamp, digest, found, failures"
                " FROM temp.looked WHERE source = ? AND found IS NOT NULL",
                (source,),
            )

    def _set(self, source: str, documents: Sequence[tuple[str, Record, Sequence[int] | None, bool]]) -> None:
        """Write the lines of documents, and one for each article that they give; what is kept is not kept again.

        Each is a name, its record, the numbers of its articles where it was just read, and whether that is kept.
        """
        database = self._base.connection
        database.executemany(
            "UPDATE temp.looked SET fresh = ?, flat = ?, stamp = ?, digest = ?, found = ?, failures = ?"
            " WHERE source = ? AND name = ?",
            (
                (
                    arrived is not None,
                    one.flat,
                    one.stamp,
                    one.digest,
                    None if kept else packed(one.items, ())[0],
                    packed((), one.failures)[1],
                    source,
                    name,
                )
                for name, one, arrived, kept in documents
            ),
        )
        database.executemany(
            "DELETE FROM temp.given WHERE document = (SELECT number FROM temp.looked WHERE source = ? AND name = ?)",
            [(source, name) for name, _, arrived, _ in documents if arrived is not None],
        )
        database.executemany(
            "INSERT INTO temp.given SELECT number, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM temp.looked"
            " WHERE source = ? AND name = ?",
            (
                (
                    at,
                    one.own,
                    one.id,
                    one.digest,
                    one.name,
                    one.document,
                    one.withdrawn,
                    one.moment,
                    arrived[at] if arrived else 0,
                    source,
                    name,
                )
                for name, record, arrived, _ in documents
                for at, one in enumerate(record.items)
            ),
        )

    def _find_back(self) -> None:
        self._base.connection.execute("DELETE FROM temp.back")
        self._base.connection.execute(_BACK)


def _double(name: str, written: str, moment: str, document: str, counts: str, newest: str) -> Failure:
    """Return what is said of an article that is left out for another version of it, which stands in *counts*."""
    if moment and moment < newest:
        message = f"a newer version of it stands in {counts}."
        return Failure("read", name, message, "The newest counts; nothing is to be done.")
    advice = "Rename the file if they are two articles." if written == document else ""
    return Failure("read", name, f"it is the same article as in {counts}; that one was taken.", advice)
