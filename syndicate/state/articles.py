"""Articles as they were read and prepared, and which of them their sources withdrew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from syndicate.errors import StateError
from syndicate.identity import Names, names_of
from syndicate.model import Article, LanguageTag
from syndicate.state import identities
from syndicate.state.database import Database
from syndicate.state.facts import Facts


@dataclass(frozen=True, slots=True)
class Preparation:
    """What decided how an article was prepared; digests are empty where it has to be prepared anew."""

    digest: str = ""
    """Of the article as it was read."""
    how: str = ""
    """Of the settings and the program."""
    prepared: str = ""
    """Of its sentences, their names and what is to be said of them."""
    tongues: tuple[LanguageTag, ...] = ()
    """The article's language, then those of the sentences that may be translated, sorted."""
    met: tuple[str, ...] = ()
    """Ids of the glossary entries that were found or suspected in it, sorted."""
    said: tuple[LanguageTag, tuple[LanguageTag | None, ...]] | None = None
    """The languages of the article and its units as they were read."""


class Articles:
    """Articles by id."""

    def __init__(self, database: Database, facts: Facts) -> None:
        self._base = database
        self._facts = facts

    def keep(self, articles: Iterable[Article], how: Iterable[Preparation] = ()) -> None:
        """Keep *articles*, their languages found; what was withdrawn and is here again is no longer withdrawn.

        Args:
            articles: as they were prepared.
            how: for each, what decided that; nothing where the next run shall prepare them anew.
        """
        ways = [*how]
        with self._base.writing() as database:
            for number, each in enumerate(articles):
                way = ways[number] if ways else Preparation()
                gone = database.execute("SELECT withdrawn FROM articles WHERE id = ?", (each.id,)).fetchone()
                if gone and gone[0]:
                    self._facts.next_revision()
                names, source = names_of(each), each.source
                said = _UNSAID.encode(way.said) if way.said else None
                row = (each.id, source.feed, source.guid, each.language, source.document, each.title)
                decided = (way.digest, way.how, way.prepared, " ".join(way.tongues), said)
                database.execute(
                    "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
                    (*row, msgspec.json.encode(names.keys), *decided, msgspec.json.encode(each)),
                )
                identities.put(database, names)
                database.execute("DELETE FROM met WHERE article = ?", (each.id,))
                database.executemany("INSERT INTO met VALUES (?, ?)", [(entry, each.id) for entry in way.met])

    def any(self) -> bool:
        """Whether there is an article."""
        return self._base.connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None

    def as_read(self, identifier: str) -> Article:
        """Return an article as it was read, before its languages were found."""
        value, said = self._base.connection.execute(
            "SELECT value, said FROM articles WHERE id = ?", (identifier,)
        ).fetchone()
        article = _ARTICLE.decode(value)
        if not said:
            return article
        language, units = _UNSAID_DECODER.decode(said)
        spoken = (replace(unit, language=tag) for unit, tag in zip(article.units, units, strict=True))
        return replace(article, language=language, units=tuple(spoken))

    def meeting(self, entries: Iterable[str]) -> dict[str, set[str]]:
        """Return by id the articles that met one of these glossary entries: which ones."""
        found: dict[str, set[str]] = {}
        for entry in entries:
            for (article,) in self._base.connection.execute("SELECT article FROM met WHERE entry = ?", (entry,)):
                found.setdefault(article, set()).add(entry)
        return found

    def like(self, others: Iterable[Names]) -> list[Names]:
        """Return what those articles are known again by that share an id or a key with one of *others*, by id."""
        database = self._base.connection
        found: set[str] = set()
        for one in others:
            found.add(one.id)
            for key in identities.keys(one):
                rows = database.execute("SELECT article FROM identities WHERE key = ?", (key,))
                found.update(article for (article,) in rows)
        known = (
            database.execute("SELECT id, identity, value FROM articles WHERE id = ?", (each,)).fetchone()
            for each in sorted(found)
        )
        return [identities.kept(*row) for row in known if row]

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


_ARTICLE = msgspec.json.Decoder(Article)
_UNSAID = msgspec.msgpack.Encoder()
_UNSAID_DECODER = msgspec.msgpack.Decoder(tuple[LanguageTag, tuple[LanguageTag | None, ...]])
