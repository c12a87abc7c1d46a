"""What the sources hold now, read only where it is not what was read before.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read;
flat texts are read again when one of their folder has changed, because they are read in the light of each other.
An address is always asked, and costs little where its server answers that nothing is new.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from syndicate.config import Config, SourceTable
from syndicate.fetch.addresses import is_address
from syndicate.identity import Names, aliases, names_of
from syndicate.intake import fetch_for, fetcher_for, said, terms_of
from syndicate.model import Article, Failure
from syndicate.runs.stillness import SETTLED
from syndicate.sources import Found, documents, listing, opened
from syndicate.state import State
from syndicate.state.articles import Preparation
from syndicate.state.inputs import Arrived, Item, Record, taken_back
from syndicate.watch import Watch

if TYPE_CHECKING:
    from syndicate.fetch.client import Fetcher
    from syndicate.readers import Document

Reading = Callable[["Iterable[Document | Failure]"], "Iterator[tuple[str, Article | Failure]]"]
"""Gives everything that documents give, each with its document's name, in their order."""
_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """One article where it stands in the sources."""

    item: Item
    """What is known of it."""
    arrived: int = 0
    """Its number among those just read; 0 where it is as the state has it."""


@dataclass(slots=True)
class _Source:
    """One source of the configuration while it is looked at."""

    table: SourceTable
    known: dict[str, Record]
    files: list[Found] = field(default_factory=list)
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
    complete: bool = False
    """Whether it is a folder that was listed to its end, so that what is no more was taken away."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What all sources hold."""

    places: tuple[Place, ...]
    """Every article once, in the order of reading."""
    failures: tuple[Failure, ...]
    """What could not be read."""
    gone: tuple[str, ...]
    """Ids of articles that their sources took back, or whose files were taken away from a folder."""
    records: Mapping[str, tuple[Mapping[str, Record], Mapping[str, Record]]]
    """For each source what is to be kept of it, and what the state has."""


def arrivals(
    config: Config,
    state: State,
    arrived: Arrived,
    cache: Path,
    preparations: Mapping[str, Preparation],
    read: Reading,
    watch: Watch,
) -> Arrivals:
    """Look at all sources of *config*, and read what changed since the state was written.

    Args:
        config: `[run] sources`, then the `[[sources]]` tables.
        state: what was read before.
        arrived: gets the articles that are read.
        cache: folder for what servers answered.
        preparations: the articles that the state has.
        read: reads documents, wherever that is done.
        watch: told of each document that is read, and of each source.
    """
    tables = _tables(config)
    read = partial(_noted, read, watch)
    held = {identifier: each.digest for identifier, each in preparations.items()}
    sources: dict[str, _Source] = {}
    with ExitStack() as until_read:
        fetcher = fetcher_for(cache, until_read) if any(is_address(each.name) for each in tables) else None
        for table in tables:
            source = _Source(table, state.inputs.of(table.name))
            if table.name not in sources:
                sources[table.name] = source
                _look(source, arrived, fetcher, read)
                watch.advance(0, table.name)
        while wanting := _wanting(sources.values(), held):
            for source, names in wanting:
                if source.document is not None:
                    _read_document(source, arrived, fetcher)
                else:
                    _read_files(source, [each for each in source.files if each.name in names], arrived, read)
    _settle(sources.values(), state)
    places, doubles = _places(sources.values())
    here = {place.item.id for place in places}
    back = _back(sources.values())
    gone = [
        item.id
        for source in sources.values()
        if source.complete
        for name in source.known.keys() - source.records.keys()
        for item in source.known[name].items
        if item.id not in here
    ]
    failed = [each for source in sources.values() for each in _failures(source)]
    records = {name: (one.records, one.known) for name, one in sources.items() if not one.unread}
    return Arrivals(tuple(places), (*failed, *doubles), tuple(sorted({*gone, *back})), records)


def remembered(config: Config, state: State) -> Arrivals:
    """Return what the sources held when they were looked at last; nothing is looked at or fetched.

    Those of *config* are meant; where the state knows one of them by another name (a path that was relative, say),
    every source that was ever read is, so that no article is left out.
    """
    tables = {table.name: table for table in _tables(config)}
    known = state.inputs.sources()
    names = list(tables) if tables.keys() <= set(known) else known
    sources: list[_Source] = []
    for name in names:
        records = state.inputs.of(name)
        sources.append(_Source(tables.get(name, SourceTable(path=name)), records, records=records))
    places, doubles = _places(sources)
    failed = [each for source in sources for each in _failures(source)]
    return Arrivals(tuple(places), (*failed, *doubles), (), {})


def _noted(
    read: Reading, watch: Watch, documents: Iterable[Document | Failure]
) -> Iterator[tuple[str, Article | Failure]]:
    """Read *documents*, and tell *watch* of each."""
    last = None
    for name, one in read(documents):
        if name != last:
            watch.advance()
            last = name
        yield name, one


def _tables(config: Config) -> list[SourceTable]:
    """Return what is known of each source, in the order of reading."""
    tables = [SourceTable(path=each, encoding=config.run.encoding) for each in config.run.sources]
    return tables + [replace(each, encoding=each.encoding or config.run.encoding) for each in config.sources]


def _failures(source: _Source) -> Iterator[Failure]:
    yield from source.failures
    for record in source.records.values():
        yield from record.failures


def _look(source: _Source, arrived: Arrived, fetcher: Fetcher | None, read: Reading) -> None:
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
    _read_files(source, changed, arrived, read)


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


def _read_files(source: _Source, files: list[Found], arrived: Arrived, read: Reading) -> None:
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


def _kept(source: _Source, name: str, one: Article | Failure, arrived: Arrived) -> Item | Failure:
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


def _maybe_flat(found: Found, source: _Source) -> bool:
    """Whether a file that changed is, was or may be a flat text."""
    known = source.known.get(found.name)
    return (known is not None and known.flat) or found.path.suffix.lower() in {"", ".txt", ".text"}


def _read_address(source: _Source, arrived: Arrived, fetcher: Fetcher | None) -> None:
    """Ask an address, or standard input, and read the answer if it is another than before."""
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
        if known is not None and known.digest == digest and not table.full_text:
            source.records[document.name] = known
        else:
            _read_document(source, arrived, fetcher)


def _read_document(source: _Source, arrived: Arrived, fetcher: Fetcher | None) -> None:
    """Read what an address answered."""
    from syndicate.sources import read_articles

    document, table = source.document, source.table
    assert document is not None  # noqa: S101 - it was just put there
    found = list(read_articles([document]))
    if table.full_text and fetcher is not None and any(isinstance(one, Article) for one in found):
        from syndicate.fetch.full_text import with_pages

        found = list(with_pages(found, fetcher, terms_of(table), read_articles))
    source.fresh.pop(document.name, None)
    given = [_kept(source, document.name, one, arrived) for one in found]
    source.records[document.name] = _record(given, False, "", source.digest)


def _wanting(sources: Iterable[_Source], held: Mapping[str, str]) -> list[tuple[_Source, set[str]]]:
    """Return the documents that must be read although they did not change: the state has not what they gave."""
    sources = list(sources)
    back = _back(sources)
    seen: set[str] = set()
    wanting: list[tuple[_Source, set[str]]] = []
    for source in sources:
        names: set[str] = set()
        for name, record in source.records.items():
            for item in record.items:
                lacking = item.id not in back and item.own not in seen and held.get(item.id) != item.digest
                if lacking and name not in source.fresh:
                    names.add(name)
                seen.add(item.own)
        if names:
            wanting.append((source, names))
    return wanting


def _back(sources: Iterable[_Source]) -> set[str]:
    return taken_back([item for source in sources for record in source.records.values() for item in record.items])


def _settle(sources: Iterable[_Source], state: State) -> None:
    """Give the articles that were just read the ids under which they are known."""
    every = list(sources)
    new = {one.id: one for source in every for one in source.names}
    here = {
        item.id
        for source in every
        for name, record in source.records.items()
        if name not in source.fresh
        for item in record.items
    }
    if not new:
        return
    # What stands in the sources as it was is nobody's new name.
    known = (one for one in state.articles.names() if one.id not in here or one.id in new)
    taken = aliases(list(new.values()), known)
    for source in every if taken else ():
        for name in source.fresh:
            record = source.records[name]
            items = tuple(replace(item, id=taken.get(item.own, item.own)) for item in record.items)
            source.records[name] = replace(record, items=items)


def _places(sources: Iterable[_Source]) -> tuple[list[Place], list[Failure]]:
    """Return every article once, the first of those that are the same, and what is to be said of the others."""
    sources = list(sources)
    back = _back(sources)
    seen: dict[str, str] = {}
    places: list[Place] = []
    doubles: list[Failure] = []
    for source in sources:
        for name, record in source.records.items():
            fresh = source.fresh.get(name, [])
            for position, item in enumerate(record.items):
                if item.id in back or item.withdrawn:
                    continue
                if item.id in seen:
                    advice = "Rename the file if they are two articles." if item.document == name else ""
                    message = f"it is the same article as in {seen[item.id]}; that one was taken."
                    doubles.append(Failure("read", item.name, message, advice))
                    continue
                seen[item.id] = item.document
                places.append(Place(item, fresh[position] if fresh else 0))
    return places, doubles
