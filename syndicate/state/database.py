"""The database file: opened, locked, brought to today's schema, and every way it can fail told in words."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from syndicate.errors import StateError
from syndicate.state import schema

_PATIENCE = 15.0
"""Seconds to wait for another that is writing: a run writes for less."""


class Database:
    """One SQLite file (WAL), opened by one program; `connection` is for the modules of this package."""

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        """Open *path*, making it and its folder where they are missing.

        Args:
            path: the database.
            exclusive: for a run: no other may begin until this one has ended.

        Raises:
            StateError: it is no state, is damaged, cannot be written, is of a newer version, or another run has it.
        """
        self.path = path
        self._lock: IO[bytes] | None = None
        connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if exclusive:
                self._lock = path.with_name(path.name + ".lock").open("wb")
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            # What is committed is on the disk before the site is written: a site is never newer than its state.
            connection.execute("PRAGMA synchronous = FULL")
            self.connection = connection
            self._update()
        except BlockingIOError as error:
            self.close()
            raise BusyError(
                "another run is using this state.",
                where=str(path),
                advice="Wait until it has ended, or name another --state.",
            ) from error
        except (sqlite3.Error, OSError) as error:
            if connection is not None:
                connection.close()
            self.close()
            raise told(error, path) from error
        except StateError:
            self.close()
            raise

    def _update(self) -> None:
        version = self._version()
        if version == schema.VERSION:
            return
        if version > schema.VERSION:
            raise StateError(
                f"the state was written by another version of syndicate ({version}).",
                where=str(self.path),
                advice="Use that version, or move the file away to start afresh.",
            )
        with self.writing():
            version = self._version()  # another may have done it while we waited
            if version == 0:
                schema.make(self.connection)
            elif version < schema.VERSION:
                schema.migrate(self.connection, version)

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection in a transaction that is kept whole or not at all; one inside another is part of it.

        Raises:
            StateError: the disk is full, the file damaged, or somebody else writes for too long.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise told(error, self.path) from error

    def close(self) -> None:
        """Close the file and let another run begin. The lock's file stays, so that no two runs lock two files."""
        if hasattr(self, "connection"):
            self.connection.close()
        if self._lock is not None:
            self._lock.close()


def told(error: Exception, path: Path) -> StateError:
    """Return what *error* of the database *path* means for a user."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        code &= 0xFF  # the primary code
    where = str(path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedError(
            f"the state is damaged ({error}).",
            where=where,
            advice="Move it away; the next run makes a new one from the sources.",
        )
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == errno.ENOSPC:
        return StateError(
            "the disk is full; what was done so far is kept.", where=where, advice="Make room; then run again."
        )
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StateError("another program is writing to this state.", where=where, advice="Try again in a minute.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM} or isinstance(error, OSError):
        return StateError(
            f"the state cannot be opened or written ({error}).", where=where, advice="Look at the folder's permissions."
        )
    return StateError(f"the state failed ({error}).", where=where, advice="See that the disk has room; then run again.")


class BusyError(StateError):
    """Another run has the state: what is asked has to wait until that has ended."""


class DamagedError(StateError):
    """The database can no longer be read: it has to be set aside."""
