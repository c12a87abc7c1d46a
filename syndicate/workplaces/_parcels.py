"""Models on their way to a worker: packed once, kept by the worker under their digest."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Parcel:
    """A packed model and how to get it."""

    name: str
    """Its folder's name."""
    digest: str
    """The sha256 of what is packed, in 64 hex digits."""
    content: object
    """Its bytes, or what brings them."""


def pack(files: Iterable[Path], deposit: Callable[[bytes], object]) -> Parcel:
    """Return the parcel of the *files* of a model, all below one folder; *deposit* takes the bytes away."""
    paths = sorted(files)
    folder = Path(os.path.commonpath([path.parent for path in paths]))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", dereference=True) as archive:
        for path in paths:
            archive.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=_bare)
    content = packed.getvalue()
    return Parcel(folder.name, hashlib.sha256(content).hexdigest(), deposit(content))


def unpack(parcels: Iterable[Parcel], cache: Path, fetch: Callable[[object], bytes]) -> Path:
    """Return a folder that holds the models of *parcels* and no others; what is in *cache* is not fetched again.

    Several processes may do this at once: a folder stands there whole or not at all.

    Args:
        parcels: what is wanted.
        cache: folder of this machine.
        fetch: turns a parcel's content into its bytes.
    """
    wanted = sorted(parcels, key=lambda parcel: (parcel.name, parcel.digest))
    together = hashlib.sha256("\0".join(f"{each.name}\0{each.digest}" for each in wanted).encode()).hexdigest()[:32]
    folder = cache / "models" / together
    if not folder.is_dir():
        for parcel in wanted:
            _unpack(parcel, _home(parcel, cache), fetch)
        draft = _draft(folder)
        for parcel in wanted:
            (draft / parcel.name).symlink_to(Path("..", "..", "parcels", parcel.digest, parcel.name))
        _settle(draft, folder)
    return folder


def _bare(file: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take whose a *file* is and since when out of it: the same model gives the same parcel."""
    file.mtime, file.mode, file.uid, file.gid, file.uname, file.gname = 0, 0o644, 0, 0, "", ""
    return file


def _home(parcel: Parcel, cache: Path) -> Path:
    return cache / "parcels" / parcel.digest


def _unpack(parcel: Parcel, home: Path, fetch: Callable[[object], bytes]) -> None:
    if home.is_dir():
        return
    draft = _draft(home)
    with tarfile.open(fileobj=io.BytesIO(fetch(parcel.content))) as archive:
        archive.extractall(draft, filter="data")
    _settle(draft, home)


def _draft(folder: Path) -> Path:
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def _settle(draft: Path, folder: Path) -> None:
    with suppress(OSError):  # another process was first: its folder is as good
        draft.rename(folder)
    shutil.rmtree(draft, ignore_errors=True)
