"""RSS 2.0 with the modules that readers know: `feed.rss` and its archives."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from syndicate.writers import Channel, File
from syndicate.writers._address import home_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._dates import rfc822, rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, feed_updated, site_description, site_title
from syndicate.writers._text import one_line
from syndicate.writers._xml import Element, add, document, root

_TYPE = "application/rss+xml"


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    rss = root("rss", "atom", "content", "dc", "fh", "media", version="2.0")
    _channel(add(rss, "channel"), channel, one)
    yield File(f"{channel.language}/{one.name}.rss", document(rss))


def _channel(element: Element, channel: Channel, part: Document) -> None:
    settings, language = channel.settings, channel.language
    home, title = home_address(settings, language), site_title(settings, language)
    add(element, "title", title)
    # Before any atom:link: some readers take the last element called link for the address.
    add(element, "link", home)
    add(element, "description", site_description(settings, language) or title)
    add(element, "language", language)
    if settings.rights:
        add(element, "copyright", one_line(settings.rights))
    add(element, "lastBuildDate", rfc822(feed_updated(part.entries, settings)))
    add(element, "atom:link", rel="self", type=_TYPE, href=f"{home}{part.name}.rss")
    if part.archived:
        add(element, "atom:link", rel="current", type=_TYPE, href=f"{home}feed.rss")
        add(element, "fh:archive")
    elif settings.hub:
        add(element, "atom:link", rel="hub", href=settings.hub)
    if part.previous:
        add(element, "atom:link", rel="prev-archive", type=_TYPE, href=f"{home}{part.previous}.rss")
    for entry in part.entries:
        _item(add(element, "item"), entry)


def _item(element: Element, entry: Entry) -> None:
    add(element, "title", entry.title)
    add(element, "link", entry.url)
    add(element, "guid", entry.id, isPermaLink="false")
    add(element, "pubDate", rfc822(entry.published))
    add(element, "atom:updated", rfc3339(entry.updated))
    add(element, "dc:language", entry.edition.language)
    if entry.author:
        add(element, "dc:creator", entry.author)
    address = entry.source_id if entry.source_id.startswith("http") else entry.source_link
    if entry.source_title and address:
        add(element, "source", entry.source_title, url=address)
    if entry.rights:
        add(element, "dc:rights", entry.rights)
    if entry.source_type:
        add(element, "category", entry.source_type, domain=IPTC)
    if not entry.translated:
        # RSS cannot say that a category is in another language than the feed.
        for section in entry.sections:
            add(element, "category", section)
    if entry.summary:
        add(element, "description", escape(entry.summary, quote=False))
    add(element, "content:encoded", entry.content)
    _media(element, entry)
    for sibling, address in entry.siblings:
        add(element, "atom:link", rel=WORK_TRANSLATION, type="text/html", hreflang=sibling, href=address)
    if entry.link:
        add(element, "atom:link", rel="via", hreflang=entry.source_language, href=entry.link)


def _media(element: Element, entry: Entry) -> None:
    """Add the one enclosure that RSS readers expect, and everything as media:content."""
    for one in entry.enclosures[:1]:
        # The length is required; 0 says that it is not known (RSS Advisory Board).
        add(element, "enclosure", url=one.url, length=str(one.media.length or 0), type=one.type)
    for one in entry.attached:
        length, width, height = (str(n) if n else None for n in (one.media.length, one.media.width, one.media.height))
        medium = one.kind if one.kind in {"image", "audio", "video"} else None
        content = add(
            element,
            "media:content",
            url=one.url,
            type=one.type,
            medium=medium,
            fileSize=length,
            width=width,
            height=height,
        )
        if one.media.credit:
            add(content, "media:credit", one_line(one.media.credit))
