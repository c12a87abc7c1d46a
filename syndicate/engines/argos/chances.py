"""What a piece of the source becomes, by chance: Model 1 of Brown et al. (1993), learned from pairs of sentences.

A piece that often stands beside another one says little where both are frequent. Here the pieces of a sentence share
out its translation among themselves, again and again, until each holds what no other explains better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS = 5
"""How often the translations are shared out; more changes little."""
_BLOCK = 5_000
"""Sentences whose pairs of pieces are held at once: some 170 pairs each."""

Numbers = NDArray[np.int64]


def likeliest(sentences: Sequence[tuple[Collection[str], Collection[str]]], least: float) -> dict[str, list[str]]:
    """Return what each piece of a source becomes, likeliest first.

    Args:
        sentences: the pieces of each source, and of its translation; how often one stands there is not looked at.
        least: what has a smaller chance, of 1, is left out.
    """
    # The first source piece, none, is in every sentence: for what is there without a reason.
    sources = ["", *sorted({piece for source, _ in sentences for piece in source})]
    targets = sorted({piece for _, target in sentences for piece in target})
    here, there = ({piece: number for number, piece in enumerate(pieces)} for pieces in (sources, targets))
    read = [(_numbers(("", *source), here), _numbers(target, there)) for source, target in sentences if target]
    blocks = [read[start : start + _BLOCK] for start in range(0, len(read), _BLOCK)]
    pairs = np.array([], dtype=np.int64)
    for block in blocks:
        pairs = np.union1d(pairs, _pairs(block, len(targets))[0])
    source = pairs // max(1, len(targets))
    chance = np.ones(len(pairs))
    for _ in range(ROUNDS):
        held = np.zeros(len(pairs))
        for block in blocks:
            found, places = _pairs(block, len(targets))
            index = np.searchsorted(pairs, found)
            share = chance[index]
            held += np.bincount(index, share / np.bincount(places, share)[places], len(pairs))
        chance = held / np.bincount(source, held)[source]
    return dict(_rows(pairs, chance, sources, targets, least))


def _numbers(pieces: Collection[str], table: Mapping[str, int]) -> Numbers:
    return np.array(sorted(table[piece] for piece in set(pieces)), dtype=np.int64)


def _pairs(block: Sequence[tuple[Numbers, Numbers]], width: int) -> tuple[Numbers, Numbers]:
    """Return the pairs of pieces in each sentence of *block*, as numbers, and for each the place that its target has.

    A pair is its source's number times *width* plus its target's. Places are counted through the whole block.
    """
    pairs, places, start = [], [], 0
    for source, target in block:
        pairs.append((source[:, None] * width + target).ravel())
        places.append(np.broadcast_to(np.arange(start, start + len(target)), (len(source), len(target))).ravel())
        start += len(target)
    return np.concatenate(pairs), np.concatenate(places)


def _rows(
    pairs: Numbers, chance: NDArray[np.float64], sources: Sequence[str], targets: Sequence[str], least: float
) -> Iterator[tuple[str, list[str]]]:
    """Yield each of *sources* but the first, and what it becomes."""
    likely = chance >= least
    pairs, chance = pairs[likely], chance[likely]
    source, target = np.divmod(pairs, max(1, len(targets)))
    order = np.lexsort((target, -chance, source))
    starts = np.searchsorted(source[order], np.arange(len(sources) + 1))
    for number in range(1, len(sources)):
        row = order[starts[number] : starts[number + 1]]
        yield sources[number], [targets[target[each]] for each in row]
