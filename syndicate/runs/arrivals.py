"""What the sources hold now, read only where it is not what was read before.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read;
flat texts are read again when one of their folder has changed, because they are read in the light of each other.
An address is always asked, and costs little where its server answers that nothing is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.config import Config, SourceTable
from syndicate.fetch.addresses import is_address
from syndicate.identity import aliases
from syndicate.intake import fetcher_for
from syndicate.model import Article, Failure
from syndicate.runs.looking import Reading, Source, look, read_document, read_files
from syndicate.state import State
from syndicate.state.articles import Preparation
from syndicate.state.inputs import Arrived, Item, Record, taken_back
from syndicate.watch import Watch

if TYPE_CHECKING:
    from syndicate.readers import Document


@dataclass(frozen=True, slots=True)
class Place:
    """One article where it stands in the sources."""

    item: Item
    """What is known of it."""
    arrived: int = 0
    """Its number among those just read; 0 where it is as the state has it."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What all sources hold."""

    places: tuple[Place, ...]
    """Every article once, its newest version, in the order of reading."""
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
    sources: dict[str, Source] = {}
    with ExitStack() as until_read:
        fetcher = fetcher_for(cache, until_read) if any(is_address(each.name) for each in tables) else None
        for table in tables:
            source = Source(table, state.inputs.of(table.name))
            if table.name not in sources:
                sources[table.name] = source
                look(source, arrived, fetcher, read)
                watch.advance(0, table.name)
        while wanting := _wanting(sources.values(), held):
            for source, names in wanting:
                if source.document is not None:
                    read_document(source, arrived, fetcher)
                else:
                    read_files(source, [each for each in source.files if each.name in names], arrived, read)
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
    sources: list[Source] = []
    for name in names:
        records = state.inputs.of(name)
        sources.append(Source(tables.get(name, SourceTable(path=name)), records, records=records))
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


def _failures(source: Source) -> Iterator[Failure]:
    yield from source.failures
    for record in source.records.values():
        yield from record.failures


def _wanting(sources: Iterable[Source], held: Mapping[str, str]) -> list[tuple[Source, set[str]]]:
    """Return the documents that must be read although they did not change: the state has not what they gave."""
    sources = list(sources)
    back = _back(sources)
    counting = _newest(sources, lambda item: item.own)
    wanting: list[tuple[Source, set[str]]] = []
    for source in sources:
        names: set[str] = set()
        for name, record in source.records.items():
            for item in record.items:
                counts = counting[item.own] is item and item.id not in back
                if counts and held.get(item.id) != item.digest and name not in source.fresh:
                    names.add(name)
        if names:
            wanting.append((source, names))
    return wanting


def _newest(sources: Iterable[Source], name: Callable[[Item], str]) -> dict[str, Item]:
    """Return for each article the item that counts: an agency sends one again when it changes, in another file.

    The newest counts by the moment its source wrote it; of two that say the same, or nothing, the first in the order of
    reading.
    """
    newest: dict[str, Item] = {}
    for source in sources:
        for record in source.records.values():
            for item in record.items:
                before = newest.get(name(item))
                if not item.withdrawn and (before is None or before.moment < item.moment):
                    newest[name(item)] = item
                newest.setdefault(name(item), item)
    return newest


def _back(sources: Iterable[Source]) -> set[str]:
    return taken_back([item for source in sources for record in source.records.values() for item in record.items])


def _settle(sources: Iterable[Source], state: State) -> None:
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


def _places(sources: Iterable[Source]) -> tuple[list[Place], list[Failure]]:
    """Return every article once, the newest of those that are the same, and what is to be said of the others."""
    sources = list(sources)
    back = _back(sources)
    counting = _newest(sources, lambda item: item.id)
    places: list[Place] = []
    doubles: list[Failure] = []
    for source in sources:
        for name, record in source.records.items():
            fresh = source.fresh.get(name, [])
            for position, item in enumerate(record.items):
                if item.id in back or item.withdrawn:
                    continue
                counts = counting[item.id]
                if counts is item:
                    places.append(Place(item, fresh[position] if fresh else 0))
                else:
                    doubles.append(_double(item, counts, name))
    return places, doubles


def _double(item: Item, counts: Item, file: str) -> Failure:
    """Return what is said of an *item* that is left out for another one of the same article."""
    if item.moment < counts.moment and item.moment:
        message = f"a newer version of it stands in {counts.document}."
        return Failure("read", item.name, message, "The newest counts; nothing is to be done.")
    advice = "Rename the file if they are two articles." if item.document == file else ""
    return Failure("read", item.name, f"it is the same article as in {counts.document}; that one was taken.", advice)
