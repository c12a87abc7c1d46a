"""Feeds that give only a summary: the article is read from the page that the entry links to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from syndicate.errors import ReadError
from syndicate.fetch.addresses import is_address
from syndicate.fetch.client import Fetcher, Terms
from syndicate.model import Article, Failure, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import HEADLINE_ONLY, PAGE_ONLY, SUMMARY_ONLY

_STANDS_FOR_IT = frozenset({SUMMARY_ONLY, HEADLINE_ONLY, PAGE_ONLY})
MOST = 100
"""Pages a source in a run: a second each, a feed of ten thousand entries would take three hours."""
_FRESH = 21600.0
"""Seconds within which a page that was fetched is not asked for again: a feed has fifty, and is read each hour."""
_SHARE = 0.5
"""Share of the summary's words that the page must hold to be taken for its article."""

ReadDocuments = Callable[[Iterable[Document | Failure]], Iterable[Article | Failure]]
"""Gives what documents hold; `syndicate.sources.read_articles` does."""


def completed(
    found: Sequence[Article | Failure], fetcher: Fetcher, terms: Terms, read: ReadDocuments, *, full_text: bool
) -> list[Article | Failure]:
    """Return *found* with the texts of pages: of a sitemap's always, of summaries where *full_text* asks for them."""
    named = any(isinstance(one, Article) and PAGE_ONLY in one.notes for one in found)
    return list(with_pages(found, fetcher, terms, read)) if named or full_text else list(found)


def is_summary(article: Article) -> bool:
    """Whether *article* is no more than its feed's summary or headline, and links to a page."""
    return not _STANDS_FOR_IT.isdisjoint(article.notes) and is_address(article.link)


def with_pages(
    found: Sequence[Article | Failure], fetcher: Fetcher, terms: Terms, read: ReadDocuments
) -> Iterator[Article | Failure]:
    """Give *found* in its order, each summary replaced by the text of its page.

    One whose page cannot be had stays as it is, with a note, and a failure after it says why.

    Args:
        found: what a feed gave.
        fetcher: fetches the pages.
        terms: of the source.
        read: reads all the pages at once.
    """
    wanted = [one.link for one in found if isinstance(one, Article) and is_summary(one)]
    pages = _pages(list(dict.fromkeys(wanted)), fetcher, replace(terms, fresh=_FRESH), read) if wanted else {}
    for one in found:
        if isinstance(one, Failure) or not is_summary(one):
            yield one
            continue
        try:
            page = pages[one.link]
            if isinstance(page, ReadError):
                raise page
            yield with_page(one, page)
        except ReadError as error:
            note = f"The whole text could not be taken from {one.link}: {error.message}"
            yield replace(one, notes=(*one.notes, note))
            message = f"its page {one.link} could not be taken, so the summary stands: {error.message}"
            yield Failure("read", one.name, message, error.advice)


def _pages(links: Sequence[str], fetcher: Fetcher, terms: Terms, read: ReadDocuments) -> dict[str, Article | ReadError]:
    """Return for each of *links* the article of its page, or why there is none."""
    late = ReadError(f"only the pages of the first {MOST} entries are fetched.", advice="Ask the site for a full feed.")
    pages: dict[str, Article | ReadError] = dict.fromkeys(links[MOST:], late)

    def documents() -> Iterator[Document]:
        for link in links[:MOST]:
            try:
                yield fetcher.fetch(link, terms)
            except ReadError as error:
                pages[link] = error

    for one in read(documents()):
        if isinstance(one, Article):
            pages.setdefault(one.source.document, one)
            continue
        # A failure names its document, and perhaps a line of it or the article's title.
        link = max((link for link in links if one.where.startswith(link)), key=len, default="")
        pages.setdefault(link, ReadError(one.message, where=one.where, advice=one.advice))
    missing = ReadError("there is no article on it.", advice="Open it in a browser.")
    return {link: pages.get(link, missing) for link in links}


def with_page(article: Article, page: Article) -> Article:
    """Return *article*, its identity, title and dates the feed's, with the body of *page*.

    Raises:
        ReadError: the page is not the entry's article: a login, a consent form, a page of the site.
    """
    if not _belongs(article, page):
        raise ReadError(
            "the page does not hold what the summary says; it may be a login or a consent form.",
            advice="Open it in a browser; leave full_text out if it is always so.",
        )
    body = page.units[1:]  # the first is the title, always
    if not any(unit.kind is UnitKind.SUMMARY for unit in body):
        body = (*_standfirst(article, body), *body)
    # The page's pictures come first: its units point at them by number.
    shown = {media.url for media in page.media}
    return replace(
        article,
        units=(article.units[0], *body),
        byline=article.byline or page.byline,
        published=article.published or page.published,
        updated=article.updated or page.updated,
        rights=article.rights or page.rights,
        sections=article.sections or page.sections,
        media=(*page.media, *(media for media in article.media if media.url not in shown)),
        hints=tuple(dict.fromkeys((*page.hints, *article.hints))),
        notes=tuple(dict.fromkeys((*(note for note in article.notes if note not in _STANDS_FOR_IT), *page.notes))),
    )


def _belongs(article: Article, page: Article) -> bool:
    """Whether *page* is longer than the summary, and holds most of its words."""
    said, held = _text(article.units[1:]), _text(page.units[1:])
    if len(held) < len(said.rstrip(" .…[]")):
        return False
    wanted = _words(said) or _words(article.title)
    return len(wanted & (_words(held) | _words(page.title))) >= _SHARE * len(wanted)


def _standfirst(article: Article, body: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the feed's summary as one, where it is whole and the body does not say it."""
    text = _text([unit for unit in article.units[1:] if unit.kind is not UnitKind.ALT])
    if not text or re.search(r"(?:…|\.\.\.)\W*$", text) or _letters(text)[:200] in _letters(_text(body)):
        return ()
    return (Unit(UnitKind.SUMMARY, text),)


def _text(units: Iterable[Unit]) -> str:
    return " ".join(unit.text for unit in units if unit.text)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
