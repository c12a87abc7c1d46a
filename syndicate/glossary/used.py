"""The glossaries as the last run read them, so that an edit can be compared with what it was before.

A run keeps what it parsed of each glossary file, under the digest of the file. The version that was kept last
before the state was written is the one that the state was made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from syndicate.glossary.entries import Glossary, glossary, load_all
from syndicate.model import ConceptEntry, Failure


def as_last_read(paths: Sequence[Path], state: Path, cache: Path) -> tuple[Glossary, tuple[Failure, ...]]:
    """Return the glossary of *paths* as the last run had it.

    Args:
        paths: glossary files and folders.
        state: the state database; its time is that of the last run.
        cache: the folder where runs keep parsed glossaries.

    Returns:
        The glossary, files that no run has kept as they are now, and the mistakes in the files of today.
    """
    now, failures = load_all(paths)
    by_file: dict[str, list[ConceptEntry]] = {}
    for entry in now.entries.values():
        by_file.setdefault(entry.file, []).append(entry)
    names: dict[str, list[str]] = {}
    for file in by_file:
        names.setdefault(Path(file).name, []).append(file)
    for file, entries in _kept(cache, _written(state)):
        # The run may have been started from another folder, and have known the file by another path.
        same = [file] if file in by_file else names.get(Path(file).name, [])
        if len(same) == 1:
            by_file[same[0]] = [replace(entry, file=same[0]) for entry in entries]
    return glossary([entry for _, entries in sorted(by_file.items()) for entry in entries]), failures


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


def _kept(cache: Path, until: float) -> Iterator[tuple[str, list[ConceptEntry]]]:
    """Give file and entries of each version in *cache* that is not younger than *until*, the oldest first."""
    import msgspec

    times = sorted((path.stat().st_mtime, path) for path in cache.glob("*.glossary"))
    for _, path in (each for each in times if each[0] <= until):
        try:
            entries, _problems = msgspec.msgpack.decode(
                path.read_bytes(), type=tuple[list[ConceptEntry], list[tuple[int, str, str]]]
            )
        except (OSError, msgspec.MsgspecError):
            continue  # one of another version of syndicate
        if entries:
            yield entries[0].file, entries


def _written(state: Path) -> float:
    """Return when *state* was last written; what waits in its write-ahead log counts, an empty log does not."""
    log = state.with_name(f"{state.name}-wal")
    times = [path.stat() for path in (state, log) if path.exists()]
    return max(each.st_mtime for each in times if each.st_size)
