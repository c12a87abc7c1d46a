"""How a state of an older version becomes one of today: rebuilt step by step, in one transaction."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from typing import Any

import msgspec

from syndicate.state import enlisting, identities, near, outlines
from syndicate.state.schema import SCHEMA, VERSION, execute_all

_FROM_1 = """
INSERT INTO articles (id, feed, guid, language, document, title, value)
  SELECT id, feed, guid, language, document, title, value FROM old_articles;
INSERT INTO segments SELECT article, language, unit, segment, key, NULL, NULL FROM old_segments;
INSERT INTO editions (article, language, state, published, updated, words, revision, current, released)
  SELECT article, language, state, published, updated, words, 0, current, released FROM old_editions;
INSERT INTO ledger SELECT * FROM old_ledger;
INSERT INTO facts SELECT 'report', report FROM old_runs WHERE id = 1;
"""
_STOOD = """
INSERT OR IGNORE INTO stood SELECT article, language, CAST(substr(key, 7) AS INTEGER) FROM segments
  WHERE key LIKE 'human:%'
"""
"""What stands now has stood: 7 is where the number of a person's key begins."""
_LACKING = re.compile(r"^CREATE (TABLE|INDEX)\b", re.MULTILINE)
"""What makes a table or an index, where a state of an older version lacks it."""
_ITEM = {"own": "", "id": "", "digest": "", "name": "", "document": "", "withdrawn": False, "moment": ""}
"""Fields of an item as an older version kept it, in today's order; the last ones may be missing."""


def migrate(database: sqlite3.Connection, version: int) -> None:
    """Bring a state of an older *version* to today's, inside the transaction that is open."""
    if version < 5:
        _to_5(database, version)
    execute_all(database, _LACKING.sub(r"CREATE \1 IF NOT EXISTS", SCHEMA))
    database.execute(_STOOD)
    database.execute(f"PRAGMA user_version = {VERSION}")


def _to_5(database: sqlite3.Connection, version: int) -> None:
    """Bring a state of a version before 5 to what 5 was."""
    if version == 1:
        for table in ("translations", "articles", "segments", "editions", "ledger", "runs"):
            database.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
        database.execute("DROP INDEX ledger_entry")
        execute_all(database, SCHEMA)
        rows = database.execute(
            "SELECT key, source, target, direction, route, method, entries, value FROM old_translations"
        )
        for key, source, target, direction, *rest in rows.fetchall():
            database.execute(
                "INSERT INTO translations VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, source, target, *_tags(direction), *rest),
            )
        execute_all(database, _FROM_1)
        for table in ("translations", "articles", "segments", "editions", "ledger", "runs"):
            database.execute(f"DROP TABLE old_{table}")
        near.index_all(database)
    else:
        database.execute("DROP INDEX IF EXISTS editions_told")
        database.execute("ALTER TABLE inputs RENAME TO old_inputs")
        execute_all(database, _LACKING.sub(r"CREATE \1 IF NOT EXISTS", SCHEMA))
    if version < 3:
        enlisting.enlist_all(database)
    identities.put_all(database)
    if version > 1:
        _take_inputs(database)
        database.execute("DROP TABLE old_inputs")
    _take_report(database)
    outlines.put_down_all(database)
    if any(name == "told" for _, name, *_ in database.execute("PRAGMA table_info(editions)")):
        database.execute("ALTER TABLE editions DROP COLUMN told")


def _take_inputs(database: sqlite3.Connection) -> None:
    """Take over what was read in a state of an older version, which kept the items of a document in one value."""
    rows = database.execute("SELECT source, name, flat, stamp, digest, found, failures FROM old_inputs").fetchall()
    for *record, found, failures in rows:
        number = database.execute(
            "INSERT INTO inputs (source, name, flat, stamp, digest, failures) VALUES (?, ?, ?, ?, ?, ?)",
            (*record, failures),
        ).lastrowid
        items = enumerate(msgspec.msgpack.decode(found))
        database.executemany(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, at, *({**_ITEM, **one}[name] for name in _ITEM)) for at, one in items),
        )


def _take_report(database: sqlite3.Connection) -> None:
    """Take outcomes and places from the last report of a state of an older version, which had them all in it."""
    kept = database.execute("SELECT value FROM facts WHERE name = 'report'").fetchone()
    report: dict[str, Any] = msgspec.json.decode(kept[0]) if kept else {}
    outcomes = report.pop("outcomes", [])
    if not outcomes:
        return
    told: dict[tuple[str, str], dict[str, Any]] = {}
    if any(name == "told" for _, name, *_ in database.execute("PRAGMA table_info(editions)")):
        rows = database.execute("SELECT article, language, told FROM editions WHERE told IS NOT NULL")
        told = {(article, language): msgspec.json.decode(value.removeprefix(b"!")) for article, language, value in rows}
    articles = {one["id"]: one["source"] for one in outcomes}
    database.executemany("INSERT INTO reported VALUES (?, ?)", enumerate(articles, start=1))
    states: dict[str, Counter[str]] = {}
    for one in outcomes:
        place = one["id"], one["language"]
        beside = told.get(place, {})
        names = msgspec.json.encode(beside.get("names", {}), order="sorted").decode()
        row = (*place, one["source"], one["state"], beside.get("sentences", 0), names, bool(one.get("earlier")))
        database.execute(
            "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (*row, one["state"], msgspec.json.encode(one)),
        )
        states.setdefault(one["language"], Counter())[one["state"]] += 1
    report |= {"to": list(states), "states": states, "languages": Counter(articles.values())}
    database.execute("UPDATE facts SET value = ? WHERE name = 'report'", (msgspec.json.encode(report),))


def _tags(direction: str) -> tuple[str, str]:
    """Return the two tags of `uz-Cyrl-en`, as version 1 wrote them: what is no language belongs to what is before."""
    source, _, target = direction.rpartition("-")
    if not target.islower():
        source, _, language = source.rpartition("-")
        target = f"{language}-{target}"
    return source, target
