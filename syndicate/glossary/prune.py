"""What goes from a glossary's text: entries, fields, languages and terms, and nothing else.

A comment on the line of what goes, and one right above an entry that goes, go with it; every other stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

Changes = Mapping[str, Any]
"""What to put where, as a tree: `{id: {"names": {"kk": "Text"}, "also": {"en": ("Term",)}, "note": "Text"}}`.

A text takes the place of what stands there; terms are added to a list; `Terms` are what the list shall be; a map
is gone into; None takes away. What is not there yet is written.
"""


class Terms(NamedTuple):
    """What a list shall hold: others go, those that are there stay as they are written."""

    terms: tuple[str, ...]
    """In order; the new ones are put behind those that are there."""


class Splice(NamedTuple):
    """One replacement of text[start:end]."""

    start: int
    """First character that goes."""
    end: int
    """One past the last."""
    text: str
    """What comes."""


def pruned(text: str, items: Sequence[tuple[Any, Any]], changes: Changes, gone: AbstractSet[str]) -> Iterator[Splice]:
    """Give what takes away what *changes* take away, and the entries *gone*.

    Args:
        text: a glossary file.
        items: its identifiers and blocks, as nodes of its YAML.
        changes: for ids that are in it.
        gone: ids that are in it.
    """
    for number, (key, node) in enumerate(items):
        if key.value in gone:
            start = above(text, key.start_mark.index)
            end = line_end(text, content_end(text, node))
            # One of the blank lines around it goes too.
            rest = text[end:]
            blank = len(rest) - len(rest.lstrip("\r\n"))
            if number + 1 < len(items) and blank:
                end += rest.index("\n") + 1
            elif number and text[:start].endswith(("\n\n", "\r\n\r\n")):
                start -= 2 if text[:start].endswith("\r\n") else 1
            yield Splice(start, end, "")
        elif key.value in changes:
            yield from _fields(text, node, changes[key.value])


def _fields(text: str, node: Any, tree: Mapping[str, Any]) -> Iterator[Splice]:
    """Give what goes from the map *node*."""
    if node.id != "mapping":
        return
    leave = [key.value in tree and _leaves(child, tree[key.value]) for key, child in node.value]
    yield from _without(text, node, [(key, child) for key, child in node.value], leave)
    for (key, child), goes in zip(node.value, leave, strict=True):
        value = tree.get(key.value)
        if goes or value is None:
            continue
        if isinstance(value, Mapping):
            yield from _fields(text, child, value)
        elif isinstance(value, Terms) and child.id == "sequence":
            others = [one.value not in value.terms for one in child.value]
            if not all(others):
                yield from _without(text, child, [(one, one) for one in child.value], others)


def _leaves(node: Any, value: Any) -> bool:
    """Whether nothing is left of *node*."""
    if value is None:
        return True
    if isinstance(value, Terms):
        return not value.terms
    if not isinstance(value, Mapping) or node.id != "mapping":
        return False
    there = {key.value: child for key, child in node.value}
    new = any(one is not None and one != Terms(()) for key, one in value.items() if key not in there)
    return not new and bool(there) and all(key in value and _leaves(child, value[key]) for key, child in there.items())


def _without(text: str, node: Any, parts: Sequence[tuple[Any, Any]], leave: Sequence[bool]) -> Iterator[Splice]:
    """Give what takes those of *parts*, first and last node of each, away that *leave*."""
    kept = [number for number, goes in enumerate(leave) if not goes]
    for number, goes in enumerate(leave):
        if not goes:
            continue
        first, last = parts[number]
        if not node.flow_style:
            start = text.rfind("\n", 0, first.start_mark.index) + 1
            yield Splice(start, line_end(text, content_end(text, last)), "")
        elif not kept:
            if number == 0:
                yield Splice(node.start_mark.index + 1, content_end(text, parts[-1][1]), "")
        elif number > kept[0]:
            yield Splice(content_end(text, parts[number - 1][1]), content_end(text, last), "")
        else:
            yield Splice(first.start_mark.index, parts[number + 1][0].start_mark.index, "")


def above(text: str, start: int) -> int:
    """Return where the comment right above the first entry begins; the comment that heads the file is not its own."""
    rows = text[:start].splitlines(keepends=True)
    own = 0
    while own < len(rows) and rows[-1 - own].startswith("#"):
        own += 1
    return start if own == len(rows) else start - sum(len(row) for row in rows[len(rows) - own :])


def content_end(text: str, node: Any) -> int:
    """Return where what *node* says ends: libyaml ends a block only where the next begins."""
    if node.id != "scalar" and not node.flow_style and node.value:
        last = node.value[-1]
        return content_end(text, last[1] if isinstance(last, tuple) else last)
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def line_end(text: str, place: int) -> int:
    """Return one past the end of the line of *place*."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1
