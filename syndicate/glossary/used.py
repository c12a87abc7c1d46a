"""The glossaries as the last run read them, so that an edit can be compared with what it was before.

A run keeps the entries that it had in the state: the glossary files may have changed since.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from syndicate.glossary.entries import Glossary, entry_digest, glossary, load_all
from syndicate.model import ConceptEntry, Failure


def as_last_read(paths: Sequence[Path], state: sqlite3.Connection, cache: Path) -> tuple[Glossary, tuple[Failure, ...]]:
    """Return the glossary as the last run had it.

    Args:
        paths: glossary files and folders.
        state: an open state database (`ledger.open_state`).
        cache: the folder where runs keep parsed glossaries.

    Returns:
        The glossary, that of *paths* as it is now where no run has kept one, and the mistakes in the files of today.
    """
    import msgspec

    now, failures = load_all(paths, cache)
    files: dict[str, set[str]] = {}
    for each in now.entries.values():
        files.setdefault(Path(each.file).name, set()).add(each.file)
    used: list[ConceptEntry] = []
    for identifier, digest, value in state.execute("SELECT id, digest, value FROM entries"):
        entry = now.entries.get(identifier)
        if entry is None or entry_digest(entry) != digest:
            entry = msgspec.json.decode(value, type=ConceptEntry)
            # The run may have been started from another folder, and have known the file by another path.
            today = files.get(Path(entry.file).name, set())
            entry = replace(entry, file=next(iter(today))) if len(today) == 1 else entry
        used.append(entry)
    return glossary(used) if used else now, failures


def edited(used: Glossary, file: Sequence[ConceptEntry], *, replaces: str) -> Glossary:
    """Return *used* with the entries of an edited file in it.

    Args:
        used: the glossary of the last run.
        file: the entries of the edited file.
        replaces: the file, as `ConceptEntry.file` has it, whose entries go; none where empty.
    """
    entries = {each.id: each for each in used.entries.values() if not replaces or each.file != replaces}
    entries.update({each.id: each for each in file})
    return glossary(list(entries.values()))
