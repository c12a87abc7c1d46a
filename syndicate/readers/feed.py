"""RSS, Atom and RDF feeds, each entry an article."""

from __future__ import annotations

import calendar
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from io import BytesIO
from typing import Any

from syndicate.errors import ReadError
from syndicate.markup import absolute, flatten, fold
from syndicate.model import Article, Failure, LanguageHint, Media, Source, SpanKind, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import (
    HEADLINE_ONLY,
    SUMMARY_ONLY,
    About,
    article_id,
    hint,
    make_article,
    moment,
    tag_or_none,
)
from syndicate.readers._body import Body, of_fragment, paragraphs
from syndicate.readers._encoding import decode

suffixes: tuple[str, ...] = (".rss", ".atom", ".rdf", ".xml")

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE[^\[>]*\[(?P<subset>.{0,100000}?)\]\s*>", re.DOTALL)
_NODE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<close>/?)[^\s<>/!?][^<>]*+>?", re.DOTALL)
_REFERENCE = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_NUMBER = re.compile(r"&#(?:x(?P<hex>[0-9a-f]+)|(?P<decimal>\d+));?", re.IGNORECASE)
_TOMBSTONE = re.compile(r"<(?:\w+:)?deleted-entry\b(?P<said>[^<>]{0,2000})>")
_SAID = re.compile(r"(?P<name>ref|when)\s*=\s*(?:\"(?P<value>[^\"]*)\"|'(?P<single>[^']*)')")
_SIZE = 30_000_000
"""Characters a feed may have; each entry's content is also held to the limit of a page."""
_DEPTH = 200


def sniff(document: Document) -> float:
    """How sure it is that *document* is a feed."""
    head = document.data[:4096].replace(b"\0", b"")  # UTF-16 reads like ASCII with zeros
    if _ROOT.search(head) and b"<html" not in head.lower():
        return 0.95
    return 0.6 if document.media_type in {"application/rss+xml", "application/atom+xml", "application/rdf+xml"} else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the feed's entries as articles, in the feed's order.

    Raises:
        ReadError: it is no feed, it is hostile, or it has no entries.
    """
    import feedparser

    decoded = decode(document)
    _refuse_hostile(decoded.text, document.name)
    # The text is decoded already; what it declared of its bytes would mislead. Feedparser's own cleaning drops elements
    # we keep, and our reading lets through less than it does.
    feed = feedparser.parse(
        BytesIO(_NUMBER.sub(_in_unicode, decoded.text).encode("utf-8", errors="replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": document.address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    tombstones = list(_tombstones(decoded.text))
    if not feed.entries and not tombstones:
        raise ReadError(
            "the feed has no entries." if feed.version else "it is no feed that can be read.",
            where=document.name,
            advice="Look whether it was saved whole, or leave it out.",
        )
    source = _source(feed.feed, document)
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{document.name}, entry {number}"
        try:
            article = _article(entry, feed.feed, replace(source, document=where), document, decoded.notes)
        except ReadError as error:
            yield Failure("read", where, error.message, error.advice)
            continue
        if article.id in seen:
            yield Failure(
                "read", where, f"its guid “{article.source.guid}” stands in the feed twice.", "The first counts."
            )
            continue
        seen.add(article.id)
        yield article
    for ref, when in tombstones:
        if article_id(source.feed, ref) not in seen:
            about = About(title=ref, updated=moment(when), withdrawn=True)
            yield make_article(replace(source, guid=ref, document=f"{document.name}, {ref}"), about, Body(()))
    if feed.bozo and isinstance(feed.bozo_exception, Exception) and hasattr(feed.bozo_exception, "getLineNumber"):
        line = feed.bozo_exception.getLineNumber()
        yield Failure(
            "read",
            f"{document.name}:{line}",
            "the feed is not well-formed XML; entries after this line may be missing.",
            "Tell whoever makes the feed; what could be read was taken.",
        )


def _tombstones(text: str) -> Iterator[tuple[str, str]]:
    """Give identifier and moment of each entry that an Atom feed says is deleted (RFC 6721)."""
    for match in _TOMBSTONE.finditer(text):
        said = {one["name"]: unescape(one["value"] or one["single"] or "") for one in _SAID.finditer(match["said"])}
        if said.get("ref"):
            yield said["ref"], said.get("when", "")


def _refuse_hostile(text: str, where: str) -> None:
    if len(text) > _SIZE:
        raise ReadError(
            f"the feed has {len(text):,} characters; the limit is {_SIZE:,}.", where=where, advice="Split the feed."
        )
    prolog = _PROLOG.match(text)
    if prolog and "<!ENTITY" in prolog["subset"]:
        raise ReadError(
            "it defines entities of its own, which can make a short file endless.",
            where=where,
            advice="No feed needs them; look at where it came from.",
        )
    depth = 0
    for node in _NODE.finditer(text):
        if node["close"] is None or node[0].endswith("/>"):
            continue
        depth += -1 if node["close"] else 1
        if depth > _DEPTH:
            raise ReadError(
                f"its elements are nested over {_DEPTH} deep.", where=where, advice="Look at where it came from."
            )


def _source(feed: Any, document: Document) -> Source:
    own = next((link.get("href") or "" for link in feed.get("links", []) if link.get("rel") == "self"), "")
    address = absolute(own, document.address) or absolute(feed.get("link") or "", document.address)
    title = feed.get("title_detail", {})
    return Source(
        feed=address or document.address or document.name,
        guid="",
        title=_title(title, "")[0],
        link=absolute(feed.get("link") or "", document.address),
        language=tag_or_none(feed.get("language") or title.get("language")),
    )


def _article(entry: Any, feed: Any, source: Source, document: Document, notes: tuple[str, ...]) -> Article:
    where = source.document
    link = absolute(entry.get("link") or "", source.link or document.address)
    title = _title(entry.get("title_detail", {}), link)
    content, summary = _content(entry, link, where, title[0])
    guid = entry.get("id") or link or title[0]
    if not guid:
        raise ReadError("it has no guid, no link and no title.", where=where, advice="Nothing tells it from others.")
    # RFC 4287, 4.2.1: an entry without an author has its source's, or else the feed's.
    holders = (entry, entry.get("source") or {}, feed)
    authors: list[Any] = next((one["authors"] for one in holders if any(one.get("authors", []))), [])
    names = [fold(author.get("name") or author.get("email") or "") for author in authors]
    about = About(
        title_unit=Unit(UnitKind.TITLE, *title) if title[0] else None,
        summary=summary,
        link=link,
        byline=", ".join(dict.fromkeys(filter(None, names))) or fold(entry.get("author") or ""),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        rights=entry.get("rights") or feed.get("rights") or "",
        sections=tuple(tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", [])),
        media=tuple(_enclosures(entry, link)),
        hints=tuple(_hints(entry, feed)),
        notes=notes,
        bare=bool(title[0]) and _links(entry),
    )
    return make_article(replace(source, guid=guid), about, content)


def _in_unicode(reference: re.Match[str]) -> str:
    """Return a character reference as it is, or the replacement character where Unicode has no such number."""
    digits = (reference["hex"] or reference["decimal"]).lstrip("0")
    number = int(digits[:12] or "0", 16 if reference["hex"] else 10)
    return reference[0] if number <= sys.maxunicode else "\ufffd"


def _links(entry: Any) -> bool:
    """Whether the entry names its page; a guid that is no address is not one, whatever its feed says of it."""
    return bool(entry.get("links")) or str(entry.get("id") or "").startswith(("http://", "https://"))


def _title(detail: Any, base: str) -> tuple[str, tuple[Any, ...]]:
    """Return a title's text and spans; a link or line break in a title is left out."""
    from syndicate.readers._tree import fragment

    value = detail.get("value") or ""
    if detail.get("type") not in {"text/html", "application/xhtml+xml"} or not value.strip():
        # Many feeds escape a title twice, whatever type they name: nobody writes “&amp;” to be read.
        return fold(unescape(value) if _REFERENCE.search(value) else value), ()
    body = fragment(value, where="title")
    text, spans = flatten([body.text or "", *(part for child in body for part in (child, child.tail or ""))], base=base)
    if not text:
        return fold(unescape(value)), ()  # a tag is what the title is about
    kept = tuple(span for span in spans if span.kind is SpanKind.INLINE and span.name != "a")
    return text.replace("\n", " "), kept


def _content(entry: Any, link: str, where: str, title: str) -> tuple[Body, Unit | None]:
    """Return the body, and the summary where the entry has both."""
    contents = [one for one in entry.get("content", []) if (one.get("value") or "").strip()]
    short = entry.get("summary_detail") or {}
    if not contents and not (short.get("value") or "").strip():
        # The page behind the link has the text; `full_text` fetches it.
        return Body((), notes=(HEADLINE_ONLY,)), None
    if not contents:
        body = _body(short, link, where, title)
        return replace(body, notes=(*body.notes, SUMMARY_ONLY)), None
    fullest = max(contents, key=lambda one: len(one["value"]))
    body = _body(fullest, link, where, title)
    body = replace(body, units=_without_credits(body.units, link))
    if not (short.get("value") or "").strip() or short["value"] == fullest["value"]:
        return body, None
    text = " ".join(unit.text for unit in _body(short, link, where, "").units if unit.text)
    return body, Unit(UnitKind.SUMMARY, fold(text)) if text else None


def _body(detail: Any, link: str, where: str, title: str) -> Body:
    from syndicate.readers._tree import fragment

    value = detail.get("value") or ""
    if detail.get("type") == "text/plain" and not re.search(r"</?(?:p|br|div|a|b|i|em|strong|img)\b[^>]*>", value):
        return paragraphs(value)
    if not value.strip():
        return Body(())
    return of_fragment(fragment(value, where=where), base=absolute(detail.get("base") or "", link) or link, title=title)


def _without_credits(units: tuple[Unit, ...], link: str) -> tuple[Unit, ...]:
    """Return *units* without WordPress' last line “The post <link> appeared first on <site>”, in whatever language."""
    if len(units) > 1 and link:
        links = [
            value for span in units[-1].spans if span.name == "a" for key, value in span.attributes if key == "href"
        ]
        if (
            len(links) == 2
            and links[0].split("#")[0].rstrip("/") == link.rstrip("/")
            and link.startswith(links[1][:12])
        ):
            return units[:-1]
    return units


def _moment(entry: Any, field: str) -> datetime | None:
    """Return a date with the zone the feed wrote; feedparser keeps UTC only."""
    # `in`, because feedparser answers for a missing `updated` with `published`, and warns.
    if field not in entry:
        return None
    text = entry[field] or ""
    if (found := moment(text)) is not None:
        return found
    parsed = entry.get(f"{field}_parsed")
    if parsed is None:
        return None
    utc = datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC)
    try:
        zoned = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return utc
    return zoned if zoned.tzinfo is not None and zoned == utc else utc


def _enclosures(entry: Any, link: str) -> Iterator[Media]:
    listed = [(one.get("href"), one) for one in entry.get("enclosures", [])]
    listed += [(one.get("url"), one) for one in entry.get("media_content", []) + entry.get("media_thumbnail", [])]
    seen: set[str] = set()
    for address, one in listed:
        url = absolute(address or "", link)
        if url and url not in seen:
            seen.add(url)
            yield Media(
                url,
                type=one.get("type") or one.get("medium") or "image",
                width=_number(one.get("width")),
                height=_number(one.get("height")),
                length=_number(one.get("length") or one.get("filesize")),
            )


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and int(text[:15]) > 0 else None


def _hints(entry: Any, feed: Any) -> Iterator[LanguageHint]:
    details = [*entry.get("content", []), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    yield from (one for detail in details for one in hint("xml:lang", detail.get("language")))
    yield from hint("dc:language", entry.get("language") or entry.get("dc_language"))
    yield from hint("feed language", feed.get("language"))
