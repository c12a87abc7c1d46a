"""The folder of the site: files are replaced whole and only when they differ, and only ours are touched.

A folder is ours when it holds `.syndicate-manifest`, the list of what we wrote. A build first puts
every changed file beside its place (`.syndicate-staging`), inspects the site that all files would
make, and only then renames them: a reader never meets half a feed, a good site is never replaced by
a broken one, and a build that fails changes nothing.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from syndicate.built import RECORD, Built, Group, Made, stamp, untouched
from syndicate.errors import PublishError
from syndicate.model import LanguageTag
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
        PublishError: as `update` does.
    """
    return update(out, [Group("", "", lambda: files)])


def update(
    out: Path,
    groups: Iterable[Group],
    before: Built | None = None,
    whole: str = "",
    counts: Mapping[LanguageTag, int] | None = None,
) -> Changes:
    """Make the files of *groups* the whole of our site in *out*; what stands as it was made is not made again.

    Args:
        out: folder of the site.
        groups: by name, each once.
        before: the record of the site as it stands; None makes everything anew.
        whole: digest of all that decides the site, for `standing`.
        counts: articles of each language, for `standing`.

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
            survey = _Survey(out, before or Built())
            return _update(out, staging, survey, groups, earlier, Built(whole=whole, counts=counts or {}))
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def standing(out: Path, whole: str, record: Built) -> bool:
    """Whether the site in *out*, as *record* has it, was made of the same things, and nobody has touched it."""
    if not whole or record.whole != whole or (out / _STAGING).exists():
        return False
    stamps = (each for made in record.groups.values() for each in made.files)
    return untouched(out, record.manifest) and untouched(out, stamps)


def compare(out: Path, groups: Iterable[Group], before: Built) -> Changes:
    """Say what `update` would do with the same arguments, without touching anything.

    Raises:
        PublishError: the folder cannot be read, or the site would be broken.
    """
    with _advised(out):
        earlier, survey = manifest(out), _Survey(out, before)
        for file in survey.made(groups):
            place = survey.place(file)
            survey.sort(file, same=place.is_file() and place.read_bytes() == file.data)
    return survey.changes(earlier)


def manifest(out: Path) -> frozenset[str]:
    """Return the paths that an earlier build wrote in *out*; none where it is no site of ours."""
    if not (out / MANIFEST).is_file():
        return frozenset()
    lines = (out / MANIFEST).read_text("utf-8", errors="replace").splitlines()
    inside = _Inside(out)
    return frozenset(line for line in lines if line and not line.startswith("#") and inside.holds(line))


class _Survey:
    """What becomes of each file, as the groups are gone through."""

    def __init__(self, out: Path, before: Built) -> None:
        self._out = out
        self._record = before
        self._inside = _Inside(out)
        self._inspection, self._problems = Inspection(), list[Problem]()
        self._seen: set[str] = set()
        self.written: list[str] = []
        self.unchanged: list[str] = []
        self.stood: dict[str, Made] = {}
        """Groups whose files were not made again."""
        self.remade: dict[str, tuple[Made, list[str]]] = {}
        """The groups whose files were, without their stamps, and their paths. Never what made them: that holds every
        entry that it rendered, and together they would be the whole site."""

    def made(self, groups: Iterable[Group]) -> Iterator[File]:
        """Give the files of those of *groups* that do not stand as an earlier build made them."""
        for group in groups:
            known = self._record.groups.get(group.name)
            if known and group.digest and known.digest == group.digest and untouched(self._out, known.files):
                self.stood[group.name] = (
                    known if known.room == group.room else dataclasses.replace(known, room=group.room)
                )
                for path, _, _ in known.files:
                    self._note(path)
                    self._inspection.stand(path)
                    self.unchanged.append(path)
                continue
            paths: list[str] = []
            self.remade[group.name] = (Made(group.digest, (), group.room), paths)
            for file in group.make():
                self._note(file.path)
                self._problems += self._inspection.look(file.path, file.data)
                paths.append(file.path)
                yield file

    def place(self, file: File) -> Path:
        """Return where *file* goes."""
        if not self._inside.holds(file.path):
            raise PublishError(
                f"“{file.path}” would be outside the site's folder.",
                where=str(self._out),
                advice="Article ids and language tags must be plain, and folders of the site must not be links.",
            )
        return self._out / PurePosixPath(file.path)

    def sort(self, file: File, *, same: bool) -> None:
        """Note whether *file* is the same as what is there."""
        (self.unchanged if same else self.written).append(file.path)

    def changes(self, earlier: frozenset[str]) -> Changes:
        """Return what becomes of all files.

        Raises:
            PublishError: the site would be broken.
        """
        _refuse([*self._problems, *self._inspection.end()])
        removed = earlier - {*self.written, *self.unchanged}
        return Changes(tuple(sorted(self.written)), tuple(sorted(self.unchanged)), tuple(sorted(removed)))

    def _note(self, path: str) -> None:
        if path.casefold() in self._seen:
            raise PublishError("two files of the site have this name.", where=path, advice="Remove one writer.")
        self._seen.add(path.casefold())


def _update(
    out: Path, staging: Path, survey: _Survey, groups: Iterable[Group], earlier: frozenset[str], record: Built
) -> Changes:
    for file in survey.made(groups):
        place = survey.place(file)
        same = place.is_file() and place.read_bytes() == file.data
        if not same:
            if place.exists() and file.path not in earlier:
                raise PublishError(
                    "this file is in the site's folder, and not of our making.",
                    where=str(place),
                    advice="Move it away, or choose another folder (out).",
                )
            _write(staging / file.path, file.data)
        survey.sort(file, same=same)
    changes = survey.changes(earlier)
    # Until all is renamed the manifest names old and new, so that nothing is lost sight of if we are stopped.
    _note(out, staging, {*earlier, *changes.written, *changes.unchanged})
    for path in changes.written:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging / path, out / path)
    for path in changes.removed:
        _remove(out, path)
    # Whoever asks us holds the site for done once we return: it is so even if the power fails then.
    _hold(out, changes.written)
    _note(out, staging, {*changes.written, *changes.unchanged})
    # Last of all: what was renamed before we were stopped bears another time than the record says, and is made again.
    remade = {
        name: dataclasses.replace(made, files=tuple(stamp(out, path) for path in paths))
        for name, (made, paths) in survey.remade.items()
    }
    data = msgspec.json.encode(
        dataclasses.replace(record, groups=survey.stood | remade, manifest=(stamp(out, MANIFEST),))
    )
    if not (out / RECORD).is_file() or (out / RECORD).read_bytes() != data:
        _write(staging / RECORD, data)
        os.replace(staging / RECORD, out / RECORD)
    return changes


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


class _Inside:
    """Which paths stay in a folder, links followed."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folders: dict[str, bool] = {}

    def holds(self, path: str) -> bool:
        """Whether *path* is a plain relative path that stays in the folder."""
        folder, slash, name = path.rpartition("/")
        if not name or name.startswith(".") or not path.isprintable() or "\\" in path or ":" in path:
            return False
        if folder not in self._folders:
            plain = all(part and not part.startswith(".") for part in folder.split("/")) or not slash
            resolved = (self._out / folder).resolve()
            self._folders[folder] = plain and resolved.is_relative_to(self._out.resolve())
        return self._folders[folder]


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


def _hold(out: Path, written: Iterable[str]) -> None:
    """Have the names of the files *written* on the disk, as their bytes are already, and those of their folders."""
    folders = {folder for path in written for folder in (out / path).parents if folder.is_relative_to(out)}
    for folder in sorted(folders):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
        if folder == out or (folder.exists() and any(folder.iterdir())):
            return
        if folder.exists():  # somebody may have cleared it away
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
