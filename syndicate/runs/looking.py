"""One source looked at: what it holds is listed, and read where it is not what it was.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
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
from syndicate.state.inputs import Arrived, Item, Record

if TYPE_CHECKING:
    from syndicate.fetch.client import Fetcher
    from syndicate.readers import Document

Reading = Callable[["Iterable[Document | Failure]"], "Iterator[tuple[str, Article | Failure]]"]
"""Gives everything that documents give, each with its document's name, in their order."""
_BLOCK = 1_000_000


@dataclass(slots=True)
class Source:
    """One source of the configuration while it is looked at."""

    table: SourceTable
    """What the configuration says of it."""
    known: dict[str, Record]
    """What the state has of it."""
    files: list[Found] = field(default_factory=list)
    """Its files, in the order of reading."""
    records: dict[str, Record] = field(default_factory=dict)
    """In the order of the files."""
    fresh: dict[str, list[int]] = field(default_factory=dict)
    """For each document that was just read: its articles' numbers among those that arrived."""
    names: list[Names] = field(default_factory=list)
    """What those articles are known again by."""
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


def look(source: Source, arrived: Arrived, fetcher: Fetcher | None, read: Reading) -> None:
    """Find what *source* holds, and read what changed."""
    name = source.table.name
    if is_address(name) or name == "-":
        _read_address(source, arrived, fetcher)
        return
    now = time.time_ns()
    changed: list[Found] = []
    for one in listing(Path(name)):
        if isinstance(one, Failure):
            source.failures.append(one)
            continue
        source.files.append(one)
        record = _same(one, source.known.get(one.name), now)
        if record is None:
            changed.append(one)
            record = Record(False, "", "", ())
        source.records[one.name] = record
    source.complete = bool(source.files) and not source.failures and Path(name).is_dir()
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


def read_files(source: Source, files: list[Found], arrived: Arrived, read: Reading) -> None:
    """Read *files* of *source*, and with them the flat texts that lie beside one among them or one that is gone."""
    from syndicate.sources import reader_of

    names = {one.name for one in files}
    gone = [name for name, each in source.known.items() if each.flat and name not in source.records]
    folders = {PurePosixPath(name).parent for name in gone}
    folders |= {PurePosixPath(one.name).parent for one in files if _maybe_flat(one, source)}
    names |= {name for name, each in source.records.items() if each.flat and PurePosixPath(name).parent in folders}
    wanted = [one for one in source.files if one.name in names]
    flat: set[str] = set()
    owner: dict[str, str] = {}
    versions: dict[str, tuple[str, str]] = {}

    def found_in(some: Iterable[Found]) -> Iterator[Document | Failure]:
        for one in some:
            versions[one.name] = (_stamp(one, time.time_ns()), _digest(one))
            for document in opened(one, source.table.encoding):
                if isinstance(document, Failure):
                    owner[document.where] = one.name
                else:
                    owner[document.name] = one.name
                    if reader_of(document) == "text":
                        flat.add(one.name)
                yield document

    for name in names:
        source.fresh.pop(name, None)
    given: dict[str, list[Item | Failure]] = {}
    for name, one in read(found_in(wanted)):
        file = owner.get(name, name)
        given.setdefault(file, []).append(_kept(source, file, one, arrived))
    for each in wanted:
        stamp, digest = versions[each.name]
        source.records[each.name] = _record(given.get(each.name, []), each.name in flat, stamp, digest)


def _record(given: Sequence[Item | Failure], flat: bool, stamp: str, digest: str) -> Record:
    items = tuple(each for each in given if isinstance(each, Item))
    return Record(flat, stamp, digest, items, tuple(each for each in given if isinstance(each, Failure)))


def _kept(source: Source, name: str, one: Article | Failure, arrived: Arrived) -> Item | Failure:
    """Put an article of the document *name* on the disk, and return what is known of it; a failure as it is."""
    if isinstance(one, Failure):
        return one
    article = said(one, source.table)
    moment = article.updated or article.published
    digest = hashlib.sha256(msgspec.msgpack.encode(article)).hexdigest()[:32]
    fresh = source.fresh.setdefault(name, [])
    fresh.append(arrived.put(article))
    source.names.append(names_of(article))
    when = moment.astimezone(UTC).isoformat() if moment else ""
    return Item(article.id, article.id, digest, article.name, article.source.document, article.withdrawn, when)


def _maybe_flat(found: Found, source: Source) -> bool:
    """Whether a file that changed is, was or may be a flat text."""
    known = source.known.get(found.name)
    return (known is not None and known.flat) or found.path.suffix.lower() in {"", ".txt", ".text"}


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
        known = source.known.get(document.name)
        source.document, source.digest = document, digest
        pages = table.full_text or reader_of(document) == "news_sitemap"
        if known is not None and known.digest == digest and not pages:
            source.records[document.name] = known
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
    source.fresh.pop(document.name, None)
    given = [_kept(source, document.name, one, arrived) for one in found]
    source.records[document.name] = _record(given, False, "", source.digest)
