"""The tree of a page -> its leaf blocks: runs of inline nodes, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING

from syndicate.errors import DetectError
from syndicate.languages import language_tag
from syndicate.markup import BLOCK_ELEMENTS, SKIPPED_ELEMENTS
from syndicate.model import LanguageTag, UnitKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ALONE = frozenset({"li", "caption", "figcaption"})
"""Elements whose paragraphs are one unit, as those of a cell are where the table holds data."""
_CAPTION = re.compile(
    r".*caption.*|(?:img|image|photo|picture|media)-?_?(?:info|description|text|legend)", re.IGNORECASE
)
_PICTURE_BOX = re.compile(
    r"(?:.*[-_]|content|article|lead)?(?:image|img|photo|picture|foto|bild|media|gallery|slide)s?(?:[-_]?(?:item|box|widget|wrap|wrapper|"
    r"container|block|embed|inner|holder))?(?:[-_].*)?",
    re.IGNORECASE,
)
_LONGEST = 600
"""Letters beside a picture above which they are more than its caption."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of inline nodes in the tree, or a picture."""

    parent: _Element
    """The element the run lies in."""
    before: _Element | None
    """The element after which the run starts; None if it starts with the parent's own text."""
    elements: tuple[_Element, ...]
    """The inline elements of the run, or the one `img` of an ALT block."""
    kind: UnitKind = UnitKind.PARAGRAPH
    """What it is."""
    level: int = 0
    """As `Unit.level`."""
    ordered: bool = False
    """As `Unit.ordered`."""
    group: int = 0
    """As `Unit.group`."""
    language: LanguageTag | None = None
    """What the nearest `lang` attribute inside the body says."""
    translate: bool = True
    """False under translate="no"."""
    item: _Element | None = None
    """The list item, cell or caption it belongs to; neighbours of one item are one unit."""
    figure: _Element | None = None
    """The figure it stands in."""
    header: bool = False
    """As `Unit.header`."""

    def nodes(self) -> Iterator[str | _Element]:
        """Give the run's text and elements in order, as `syndicate.markup.flatten` takes them."""
        yield (self.parent.text if self.before is None else self.before.tail) or ""
        for element in self.elements:
            yield element
            yield element.tail or ""


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pass over a tree: what lies in it that breaks lines, and the numbers given out."""

    broken: frozenset[_Element]
    """Inline elements that hold blocks, or two line breaks in a row: they are walked into like blocks."""
    groups: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers of lists, tables and quotes."""

    def blocks(self, element: _Element, place: Block) -> Iterator[Block]:
        """Give the blocks under *element*; *place* says what they are."""
        run: list[_Element] = []
        before: _Element | None = None
        for child in element:
            inline = child.tag not in BLOCK_ELEMENTS and child not in self.broken and not _second_break(child)
            if inline or child.tag in SKIPPED_ELEMENTS:
                run.append(child)
            else:
                yield from self._leaf(element, before, run, place)
                if child.tag != "br":
                    yield from self._inside(child, place)
                run, before = [], child
        yield from self._leaf(element, before, run, place)

    def _leaf(self, parent: _Element, before: _Element | None, run: list[_Element], place: Block) -> Iterator[Block]:
        shown = (one for one in run if one.tag not in SKIPPED_ELEMENTS or one.tag in {"img", "picture"})
        for element in shown:
            for picture in element.iter("img"):
                yield replace(place, parent=parent, before=before, elements=(picture,), kind=UnitKind.ALT, item=None)
        # Written out: `replace` takes longer than all the rest, and this is done for every run of every page.
        yield Block(
            parent, before, tuple(run), place.kind, place.level, place.ordered, place.group, place.language,
            place.translate, place.item, place.figure, place.header,
        )  # fmt: skip

    def _inside(self, element: _Element, place: Block) -> Iterator[Block]:
        """Give the blocks of a block *element*, *place* changed by what the element means."""
        place = _marked(element, place)
        name = str(element.tag)
        if name in _HEADINGS and place.item is None:
            place = replace(place, kind=UnitKind.HEADING, level=_HEADINGS[name])
        elif name == "blockquote":
            place = replace(place, kind=UnitKind.QUOTE, group=next(self.groups))
        elif name in {"ul", "ol"}:
            depth = place.level + 1 if place.kind is UnitKind.LIST_ITEM else 1
            group = place.group if depth > 1 else next(self.groups)
            place = replace(place, kind=UnitKind.LIST_ITEM, level=depth, ordered=name == "ol", group=group)
        elif name == "table" and is_data(element):
            yield from self._table(element, replace(place, group=next(self.groups)))
            return
        elif name == "pre":
            place = replace(place, kind=UnitKind.CODE, translate=False)
            yield replace(place, parent=element, before=None, elements=tuple(element))
            return
        elif name == "figure":
            place = replace(place, figure=element)
        elif name == "figcaption" or _is_caption(element):
            near = _around(element)
            holder = place.figure if place.figure is not None else element.getparent() if near is None else near
            if name in {"figcaption", "p"} or element.find(".//img") is None:
                place = replace(place, kind=UnitKind.CAPTION, item=element, figure=holder)
            else:
                place = replace(place, figure=element)
        elif place.figure is None and _is_picture_box(element):
            place = replace(place, kind=UnitKind.CAPTION, item=element, figure=element)
        if name == "li" and _is_entry(element):
            place = replace(place, kind=UnitKind.PARAGRAPH, level=0, ordered=False, group=0, item=None)
        elif name in _ALONE:
            place = replace(place, item=element)
        yield from self.blocks(element, place)

    def _table(self, table: _Element, place: Block) -> Iterator[Block]:
        row = 0
        for part in table.iter("caption", "tr"):
            if part.tag == "caption":
                yield from self.blocks(part, replace(_marked(part, place), kind=UnitKind.CAPTION, item=part))
                continue
            row += 1
            for cell in part.iterchildren("td", "th"):
                inside = replace(
                    _marked(cell, place), kind=UnitKind.CELL, level=row, item=cell, header=cell.tag == "th"
                )
                yield from self.blocks(cell, inside)


def _is_entry(item: _Element) -> bool:
    """Whether a list item is an entry of a report: a heading of its own, and a paragraph under it."""
    return next(item.iter(*_HEADINGS), None) is not None and next(item.iter("p"), None) is not None


def _is_caption(element: _Element) -> bool:
    """Whether the class of *element*, or of the one element in it, calls it a caption, and a picture is near."""
    inner = element[0] if len(element) == 1 and not (element.text or "").strip() else element
    names = f"{element.get('class') or ''} {inner.get('class') or ''}".split()
    return any(map(_names_caption, names)) and _around(element) is not None


@lru_cache(maxsize=4096)
def _names_caption(word: str) -> bool:
    return _CAPTION.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def _names_picture(word: str) -> bool:
    return _PICTURE_BOX.fullmatch(word) is not None


def _around(element: _Element) -> _Element | None:
    """Return the innermost element around *element* that holds a picture too; None if it is more than its box."""
    for outer in islice(element.iterancestors(), 4):
        if outer.find(".//img") is not None:
            letters = len("".join(str(text) for text in outer.itertext()).strip())
            return outer if letters < 2 * _LONGEST or element.tag == "figcaption" else None
    return None


def _is_picture_box(element: _Element) -> bool:
    """Whether *element* is called a picture and holds one, a few words, and nothing else."""
    if not any(map(_names_picture, (element.get("class") or "").split())):
        return False
    if sum(1 for _ in islice(element.iter("img"), 2)) != 1:
        return False
    if next(element.iter("h1", "h2", "h3", "article", "li", "blockquote", "table", "a"), None) is not None:
        return False
    return len("".join(str(text) for text in element.itertext()).strip()) < _LONGEST


def _marked(element: _Element, place: Block) -> Block:
    """Return *place* with the language and translatability that *element* declares."""
    if element.get("lang"):
        try:
            place = replace(place, language=language_tag(element.get("lang") or ""))
        except DetectError:
            place = replace(place, language=None)
    if element.get("translate") == "no" or "notranslate" in (element.get("class") or "").split():
        place = replace(place, translate=False)
    elif element.get("translate") in {"yes", ""}:
        place = replace(place, translate=True)
    return place


def is_data(table: _Element) -> bool:
    """Whether *table* holds data: at least two rows and columns, and no page laid out in its cells."""
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    laid_out = any(len(cell.findall(".//p")) > 3 or cell.find(".//h1") is not None for cell in cells)
    return len(rows) > 1 and max(map(len, rows), default=0) > 1 and not laid_out


def _second_break(element: _Element) -> bool:
    """Whether *element* is a `br` beside another, as old pages part paragraphs."""
    if element.tag != "br":
        return False
    after, before = element.getnext(), element.getprevious()
    followed = after is not None and after.tag == "br" and not (element.tail or "").strip()
    follows = before is not None and before.tag == "br" and not (before.tail or "").strip()
    return followed or follows


def blocks(body: _Element) -> list[Block]:
    """Return every leaf block under *body* in reading order, pictures and blank runs among them.

    The order depends on the tree alone, so the blocks of a copy answer one for one to these.
    """
    broken = {
        outer
        for element in body.iter()
        if element.tag in BLOCK_ELEMENTS or _second_break(element)
        for outer in element.iterancestors()
    }
    return list(_Walk(frozenset(broken)).blocks(body, Block(body, None, ())))
