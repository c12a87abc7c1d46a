"""An edition's line in the queue, and the digest of its words; on a bare connection, so that a migration can use it."""

from __future__ import annotations

import hashlib
import sqlite3
from unicodedata import normalize

import msgspec

from syndicate.model import Edition

_LONGEST = 2000
"""Characters of an edition's titles and reasons that the search looks in."""


def enlist(database: sqlite3.Connection, edition: Edition, words: str, when: str) -> None:
    """Put *edition* into the queue, or what became of it.

    Args:
        database: inside a transaction.
        edition: as it is now.
        words: digest of its words.
        when: the moment, ISO 8601; kept only where words or state are others than before.
    """
    article = edition.article
    checks = sorted({issue.check for issue in edition.issues})
    searched = [edition.title, article.title, article.source.document, *(issue.comment for issue in edition.issues)]
    database.execute(
        "INSERT INTO queue VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (article, language) DO UPDATE SET"
        " since = CASE WHEN state = ?4 AND words = ?6 THEN since ELSE ?5 END,"
        " spoken = ?3, state = ?4, words = ?6, feed = ?7, checks = ?8, searched = ?9",
        (
            article.id, edition.language, article.language, edition.state, when, words, article.source.feed,
            f" {' '.join(checks)} " if checks else "", folded("\n".join(searched)[:_LONGEST]),
        ),
    )  # fmt: skip


def enlist_all(database: sqlite3.Connection) -> None:
    """Put every edition into a queue that is empty: for a state that had none."""
    rows = database.execute(
        "SELECT current, coalesce(updated, published, '') FROM editions WHERE current IS NOT NULL"
    ).fetchall()
    for value, when in rows:
        edition = msgspec.json.decode(value, type=Edition)
        enlist(database, edition, words_digest(edition), when)


def folded(text: str) -> str:
    """Return *text* as it is compared in a search: capitals and composed letters make no difference."""
    return normalize("NFKC", text).casefold()


def words_digest(edition: Edition) -> str:
    """Return 32 hex digits over the words of *edition*: what a reader would notice."""
    return hashlib.sha256(msgspec.json.encode([(unit.kind, unit.text) for unit in edition.units])).hexdigest()[:32]
