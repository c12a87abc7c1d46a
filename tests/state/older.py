"""A state of today made into one of an earlier version, so that it can be brought to today's form again."""

import sqlite3
from typing import Any

import msgspec

from syndicate.state.inputs import Item

_OF_4 = """
ALTER TABLE editions ADD COLUMN told BLOB;
ALTER TABLE inputs RENAME TO inputs_of_today;
CREATE TABLE inputs (
  source TEXT, name TEXT, flat INTEGER, stamp TEXT, digest TEXT, found BLOB, failures BLOB, PRIMARY KEY (source, name)
) WITHOUT ROWID;
"""
_NEW = """
DROP TABLE inputs_of_today;
DROP TABLE items;
DROP TABLE outcomes;
DROP TABLE outlines;
DROP TABLE reported;
DROP TABLE stood;
DROP INDEX editions_digest;
DROP INDEX articles_withdrawn;
CREATE INDEX editions_told ON editions (article, language, digest, told);
PRAGMA user_version = 4;
"""


def as_version_4(database: sqlite3.Connection) -> None:
    """Make *database* what version 4 would have written."""
    for statement in _OF_4.split(";\n"):
        database.execute(statement)
    outcomes: list[Any] = []
    rows = database.execute(
        "SELECT o.article, o.language, o.sentences, o.names, o.earlier, o.value FROM reported p"
        " CROSS JOIN outcomes o ON o.article = p.article ORDER BY p.number, o.language"
    ).fetchall()
    for article, language, sentences, names, earlier, value in rows:
        outcome = msgspec.json.decode(value)
        told = {"outcome": outcome, "sentences": sentences, "names": msgspec.json.decode(names)}
        database.execute(
            "UPDATE editions SET told = ? WHERE article = ? AND language = ?",
            (b"!" * (language == "uk") + msgspec.json.encode(told), article, language),
        )
        outcomes.append({**outcome, "earlier": bool(earlier)})
    for number, *about, failures in database.execute(
        "SELECT number, source, name, flat, stamp, digest, failures FROM inputs_of_today"
    ).fetchall():
        items = database.execute(
            "SELECT own, id, digest, name, written, withdrawn, moment FROM items WHERE document = ? ORDER BY position",
            (number,),
        )
        found = msgspec.msgpack.encode([Item(*row[:5], bool(row[5]), row[6]) for row in items])
        database.execute("INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)", (*about, found, failures))
    kept = database.execute("SELECT value FROM facts WHERE name = 'report'").fetchone()
    if kept:
        figures = msgspec.json.decode(kept[0])
        old = {key: value for key, value in figures.items() if key not in {"to", "states", "languages"}}
        report = msgspec.json.encode({"outcomes": outcomes, **old})
        database.execute("UPDATE facts SET value = ? WHERE name = 'report'", (report,))
    for statement in _NEW.split(";\n"):
        database.execute(statement)
