"""The rules of Atom 1.0 (RFC 4287), of its archives (RFC 5005), and our own on links and languages."""

from __future__ import annotations

from lxml import etree

from syndicate.validate.body import IPTC, body_faults
from syndicate.validate.facts import Feed, Item, absolute, digest, lasting, moment, twice

_GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_A = "{http://www.w3.org/2005/Atom}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_TRANSLATION = "https://schema.org/workTranslation"


def inspect(path: str, feed: etree._Element) -> tuple[Feed, list[str]]:
    """Return the facts of an Atom document, and its faults."""
    faults = [fault for name in ("id", "title", "updated") for fault in _once(feed, name)]
    language = feed.get(_LANGUAGE, "")
    if feed.tag != _A + "feed":
        faults.append("is not in the namespace of Atom")
    if not language:
        faults.append("does not say its language (xml:lang)")
    if not feed.findtext(_A + "title", "").strip():
        faults.append("says nothing in its title")
    if feed.find(_A + "author/" + _A + "name") is None:
        faults.append("has no author")
    if not lasting(feed.findtext(_A + "id")):
        faults.append("has no lasting id")
    own, home = _links(feed, "self"), _links(feed, "alternate")
    if [link.get("type") for link in own] != ["application/atom+xml"]:
        faults.append("does not have exactly one link to itself")
    if [link.get("hreflang") for link in home] != [language]:
        faults.append("does not have exactly one link to its page, in its language")
    items: list[Item] = []
    for entry in feed.findall(_A + "entry"):
        item, wrong = _entry(entry, language)
        items.append(item)
        faults += [f"“{item.title[:60]}” {fault}" for fault in wrong]
    faults += [f"the id {each} stands twice" for each in twice(item.id for item in items)]
    live = {item.id for item in items}
    for gone in feed.findall(_DELETED):
        if not lasting(gone.get("ref")) or not moment(gone.get("when")):
            faults.append("says that an entry is gone, and not which or when (RFC 6721)")
        elif gone.get("ref") in live:
            faults.append(f"says that {gone.get('ref')} is gone, and has it")
    withdrawals = (moment(each.get("when")) for each in feed.iter(_GONE))
    newest = max((*(item.updated for item in items), *withdrawals), default="")
    if not moment(feed.findtext(_A + "updated")) or (newest and moment(feed.findtext(_A + "updated")) != newest):
        faults.append("was not updated when its newest entry was")
    previous = [link.get("href", "") for link in _links(feed, "prev-archive")]
    archived = feed.find(_ARCHIVE) is not None
    if archived and not _links(feed, "current"):
        faults.append("is an archive and does not name its feed (RFC 5005)")
    following = [link.get("href", "") for link in _links(feed, "next-archive")]
    if following and not archived:
        faults.append("is no archive and names a newer one")
    address = own[0].get("href", "") if own else ""
    return Feed(path, language, address, "".join(previous[:1]), archived, tuple(items)), faults


def _entry(entry: etree._Element, language: str) -> tuple[Item, list[str]]:
    faults = [fault for name in ("id", "title", "updated", "published", "content") for fault in _once(entry, name)]
    said = entry.get(_LANGUAGE, "")
    if said != language:
        faults.append(f"is in “{said}”, its feed in “{language}”")
    identifier, title = entry.findtext(_A + "id", ""), entry.findtext(_A + "title", "")
    if not lasting(identifier):
        faults.append(f"has no lasting id: “{identifier}”")
    if not title.strip() or "\n" in title:
        faults.append("has no title on one line")
    published, updated = moment(entry.findtext(_A + "published")), moment(entry.findtext(_A + "updated"))
    if not published or not updated or updated < published:
        faults.append("has no dates in order")
    faults += _link_faults(entry, language)
    translated = any(link.get("hreflang", said) != said for link in _links(entry, "via"))
    types = [each.get("term", "") for each in entry.findall(_A + "category") if each.get("scheme") == IPTC]
    if translated and len(types) != 1:
        faults.append("is a translation and does not say how it was made")
    content = entry.find(_A + "content")
    body = (content.text or "") if content is not None else ""
    if content is not None and content.get("type") != "html":
        faults.append("has a body that is not of type html")
    disclosed = IPTC + types[0] if types else ""
    faults += body_faults(body, language, disclosed)
    url = "".join(link.get("href", "") for link in _links(entry, "alternate")[:1])
    siblings = tuple(sorted((link.get("hreflang", ""), link.get("href", "")) for link in _links(entry, _TRANSLATION)))
    return Item(identifier, url, said, title, published, updated, siblings, digest(body), disclosed), faults


def _link_faults(entry: etree._Element, language: str) -> list[str]:
    """Return what is wrong with an entry's links: readers differ in which one they open."""
    faults: list[str] = []
    links = entry.findall(_A + "link")
    relations = [link.get("rel", "alternate") for link in links]
    if relations.count("alternate") != 1:
        faults.append(f"has {relations.count('alternate')} links rel=alternate, where readers open any one of them")
    elif _TRANSLATION in relations[relations.index("alternate") :]:
        faults.append("has a translation after its own link, and some readers open the last one")
    elif links[relations.index("alternate")].get("hreflang") != language:
        faults.append("links a page of another language as its own")
    for link in links:
        if not absolute(link.get("href")):
            faults.append(f"has a link to “{link.get('href')}”")
        if link.get("rel") == _TRANSLATION and link.get("hreflang") in {None, language}:
            faults.append("names itself, or no language, as a translation")
        if link.get("rel") == "enclosure" and "/" not in link.get("type", ""):
            faults.append("has an enclosure without a type")
    source = entry.find(_A + "source")
    if source is not None and source.find(_A + "title") is None and source.find(_A + "id") is None:
        faults.append("has a source without name and id")
    return faults


def _links(element: etree._Element, relation: str) -> list[etree._Element]:
    return [link for link in element.findall(_A + "link") if link.get("rel", "alternate") == relation]


def _once(element: etree._Element, name: str) -> list[str]:
    found = len(element.findall(_A + name))
    return [] if found == 1 else [f"has {found} {name} in place of one"]
