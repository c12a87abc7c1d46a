"""Words of the source that an engine itself finds missing in its translation."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Edition, Issue, IssueType


def check(edition: Edition) -> Iterator[Issue]:
    """Report, for each sentence, the words that seem to be left out of it."""
    for each in edition.translations:
        if each.omitted and each.target.text:
            words = ", ".join(f"“{word}”" for word in each.omitted)
            comment = f"{words} of “{each.source.text}” seems to be left out."
            yield Issue(IssueType.OMISSION, "coverage", comment, 60.0, each.source.unit, each.source.index)
