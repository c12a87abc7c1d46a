"""What was worked out of glossaries and is kept in a folder for the next program that asks: files that may be lost.

A file is put in place in one step, and what is read is believed only where its digest is right: a damaged one, or one
cut short by a full disk, is as if it were not there. What nobody has taken for a month is thrown away.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGEST = 32
"""Bytes of the digest before what is kept."""
_DAY = 86_400
_IDLE = 30 * _DAY
"""Seconds after which what nobody took is thrown away."""
_PART = ".part"


def take(folder: Path, name: str) -> bytes | None:
    """Return what was put under *name*; None where nothing whole is there."""
    path = folder / name
    try:
        data = path.read_bytes()
        if data[:_DIGEST] != _digest(name, data[_DIGEST:]):
            return None
        if path.stat().st_mtime < time.time() - _DAY:
            os.utime(path)
    except OSError:
        return None
    return data[_DIGEST:]


def put(folder: Path, name: str, data: bytes) -> None:
    """Keep *data* under *name*, whose ending tells its sort; where that cannot be done, nothing is kept."""
    part = folder / f"{name}.{os.getpid()}{_PART}"
    try:
        folder.mkdir(exist_ok=True)
        part.write_bytes(_digest(name, data) + data)
        part.replace(folder / name)
        _clear(folder, Path(name).suffix)
    except OSError:  # a shelf that cannot be written is no shelf
        with suppress(OSError):
            part.unlink()


def _digest(name: str, data: bytes) -> bytes:
    digest = sha256(name.encode())
    digest.update(data)
    return digest.digest()


def _clear(folder: Path, sort: str) -> None:
    """Throw away the files of a *sort* that nobody took for long, and what a program left that was killed."""
    now = time.time()
    for one in os.scandir(folder):
        idle = _DAY if one.name.endswith(_PART) else _IDLE if one.name.endswith(sort) else None
        if idle is not None and one.stat().st_mtime < now - idle:
            Path(one.path).unlink(missing_ok=True)
