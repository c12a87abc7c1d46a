"""RSS 2.0 with the modules that readers know: `feed.rss` and its archives."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from syndicate.writers import Channel, File
from syndicate.writers._address import web_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._dates import rfc822, rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, channel_title, feed_updated, site_description
from syndicate.writers._sections import folder, home, scheme
from syndicate.writers._text import one_line
from syndicate.writers._xml import Element, add, add_escaped, document, inside, root

_TYPE = "application/rss+xml"


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    rss = root("rss", "atom", "content", "dc", "dcterms", "fh", "media", version="2.0")
    _channel(inside(rss, "channel"), channel, one)
    yield File(f"{folder(channel)}/{one.name}.rss", document(rss))


def _channel(element: Element, channel: Channel, part: Document) -> None:
    settings, language = channel.settings, channel.language
    front, title = home(channel), channel_title(channel)
    add(element, "title", title)
    # Before any atom:link: some readers take the last element called link for the address.
    add(element, "link", front)
    add(element, "description", site_description(settings, language) or title)
    add(element, "language", language)
    if settings.rights:
        add(element, "copyright", one_line(settings.rights))
    if settings.editor:
        add(element, "managingEditor", one_line(settings.editor))
    if settings.webmaster:
        add(element, "webMaster", one_line(settings.webmaster))
    if settings.generator:
        add(element, "generator", one_line(settings.generator))
    if settings.ttl:
        add(element, "ttl", str(settings.ttl))
    if settings.logo:
        image = inside(element, "image")
        for name, text in (("url", web_address(settings.logo)), ("title", title), ("link", front)):
            add(image, name, text)
    add(element, "lastBuildDate", rfc822(feed_updated(part.entries, settings)))
    add(element, "atom:link", rel="self", type=_TYPE, href=f"{front}{part.name}.rss")
    if part.archived:
        add(element, "atom:link", rel="current", type=_TYPE, href=f"{front}feed.rss")
        if part.newer:
            add(element, "atom:link", rel="next-archive", type=_TYPE, href=f"{front}{part.newer}.rss")
        add(element, "fh:archive")
    elif settings.hub:
        add(element, "atom:link", rel="hub", href=settings.hub)
    if part.previous:
        add(element, "atom:link", rel="prev-archive", type=_TYPE, href=f"{front}{part.previous}.rss")
    for entry in part.entries:
        _item(inside(element, "item"), entry, scheme(channel))


def _item(element: Element, entry: Entry, sections: str) -> None:
    add(element, "title", entry.title)
    add(element, "link", entry.url)
    add(element, "guid", entry.id, isPermaLink="false")
    add(element, "pubDate", rfc822(entry.published))
    add(element, "atom:updated", rfc3339(entry.updated))
    add(element, "dc:language", entry.edition.language)
    if entry.author:
        add(element, "dc:creator", entry.author)
    if entry.reviewer:
        add(element, "dc:contributor", entry.reviewer)
    if entry.reviewed:
        add(element, "dcterms:dateAccepted", rfc3339(entry.reviewed))
    address = entry.source_id if entry.source_id.startswith("http") else entry.source_link
    if entry.source_title and address:
        add(element, "source", entry.source_title, url=address)
    if entry.rights:
        add(element, "dc:rights", entry.rights)
    if entry.source_type:
        add(element, "category", entry.source_type, domain=IPTC)
    for section in entry.sections:
        # RSS cannot say that a category is in another language than the feed.
        if section.spoken(entry.edition.language):
            add(element, "category", section.label, domain=sections)
    if entry.summary:
        add(element, "description", escape(entry.summary, quote=False))
    add_escaped(element, "content:encoded", entry.escaped)
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
        content = inside(
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
