"""Sitemaps: `sitemap.xml` with the pages of every language, `news-sitemap.xml` with the last two days'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from syndicate.catalogue import Shelf
from syndicate.languages import primary
from syndicate.model import Edition, LanguageTag
from syndicate.writers import Channel, File
from syndicate.writers._address import article_address, home_address
from syndicate.writers._dates import rfc3339
from syndicate.writers._stretches import stretches
from syndicate.writers._titles import site_title, title_of
from syndicate.writers._xml import Element, add, document, inside, root

MOST = 2_000
"""Pages a sitemap has; the protocol allows 50,000, and 50 MB, but a sitemap is in memory while it is written."""

_FIRST = "sitemap"
_NEWS_MOST = 1_000
_NEWS = timedelta(days=2)
# The schema of news sitemaps admits two or three letters, and these two.
_CHINESE = {"Hans": "zh-cn", "Hant": "zh-tw"}


def write(channel: Channel) -> Iterator[File]:
    """Give the sitemaps of *channel*."""
    for _, _, make in pieces(channel):
        yield from make()


def pieces(channel: Channel) -> Iterator[tuple[str, Shelf, Callable[[], Iterator[File]]]]:
    """Give the sitemaps of *channel*, each with its name, the editions that it leans on, and what makes it."""
    for name, part in _parts(channel.editions):
        yield name, part, partial(_sitemap, channel, name, part)


def _sitemap(channel: Channel, name: str, part: Shelf) -> Iterator[File]:
    pages = root("urlset", "xhtml", space="sitemap")
    if name == _FIRST:
        add(inside(pages, "url"), "loc", home_address(channel.settings, channel.language))
    settings, language = channel.settings, channel.language
    for article, changed, versions in part.changes():
        page = inside(pages, "url")
        add(page, "loc", article_address(settings, article, language))
        add(page, "lastmod", changed)
        for one in versions:
            address = article_address(settings, article, one.language)
            add(page, "xhtml:link", rel="alternate", hreflang=one.language, href=address)
    yield File(f"{channel.language}/{name}.xml", document(pages))


def site(channels: Sequence[Channel]) -> Iterator[File]:
    """Give the index of all sitemaps, and the news sitemap.

    There is no clock here: the last two days are those before the newest article of the site.
    """
    if not channels:
        return
    index = root("sitemapindex", space="sitemap")
    for channel in channels:
        for name, _ in _parts(channel.editions):
            add(inside(index, "sitemap"), "loc", f"{channel.settings.base}{channel.language}/{name}.xml")
    yield File("sitemap.xml", document(index))
    yield File("news-sitemap.xml", document(_news(channels)))


def _news(channels: Sequence[Channel]) -> Element:
    news = root("urlset", "news", space="sitemap")
    first = [edition.published for channel in channels for edition in channel.editions[:1]]
    newest = max(filter(None, first), default=None)
    recent = [(moment, edition, channel) for channel in channels for moment, edition in _since(newest, channel)]
    recent.sort(key=lambda one: (-one[0].timestamp(), one[1].article.id, one[1].language))
    for moment, edition, channel in recent[:_NEWS_MOST]:
        page = inside(news, "url")
        add(page, "loc", article_address(channel.settings, edition.article.id, edition.language))
        said = inside(page, "news:news")
        publication = inside(said, "news:publication")
        add(publication, "news:name", site_title(channel.settings, edition.language))
        add(publication, "news:language", _news_language(edition.language))
        add(said, "news:publication_date", rfc3339(moment))
        add(said, "news:title", title_of(edition))
    return news


def _since(newest: datetime | None, channel: Channel) -> Iterator[tuple[datetime, Edition]]:
    """Give the editions of *channel* of the two days before *newest*, each with its date."""
    for edition in channel.editions[:_NEWS_MOST]:
        if newest is None or edition.published is None or edition.published <= newest - _NEWS:
            return  # those behind it are older
        yield edition.published, edition


def _news_language(language: LanguageTag) -> str:
    """Return the code that the schema admits for *language*: zh-cn, zh-tw, or the language alone."""
    if primary(language) != "zh":
        return primary(language)
    subtags = language.split("-")
    traditional = "Hant" in subtags or (subtags[-1] in {"TW", "HK", "MO"} and "Hans" not in subtags)
    return _CHINESE["Hant" if traditional else "Hans"]


def _parts(editions: Shelf) -> Iterator[tuple[str, Shelf]]:
    """Give *editions* in parts of a sitemap's size, each with its file's name; of an empty language one is empty.

    The newest is the first, and has the language's page of articles.
    """
    cut = list(stretches(editions.days(), MOST)) if len(editions) > MOST else []
    yield _FIRST, editions[: cut[0].stop] if cut else editions
    for one in cut[1:]:
        yield f"{_FIRST}-{one.name}", editions[one.start : one.stop]
