"""The sources of a configuration -> articles: files read, addresses fetched, each source as its table says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.config import Config, SourceTable
from syndicate.fetch.addresses import is_address
from syndicate.model import Article, Failure
from syndicate.readers import Document
from syndicate.sources import Read, documents, read_articles

if TYPE_CHECKING:
    from syndicate.fetch.client import Fetcher, Terms

FETCHED = Path("fetched.sqlite")
"""File in the cache folder that remembers what servers answered."""


def gather(config: Config, cache: Path) -> Iterator[Read]:
    """Give the articles of all sources of *config*, and the failures among them; nothing here raises.

    Args:
        config: `[run] sources`, then the `[[sources]]` tables.
        cache: folder for what servers answered.
    """
    with ExitStack() as until_read:
        addressed = [*config.run.sources, *(table.address for table in config.sources)]
        fetcher = fetcher_for(cache, until_read) if any(map(is_address, addressed)) else None
        fetch = partial(fetch_for, fetcher, SourceTable())
        yield from read_articles(documents(config.run.sources, encoding=config.run.encoding, fetch=fetch))
        for table in config.sources:
            yield from _source(table, config.run.encoding, fetcher)


def read_all(config: Config, cache: Path) -> tuple[list[Article], list[Failure]]:
    """Read all sources as if nothing were known of them; of an article that comes twice the first is kept."""
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    for each in gather(config, cache):
        if isinstance(each, Failure):
            failures.append(each)
        elif each.id in articles:
            message = f"is the same article as {articles[each.id].name}; the first was taken."
            failures.append(Failure("read", each.name, message, "Leave one of the two out."))
        else:
            articles[each.id] = each
    return list(articles.values()), failures


def fetcher_for(cache: Path, until_read: ExitStack) -> Fetcher:
    """Return one fetcher for all sources, so that a host is asked in its own time whoever leads to it."""
    from syndicate.fetch.cache import Cache
    from syndicate.fetch.client import Fetcher

    return Fetcher(until_read.enter_context(Cache(cache / FETCHED, time.time())))


def fetch_for(fetcher: Fetcher | None, table: SourceTable, address: str) -> Document:
    """Return what is at *address*; the character set of the table overrides the server's."""
    assert fetcher is not None  # noqa: S101 - there is an address, so `gather` made one
    document = fetcher.fetch(address, terms_of(table))
    return replace(document, encoding=table.encoding) if table.encoding else document


def terms_of(table: SourceTable) -> Terms:
    """Return what is agreed for a source."""
    from syndicate.fetch.addresses import target
    from syndicate.fetch.client import Terms

    private = target(table.address).authority if table.allow_private else ""
    return Terms(delay=table.delay, timeout=table.timeout, size=table.size, private=private)


def _source(table: SourceTable, encoding: str, fetcher: Fetcher | None) -> Iterator[Read]:
    """Give what is in one source, as its table says."""
    found = documents([table.name], encoding=table.encoding or encoding, fetch=partial(fetch_for, fetcher, table))
    read = list(read_articles(found))
    if is_address(table.name) and fetcher is not None and any(isinstance(one, Article) for one in read):
        from syndicate.fetch.full_text import completed

        read = completed(read, fetcher, terms_of(table), read_articles, full_text=table.full_text)
    return (said(one, table) if isinstance(one, Article) else one for one in read)


def said(article: Article, table: SourceTable) -> Article:
    """Return *article* with what the table says of its source."""
    if not table.title and table.language is None:
        return article
    source = replace(article.source, title=table.title or article.source.title)
    return replace(article, source=source, language=table.language or article.language)
