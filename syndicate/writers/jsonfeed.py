"""JSON Feed 1.1: `feed.json` and its archives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from syndicate.writers import Channel, File
from syndicate.writers._address import web_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import IPTC, Entry
from syndicate.writers._sections import folder, home
from syndicate.writers._text import one_line
from syndicate.writers._titles import channel_title, site_description


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    data = msgspec.json.format(msgspec.json.encode(_feed(channel, one)), indent=1)
    yield File(f"{folder(channel)}/{one.name}.json", data + b"\n")


def _feed(channel: Channel, document: Document) -> dict[str, Any]:
    settings, language = channel.settings, channel.language
    front, title = home(channel), channel_title(channel)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": site_description(settings, language),
        "home_page_url": front,
        "feed_url": f"{front}{document.name}.json",
        "next_url": f"{front}{document.previous}.json" if document.previous else "",
        "icon": web_address(settings.logo),
        "favicon": web_address(settings.icon),
        "language": language,
        "authors": [{"name": title}],
        "hubs": [{"type": "WebSub", "url": settings.hub}] if settings.hub and not document.archived else [],
        "_syndicate": _said({"rights": one_line(settings.rights)}),
    }
    # An empty feed still has its list of items.
    return _said(feed) | {"items": [_item(entry) for entry in document.entries]}


def _item(entry: Entry) -> dict[str, Any]:
    return _said(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.link,
            "title": entry.title,
            "content_html": entry.content or entry.title,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": entry.xml.published,
            "date_modified": entry.xml.updated,
            "authors": [{"name": entry.author}] if entry.author else [],
            "tags": [each.label for each in entry.sections if each.spoken(entry.edition.language)],
            "language": entry.edition.language,
            "attachments": [
                _said({"url": one.url, "mime_type": one.type, "size_in_bytes": one.media.length})
                for one in entry.enclosures
            ],
            "_syndicate": _extension(entry),
        }
    )


def _extension(entry: Entry) -> dict[str, Any]:
    """Return what JSON Feed has no word for."""
    return _said(
        {
            "translations": dict(entry.siblings),
            "digital_source_type": IPTC + entry.source_type if entry.source_type else "",
            "source": _said(
                {
                    "id": entry.source_id,
                    "title": entry.source_title,
                    "url": entry.source_link,
                    "language": entry.source_language,
                }
            ),
            "sections": {each.id: each.label for each in entry.sections},
            "reviewer": entry.reviewer,
            "reviewed": rfc3339(entry.reviewed) if entry.reviewed else "",
            "withdrawn": rfc3339(entry.edition.withdrawn) if entry.edition.withdrawn else "",
            "rights": entry.rights,
        }
    )


def _said(members: dict[str, Any]) -> dict[str, Any]:
    """Return *members* without those that say nothing: JSON Feed wants them left out, not empty."""
    return {name: value for name, value in members.items() if value}
