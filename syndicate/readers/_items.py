"""The items of an agency's file: those that are texts, and of the versions of one the newest, as it is sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from syndicate.errors import ReadError
from syndicate.model import Article, Failure
from syndicate.readers import Document

Item = TypeVar("Item")
TEXT = frozenset({"", "text", "composite"})
"""Classes of items that are texts (IPTC's ninature); one that says none is taken for one."""
Version = tuple[int, str]
"""Number and moment."""


def version(number: str, moment: str) -> Version:
    """Return the version that an item says it is; a number that can be none is 0."""
    return int(number) if number.isdecimal() and len(number) < 9 else 0, moment


def texts(
    document: Document,
    items: Sequence[Item],
    *,
    is_text: Callable[[Item], bool],
    kind: Callable[[Item], str],
    key: Callable[[Item], tuple[str, Version]],
    article: Callable[[Item, str], Article],
) -> Iterator[Article | Failure]:
    """Give the articles of *items*; what is no text beside one (its pictures) is passed over.

    Args:
        document: the file.
        items: all there are in it, in order.
        is_text: whether an item is a text.
        kind: what an item is, in a word; said where none is a text.
        key: gives an item's identifier (empty where it has none) and its version.
        article: reads an item; the second argument says where it stands.

    Raises:
        ReadError: there is no text among them.
    """
    found = [(number, item) for number, item in enumerate(items, start=1) if is_text(item)]
    if not found:
        said = ", ".join(dict.fromkeys(map(kind, items))) or "nothing"
        raise ReadError(f"there is no text in it, only {said}.", where=document.name, advice="Leave it out.")
    found, older = _newest(found, key)
    yield from (_superseded(document.name, number) for number in older)
    for number, item in found:
        where = document.name if len(items) == 1 else f"{document.name}, item {number}"
        try:
            yield article(item, where)
        except ReadError as error:
            yield Failure("read", error.where or where, error.message, error.advice)


def _newest(
    items: Sequence[tuple[int, Item]], key: Callable[[Item], tuple[str, Version]]
) -> tuple[list[tuple[int, Item]], list[int]]:
    """Return the *items* that count, in their order, and the numbers of those that a newer version replaces."""
    latest: dict[str, int] = {}
    versions: dict[str, Version] = {}
    for number, item in items:
        name, said = key(item)
        if name not in versions or said >= versions[name]:  # of two that say the same the later in the file
            latest[name], versions[name] = number, said
    kept = [(number, item) for number, item in items if not key(item)[0] or latest[key(item)[0]] == number]
    numbers = {number for number, _ in kept}
    return kept, [number for number, _ in items if number not in numbers]


def _superseded(document: str, number: int) -> Failure:
    return Failure(
        "read",
        f"{document}, item {number}",
        "a newer version of it stands in the same file.",
        "The newest counts; nothing is to be done.",
    )
