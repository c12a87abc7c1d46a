"""An agency sends an item again when it changes; of the versions in one file the newest counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from syndicate.model import Failure

Item = TypeVar("Item")


def newest(
    items: Sequence[tuple[int, Item]], key: Callable[[Item], tuple[str, tuple[int, str]]]
) -> tuple[list[tuple[int, Item]], list[int]]:
    """Return the *items* that count, in their order, and the numbers of those that a newer version replaces.

    Args:
        items: each with its number in the file.
        key: gives an item's identifier (empty where it has none) and its version: number, then moment.
    """
    latest: dict[str, int] = {}
    versions: dict[str, tuple[int, str]] = {}
    for number, item in items:
        name, version = key(item)
        if name not in versions or version >= versions[name]:  # of two that say the same the later in the file
            latest[name], versions[name] = number, version
    kept = [(number, item) for number, item in items if not key(item)[0] or latest[key(item)[0]] == number]
    numbers = {number for number, _ in kept}
    return kept, [number for number, _ in items if number not in numbers]


def superseded(document: str, number: int) -> Failure:
    """Return what is said of an older version."""
    return Failure(
        "read",
        f"{document}, item {number}",
        "a newer version of it stands in the same file.",
        "The newest counts; nothing is to be done.",
    )
