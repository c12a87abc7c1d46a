"""Cards of other articles that stand in a body: a headline that is a link as a whole, with a teaser or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syndicate.model import Unit, UnitKind
from syndicate.readers._links import address_of, host, is_link, links_of
from syndicate.readers._repeats import LABEL

_TITLE = 20
"""Letters of a line of a list item below which it is no headline."""
_TEASER = 300
"""Letters of a paragraph above which it is more than the teaser on a card."""
_BESIDE = frozenset({UnitKind.ALT, UnitKind.CAPTION})


def cards(units: Sequence[Unit], base: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the indices of cards of other articles on the same site, and their headlines.

    A card is a headline that is a link as a whole, and a teaser or none. One may be the author's heading; two in a row,
    in a text that has more to say than they, are the site's own.
    """
    site = host(base)
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
    rest = [one for one in (units[index] for index in section[1:]) if one.kind not in _BESIDE and one.text]
    rest = [one for one in rest if not is_link(one)]  # who wrote it
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


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _is_listed_card(item: Unit, site: str) -> bool:
    start = 0
    for line in item.text.split("\n"):
        if "\n" in item.text and _letters(line) > _TITLE and _leads_within(item, start, start + len(line), site):
            return True
        start += len(line) + 1
    return False


def _leads_within(unit: Unit, start: int, end: int, site: str) -> bool:
    """Whether the text from *start* to *end* is one link to another page of *site*."""
    return any(link.start <= start and link.end >= end and host(address_of(link)) == site for link in links_of(unit))
