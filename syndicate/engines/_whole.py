"""What engines keep in their cache: a file is there whole or not at all, and large ones are digested once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
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
    stamp = hashlib.sha256()
    for path in files:
        status = path.stat()
        stamp.update(f"{path.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\0{salt}\n".encode())
    remembered = cache / "models" / f"digest-{stamp.hexdigest()[:32]}"
    if remembered.is_file() and re.fullmatch(r"[0-9a-f]{64}", text := remembered.read_text("ascii", "replace")):
        return text
    content = hashlib.sha256(salt.encode())
    for path in files:
        with path.open("rb") as file:
            content.update(f"\0{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}".encode())
    write_whole(remembered, content.hexdigest())
    return content.hexdigest()
