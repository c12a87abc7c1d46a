"""One source looked at: what it holds is listed, and read where it is not what it was.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read.
Both hold for the character set that was asked for: under another, the same bytes are another text.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from itertools import groupby, islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from syndicate.config import SourceTable
from syndicate.fetch.addresses import is_address
from syndicate.identity import Names, names_of
from syndicate.intake import fetch_for, said, terms_of
from syndicate.model import Article, Failure
from syndicate.runs.stillness import SETTLED
from syndicate.sources import Found, documents, listing, name_of, opened
from syndicate.state import State
from syndicate.state.inputs import Arrived, Item, Known, Record
from syndicate.state.looked import Looked

if TYPE_CHECKING:
    from syndicate.fetch.client import Fetcher
    from syndicate.readers import Document

Reading = Callable[["Iterable[Document | Failure]"], "Iterator[tuple[str, Article | Failure]]"]
"""Gives everything that documents give, each with its document's name, in their order."""
_BLOCK = 1_000_000
_FILES = 500


@dataclass(slots=True)
class Source:
    """One source of the configuration while it is looked at."""

    table: SourceTable
    """What the configuration says of it."""
    state: State
    """What was read before."""
    looked: Looked
    """What is found now."""
    document: Document | None = None
    """What an address answered."""
    digest: str = ""
    """Its digest."""
    unread: bool = False
    """Whether an address could not be asked: what the state knows of it stays."""
    failures: list[Failure] = field(default_factory=list)
    """What could not be listed or asked."""
    folder: bool = False
    """Whether it is a folder, so that what is no more there was taken away."""
    names: list[Names] | None = None
    """What the articles that were just read are known again by; None where the state has none to compare them with."""


def look(source: Source, arrived: Arrived, fetcher: Fetcher | None, read: Reading) -> None:
    """Find what *source* holds, and read what changed."""
    name = source.table.name
    if is_address(name) or name == "-":
        _read_address(source, arrived, fetcher)
        return
    now = time.time_ns()
    empty = True
    files = iter(listing(Path(name)))
    # Many together: to ask the database for each of ten thousand files costs more than to look at them.
    while block := list(islice(files, _FILES)):
        source.failures += [one for one in block if isinstance(one, Failure)]
        found = [one for one in block if not isinstance(one, Failure)]
        empty = empty and not found
        known = source.state.inputs.several(name, [one.name for one in found])
        source.looked.add(
            name,
            [(one.name, str(one.path), _same(one, known.get(one.name), now, source.table.encoding)) for one in found],
        )
    source.looked.take_over(name)
    source.folder = os.path.isdir(name)
    vanished = source.looked.vanished(name)
    if empty or source.failures or not source.folder:
        source.looked.miss(name, vanished)
    else:
        _miss_folders(source, vanished)
    read_files(source, arrived, read)


def _miss_folders(source: Source, vanished: Sequence[str]) -> None:
    """Miss those of the *vanished* documents in whose folder nothing is left: a disk may not be mounted there."""
    name, looked = source.table.name, source.looked
    root = PurePosixPath(name_of(Path(name)))
    missed: dict[PurePosixPath, list[str]] = {}
    for one in vanished:
        # The folder itself may be gone with its disk: the nearest that is there counts.
        above = (each for each in PurePosixPath(one).parents if each.is_relative_to(root))
        folder = next((each for each in above if Path(name, each.relative_to(root)).is_dir()), root)
        if folder != root and not looked.any_below(name, str(folder)):
            missed.setdefault(folder, []).append(one)
    for folder, names in missed.items():
        looked.miss(name, names)
        files = f"{len(names)} file{'s' * (len(names) != 1)}"
        message = f"nothing is left in this folder, which had {files}; what they gave is not withdrawn."
        advice = "See whether its disk is mounted. If the articles are to be withdrawn, remove the folder."
        source.failures.append(Failure("read", str(folder), message, advice))


def _same(found: Found, known: Known | None, now: int, encoding: str) -> Known | None:
    """Return what is known of a file that is as it was, with the stamp that it has now; None where it changed."""
    stamp = _stamp(found, now, encoding)
    if known is None or (stamp and known.stamp == stamp):
        return known
    return replace(known, stamp=stamp) if known.digest and known.digest == _digest(found, encoding) else None


def _stamp(found: Found, now: int, encoding: str) -> str:
    """Return what tells a version of a file from another; empty where it is too young to."""
    try:
        about = found.path.stat()
    except OSError:
        return ""
    asked = f":{encoding}" if encoding else ""
    return f"{about.st_size}:{about.st_mtime_ns}:{about.st_ino}{asked}" if about.st_mtime_ns < now - SETTLED else ""


def _digest(found: Found, encoding: str) -> str:
    digest = hashlib.sha256(encoding.encode())
    try:
        with found.path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()[:32]


@dataclass(slots=True)
class _Opened:
    """A file whose documents are being read."""

    stamp: str
    digest: str
    documents: list[str] = field(default_factory=list)
    flat: bool = False


def read_files(source: Source, arrived: Arrived, read: Reading) -> None:
    """Read the files of *source* that are wanted, and with them the flat texts that lie beside one or one gone."""
    from syndicate.sources import reader_of

    looked, own, encoding = source.looked, source.table.name, source.table.encoding
    folders = {PurePosixPath(name).parent for name, _ in looked.flat_before(own)}
    folders |= {PurePosixPath(name).parent for name, _ in looked.wanted(own) if _maybe_flat(name)}
    if folders:
        looked.want(own, (name for name in looked.flat(own) if PurePosixPath(name).parent in folders))
    opened_files: dict[str, _Opened] = {}
    owner: dict[str, str] = {}

    def found_in() -> Iterator[Document | Failure]:
        for name, path in looked.wanted(own):
            file = Found(Path(path), name)
            here = opened_files[name] = _Opened(_stamp(file, time.time_ns(), encoding), _digest(file, encoding))
            for document in opened(file, encoding):
                known_as = document.where if isinstance(document, Failure) else document.name
                here.documents.append(known_as)
                owner[known_as] = name
                here.flat |= not isinstance(document, Failure) and reader_of(document) == "text"
                yield document

    def put(name: str, given: Sequence[tuple[Item, int] | Failure]) -> None:
        file = opened_files.pop(name, _Opened("", ""))
        for document in file.documents:
            owner.pop(document, None)
        _put(source, name, given, file.flat, file.stamp, file.digest)

    # What a file gives comes together; it is put away before the next, so that no more than that is in memory.
    for name, some in groupby(read(found_in()), key=lambda each: str(owner.get(each[0], each[0]))):
        put(name, [_kept(source, one, arrived) for _, one in some])
    for name, _ in looked.wanted(own):
        put(name, ())


def _put(
    source: Source, name: str, given: Sequence[tuple[Item, int] | Failure], flat: bool, stamp: str, digest: str
) -> None:
    """Note what the document *name* gave."""
    items = [each for each in given if not isinstance(each, Failure)]
    failures = tuple(each for each in given if isinstance(each, Failure))
    record = Record(flat, stamp, digest, tuple(item for item, _ in items), failures)
    source.looked.read(source.table.name, name, record, [number for _, number in items])


def _kept(source: Source, one: Article | Failure, arrived: Arrived) -> tuple[Item, int] | Failure:
    """Put an article on the disk, and return what is known of it, and its number there; a failure as it is."""
    if isinstance(one, Failure):
        return one
    article = said(one, source.table)
    moment = article.updated or article.published
    digest = hashlib.sha256(msgspec.msgpack.encode(article)).hexdigest()[:32]
    if source.names is not None:
        source.names.append(names_of(article))
    when = moment.astimezone(UTC).isoformat() if moment else ""
    item = Item(article.id, article.id, digest, article.name, article.source.document, article.withdrawn, when)
    return item, arrived.put(article)


def _maybe_flat(name: str) -> bool:
    """Whether a file may be a flat text."""
    return PurePosixPath(name).suffix.lower() in {"", ".txt", ".text"}


def _read_address(source: Source, arrived: Arrived, fetcher: Fetcher | None) -> None:
    """Ask an address, or standard input, and read the answer if it is another than before, or names pages."""
    from syndicate.sources import reader_of

    table = source.table
    for document in documents([table.name], encoding=table.encoding, fetch=partial(fetch_for, fetcher, table)):
        if isinstance(document, Failure):
            source.failures.append(document)
            source.unread = True
            continue
        facts = f"{document.name}\0{document.media_type}\0{document.address}\0{document.encoding}\0"
        digest = hashlib.sha256(facts.encode() + document.data).hexdigest()[:32]
        known = source.state.inputs.several(table.name, [document.name]).get(document.name)
        source.document, source.digest = document, digest
        pages = table.full_text or reader_of(document) == "news_sitemap"
        known = source.state.inputs.several(table.name, [document.name]).get(document.name)
        same = known if known is not None and known.digest == digest and not pages else None
        source.looked.add(table.name, [(document.name, "", same)])
        if same is not None:
            source.looked.take_over(table.name)
        else:
            read_document(source, arrived, fetcher)


def read_document(source: Source, arrived: Arrived, fetcher: Fetcher | None) -> None:
    """Read what an address answered."""
    from syndicate.sources import read_articles

    document, table = source.document, source.table
    assert document is not None  # noqa: S101 - it was just put there
    found = list(read_articles([document]))
    if is_address(table.name) and fetcher is not None and any(isinstance(one, Article) for one in found):
        from syndicate.fetch.full_text import completed

        found = completed(found, fetcher, terms_of(table), read_articles, full_text=table.full_text)
    _put(source, document.name, [_kept(source, one, arrived) for one in found], False, "", source.digest)
