"""Entries and changes -> glossary files: the fewest lines, proved by reading them again, replaced as a whole.

What an editor wrote is never written anew; see `splice`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from syndicate.errors import GlossaryError
from syndicate.glossary import blocks, fields
from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import SIZE
from syndicate.glossary.prune import Changes, Terms
from syndicate.glossary.splice import spliced
from syndicate.model import ConceptEntry, EntryKind

_BOM = "\ufeff"
_KEY = re.compile(rb"^[^\s#}\]]", re.MULTILINE)
"""Where the next entry begins."""


def revised(
    data: bytes,
    new: Sequence[ConceptEntry] = (),
    changes: Changes | None = None,
    gone: AbstractSet[str] = frozenset(),
    *,
    file: str = "",
) -> bytes:
    """Return a glossary file with entries added and taken away and fields changed, and nothing else.

    Args:
        data: the file as it is; empty for a new one.
        new: entries to add, each at its sorted place.
        changes: fields to set in entries that are there, as `prune.Changes`.
        gone: ids of entries that go.
        file: the file's name, for errors.

    Raises:
        GlossaryError: it is not UTF-8, an entry of *new* is already there, or what comes out would not read
            back as what was meant; the file is then left to its editor.
    """
    changes = changes or {}
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            "the file is not UTF-8.", where=f"{file}:{line}", advice="Save it in the encoding UTF-8."
        ) from None
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    before, problems = parsed(text, file)
    for entry in new:
        if entry.id in before:
            raise GlossaryError(
                f"{entry.id}: this entry is already there.",
                where=f"{file}:{before[entry.id].line}",
                advice="Edit it there, or choose another identifier.",
            )
    if problems and not before:
        raise GlossaryError(problems[0].message, where=f"{file}:{problems[0].line}", advice=problems[0].advice)
    wanted = {key: amended(entry, changes.get(key, {})) for key, entry in before.items() if key not in gone}
    wanted |= {entry.id: entry for entry in new}
    result = spliced(text, new, changes, gone)
    after, left = parsed(result, file)
    if _plain(after) != _plain(wanted) or len(left) != len(problems):
        wrong = next((key for key in sorted({*wanted, *after}) if _differ(wanted.get(key), after.get(key))), "")
        advice = left[0].message if len(left) > len(problems) else "Make the change by hand."
        raise GlossaryError(f"{wrong or 'the file'} cannot be changed without damage to it.", where=file, advice=advice)
    return (mark + result).encode()


def changed(data: bytes, entry: ConceptEntry, tree: Mapping[str, Any]) -> bytes:
    """Return a glossary file with fields of one *entry* changed, and nothing else.

    The block of an entry is a glossary too: where it stands as it was read, it is changed and proved alone, so that
    an edit does not cost more the larger the file is. Else the whole file is gone through.

    Args:
        data: the file as it is.
        entry: as it was read from there.
        tree: fields to set, as in `prune.Changes`.

    Raises:
        GlossaryError: as for `revised`.
    """
    changes = {entry.id: tree}
    if (place := _stretch(data, entry)) is None:
        return revised(data, changes=changes, file=entry.file)
    start, end = place
    return data[:start] + revised(data[start:end], changes=changes, file=entry.file) + data[end:]


def _stretch(data: bytes, entry: ConceptEntry) -> tuple[int, int] | None:
    """Return from which byte to which the block of *entry* stands; None where something else stands there."""
    start = 0
    for _ in range(entry.line - 1):
        start = data.find(b"\n", start) + 1
        if not start:
            return None
    following = _KEY.search(data, start + 1)
    end = following.start() if following else len(data)
    try:
        found, problems = parsed(data[start:end].decode(), entry.file)
    except UnicodeDecodeError:
        return None
    there = found.get(entry.id)
    return None if problems or len(found) != 1 or _differ(there, entry) else (start, end)


@lru_cache(maxsize=4)  # a file as it is, and as it would be: what shall go is looked at, and then goes
def parsed(text: str, file: str = "") -> tuple[dict[str, ConceptEntry], list[Problem]]:
    """Read a glossary's text as `entries.load_all` does: the good entries by id, and what is wrong."""
    found, problems = blocks.read(text.replace("\r\n", "\n"))
    entries: dict[str, ConceptEntry] = {}
    for field in found:
        entry, wrong = fields.entry(field, file)
        problems += wrong
        if entry is None:
            continue
        if entry.id in entries:
            problems.append(Problem(entry.line, f"{entry.id}: this entry stands twice.", "Keep one of them."))
        entries.setdefault(entry.id, entry)
    return entries, problems


def amended(entry: ConceptEntry, tree: Mapping[str, Any]) -> ConceptEntry:
    """Return *entry* with the changes of `prune.Changes` for it.

    Raises:
        GlossaryError: it would have no name any more.
    """
    if not tree:
        return entry
    silent = ConceptEntry("", EntryKind.TERM, {})
    changed = {
        key: getattr(silent, key) if value is None else _merged(getattr(entry, key), value)
        for key, value in tree.items()
    }
    changed["kind"] = EntryKind(changed.get("kind", entry.kind))
    if not changed.get("names", entry.names):
        raise GlossaryError(
            f"{entry.id} would have no name in any language.",
            where=f"{entry.file}:{entry.line}",
            advice="Leave one, or delete the entry.",
        )
    return replace(entry, **changed)


def home(entry: ConceptEntry, files: Mapping[Path, Iterable[ConceptEntry]]) -> Path:
    """Return the file where *entry* belongs: that with the most entries of its kind.

    Raises:
        GlossaryError: no file has any; the editor must say.
    """
    if len(files) == 1:
        return next(iter(files))
    counts = {path: sum(one.kind == entry.kind for one in inside) for path, inside in files.items()}
    best = max(sorted(counts), key=lambda path: counts[path], default=None)
    if best is None or not counts[best]:
        raise GlossaryError(
            f"{entry.id}: no file here has an entry of the kind {entry.kind}.", advice="Name the file with --into."
        )
    return best


def read(path: Path) -> bytes:
    """Return the bytes of the glossary *path*; none where it does not exist yet.

    Raises:
        GlossaryError: it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > SIZE:
            raise GlossaryError(f"the file is larger than {SIZE // 1_000_000} MB.", where=str(path), advice="Split it.")
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise GlossaryError(f"it cannot be read: {error.strerror}.", where=str(path)) from None


def write(path: Path, data: bytes, *, was: bytes | None = None) -> None:
    """Put *data* in the place of the file *path*, as a whole or not at all; its mode and links stay.

    Args:
        path: the file; it need not exist.
        data: its new bytes.
        was: what was read from it; where it has changed since, nothing is written. Where that was nothing, its folder
            need not exist either.

    Raises:
        GlossaryError: it cannot be written, or somebody else has changed it.
    """
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if was == b"":
            target.parent.mkdir(exist_ok=True)
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        if was is not None and read(target) != was:
            raise GlossaryError("the file was changed in the meantime.", where=str(path), advice="Try again.")
        part.replace(target)
    except OSError as error:
        advice = "See that the folder may be written and the disk has room."
        raise GlossaryError(f"it cannot be written: {error.strerror}.", where=str(path), advice=advice) from None
    finally:
        with suppress(OSError):  # a disk that is read only says so even of what is not there
            part.unlink(missing_ok=True)


def _merged(old: Any, new: Any) -> Any:
    if isinstance(new, Mapping):
        old = old if isinstance(old, Mapping) else {}
        merged = {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
        return {key: value for key, value in merged.items() if value not in (None, (), {})}
    if isinstance(new, Terms):
        there = [term for term in old or () if term in new.terms]
        return (*there, *(term for term in new.terms if term not in there))
    return (*(old or ()), *new) if isinstance(new, tuple) else new


def _plain(entries: Mapping[str, ConceptEntry]) -> dict[str, ConceptEntry]:
    """Return *entries* without their places, to compare them."""
    return {key: replace(entry, file="", line=0) for key, entry in entries.items()}


def _differ(one: ConceptEntry | None, other: ConceptEntry | None) -> bool:
    """Whether two entries differ in more than their places."""
    return one is None or other is None or replace(one, file="", line=0) != replace(other, file="", line=0)
