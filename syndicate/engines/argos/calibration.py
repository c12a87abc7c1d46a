"""Which attention of a model can be believed: found once for each model, from words that it copies.

Models differ in the layer that aligns, and in whether a piece's row is its own or the next. Nobody's judgement is
needed: in lines of names and figures most come out with the same letters, and a right link leads from each to itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from syndicate.engines._whole import write_whole
from syndicate.engines.argos.attention import anchors
from syndicate.engines.argos.translator import DECODING, Attention, Translator
from syndicate.model import Hypothesis

USABLE = 0.75
"""Share of right links below which a model's attention is not used: a wrong row of the right layer gets
0.5, and a wrong link puts a name in a wrong place."""

_FEWEST = 12
"""Copied words that must come out before a share says anything."""
_NAMES = ("Boston", "Tom", "Maria", "London", "Peter", "Berlin", "Anna", "Paris")
_SAMPLE = tuple(
    f"{name} {11 + 7 * index}, {_NAMES[(index + 3) % len(_NAMES)]} {1990 + index}." for index, name in enumerate(_NAMES)
) + tuple(f"{name} ({23 + 5 * index})." for index, name in enumerate(_NAMES))
"""Lines that read the same in every language."""


def calibrated(digest: str, layers: int, cache: Path, load: Callable[[Attention], Translator]) -> Attention:
    """Return the best attention for the model with *digest*, measured now or remembered in *cache*.

    Args:
        digest: the model's.
        layers: how many decoder layers it has to choose from; 0 where it offers no choice.
        cache: folder where the answer is kept.
        load: loads the model with the attention given.
    """
    remembered = cache / "argos" / f"attention-{digest[:32]}-{DECODING}.json"
    try:
        return Attention(**json.loads(remembered.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        pass  # Not measured yet, or by a version that kept other figures.
    best = Attention()
    # The last layer, then the one before it: deeper ones never align (Garg et al. 2019).
    for layer in range(-1, -1 - max(1, min(2, layers)), -1):
        translator = load(Attention(layer))
        for row in (0, 1):
            found = replace(translator.attention, row=row)
            translator.attention = found
            found = replace(found, right=share(_SAMPLE, translator.translate(_SAMPLE)))
            # Another layer or row must be clearly better: the sample is small.
            if found.right > best.right + (0.05 if best.right else 0.0):
                best = found
    write_whole(remembered, json.dumps(asdict(best), sort_keys=True))
    return best


def share(sources: tuple[str, ...], hypotheses: list[Hypothesis]) -> float:
    """Return the share of copied words that are linked to themselves; 0 where too few were copied."""
    pairs = [anchors(source, found.text, found.links) for source, found in zip(sources, hypotheses, strict=True)]
    known, right = (sum(column) for column in zip(*pairs, strict=True))
    return right / known if known >= _FEWEST else 0.0
