"""Which Spanish word an English one is, by the words that stand beside it: vote on, minister for, by train.

The rules (`_rules`) stand on the English words in Apertium's tags. What a word becomes on the right is the Spanish
word it has; a word that stays as it was is left to the dictionary and to Apertium's own lexical selection.
"""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.engines.apertium.lexicon._rules import applied, named

_RULES = named("en-es.senses")


def chosen(words: Sequence[str]) -> list[str]:
    """Return for each of the English *words* of a sentence the Spanish word that is meant here; empty to leave it."""
    return [
        after[-1] if after and after[-1] != word else ""
        for word, after in zip(words, applied(_RULES, words), strict=True)
    ]
