"""What an earlier build made of what, so that the next one makes only what has changed.

The files of a site come in groups that are made together: a feed document in its formats, the page
of an article, or a sitemap. The record `.syndicate-built` keeps for each
group the digest of all that decides its files, and of each file its size and the time it was
written. A group stands while its digest is the same and nobody has touched its files. The record is
a convenience: without it everything is made again, to the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from syndicate.model import LanguageTag
from syndicate.writers import File

RECORD = ".syndicate-built"
"""The record's file, beside the manifest."""

_VERSION = 1

Stamp = tuple[str, int, int]
"""Path, size in bytes, and time of the last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together, and only when something that decides them has changed."""

    name: str
    """Its own, and the same from build to build."""
    digest: str
    """Of all that decides its files; empty where that is not known, and it is made each time."""
    make: Callable[[], Iterable[File]]
    """Makes the files."""
    room: str = ""
    """Of a feed, how many entries it has room for, as `groups` notes it: else each build would render them to know."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a group was made of, and into."""

    digest: str
    """The group's, then."""
    files: tuple[Stamp, ...]
    """In the order of their making."""
    room: str = ""
    """The group's, then."""


@dataclass(frozen=True, slots=True)
class Built:
    """The record of a build."""

    version: int = _VERSION
    """Of the record's form."""
    whole: str = ""
    """Digest of all that decides the site; empty where something of it could not be published."""
    counts: Mapping[LanguageTag, int] = field(default_factory=dict)
    """Articles of each language."""
    groups: Mapping[str, Made] = field(default_factory=dict)
    """By name."""
    manifest: tuple[Stamp, ...] = ()
    """The manifest's own stamp."""


def built(out: Path) -> Built:
    """Return the record of the site in *out*; an empty one where there is none that can be read."""
    try:
        found = msgspec.json.decode((out / RECORD).read_bytes(), type=Built)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Built()
    return found if found.version == _VERSION else Built()


def stamp(out: Path, path: str) -> Stamp:
    """Return what says whether somebody touched the file *path* of *out*.

    Raises:
        OSError: it is not there.
    """
    found = os.stat(f"{out}/{path}", follow_symlinks=False)
    return path, found.st_size, found.st_mtime_ns


def untouched(out: Path, stamps: Iterable[Stamp]) -> bool:
    """Whether all files of *stamps* are as they were written."""
    try:
        return all(stamp(out, each[0]) == tuple(each) for each in stamps)
    except (OSError, ValueError):
        return False
