"""Where the spans of a source sentence stand in its target, found through the alignment.

The method is bergamot's in the small: every element takes the target words that came from its own
source words; gaps that belong to nobody are closed; elements that were nested stay nested.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from syndicate.model import Link, Span, SpanKind

WORD = re.compile(r"\w+(?:[’'ʻʼ-]\w+)*")
"""A word as it is marked and aligned: apostrophes and hyphens inside belong to it."""
Range = tuple[int, int]
"""Start and end of a stretch of text."""


Edit = tuple[int, int, str]
"""Start and end of a stretch of text, and what is written there instead."""


class Moved(Protocol):
    """Where an offset of a text lies after its edits."""

    def __call__(self, offset: int, *, after: bool = False) -> int:
        """Return the new offset; one inside an edit goes to the edit's start, or with *after* to its end."""
        ...


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, Moved]:
    """Write disjoint *edits* into *text*; return the new text, and where each old offset lies now."""
    ordered = sorted(edits)
    parts: list[str] = []
    position = 0
    for start, end, words in ordered:
        parts += [text[position:start], words]
        position = end
    parts.append(text[position:])

    def moved(offset: int, *, after: bool = False) -> int:
        shift = 0
        for start, end, words in ordered:
            if end <= offset:
                shift += len(words) - (end - start)
            elif start < offset:
                return start + shift + (len(words) if after else 0)
        return offset + shift

    return "".join(parts), moved


def target_ranges(source: Range, links: Sequence[Link]) -> list[Range]:
    """Return the target stretches that came from *source*, sorted and disjoint.

    A link counts for *source* when most of it lies inside: a word of which one letter is bold is
    not a bold word. A target word that a word outside has by a link twice as strong is that one's.
    """
    inside = [link for link in links if 2 * _overlap(link.source, source) > link.source[1] - link.source[0]]
    found = sorted(link.target for link in inside if not _claimed(link, inside, links))
    if not found:  # every word of it is another's as well
        found = sorted(link.target for link in inside)
    if not found:  # part of a word is marked: `<a>Russia</a>n`; the word as a whole is all there is to mark
        most = max((_overlap(link.source, source) for link in links), default=0)
        found = sorted(link.target for link in links if most and _overlap(link.source, source) == most)
    merged: list[Range] = []
    for each in found:
        if merged and each[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], each[1]))
        else:
            merged.append(each)
    return merged


def _claimed(link: Link, inside: Sequence[Link], links: Sequence[Link]) -> bool:
    """Whether the target of *link* belongs to a word outside, by a link twice as strong."""
    rivals = (other for other in links if other.target == link.target and other not in inside)
    return any(other.score > 2 * link.score for other in rivals)


def contiguous(ranges: Sequence[Range], text: str, taken: Sequence[Range] = (), *, reach: int = 2) -> Range | None:
    """Return the one stretch of *text* that carries *ranges*, or None when there are none.

    A gap is closed when it holds no word of another element (*taken*) and at most *reach* words:
    articles and prepositions that the target language put between. Of stretches that cannot be
    joined the longest is taken, the first of equals.
    """
    joined: list[Range] = []
    for each in ranges:
        if joined:
            gap = (joined[-1][1], each[0])
            free = not any(_overlap(gap, other) for other in taken)
            if free and len(text[gap[0] : gap[1]].split()) <= reach:
                joined[-1] = (joined[-1][0], each[1])
                continue
        joined.append(each)
    return max(joined, key=lambda each: (each[1] - each[0], -each[0]), default=None)


def project(spans: Sequence[Span], links: Sequence[Link], text: str) -> tuple[list[Span], list[Span]]:
    """Carry inline *spans* of a source over to *text*, its target.

    Returns:
        The spans in target offsets, outer before inner, nested or disjoint; and those source spans
        that found no word to stand on.
    """
    inline = [span for span in spans if span.kind is SpanKind.INLINE]
    ranges = {index: target_ranges((span.start, span.end), links) for index, span in enumerate(inline)}
    placed: list[tuple[int, Span]] = []
    lost: list[Span] = []
    for index, span in enumerate(inline):
        others = [
            each
            for other, stretches in ranges.items()
            for each in stretches
            if other != index and not _overlap((span.start, span.end), (inline[other].start, inline[other].end))
        ]
        found = contiguous(ranges[index], text, others)
        if found is None:
            lost.append(span)
        else:
            placed.append((index, replace(span, start=found[0], end=found[1])))
    nested = _nested(placed, inline)
    kept = {index for index, _ in nested}
    lost += [inline[index] for index, _ in placed if index not in kept]
    return [span for _, span in nested], lost


def _nested(placed: Sequence[tuple[int, Span]], source: Sequence[Span]) -> list[tuple[int, Span]]:
    """Make *placed* spans nest as they did in *source*: what held another holds it still, the rest is cut apart.

    One that has nothing of its own left is not among those returned.
    """
    result: list[tuple[int, Span]] = []
    for index, span in placed:
        for position, (outer_index, outer) in enumerate(result):
            inside = _inside(source[index], source[outer_index])
            if inside:
                grown = replace(outer, start=min(outer.start, span.start), end=max(outer.end, span.end))
                result[position] = (outer_index, grown)
            elif _crosses(span, outer) or _again(span, outer):
                span = _apart(span, outer)
        result.append((index, span))
    kept = [(index, span) for index, span in result if span.start < span.end]
    kept.sort(key=lambda each: (each[1].start, -each[1].end, each[0]))
    nested: list[tuple[int, Span]] = []
    for index, span in kept:  # one that has grown may have met what was placed before
        for _, outer in nested:
            if outer.start <= span.start < outer.end < span.end:
                span = replace(span, start=outer.end)
        if span.start < span.end:
            nested.append((index, span))
    return sorted(nested, key=lambda each: (each[1].start, -each[1].end))


def _crosses(one: Span, other: Span) -> bool:
    """Whether two spans overlap and neither lies within the other."""
    return bool(_overlap((one.start, one.end), (other.start, other.end))) and not (
        _inside(one, other) or _inside(other, one)
    )


def _again(span: Span, other: Span) -> bool:
    """Whether both are the same element on the same words: a link within a link, say."""
    return span.name == other.name and _overlap((span.start, span.end), (other.start, other.end)) > 0


def _apart(span: Span, other: Span) -> Span:
    """Cut *span* where it runs into *other*; the larger piece outside is kept."""
    left = (span.start, min(span.end, other.start))
    right = (max(span.start, other.end), span.end)
    start, end = max((left, right), key=lambda each: each[1] - each[0])
    return replace(span, start=start, end=max(start, end))


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(a: Range, b: Range) -> int:
    """How many characters two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
