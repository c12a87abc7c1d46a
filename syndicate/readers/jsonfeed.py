"""JSON Feed 1 and 1.1, each item an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from syndicate.errors import ReadError
from syndicate.markup import absolute, fold
from syndicate.model import Article, Failure, LanguageHint, Media, Source, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import SUMMARY_ONLY, About, hint, make_article, moment, tag_or_none
from syndicate.readers._body import Body, of_fragment, paragraphs
from syndicate.readers._encoding import decode

suffixes: tuple[str, ...] = (".json",)

_MARK = b"jsonfeed.org/version/1"


def sniff(document: Document) -> float:
    """How sure it is that *document* is a JSON Feed: the version is required, and usually comes first."""
    return 0.95 if _MARK in document.data[:65536] else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the feed's items as articles, in the feed's order.

    Raises:
        ReadError: it is no JSON, or no JSON Feed with items.
    """
    decoded = decode(document)
    try:
        feed = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"is not JSON: {error}.", where=document.name, advice="Was it saved whole?") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise ReadError("the feed has no items.", where=document.name, advice="Look whether it was saved whole.")
    source = Source(
        feed=absolute(_text(feed, "feed_url")) or absolute(_text(feed, "home_page_url")) or document.name,
        guid="",
        title=fold(_text(feed, "title")),
        link=absolute(_text(feed, "home_page_url")),
        language=tag_or_none(_text(feed, "language")),
    )
    for number, item in enumerate(items, start=1):
        where = f"{document.name}, item {number}"
        try:
            yield _article(item if isinstance(item, dict) else {}, feed, replace(source, document=where), decoded.notes)
        except ReadError as error:
            yield Failure("read", where, error.message, error.advice)


def _article(item: dict[str, Any], feed: dict[str, Any], source: Source, notes: tuple[str, ...]) -> Article:
    guid = _text(item, "id") or _text(item, "url")
    if not guid:
        raise ReadError("it has no id and no url.", where=source.document, advice="Nothing tells it from others.")
    link = absolute(_text(item, "url"), source.link)
    summary = fold(_text(item, "summary"))
    body = _body(item, link, source.document)
    if not body.units and summary:
        body, summary = paragraphs(summary), ""
        notes = (*notes, SUMMARY_ONLY)
    authors = item.get("authors") or feed.get("authors") or [item.get("author") or feed.get("author") or {}]
    about = About(
        title=_text(item, "title"),
        summary=Unit(UnitKind.SUMMARY, summary) if summary else None,
        link=link,
        byline=", ".join(fold(_text(one, "name")) for one in _objects(authors) if _text(one, "name")),
        published=moment(_text(item, "date_published")),
        updated=moment(_text(item, "date_modified")),
        sections=tuple(tag for tag in item.get("tags") or () if isinstance(tag, str)),
        media=tuple(_media(item, link)),
        hints=tuple(_hints(item, feed)),
        notes=notes,
    )
    return make_article(replace(source, guid=guid), about, body)


def _body(item: dict[str, Any], link: str, where: str) -> Body:
    from syndicate.readers._tree import fragment

    markup = _text(item, "content_html")
    if markup.strip():
        return of_fragment(fragment(markup, where=where), base=link, title=_text(item, "title"))
    return paragraphs(_text(item, "content_text"))


def _media(item: dict[str, Any], link: str) -> Iterator[Media]:
    for key in ("image", "banner_image"):
        if url := absolute(_text(item, key), link):
            yield Media(url)
    for one in _objects(item.get("attachments")):
        if url := absolute(_text(one, "url"), link):
            size = one.get("size_in_bytes")
            yield Media(url, type=_text(one, "mime_type"), length=size if isinstance(size, int) and size > 0 else None)


def _hints(item: dict[str, Any], feed: dict[str, Any]) -> Iterator[LanguageHint]:
    yield from hint("item language", _text(item, "language"))
    yield from hint("feed language", _text(feed, "language"))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(holder: dict[str, Any], key: str) -> str:
    """Return a text field; numbers as ids are met in the wild, and forgiven."""
    value = holder.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
