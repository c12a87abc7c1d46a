"""Files, folders, zip archives and standard input -> documents -> articles.

What goes wrong with one of them is a `Failure` among the articles; nothing here raises.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import IO

from syndicate import registry
from syndicate.errors import SyndicateError
from syndicate.fetch.addresses import is_address
from syndicate.model import Article, Failure
from syndicate.readers import Document

SIZE = 50_000_000
"""Bytes a document may have."""
MEMBERS = 10_000
"""Files an archive may hold."""
UNPACKED = 500_000_000
"""Bytes an archive may unpack to."""
RATIO = 200
"""Times its packed size that a member over 1 MB may unpack to; text packs 3 to 20 times."""

_NOT_DOCUMENTS = frozenset(
    ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff "  # noqa: SIM905 - a list is a word a line
    ".css .scss .js .mjs .ts .map .woff .woff2 .ttf .otf .eot .toml .yaml .yml .ini .cfg .conf .lock .license "
    ".py .pyc .sh .bat .sqlite .sqlite3 .db .log .bak .tmp .swp .mp3 .m4a .ogg .wav .mp4 .m4v .webm .mov .avi "
    ".gitignore .sha256 .md5".split()
)
"""Endings of files that lie beside articles and are none: in a folder or archive they are passed over."""
_NOT_DOCUMENT_NAMES = frozenset({"license", "licence", "copying", "notice", "makefile", "thumbs.db"})

Read = Article | Failure
"""What reading gives, piece by piece."""
Fetch = Callable[[str], Document]
"""Gives the document at an address, or raises a ReadError."""


def documents(paths: Sequence[str], *, encoding: str = "", fetch: Fetch | None = None) -> Iterator[Document | Failure]:
    """Give the documents that *paths* name, folders and archives in the order of their names.

    Args:
        paths: files, folders, zip archives, or `-` for standard input. In a folder hidden files,
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
    """Give the articles of the documents *found*, and the failures among them as they come.

    An article that has the identity of an earlier one is a failure: it would replace the other.
    """
    seen: dict[str, str] = {}
    for document in found:
        if isinstance(document, Failure):
            yield document
            continue
        for one in read_document(document):
            if isinstance(one, Article) and one.id in seen:
                advice = "Rename the file if they are two articles." if one.source.guid == document.name else ""
                yield Failure("read", one.name, f"it is the same article as in {seen[one.id]}.", advice)
                continue
            if isinstance(one, Article):
                seen[one.id] = one.source.document
            yield one


def read_document(document: Document) -> list[Read]:
    """Return the articles of one document, and what failed in it.

    It takes and gives plain values only, so that it can run in a process of its own.
    """
    name = reader_of(document)
    if name is None:
        return [_unknown(document)]
    articles: list[Read] = []
    try:
        articles.extend(_readers()[name].read(document))
    except SyndicateError as error:
        articles.append(Failure("read", error.where or document.name, error.message, error.advice))
    except Exception as error:  # a page nobody thought of must not stop the other thousand
        message = f"the {name} reader cannot read it ({type(error).__name__}: {error})."
        articles.append(Failure("read", document.name, message, "Please report this, with the file."))
    return articles


def reader_of(document: Document) -> str | None:
    """Return the name of the reader that is surest of *document*; None if none knows it or it is empty."""
    if not document.data.strip():
        return None
    # Of two that are equally sure the first by name reads it, on every machine.
    sure = [(reader.sniff(document), name) for name, reader in _readers().items()]
    best, name = min(sure, key=lambda one: (-one[0], one[1]))
    return name if best > 0 else None


@cache
def _readers() -> Mapping[str, ModuleType]:
    """Return every reader by its name; asked for each document, and looking up entry points takes 10 ms."""
    return {name: registry.load("readers", name) for name in registry.names("readers")}


def _unknown(document: Document) -> Failure:
    if not document.data.strip():
        return Failure("read", document.name, "it is empty.", "Save it again, or leave it out.")
    endings = sorted({ending for reader in _readers().values() for ending in reader.suffixes})
    return Failure("read", document.name, "its format is not known.", f"Articles are read from {', '.join(endings)}.")


def _fetched(address: str, encoding: str, fetch: Fetch | None) -> Document | Failure:
    from syndicate.fetch.client import fetch_alone

    try:
        document = (fetch or fetch_alone)(address)
    except SyndicateError as error:
        return Failure("read", address, error.message, error.advice)  # as the user wrote it, in any script
    return replace(document, encoding=document.encoding or encoding)


def _standard_input() -> Iterator[Document | Failure]:
    data = sys.stdin.buffer.read(SIZE + 1)
    yield _too_big("-") if len(data) > SIZE else Document("-", data)


def _at(path: Path) -> Iterator[Document | Failure]:
    name = _name(path)
    try:
        if path.is_dir():
            yield from _folder(path, "" if name == "." else name)
        elif not path.exists():
            yield Failure("read", str(path), "there is no such file or folder.", "Look at how its name is written.")
        else:
            yield from _file(path, name)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        yield _unreadable(str(path), error)


def _name(path: Path) -> str:
    """Return how a document is known: the path as written, or its last part where that leads elsewhere.

    The name is part of the identity of articles without a link, so it must not hold the machine's folders.
    """
    if path.is_absolute() or ".." in path.parts:
        return path.name or path.resolve().name
    return path.as_posix()


def _unreadable(name: str, error: Exception) -> Failure:
    reason = getattr(error, "strerror", None) or str(error)
    return Failure("read", name, f"it cannot be opened: {reason}.", "Look at its permissions.")


def _too_big(name: str) -> Failure:
    return Failure("read", name, f"it has over {SIZE:,} bytes.", "Split it.")


def _is_document(name: str) -> bool:
    """Whether the file *name* in a folder or archive may be a document, by its name alone."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not hidden and path.suffix.lower() not in _NOT_DOCUMENTS and path.name.lower() not in _NOT_DOCUMENT_NAMES


def _folder(folder: Path, name: str) -> Iterator[Document | Failure]:
    empty = True
    root = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in sorted(names):
            path = Path(where, one)
            relative = path.relative_to(folder).as_posix()
            if not _is_document(one) or (path.is_symlink() and not path.resolve().is_relative_to(root)):
                continue
            empty = False
            full = f"{name}/{relative}" if name else relative
            try:
                yield from _file(path, full)
            except OSError as error:
                yield _unreadable(full, error)
    if empty:
        yield Failure(
            "read", name or str(folder), "there are no documents in this folder.", "Look whether it is the right one."
        )


def _file(path: Path, name: str) -> Iterator[Document | Failure]:
    if not path.is_file():
        yield Failure("read", name, "it is no ordinary file.", "Name a file, a folder, a zip archive or -.")
        return
    with path.open("rb") as opened:
        if path.suffix.lower() == ".zip":
            yield from _archive(opened, name)
            return
        data = opened.read(SIZE + 1)
    yield _too_big(name) if len(data) > SIZE else Document(name, data)


def _archive(opened: IO[bytes], name: str) -> Iterator[Document | Failure]:
    """Give the members of a zip archive. Nothing is written to the disk, and no size it states is believed."""
    import zipfile

    try:
        archive = zipfile.ZipFile(opened)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        yield Failure("read", name, f"it is no zip archive that can be read ({error}).", "Make the archive again.")
        return
    with archive:
        members = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(members) > MEMBERS:
            yield Failure(
                "read", name, f"it holds {len(members):,} files; the limit is {MEMBERS:,}.", "Split the archive."
            )
            return
        left = UNPACKED
        for member in members:
            if not _is_document(_inside(member.filename)):
                continue
            one = _member(archive, member, name, left)
            if isinstance(one, Document):
                left -= len(one.data)
            yield one


def _inside(member: str) -> str:
    """Return a member's name without what leads out of the archive, for the look at its ending."""
    return "/".join(part for part in member.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def _member(archive: object, member: object, name: str, left: int) -> Document | Failure:
    import zipfile
    import zlib

    assert isinstance(archive, zipfile.ZipFile)  # noqa: S101 - names the types without importing zipfile above
    assert isinstance(member, zipfile.ZipInfo)  # noqa: S101 - the same
    full = f"{name}/{member.filename}"
    if member.filename != _inside(member.filename) or ":" in member.filename.split("/")[0]:
        return Failure("read", full, "its name leads out of the archive.", "Make the archive again, with plain names.")
    if member.filename.lower().endswith(".zip"):
        return Failure("read", full, "it is an archive in an archive.", "Unpack it first.")
    limit = min(SIZE, left, max(1_000_000, RATIO * member.compress_size))
    try:
        with archive.open(member) as opened:
            data = opened.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        return Failure("read", full, f"it cannot be unpacked ({error}).", "Make the archive again, without a password.")
    if len(data) > limit:
        return Failure(
            "read", full, f"it unpacks to over {limit:,} bytes, more than an article can have.", "Leave it out."
        )
    return Document(full, data)
