"""NewsML-G2, the news agencies' envelope (IPTC): items with NITF, XHTML or plain text inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from syndicate.errors import ReadError
from syndicate.markup import fold
from syndicate.model import Article, Failure, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import About, hint, make_article, moment, source_of, tag_or_none
from syndicate.readers._body import Body, of_fragment, paragraphs
from syndicate.readers._encoding import decode
from syndicate.readers._items import TEXT, Version, texts, version
from syndicate.readers._release import is_withdrawn, refuse_unreleased
from syndicate.readers._xml import as_html, parse, root_name, text_at
from syndicate.readers.nitf import story

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

suffixes: tuple[str, ...] = (".xml",)

_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_NOT_SECTIONS = frozenset({"person", "organisation", "geoArea", "poi", "event"})
"""Types of subjects (cpnat) that are what a story is about, not where it belongs."""


def sniff(document: Document) -> float:
    """How sure it is that *document* is NewsML-G2."""
    return 0.95 if root_name(document.data) in {*_ITEMS, "newsMessage"} else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the file's texts; what is no text beside one (its pictures) is passed over.

    Raises:
        ReadError: it is no well-formed XML, or there is no text in it.
    """
    decoded = decode(document)
    root = parse(decoded.text, where=document.name)
    items = [root] if root.tag in _ITEMS else list(root.iterfind("itemSet/*"))
    yield from texts(
        document,
        items,
        is_text=_is_text,
        kind=lambda item: _class(item) or str(item.tag),
        key=_key,
        article=lambda item, where: _article(item, document, where, decoded.notes),
    )


def _key(item: _Element) -> tuple[str, Version]:
    return item.get("guid") or "", version(item.get("version") or "", text_at(item, "itemMeta/versionCreated"))


def _class(item: _Element) -> str:
    return _code(item, "itemMeta/itemClass")


def _is_text(item: _Element) -> bool:
    return item.tag == "newsItem" and _class(item) in TEXT


def _code(item: _Element, path: str) -> str:
    """Return the code at *path*, without its scheme: `stat:usable` is `usable`."""
    found = item.find(path)
    said = "" if found is None else found.get("qcode") or found.get("uri") or ""
    return said.rpartition("/")[2].rpartition(":")[2]


def _article(item: _Element, document: Document, where: str, notes: tuple[str, ...]) -> Article:
    embargo = _moment(item, "itemMeta/embargoed")
    status = _code(item, "itemMeta/pubStatus")
    refuse_unreleased(status, embargo, where=where)
    if item.find("itemMeta/embargoed") is not None and embargo is None:
        refuse_unreleased("withheld", None, where=where)  # an embargo without a date has no end that we could know
    withdrawn = is_withdrawn(status)
    # A cancellation is often no more than its envelope.
    inner, content = (About(), Body(())) if withdrawn and item.find("contentSet") is None else _content(item, where)
    said = item.find("contentMeta/language")
    language = tag_or_none(("" if said is None else said.get("tag")) or item.get("lang"))
    summary = _summary(item)
    about = About(
        title=text_at(item, "contentMeta/headline") or inner.title,
        summary=Unit(UnitKind.SUMMARY, summary) if summary else inner.summary,
        byline=_byline(item) or inner.byline,
        published=_moment(item, "itemMeta/firstCreated") or _moment(item, "contentMeta/contentCreated")
        or inner.published or _moment(item, "itemMeta/versionCreated"),
        updated=_moment(item, "itemMeta/versionCreated") or _moment(item, "contentMeta/contentModified"),
        rights=text_at(item, "rightsInfo/copyrightNotice") or text_at(item, "rightsInfo/copyrightHolder/name"),
        sections=(*_sections(item), *inner.sections),
        media=inner.media,
        hints=(*hint("NewsML language", language), *inner.hints),
        notes=notes,
        withdrawn=withdrawn or inner.withdrawn,
    )  # fmt: skip
    provider = item.find("itemMeta/provider")
    agency = "" if provider is None else text_at(provider, "name") or provider.get("uri") or provider.get("qcode") or ""
    source = source_of(document, feed=agency, guid=item.get("guid") or "", language=language)
    return make_article(replace(source, document=where), about, content)


def _content(item: _Element, where: str) -> tuple[About, Body]:
    """Return what the first rendition that can be read says: markup before plain text."""
    from syndicate.readers._tree import fragment

    for rendition in (*item.iterfind("contentSet/inlineXML"), *item.iterfind("contentSet/inlineData")):
        inner = next((child for child in rendition if isinstance(child.tag, str)), None)
        kind = (rendition.get("contenttype") or "").partition(";")[0].strip().lower()
        if inner is not None and inner.tag == "nitf":
            return story(inner, where=where)
        if inner is not None:
            body = inner.find("body") if inner.tag == "html" else None
            about = About(hints=tuple(hint("xml:lang", inner.get("lang"))))
            return about, of_fragment(fragment(as_html(rendition if body is None else body), where=where), base="")
        if "html" in kind:
            return About(), of_fragment(fragment(rendition.text or "", where=where), base="")
        if (rendition.text or "").strip() and rendition.get("encoding") is None:
            return About(), paragraphs(rendition.text or "")
    remote = item.find("contentSet/remoteContent")
    if remote is not None:
        raise ReadError(
            f"its text is not in it, only a reference to “{remote.get('href') or remote.get('residref')}”.",
            where=where,
            advice="Give that file instead.",
        )
    raise ReadError("there is no text in it.", where=where, advice="Leave it out.")


def _moment(item: _Element, path: str) -> datetime | None:
    return moment(text_at(item, path))


def _summary(item: _Element) -> str:
    found = list(item.iterfind("contentMeta/description"))
    found.sort(key=lambda one: (one.get("role") or "").rpartition(":")[2] != "summary")
    return fold("".join(str(part) for part in found[0].itertext())) if found else ""


def _byline(item: _Element) -> str:
    from syndicate.readers._metadata import BY

    if said := text_at(item, "contentMeta/by"):
        return BY.sub("", said)
    return ", ".join(filter(None, (text_at(one, "name") for one in item.iterfind("contentMeta/creator"))))


def _sections(item: _Element) -> Iterator[str]:
    for subject in item.iterfind("contentMeta/subject"):
        if (subject.get("type") or "").rpartition(":")[2] not in _NOT_SECTIONS:
            yield text_at(subject, "name")
    yield from (fold(one.text or "") for one in item.iterfind("contentMeta/keyword"))
