"""Units that are links and no more: to other articles, to places of the page. Told by how much of them is linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from syndicate.model import Span, Unit, UnitKind

_TOPIC = 40
"""Letters before a link above which they are more than its topic."""
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”"')
_BAR = re.compile(r"\s[|•·]\s*$")
"""What a template sets between a label and a link, or between links."""
_BARS = re.compile(r"\s[|•·]\s")


def is_link(unit: Unit) -> bool:
    """Whether nearly all of *unit* is links to pages and it is no sentence, or one link to a place on a page.

    A topic may stand before the link: in a list anyhow (“Weather: ...”), in a paragraph before a bar (“Read on | ...”)
    or before links with bars between them.
    """
    links = list(links_of(unit))
    if not links:
        return False
    if len(links) == 1 and "#" in address_of(links[0]) and not _words_beside(unit, links[0]):
        return True  # "skip what follows" is a sentence, and it is no less for the page alone
    start = _after_topic(unit, links)
    if unit.kind is not UnitKind.LIST_ITEM and unit.text.endswith(_SENTENCE_ENDS):
        return False
    linked = sum(link.end - link.start for link in links)
    bars = sum(len(one) for one in _BARS.findall(unit.text, start))
    return linked > 0 and linked >= 0.8 * (len(unit.text) - start - bars)


def leads_on(unit: Unit, site: str) -> bool:
    """Whether the whole of *unit* is one link to another page of *site*, be it a sentence: “Read the whole story.”"""
    links = list(links_of(unit))
    return len(links) == 1 and not _words_beside(unit, links[0]) and host(address_of(links[0])) == site != ""


def links_of(unit: Unit) -> Iterator[Span]:
    """Yield the links of *unit* that lead to pages."""
    for span in unit.spans:
        if span.name == "a" and address_of(span).startswith("http"):
            yield span


def address_of(link: Span) -> str:
    """Return where *link* leads; empty where it does not say."""
    return next((value for name, value in link.attributes if name == "href"), "")


def host(address: str) -> str:
    """Return the site that *address* is of; empty where it is no address."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def link_lists(units: Sequence[Unit]) -> frozenset[int]:
    """Return the groups of the lists that are links and no more."""
    items = [unit for unit in units if unit.kind is UnitKind.LIST_ITEM]
    return frozenset(unit.group for unit in items) - {unit.group for unit in items if not is_link(unit)}


def _after_topic(unit: Unit, links: list[Span]) -> int:
    """Return where the links begin if no more than their topic stands before them; else 0."""
    topic = unit.text[: links[0].start]
    if len(topic) > _TOPIC:
        return 0
    barred = all(_BAR.search(unit.text[one.end : two.start]) for one, two in pairwise(links))
    asked = topic.rstrip().endswith((":", "：", "?", "？"))
    named = asked and barred and (len(links) > 1 or unit.kind is UnitKind.LIST_ITEM)
    return links[0].start if named or (_BAR.search(topic) and barred) else 0


def _words_beside(unit: Unit, link: Span) -> bool:
    return any(map(str.isalnum, unit.text[: link.start] + unit.text[link.end :]))
