"""Arrays that are made once, kept in the user's cache folder, and mapped into memory by every run that follows.

A run reads only the rows it needs, and several share them. What is missing, cut or changed there is made again; where
nothing can be written, whoever asked makes them each time, and the answers are the same.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)
_MANIFEST = "manifest.json"

Make = Callable[[Path], Iterable[tuple[str, Any]]]
"""Gives arrays by name, one after the other; what it needs meanwhile may lie in the folder that it gets."""


def folder() -> Path | None:
    """Return the user's cache folder for this program; None where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "syndicate")
    try:
        return Path.home() / ".cache" / "syndicate"
    except RuntimeError:
        return None


def arrays(place: Path, names: Sequence[str], make: Make) -> dict[str, Any] | None:
    """Return the arrays *names* from the folder *place*, made there first where they do not stand.

    Args:
        place: a folder of their own, whose name tells what they are made of.
        names: of all arrays there.
        make: makes them.

    Returns:
        The arrays by name, not to be written to; None where they cannot be kept.
    """
    import numpy as np

    try:
        if not _stands(place, names):
            _put(place, names, make)
        return {name: np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}
    except (OSError, ValueError) as error:  # a full disk, a folder of someone else's, a layout that is new to us
        _LOG.info("Nothing was kept in %s: %s", place, error)
        return None


def _stands(place: Path, names: Sequence[str]) -> bool:
    """Whether every file has the size and the time it was written with."""
    try:
        manifest = json.loads((place / _MANIFEST).read_bytes())
        return bool(manifest == _facts(place, names))
    except (OSError, ValueError):
        return False


def _facts(place: Path, names: Sequence[str]) -> dict[str, list[int]]:
    found = {name: (place / f"{name}.npy").stat() for name in names}
    return {name: [each.st_size, each.st_mtime_ns] for name, each in found.items()}


def _put(place: Path, names: Sequence[str], make: Make) -> None:
    """Write the arrays beside *place*, and put them there at once; another process may do the same meanwhile."""
    import numpy as np

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        for name, array in make(making):
            np.save(making / f"{name}.npy", array, allow_pickle=False)
        (making / _MANIFEST).write_text(json.dumps(_facts(making, names)))
        if place.exists():
            place.rename(making / "broken")
        making.rename(place)
        shutil.rmtree(place / "broken", ignore_errors=True)
    except OSError:
        if not _stands(place, names):  # else another process was first
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
