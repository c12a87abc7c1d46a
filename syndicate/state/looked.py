"""What a run finds in its sources, kept in tables that go when it ends: memory does not grow with the articles.

A document that is as it was is a line that points to its record; one that was read has a record of its own. Every
article that they give is a line too, so that what is asked of all of them is asked of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from itertools import groupby
from typing import Any

from syndicate.model import Failure, LanguageTag
from syndicate.state.articles import Preparation
from syndicate.state.database import Database
from syndicate.state.inputs import Known, Record, failures_of, packed

_TABLES = """
CREATE TEMP TABLE looked (
  number INTEGER PRIMARY KEY, source TEXT, name TEXT, path BLOB, wanted INTEGER, fresh INTEGER, kept INTEGER,
  flat INTEGER, stamp TEXT, digest TEXT, failures BLOB, UNIQUE (source, name)
);
CREATE INDEX temp.looked_wanted ON looked (source, number) WHERE wanted;
CREATE INDEX temp.looked_flat ON looked (source, number) WHERE flat;
CREATE INDEX temp.looked_fresh ON looked (source, number) WHERE fresh;
CREATE TEMP TABLE given (
  document INTEGER, position INTEGER, own TEXT, id TEXT, digest TEXT, name TEXT, written TEXT, withdrawn INTEGER,
  moment TEXT, arrived INTEGER, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX temp.given_id ON given (id);
CREATE INDEX temp.given_own ON given (own);
CREATE INDEX temp.given_withdrawn ON given (withdrawn) WHERE withdrawn;
CREATE TEMP TABLE missed (source TEXT, name TEXT, PRIMARY KEY (source, name)) WITHOUT ROWID;
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
_GIVEN = "FROM temp.given WHERE NOT withdrawn AND id NOT IN (SELECT id FROM temp.back)"
_RANKED = f"""
SELECT *, row_number() OVER (PARTITION BY id ORDER BY moment DESC, document, position) AS rank {_GIVEN}
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

    def add(self, source: str, documents: Iterable[tuple[str, str, Known | None]]) -> None:
        """Take up documents, behind all others.

        Args:
            source: theirs.
            documents: name and path of each, and what the state has of it where it is as it was, with the stamp that
                it has now; else it is to be read.
        """
        self._base.connection.executemany(
            "INSERT OR IGNORE INTO temp.looked (source, name, path, wanted, fresh, kept, stamp)"
            " VALUES (?, ?, ?, ?, 0, ?, ?)",
            (
                (
                    source,
                    name,
                    path.encode("utf-8", "surrogateescape"),
                    known is None,
                    known and known.number,
                    known and known.stamp,
                )
                for name, path, known in documents
            ),
        )

    def want(self, source: str, names: Iterable[str]) -> None:
        """Say that documents are to be read."""
        self._base.connection.executemany(
            "UPDATE temp.looked SET wanted = 1 WHERE source = ? AND name = ?", ((source, name) for name in names)
        )

    def recall(self, source: str) -> None:
        """Take up all documents of a source as the state keeps them, without looking at the source."""
        self._base.connection.execute(
            "INSERT OR IGNORE INTO temp.looked (source, name, wanted, fresh, kept, stamp)"
            " SELECT source, name, 0, 0, number, stamp FROM inputs WHERE source = ? ORDER BY name",
            (source,),
        )
        self.take_over(source)

    def take_over(self, source: str) -> None:
        """Take from the state what those documents of a source give that are as they were."""
        database = self._base.connection
        database.execute(
            "INSERT OR IGNORE INTO temp.given SELECT l.number, i.position, i.own, i.id, i.digest, i.name, i.written,"
            " i.withdrawn, i.moment, 0 FROM temp.looked l CROSS JOIN items i ON i.document = l.kept"
            " WHERE l.source = ? AND l.kept IS NOT NULL",
            (source,),
        )
        database.execute(
            "UPDATE temp.looked SET flat = i.flat, failures = i.failures FROM inputs i"
            " WHERE i.number = looked.kept AND looked.source = ? AND (i.flat OR i.failures IS NOT NULL)",
            (source,),
        )

    def read(self, source: str, name: str, record: Record, arrived: Sequence[int]) -> None:
        """Say what a document gave that was just read, and under which numbers its articles arrived."""
        database = self._base.connection
        database.execute(
            "UPDATE temp.looked SET wanted = 0, fresh = 1, kept = NULL, flat = ?, stamp = ?, digest = ?, failures = ?"
            " WHERE source = ? AND name = ?",
            (record.flat, record.stamp, record.digest, packed(record.failures), source, name),
        )
        (number,) = database.execute(
            "SELECT number FROM temp.looked WHERE source = ? AND name = ?", (source, name)
        ).fetchone()
        database.execute("DELETE FROM temp.given WHERE document = ?", (number,))
        database.executemany(
            "INSERT INTO temp.given VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, at, *astuple(one), place)
                for at, (one, place) in enumerate(zip(record.items, arrived, strict=True))
            ),
        )

    def wanted(self, source: str) -> Iterator[tuple[str, str]]:
        """Give name and path of each document of a source that is to be read, though some are read meanwhile."""
        yield from (
            (name, path.decode("utf-8", "surrogateescape")) for name, path in self._each("name, path", "wanted", source)
        )

    def flat(self, source: str) -> Iterator[str]:
        """Give the names of the flat texts of a source."""
        yield from (name for (name,) in self._each("name", "flat", source))

    def flat_before(self, source: str) -> Iterator[tuple[str, bool]]:
        """Give the names of what were flat texts of a source, and whether each is there and to be read again.

        Those that are as they were are left out.
        """
        yield from self._base.connection.execute(
            "SELECT i.name, l.name IS NOT NULL FROM inputs i LEFT JOIN temp.looked l USING (source, name)"
            " WHERE i.source = ? AND i.flat AND coalesce(l.wanted, 1)",
            (source,),
        )

    def _each(self, columns: str, which: str, source: str) -> Iterator[tuple[Any, ...]]:
        last = 0
        while rows := self._base.connection.execute(
            f"SELECT number, {columns} FROM temp.looked WHERE source = ? AND {which} AND number > ?"
            " ORDER BY number LIMIT 200",
            (source, last),
        ).fetchall():
            last = rows[-1][0]
            yield from (row[1:] for row in rows)

    def lacking(self) -> dict[str, set[str]]:
        """Return, by source, the documents to read although they are as they were: the state has not what they gave."""
        self._find_back()
        database = self._base.connection
        rows = database.execute(
            "SELECT l.source, l.name, g.own, g.moment, g.moment, g.document, g.position"
            f" FROM {_ORDER} LEFT JOIN articles a INDEXED BY articles_prepared ON a.id = g.id"
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

    def vanished(self, source: str) -> list[str]:
        """Return the names of the documents that a source had and has no more."""
        rows = self._base.connection.execute(
            "SELECT name FROM inputs i WHERE source = ? AND NOT EXISTS"
            " (SELECT 1 FROM temp.looked l WHERE l.source = i.source AND l.name = i.name) ORDER BY name",
            (source,),
        )
        return [name for (name,) in rows]

    def any_below(self, source: str, folder: str) -> bool:
        """Whether a source has a document in *folder* or below it."""
        # "0" is the character after "/".
        row = self._base.connection.execute(
            "SELECT 1 FROM temp.looked WHERE source = ? AND name > ? AND name < ? LIMIT 1",
            (source, f"{folder}/", f"{folder}0"),
        ).fetchone()
        return row is not None

    def miss(self, source: str, names: Iterable[str]) -> None:
        """Say of documents that vanished that they may not have been taken away: what is known of them stays."""
        self._base.connection.executemany(
            "INSERT OR IGNORE INTO temp.missed VALUES (?, ?)", ((source, name) for name in names)
        )

    def taken_away(self, source: str) -> Iterator[str]:
        """Give the ids of the articles of documents that a source had and has no more, but for those missed."""
        rows = self._base.connection.execute(
            "SELECT g.id FROM inputs i CROSS JOIN items g ON g.document = i.number WHERE i.source = ? AND NOT EXISTS"
            " (SELECT 1 FROM temp.looked l WHERE l.source = i.source AND l.name = i.name)"
            " AND (i.source, i.name) NOT IN (SELECT source, name FROM temp.missed) ORDER BY i.name, g.position",
            (source,),
        )
        yield from (article for (article,) in rows)

    def stands(self, article: str) -> bool:
        """Whether a document that is as it was gives this article."""
        return bool(
            self._base.connection.execute(
                f"SELECT 1 FROM {_ORDER} WHERE g.id = ? AND NOT l.fresh LIMIT 1", (article,)
            ).fetchone()
        )

    def rename(self, own: str, known: str) -> None:
        """Give the articles just read that call themselves *own* the id under which they are *known*."""
        self._base.connection.execute(
            "UPDATE temp.given SET id = ? WHERE own = ?"
            " AND (SELECT fresh FROM temp.looked l WHERE l.number = given.document)",
            (known, own),
        )

    def settle(self) -> Iterator[Failure]:
        """Decide which articles there are, the newest of those that are the same; say what the others are."""
        database = self._base.connection
        self._find_back()
        there = database.execute(
            "INSERT INTO temp.places (id, digest, arrived, written, moment) SELECT id, digest, arrived, written, moment"
            f" FROM ({_RANKED}) WHERE rank = 1 ORDER BY document, position"
        ).rowcount
        (given,) = database.execute(f"SELECT count(*) {_GIVEN}").fetchone()
        if there == given:
            return  # no two are the same, and nothing has to be ranked again
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
            " FROM temp.places p LEFT JOIN articles a INDEXED BY articles_prepared ON a.id = p.id"
            " LEFT JOIN editions e INDEXED BY editions_digest ON e.article = p.id"
            " ORDER BY p.number"
        )
        for (article, digest, arrived), some in groupby(rows, key=lambda row: row[:3]):
            own = list(some)
            _, _, _, known, read, how, prepared, tongues, _, _ = own[0]
            way = Preparation(read, how, prepared, tuple(map(LanguageTag, tongues.split()))) if known else None
            yield Place(article, digest, arrived), way, {row[8]: row[9] for row in own if row[8]}

    def here(self, article: str) -> bool:
        """Whether there is this article; after `settle`."""
        return bool(self._base.connection.execute("SELECT 1 FROM temp.places WHERE id = ?", (article,)).fetchone())

    def keep(self, source: str) -> None:
        """Make what was found in a source what the state has of it."""
        other = (
            "FROM inputs WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM temp.looked l WHERE l.kept = inputs.number"
            " AND l.source = ?1 AND l.name = inputs.name)"
            " AND (source, name) NOT IN (SELECT source, name FROM temp.missed)"
        )
        with self._base.writing() as database:
            database.execute(f"DELETE FROM items WHERE document IN (SELECT number {other})", (source,))
            database.execute(f"DELETE {other}", (source,))
            database.execute(
                "UPDATE inputs SET stamp = l.stamp FROM temp.looked l"
                " WHERE l.kept = inputs.number AND l.source = ? AND l.stamp <> inputs.stamp",
                (source,),
            )
            database.execute(
                "INSERT INTO inputs (source, name, flat, stamp, digest, failures)"
                " SELECT source, name, flat, stamp, digest, failures FROM temp.looked WHERE source = ? AND fresh",
                (source,),
            )
            database.execute(
                "INSERT INTO items SELECT i.number, g.position, g.own, g.id, g.digest, g.name, g.written, g.withdrawn,"
                " g.moment FROM temp.looked l CROSS JOIN inputs i ON i.source = l.source AND i.name = l.name"
                " CROSS JOIN temp.given g ON g.document = l.number WHERE l.source = ? AND l.fresh",
                (source,),
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
