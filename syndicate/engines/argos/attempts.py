"""What is tried with a text, and how it is seen that a model ran away with it. Pure functions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from syndicate.languages import primary
from syndicate.model import LanguageTag

COLLAPSE = -1.6
"""Mean log-probability a piece below which an opening is given up; good ones had -0.3 to -0.9 on the test model."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to translate what ran away before."""

    stop: bool = False
    """Whether a text without one gets a full stop: headlines have none, and these models saw few headlines."""
    ratio: float = 3.0
    """Pieces a source piece that the output may have."""
    again: int = 4
    """How often running it may say the same, from which on it ran away."""
    repetition_penalty: float = 1.0
    """CTranslate2's; 1 is none."""
    no_repeat_ngram_size: int = 0
    """CTranslate2's; 0 is none."""


ATTEMPTS = (
    Attempt(),
    Attempt(stop=True, ratio=2.0, again=3),
    Attempt(stop=True, ratio=2.0, again=3, repetition_penalty=1.2, no_repeat_ngram_size=3),
)
"""In this order. Penalties cost good sentences, so they come last; what has run away once is looked at harder."""

_ENDS = ".!?…:;。！？।။։"
"""Marks that a sentence, or a line that goes on below, ends with."""


def limit(pieces: int, attempt: Attempt = ATTEMPTS[0]) -> int:
    """Return how many pieces the translation of so many *pieces* may have, before it has surely run away."""
    return int(attempt.ratio * pieces) + 8


def full_stop(text: str, source: LanguageTag) -> str:
    """Return the full stop that *text* of the language *source* lacks; nothing where it ends with a mark.

    >>> full_stop("President opens bridge", LanguageTag("en")), full_stop("He said “no.”", LanguageTag("en"))
    ('.', '')
    """
    last = text.rstrip().rstrip("”»’\"')]")[-1:]
    if last in _ENDS:
        return ""
    return "。" if primary(source) in {"zh", "ja"} else "."


def runaway(source: Sequence[str], output: Sequence[str], attempt: Attempt = ATTEMPTS[0]) -> bool:
    """Whether *output* has no end, or says the same again and again, as *source* does not."""
    return len(output) >= limit(len(source), attempt) or repeats(output) >= max(attempt.again, 2 * repeats(source))


def collapsed(scores: Sequence[float]) -> bool:
    """Whether a model did not know how to go on: the mean log-probability of what it wrote is below `COLLAPSE`."""
    return not scores or sum(scores) / len(scores) < COLLAPSE


def repeats(pieces: Sequence[str]) -> int:
    """Return how often a stretch of at most twelve pieces, not a mere mark, stands in a row: 1 for none.

    >>> repeats("a b c b c b c d".split())
    3
    """
    most = 1
    for period in range(1, 13):
        run = period
        for index in range(period, len(pieces)):
            run = run + 1 if pieces[index] == pieces[index - period] else period
            # Dots of a leader or of a pause are no words said again.
            if run // period > most and not wordless("".join(pieces[index - period + 1 : index + 1])):
                most = run // period
    return most


def wordless(text: str) -> bool:
    """Whether *text* has no letter: figures and marks are the same in every language, and models make words of them."""
    return not any(unicodedata.category(character)[0] == "L" for character in text)
