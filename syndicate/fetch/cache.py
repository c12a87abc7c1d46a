"""What servers answered, so that they need only say that nothing changed."""

from __future__ import annotations

import contextlib
import logging
import re
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_LOG = logging.getLogger(__name__)
_SCHEMA = """CREATE TABLE IF NOT EXISTS answers (
  address TEXT PRIMARY KEY, etag TEXT, modified TEXT, content_type TEXT, asked REAL, body BLOB
) WITHOUT ROWID"""
_KEPT = 60 * 86400.0
"""Seconds after which an answer that nobody asked for again is forgotten."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer of status 200."""

    data: bytes
    """The body, unpacked."""
    content_type: str = ""
    """The field, as the server wrote it."""
    etag: str = ""
    """The field, for If-None-Match."""
    modified: str = ""
    """The Last-Modified field, for If-Modified-Since."""
    asked: float = 0.0
    """When the server last said that this is so; seconds since 1970."""
    storable: bool = True
    """Whether the server lets it be kept."""

    def conditions(self) -> dict[str, str]:
        """Return the fields that ask for the body only if it is another one."""
        fields = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        # A field folded over two lines, or with letters beyond ASCII, is not sent back.
        return {name: value for name, value in fields.items() if re.fullmatch(r"[\x20-\x7e]+", value)}


class Cache:
    """Remembers answers in a SQLite file. Use it as a context manager.

    It only spares work: where the file cannot be read or written, everything is fetched anew.
    """

    def __init__(self, path: Path | None, now: float) -> None:
        """Open *path*, making it where it is missing; None remembers nothing beyond this run.

        Args:
            path: the file.
            now: seconds since 1970; what is too old is forgotten.
        """
        self._opened = self._open(path, now)

    def _open(self, path: Path | None, now: float) -> sqlite3.Connection:
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return self._ready(sqlite3.connect(path), now)
            except (sqlite3.Error, OSError) as error:
                _LOG.warning("%s cannot be used (%s); everything is fetched anew. Delete the file.", path, error)
        return self._ready(sqlite3.connect(":memory:"), now)

    @staticmethod
    def _ready(opened: sqlite3.Connection, now: float) -> sqlite3.Connection:
        try:
            opened.execute(_SCHEMA)
            opened.execute("DELETE FROM answers WHERE asked < ?", (now - _KEPT,))
            opened.commit()
        except sqlite3.Error:
            opened.close()
            raise
        return opened

    def get(self, address: str) -> Remembered | None:
        """Return what *address* answered; None where that is not known."""
        try:
            row = self._opened.execute(
                "SELECT body, content_type, etag, modified, asked FROM answers WHERE address = ?", (address,)
            ).fetchone()
            return Remembered(zlib.decompress(row[0]), *row[1:]) if row else None
        except (sqlite3.Error, zlib.error, TypeError) as error:
            _LOG.warning("what %s answered is forgotten (%s)", address, error)
            return None

    def put(self, address: str, answer: Remembered) -> None:
        """Remember *answer* at once, if it may be: a run that is stopped keeps what it has fetched."""
        if not answer.storable:
            return
        row = (address, answer.etag, answer.modified, answer.content_type, answer.asked, zlib.compress(answer.data, 3))
        with contextlib.suppress(sqlite3.Error):  # a full disk costs the memory of it, not the article
            self._opened.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)
            self._opened.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()
