"""A database for what a build notes of itself: on the disk, without a name, gone with what holds it."""

from __future__ import annotations

import sqlite3
import weakref


def opened(holder: object, tables: str) -> tuple[sqlite3.Connection, weakref.finalize[[], object]]:
    """Open one for *holder*; return it with what closes it, which is called by itself when *holder* goes.

    Args:
        holder: the only one that asks it, from one thread at a time.
        tables: statements in SQL, each ended by a semicolon and a new line.

    Raises:
        sqlite3.Error: there is no room for temporary files.
    """
    # A holder in a circle goes when the collector runs, and that is in whichever thread happens to be at work.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    closes = weakref.finalize(holder, database.close)
    database.execute("PRAGMA journal_mode = OFF")
    for statement in tables.split(";\n"):
        database.execute(statement)
    return database, closes
