"""What articles are known again by, to be found by index; on a bare connection, so that a migration can use it."""

from __future__ import annotations

import hashlib
import sqlite3

import msgspec

from syndicate.identity import Names, names_of
from syndicate.model import Article


def put(database: sqlite3.Connection, names: Names) -> None:
    """Keep what an article is known again by, in place of what was kept of it.

    Args:
        database: inside a transaction.
        names: the article's.
    """
    database.execute("DELETE FROM identities WHERE article = ?", (names.id,))
    rows = [(key, names.id) for key in keys(names)]
    database.executemany("INSERT OR IGNORE INTO identities VALUES (?, ?)", rows)


def put_all(database: sqlite3.Connection) -> None:
    """Keep what every article is known again by: for a state that has not."""
    for row in database.execute(
        "SELECT id, identity, CASE WHEN identity IS NULL THEN value END FROM articles"
    ).fetchall():
        put(database, kept(*row))


def kept(identifier: str, identity: bytes | None, value: bytes | None) -> Names:
    """Return what an article is known again by, from its row.

    Args:
        identifier: its id.
        identity: its keys, JSON; None in a row of an older version.
        value: the article, JSON; asked only where there are no keys.
    """
    if identity or not value:
        return Names(identifier, tuple(msgspec.json.decode(identity or b"[]")))
    return names_of(_ARTICLE.decode(value))


def keys(names: Names) -> list[str]:
    """Return the keys of *names* as they are looked for: short, each with the number of its rule."""
    return [
        f"{rule}:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
        for rule, key in enumerate(names.keys)
        if key is not None
    ]


_ARTICLE = msgspec.json.Decoder(Article)
