"""What Spanish grammar asks that Apertium's transfer from English does not give.

ser and estar, prepositions behind verbs and nouns, articles of days and institutions, the double negation: each rule
stands on the target's words, and says for which it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.engines.apertium.lexicon._rules import applied, named

_RULES = named("en-es.grammar")


def spoken(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence from English as Spanish has them, each behind those that are put before it."""
    return applied(_RULES, words)
