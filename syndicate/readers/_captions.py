"""Captions that no template names: the line under a picture that says what its alternative text says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from syndicate.model import UnitKind
from syndicate.readers._blocks import Block
from syndicate.readers._locate import text_of
from syndicate.readers._prose import letters_of
from syndicate.readers._repeats import key

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST = 20
"""Letters of an alternative text that it is no chance to meet again."""
_CREDIT = 80
"""Letters that may stand behind it: whose picture it is."""
_LONGEST = 600
"""Letters that may stand behind one that was cut off."""
_CUT = " .…"
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”"')
_NEAR = 6
"""Blocks behind a picture, blank ones among them, of which the first with text may be its caption."""


def captioned(found: Sequence[Block]) -> list[Block]:
    """Return *found*, in which the line below a picture that repeats its alternative text is its caption.

    An alternative text may be made of the first sentence of the article: so the line must have a credit behind that
    text, or lie in one box with the picture and nothing else.
    """
    blocks = list(found)
    for index, block in enumerate(found):
        said = key(block.elements[0].get("alt") or "") if block.kind is UnitKind.ALT else ""
        if len(said.rstrip(_CUT)) < _LEAST:
            continue
        for place in range(index + 1, min(index + 1 + _NEAR, len(found))):
            near = found[place]
            text = "" if near.kind is UnitKind.ALT else key(text_of(near))
            if not text:
                continue
            box = _around(block.elements[0], near.parent)
            if near.kind is UnitKind.PARAGRAPH and box is not None and _repeats(text, said) and not _leads(near):
                credited = len(text) > len(said) and not text.endswith(_SENTENCE_ENDS)
                if credited or len(letters_of(box)) <= len(text) + _CREDIT:
                    blocks[place] = replace(near, kind=UnitKind.CAPTION, figure=box)
            break
    return blocks


def _leads(block: Block) -> bool:
    """Whether *block* is a link or holds one: a card shows the headline of another article under its picture."""
    around = (block.parent, *block.parent.iterancestors())
    return any(one.tag == "a" for one in around) or any(next(one.iter("a"), None) is not None for one in block.elements)


def _repeats(text: str, said: str) -> bool:
    """Whether *text* is what is *said*, with a credit behind it or what was cut off."""
    beyond = _LONGEST if said.endswith(("…", "...")) else _CREDIT
    return text.startswith(said.rstrip(_CUT)) and len(text) <= len(said) + beyond


def _around(picture: _Element, parent: _Element) -> _Element | None:
    """Return the innermost element around *picture* and *parent*; None if it is far from the picture."""
    outer = {parent, *parent.iterancestors()}
    return next((one for one in islice(picture.iterancestors(), 2 * _NEAR) if one in outer), None)
