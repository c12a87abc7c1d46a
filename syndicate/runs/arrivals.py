"""What the sources hold now, read only where it is not what was read before.

A file whose size, time and number are those of the record is not opened; one whose bytes are the same is not read;
flat texts are read again when one of their folder has changed, because they are read in the light of each other.
An address is always asked, and costs little where its server answers that nothing is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from syndicate.state.inputs import Arrived
from syndicate.state.looked import Looked
from syndicate.watch import Watch

if TYPE_CHECKING:
    from syndicate.readers import Document


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What all sources hold."""

    looked: Looked
    """Every document and article."""
    failures: tuple[Failure, ...]
    """What could not be read."""
    gone: tuple[str, ...]
    """Ids of articles that their sources took back, or whose files were taken away from a folder."""
    sources: tuple[str, ...] = ()
    """Those whose records are to be kept."""


def arrivals(config: Config, state: State, arrived: Arrived, cache: Path, read: Reading, watch: Watch) -> Arrivals:
    """Look at all sources of *config*, and read what changed since the state was written.

    Args:
        config: `[run] sources`, then the `[[sources]]` tables.
        state: what was read before.
        arrived: gets the articles that are read.
        cache: folder for what servers answered.
        read: reads documents, wherever that is done.
        watch: told of each document that is read, and of each source.
    """
    tables = {table.name: table for table in reversed(_tables(config))}
    read = partial(_noted, read, watch)
    looked = state.looked()
    compared = state.articles.any()
    sources: dict[str, Source] = {}
    with looked.together(), ExitStack() as until_read:
        fetcher = fetcher_for(cache, until_read) if any(map(is_address, tables)) else None
        for name in dict.fromkeys(table.name for table in _tables(config)):
            sources[name] = Source(tables[name], state, looked, names=[] if compared else None)
            look(sources[name], arrived, fetcher, read)
            watch.advance(0, name)
        while lacking := looked.lacking():
            for name, documents in lacking.items():
                if sources[name].document is not None:
                    read_document(sources[name], arrived, fetcher)
                else:
                    looked.want(name, documents)
                    read_files(sources[name], arrived, read)
        _settle(sources.values(), state, looked)
        doubles = list(looked.settle())
    folders = [name for name, source in sources.items() if source.folder]
    gone = {each for name in folders for each in looked.taken_away(name) if not looked.here(each)}
    failed = [each for source in sources.values() for each in (*source.failures, *looked.failures(source.table.name))]
    kept = tuple(name for name, source in sources.items() if not source.unread)
    return Arrivals(looked, (*failed, *doubles), tuple(sorted({*gone, *looked.back()})), kept)


def remembered(config: Config, state: State) -> Arrivals:
    """Return what the sources held when they were looked at last; nothing is looked at or fetched.

    Those of *config* are meant; where the state knows one of them by another name (a path that was relative, say),
    every source that was ever read is, so that no article is left out.
    """
    wanted = list(dict.fromkeys(table.name for table in _tables(config)))
    known = state.inputs.sources()
    names = wanted if set(wanted) <= set(known) else known
    looked = state.looked()
    with looked.together():
        for name in names:
            looked.recall(name)
        doubles = list(looked.settle())
    failed = [each for name in names for each in looked.failures(name)]
    return Arrivals(looked, (*failed, *doubles), ())


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


def _settle(sources: Iterable[Source], state: State, looked: Looked) -> None:
    """Give the articles that were just read the ids under which they are known."""
    new = {one.id: one for source in sources for one in source.names or ()}
    if not new:
        return
    # What stands in the sources as it was is nobody's new name.
    known = [one for one in state.articles.like(new.values()) if one.id in new or not looked.stands(one.id)]
    for own, other in aliases(list(new.values()), known).items():
        looked.rename(own, other)
