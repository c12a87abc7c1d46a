"""Whole pages with everything around the article: menus, comment forms, share bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syndicate.errors import ReadError
from syndicate.markup import fold
from syndicate.model import Article, Failure, Media, Source, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import About, make_article, tag_or_none
from syndicate.readers._body import Body, body, of_fragment, paragraphs
from syndicate.readers._encoding import decode
from syndicate.readers._labels import says_time_to_read
from syndicate.readers._metadata import BY, Metadata, site_of
from syndicate.readers._xml import is_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from syndicate.readers._blocks import Block

suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

_OPENING = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_NEAR = 8
"""Lines at the beginning among which the day of the page may stand."""
_AROUND_A_DAY = 45
"""Letters around a date above which a line says more than the day."""
_BESIDE_A_NAME = 12
"""Letters beside an author's name above which a line says more than that."""
_FEW = 150
"""Letters of a body below which the page is taken to draw itself in the browser."""
_ANY_TAG = re.compile(rb"<(?:p|div|article|h1|body|html|meta)\b[^>]*>", re.IGNORECASE)


def sniff(document: Document) -> float:
    """How sure it is that *document* is a page."""
    if document.media_type in {"text/html", "application/xhtml+xml"} or _OPENING.match(document.data[:4096]):
        return 0.9
    if document.name.lower().endswith(suffixes):
        return 0.7
    if document.data[:64].lstrip()[:1] in {b"{", b"["} or is_xml(document.data):
        return 0.0  # JSON holds tags in its strings, and other kinds of XML have a <p> too
    return 0.3 if _ANY_TAG.search(document.data[:4096]) else 0.0


def read(document: Document) -> Iterator[Article | Failure]:
    """Give the page's one article.

    Raises:
        ReadError: the page is empty or hostile, or there is no article in it.
    """
    from syndicate.readers._blocks import blocks
    from syndicate.readers._chrome import prune
    from syndicate.readers._locate import locate
    from syndicate.readers._scripts import data_of
    from syndicate.readers._tree import parse

    decoded = decode(document)
    root = parse(decoded.text, where=document.name)
    # lxml makes an object for an element anew each time it is met and nobody holds the last one.
    held = [*root.iter()]
    metadata = Metadata(root, document.address)
    about = metadata.about()
    dated = about.published or _day(root)
    data = data_of(root)
    boxes = prune(root)
    page = root.find("body")
    content = Body(())
    if page is not None:
        found = blocks(page)
        if not about.title:
            about = replace(about, title=_first_heading(found))
        content = body(found, locate(root, found), base=metadata.base, title=about.title, byline=about.byline)
        content = replace(content, units=_without_byline(content.units, about.byline, dated))
    content, notes = _drawn_in_browser(content, metadata, data, document.name)
    feed = site_of(metadata.link) or document.name
    source = Source(
        feed=feed,
        guid=metadata.link or document.name,
        title=metadata.site,
        link=site_of(metadata.link),
        language=tag_or_none(root.get("lang")),
        document=document.name,
    )
    told = [f"A box beside the story was left out: “{box}”." for box in boxes]
    about = replace(about, published=dated, notes=(*decoded.notes, *notes, *metadata.notes(), *told))
    del held
    yield make_article(source, _without_twins(about, content), content)


def _day(root: _Element) -> datetime | None:
    """Return the day that stands somewhere on the page, as midnight UTC: htmldate is right on 96.9 % of pages."""
    import copy
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # a page without a date is no error
    # `max_date` is fixed, or the answer would depend on the day of the run.
    day = find_date(copy.deepcopy(root), original_date=True, extensive_search=False, max_date="2100-01-01")
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None


def _first_heading(found: Sequence[Block]) -> str:
    from syndicate.readers._locate import text_of

    headings = (text_of(one) for one in found if one.kind is UnitKind.HEADING)
    return next(filter(None, headings), "")


def _without_byline(units: tuple[Unit, ...], byline: str, dated: datetime | None) -> tuple[Unit, ...]:
    """Return *units* without short lines near the beginning that only name the day, and above the text the author."""
    kept: list[Unit] = []
    above, near = True, _NEAR
    for unit in units:
        if near and unit.text and unit.kind is not UnitKind.ALT:
            near -= 1
            short = len(unit.text) <= 120 and not unit.text.endswith(tuple('.!?…»”":'))
            line = short and unit.kind in {UnitKind.PARAGRAPH, UnitKind.LIST_ITEM}
            if line and (_says_day(unit.text, dated) or says_time_to_read(unit.text)):
                continue
            who = above and short and unit.kind is UnitKind.PARAGRAPH and bool(byline)
            if who and all(name in unit.text for name in byline.split(", ")):
                continue
            if short and unit.kind is UnitKind.PARAGRAPH and _says_author(unit.text, byline):
                continue
            above = above and (short or unit.kind is not UnitKind.PARAGRAPH)
        kept.append(unit)
    return tuple(kept)


def _says_author(text: str, byline: str) -> bool:
    """Whether *text* is the authors' names, with no more than “By” before and a place behind them."""
    said, rest = BY.sub("", text), BY.sub("", text)
    names = [name for name in byline.split(", ") if " " in name]
    for name in names:
        rest = rest.replace(name, "")
    return said.startswith(tuple(names)) and sum(map(str.isalpha, rest)) <= _BESIDE_A_NAME


def _says_day(text: str, dated: datetime | None) -> bool:
    """Whether *text* is the day of the page, with no more than “Updated on” or “Five minutes to read” around it."""
    numbers = {number.lstrip("0") for number in re.findall(r"\d+", text)}
    says_day = dated is not None and {str(dated.year), str(dated.day)} <= numbers
    return says_day and sum(map(str.isalpha, text)) <= _AROUND_A_DAY


def _drawn_in_browser(
    content: Body, metadata: Metadata, data: Sequence[str], where: str
) -> tuple[Body, tuple[str, ...]]:
    """Return the body of JSON-LD, or else of the scripts' *data*, where the page itself holds less than half of it."""
    from syndicate.readers._scripts import longest_text
    from syndicate.readers._tree import fragment

    text, kept_in = metadata.text, "JSON-LD, without links and pictures"
    letters = sum(len(unit.text) for unit in content.units)
    if not text and letters < _FEW:
        text, kept_in = longest_text(data), "the data of its scripts"
    if len(fold(text)) < 2 * letters or not text:
        return content, ()
    if re.search(r"<(?:p|br|div)\b", text):
        try:
            other = of_fragment(fragment(text, where=where), base=metadata.base)
        except ReadError:
            return content, ()
    else:
        other = paragraphs(text)
    return other, (f"The page draws itself in the browser; its text was taken from {kept_in}.",)


def _without_twins(about: About, content: Body) -> About:
    """Return *about* without its lead picture where the body shows the same file in another size."""

    def stem(media: Media) -> str:
        return re.sub(r"-\d+x\d+(?=\.\w+$)", "", media.url.partition("?")[0])

    shown = {stem(media) for media in content.media}
    return replace(about, media=tuple(media for media in about.media if stem(media) not in shown))
