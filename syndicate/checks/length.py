"""The target is neither empty, nor far too short or long, nor running in circles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from syndicate.model import Edition, Issue, IssueType, Translation

SHORTEST, LONGEST = 0.4, 2.5
"""Target characters for a source character. Over the twelve directions between English, Spanish,
Russian and Ukrainian of NTREX-128, 98 of 100 sentences lie between 0.55 and 1.75, and 9 of
11,820 outside these two."""
ENOUGH = 25
"""Characters a sentence must have before its length is judged."""
_WORD = re.compile(r"\w+")


def check(edition: Edition) -> Iterator[Issue]:
    """Report targets that are empty, repeat themselves, or have an unlikely length."""
    for each in edition.translations:
        found = _finding(each)
        if found is not None:
            kind, comment, severity = found
            yield Issue(kind, "length", comment, severity, each.source.unit, each.source.index)


def _finding(each: Translation) -> tuple[IssueType, str, float] | None:
    source, target = each.source.text, each.target.text
    if not source.strip():
        return None
    if not target.strip():
        engine = each.provenance.hops[-1].engine if each.provenance.hops else "the engine"
        return IssueType.OMISSION, f"{engine} gave nothing for “{source}”.", 100.0
    again = repeated(target)
    if again and repeated(source) != again:
        return IssueType.DUPLICATION, f"the target repeats “{again}”.", 80.0
    ratio = len(target) / len(source)
    if len(source) >= ENOUGH and not SHORTEST <= ratio <= LONGEST:
        return IssueType.LENGTH, f"the target has {len(target)} characters for {len(source)}.", 50.0
    return None


def repeated(text: str) -> str:
    """Return a phrase of three words that *text* has four times or more, or one word four times in a row."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    phrases = Counter(tuple(words[i : i + 3]) for i in range(len(words) - 2))
    for phrase, times in phrases.items():
        if times >= 4:
            return " ".join(phrase)
    for i in range(len(words) - 3):
        if len(set(words[i : i + 4])) == 1 and not words[i].isdigit():
            return words[i]
    return ""
