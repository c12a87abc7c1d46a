"""Inline elements as an editor types them: `El coronel <1>habló</1> ayer.`, numbered as they stand in the source.

A person who corrects a sentence needs no addresses and no HTML: the number says which element of the source it is.
The tags need not be nested, for each has its number: `<1>a<2>b</1>c</2>` is two elements that overlap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from syndicate.errors import StateError
from syndicate.model import MARKUP, Span, SpanKind

_TAG = re.compile(r"<(/?)(\d{1,3})(/?)>")
_ENTITY = re.compile(r"&(lt|amp);")


def elements(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the inline and void elements among the *spans* of a source, in the order of their numbers, from 1."""
    return tuple(sorted((one for one in spans if one.kind in MARKUP), key=lambda one: (one.start, -one.end)))


def written(text: str, spans: Sequence[Span], source: Sequence[Span]) -> str:
    """Return *text* with numbered tags where its *spans* begin and end.

    Args:
        text: a target sentence.
        spans: of it.
        source: those of its source sentence, which give the numbers.
    """
    numbers = _numbered(elements(spans), elements(source))
    turns: list[tuple[int, int, int, str]] = []  # where; ends before voids before beginnings; inner ends first
    for span, number in numbers:
        if span.kind is SpanKind.VOID:
            turns.append((span.start, 1, 0, f"<{number}/>"))
        else:
            turns += [(span.start, 2, -span.end, f"<{number}>"), (span.end, 0, -span.start, f"</{number}>")]
    out, last = [], 0
    for at, _, _, tag in sorted(turns):
        out += [_escaped(text[last:at]), tag]
        # The newline that a void element stands on is told by its tag.
        last = at + 1 if tag.endswith("/>") and text[at : at + 1] == "\n" else at
    return "".join([*out, _escaped(text[last:])])


def read(typed: str, source: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text and the spans of what a person typed.

    Args:
        typed: a sentence with numbered tags.
        source: the spans of its source sentence.

    Raises:
        StateError: a tag has a number that the source has not, is not closed, or was not opened.
    """
    known = elements(source)
    parts: list[str] = []
    spans: list[Span] = []
    begun: dict[int, int] = {}
    last = length = 0
    for tag in _TAG.finditer(typed):
        plain = _plain(typed[last : tag.start()])
        last = tag.end()
        parts.append(plain)
        length += len(plain)
        closing, number, void = tag[1], int(tag[2]), tag[3]
        if not 1 <= number <= len(known):
            has = f"numbers 1 to {len(known)}" if known else "no tags"
            raise StateError(f"the tag {tag[0]} is not in the source.", advice=f"The source has {has}.")
        element = known[number - 1]
        if element.kind is SpanKind.VOID or void:
            if element.kind is not SpanKind.VOID:
                raise StateError(f"the tag {tag[0]} holds no words.", advice=f"Write <{number}>words</{number}>.")
            parts.append("\n")
            spans.append(replace(element, start=length, end=length + 1))
            length += 1
        elif not closing:
            if number in begun:
                raise StateError(f"the tag {tag[0]} stands twice.", advice=f"Close it first: </{number}>.")
            begun[number] = length
        elif number not in begun:
            raise StateError(f"the tag {tag[0]} was not opened.", advice=f"Write <{number}> before it.")
        elif (start := begun.pop(number)) < length:
            spans.append(replace(element, start=start, end=length))
    if begun:
        number = min(begun)
        raise StateError(f"the tag <{number}> is not closed.", advice=f"Write </{number}> behind its words.")
    parts.append(_plain(typed[last:]))
    text = "".join(parts)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    moved = [replace(one, start=max(one.start - lead, 0), end=min(one.end - lead, len(text))) for one in spans]
    return text, elements([one for one in moved if one.start < one.end])


def _numbered(spans: Sequence[Span], source: Sequence[Span]) -> list[tuple[Span, int]]:
    """Give each of *spans* the number of the source's element that it is; one that is of no source's is left out."""
    found: list[tuple[Span, int]] = []
    for span in spans:
        alike = [n for n, one in enumerate(source, 1) if (one.name, one.attributes) == (span.name, span.attributes)]
        used = [number for _, number in found]
        free = [number for number in alike if number not in used]
        if alike:
            # An element that was split in the target is the same element in both places.
            found.append((span, (free or alike[-1:])[0]))
    return found


def _escaped(text: str) -> str:
    """Return *text* so that nothing in it is read as a tag or an entity of ours."""
    text = _ENTITY.sub(r"&amp;\1;", text)
    return _TAG.sub(lambda tag: f"&lt;{tag[0][1:]}", text)


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda entity: {"lt": "<", "amp": "&"}[entity[1]], text)
