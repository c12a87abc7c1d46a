"""What engines keep in their cache: a file is there whole or not at all, and large ones are digested once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write *text* to *path* so that no reader ever sees half of it; makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, "utf-8")
    draft.replace(path)


def digest_of_files(files: Iterable[Path], cache: Path, salt: str = "") -> str:
    """Return the sha256 of *files* and *salt*, in 64 hex digits.

    Models have 100 MB: the digest is kept in *cache* under the files' places, sizes and times of change.
    """
    files = list(files)

    def work() -> str:
        content = hashlib.sha256(salt.encode())
        for path in files:
            content.update(f"\0{path.name}\0{_sha256(path)}".encode())
        return content.hexdigest()

    return _kept(files, cache, salt, work)


def digest_of_file(path: Path, cache: Path) -> str:
    """Return the sha256 of what is in the file *path*, in 64 hex digits, kept as that of several is."""
    return _kept([path], cache, "\0alone", lambda: _sha256(path))


def _kept(files: Sequence[Path], cache: Path, salt: str, work: Callable[[], str]) -> str:
    """Return the digest of *files* that *cache* has of them as they are, or else the one that *work* gives."""
    stamp = hashlib.sha256()
    for path in files:
        status = path.stat()
        stamp.update(f"{path.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\0{salt}\n".encode())
    remembered = cache / "models" / f"digest-{stamp.hexdigest()[:32]}"
    if remembered.is_file() and re.fullmatch(r"[0-9a-f]{64}", text := remembered.read_text("ascii", "replace")):
        return text
    digest = work()
    write_whole(remembered, digest)
    return digest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
