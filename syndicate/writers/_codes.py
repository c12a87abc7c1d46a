"""Inline elements as XLIFF's codes: in source and target of each segment of a unit, and what they were.

An element inside one segment is a `pc`; one that goes on over the border of a sentence is an `sc` and an `ec`, as
XLIFF asks (2.1, section 4.7.2.3), so that the sentences stay whole and no element is lost or doubled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from syndicate.markup import ENDED, pieces
from syndicate.model import MARKUP, SpanKind, Unit
from syndicate.writers._text import printable
from syndicate.writers._xml import quoted

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Of XLIFF 2.0 and 2.1 alike."""

X = f"{{{NAMESPACE}}}"
"""Stands before every element's name."""


@dataclass(frozen=True, slots=True)
class _Code:
    """An element where it starts."""

    start: str
    """Its start tag."""
    part: int
    """Index of the part in which it starts."""
    id: str
    """Its id in the unit."""
    crossing: bool
    """Whether it ends in another part."""


class Codes:
    """The codes of one unit: the same element has the same id in the source and the target of a segment."""

    def __init__(self, originals: etree._Element) -> None:
        """Take the element that gets the original data."""
        self._originals = originals
        self._data: dict[str, str] = {}
        self._free: list[_Code] = []
        """Codes of the source that the target has not used yet."""
        self._count = 0

    def source(self, unit: Unit, ends: Sequence[int], holders: Sequence[etree._Element]) -> None:
        """Write the source *unit* into *holders*, one for each of its parts, which end at *ends*."""
        self._free = self._write(unit, ends, holders)

    def target(self, unit: Unit, ends: Sequence[int], holders: Sequence[etree._Element]) -> None:
        """Write the target *unit* in the same way."""
        self._write(unit, ends, holders)

    def _write(self, unit: Unit, ends: Sequence[int], holders: Sequence[etree._Element]) -> list[_Code]:
        position, current, parents = 0, 0, [holders[0]]
        made: list[_Code] = []
        opened: list[_Code] = []

        def enter() -> int:
            nonlocal parents, current
            part = min(bisect_right(ends, position), len(holders) - 1)
            if part != current:
                parents, current = [holders[part]], part
            return part

        for piece in pieces(unit.text, [span for span in unit.spans if span.kind in MARKUP]):
            if isinstance(piece, str):
                for text in _cut(piece, position, ends):
                    enter()
                    _append(parents[-1], printable(text))
                    position += len(text)
                continue
            if piece.end == ENDED:
                self._end(opened.pop(), parents)
                continue
            part, last = enter(), bisect_left(ends, piece.end)
            code = self._start(piece.name, piece.attributes, part, crossing=part != last)
            made.append(code)
            if piece.kind is SpanKind.VOID:
                etree.SubElement(parents[-1], X + "ph", id=code.id, dataRef=self._original(code.start))
                position += 1
                continue
            opened.append(code)
            if code.crossing:
                etree.SubElement(parents[-1], X + "sc", id=code.id, dataRef=self._original(code.start))
            else:
                pair = etree.SubElement(parents[-1], X + "pc", id=code.id)
                pair.set("dataRefEnd", self._original(f"</{piece.name}>"))
                pair.set("dataRefStart", self._original(code.start))
                parents.append(pair)
        return made

    def _end(self, code: _Code, parents: list[etree._Element]) -> None:
        """End the element of *code*."""
        if not code.crossing:
            parents.pop()
            return
        name = code.start[1:].rstrip(">").partition(" ")[0]
        etree.SubElement(parents[-1], X + "ec", startRef=code.id, dataRef=self._original(f"</{name}>"))

    def _start(self, name: str, attributes: Sequence[tuple[str, str]], part: int, *, crossing: bool) -> _Code:
        """Return the code of an element; in a target with the id of the source's same code there, where one is left."""
        said = "".join(f' {key}="{quoted(value)}"' for key, value in attributes)
        start = f"<{name}{said}>"
        same = next((code for code in self._free if (code.start, code.part) == (start, part)), None)
        if same is not None:
            self._free.remove(same)
            return _Code(start, part, same.id, crossing)
        self._count += 1
        return _Code(start, part, f"c{self._count}", crossing)

    def _original(self, text: str) -> str:
        """Return the id of the original data that say *text*."""
        if text not in self._data:
            self._data[text] = f"d{len(self._data) + 1}"
            etree.SubElement(self._originals, X + "data", id=self._data[text]).text = text
        return self._data[text]


def _cut(text: str, position: int, ends: Sequence[int]) -> Iterator[str]:
    """Give *text*, which begins at *position*, in the pieces that *ends* make of it."""
    borders = [end - position for end in ends if position < end < position + len(text)]
    for here, there in zip([0, *borders], [*borders, len(text)], strict=True):
        yield text[here:there]


def _append(parent: etree._Element, text: str) -> None:
    """Append *text* behind the last child of *parent*."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
