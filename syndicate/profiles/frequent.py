"""Words and endings that a language cannot do without, which tell it where a text is a handful of words and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources

from syndicate.languages import primary
from syndicate.model import LanguageTag
from syndicate.profiles import letters

FEW = 12
"""Words of a text from which letters alone are enough."""

ENDING = (2, 3, 4)
"""Letters of an ending."""


def frequent(words: str, script: str) -> dict[str, int]:
    """Count the words of *words* that each language knows by themselves or their endings; empty for more than a few.

    Args:
        words: a text made fit by `letters.clean`.
        script: its script; languages that are not written in it have none.
    """
    found = letters.words(letters.uzbek_apostrophes(words.lower()))
    if len(found) > FEW:
        return {}
    return dict(Counter(name for word in found for name in _of(word) if letters.writes(name, script)))


def without_names(words: str, script: str) -> str:
    """Return the words of *words* that begin small, and its first where that is a frequent one."""
    own = words.split()
    first = own[:1] if own and frequent(own[0], script) else []
    return " ".join([*first, *(word for word in own[len(first) :] if not _capital(word))])


def _of(word: str) -> set[str]:
    """Return the languages that have *word*, or one of its endings with two letters or more before it."""
    known = _languages()
    endings = (f"-{word[-length:]}" for length in ENDING if len(word) >= length + 2)
    return {name for each in (word, *endings) for name in known.get(each, ())}


def _capital(word: str) -> bool:
    return next((letter for letter in word if letter.isalpha()), "").isupper()


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """Return for each word, and each ending with a hyphen before it, the languages that have it."""
    text = (resources.files("syndicate.profiles") / "frequent.txt").read_text(encoding="utf-8")
    known: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, own = line.partition(":")
        for word in own.split() if not line.startswith("#") else ():
            known.setdefault(word, []).append(primary(LanguageTag(name)))
    return {word: tuple(dict.fromkeys(each)) for word, each in known.items()}
