"""The tables of the state, and how an older state becomes one of today.

The number of the schema is SQLite's `user_version`. A state of an older number is rebuilt step by step in one
transaction; one of a newer number is refused.
"""

from __future__ import annotations

import re
import sqlite3

VERSION = 5
"""The schema's number."""

SCHEMA = """
CREATE TABLE translations (
  number INTEGER PRIMARY KEY, key TEXT UNIQUE, source TEXT, target TEXT, source_language TEXT, target_language TEXT,
  route TEXT, method TEXT, entries TEXT, value BLOB
);
CREATE TABLE words (word INTEGER, number INTEGER, PRIMARY KEY (word, number)) WITHOUT ROWID;
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY, key TEXT, source TEXT, source_language TEXT, target TEXT, target_language TEXT, spans BLOB,
  reviewer TEXT, reviewed TEXT, article TEXT, unit INTEGER, segment INTEGER, replaced INTEGER, withdrawn TEXT
);
CREATE INDEX corrections_key ON corrections (key);
CREATE INDEX corrections_place ON corrections (article, target_language);
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, article TEXT, language TEXT, action TEXT, words TEXT, reviewer TEXT, reviewed TEXT,
  note TEXT, undone TEXT
);
CREATE INDEX decisions_place ON decisions (article, language);
CREATE TABLE articles (
  id TEXT PRIMARY KEY, feed TEXT, guid TEXT, language TEXT, document TEXT, title TEXT, identity TEXT, digest TEXT,
  how TEXT, prepared TEXT, tongues TEXT, said BLOB, withdrawn TEXT, value BLOB
) WITHOUT ROWID;
CREATE INDEX articles_prepared ON articles (id, digest, how, prepared, tongues);
CREATE INDEX articles_withdrawn ON articles (id, withdrawn) WHERE withdrawn IS NOT NULL;
CREATE TABLE identities (key TEXT, article TEXT, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX identities_article ON identities (article);
CREATE TABLE met (entry TEXT, article TEXT, PRIMARY KEY (entry, article)) WITHOUT ROWID;
CREATE TABLE segments (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, key TEXT, start INTEGER, stop INTEGER,
  PRIMARY KEY (article, language, unit, segment)
) WITHOUT ROWID;
CREATE TABLE editions (
  article TEXT, language TEXT, state TEXT, published TEXT, updated TEXT, words TEXT, digest TEXT, revision INTEGER,
  current BLOB, automatic BLOB, released BLOB, PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE INDEX editions_digest ON editions (article, language, digest);
CREATE TABLE outlines (
  article TEXT, language TEXT, digest TEXT, value BLOB, PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE TABLE outcomes (
  article TEXT, language TEXT, source TEXT, state TEXT, sentences INTEGER, names TEXT, decided INTEGER,
  earlier INTEGER, known TEXT, value BLOB, PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE INDEX outcomes_state ON outcomes (state);
CREATE INDEX outcomes_decided ON outcomes (decided) WHERE decided;
CREATE TABLE reported (number INTEGER PRIMARY KEY, article TEXT);
CREATE INDEX reported_article ON reported (article);
CREATE TABLE queue (
  article TEXT, language TEXT, spoken TEXT, state TEXT, since TEXT, words TEXT, feed TEXT, checks TEXT, searched TEXT,
  PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE INDEX queue_since ON queue (state, since);
CREATE INDEX queue_counts ON queue (state, language, feed, checks, spoken);
CREATE TABLE ledger (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, position INTEGER, entry TEXT, source_form TEXT,
  grammatical_case TEXT, target_form TEXT, rule TEXT, method TEXT, outcome TEXT,
  PRIMARY KEY (article, language, unit, segment, position)
) WITHOUT ROWID;
CREATE INDEX ledger_entry ON ledger (entry, language);
CREATE TABLE inputs (
  number INTEGER PRIMARY KEY, source TEXT, name TEXT, flat INTEGER, stamp TEXT, digest TEXT, failures BLOB,
  UNIQUE (source, name)
);
CREATE TABLE items (
  document INTEGER, position INTEGER, own TEXT, id TEXT, digest TEXT, name TEXT, written TEXT, withdrawn INTEGER,
  moment TEXT, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE entries (id TEXT PRIMARY KEY, digest TEXT, value BLOB) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""

_FROM_1 = """
INSERT INTO articles (id, feed, guid, language, document, title, value)
  SELECT id, feed, guid, language, document, title, value FROM old_articles;
INSERT INTO segments SELECT article, language, unit, segment, key, NULL, NULL FROM old_segments;
INSERT INTO editions (article, language, state, published, updated, words, revision, current, released)
  SELECT article, language, state, published, updated, words, 0, current, released FROM old_editions;
INSERT INTO ledger SELECT * FROM old_ledger;
INSERT INTO facts SELECT 'report', report FROM old_runs WHERE id = 1;
"""


_LACKING = re.compile(r"^CREATE (TABLE|INDEX)\b", re.MULTILINE)
"""What makes a table or an index, where a state of an older version lacks it."""


def make(database: sqlite3.Connection) -> None:
    """Make the tables in an empty *database*."""
    _all(database, SCHEMA)
    database.execute(f"PRAGMA user_version = {VERSION}")


def migrate(database: sqlite3.Connection, version: int) -> None:
    """Bring a state of an older *version* to today's, inside the transaction that is open."""
    if version == 1:
        for table in ("translations", "articles", "segments", "editions", "ledger", "runs"):
            database.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
        database.execute("DROP INDEX ledger_entry")
        _all(database, SCHEMA)
        rows = database.execute(
            "SELECT key, source, target, direction, route, method, entries, value FROM old_translations"
        )
        for key, source, target, direction, *rest in rows.fetchall():
            database.execute(
                "INSERT INTO translations VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, source, target, *_tags(direction), *rest),
            )
        _all(database, _FROM_1)
        for table in ("translations", "articles", "segments", "editions", "ledger", "runs"):
            database.execute(f"DROP TABLE old_{table}")
        from syndicate.state.near import index_all

        index_all(database)
    else:
        database.execute("DROP INDEX IF EXISTS editions_told")
        database.execute("ALTER TABLE inputs RENAME TO old_inputs")
        _all(database, _LACKING.sub(r"CREATE \1 IF NOT EXISTS", SCHEMA))
    if version < 3:
        from syndicate.state.enlisting import enlist_all

        enlist_all(database)
    from syndicate.state import articles, inputs, outlines, reports

    articles.fill(database)
    if version > 1:
        inputs.fill(database)
        database.execute("DROP TABLE old_inputs")
    reports.fill(database)
    outlines.fill(database)
    if any(name == "told" for _, name, *_ in database.execute("PRAGMA table_info(editions)")):
        database.execute("ALTER TABLE editions DROP COLUMN told")
    database.execute(f"PRAGMA user_version = {VERSION}")


def _all(database: sqlite3.Connection, statements: str) -> None:
    """Execute *statements* one by one: `executescript` would end the transaction."""
    for statement in statements.split(";\n"):
        if statement.strip():
            database.execute(statement)


def _tags(direction: str) -> tuple[str, str]:
    """Return the two tags of `uz-Cyrl-en`, as version 1 wrote them: what is no language belongs to what is before."""
    source, _, target = direction.rpartition("-")
    if not target.islower():
        source, _, language = source.rpartition("-")
        target = f"{language}-{target}"
    return source, target
