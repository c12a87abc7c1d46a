"""How much prose stands where on a page: in paragraphs, or between the breaks of an old template."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from syndicate.readers._class_names import NEVER, words

if TYPE_CHECKING:
    from lxml.etree import _Element

SENTENCE = 80
"""Letters of a paragraph that is no label."""
LEAST = 400
"""Letters of prose that are too few to tell anything."""
INLINE = frozenset("a abbr b bdi button cite code em font i mark q s small span strong sub sup u".split())  # noqa: SIM905
"""Elements that stand in a line."""
_BREAK = "\u2029"
_PARTS = 500
"""Elements in one line above which it is a list of something, and no sentence."""
_SILENT = frozenset("a script style template noscript select textarea button title iframe".split())  # noqa: SIM905


def letters_of(element: _Element) -> str:
    """Return the text of *element* without what is blank."""
    return "".join("".join(str(text) for text in element.itertext()).split())


def line_around(element: _Element) -> tuple[str, str]:
    """Return the text before and after *element* on its line; both empty where the line is no prose of a few parts."""
    outer = element.getparent()
    while outer is not None and outer.tag in INLINE and letters_of(outer) == letters_of(element):
        element, outer = outer, outer.getparent()
    if outer is None or outer.tag == "button" or len(outer) > _PARTS:
        return "", ""
    before, line = "", outer.text or ""
    for part in outer:
        if part is element:
            before, line = line.rpartition(_BREAK)[2], ""
        elif part.tag in INLINE:
            line += "".join(str(text) for text in part.itertext())
        else:
            line += _BREAK
        line += part.tail or ""
    return before.strip(), line.partition(_BREAK)[0].strip()


def count_elements(root: _Element) -> int:
    """Return how many elements are under *root*."""
    return sum(1 for _ in root.iter())


def is_most(letters: int, total: int) -> bool:
    """Whether *letters* are most of a page's *total*, which is enough to tell."""
    return 2 * letters > total > LEAST


def prose_under(root: _Element) -> Counter[_Element]:
    """Return how many letters of paragraphs stand under each element; labels of forms do not count."""
    letters: Counter[_Element] = Counter()
    for paragraph in root.iter("p"):
        size = len("".join(str(part) for part in paragraph.itertext()).strip())
        for around in (paragraph, *paragraph.iterancestors()):
            letters[around] += size
    return letters


def loose_prose_under(root: _Element) -> Counter[_Element]:
    """Return how many letters of sentences stand under each element of a page that knows no paragraphs.

    Old templates part lines by `br`, inside the cells of a table or one form around the page. Comments and what else
    may outweigh an article do not count, nor do links.
    """
    letters: Counter[_Element] = Counter()
    for element in root.iter():
        for text, within in ((element.text, element), (element.tail, element.getparent())):
            size = len((text or "").strip())
            if within is None or size < SENTENCE:
                continue
            around = (within, *within.iterancestors())
            if not any(one.tag in _SILENT or any(map(NEVER.fullmatch, words(one))) for one in around):
                letters.update(dict.fromkeys(around, size))
    return letters
