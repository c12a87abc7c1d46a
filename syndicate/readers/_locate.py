"""Which blocks of a page are the article: trafilatura decides, and is told nothing but where blocks start and end.

trafilatura finds the body better than its rivals, and its own markup output drops spans and corrupts
captions. So each block of a copy of the page gets a mark of two Braille letters at both ends, and the
marks in what trafilatura extracts name the blocks. Private-use letters do not survive its cleaning.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from syndicate.markup import flatten, fold
from syndicate.model import UnitKind
from syndicate.readers._blocks import Block
from syndicate.readers._class_names import is_content

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENDS = range(0x2880, 0x2900)
_STARTS = range(0x2801, 0x2880)
_SECOND = range(0x2801, 0x2900)
_MOST = len(_STARTS) * len(_SECOND)
_START = re.compile("[\u2801-\u287f][\u2801-\u28ff]")
_WIDEST = 12_000
"""Elements in one element above which trafilatura is not asked: its time grows with their square."""
_FEW = 600
"""Letters of a body too short for trafilatura's own measures."""
_MUCH = 2_000
"""Letters of sentences that are no surroundings of a short body: what is called the body is only its beginning."""
_LONG = 80
"""Letters above which a line that ends like a sentence is one."""
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”"')
_BOXES = 7
"""Elements around a paragraph that may be the box a template sets it in."""
_BRAILLE = re.compile("[\u2800-\u28ff]")


def locate(root: _Element, found: list[Block]) -> set[int]:
    """Return the indices in *found* of the blocks that are the article's body.

    Args:
        root: the `html` element, pruned; it is not changed.
        found: `blocks(body)` of its body.
    """
    texts = [text_of(block) for block in found]
    chosen = {index for index in _extracted(root, found, texts) if index < len(texts) and texts[index]}
    own = _called_content(found, texts)
    chosen = _reconciled(chosen, own, found, texts)
    if not chosen:
        chosen = _densest(found, texts)
    return {index for index in _completed(found, texts, chosen) if not _in_link(found[index])} or chosen


def _reconciled(chosen: set[int], own: set[int], found: list[Block], texts: list[str]) -> set[int]:
    """Return trafilatura's choice, corrected by what the page itself calls its body (*own*; may be empty)."""
    shared = _letters(chosen & own, texts)
    if not own or (not shared and _letters(own, texts) < _letters(chosen, texts)):
        return chosen
    if not shared and _letters(chosen, texts) > _FEW:
        return chosen
    beyond = _letters({index for index in chosen - own if _is_sentence(found[index], texts[index])}, texts)
    if not shared or (_letters(own, texts) < _FEW and beyond < _MUCH):
        # A body of a few sentences is shorter than what trafilatura trusts, and it then takes the whole page.
        return own
    if shared > 0.9 * _letters(chosen, texts):
        # It stays inside the body and may have lost paragraphs of it: those that are sentences come back.
        return chosen | {index for index in own if _is_sentence(found[index], texts[index])}
    return chosen


def _in_link(block: Block) -> bool:
    """Whether the whole block leads to another page: the card of another article."""
    return block.parent.tag == "a" or next(block.parent.iterancestors("a"), None) is not None


def _linked(block: Block) -> int:
    """Return how many letters of the block are links."""
    links = (link for element in block.elements for link in element.iter("a"))
    return sum(len("".join(str(text) for text in link.itertext())) for link in links)


def text_of(block: Block) -> str:
    """Return the text of *block*; a picture has none."""
    if block.kind is UnitKind.ALT:
        return ""
    if not block.elements:  # two of three, and nearly all of those are blank
        return fold((block.parent.text if block.before is None else block.before.tail) or "").strip()
    return flatten(block.nodes())[0]


def _extracted(root: _Element, found: list[Block], texts: list[str]) -> set[int]:
    """Return the indices of the blocks whose start trafilatura extracts."""
    import trafilatura

    if max(map(len, root.iter())) > _WIDEST:
        return set()
    # It reports pages it gives up on as errors; for us that is an answer like any other.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    marked = _marked(root, found, texts)
    document = trafilatura.bare_extraction(marked, include_comments=False, include_tables=True, deduplicate=False)
    text = "" if document is None else str(getattr(document, "text", "") or "")
    return {
        (ord(mark[0][0]) - _STARTS.start) * len(_SECOND) + ord(mark[0][1]) - _SECOND.start
        for mark in _START.finditer(text)
    }


def _marked(root: _Element, found: list[Block], texts: list[str]) -> _Element:
    """Return a copy of *root* with marks at the blocks; in *root* itself all is put back as it was."""
    before: dict[_Element, tuple[str | None, str | None]] = {}
    if _BRAILLE.search("".join(str(text) for text in root.itertext())):
        for element in root.iter():
            before[element] = element.text, element.tail
            element.text = _BRAILLE.sub("", element.text) if element.text else None
            element.tail = _BRAILLE.sub("", element.tail) if element.tail else None
    for index, block in enumerate(found[:_MOST]):
        if texts[index]:
            for element in (block.parent, *block.elements[-1:], *([] if block.before is None else [block.before])):
                before.setdefault(element, (element.text, element.tail))
            _mark(block, index)
    marked = copy.deepcopy(root)
    for element, (text, tail) in before.items():
        element.text, element.tail = text, tail
    return marked


def _mark(block: Block, index: int) -> None:
    first, second = divmod(index, len(_SECOND))
    start = chr(_STARTS[first]) + chr(_SECOND[second])
    end = chr(_ENDS[first]) + chr(_SECOND[second])
    if block.elements:
        block.elements[-1].tail = (block.elements[-1].tail or "") + end
    if block.before is None:
        block.parent.text = start + (block.parent.text or "") + ("" if block.elements else end)
    else:
        block.before.tail = start + (block.before.tail or "") + ("" if block.elements else end)


def _letters(indices: set[int], texts: list[str]) -> int:
    return sum(len(texts[index]) for index in indices)


def _called_content(found: list[Block], texts: list[str]) -> set[int]:
    """Return the blocks inside the element that the page calls its body, if there is one such element.

    Bodies lie in one another (main, article, a div of the article's text), and cards of other articles call
    themselves articles too: the way leads inwards as long as most of the words stay.
    """
    inside: dict[_Element, set[int]] = {}
    for index, block in enumerate(found):
        if not texts[index] or (block.kind is UnitKind.HEADING and block.level == 1):
            continue
        for element in (block.parent, *block.parent.iterancestors()):
            if is_content(element):
                inside.setdefault(element, set()).add(index)
    bodies = [holder for holder in inside if not _is_main(holder)] or list(inside)
    best: _Element | None = None
    while True:
        within = [one for one in bodies if best is None or best in one.iterancestors()]
        outer = [one for one in within if not any(other in one.iterancestors() for other in within)]
        if not outer:
            break
        heaviest = max(outer, key=lambda one: _letters(inside[one], texts))
        # Pieces of one text, an advertisement between them, bear one name.
        pieces = {index for one in outer if one.tag == heaviest.tag for index in inside[one]}
        alike = {index for one in outer if _alike(one, heaviest) for index in inside[one]}
        if best is None and heaviest.tag != "article" and 5 * _letters(alike, texts) > 4 * _letters(pieces, texts):
            inside[heaviest] = alike
        whole = pieces if best is None else inside[best]
        weight = _letters(inside[heaviest], texts)
        if 2 * weight <= _letters(whole, texts) or (best is not None and 5 * weight < 4 * _letters(pieces, texts)):
            break
        best = heaviest
    return set() if best is None else inside[best]


def _is_main(element: _Element) -> bool:
    return element.tag == "main" or (element.get("role") or "").lower() == "main"


def _alike(one: _Element, other: _Element) -> bool:
    """Whether both are the same element of one template."""
    return one.tag == other.tag and bool(
        set((one.get("class") or "").split()) & set((other.get("class") or "").split())
    )


def _densest(found: list[Block], texts: list[str]) -> set[int]:
    """Return the blocks under the parent with most letters of sentences outside links, or every block with text."""
    weight: dict[_Element, int] = {}
    for block, text in zip(found, texts, strict=True):
        outer = block.parent.getparent()
        letters = len(text) - _linked(block)
        if block.kind is UnitKind.PARAGRAPH and outer is not None and letters > 40:
            weight[outer] = weight.get(outer, 0) + letters
    if not weight:
        return {index for index, text in enumerate(texts) if text}
    best = max(weight, key=lambda element: weight[element])
    return {
        index
        for index, block in enumerate(found)
        if texts[index] and (block.parent is best or best in block.parent.iterancestors())
    }


def _completed(found: list[Block], texts: list[str], chosen: set[int]) -> set[int]:
    """Add what one template sets like the chosen blocks, beside them.

    Short lines between chosen blocks: answers of one word are lost otherwise. Sentences anywhere, where each
    paragraph lies in boxes of its own, and between two of those boxes the sentence or heading
    that is alone in a box like theirs.
    """
    if not chosen:
        return chosen
    beside = {found[index].parent.getparent() for index in chosen}
    alike = {place for index in chosen if _is_sentence(found[index], texts[index]) for place in _places(found[index])}
    whole = (
        chosen
        | {index for index in range(min(chosen), max(chosen)) if found[index].parent.getparent() in beside}
        | {
            index
            for index, block in enumerate(found)
            if index not in chosen and _is_sentence(block, texts[index]) and not alike.isdisjoint(_places(block))
        }
    )
    records = _records(found, {index for index in whole if _is_sentence(found[index], texts[index])})
    if records:
        whole |= {
            index
            for index in range(min(whole), max(whole))
            if _is_said(found[index], texts[index])
            and any(name in records and _alone(box, texts[index]) for box, name in _named_boxes(found[index]))
        }
    return {index for index in whole if texts[index]}


def _is_said(block: Block, text: str) -> bool:
    """Whether it is a heading or ends like a sentence, and leads nowhere."""
    said = block.kind is UnitKind.HEADING or (block.kind is UnitKind.PARAGRAPH and text.endswith(_SENTENCE_ENDS))
    return bool(text) and said and not _linked(block)


def _alone(box: _Element, text: str) -> bool:
    """Whether *box* holds *text* and nothing else."""
    return len("".join("".join(map(str, box.itertext())).split())) == len("".join(text.split()))


def _is_sentence(block: Block, text: str) -> bool:
    return block.kind is UnitKind.PARAGRAPH and len(text) > _LONG and text.endswith(_SENTENCE_ENDS)


def _places(block: Block) -> Iterator[tuple[object, ...]]:
    """Give, for each of the boxes around *block*, the box it lies in and how the way from there to it is called."""
    way: tuple[object, ...] = ()
    for element, outer in pairwise(islice((block.parent, *block.parent.iterancestors()), _BOXES)):
        way = (*way, element.tag, element.get("class"))
        if len(way) > 2:
            yield outer, *way


def _records(found: list[Block], sentences: set[int]) -> set[tuple[object, ...]]:
    """Return what names the boxes of one template that lie beside one another, with a sentence in two of them."""
    holders: dict[tuple[object, ...], set[_Element]] = {}
    for index in sentences:
        for box, name in _named_boxes(found[index]):
            holders.setdefault(name, set()).add(box)
    return {name for name, boxes in holders.items() if len(boxes) > 1}


def _named_boxes(block: Block) -> Iterator[tuple[_Element, tuple[object, ...]]]:
    """Give the boxes around *block* that have a class, each with what it lies in and how it is called."""
    for element, outer in pairwise(islice((block.parent, *block.parent.iterancestors()), _BOXES)):
        if element.get("class"):
            yield element, (outer, element.tag, element.get("class"))
