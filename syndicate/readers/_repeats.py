"""What stands twice on a page: the author's repetition stays, a copy that the template makes is read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from syndicate.model import Unit, UnitKind

if TYPE_CHECKING:
    from lxml.etree import _Element

LABEL = 80
"""Letters above which a line is no label."""
_ANSWER = 30
"""Letters of a short answer."""
_PLAN = 4
"""Different labels that come again in a text that repeats on purpose."""
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”"')
_LINES = frozenset({UnitKind.PARAGRAPH, UnitKind.HEADING})
_BESIDE = frozenset({UnitKind.ALT, UnitKind.CAPTION})


def copies(units: Sequence[Unit], places: Mapping[int, _Element]) -> frozenset[int]:
    """Return the indices of the paragraphs and headings that are copies of earlier ones.

    A sentence or a long paragraph is a copy right after its first, as a standfirst is before the text, or with its
    neighbour in a second container, as for telephones; anywhere else its author repeats it. A label, which is no
    sentence, is a copy wherever it comes again, unless many do, as in a plan or a recipe.

    Args:
        units: the body's, in reading order.
        places: for each index of a unit with text, the element its text lies in.
    """
    lines = [index for index, unit in enumerate(units) if unit.kind not in _BESIDE and unit.text]
    keys = [key(units[index].text) for index in lines]
    earlier: dict[str, tuple[int, int]] = {}
    again: list[int] = []
    found: set[int] = set()
    for place, index in enumerate(lines):
        if units[index].kind not in _LINES:
            continue
        # The first and the last alone are looked at: a page may say one thing ten thousand times.
        first, last = earlier.get(keys[place], (place, place))
        earlier[keys[place]] = first, place
        if first == place:
            continue
        again.append(index)
        at_once = last == place - 1 and len(units[index].text) > _ANSWER
        if at_once or any(_in_copy(one, place, lines, keys, places) for one in dict.fromkeys((first, last))):
            found.add(index)
    shown_twice = any(len(units[index].text) > LABEL for index in found)
    if shown_twice or len({units[index].text for index in again}) < _PLAN:
        found.update(index for index in again if not _is_ordinary(units[index].text))
    return frozenset(found)


def key(text: str) -> str:
    """Return *text* as it is compared: without capitals, single spaces."""
    return " ".join(text.casefold().split())


def _is_ordinary(text: str) -> bool:
    return len(text) > LABEL or text.endswith(_SENTENCE_ENDS)


def _in_copy(
    first: int, second: int, lines: Sequence[int], keys: Sequence[str], places: Mapping[int, _Element]
) -> bool:
    """Whether the neighbour of one line is the other's too, and both pairs have containers of their own."""
    for step in (-1, 1):
        near = first + step, second + step
        if min(near) < 0 or max(near) >= len(lines) or near[0] == second or keys[near[0]] != keys[near[1]]:
            continue
        holders = [
            _around(places.get(lines[one]), places.get(lines[other]))
            for one, other in ((first, near[0]), (second, near[1]))
        ]
        if holders[0] is not holders[1]:
            return True
    return False


def _around(one: _Element | None, other: _Element | None) -> _Element | None:
    """Return the innermost element that both lie in."""
    if one is None or other is None:
        return None
    above = set(one.iterancestors())
    return next((element for element in other.iterancestors() if element in above), None)
