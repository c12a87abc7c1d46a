"""The target is in the target language, and nothing came back as it went in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.detect import detect
from syndicate.languages import primary
from syndicate.model import DetectionStatus, Edition, Issue, IssueType, Segment, SpanKind

_WORD = re.compile(r"[^\W\d_]{2,}")
ENOUGH = 60
"""Letters a text must have before its language is judged."""


def check(edition: Edition) -> Iterator[Issue]:
    """Report sentences left as they were, and an edition whose words are another language's."""
    for each in edition.translations:
        if each.target.text == each.source.text and _common_words(_own_words(each.source)) >= 3:
            comment = f"“{each.source.text}” came back untranslated."
            yield Issue(IssueType.UNTRANSLATED, "language", comment, 70.0, each.source.unit, each.source.index)
    text = "\n".join(_own_words(each.target) for each in edition.translations)
    if sum(map(len, _WORD.findall(text))) < ENOUGH:
        return
    found = detect(text)
    if found.status is DetectionStatus.CONFIRMED and primary(found.language) != primary(edition.language):
        comment = f"the target reads as {found.language}, not as {edition.language}."
        yield Issue(IssueType.LOCALE_VIOLATION, "language", comment, 90.0)


def _common_words(text: str) -> int:
    """Count the words that are not written like names; a credit such as `Photo: Aida Saparova` has one at most."""
    return sum(not word[0].isupper() for word in _WORD.findall(text))


def _own_words(segment: Segment) -> str:
    """Return the text without names and things to keep: they are the same in many languages."""
    taken = [(mention.start, mention.end) for mention in segment.mentions]
    taken += [(span.start, span.end) for span in segment.spans if span.kind is SpanKind.KEEP]
    text = segment.text
    for start, end in sorted(taken, reverse=True):
        text = text[:start] + " " + text[end:]
    return text
