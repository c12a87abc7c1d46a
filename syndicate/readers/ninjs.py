"""ninjs 1, 2 and 3, the IPTC's news in JSON: an item a file, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from syndicate.errors import ReadError
from syndicate.markup import absolute, fold
from syndicate.model import Article, Failure, Media, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import ITEM_ONLY, About, hint, make_article, moment, source_of, tag_or_none
from syndicate.readers._body import Body, of_fragment, paragraphs
from syndicate.readers._encoding import decode
from syndicate.readers._items import TEXT, Version, texts, version
from syndicate.readers._release import is_withdrawn, refuse_unreleased

suffixes: tuple[str, ...] = (".json",)

_MARKS = re.compile(
    rb'"(?:headlines?|headline_\w+|bodies|body_\w+|version_?created|first_?created|pub_?status)"\s*:', re.IGNORECASE
)
_IDENTITY = re.compile(rb'"(?:uri|guid)"\s*:')

Item = dict[str, Any]
"""An item or a part of one; its keys in small letters without underscores, as 3.x, 2.x and 1.x then agree."""


def sniff(document: Document) -> float:
    """How sure it is that *document* is ninjs: an identity, and two fields that only news items have."""
    head = document.data[:65536]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in {b"{", b"["}:
        return 0.0
    marks = {match[0].lower() for match in _MARKS.finditer(head)}
    return 0.8 if len(marks) > 1 and _IDENTITY.search(head) else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the file's texts; pictures beside them are passed over.

    Raises:
        ReadError: it is no JSON, or there is no text in it.
    """
    decoded = decode(document)
    try:
        data = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"it is not JSON: {error}.", where=document.name, advice="Was it saved whole?") from error
    items = [_plain(one) for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict)]
    yield from texts(
        document,
        items,
        is_text=lambda item: _text(item, "type").lower() in TEXT,
        kind=lambda item: _text(item, "type"),
        key=_key,
        article=lambda item, where: _article(item, document, where, decoded.notes),
    )


def _key(item: Item) -> tuple[str, Version]:
    return _text(item, "uri", "guid"), version(_text(item, "version"), _text(item, "versioncreated"))


def _plain(item: dict[str, Any]) -> Item:
    return {key.lower().replace("_", ""): value for key, value in item.items()}


def _article(item: Item, document: Document, where: str, notes: tuple[str, ...]) -> Article:
    embargo = _text(item, "embargoeduntil", "embargoed")
    until = moment(embargo)
    status = _text(item, "pubstatus")
    refuse_unreleased("withheld" if embargo and until is None else status, until, where=where)
    language = tag_or_none(_text(item, "language"))
    title = _said(item, "headlines", "headline")
    inner, content = _body(item, title, where)
    summary = _said(item, "descriptions", "description") or _said(item, "descriptions", "descriptionhtml")
    if not content.units and summary:
        content, summary = paragraphs(summary), ""
        notes = (*notes, ITEM_ONLY)
    about = About(
        title=title or inner.title,
        summary=Unit(UnitKind.SUMMARY, summary) if summary else inner.summary,
        byline=_byline(item) or inner.byline,
        published=moment(_text(item, "firstcreated", "contentcreated", "versioncreated")),
        updated=moment(_text(item, "versioncreated")),
        rights=_text(item, "copyrightnotice", "copyrightholder"),
        sections=tuple(_text(one, "name") for key in ("subjects", "subject") for one in _objects(item.get(key))),
        hints=tuple(hint("ninjs language", language)),
        notes=notes,
        withdrawn=is_withdrawn(status) or inner.withdrawn,
    )
    source = source_of(
        document,
        feed=next((_text(one, "name") for one in _objects(item.get("infosources"))), "")
        or _text(item, "source", "provider", "copyrightholder"),
        guid=_text(item, "uri", "guid"),
        language=language,
    )
    return make_article(replace(source, document=where), about, _with_pictures(content, item))


def _said(item: Item, many: str, one: str) -> str:
    """Return a headline or description: the one called main, or the first; markup in it is taken out."""
    found = [each for each in _objects(item.get(many)) if _text(each, "value")]
    found.sort(key=lambda each: _text(each, "role") != "main")
    text = _text(found[0], "value") if found else _text(item, one, f"{one}main", f"{one}text")
    if re.search(r"</?[a-z]+\b[^>]*>|&\w+;", text) and (found or one.endswith("html")):
        from syndicate.readers._tree import fragment

        return fold("".join(str(part) for part in fragment(text, where=one).itertext()))
    return fold(text)


def _body(item: Item, title: str, where: str) -> tuple[About, Body]:
    """Return the fullest body: NITF or HTML before plain text, the main one before others."""
    from syndicate.readers._tree import fragment

    found = [
        (_text(one, "contenttype").lower(), _text(one, "role"), _text(one, "value"))
        for one in _objects(item.get("bodies"))
    ]
    # 1.x: any field that begins so, body_xhtml and body_main among them.
    found += [("html" if "html" in key else "", key, _text(item, key)) for key in item if key.startswith("body")]
    found = [one for one in found if one[2].strip() and (not one[0] or re.search(r"html|nitf|text/", one[0]))]
    if not found:
        return About(), Body(())
    kind, _, value = max(found, key=lambda one: (bool(re.search("html|nitf", one[0])), "main" in one[1], len(one[2])))
    if "nitf" in kind:
        from syndicate.readers._xml import parse
        from syndicate.readers.nitf import story

        return story(parse(value, where=where), where=where)
    if "html" in kind or (not kind and re.search(r"<(?:p|br|div)\b", value)):
        return About(), of_fragment(fragment(value, where=where), base="", title=title)
    return About(), paragraphs(value)


def _with_pictures(content: Body, item: Item) -> Body:
    """Return *content* with the item's pictures: those with a caption at the end of the body, others as enclosures."""
    units, media = list(content.units), list(content.media)
    for each in _associated(item.get("associations")):
        kind = _text(each, "type")
        address, width, height = _rendition(each)
        if kind not in {"picture", "graphic", "audio", "video"} or not address:
            continue
        if any(one.url == address for one in media):
            continue
        caption = _said(each, "descriptions", "description")
        if caption:
            units.append(Unit(UnitKind.ALT, "", media=len(media)))
            units.append(Unit(UnitKind.CAPTION, caption, media=len(media)))
        sort = kind if kind in {"audio", "video"} else "image"
        media.append(Media(address, sort, width, height, credit=_byline(each) or _text(each, "copyrightholder")))
    return replace(content, units=tuple(units), media=tuple(media))


def _rendition(item: Item) -> tuple[str, int | None, int | None]:
    """Return address, width and height of the widest rendition that has an address."""
    found = [
        (_pixels(one.get("width")), _pixels(one.get("height")), absolute(_text(one, "href")))
        for one in _associated(item.get("renditions"))
        if absolute(_text(one, "href")).startswith("http")
    ]
    if not found:
        return absolute(_text(item, "href")), None, None
    width, height, address = max(found, key=lambda one: one[0] or 0)
    return address, width, height


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000 else None


def _byline(item: Item) -> str:
    from syndicate.readers._metadata import BY

    return fold(BY.sub("", _text(item, "by", "byline")))


def _associated(value: Any) -> Iterable[Item]:
    """Give the parts under a field that is a list from 2.0 on, and was an object by name before."""
    return _objects(list(value.values()) if isinstance(value, dict) else value)


def _objects(value: Any) -> list[Item]:
    return [_plain(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(item: Item, *keys: str) -> str:
    """Return the first of *keys* that holds text; numbers as identifiers are forgiven."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""
