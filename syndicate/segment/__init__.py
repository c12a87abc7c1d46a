"""Sentences: a unit's text cut into segments, each whole, with everything that lies on it.

sentencex proposes the borders; the rules here take out those that fall after initials,
abbreviations and dates, and put right those beside closing quotes and brackets. When unsure
they do not cut: two sentences in one segment translate better than half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from syndicate.model import Article, LanguageTag, Segment, Span, SpanKind, Unit, UnitKind
from syndicate.segment.characters import CLOSERS, STOPS, TAIL
from syndicate.segment.cut import borders

__all__ = ["borders", "segment_article", "segments", "within"]

_FINAL = re.compile(rf"[{STOPS}:][{re.escape(CLOSERS)}]*$")
_TITLES = frozenset({UnitKind.TITLE, UnitKind.HEADING})


def segments(
    unit: Unit, index: int, language: LanguageTag, whole: Iterable[tuple[int, int]] = ()
) -> tuple[Segment, ...]:
    """Cut *unit* into sentences.

    Args:
        unit: any block; of a title without a final stop, and of code, one segment is made.
        index: the unit's place in its article.
        language: the language of its words.
        whole: stretches of the text, start and end, that no border may cut: names of the glossary (`A. Atalikov`).

    Returns:
        Segments in order, without white space at their ends; only white space lies between them. Inline spans
        that cross a border are split into one a segment; KEEP spans are never cut.
    """
    fixed = [*whole, *((span.start, span.end) for span in unit.spans if span.kind is SpanKind.KEEP)]
    starts = [0, *borders(unit.text, language, fixed)] if _is_cut(unit) else [0]
    made: list[Segment] = []
    for start, end in zip(starts, [*starts[1:], len(unit.text)], strict=True):
        text = unit.text[start:end].strip()
        if text:
            start = unit.text.index(text, start)
            spans = within(unit.spans, start, start + len(text))
            made.append(Segment(index, len(made), start, text, language, spans))
    return tuple(made)


def segment_article(article: Article) -> tuple[Segment, ...]:
    """Cut every unit of *article*, each in its own language."""
    return tuple(
        segment
        for index, unit in enumerate(article.units)
        for segment in segments(unit, index, unit.language or article.language)
    )


def within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of *spans* lies between *start* and *end*, in offsets from *start*."""
    return tuple(
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if span.start < end and span.end > start
    )


def _is_cut(unit: Unit) -> bool:
    """Whether a unit may hold several sentences."""
    if unit.kind is UnitKind.CODE:
        return False
    return unit.kind not in _TITLES or _FINAL.search(unit.text.rstrip()[-TAIL:]) is not None
