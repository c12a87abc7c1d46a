"""Unpacks an .argosmodel, a zip, without trusting it.

Argos' own installer extracts whatever the zip says. Here every member is looked at first, only the files of a
model are written, and the bytes are counted while they come: a zip may lie about its sizes.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from syndicate.engines.argos.package import Package, described, read_package
from syndicate.errors import ModelError

_ADVICE = "Do not use this file; get the package from a source you trust."
_WANTED = re.compile(r"metadata\.json|README\.md|LICEN[CS]E[^/]*|sentencepiece\.model|bpe\.model|model/[^/]+")
"""What is unpacked, inside the package's folder. Models that cut sentences are not: no need, and some are pickles."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may be."""

    download: int = 2_000_000_000
    """Bytes of the file; Argos' largest have about 300 MB."""
    unpacked: int = 4_000_000_000
    """Bytes of all its files together."""
    members: int = 5_000
    """Files and folders in it."""
    seconds: float = 3_600.0
    """Time a download may take."""


def unpack(file: Path, into: Path, limits: Limits) -> Package:
    """Unpack the model in *file* into the empty folder *into*, and return it as a package.

    Raises:
        ModelError: *file* is no zip, is unsafe, or lacks what a model needs. *into* may hold some files then.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            folder = inspect(members, file, limits)
            # The metadata first: a package of another type needs no unpacking.
            metadata = _read_small(archive, f"{folder}/metadata.json", file)
            described(metadata, file)
            left = limits.unpacked
            for member in members:
                name = member.filename.removeprefix(f"{folder}/")
                if not member.is_dir() and _WANTED.fullmatch(name):
                    target = into / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(member) as source, target.open("xb") as sink:
                        left = _copy(source, sink, left, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, RuntimeError, UnicodeDecodeError) as error:
        # zipfile raises RuntimeError for passwords and for methods it does not know (NotImplementedError is one),
        # UnicodeDecodeError for names that are not what they say.
        raise ModelError(f"this is no zip that can be read: {error}", where=str(file), advice=_ADVICE) from error
    except OSError as error:
        raise ModelError(
            f"it cannot be unpacked: {error.strerror or error}.",
            where=str(file),
            advice="Look at the file and the disk.",
        ) from error
    try:
        return read_package(into)
    except ModelError as error:
        raise ModelError(error.message, where=str(file), advice=_ADVICE) from error


def inspect(members: list[zipfile.ZipInfo], file: Path, limits: Limits) -> str:
    """Return the one folder that *members*, the contents of the zip *file*, lie in.

    Raises:
        ModelError: a member would lie outside it, is a link or a device, stands there twice, or there are too many.
    """

    def refuse(why: str) -> ModelError:
        return ModelError(why, where=str(file), advice=_ADVICE)

    if len(members) > limits.members:
        raise refuse(f"it holds {len(members)} files; {limits.members} are the most.")
    if (total := sum(member.file_size for member in members)) > limits.unpacked:
        raise refuse(f"it unpacks to {total} bytes; {limits.unpacked} are the most.")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        parts = name.removesuffix("/").split("/")
        # orig_filename still has what zipfile cuts off at a NUL.
        if "\\" in name or ":" in name or "\0" in member.orig_filename or {"", ".", ".."} & set(parts):
            raise refuse(f"a file of it would be written outside its folder: {name[:80]!r}.")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise refuse(f"{name[:80]!r} is a link or a device, not a file.")
        # Some file systems do not tell capitals apart.
        if name.casefold() in seen:
            raise refuse(f"{name[:80]!r} is in it twice.")
        seen.add(name.casefold())
    folders = {member.filename.split("/", 1)[0] for member in members}
    if len(folders) != 1 or not any("/" in member.filename for member in members):
        raise refuse("it is not one folder, as a package is.")
    return folders.pop()


def _read_small(archive: zipfile.ZipFile, name: str, file: Path) -> object:
    """Return the JSON value of the small member *name*."""
    try:
        with archive.open(name) as source:
            value: object = json.loads(source.read(1_000_000))
    except KeyError as error:
        raise ModelError("metadata.json is missing.", where=str(file), advice=_ADVICE) from error
    except ValueError as error:
        raise ModelError("metadata.json is not JSON.", where=str(file), advice=_ADVICE) from error
    return value


def _copy(source: IO[bytes], sink: IO[bytes], left: int, file: Path) -> int:
    """Copy at most *left* bytes, and return how many are left."""
    while block := source.read(1 << 20):
        left -= len(block)
        if left < 0:
            raise ModelError("it unpacks to more than it says.", where=str(file), advice=_ADVICE)
        sink.write(block)
    return left
