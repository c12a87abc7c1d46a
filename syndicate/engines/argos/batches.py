"""Texts as a model reads them, cut into batches of one length, and started ahead of their turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from syndicate.engines.argos.attention import Stretch

Item = TypeVar("Item")
Started = TypeVar("Started")
FEWEST = 128
"""Pieces below which a smaller batch costs more than it gives."""
SHARE = 4
"""A batch takes at most one part in so many of what is left: the last ones are small, and no worker waits long."""


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
    """Yield *items* from the longest to the shortest, in batches of one length and at most *tokens* pieces.

    Those at the end are smaller and smaller, so that all workers end at the same time.

    Nothing is padded. Products of int8 are whole numbers, the same in any batch, but attention is summed over as many
    places as the longest text of the batch has, and more places are summed in another order: the last bit of a number
    moves, and with it now and then a word (of 804 paragraphs 1 to 6, the larger the batches the more). In a batch of
    one length a text becomes what it becomes alone, to the last bit, whatever else there is to translate.
    """
    left = sum(len(item.pieces) for item in items)
    batch: list[Pieces] = []
    room = tokens
    for item in sorted(items, key=lambda item: (-len(item.pieces), item.text)):
        length = len(item.pieces)
        if batch and (length != len(batch[0].pieces) or (len(batch) + 1) * length > room):
            yield batch
            batch = []
        if not batch:
            room = min(tokens, max(FEWEST, left // SHARE))
        batch.append(item)
        left -= length
    if batch:
        yield batch
