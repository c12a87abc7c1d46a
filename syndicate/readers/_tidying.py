"""Units of a body -> those that are the article's: no links alone, labels, copies, cards of other articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from syndicate.model import Unit, UnitKind
from syndicate.readers._cards import cards
from syndicate.readers._closing import is_closing
from syndicate.readers._labels import LABELS
from syndicate.readers._links import host, is_link, leads_on, link_lists
from syndicate.readers._portraits import is_portrait, portrayed
from syndicate.readers._repeats import LABEL, key

_PULLED = 30
"""Letters of a quotation above which it is no chance that its words stand in the text too."""
_TITLE = 20
"""Letters of a title below which it is no wonder that a heading holds it."""
_SHORT = 2
"""Short lines that may stand between those that a page ends with."""
_WORDS = 4
"""Words of a heading below which it is no wonder that the title has most of them."""
_QUOTATION_MARKS = " .,…«»„“”\"'‘’"
_BESIDE = frozenset({UnitKind.ALT, UnitKind.CAPTION})
_LINES = frozenset({UnitKind.PARAGRAPH, UnitKind.HEADING})


def tidied(
    units: Sequence[Unit], title: str, again: Collection[int], base: str, byline: str = ""
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Return the units that are the article's, and the headlines of other articles' cards that stood among them.

    Args:
        units: the body's, in reading order.
        title: the article's title, which is not repeated in the body.
        again: indices of those that are copies.
        base: the page's address.
        byline: who wrote it; lines that only say so again are left out.
    """
    listed = link_lists(units)
    others, headlines = cards(units, base)
    opening = next((place for place, one in enumerate(units) if _is_text(one)), 0)
    kept: list[Unit] = []
    for index, unit in enumerate(units):
        if index in others:
            continue
        if unit.kind in _LINES:
            repeated = index in again or _says_title(unit, title, above=index < opening) or _is_label(unit)
            if repeated or (unit.kind is UnitKind.PARAGRAPH and is_link(unit)):
                continue
        elif (unit.kind is UnitKind.LIST_ITEM and unit.group in listed) or _is_pulled(unit, units):
            continue
        kept.append(unit)
    kept = _without_end(kept, portrayed(kept, title, byline), host(base))
    if not any(unit.text for unit in kept if unit.kind not in _BESIDE):
        # A post may be one link and no more; better chrome than nothing.
        return tuple(unit for unit in units if key(unit.text) != key(title)), ()
    rows = {(unit.group, unit.level) for unit in kept if unit.kind is UnitKind.CELL and unit.text}
    return tuple(unit for unit in kept if unit.kind is not UnitKind.CELL or (unit.group, unit.level) in rows), headlines


def _is_text(unit: Unit) -> bool:
    return unit.kind is UnitKind.PARAGRAPH and len(unit.text) > LABEL


def _says_title(unit: Unit, title: str, *, above: bool) -> bool:
    """Whether *unit* is the title again; a heading may have a kicker before it or a site's name behind it.

    *Above* the text a heading of nearly the same words is the headline as the page shows it, the title as it is told
    to others.
    """
    said, headline = key(unit.text), key(title)
    if said == headline:
        return True
    if unit.kind is not UnitKind.HEADING:
        return False
    words, known = re.findall(r"\w+", said), set(re.findall(r"\w+", headline))
    if above and len(words) >= _WORDS and sum(word in known for word in words) >= 0.6 * len(words):
        return True
    return len(headline) > _TITLE and headline in said and len(said) < 2 * len(headline) + LABEL


def _is_label(unit: Unit) -> bool:
    """Whether *unit* only says that an advertisement or another article follows, which may be linked behind it."""
    linked = [(span.start, span.end) for span in unit.spans if span.name == "a"]
    start = min((start for start, _ in linked), default=len(unit.text))
    end = max((end for _, end in linked), default=len(unit.text))
    return key(unit.text[:start]).strip(" :|–—-•*[]().…") in LABELS and not unit.text[end:].strip(" .:|*[]()")


def _is_pulled(quote: Unit, units: Sequence[Unit]) -> bool:
    """Whether *quote* is one that stands word for word in a paragraph too, shown again in large letters."""
    words = key(quote.text).strip(_QUOTATION_MARKS) if quote.kind is UnitKind.QUOTE else ""
    return len(words) > _PULLED and any(
        words in key(unit.text) for unit in units if unit.kind is UnitKind.PARAGRAPH and unit is not quote
    )


def _without_end(units: Sequence[Unit], authors: Collection[str], site: str) -> list[Unit]:
    """Return *units* without what a page ends with: headings of nothing, rights, invitations, who the author is.

    Pictures and a few short lines, as of an agency, may stand behind or between those lines; they stay.
    """
    kept: list[Unit] = []
    short = 0
    for place in range(len(units) - 1, -1, -1):
        unit = units[place]
        if unit.kind is UnitKind.HEADING and not kept:
            continue
        if unit.kind is UnitKind.PARAGRAPH:
            if is_closing(unit.text) or is_portrait(unit, authors) or leads_on(unit, site):
                continue
            short += 1
            if len(unit.text) > LABEL or short > _SHORT:
                return [*units[: place + 1], *reversed(kept)]
        elif unit.kind not in _BESIDE:
            return [*units[: place + 1], *reversed(kept)]
        kept.append(unit)
    return list(reversed(kept))
