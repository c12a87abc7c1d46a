"""What is read: articles, their units, and the spans on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 tag in canonical case (`az`, `uz-Cyrl`, `pt-BR`); made by `syndicate.languages.language_tag`."""

UND = LanguageTag("und")
"""BCP 47's tag for a language that is not known."""


class UnitKind(StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    SUMMARY = "summary"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CELL = "cell"
    CAPTION = "caption"
    ALT = "alt"
    CODE = "code"


class SpanKind(StrEnum):
    """What a span of a text is."""

    INLINE = "inline"
    """An inline element around the span: a, strong, em, q, code, ..."""
    VOID = "void"
    """An element without content, standing on the one newline it gives: br."""
    KEEP = "keep"
    """Text that must come through unchanged: an address, a handle, a file name, code."""
    DATE = "date"
    """A date that is written in the target's own way."""


MARKUP = frozenset({SpanKind.INLINE, SpanKind.VOID})
"""Spans that are elements, which a reader of an edition sees; the others serve the translation."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a unit's or segment's text, and what it is."""

    start: int
    """First character."""
    end: int
    """One past the last character."""
    kind: SpanKind
    """Inline element, void element, or a thing to keep."""
    name: str
    """The element's name (`a`, `strong`), or for KEEP what it is (`address`, `handle`, `code`, `number`)."""
    attributes: tuple[tuple[str, str], ...] = ()
    """The element's attributes that are kept, in the order of the source."""


@dataclass(frozen=True, slots=True)
class Media:
    """An image, sound or film that belongs to an article."""

    url: str
    """Absolute address."""
    type: str = "image"
    """`image`, `audio` or `video`, or a whole MIME type where the source gives it."""
    width: int | None = None
    """Pixels, where the source says."""
    height: int | None = None
    """Pixels, where the source says."""
    credit: str = ""
    """Who made it, as the source writes it."""
    length: int | None = None
    """Bytes, where an enclosure says."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of an article: plain text, with what stood inside it as spans."""

    kind: UnitKind
    """What the block is."""
    text: str
    """Its text, white space folded; a `<br>` is a newline under a VOID span. Never escaped."""
    spans: tuple[Span, ...] = ()
    """Inline elements, outer before inner, in the order of their starts."""
    language: LanguageTag | None = None
    """Its language once detected, or as marked in the source by a `lang` attribute."""
    level: int = 0
    """Rank of a heading (1-6), depth of a list item (1-), row of a cell (1-), else 0."""
    ordered: bool = False
    """Whether a list item stands in a numbered list."""
    group: int = 0
    """Units of one list, table or quote share a number above 0."""
    media: int | None = None
    """For ALT and CAPTION: index of the picture in `Article.media`; ALT marks the picture's place."""
    translate: bool = True
    """False for code and whatever the source marks `translate="no"`."""
    header: bool = False
    """Whether a cell names its column or row."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from."""

    feed: str
    """Identifies the feed or site: its address, or the name of the file or folder it came in. Part of identity."""
    guid: str
    """The source's own identifier of the article: guid, id, canonical link, or the file's name."""
    title: str = ""
    """The feed's or site's title, in its own language."""
    link: str = ""
    """The site's address."""
    language: LanguageTag | None = None
    """What the feed or site declares."""
    document: str = ""
    """The file and item it was read from, as a user knows it; never published."""


@dataclass(frozen=True, slots=True)
class LanguageHint:
    """What a source says of its language: html lang, og:locale, inLanguage, xml:lang, ..."""

    place: str
    """Where it was said, such as `html lang`."""
    language: LanguageTag
    """The tag, canonical."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read."""

    id: str
    """20 hex digits of sha256(feed, NUL, guid); never depends on title, date, engine or glossary."""
    source: Source
    """Where it came from."""
    units: tuple[Unit, ...]
    """Title first (always), summary where there is one, then the body in reading order."""
    link: str = ""
    """The article's own absolute address; empty where it has none."""
    language: LanguageTag = UND
    """Its language; UND until detected."""
    byline: str = ""
    """Authors as the source names them; never translated."""
    published: datetime | None = None
    """When the source published it, with its zone (UTC where none is given)."""
    updated: datetime | None = None
    """When the source last changed it."""
    rights: str = ""
    """Copyright or licence line."""
    sections: tuple[str, ...] = ()
    """Categories and tags, in the source's language."""
    media: tuple[Media, ...] = ()
    """Pictures and enclosures; `Unit.media` points in here, others are enclosures."""
    hints: tuple[LanguageHint, ...] = ()
    """What the source says of its language; true about 9 times in 10."""
    notes: tuple[str, ...] = ()
    """What a reader could not keep, in a sentence each (text cut, bytes not decoded)."""
    withdrawn: bool = False
    """Whether its source has taken it back: IPTC's pubStatus canceled, or an Atom tombstone. It may have no body."""

    @property
    def title(self) -> str:
        """The title's text."""
        return next((unit.text for unit in self.units if unit.kind is UnitKind.TITLE), "")

    @property
    def name(self) -> str:
        """How messages name the article: its document and title."""
        return f"{self.source.document or self.source.guid} «{self.title[:60]}»"
