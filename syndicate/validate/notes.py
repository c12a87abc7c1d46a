"""What is noted of the files of a site while they are looked at, on the disk: it may be a site of a million pages."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from syndicate.scratch import opened
from syndicate.validate.facts import Facts, Feed, Listing, Page

_TABLES = """
CREATE TABLE paths (path TEXT PRIMARY KEY, standing INTEGER) WITHOUT ROWID;
CREATE TABLE facts (number INTEGER PRIMARY KEY, kind TEXT, path TEXT, address TEXT, value BLOB);
CREATE INDEX facts_path ON facts (kind, path);
CREATE INDEX facts_address ON facts (kind, address, path);
CREATE TABLE owners (id TEXT PRIMARY KEY, language TEXT) WITHOUT ROWID;
"""


class Notes:
    """Paths, and facts of documents."""

    def __init__(self) -> None:
        """Begin with none."""
        self._database, _ = opened(self, _TABLES)
        # All as one, and never ended, for it goes with us: a transaction for each path costs more than the path.
        self._database.execute("BEGIN")

    def add(self, path: str, *, standing: bool = False) -> None:
        """Note a file of the site.

        Args:
            path: of the file.
            standing: whether it was inspected before, and is as it was.
        """
        self._database.execute("INSERT OR REPLACE INTO paths VALUES (?, ?)", (path, standing))

    def keep(self, facts: Facts) -> None:
        """Note the facts of a document."""
        address = facts.canonical if isinstance(facts, Page) else ""
        row = (type(facts).__name__, facts.path, address, msgspec.msgpack.encode(facts))
        self._database.execute("INSERT INTO facts (kind, path, address, value) VALUES (?, ?, ?, ?)", row)

    def own(self, identifier: str, language: str) -> str:
        """Return the language in which an id was met first; it is *language* where it is new."""
        self._database.execute("INSERT OR IGNORE INTO owners VALUES (?, ?)", (identifier, language))
        row = self._database.execute("SELECT language FROM owners WHERE id = ?", (identifier,)).fetchone()
        return str(row[0])

    def has(self, path: str) -> bool:
        """Whether the site has this file."""
        return self._database.execute("SELECT 1 FROM paths WHERE path = ?", (path,)).fetchone() is not None

    def stands(self, path: str) -> bool:
        """Whether the site has this file as it was inspected before."""
        return self._database.execute("SELECT 1 FROM paths WHERE path = ? AND standing", (path,)).fetchone() is not None

    def whole(self) -> bool:
        """Whether every file of the site was inspected now."""
        return self._database.execute("SELECT 1 FROM paths WHERE standing LIMIT 1").fetchone() is None

    def feeds(self) -> Iterator[Feed]:
        """Give the feeds, by path."""
        return map(_FEED.decode, self._values("WHERE kind = 'Feed' ORDER BY path"))

    def pages(self) -> Iterator[Page]:
        """Give the pages, by path."""
        return map(_PAGE.decode, self._values("WHERE kind = 'Page' ORDER BY path"))

    def listings(self) -> Iterator[Listing]:
        """Give the lists, in the order in which they were looked at."""
        return map(_LISTING.decode, self._values("WHERE kind = 'Listing' ORDER BY number"))

    def page(self, address: str) -> Page | None:
        """Return the page that says that this is its address; None where there is none."""
        # By its address: SQLite would go through all pages by path, for the sake of the order.
        which = "INDEXED BY facts_address WHERE kind = 'Page' AND address = ? ORDER BY path DESC LIMIT 1"
        found = self._values(which, address)
        return next(map(_PAGE.decode, found), None)

    def _values(self, which: str, *asked: str) -> Iterator[bytes]:
        rows = self._database.execute(f"SELECT value FROM facts {which}", asked)  # noqa: S608 - words of ours
        return (value for (value,) in rows)


_FEED = msgspec.msgpack.Decoder(Feed)
_PAGE = msgspec.msgpack.Decoder(Page)
_LISTING = msgspec.msgpack.Decoder(Listing)
