"""Texts as a model reads them, cut into batches of like length, and started ahead of their turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from syndicate.engines.argos.attention import Stretch

Item = TypeVar("Item")
Started = TypeVar("Started")
FEWEST = 256
"""Pieces below which a smaller batch costs more than it gives."""
SHARES = 8
"""Batches that few texts are cut into at least: of fewer, one worker's last is what all others wait for."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the model reads it."""

    text: str
    """The text, as it was asked for."""
    pieces: tuple[str, ...]
    """Its pieces."""
    offsets: tuple[Stretch, ...]
    """Where each stands; beyond the text for a full stop that was added."""
    stopped: bool = False
    """Whether a full stop was added."""


def ahead(items: Iterable[Item], start: Callable[[Item], Started], count: int) -> Iterator[tuple[Item, Started]]:
    """Yield each of *items* with what *start* gives for it, started while *count* items before it still run.

    Every worker has work, and the first answers come while the last are not yet begun.
    """
    running: deque[tuple[Item, Started]] = deque()
    for item in items:
        running.append((item, start(item)))
        if len(running) > count:
            yield running.popleft()
    yield from running


def batches(items: Sequence[Pieces], tokens: int) -> Iterator[list[Pieces]]:
    """Yield *items* by length in batches of at most *tokens* pieces, padding included; the last is the longest.

    Few items are cut into smaller batches, so that every worker has some.
    How they are cut depends on the set of texts only, not on their order: with int8 weights the neighbours in a
    batch can change a word (1 sentence in 200), and our bytes must not move.
    """
    tokens = min(tokens, max(FEWEST, sum(len(item.pieces) for item in items) // SHARES))
    batch: list[Pieces] = []
    for item in sorted(items, key=lambda item: (len(item.pieces), item.text)):
        if batch and (len(batch) + 1) * len(item.pieces) > tokens:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
