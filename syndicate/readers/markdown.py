"""Markdown with a head in YAML, as editors keep their notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from syndicate.errors import ReadError
from syndicate.markup import absolute, fold
from syndicate.model import Article, Failure, Source, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import About, hint, make_article, moment, tag_or_none
from syndicate.readers._body import of_fragment
from syndicate.readers._encoding import decode
from syndicate.readers._metadata import site_of

suffixes: tuple[str, ...] = (".md", ".markdown", ".mkd")

_HEAD = re.compile(r"---[ \t]*\r?\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEAD_SIZE = 20_000
_SIZE = 2_000_000


def sniff(document: Document) -> float:
    """How sure it is that *document* is Markdown."""
    if document.media_type == "text/markdown" or document.name.lower().endswith(suffixes):
        return 0.8
    return 0.4 if re.match(rb"---[ \t]*\r?\n(?:[\w-]+:.*\r?\n)+---", document.data[:4096]) else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the file's one article: title from the head, or else its first heading of level 1.

    Raises:
        ReadError: the head is no YAML, or there is no text.
    """
    from markdown_it import MarkdownIt

    from syndicate.readers._tree import fragment

    decoded = decode(document)
    if len(decoded.text) > _SIZE:
        raise ReadError("it is longer than 2,000,000 characters.", where=document.name, advice="Split it.")
    head, text = _split(decoded.text, document.name)
    # HTML inside Markdown is let through here: the same reading as for pages takes what is safe of it.
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    link = absolute(_word(head, "link", "url", "canonical", "canonical_url", "permalink"))
    content = of_fragment(fragment(html, where=document.name), base=link or document.address)
    title = _word(head, "title", "headline")
    if not title:
        first = next((unit for unit in content.units if unit.kind is UnitKind.HEADING and unit.level == 1), None)
        if first is not None:
            title = first.text
            content = replace(content, units=tuple(unit for unit in content.units if unit is not first))
    summary = fold(_word(head, "summary", "description", "excerpt"))
    language = _word(head, "lang", "language", "locale")
    about = About(
        title=title,
        summary=Unit(UnitKind.SUMMARY, summary) if summary else None,
        link=link,
        byline=", ".join(_words(head, "author", "authors", "byline")),
        published=_moment(head, "date", "published"),
        updated=_moment(head, "updated", "modified", "lastmod"),
        rights=_word(head, "rights", "copyright", "license"),
        sections=(*_words(head, "category", "categories", "section"), *_words(head, "tags")),
        hints=tuple(hint("head of the file", language)),
        notes=decoded.notes,
    )
    source = Source(
        feed=site_of(link) or document.name,
        guid=_word(head, "id", "guid") or link or document.name,
        link=site_of(link),
        language=tag_or_none(language),
        document=document.name,
    )
    yield make_article(source, about, content)


def _split(text: str, where: str) -> tuple[dict[str, Any], str]:
    """Return the YAML head as a dictionary with lower-case keys, and the rest."""
    import yaml

    match = _HEAD.match(text)
    if match is None:
        return {}, text
    if len(match["head"]) > _HEAD_SIZE:
        raise ReadError(
            "the head between the --- lines is too long.", where=where, advice="Keep the text below the second ---."
        )
    try:
        head = yaml.safe_load(match["head"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise ReadError(
            "the head between the --- lines is not YAML.",
            where=f"{where}:{line}",
            advice='Put quotation marks around a value that holds a colon: title: "One: two".',
        ) from None
    if not isinstance(head, dict):
        return {}, text  # a line of dashes is also a rule between paragraphs
    return {str(key).lower(): value for key, value in head.items()}, text[match.end() :]


def _words(head: dict[str, Any], *keys: str) -> tuple[str, ...]:
    """Return the words under the first of *keys* that is there; only plain values count."""
    value = next((head[key] for key in keys if head.get(key)), None)
    listed = value if isinstance(value, list) else [value]
    listed = [one.get("name") if isinstance(one, dict) else one for one in listed]
    return tuple(fold(str(one)) for one in listed if isinstance(one, str | int | float) and not isinstance(one, bool))


def _word(head: dict[str, Any], *keys: str) -> str:
    return next(iter(_words(head, *keys)), "")


def _moment(head: dict[str, Any], *keys: str) -> datetime | None:
    value = next((head[key] for key in keys if head.get(key)), None)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return moment(value) if isinstance(value, str) else None
