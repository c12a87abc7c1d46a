"""The tables of the state. The number of the schema is SQLite's `user_version`."""

from __future__ import annotations

import sqlite3

VERSION = 6
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
CREATE TABLE stood (
  article TEXT, language TEXT, correction INTEGER, PRIMARY KEY (article, language, correction)
) WITHOUT ROWID;
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
"""What makes an empty database a state."""


def make(database: sqlite3.Connection) -> None:
    """Make the tables in an empty *database*."""
    execute_all(database, SCHEMA)
    database.execute(f"PRAGMA user_version = {VERSION}")


def execute_all(database: sqlite3.Connection, statements: str) -> None:
    """Execute *statements* one by one: `executescript` would end the transaction."""
    for statement in statements.split(";\n"):
        if statement.strip():
            database.execute(statement)
