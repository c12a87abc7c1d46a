"""Blocks -> units and media, from the page's own nodes. Pages, Markdown and feed entries all come through here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.errors import DetectError
from syndicate.languages import language_tag
from syndicate.markup import absolute, clean, flatten, fold
from syndicate.model import LanguageTag, Media, Span, SpanKind, Unit, UnitKind
from syndicate.readers._blocks import Block, blocks
from syndicate.readers._repeats import LABEL, copies, key

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_PICTURES = frozenset({"emoji", "wp-smiley", "avatar", "gravatar", "icon", "logo", "spacer", "pixel", "tracking"})


@dataclass(frozen=True, slots=True)
class Body:
    """What an article's body gives."""

    units: tuple[Unit, ...]
    """In reading order; empty cells keep the columns of their table, empty ALT units the place of their picture."""
    media: tuple[Media, ...] = ()
    """Pictures in the order of their places, then sound and film."""
    notes: tuple[str, ...] = ()
    """What could not be kept."""


@dataclass(slots=True)
class _Making:
    """Units and media as they grow."""

    base: str
    units: list[Unit] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    pictures: dict[_Element, int] = field(default_factory=dict)
    """For every element around a picture, the first picture in it."""
    places: dict[int, _Element] = field(default_factory=dict)
    """For each unit with text of its own, the element that text lies in."""
    captions: list[tuple[int, _Element]] = field(default_factory=list)
    """Captions whose picture may come after them: the unit's index and the figure."""

    def add(self, group: list[Block]) -> None:
        """Add the unit of *group*, blocks of one item."""
        block = group[0]
        if block.kind is UnitKind.ALT:
            self._add_picture(block)
            return
        text, spans = _code(block) if block.kind is UnitKind.CODE else flatten(_joined(group), base=self.base)
        if not text and block.kind is not UnitKind.CELL:
            return
        if block.kind is UnitKind.CAPTION and block.figure is not None:
            self.captions.append((len(self.units), block.figure))
        self.places[len(self.units)] = block.parent
        self.units.append(
            Unit(
                block.kind,
                text,
                spans,
                language=_whole_language(text, spans) or block.language,
                level=block.level,
                ordered=block.ordered,
                group=block.group,
                translate=block.translate,
                header=block.header,
            )
        )

    def _add_picture(self, block: Block) -> None:
        picture = block.elements[0]
        media = _picture(picture, self.base)
        if media is None:
            return
        number = next((index for index, other in enumerate(self.media) if other.url == media.url), len(self.media))
        if number == len(self.media):
            self.media.append(media)
        for element in picture.iterancestors():
            self.pictures.setdefault(element, number)
        alternative = fold(picture.get("alt") or "")
        self.units.append(
            Unit(UnitKind.ALT, alternative, language=block.language, media=number, translate=block.translate)
        )
        # Markdown writes captions as the picture's title; on pages a title of one word is a file's name.
        title = fold(picture.get("title") or "")
        if block.figure is None and title.count(" ") > 1 and key(title) != key(alternative):
            self.units.append(Unit(UnitKind.CAPTION, title, language=block.language, media=number))

    def finish(self) -> None:
        """Join captions to their pictures, and take the credit out of them."""
        for index, figure in self.captions:
            number = self.pictures.get(figure)
            self.units[index] = replace(self.units[index], media=number)
            credit = next((node for node in figure.iter() if _is_credit(node)), None)
            if number is not None and credit is not None:
                words = fold("".join(str(part) for part in credit.itertext()))
                self.media[number] = replace(self.media[number], credit=words)


def body(
    found: list[Block], chosen: Collection[int] | None = None, *, base: str, title: str = "", byline: str = ""
) -> Body:
    """Return the units and media of the blocks *found*.

    Args:
        found: blocks of a page or fragment, in reading order.
        chosen: indices of those that are the article's; None for all.
        base: absolute address that links and pictures are relative to.
        title: the article's title, which is not repeated in the body.
        byline: who wrote it, which is not repeated below the body.
    """
    # They are large, and who only asks which reader takes a document needs neither.
    from syndicate.readers._captions import captioned
    from syndicate.readers._tidying import tidied

    found = captioned(found)
    making = _Making(base)
    wanted = (
        range(len(found))
        if chosen is None
        else sorted({*chosen, *_pictures_beside(found, chosen), *_cells_beside(found, chosen)})
    )
    for group in _items([found[index] for index in wanted]):
        making.add(group)
    making.finish()
    container = found[0].parent if chosen is None and found else _container(found, chosen or ())
    if container is not None and chosen is not None:
        container = next(container.iterancestors("article"), container)
    films, notes = _embedded(container, base)
    again = copies(making.units, making.places)
    # Long ones are told: whoever reads the notes can see that no more than a copy is missing.
    told = [making.units[index].text[:LABEL] for index in sorted(again) if len(making.units[index].text) > LABEL]
    notes += [f"A copy of a paragraph was left out: “{text}”." for text in dict.fromkeys(told)]
    units, cards = tidied(making.units, title, again, base, byline)
    if cards:
        notes.append(f"Cards of other articles were left out: {', '.join(f'“{one}”' for one in cards)}.")
    return Body(units, (*making.media, *films), tuple(notes))


def paragraphs(text: str) -> Body:
    """Return the body of plain *text*, a paragraph a line."""
    lines = [fold(line) for line in text.splitlines()]
    return Body(tuple(Unit(UnitKind.PARAGRAPH, line) for line in lines if line))


def of_fragment(body_element: _Element, *, base: str, title: str = "") -> Body:
    """Return the body of a fragment that is the article and nothing else, as a feed or Markdown gives it."""
    return body(blocks(body_element), base=base, title=title)


def _items(found: Iterable[Block]) -> Iterable[list[Block]]:
    """Give *found* in groups: the paragraphs of one list item, cell or caption together."""
    group: list[Block] = []
    for block in found:
        if group and (block.item is None or block.item is not group[-1].item or block.kind is UnitKind.ALT):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _joined(group: list[Block]) -> Iterable[str | _Element]:
    """Give the nodes of *group*, a line break between paragraphs that hold something."""
    from lxml import etree

    written = False
    for block in group:
        if not flatten(block.nodes())[0]:
            continue
        if written:
            yield etree.Element("br")
        yield from block.nodes()
        written = True


def _code(block: Block) -> tuple[str, tuple[Span, ...]]:
    parts = (
        part if isinstance(part, str) else "".join(str(text) for text in part.itertext()) for part in block.nodes()
    )
    return clean("".join(parts)).replace("\r", "").strip("\n"), ()


def _whole_language(text: str, spans: tuple[Span, ...]) -> LanguageTag | None:
    """Return the language of the element around all of *text*, if it names one."""
    for span in spans:
        if span.kind is SpanKind.INLINE and (span.start, span.end) == (0, len(text)):
            for name, value in span.attributes:
                if name == "lang":
                    try:
                        return language_tag(value)
                    except DetectError:
                        return None
    return None


def _picture(picture: _Element, base: str) -> Media | None:
    """Return the picture of an `img`, or None for an icon, a tracking pixel or one without an address."""
    width, height = _pixels(picture.get("width")), _pixels(picture.get("height"))
    small = any(side is not None and side < 48 for side in (width, height))
    if small or _NO_PICTURES & set((picture.get("class") or "").lower().split()):
        return None
    largest = (picture.get("srcset") or picture.get("data-srcset") or "").rpartition(", ")[2].split(" ")[0]
    lazy = (picture.get(name) for name in ("data-src", "data-lazy-src", "data-original", "src"))
    url = next((url for source in (*lazy, largest) if source and (url := absolute(source, base))), "")
    return Media(url, width=width, height=height) if url.startswith("http") else None


def _pixels(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def _is_credit(node: _Element) -> bool:
    words = f"{node.get('class') or ''} {node.get('itemprop') or ''}".lower().split()
    return any(
        word in {"credit", "photo-credit", "image-credit", "copyrightholder", "wp-media-credit"} for word in words
    )


def _container(found: list[Block], chosen: Collection[int]) -> _Element | None:
    """Return the innermost element around all chosen blocks."""
    lines = [[found[index].parent, *found[index].parent.iterancestors()][::-1] for index in chosen]
    shared = [level[0] for level in zip(*lines, strict=False) if all(one is level[0] for one in level)]
    return shared[-1] if shared else None


def _pictures_beside(found: list[Block], chosen: Collection[int]) -> set[int]:
    """Return the pictures and captions inside the container of the chosen blocks, or the `article` around it."""
    container = _container(found, chosen)
    if container is None:
        return set()
    article = next(container.iterancestors("article"), container)
    whole_page = article.tag in {"body", "html"}
    above = [index for index in range(min(chosen)) if found[index].kind is UnitKind.HEADING and found[index].level == 1]
    inside: set[int] = set()
    for index, block in enumerate(found):
        if block.kind is UnitKind.ALT or (block.kind is UnitKind.CAPTION and block.figure is not None):
            near = not whole_page or min(chosen) < index < max(chosen)
            within = block.parent is article or article in block.parent.iterancestors()
            # The lead picture stands between the headline and the text, in whatever elements.
            if (near and within) or (above and above[-1] < index < min(chosen)):
                inside.add(index)
    return inside


def _cells_beside(found: list[Block], chosen: Collection[int]) -> set[int]:
    """Return every cell of the chosen tables: an empty one is never chosen, and holds the place of its column."""
    tables = {found[index].group for index in chosen if found[index].kind is UnitKind.CELL}
    return {index for index, block in enumerate(found) if block.kind is UnitKind.CELL and block.group in tables}


def _embedded(container: _Element | None, base: str) -> tuple[list[Media], list[str]]:
    """Return the films and sounds in *container*, and a note for each frame, which cannot be taken along."""
    media: list[Media] = []
    notes: list[str] = []
    for element in () if container is None else container.iter("video", "audio", "iframe"):
        sources = [element, *element.iter("source")]
        url = next((url for one in sources if (url := absolute(one.get("src") or one.get("data-src") or "", base))), "")
        if url and element.tag == "iframe":
            notes.append(f"A frame from {urlsplit(url).hostname} in the article was left out.")
        elif url:
            media.append(Media(url, type=str(element.tag)))
    return media, notes
