"""News sitemaps, as sites write them for search engines: addresses, titles, dates and languages of the last two days.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syndicate.errors import ReadError
from syndicate.markup import absolute
from syndicate.model import Article, Failure, Source
from syndicate.readers import Document
from syndicate.readers._article import PAGE_ONLY, About, hint, make_article, moment, tag_or_none
from syndicate.readers._body import Body
from syndicate.readers._encoding import decode
from syndicate.readers._xml import parse, root_name, text_at

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes: tuple[str, ...] = (".xml",)

_MARK = b"/schemas/sitemap-news/"
_UNDATED = datetime(1, 1, 2, tzinfo=UTC)


def sniff(document: Document) -> float:
    """How sure it is that *document* is a sitemap of news; one of pages in general holds no articles."""
    if root_name(document.data) != "urlset":
        return 0.0
    return 0.95 if _MARK in document.data[:65536].replace(b"\0", b"") else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give an article for each page it names, the newest first; the text is on the pages.

    Raises:
        ReadError: it is no well-formed XML, or no page of news is named in it.
    """
    decoded = decode(document)
    root = parse(decoded.text, where=document.name)
    named = [(number, url) for number, url in enumerate(root.iterfind("url"), start=1) if url.find("news") is not None]
    if not named:
        raise ReadError("it names no news.", where=document.name, advice="Look at it in a browser, or leave it out.")
    # Search engines get a thousand; whoever fetches the pages stops earlier, and must have the newest by then.
    named.sort(key=lambda one: _published(one[1]) or _UNDATED, reverse=True)
    seen: set[str] = set()
    for number, url in named:
        where = f"{document.name}, url {number}"
        link = absolute(text_at(url, "loc"), document.address)
        if not link.startswith("http"):
            yield Failure("read", where, "it names no address.", "Tell whoever makes the sitemap.")
        elif link in seen:
            yield Failure("read", where, f"it names {link} again.", "The first counts.")
        else:
            seen.add(link)
            yield _article(url, link, document, where, decoded.notes)


def _published(url: _Element) -> datetime | None:
    return moment(text_at(url, "news/publication_date"))


def _article(url: _Element, link: str, document: Document, where: str, notes: tuple[str, ...]) -> Article:
    language = text_at(url, "news/publication/language")
    source = Source(
        feed=document.address or document.name,
        guid=link,
        title=text_at(url, "news/publication/name"),
        language=tag_or_none(language),
        document=where,
    )
    about = About(
        title=text_at(url, "news/title"),
        link=link,
        published=_published(url),
        hints=tuple(hint("sitemap language", language)),
        notes=(*notes, PAGE_ONLY),
        bare=True,
    )
    return make_article(source, about, Body(()))
