"""Atom 1.0 (RFC 4287), the main format: `feed.atom` and its archives."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Edition
from syndicate.writers import Channel, File
from syndicate.writers._address import feed_address, tag_address, web_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, channel_title, feed_updated, site_description
from syndicate.writers._sections import folder, home, scheme
from syndicate.writers._text import one_line
from syndicate.writers._words import words
from syndicate.writers._xml import Element, add, add_escaped, document, inside, root

_TYPE = "application/atom+xml"
_GONE = 50
"""Withdrawn entries that a feed tells of, newest first."""


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    yield File(f"{folder(channel)}/{one.name}.atom", document(_feed(channel, one)))


def _feed(channel: Channel, part: Document) -> Element:
    settings, language = channel.settings, channel.language
    front, title = home(channel), channel_title(channel)
    gone = () if part.archived else channel.withdrawn[:_GONE]
    feed = root("feed", "dcterms", "fh", *(["at"] if gone else []), space="atom", language=language)
    # An archive is a document of the same logical feed (RFC 5005, section 4), so all have one id.
    add(feed, "id", feed_address(settings, folder(channel)))
    add(feed, "title", title)
    if description := site_description(settings, language):
        add(feed, "subtitle", description)
    if settings.icon:
        add(feed, "icon", web_address(settings.icon))
    if settings.logo:
        add(feed, "logo", web_address(settings.logo))
    if settings.generator:
        add(feed, "generator", one_line(settings.generator))
    add(feed, "updated", rfc3339(feed_updated(part.entries, settings)))
    add(inside(feed, "author"), "name", title)
    add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=front)
    add(feed, "link", rel="self", type=_TYPE, href=f"{front}{part.name}.atom")
    if part.archived:
        add(feed, "link", rel="current", type=_TYPE, href=f"{front}feed.atom")
        if part.newer:
            add(feed, "link", rel="next-archive", type=_TYPE, href=f"{front}{part.newer}.atom")
        add(feed, "fh:archive")
    elif settings.hub:
        add(feed, "link", rel="hub", href=settings.hub)
    if part.previous:
        add(feed, "link", rel="prev-archive", type=_TYPE, href=f"{front}{part.previous}.atom")
    if settings.rights:
        add(feed, "rights", one_line(settings.rights))
    for edition in gone:
        _withdrawn(feed, edition, channel)
    for entry in part.entries:
        _entry(feed, entry, scheme(channel))
    return feed


def _withdrawn(feed: Element, edition: Edition, channel: Channel) -> None:
    """Say that an entry is gone, for readers who keep what they once had (RFC 6721)."""
    said, when = words(edition.language), edition.withdrawn or edition.published
    assert when is not None, "what was released has a date"  # noqa: S101 - the build lets nothing else through
    identifier = tag_address(channel.settings, edition.article.id, edition.language)
    element = inside(feed, "at:deleted-entry", ref=identifier, when=rfc3339(when))
    add(element, "at:comment", said.withdrawal, language=said.language)


def _entry(feed: Element, entry: Entry, sections: str) -> None:
    language, foreign = entry.edition.language, entry.source_language
    element = inside(feed, "entry", language=language)
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "updated", rfc3339(entry.updated))
    add(element, "published", rfc3339(entry.published))
    if entry.author:
        add(inside(element, "author"), "name", entry.author)
    if entry.reviewer:
        add(inside(element, "contributor"), "name", entry.reviewer)
    if entry.reviewed:
        add(element, "dcterms:dateAccepted", rfc3339(entry.reviewed))
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
        spoken = None if section.spoken(language) else section.language
        add(element, "category", scheme=sections, term=section.id, label=section.label, language=spoken)
    if entry.rights:
        add(element, "rights", entry.rights, language=foreign)
    if entry.source_id or entry.source_title:
        source = inside(element, "source", language=foreign)
        for name, text in (("id", entry.source_id), ("title", entry.source_title)):
            if text:
                add(source, name, text)
        if entry.source_link:
            add(source, "link", rel="alternate", href=entry.source_link)
    if entry.summary:
        add(element, "summary", entry.summary)
    add_escaped(element, "content", entry.escaped, type="html")
