"""IPTC ninjs 3.1, if `[publish] exports` names it: each edition as news systems exchange it, beside its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from syndicate.model import Edition
from syndicate.writers import Channel, File
from syndicate.writers._address import tag_address
from syndicate.writers._archive import documents
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import IPTC, Entry
from syndicate.writers._media import Attached
from syndicate.writers._sections import scheme
from syndicate.writers._text import one_line, printable

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_TYPES = {"image": "picture", "audio": "audio", "video": "video"}


def write(channel: Channel) -> Iterator[File]:
    """Give an item for each edition of *channel*, and the cancellation of each that is gone."""
    for one in documents(channel):
        for entry in one.fresh:
            yield from single(channel, entry)
    for edition in channel.withdrawn:
        yield from gone(channel, edition)


def single(channel: Channel, entry: Entry) -> Iterator[File]:
    """Give the item of an edition."""
    if "ninjs" in channel.settings.exports:
        yield _file(entry.edition, _item(entry, channel))


def gone(channel: Channel, edition: Edition) -> Iterator[File]:
    """Give the item that takes back what was sent of *edition*."""
    if "ninjs" in channel.settings.exports:
        yield _file(edition, _canceled(edition, channel))


def _file(edition: Edition, item: dict[str, Any]) -> File:
    data = msgspec.json.format(msgspec.json.encode(_said(item)), indent=1)
    return File(f"{edition.language}/articles/{edition.article.id}.ninjs.json", data + b"\n")


def _item(entry: Entry, channel: Channel) -> dict[str, Any]:
    edition, settings = entry.edition, channel.settings
    article = edition.article
    original = entry.source_language if entry.translated else None
    siblings = [
        {"name": str(language), "rel": "translation", "uri": tag_address(settings, article.id, language)}
        for language, _ in entry.siblings
    ]
    return {
        "standard": _STANDARD,
        "uri": entry.id,
        "type": "text",
        "representationType": "full",
        "pubStatus": "canceled" if edition.withdrawn else "usable",
        "language": edition.language,
        "firstCreated": rfc3339(entry.published),
        "versionCreated": rfc3339(entry.updated),
        "contentCreated": rfc3339(article.published) if article.published else "",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": entry.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": entry.summary}]
        if entry.summary
        else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": entry.content or entry.title}],
        "by": entry.author,
        "copyrightNotice": entry.rights,
        "usageTerms": one_line(settings.rights),
        "edNote": printable(" ".join(issue.comment for issue in edition.issues)),
        "subjects": [{"name": each.label, "uri": f"{scheme(channel)}:{each.id}"} for each in entry.sections],
        "infoSources": [
            _said({"name": entry.source_title, "uri": entry.source_id, "role": "source"}),
            *([_said({"name": entry.reviewer, "role": "reviewer"})] if entry.reviewer else []),
        ],
        "digitalSourceType": {"name": entry.label, "uri": IPTC + entry.source_type} if entry.source_type else {},
        "associations": [*siblings, *(_media(one, number) for number, one in enumerate(entry.attached, start=1))],
        "altIds": [
            _said({"role": role, "value": value})
            for role, value in (("page", entry.url), ("source", entry.link), ("source-language", original or ""))
            if value
        ],
    }


def _canceled(edition: Edition, channel: Channel) -> dict[str, Any]:
    """Return the item that takes back what was sent of *edition*."""
    moment = edition.withdrawn or edition.published
    return {
        "standard": _STANDARD,
        "uri": tag_address(channel.settings, edition.article.id, edition.language),
        "type": "text",
        "pubStatus": "canceled",
        "language": edition.language,
        "versionCreated": rfc3339(moment) if moment else "",
    }


def _media(one: Attached, number: int) -> dict[str, Any]:
    rendition = {"name": "main", "href": one.url, "contentType": one.type}
    sizes = {"width": one.media.width, "height": one.media.height, "sizeInBytes": one.media.length}
    return _said(
        {
            "name": f"media-{number}",
            "rel": "media",
            "uri": one.url,
            "type": _TYPES.get(one.kind, "component"),
            "by": one_line(one.media.credit),
            "renditions": [rendition | _said(sizes)],
        }
    )


def _said(members: dict[str, Any]) -> dict[str, Any]:
    """Return *members* without those that say nothing."""
    return {name: value for name, value in members.items() if value}
