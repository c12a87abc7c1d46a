"""The rules of JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.validate.facts import Feed, Item, absolute, digest, lasting, moment, twice

VERSION = "https://jsonfeed.org/version/1.1"
"""The one version that we write."""

_TEXT, _LIST, _TABLE, _FLAG, _NUMBER = str, list, dict, bool, int
_FEED: Mapping[str, type] = {
    "version": _TEXT, "title": _TEXT, "home_page_url": _TEXT, "feed_url": _TEXT, "description": _TEXT,
    "user_comment": _TEXT, "next_url": _TEXT, "icon": _TEXT, "favicon": _TEXT, "authors": _LIST, "language": _TEXT,
    "expired": _FLAG, "hubs": _LIST, "items": _LIST,
}  # fmt: skip
_ITEM: Mapping[str, type] = {
    "id": _TEXT, "url": _TEXT, "external_url": _TEXT, "title": _TEXT, "content_html": _TEXT, "content_text": _TEXT,
    "summary": _TEXT, "image": _TEXT, "banner_image": _TEXT, "date_published": _TEXT, "date_modified": _TEXT,
    "authors": _LIST, "tags": _LIST, "language": _TEXT, "attachments": _LIST,
}  # fmt: skip
_ATTACHMENT: Mapping[str, type] = {
    "url": _TEXT, "mime_type": _TEXT, "title": _TEXT, "size_in_bytes": _NUMBER, "duration_in_seconds": _NUMBER,
}  # fmt: skip
_AUTHOR: Mapping[str, type] = {"name": _TEXT, "url": _TEXT, "avatar": _TEXT}
_HUB: Mapping[str, type] = {"type": _TEXT, "url": _TEXT}


def inspect(path: str, feed: dict[str, Any]) -> tuple[Feed | None, list[str]]:
    """Return the facts of a JSON feed, and its faults."""
    faults = _shape(feed, _FEED, ("version", "title", "items", "feed_url", "home_page_url", "language"))
    faults += [fault for each in feed.get("hubs", []) for fault in _shape(each, _HUB, ("type", "url"))]
    if feed.get("version") != VERSION:
        faults.append(f"is version “{feed.get('version')}”, not {VERSION}")
    if any("is not" in fault or "has no" in fault for fault in faults):
        return None, faults
    items: list[Item] = []
    for member in feed["items"]:
        wrong = _shape(member, _ITEM, ("id", "url", "title", "content_html", "date_published", "date_modified"))
        if wrong:
            faults += [f"“{_name(member)}” {fault}" for fault in wrong]
            continue
        item = _item(member)
        items.append(item)
        faults += [f"“{item.title[:60]}” {fault}" for fault in _faults(member, item, feed["language"])]
    faults += [f"the id {each} stands twice" for each in twice(item.id for item in items)]
    archived = "/archives/" in path
    return Feed(path, feed["language"], feed["feed_url"], feed.get("next_url", ""), archived, tuple(items)), faults


def _item(member: dict[str, Any]) -> Item:
    said = member.get("_syndicate", {})
    # What has no body has its title for one: the format wants some content.
    content = member["content_html"] if member["content_html"] != member["title"] else ""
    return Item(
        member["id"],
        member["url"],
        member.get("language", ""),
        member["title"],
        moment(member["date_published"]),
        moment(member["date_modified"]),
        tuple(sorted(said.get("translations", {}).items())),
        digest(content),
        said.get("digital_source_type", ""),
    )


def _faults(member: dict[str, Any], item: Item, language: str) -> list[str]:
    faults = [fault for each in member.get("attachments", []) for fault in _shape(each, _ATTACHMENT, ("url",))]
    faults += [fault for each in member.get("authors", []) for fault in _shape(each, _AUTHOR, ())]
    if any("/" not in each.get("mime_type", "") for each in member.get("attachments", []) if isinstance(each, dict)):
        faults.append("has an attachment without a type")
    if not lasting(item.id):
        faults.append(f"has no lasting id: “{item.id}”")
    if item.language != language:
        faults.append(f"is in “{item.language}”, its feed in “{language}”")
    if not item.published or not item.updated or item.updated < item.published:
        faults.append("has no dates in order")
    wrong = [name for name in ("url", "external_url", "image") if name in member and not absolute(member[name])]
    return faults + [f"has the {name} “{member[name]}”" for name in wrong]


def _shape(member: Any, known: Mapping[str, type], needed: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the members of an object: missing, unknown, of another type."""
    if not isinstance(member, dict):
        return ["is not an object"]
    faults = [f"has no {name}" for name in needed if name not in member]
    for name, value in member.items():
        if name.startswith("_"):
            continue
        if name not in known:
            faults.append(f"has a member “{name}” that the format does not know")
        elif not isinstance(value, known[name]):
            faults.append(f"has a member “{name}” that is not a {known[name].__name__}")
        elif value == "" and name not in {"content_html"}:
            faults.append(f"has a member “{name}” that says nothing")
    return faults


def _name(member: Any) -> str:
    return str(member.get("title") or member.get("id"))[:60] if isinstance(member, dict) else str(member)[:60]
