"""Links, emphasis, line breaks and things to keep stand as often in the target as in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from syndicate.model import MARKUP, Edition, Issue, IssueType, Segment, Span, SpanKind

_WORDS = {"a": "the link", "br": "a line break", "strong": "bold", "b": "bold", "em": "italic", "i": "italic"}


def check(edition: Edition) -> Iterator[Issue]:
    """Report elements that are lost or doubled, and kept text that is not in the target."""
    for each in edition.translations:
        if not each.target.text:
            continue  # said once already, by the check of length
        source, target = each.source, each.target
        want, have = _count(source), _count(target)
        for name in sorted((want - have) | (have - want)):
            spans = [span for span in source.spans if span.name == name and span.kind in MARKUP]
            words = ", ".join(f"“{_on(source, span)}”" for span in spans)
            comment = f"{_WORDS.get(name, f'<{name}>')} on {words} stands {have[name]} times for {want[name]}."
            yield Issue(IssueType.MARKUP, "markup", comment, 30.0, source.unit, source.index)
        for span in source.spans:
            if span.kind is SpanKind.KEEP and _on(source, span) not in target.text:
                comment = f"“{_on(source, span)}” ({span.name}) must be kept and is not in the target."
                yield Issue(IssueType.OMISSION, "markup", comment, 70.0, source.unit, source.index)


def _count(segment: Segment) -> Counter[str]:
    return Counter(span.name for span in segment.spans if span.kind in MARKUP)


def _on(segment: Segment, span: Span) -> str:
    return segment.text[span.start : span.end].strip()
