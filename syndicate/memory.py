"""What a run remembers: translations with their provenance, articles, editions, and the ledger.

One SQLite database (WAL). A translation is found again by everything that decides it: the words
and spans of the source, the route with each model's digest, and the glossary entries that the
sentence met. So an edit of one entry makes stale exactly the sentences that met it.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from syndicate.errors import StateError
from syndicate.model import (
    Article,
    Edition,
    EditionState,
    LanguageTag,
    Translation,
)
from syndicate.remembered import outcome, pack
from syndicate.tmx import TranslationUnit

_SCHEMA = """
CREATE TABLE translations (
  key TEXT PRIMARY KEY, source TEXT, target TEXT, direction TEXT, route TEXT, method TEXT, entries TEXT, value BLOB
) WITHOUT ROWID;
CREATE TABLE articles (
  id TEXT PRIMARY KEY, feed TEXT, guid TEXT, language TEXT, document TEXT, title TEXT, value BLOB
) WITHOUT ROWID;
CREATE TABLE segments (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, key TEXT, PRIMARY KEY (article, language, unit, segment)
) WITHOUT ROWID;
CREATE TABLE editions (
  article TEXT, language TEXT, state TEXT, published TEXT, updated TEXT, words TEXT, current BLOB, released BLOB,
  PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE TABLE ledger (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, position INTEGER, entry TEXT, source_form TEXT,
  grammatical_case TEXT, target_form TEXT, rule TEXT, method TEXT, outcome TEXT,
  PRIMARY KEY (article, language, unit, segment, position)
) WITHOUT ROWID;
CREATE INDEX ledger_entry ON ledger (entry, language);
CREATE TABLE runs (id INTEGER PRIMARY KEY, report BLOB);
"""
_VERSION = 1


class Memory:
    """The state database. Use it as a context manager: what was done is committed at the end."""

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        """Open *path*, making it and its folder where they are missing.

        Args:
            path: the database.
            exclusive: for a run: no other may begin until this one has ended.

        Raises:
            StateError: it is no database of ours, is damaged, cannot be written, or another run has it.
        """
        self._path = path
        self._lock: IO[bytes] | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if exclusive:
                self._lock = path.with_name(path.name + ".lock").open("wb")
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._db = sqlite3.connect(path)
            self._db.execute("PRAGMA journal_mode=WAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
        except BlockingIOError as error:
            self._unlock()
            message = "another run is using this state."
            raise StateError(
                message, where=str(path), advice="Wait until it has ended, or name another --state."
            ) from error
        except (sqlite3.Error, OSError) as error:
            self._unlock()
            raise StateError(
                f"the state cannot be opened ({error}).", where=str(path), advice="Move it away to start afresh."
            ) from error
        if version not in {0, _VERSION}:
            raise StateError(
                f"the state was written by another version of syndicate ({version}).",
                where=str(path),
                advice="Move it away to start afresh.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            self._db.commit()
        except sqlite3.Error as failure:
            error = failure
        self._db.close()
        self._unlock()
        if isinstance(error, sqlite3.Error):
            raise StateError(
                f"the state failed ({error}).",
                where=str(self._path),
                advice="See that the disk has room; then run again.",
            ) from error

    def _unlock(self) -> None:
        """Let another run begin. The lock's file stays, so that no two runs lock two files."""
        if self._lock is not None:
            self._lock.close()

    # -- translations --------------------------------------------------------------------------

    def recall(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is remembered under *keys*."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            # The statement is made of question marks only.
            found.update(self._db.execute(f"SELECT key, value FROM translations WHERE key IN ({marks})", some))  # noqa: S608
        return found

    def remember(self, translations: Iterable[tuple[str, Translation]]) -> dict[str, bytes]:
        """Keep *translations* under their keys; an empty target is a failure and is not kept.

        Returns:
            Each as `recall` would give it, the failures too.
        """
        packed = [(key, each, pack(each)) for key, each in translations]
        self._db.executemany(
            "INSERT OR REPLACE INTO translations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    key,
                    each.source.text,
                    each.target.text,
                    f"{each.source.language}-{each.target.language}",
                    " ".join(f"{hop.engine}:{hop.direction}:{hop.model}" for hop in each.provenance.hops),
                    each.provenance.method,
                    " ".join(each.provenance.entries),
                    value,
                )
                for key, each, value in packed
                if each.target.text.strip()
            ],
        )
        self._db.commit()
        return {key: value for key, _, value in packed}

    def units(self) -> list[TranslationUnit]:
        """Return every sentence that is remembered with its translation, by direction and source."""
        rows = self._db.execute(
            "SELECT source, target, direction, route FROM translations ORDER BY direction, source, target"
        )
        return [
            TranslationUnit(source, target, _languages(direction), route) for source, target, direction, route in rows
        ]

    # -- articles and editions -----------------------------------------------------------------

    def keep_articles(self, articles: Iterable[Article]) -> None:
        """Keep *articles* as they were read."""
        self._db.executemany(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    each.id,
                    each.source.feed,
                    each.source.guid,
                    each.language,
                    each.source.document,
                    each.title,
                    _json(each),
                )
                for each in articles
            ],
        )

    def articles(self) -> list[Article]:
        """Return every article as it was read last, by id."""
        rows = self._db.execute("SELECT value FROM articles ORDER BY id")
        return [msgspec.json.decode(value, type=Article) for (value,) in rows]

    def release(self, edition: Edition, now: datetime, keys: Mapping[tuple[int, int], str]) -> Edition:
        """Keep *edition* with what was found, give it its dates, and release it if its state lets it out.

        A held or failed edition leaves an earlier release of the same article where it is: nothing
        that was published is lost because its next version is doubtful.

        Args:
            edition: as the gate decided.
            now: the time of this run, for an article without a date and for words that changed.
            keys: the translation's key for each (unit, segment).
        """
        row = self._db.execute(
            "SELECT published, updated, words, released FROM editions WHERE article = ? AND language = ?",
            (edition.article.id, edition.language),
        ).fetchone()
        published, updated, words, released = row or (None, None, None, None)
        digest = _words(edition)
        if edition.state in {EditionState.PUBLISHED, EditionState.NOTED}:
            first = edition.article.published or edition.article.updated or now
            if published is None:
                published = first.isoformat()
                updated = max(edition.article.updated or first, first).isoformat()
            elif words != digest or updated is None:
                updated = max(now, datetime.fromisoformat(published)).isoformat()
            dates = datetime.fromisoformat(published), datetime.fromisoformat(updated)
            edition = replace(edition, published=dates[0], updated=dates[1])
            words, released = digest, _json(replace(edition, translations=()))
        current = _json(replace(edition, translations=()))
        place = (edition.article.id, edition.language)
        self._db.execute(
            "INSERT OR REPLACE INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, edition.state, published, updated, words, current, released),
        )
        self._db.execute("DELETE FROM segments WHERE article = ? AND language = ?", place)
        self._db.executemany(
            "INSERT INTO segments VALUES (?, ?, ?, ?, ?)", [(*place, *where, key) for where, key in keys.items()]
        )
        self._write_ledger(edition)
        return edition

    def _write_ledger(self, edition: Edition) -> None:
        place = (edition.article.id, edition.language)
        self._db.execute("DELETE FROM ledger WHERE article = ? AND language = ?", place)
        self._db.executemany(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*place, row.unit, row.segment, position, row.entry, row.source_form, *outcome(row))
                for each in edition.translations
                for position, row in enumerate(each.ledger)
            ],
        )

    def released(self) -> list[Edition]:
        """Return every edition that is out, by article and language."""
        rows = self._db.execute("SELECT released FROM editions WHERE released IS NOT NULL ORDER BY article, language")
        return [msgspec.json.decode(value, type=Edition) for (value,) in rows]

    def editions(self) -> list[Edition]:
        """Return every edition as the last run that met it left it, by article and language."""
        rows = self._db.execute("SELECT current FROM editions ORDER BY article, language")
        return [msgspec.json.decode(value, type=Edition) for (value,) in rows]

    # -- runs ----------------------------------------------------------------------------------

    def keep_report(self, report: bytes) -> None:
        """Keep the last run's report, JSON."""
        self._db.execute("INSERT OR REPLACE INTO runs VALUES (1, ?)", (report,))

    def report(self) -> bytes | None:
        """Return the last run's report, or None before the first run."""
        row = self._db.execute("SELECT report FROM runs WHERE id = 1").fetchone()
        return row[0] if row else None


def _languages(direction: str) -> tuple[LanguageTag, LanguageTag]:
    """Return the two tags of `uz-Cyrl-en`: a subtag that is no language belongs to the one before it."""
    source, _, target = direction.rpartition("-")
    if not target.islower():
        source, _, language = source.rpartition("-")
        target = f"{language}-{target}"
    return LanguageTag(source), LanguageTag(target)


def _words(edition: Edition) -> str:
    """Digest the words of *edition*: what a reader would notice."""
    return hashlib.sha256(_json([(unit.kind, unit.text) for unit in edition.units])).hexdigest()[:32]


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)
