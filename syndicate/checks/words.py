"""Words that an engine did not know and copied stand in the target in the source's language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from syndicate.model import Edition, Issue, IssueType

TOO_MANY = 0.2
"""Share of a whole edition's words, names left out, from which its text cannot be called translated."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def check(edition: Edition) -> Iterator[Issue]:
    """Report the words that were copied, all in one finding, and an edition that is full of them."""
    total = sum(len(_plain(each.target.text)) for each in edition.translations)
    copied = Counter(word for each in edition.translations for text in each.unknown for word in _plain(text))
    if not copied:
        return
    words = ", ".join(f"“{word}”" + (f" ({times})" if times > 1 else "") for word, times in copied.items())
    yield Issue(IssueType.UNTRANSLATED, "words", f"words that the engine does not know: {words}.", 40.0)
    if copied.total() > TOO_MANY * total:
        comment = f"{copied.total()} of {total} words were copied: the engine knows too few words of this article."
        yield Issue(IssueType.MISTRANSLATION, "words", comment, 80.0)


def _plain(text: str) -> list[str]:
    """Return the words of *text* that are not written like names."""
    return [word for word in _WORD.findall(text) if not word[0].isupper()]
