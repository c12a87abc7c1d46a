"""One source looked at: what it holds is listed, and read where it is not what it was.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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
from syndicate.sources import Found, documents, listing, opened
from syndicate.state import State
from syndicate.state.inputs import Arrived, Item, Record
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
    complete: bool = False
    """Whether it is a folder that was listed to its end, so that what is no more was taken away."""
    names: list[Names] | None = None
    """What the articles that were just read are known again by; None where the state has none to compare them with."""

    def known(self, document: str) -> Record | None:
        """Return what the state has of one document."""
        return self.state.inputs.get(self.table.name, document)


def look(source: Source, arrived: Arrived, fetcher: Fetcher | None, read: Reading) -> None:
    """Find what *source* holds, and read what changed."""
    name = source.table.name
    if is_address(name) or name == "-":
        _read_address(source, arrived, fetcher)
        return
    now = time.time_ns()
    changed: set[str] = set()
    empty = True
    files = iter(listing(Path(name)))
    # Many together: to ask the database for each of ten thousand files costs more than to look at them.
    while block := list(islice(files, _FILES)):
        source.failures += [one for one in block if isinstance(one, Failure)]
        found = [one for one in block if not isinstance(one, Failure)]
        empty = empty and not found
        source.looked.add_all(name, [(one.name, str(one.path)) for one in found])
        known = source.state.inputs.several(name, [one.name for one in found])
        same: list[tuple[str, Record, bool]] = []
        for one in found:
            before = known.get(one.name)
            record = _same(one, before, now)
            if record is None:
                changed.add(one.name)
            else:
                same.append((one.name, record, record is not before))
        source.looked.same_all(name, same)
    source.complete = not empty and not source.failures and Path(name).is_dir()
    read_files(source, changed, arrived, read)


def _same(found: Found, record: Record | None, now: int) -> Record | None:
    """Return the record of a file that is as it was; None where it changed."""
    stamp = _stamp(found, now)
    if record is not None and stamp and record.stamp == stamp:
        return record
    if record is not None and record.digest and record.digest == _digest(found):
        return replace(record, stamp=stamp)
    return None


def _stamp(found: Found, now: int) -> str:
    """Return what tells a version of a file from another; empty where it is too young to."""
    try:
        about = found.path.stat()
    except OSError:
        return ""
    return f"{about.st_size}:{about.st_mtime_ns}:{about.st_ino}" if about.st_mtime_ns < now - SETTLED else ""


def _digest(found: Found) -> str:
    digest = hashlib.sha256()
    try:
        with found.path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()[:32]


def read_files(source: Source, names: AbstractSet[str], arrived: Arrived, read: Reading) -> None:
    """Read the files *names* of *source*, and with them the flat texts that lie beside one among them or one gone."""
    from syndicate.sources import reader_of

    looked, own = source.looked, source.table.name
    flat_before = set(source.state.inputs.flat(own))
    folders = {PurePosixPath(one).parent for one in flat_before if not looked.has(own, one)}
    folders |= {PurePosixPath(one).parent for one in names if one in flat_before or _maybe_flat(one)}
    wanted = {*names, *(one for one in looked.flat(own) if folders and PurePosixPath(one).parent in folders)}
    if not wanted:
        return
    flat: set[str] = set()
    owner: dict[str, str] = {}
    versions: dict[str, tuple[str, str]] = {}

    def found_in() -> Iterator[Document | Failure]:
        for one in _files(source, wanted):
            versions[one.name] = (_stamp(one, time.time_ns()), _digest(one))
            for document in opened(one, source.table.encoding):
                if isinstance(document, Failure):
                    owner[document.where] = one.name
                else:
                    owner[document.name] = one.name
                    if reader_of(document) == "text":
                        flat.add(one.name)
                yield document

    left = set(wanted)

    def put(file: str, given: Sequence[tuple[Item, int] | Failure]) -> None:
        left.discard(file)
        _put(source, file, given, file in flat, *versions.pop(file))

    # What a file gives comes together; it is put away before the next, so that no more than that is in memory.
    for file, some in groupby(read(found_in()), key=lambda each: str(owner.get(each[0], each[0]))):
        put(file, [_kept(source, one, arrived) for _, one in some])
    for file in sorted(left):
        put(file, ())


def _files(source: Source, wanted: AbstractSet[str]) -> Iterator[Found]:
    for name, path in source.looked.documents(source.table.name):
        if name in wanted:
            yield Found(Path(path), name)


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
        known = source.known(document.name)
        source.document, source.digest = document, digest
        source.looked.add(table.name, document.name)
        pages = table.full_text or reader_of(document) == "news_sitemap"
        if known is not None and known.digest == digest and not pages:
            source.looked.same(table.name, document.name, known)
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
