"""The folder of the site: files are replaced whole and only when they differ, and only ours are touched.

A folder is ours when it holds `.syndicate-manifest`, the list of what we wrote. A build first puts
every changed file beside its place (`.syndicate-staging`), inspects the site that all files would
make, and only then renames them: a reader never meets half a feed, a good site is never replaced by
a broken one, and a build that fails changes nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from syndicate.errors import PublishError
from syndicate.validate import Inspection, Problem
from syndicate.writers import File

MANIFEST = ".syndicate-manifest"
"""File that lists what we wrote, a path a line, sorted."""

_STAGING = ".syndicate-staging"
_TOLD = 3
"""Problems that a refusal names; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the files of a site; paths relative to it, with `/`, sorted."""

    written: tuple[str, ...]
    """New, or other bytes than before."""
    unchanged: tuple[str, ...]
    """The same bytes: not touched, so that ETag and Last-Modified hold."""
    removed: tuple[str, ...]
    """Written by an earlier build, and no part of the site any more."""


def replace(out: Path, files: Iterable[File]) -> Changes:
    """Make *files* the whole of our site in *out*.

    Raises:
        PublishError: the folder is not ours or cannot be written, a file would leave it or lie on
            one that is not ours, or the site would be broken (see `syndicate.validate`). Nothing has
            changed then, unless the disk fails while files are renamed; the next build mends that.
    """
    with _advised(out):
        earlier = _claim(out)
        staging = out / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        try:
            return _replace(out, staging, files, earlier)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def compare(out: Path, files: Iterable[File]) -> Changes:
    """Say what `replace` would do, without touching anything.

    Raises:
        PublishError: the folder cannot be read, or the site would be broken.
    """
    with _advised(out):
        earlier = manifest(out)
        written: list[str] = []
        unchanged: list[str] = []
        inspection, problems = Inspection(), list[Problem]()
        for file in files:
            problems += inspection.look(file.path, file.data)
            place = _place(out, file.path)
            same = place.is_file() and place.read_bytes() == file.data
            (unchanged if same else written).append(file.path)
    _refuse([*problems, *inspection.end()])
    removed = sorted(earlier - {*written, *unchanged})
    return Changes(tuple(sorted(written)), tuple(sorted(unchanged)), tuple(removed))


def manifest(out: Path) -> frozenset[str]:
    """Return the paths that an earlier build wrote in *out*; none where it is no site of ours."""
    if not (out / MANIFEST).is_file():
        return frozenset()
    lines = (out / MANIFEST).read_text("utf-8", errors="replace").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#") and _inside(out, line))


def _replace(out: Path, staging: Path, files: Iterable[File], earlier: frozenset[str]) -> Changes:
    written: list[str] = []
    unchanged: list[str] = []
    seen: set[str] = set()
    inspection, problems = Inspection(), list[Problem]()
    for file in files:
        place = _place(out, file.path)
        if file.path.casefold() in seen:
            raise PublishError("two files of the site have this name.", where=file.path, advice="Remove one writer.")
        seen.add(file.path.casefold())
        problems += inspection.look(file.path, file.data)
        if place.is_file() and place.read_bytes() == file.data:
            unchanged.append(file.path)
            continue
        if place.exists() and file.path not in earlier:
            raise PublishError(
                "this file is in the site's folder, and not of our making.",
                where=str(place),
                advice="Move it away, or choose another folder (out).",
            )
        _write(staging / file.path, file.data)
        written.append(file.path)
    _refuse([*problems, *inspection.end()])
    removed = sorted(earlier - {*written, *unchanged})
    # Until all is renamed the manifest names old and new, so that nothing is lost sight of if we are stopped.
    _note(out, staging, {*earlier, *written, *unchanged})
    for path in written:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging / path, out / path)
    for path in removed:
        _remove(out, path)
    _note(out, staging, {*written, *unchanged})
    return Changes(tuple(sorted(written)), tuple(sorted(unchanged)), tuple(removed))


def _claim(out: Path) -> frozenset[str]:
    """Make sure that *out* is ours, and return what an earlier build wrote there."""
    if not (out / MANIFEST).is_file():
        if out.exists() and not out.is_dir():
            raise PublishError("this is a file, not a folder.", where=str(out), advice="Choose another folder (out).")
        if out.exists() and any(out.iterdir()):
            raise PublishError(
                "this folder is not empty, and no site of ours.",
                where=str(out),
                advice=f"Choose an empty or new folder (out); or, if this one is meant, put an empty {MANIFEST} in it.",
            )
        out.mkdir(parents=True, exist_ok=True)
        (out / MANIFEST).touch()
    return manifest(out)


def _inside(out: Path, path: str) -> bool:
    """Whether *path* is a plain relative path that stays in *out*, links followed."""
    parts = path.split("/")
    plain = all(part and not part.startswith(".") and part.isprintable() and "\\" not in part for part in parts)
    return plain and ":" not in path and (out / PurePosixPath(path)).parent.resolve().is_relative_to(out.resolve())


def _place(out: Path, path: str) -> Path:
    if not _inside(out, path):
        raise PublishError(
            f"“{path}” would be outside the site's folder.",
            where=str(out),
            advice="Article ids and language tags must be plain, and folders of the site must not be links.",
        )
    return out / PurePosixPath(path)


def _refuse(problems: list[Problem]) -> None:
    """Raise what is wrong with a site that would be broken."""
    if problems:
        more = f" And {len(problems) - _TOLD} more." if len(problems) > _TOLD else ""
        raise PublishError(
            "the site would be broken: " + " ".join(map(str, problems[:_TOLD])) + more,
            where=problems[0].path,
            advice="Nothing was published, and what stood there stands. Please report this with the article named.",
        )


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _note(out: Path, staging: Path, paths: Iterable[str]) -> None:
    """Write the manifest, if it is not what it was."""
    text = "# What syndicate wrote here; it touches nothing else. Keep this file with the site.\n"
    data = (text + "".join(f"{path}\n" for path in sorted(paths))).encode()
    if (out / MANIFEST).read_bytes() != data:
        _write(staging / MANIFEST, data)
        os.replace(staging / MANIFEST, out / MANIFEST)


def _remove(out: Path, path: str) -> None:
    """Remove a file of ours, and the folders that it leaves empty."""
    place = out / PurePosixPath(path)
    place.unlink(missing_ok=True)
    for folder in place.parents:
        if folder == out or any(folder.iterdir()):
            return
        folder.rmdir()


@contextmanager
def _advised(out: Path) -> Iterator[None]:
    """Turn what the disk says into an error that says what to do."""
    try:
        yield
    except PermissionError as error:
        raise PublishError(
            "the site's folder cannot be written.",
            where=error.filename or str(out),
            advice="Give yourself the right to write there, or choose another folder (out).",
        ) from error
    except OSError as error:
        raise PublishError(
            f"the site's folder cannot be written: {error.strerror or error}.",
            where=error.filename or str(out),
            advice="See that the disk is there and has room, or choose another folder (out).",
        ) from error
