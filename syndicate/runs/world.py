"""What a run depends on, as digests: while none of them moves, nothing is done again.

Everything here is cheap: sizes and times of files, digests that engines give without loading a model.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from syndicate.config import Config
from syndicate.model import Hop, LanguageTag

CACHE = Path("cache")
"""Folder beside the state, where engines and glossaries keep what they build once."""
MANIFEST = ".syndicate-manifest"
"""File of a site that names its files."""
Stamps = tuple[tuple[tuple[str, int, int], ...], ...]
"""For each file or folder that is named, path, size and time of its files."""
_PROGRAM = Path(__file__).parent.parent
_ELSEWHERE = frozenset({"accounts", "cli", "desk", "editing"})
"""Parts of the program that decide nothing of an article, an edition or the site."""


@dataclass(frozen=True, slots=True)
class World:
    """The digests of one run."""

    how: str
    """What decides how an article is prepared, but for its words and the glossary: program, language."""
    glossary: str
    """The glossary files, by size and time."""
    gate: str
    """The gate's rules and the program."""
    site: str
    """What decides the site, but for what is out: program, settings, files; stops between."""

    @classmethod
    def of(cls, config: Config, language: LanguageTag | None, glossaries: Iterable[Path]) -> World:
        """Return the digests for *config*.

        Args:
            config: of the run.
            language: that of all articles, where the user says it.
            glossaries: files and folders.
        """
        program = digest(list(_files(_PROGRAM, (".py", ".txt", ".yaml", ".html", ".css", ".xz"), _ELSEWHERE)))
        extra = [path for path in (config.publish.templates, config.sections) if path is not None]
        settings = digest([config.publish, config.run.out, config.run.to])
        return cls(
            how=f"{program}.{digest(language)}",
            glossary=digest(stamps(glossaries)),
            gate=digest([program, config.gate]),
            site=f"{program}.{settings}.{digest([list(_listed(path)) for path in extra])}",
        )


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return the files that *paths*, files and folders, are or have."""
    return tuple(tuple(_listed(path)) for path in paths)


def digest(value: object) -> str:
    """Return 20 hex digits of *value*."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic", enc_hook=str)).hexdigest()[:20]


def route_digest(routes: Mapping[LanguageTag, tuple[Hop, ...]], problem: str) -> str:
    """Return 20 hex digits of the way that a translation takes, or of why there is none."""
    return digest(
        [
            sorted((source, [(h.engine, str(h.direction), h.digest) for h in way]) for source, way in routes.items()),
            problem,
        ]
    )


def standing(out: Path, manifest: str) -> bool:
    """Whether every file that *manifest* of the site in *out* names is there; what is in them is not looked at."""
    try:
        named = {line for line in (out / manifest).read_text("utf-8").splitlines() if line and line[0] != "#"}
    except (OSError, UnicodeDecodeError):
        return False
    found: set[str] = set()
    pending = [("", str(out))]
    while pending:
        below, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{below}{entry.name}/", entry.path))
                    else:
                        found.add(below + entry.name)
        except OSError:
            return False
    return named <= found


def _listed(path: Path) -> Iterator[tuple[str, int, int]]:
    if path.is_dir():
        yield from _files(path, ())
    else:
        yield from _stat(path)


def _files(
    folder: Path, endings: tuple[str, ...], without: frozenset[str] = frozenset()
) -> Iterator[tuple[str, int, int]]:
    """Give path, size and time of the files in *folder*, sorted; of those with *endings* where some are named.

    Folders that are called as one of *without* are left out.
    """
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one != "__pycache__" and one not in without)
        for name in sorted(names):
            if not endings or name.endswith(endings):
                yield from _stat(Path(where, name))


def _stat(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        about = path.stat()
    except OSError:
        yield str(path), -1, -1
        return
    yield str(path), about.st_size, about.st_mtime_ns
