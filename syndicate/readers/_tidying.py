"""Units of a body -> those that are the article's: no links alone, labels, copies, cards of other articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from syndicate.model import Span, Unit, UnitKind
from syndicate.readers._closing import is_closing
from syndicate.readers._labels import LABELS
from syndicate.readers._repeats import LABEL, key

_PULLED = 30
"""Letters of a quotation above which it is no chance that its words stand in the text too."""
_TITLE = 20
"""Letters of a title below which it is no wonder that a heading holds it."""
_TEASER = 300
"""Letters of a paragraph above which it is more than the teaser on a card."""
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”"')
_QUOTATION_MARKS = " .,…«»„“”\"'‘’"
_BESIDE = frozenset({UnitKind.ALT, UnitKind.CAPTION})
_LINES = frozenset({UnitKind.PARAGRAPH, UnitKind.HEADING})


def tidied(
    units: Sequence[Unit], title: str, again: Collection[int], base: str
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Return the units that are the article's, and the headlines of other articles' cards that stood among them.

    Args:
        units: the body's, in reading order.
        title: the article's title, which is not repeated in the body.
        again: indices of those that are copies.
        base: the page's address.
    """
    link_lists = {unit.group for unit in units if unit.kind is UnitKind.LIST_ITEM}
    link_lists -= {unit.group for unit in units if unit.kind is UnitKind.LIST_ITEM and not _is_link(unit)}
    cards, headlines = _cards(units, base)
    kept: list[Unit] = []
    for index, unit in enumerate(units):
        if index in cards:
            continue
        if unit.kind in _LINES:
            repeated = index in again or _says_title(unit, title) or _is_label(unit)
            if repeated or (unit.kind is UnitKind.PARAGRAPH and _is_link(unit)):
                continue
        elif (unit.kind is UnitKind.LIST_ITEM and unit.group in link_lists) or _is_pulled(unit, units):
            continue
        kept.append(unit)
    while kept and (kept[-1].kind is UnitKind.HEADING or _closes(kept[-1])):
        kept.pop()
    if not any(unit.text for unit in kept if unit.kind not in _BESIDE):
        # A post may be one link and no more; better chrome than nothing.
        return tuple(unit for unit in units if key(unit.text) != key(title)), ()
    rows = {(unit.group, unit.level) for unit in kept if unit.kind is UnitKind.CELL and unit.text}
    return tuple(unit for unit in kept if unit.kind is not UnitKind.CELL or (unit.group, unit.level) in rows), headlines


def _says_title(unit: Unit, title: str) -> bool:
    """Whether *unit* is the title again; a heading may have a kicker before it or a site's name behind it."""
    said, headline = key(unit.text), key(title)
    if said == headline:
        return True
    longer = unit.kind is UnitKind.HEADING and len(headline) > _TITLE and headline in said
    return longer and len(said) < 2 * len(headline) + LABEL


def _is_label(unit: Unit) -> bool:
    """Whether *unit* only says that an advertisement or another article follows, which may be linked behind it."""
    linked = [(span.start, span.end) for span in unit.spans if span.name == "a"]
    start = min((start for start, _ in linked), default=len(unit.text))
    end = max((end for _, end in linked), default=len(unit.text))
    return key(unit.text[:start]).strip(" :|–—-•*[]()") in LABELS and not unit.text[end:].strip(" .:|*[]()")


def _is_pulled(quote: Unit, units: Sequence[Unit]) -> bool:
    """Whether *quote* is one that stands word for word in a paragraph too, shown again in large letters."""
    words = key(quote.text).strip(_QUOTATION_MARKS) if quote.kind is UnitKind.QUOTE else ""
    return len(words) > _PULLED and any(
        words in key(unit.text) for unit in units if unit.kind is UnitKind.PARAGRAPH and unit is not quote
    )


def _closes(unit: Unit) -> bool:
    return unit.kind is UnitKind.PARAGRAPH and is_closing(unit.text)


def _is_link(unit: Unit) -> bool:
    """Whether nearly all of *unit* is links to pages and it is no sentence; in a list a topic may stand before it."""
    links = list(_links(unit))
    start = 0
    if unit.kind is UnitKind.LIST_ITEM and len(links) == 1:
        topic = unit.text[: links[0].start].rstrip()
        start = links[0].start if topic.endswith((":", "：")) and len(topic) < _PULLED else 0
    elif unit.text.endswith(_SENTENCE_ENDS):
        return False
    linked = sum(link.end - link.start for link in links)
    return linked > 0 and linked >= 0.8 * (len(unit.text) - start)


def _links(unit: Unit) -> Iterator[Span]:
    for span in unit.spans:
        if span.name == "a" and _address(span).startswith("http"):
            yield span


def _address(link: Span) -> str:
    return next((value for name, value in link.attributes if name == "href"), "")


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _cards(units: Sequence[Unit], base: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the indices of cards of other articles on the same site, and their headlines.

    A card is a headline that is a link as a whole, and a teaser or none. One may be the author's heading; two in a row,
    in a text that has more to say than they, are the site's own.
    """
    site = _site(base)
    if not site:
        return frozenset(), ()
    sections = list(_sections(units))
    found: set[int] = set()
    run: list[list[int]] = []
    for section in [*sections, []]:
        if section and _is_card(section, units, site):
            run.append(section)
            continue
        if len(run) > 1:
            found.update(index for each in run for index in each)
        run = []
    found |= _listed_cards(units, site)
    prose = {index: len(one.text) for index, one in enumerate(units) if one.kind is UnitKind.PARAGRAPH}
    if sum(prose.values()) <= 2 * sum(size for index, size in prose.items() if index in found):
        return frozenset(), ()
    headlines = (units[index] for index in sorted(found) if units[index].kind is not UnitKind.PARAGRAPH)
    return frozenset(found), tuple(
        dict.fromkeys(one.text.partition("\n")[0][:LABEL] for one in headlines if one.text and one.kind not in _BESIDE)
    )


def _sections(units: Sequence[Unit]) -> Iterator[list[int]]:
    """Give the indices of *units*, in parts that begin with a heading."""
    section: list[int] = []
    for index, unit in enumerate(units):
        if unit.kind is UnitKind.HEADING and section:
            yield section
            section = []
        section.append(index)
    if section:
        yield section


def _is_card(section: Sequence[int], units: Sequence[Unit], site: str) -> bool:
    head = units[section[0]]
    if head.kind is not UnitKind.HEADING or not _leads_within(head, 0, len(head.text), site):
        return False
    rest = [units[index] for index in section[1:] if units[index].kind not in _BESIDE and units[index].text]
    return not rest or (len(rest) == 1 and rest[0].kind is UnitKind.PARAGRAPH and len(rest[0].text) < _TEASER)


def _listed_cards(units: Sequence[Unit], site: str) -> set[int]:
    """Return the items of lists all of whose items have a line for the headline and another for the teaser."""
    lists: dict[int, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.kind is UnitKind.LIST_ITEM:
            lists.setdefault(unit.group, []).append(index)
    return {
        index
        for items in lists.values()
        if len(items) > 1 and all(_is_listed_card(units[one], site) for one in items)
        for index in items
    }


def _is_listed_card(item: Unit, site: str) -> bool:
    start = 0
    for line in item.text.split("\n"):
        if "\n" in item.text and _letters(line) > _TITLE and _leads_within(item, start, start + len(line), site):
            return True
        start += len(line) + 1
    return False


def _leads_within(unit: Unit, start: int, end: int, site: str) -> bool:
    """Whether the text from *start* to *end* is one link to another page of *site*."""
    return any(link.start <= start and link.end >= end and _site(_address(link)) == site for link in _links(unit))


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
