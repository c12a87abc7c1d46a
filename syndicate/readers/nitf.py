"""NITF 3, the News Industry Text Format of the IPTC: one story a file, or inside NewsML-G2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from syndicate.markup import absolute, fold
from syndicate.model import Article, Failure, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import About, hint, make_article, moment, source_of, tag_or_none
from syndicate.readers._body import Body, of_fragment
from syndicate.readers._encoding import decode
from syndicate.readers._release import is_withdrawn, refuse_unreleased
from syndicate.readers._xml import as_html, parse, root_name, text_at

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes: tuple[str, ...] = (".nitf", ".xml")

# NITF's own elements for what HTML calls otherwise; `p`, `a`, `em`, `q`, lists and tables have the same names.
_RENAMED = {
    "hl1": "h2", "hl2": "h3", "bq": "blockquote", "block": "div", "media": "figure", "media-caption": "figcaption",
    "lang": "span", "nitf-table": "div", "note": "aside", "credit": "cite",
}  # fmt: skip
_INLINE = (
    "person", "org", "location", "event", "object.title", "function", "chron", "money", "num", "frac", "numer",
    "frac-num", "frac-den", "virtloc", "postaddr", "copyrite", "copyrite.year", "copyrite.holder", "pronounce",
    "name.given", "name.family", "city", "state", "region", "country", "sublocation", "alt-code", "nitf-col",
    "nitf-colgroup",
)  # fmt: skip
"""Elements that say what a word means; the words stay, the element does not."""


def sniff(document: Document) -> float:
    """How sure it is that *document* is NITF."""
    return 0.95 if root_name(document.data) == "nitf" else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the file's one story.

    Raises:
        ReadError: it is no well-formed XML, holds no text, or may not be given out yet.
    """
    decoded = decode(document)
    root = parse(decoded.text, where=document.name)
    about, content = story(root, where=document.name)
    identity = root.find("head/docdata/doc-id")
    source = source_of(
        document,
        feed="" if identity is None else identity.get("regsrc") or "",
        guid="" if identity is None else identity.get("id-string") or "",
        language=tag_or_none(root.get("lang")),
    )
    yield make_article(source, replace(about, notes=decoded.notes), content)


def story(root: _Element, *, where: str) -> tuple[About, Body]:
    """Return what a `nitf` element says of its story, and the story's body.

    Args:
        root: the element, names without namespaces; it is changed.
        where: the document or item.

    Raises:
        ReadError: it is withheld or under embargo.
    """
    data = root.find("head/docdata")
    status = "" if data is None else data.get("management-status") or ""
    if data is not None:
        release = _date(data, "date.release")
        refuse_unreleased(status, release, where=where)
    summary = text_at(root, "body/body.head/abstract") or text_at(root, "body/body.head/hedline/hl2")
    title = text_at(root, "body/body.head/hedline/hl1") or text_at(root, "head/title")
    about = About(
        title=title,
        summary=Unit(UnitKind.SUMMARY, summary) if summary else None,
        byline=", ".join(filter(None, map(_name, root.iterfind("body/body.head/byline")))),
        published=_date(data, "date.issue"),
        rights=_rights(root),
        sections=tuple(key.get("key") or "" for key in root.iter("keyword")),
        hints=tuple(hint("xml:lang", root.get("lang"))),
        withdrawn=is_withdrawn(status),
    )
    content = root.find("body/body.content")
    return about, Body(()) if content is None else _body(content, title, where)


def _date(data: _Element | None, name: str) -> datetime | None:
    found = None if data is None else data.find(name)
    return None if found is None else moment(found.get("norm"))


def _name(byline: _Element) -> str:
    """Return the names in a byline, without the title of whoever wrote it and without “By”."""
    from lxml import etree

    from syndicate.readers._metadata import BY

    etree.strip_elements(byline, "byttl", with_tail=True)
    people = [fold("".join(str(part) for part in one.itertext())) for one in byline.iter("person")]
    words = ", ".join(filter(None, people)) or fold("".join(str(part) for part in byline.itertext()))
    return BY.sub("", words).rstrip(" ,;")


def _rights(root: _Element) -> str:
    said = root.find("head/docdata/doc.copyright")
    if said is None:
        return text_at(root, "body/body.head/rights")
    return fold(f"© {said.get('year') or ''} {said.get('holder') or ''}")


def _body(content: _Element, title: str, where: str) -> Body:
    from lxml import etree

    from syndicate.readers._tree import fragment

    credited: dict[str, str] = {}
    for media in list(content.iter("media")):
        _picture(media, credited)
    etree.strip_tags(content, *_INLINE)
    for element in content.iter():
        if element.tag == "lang" and element.get("iso-lang"):
            element.set("lang", element.get("iso-lang") or "")
        element.tag = _RENAMED.get(str(element.tag), element.tag)
    body = of_fragment(fragment(as_html(content), where=where), base="", title=title)
    return replace(body, media=tuple(replace(one, credit=credited.get(one.url, one.credit)) for one in body.media))


def _picture(media: _Element, credited: dict[str, str]) -> None:
    """Make an `img` of a medium's first reference; note its credit; leave film, sound and metadata out."""
    from lxml import etree

    producer = text_at(media, "media-producer")
    reference = media.find("media-reference")
    for child in list(media):
        if child.tag != "media-caption":
            media.remove(child)
    url = "" if reference is None else absolute(reference.get("source") or "")
    if reference is not None and url and media.get("media-type", "image") in {"image", "photo", "graphic"}:
        picture = etree.Element("img", src=url, alt=reference.get("alternate-text") or "")
        for side in ("width", "height"):
            if re.fullmatch(r"\d{1,5}", reference.get(side) or ""):
                picture.set(side, reference.get(side) or "")
        media.insert(0, picture)
        credited[url] = producer
