"""Where every reader's articles are made: identity, title first, the summary, and what is said of the language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from syndicate.errors import DetectError, ReadError
from syndicate.languages import language_tag
from syndicate.markup import fold
from syndicate.model import Article, LanguageHint, LanguageTag, Media, Source, Unit, UnitKind
from syndicate.readers import Document
from syndicate.readers._body import Body

SUMMARY_ONLY = "The feed gives a summary only; it stands as the body."
"""The note by which the readers of feeds say so."""
HEADLINE_ONLY = "The feed gives a headline only."
"""The note of an entry that is a title and a link."""
PAGE_ONLY = "The sitemap gives a headline only; the text is on its page."
"""The note of an article that a sitemap names: its page is fetched wherever it can be."""
ITEM_ONLY = "The item holds a summary only; it stands as the body."
"""The note of an agency's item that has no body."""
GIVEN_SO = frozenset({SUMMARY_ONLY, HEADLINE_ONLY, PAGE_ONLY, ITEM_ONLY})
"""Notes that tell no loss: the article stands as its source gives it."""
_TITLE = 80
"""Characters of a title that is made from the first words of a text."""
_FIRST_YEAR = 100
"""RSS writes dates by RFC 822, where a year of two digits is one of our time."""


@dataclass(frozen=True, slots=True)
class About:
    """What a source says about an article besides its body."""

    title: str = ""
    """Plain text; empty where there is none."""
    title_unit: Unit | None = None
    """The title with its spans, where the source gives markup in titles."""
    summary: Unit | None = None
    """A standfirst or description, kept if it says something the body does not begin with."""
    link: str = ""
    """Absolute address."""
    byline: str = ""
    """Authors."""
    published: datetime | None = None
    """With its zone."""
    updated: datetime | None = None
    """With its zone."""
    rights: str = ""
    """Copyright or licence line."""
    sections: tuple[str, ...] = ()
    """Categories and tags."""
    media: tuple[Media, ...] = ()
    """Pictures and enclosures outside the body."""
    hints: tuple[LanguageHint, ...] = ()
    """What the source says of the language."""
    notes: tuple[str, ...] = ()
    """What could not be kept."""
    withdrawn: bool = False
    """Whether the source has taken it back."""
    bare: bool = False
    """Whether it is an article without a body too: a headline with a link."""


def article_id(feed: str, guid: str) -> str:
    """Return the identity of an article: 20 hex digits of sha256(feed, NUL, guid)."""
    return hashlib.sha256(f"{feed}\0{guid}".encode()).hexdigest()[:20]


def source_of(document: Document, *, feed: str, guid: str, language: LanguageTag | None) -> Source:
    """Return the source of an agency's item.

    Args:
        document: the file it came in.
        feed: the agency; where it is not named, the folder of the file stands for it.
        guid: the agency's identifier; where there is none, the file's name.
        language: what the item declares.
    """
    folder = PurePosixPath(document.name).parent.as_posix()
    return Source(
        feed=feed or (document.name if folder == "." else folder),
        guid=guid or document.name,
        title=feed if " " in feed or feed.isalpha() else "",
        language=language,
        document=document.name,
    )


def make_article(source: Source, about: About, content: Body) -> Article:
    """Return the article: title first, then the summary if it differs from the first paragraph, then the body.

    Raises:
        ReadError: there is no text in the body.
    """
    name = source.document or source.guid
    empty = not any(unit.text for unit in content.units if unit.kind is not UnitKind.ALT)
    if empty and not about.withdrawn and not about.bare:
        raise ReadError(
            "no article was found in it.", where=name, advice="Leave it out, or save the article's own page."
        )
    notes = [*about.notes, *content.notes]
    title = about.title_unit or Unit(UnitKind.TITLE, fold(about.title))
    if not title.text:
        first = _first_words(about.summary, content.units)
        title = Unit(UnitKind.TITLE, first or name_as_title(name))
        stands = "its first words stand" if first else "the file's name stands"
        notes.append(f"It has no title; {stands} for it.")
    units = [title]
    if about.summary is not None and not _says_the_same(about.summary.text, content.units):
        units.append(about.summary)
    units += content.units
    known = {media.url for media in content.media}
    media = content.media + tuple(one for one in about.media if one.url not in known)
    return Article(
        id=article_id(source.feed, source.guid),
        source=source,
        units=tuple(units),
        link=about.link,
        byline=fold(about.byline),
        published=_dated(about.published),
        updated=_dated(about.updated),
        rights=fold(about.rights),
        sections=tuple(dict.fromkeys(filter(None, map(fold, about.sections)))),
        media=media,
        hints=tuple(dict.fromkeys(about.hints)),
        notes=tuple(dict.fromkeys(notes)),
        withdrawn=about.withdrawn,
    )


def _dated(said: datetime | None) -> datetime | None:
    """Return a date, or None where it says that there is none: many programs write 0001-01-01 then."""
    return said if said is not None and said.astimezone(UTC).year >= _FIRST_YEAR else None


def name_as_title(name: str) -> str:
    """Return a title made from a file's name: `12-bread_prices.txt` is “12 bread prices”."""
    return re.sub(r"[-_]+", " ", PurePosixPath(name).stem).strip() or name


def _first_words(summary: Unit | None, units: Sequence[Unit]) -> str:
    """Return the first sentence of a text as its title, cut at a word where it is long; empty where there is no text.

    A file's name is no title: all entries of a feed share it, and it would be translated and published as one.
    """
    texts = (unit.text for unit in (summary, *units) if unit is not None and unit.kind is not UnitKind.ALT)
    text = next(filter(None, map(fold, texts)), "")
    end = re.search(r"^.{12,}?[.!?…](?=\s|$)", text[:_TITLE])  # what is shorter may be an abbreviation
    if end is not None or len(text) <= _TITLE:
        return (end[0] if end else text).removesuffix(".")
    return (text[:_TITLE].rpartition(" ")[0] or text[:_TITLE]).rstrip(" ,;:–—-") + "…"


def _says_the_same(summary: str, units: Sequence[Unit]) -> bool:
    """Whether *summary* is empty, or is how the body begins, cut off or not."""
    letters = _letters(re.sub(r"\s*(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])\s*$", "", summary))
    first = _letters(" ".join(unit.text for unit in units if unit.kind is UnitKind.PARAGRAPH)[: 2 * len(summary) + 80])
    return not letters or first.startswith(letters)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def hint(place: str, value: str | None) -> Iterable[LanguageHint]:
    """Give the hint that *place* says *value*, or nothing where that is no language tag."""
    tag = tag_or_none(value)
    if tag is not None and tag not in {"und", "x-default"}:
        yield LanguageHint(place, tag)


def tag_or_none(value: str | None) -> LanguageTag | None:
    """Return *value* as a language tag; None where it is empty or malformed, which sources often are."""
    if not value:
        return None
    try:
        return language_tag(value)
    except DetectError:
        return None


def moment(value: str | None) -> datetime | None:
    """Return an ISO 8601 date and time with its zone (UTC where none is given), or None."""
    try:
        found = datetime.fromisoformat((value or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    try:
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.astimezone(UTC)  # year 1 or 9999 with a zone is outside what can be compared
    except (ValueError, OverflowError):
        return None
    return found
