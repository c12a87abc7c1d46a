"""Files, folders, archives and standard input -> documents -> articles.

What goes wrong with one of them is a `Failure` among the articles; nothing here raises.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate import archives
from syndicate.archives import legible
from syndicate.errors import SyndicateError
from syndicate.fetch.addresses import is_address
from syndicate.model import Article, Failure
from syndicate.readers import Document
from syndicate.readers._choice import Read, read_document, reader_of

__all__ = ["Fetch", "Read", "documents", "read_articles", "read_document", "reader_of"]

Fetch = Callable[[str], Document]
"""Gives the document at an address, or raises a ReadError."""

_NOT_DOCUMENTS = frozenset(
    ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff "  # noqa: SIM905 - a list is a word a line
    ".css .scss .js .mjs .ts .map .woff .woff2 .ttf .otf .eot .toml .yaml .yml .ini .cfg .conf .lock .license "
    ".py .pyc .sh .bat .sqlite .sqlite3 .db .log .bak .tmp .swp .mp3 .m4a .ogg .wav .mp4 .m4v .webm .mov .avi "
    ".gitignore .sha256 .md5".split()
)
"""Endings of files that lie beside articles and are none: in a folder or archive they are passed over."""
_NOT_DOCUMENT_NAMES = frozenset({"license", "licence", "copying", "notice", "makefile", "thumbs.db"})


def documents(paths: Sequence[str], *, encoding: str = "", fetch: Fetch | None = None) -> Iterator[Document | Failure]:
    """Give the documents that *paths* name, folders and archives in the order of their names.

    Args:
        paths: files, folders, zip and tar archives, or `-` for standard input. In a folder hidden files,
            links that lead out of it, and files that are no documents (pictures, styles,
            settings) are passed over.
        encoding: character set of documents that do not say theirs; empty to find it.
        fetch: gets what is at an http or https address among *paths*; with the usual limits where it is None.
    """
    for path in paths:
        if is_address(path):
            yield _fetched(path, encoding, fetch)
            continue
        found = _standard_input() if path == "-" else _at(Path(path))
        for one in found:
            yield replace(one, encoding=encoding) if isinstance(one, Document) else one


def read_articles(found: Iterable[Document | Failure]) -> Iterator[Read]:
    """Give the articles of the documents *found* in their order, and the failures among them as they come.

    Pages, and whatever is large, are read in processes that are stopped when they take too long or too
    much memory. Flat texts are read when all of their folder are known, because lines that most of them
    share are no part of any. An article that has the identity of an earlier one is a failure: it would
    replace the other.
    """
    from syndicate.readers._batch import read_batch

    seen: dict[str, str] = {}
    for name, one in read_batch(found):
        if isinstance(one, Article) and one.id in seen:
            advice = "Rename the file if they are two articles." if one.source.guid == name else ""
            yield Failure("read", one.name, f"it is the same article as in {seen[one.id]}.", advice)
            continue
        if isinstance(one, Article):
            seen[one.id] = one.source.document
        yield one


def _fetched(address: str, encoding: str, fetch: Fetch | None) -> Document | Failure:
    from syndicate.fetch.client import fetch_alone

    try:
        document = (fetch or fetch_alone)(address)
    except SyndicateError as error:
        return Failure("read", address, error.message, error.advice)  # as the user wrote it, in any script
    return replace(document, encoding=document.encoding or encoding)


def _standard_input() -> Iterator[Document | Failure]:
    data = sys.stdin.buffer.read(archives.SIZE + 1)
    yield _too_big("-") if len(data) > archives.SIZE else Document("-", data)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a document or an archive of documents."""

    path: Path
    """Where it is."""
    name: str
    """How it is known."""


def listing(path: Path) -> Iterator[Found | Failure]:
    """Give the files that *path* names, a folder's in the order of their names; none of them is opened."""
    name = name_of(path)
    try:
        if path.is_dir():
            yield from _folder(path, "" if name == "." else name)
        elif not path.exists():
            yield Failure(
                "read", legible(str(path)), "there is no such file or folder.", "Look at how its name is written."
            )
        else:
            yield Found(path, name)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        yield _unreadable(legible(str(path)), error)


def opened(found: Found, encoding: str = "") -> Iterator[Document | Failure]:
    """Give the document in a file, or those of an archive."""
    try:
        for one in _file(found.path, found.name):
            yield replace(one, encoding=encoding) if isinstance(one, Document) else one
    except (OSError, ValueError) as error:
        yield _unreadable(found.name, error)


def _at(path: Path) -> Iterator[Document | Failure]:
    for one in listing(path):
        if isinstance(one, Failure):
            yield one
        else:
            yield from opened(one)


def name_of(path: Path) -> str:
    """Return how a file or folder is known: the path as written, or its last part where that leads elsewhere.

    The name is part of the identity of articles without a link, so it must not hold the machine's folders.
    """
    if path.is_absolute() or ".." in path.parts:
        return legible(path.name or path.resolve().name)
    return legible(path.as_posix())


def _unreadable(name: str, error: Exception) -> Failure:
    reason = getattr(error, "strerror", None) or str(error)
    return Failure("read", name, f"it cannot be opened: {reason}.", "Look at its permissions.")


def _too_big(name: str) -> Failure:
    return Failure("read", name, f"it has over {archives.SIZE:,} bytes.", "Split it.")


def _is_document(name: str) -> bool:
    """Whether the file *name* in a folder or archive may be a document, by its name alone."""
    # No path is made of it: a folder may have very many.
    parts = [part for part in name.split("/") if part not in {"", "."}]
    last = parts[-1].lower() if parts else ""
    stop = last.rfind(".")
    ending = last[stop:] if 0 < stop < len(last) - 1 else ""
    hidden = any(part[0] == "." or part == "__MACOSX" for part in parts)
    return not hidden and ending not in _NOT_DOCUMENTS and last not in _NOT_DOCUMENT_NAMES


def _folder(folder: Path, name: str) -> Iterator[Found | Failure]:
    empty = True
    root = folder.resolve()
    unreadable: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        below = Path(where).relative_to(folder).as_posix()
        inside = "/".join(part for part in (name, "" if below == "." else legible(below)) if part)
        here = Path(where)
        for one in sorted(names):
            if not _is_document(one):
                continue
            path = here / one
            if os.path.islink(path) and not path.resolve().is_relative_to(root):
                continue
            empty = False
            yield Found(path, f"{inside}/{legible(one)}" if inside else legible(one))
    yield from (_unreadable(legible(str(error.filename)), error) for error in unreadable)
    if empty and not unreadable:
        yield Failure(
            "read",
            name or legible(str(folder)),
            "there are no documents in this folder.",
            "Look whether it is the right one.",
        )


def _file(path: Path, name: str) -> Iterator[Document | Failure]:
    if not path.is_file():
        yield Failure("read", name, "it is no ordinary file.", "Name a file, a folder, an archive or -.")
        return
    with path.open("rb") as opened:
        if path.name.lower().endswith(archives.SUFFIXES):
            yield from archives.members(opened, name, _is_document)
            return
        data = opened.read(archives.SIZE + 1)
    yield _too_big(name) if len(data) > archives.SIZE else Document(name, data)
