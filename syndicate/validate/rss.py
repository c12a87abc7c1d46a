"""The rules of RSS 2.0 and of the modules in it, as the RSS Advisory Board's profile reads them."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime

from lxml import etree

from syndicate.validate.body import IPTC
from syndicate.validate.facts import Feed, Item, absolute, digest, lasting, moment, twice

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_TRANSLATION = "https://schema.org/workTranslation"


def inspect(path: str, rss: etree._Element) -> tuple[Feed | None, list[str]]:
    """Return the facts of an RSS document, and its faults."""
    channel = rss.find("channel")
    if rss.get("version") != "2.0" or channel is None:
        return None, ["is not RSS 2.0"]
    once = ("title", "link", "description", "language", "lastBuildDate")
    faults = [f"has {len(channel.findall(name))} {name}" for name in once if len(channel.findall(name)) != 1]
    faults += [f"has an empty {name}" for name in once if not (channel.findtext(name) or "x").strip()]
    names = [child.tag for child in channel]
    if _ATOM + "link" in names and "link" in names and names.index(_ATOM + "link") < names.index("link"):
        faults.append("has an atom:link before its link, and some readers take that")
    if _DC + "language" in names:
        faults.append("says its language twice (dc:language)")
    language = channel.findtext("language", "")
    links = {link.get("rel"): link.get("href", "") for link in channel.findall(_ATOM + "link")}
    if not absolute(links.get("self")):
        faults.append("does not link itself")
    if not _date(channel.findtext("lastBuildDate")):
        faults.append("has no date of its last change")
    items: list[Item] = []
    for element in channel.findall("item"):
        item, wrong = _item(element, language)
        items.append(item)
        faults += [f"“{item.title[:60]}” {fault}" for fault in wrong]
    faults += [f"the guid {each} stands twice" for each in twice(item.id for item in items)]
    archived = channel.find(_ARCHIVE) is not None
    feed = Feed(path, language, links.get("self", ""), links.get("prev-archive", ""), archived, tuple(items))
    return feed, faults


def _item(item: etree._Element, language: str) -> tuple[Item, list[str]]:
    once = ("title", "link", "guid", "pubDate", _ATOM + "updated", _DC + "language", _CONTENT)
    faults = [
        f"has {len(item.findall(name))} {etree.QName(name).localname}" for name in once if len(item.findall(name)) != 1
    ]
    guid, link = item.find("guid"), item.findtext("link", "")
    identifier = (guid.text or "") if guid is not None else ""
    if guid is None or guid.get("isPermaLink") != "false" or not lasting(identifier):
        faults.append("has no lasting guid")
    if not absolute(link):
        faults.append(f"has the link “{link}”")
    said = item.findtext(_DC + "language", "")
    if said != language:
        faults.append(f"is in “{said}”, its feed in “{language}”")
    published, updated = _date(item.findtext("pubDate")), moment(item.findtext(_ATOM + "updated"))
    if not published or not updated or updated < published:
        faults.append("has no dates in order")
    enclosures = item.findall("enclosure")
    if len(enclosures) > 1:
        faults.append("has more than one enclosure")
    for one in enclosures:
        whole = absolute(one.get("url")) and "/" in one.get("type", "") and one.get("length", "").isdigit()
        if not whole:
            faults.append("has an enclosure without address, type or length")
    if item.find(_DC + "source") is not None:
        faults.append("names its source twice (dc:source)")
    source = item.find("source")
    if source is not None and not absolute(source.get("url")):
        faults.append("has a source without address")
    links = item.findall(_ATOM + "link")
    if any(each.get("rel", "alternate") == "alternate" for each in links):
        faults.append("has an atom:link that readers take for its own address")
    siblings = sorted((each.get("hreflang", ""), each.get("href", "")) for each in links if _rel(each) == _TRANSLATION)
    types = [each.text or "" for each in item.findall("category") if each.get("domain") == IPTC]
    disclosed = IPTC + types[0] if types else ""
    content, title = digest(item.findtext(_CONTENT, "")), item.findtext("title", "")
    return Item(identifier, link, said, title, published, updated, tuple(siblings), content, disclosed), faults


def _rel(link: etree._Element) -> str | None:
    return link.get("rel")


def _date(text: str | None) -> str:
    """Return a date of RFC 822 in UTC, nothing where it is none."""
    try:
        found = parsedate_to_datetime(text or "")
    except ValueError:
        return ""
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.tzinfo else ""
