"""Articles as they were read and prepared, and which of them their sources withdrew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from syndicate.errors import StateError
from syndicate.model import Article
from syndicate.state.database import Database
from syndicate.state.facts import Facts


class Articles:
    """Articles by id."""

    def __init__(self, database: Database, facts: Facts) -> None:
        self._base = database
        self._facts = facts

    def keep(self, articles: Iterable[Article]) -> None:
        """Keep *articles*, their languages found; what was withdrawn and is here again is no longer withdrawn."""
        with self._base.writing() as database:
            for each in articles:
                gone = database.execute("SELECT withdrawn FROM articles WHERE id = ?", (each.id,)).fetchone()
                if gone and gone[0]:
                    self._facts.next_revision()
                source = each.source
                row = (
                    each.id,
                    source.feed,
                    source.guid,
                    each.language,
                    source.document,
                    each.title,
                    msgspec.json.encode(each),
                )
                database.execute(
                    "INSERT OR REPLACE INTO articles (id, feed, guid, language, document, title, value)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    row,
                )

    def all(self) -> Iterator[Article]:
        """Give every article as it was prepared last, by id."""
        for (value,) in self._base.connection.execute("SELECT value FROM articles ORDER BY id"):
            yield msgspec.json.decode(value, type=Article)

    def get(self, identifier: str) -> Article | None:
        """Return one article, or None."""
        row = self._base.connection.execute("SELECT value FROM articles WHERE id = ?", (identifier,)).fetchone()
        return msgspec.json.decode(row[0], type=Article) if row else None

    def named(self, beginning: str) -> str:
        """Return the id that begins with *beginning*.

        Raises:
            StateError: there is none, or there are several.
        """
        rows = self._base.connection.execute(
            "SELECT id FROM articles WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 2", (len(beginning), beginning)
        ).fetchall()
        if len(rows) != 1 or not beginning:
            message = f"several articles begin with “{beginning}”." if rows else f"there is no article “{beginning}”."
            raise StateError(message, advice="See: syndicate review list")
        return str(rows[0][0])

    def withdraw(self, identifiers: Iterable[str], now: datetime) -> list[str]:
        """Mark articles as withdrawn by their source, from *now* on; return those that were not yet."""
        return self._mark(identifiers, now.isoformat(), "withdrawn IS NULL")

    def restore(self, identifiers: Iterable[str]) -> list[str]:
        """Mark articles as standing again; return those that were withdrawn."""
        return self._mark(identifiers, None, "withdrawn IS NOT NULL")

    def withdrawn(self) -> dict[str, datetime]:
        """Return the articles that their sources withdrew, with the moment it was found."""
        rows = self._base.connection.execute(
            "SELECT id, withdrawn FROM articles WHERE withdrawn IS NOT NULL ORDER BY id"
        )
        return {identifier: datetime.fromisoformat(moment) for identifier, moment in rows}

    def _mark(self, identifiers: Iterable[str], moment: str | None, where: str) -> list[str]:
        with self._base.writing() as database:
            changed = [
                each
                for each in identifiers
                if database.execute(
                    f"UPDATE articles SET withdrawn = ? WHERE id = ? AND {where}", (moment, each)
                ).rowcount
            ]
            if changed:
                self._facts.next_revision()
        return changed
