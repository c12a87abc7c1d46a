"""The database file: opened, locked, brought to today's schema, and every way it can fail told in words."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from syndicate.errors import StateError
from syndicate.state import journal, schema

_ROOM = 100_000
"""Bytes without which nothing can be written to a state."""
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
        self._written: dict[tuple[str, int], None] = {}
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

    def by_people(self, table: str, number: int) -> None:
        """Say that a person's row was written: it is in the journal before it is committed."""
        self._written[table, number] = None

    def _journal(self) -> int | None:
        """Write what people did to the journal; return how long that was before, None where they did nothing."""
        if not self._written:
            return None
        lines = (journal.line(self.connection, *one) for one in self._written)
        return journal.append(journal.journal_of(self.path), lines)

    def _update(self) -> None:
        self._to_date()
        if not journal.journal_of(self.path).exists():
            journal.append(journal.journal_of(self.path), journal.everything(self.connection))

    def _to_date(self) -> None:
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
                from syndicate.state.migration import migrate  # most states need none

                migrate(self.connection, version)

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
            before: int | None = None
            try:
                yield self.connection
                before = self._journal()
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                if before is not None:
                    os.truncate(journal.journal_of(self.path), before)
                raise
            finally:
                self._written.clear()
        except (sqlite3.Error, OSError) as error:
            raise told(error, self.path) from error

    def close(self) -> None:
        """Close the file and let another run begin. The lock's file stays, so that no two runs lock two files."""
        if hasattr(self, "connection"):
            self.connection.close()
        if self._lock is not None:
            self._lock.close()


def stands(path: Path) -> bool:
    """Whether there is a state at *path*; who opened an emptied file would keep the next run from mending it."""
    return path.is_file() and path.stat().st_size > 0


def told(error: Exception, path: Path) -> StateError:
    """Return what *error* of the database *path* means for a user."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        code &= 0xFF  # the primary code
    where = str(path)
    if code == sqlite3.SQLITE_NOTADB and not _ours(path):
        return StateError(
            "the state cannot be opened: this is another kind of file.", where=where, advice="Name another --state."
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(error, path)
    full = code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == errno.ENOSPC
    if full or (code == sqlite3.SQLITE_IOERR and _crowded(path)):
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


def damaged(error: Exception, path: Path) -> DamagedError:
    """Return what is said of a database that does not hold what was written."""
    return DamagedError(
        f"the state is damaged ({error}).",
        where=str(path),
        advice="The next syndicate run sets it aside, and makes a new one of all that can be recovered.",
    )


def _crowded(path: Path) -> bool:
    """Whether there is so little room at *path* that SQLite cannot even begin: it calls that an error of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _ours(path: Path) -> bool:
    """Whether *path* is, or once was, a state of ours, and not some file that somebody named by mistake."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return True
    return head == b"SQLite format 3\0" or not head.strip(b"\0") or journal.journal_of(path).exists()


class BusyError(StateError):
    """Another run has the state: what is asked has to wait until that has ended."""


class DamagedError(StateError):
    """The database can no longer be read: it has to be set aside."""
