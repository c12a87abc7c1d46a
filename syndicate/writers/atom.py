"""Atom 1.0 (RFC 4287), the main format: `feed.atom` and its archives."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.writers import Channel, File
from syndicate.writers._address import feed_address, home_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, feed_updated, site_description, site_title
from syndicate.writers._text import one_line
from syndicate.writers._xml import Element, add, document, root

_TYPE = "application/atom+xml"


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    yield File(f"{channel.language}/{one.name}.atom", document(_feed(channel, one)))


def _feed(channel: Channel, part: Document) -> Element:
    settings, language = channel.settings, channel.language
    home, title = home_address(settings, language), site_title(settings, language)
    feed = root("feed", "fh", space="atom", language=language)
    # An archive is a document of the same logical feed (RFC 5005, section 4), so all have one id.
    add(feed, "id", feed_address(settings, language))
    add(feed, "title", title)
    if description := site_description(settings, language):
        add(feed, "subtitle", description)
    add(feed, "updated", rfc3339(feed_updated(part.entries, settings)))
    add(add(feed, "author"), "name", title)
    add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=home)
    add(feed, "link", rel="self", type=_TYPE, href=f"{home}{part.name}.atom")
    if part.archived:
        add(feed, "link", rel="current", type=_TYPE, href=f"{home}feed.atom")
        add(feed, "fh:archive")
    elif settings.hub:
        add(feed, "link", rel="hub", href=settings.hub)
    if part.previous:
        add(feed, "link", rel="prev-archive", type=_TYPE, href=f"{home}{part.previous}.atom")
    if settings.rights:
        add(feed, "rights", one_line(settings.rights))
    for entry in part.entries:
        _entry(feed, entry)
    return feed


def _entry(feed: Element, entry: Entry) -> None:
    language, foreign = entry.edition.language, entry.source_language
    element = add(feed, "entry", language=language)
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "updated", rfc3339(entry.updated))
    add(element, "published", rfc3339(entry.published))
    if entry.author:
        add(add(element, "author"), "name", entry.author)
    for sibling, address in entry.siblings:
        add(element, "link", rel=WORK_TRANSLATION, type="text/html", hreflang=sibling, href=address)
    # After the translations: some readers take the last link of an entry for its address.
    add(element, "link", rel="alternate", type="text/html", hreflang=language, href=entry.url)
    if entry.link:
        add(element, "link", rel="via", hreflang=foreign, href=entry.link)
    for one in entry.enclosures:
        length = str(one.media.length) if one.media.length else None
        add(element, "link", rel="enclosure", type=one.type, length=length, href=one.url)
    if entry.source_type:
        spoken = entry.label_language if entry.label_language != language else None
        add(element, "category", scheme=IPTC, term=entry.source_type, label=entry.label, language=spoken)
    for section in entry.sections:
        add(element, "category", term=section, label=section, language=foreign)
    if entry.rights:
        add(element, "rights", entry.rights, language=foreign)
    if entry.source_id or entry.source_title:
        source = add(element, "source", language=foreign)
        for name, text in (("id", entry.source_id), ("title", entry.source_title)):
            if text:
                add(source, name, text)
        if entry.source_link:
            add(source, "link", rel="alternate", href=entry.source_link)
    if entry.summary:
        add(element, "summary", entry.summary)
    add(element, "content", entry.content, type="html")
