"""What people did, a second time: a line of JSON for each correction and decision, in a file beside the database.

A database can be rebuilt from the sources and from what is published; people's work cannot. So each row of theirs is
on the disk here before it is committed there. Lines are only ever added; of several about one row the last counts.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

TABLES = ("corrections", "decisions")
"""The tables that people write."""


def journal_of(database: Path) -> Path:
    """Return the journal of a *database*."""
    return database.with_name(f"{database.name}.people")


def append(path: Path, lines: Iterable[str]) -> int:
    """Add *lines* to the journal, on the disk before this returns; return how long the file was before.

    Raises:
        OSError: the disk is full, or the folder cannot be written; the file is as it was.
    """
    before: int | None = None
    try:
        with path.open("ab") as file:
            before = file.tell()
            # A line that a crash cut off stays alone on its line.
            file.write(b"\n")
            file.writelines(f"{line}\n".encode() for line in lines)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        if before is not None:  # closed by now, so that nothing more is written
            os.truncate(path, before)
        raise
    return before


def line(database: sqlite3.Connection, table: str, number: int) -> str:
    """Return the line of one row."""
    cursor = database.execute(f"SELECT * FROM {table} WHERE id = ?", (number,))
    names = [one[0] for one in cursor.description]
    row = dict(zip(names, cursor.fetchone(), strict=True))
    values = {name: value.decode() if isinstance(value, bytes) else value for name, value in row.items()}
    return json.dumps({table: values}, ensure_ascii=False)


def everything(database: sqlite3.Connection) -> Iterator[str]:
    """Give the lines of all rows: the beginning of the journal of a database that had none."""
    for table in TABLES:
        for (number,) in database.execute(f"SELECT id FROM {table} ORDER BY id").fetchall():
            yield line(database, table, number)


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table as the journal has them, by number; lines that are damaged are passed over."""
    found: dict[str, dict[int, dict[str, Any]]] = {table: {} for table in TABLES}
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        text = ""
    for one in text.split("\n"):
        try:
            ((table, row),) = json.loads(one).items()
            found[table][int(row["id"])] = row
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return {table: [own[number] for number in sorted(own)] for table, own in found.items()}
