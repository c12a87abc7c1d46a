"""A glossary's text with entries added and fields changed: what is not meant is not touched, by construction.

The text is never written anew from what was read. Its YAML is only looked at for the places where something
goes in, so that comments, quotation marks, indents, line ends and the order of everything stay as the
editor left them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from syndicate.glossary.render import FIELDS, Value, block, flow, line
from syndicate.model import ConceptEntry

Changes = Mapping[str, Any]
"""What to put where, as a tree: `{id: {"names": {"kk": "Text"}, "also": {"en": ("Term",)}, "note": "Text"}}`.

A text takes the place of what stands there; terms are added to a list; a map is gone into. What is not
there yet is written.
"""


class _Splice(NamedTuple):
    """One replacement of text[start:end]."""

    start: int
    end: int
    text: str


def spliced(text: str, new: Sequence[ConceptEntry], changes: Changes) -> str:
    """Return *text* with the entries *new* at their sorted places and *changes* made.

    Args:
        text: a glossary file that can be read, or an empty text.
        new: entries whose ids are not in it.
        changes: for ids that are in it.
    """
    import yaml

    top = yaml.compose(text, Loader=yaml.CBaseLoader)
    items: list[tuple[Any, Any]] = top.value if isinstance(top, yaml.MappingNode) else []
    end = "\r\n" if "\r\n" in text else "\n"
    languages = _languages(items)
    splices: list[_Splice] = []
    for key, node in items:
        if key.value in changes:
            splices += _changed(text, node, changes[key.value], languages, end)
    splices += _additions(text, items, new, languages, end)  # behind a field that is added to the entry above
    # From the end, so that places stay; what goes to one place stays in its order.
    for splice in reversed(sorted(splices, key=lambda splice: splice.start)):  # noqa: C413 - keeps the order of equals
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _languages(items: Sequence[tuple[Any, Any]]) -> list[str]:
    """Return the languages of a file in the order in which they first stand."""
    found: dict[str, None] = {}
    for _, entry in items:
        for key, node in entry.value if entry.id == "mapping" else ():
            if key.value == "names" and node.id == "mapping":
                found.update(dict.fromkeys(tag.value for tag, _ in node.value))
    return list(found)


# -- entries -----------------------------------------------------------------------------------


def _additions(
    text: str, items: Sequence[tuple[Any, Any]], new: Sequence[ConceptEntry], languages: Sequence[str], end: str
) -> Iterator[_Splice]:
    """Give the blocks of *new*, each where the fewest neighbours are out of order."""
    ids = [key.value for key, _ in items]
    between = end if _blank_between(text, items) else ""
    ended = text if not text or text.endswith("\n") else text + end
    for place, entries in groupby(sorted(new, key=lambda entry: entry.id), lambda entry: _sorted_place(ids, entry.id)):
        blocks = [block(entry, languages, end) for entry in entries]
        if place:
            start = _line_end(text, _content_end(text, items[place - 1][1]))
            broken = ended[len(text) :] if start == len(text) else ""
            yield _Splice(start, start, broken + "".join(between + written for written in blocks))
        elif items:
            start = _above(text, items[0][0].start_mark.index)
            yield _Splice(start, start, "".join(written + between for written in blocks))
        else:
            broken = ended[len(text) :] + (end if text.strip() else "")
            yield _Splice(len(text), len(text), broken + between.join(blocks))


def _sorted_place(ids: Sequence[str], new: str) -> int:
    """Return how many of *ids* stand before *new*; a file that is not quite sorted is not made worse."""
    wrong = sum(old < new for old in ids)
    best, place = wrong, 0
    for index, old in enumerate(ids, 1):
        wrong += -1 if old < new else 1
        if wrong <= best:
            best, place = wrong, index
    return place


def _blank_between(text: str, items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether blank lines stand between the entries of a file, as they do in most."""
    gaps = [
        text[_line_end(text, _content_end(text, above)) : key.start_mark.index]
        for (_, above), (key, _) in pairwise(items)
    ]
    blank = sum(any(not row.strip() for row in gap.splitlines()) for gap in gaps)
    return blank * 2 >= len(gaps)


def _above(text: str, start: int) -> int:
    """Return where the comment right above the first entry begins; the comment that heads the file is not its own."""
    rows = text[:start].splitlines(keepends=True)
    own = 0
    while own < len(rows) and rows[-1 - own].startswith("#"):
        own += 1
    return start if own == len(rows) else start - sum(len(row) for row in rows[len(rows) - own :])


def _content_end(text: str, node: Any) -> int:
    """Return where what *node* says ends: libyaml ends a block only where the next begins."""
    if node.id != "scalar" and not node.flow_style and node.value:
        last = node.value[-1]
        return _content_end(text, last[1] if isinstance(last, tuple) else last)
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def _line_end(text: str, place: int) -> int:
    """Return one past the end of the line of *place*."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


# -- fields ------------------------------------------------------------------------------------


def _changed(text: str, node: Any, tree: Mapping[str, Any], languages: Sequence[str], end: str) -> Iterator[_Splice]:
    """Give the splices that make the map *node* hold what *tree* says."""
    if node.id != "mapping":
        return
    present = {key.value: child for key, child in node.value}
    for name, value in tree.items():
        child = present.get(name)
        if child is None:
            continue
        if isinstance(value, Mapping):
            yield from _changed(text, child, value, languages, end)
        elif isinstance(value, tuple):
            yield _appended(text, child, value, end)
        else:
            yield _Splice(child.start_mark.index, _content_end(text, child), flow(value))
    # After what goes into the maps inside, which may end at the same line.
    yield from _inserted(text, node, {k: v for k, v in tree.items() if k not in present}, languages, end)


def _inserted(text: str, node: Any, tree: Mapping[str, Value], languages: Sequence[str], end: str) -> Iterator[_Splice]:
    """Put keys that are not there yet into a map: at the end of `{...}`, else in lines of their own."""
    if tree and (node.flow_style or not node.value):
        place = _content_end(text, node.value[-1][1]) if node.value else node.start_mark.index + 1
        yield _Splice(place, place, (", " if node.value else "") + flow(tree, languages)[1:-1])
        return
    for name in sorted(tree, key=_rank):
        written = line(name, tree[name], languages)
        before = [child for key, child in node.value if _rank(key.value) <= _rank(name)]
        first = node.value[0][0].start_mark
        indent = " " * first.column
        if before:
            place = _line_end(text, _content_end(text, before[-1]))
            broken = "" if text[:place].endswith("\n") else end
            yield _Splice(place, place, f"{broken}{indent}{written}{'' if broken else end}")
        else:
            yield _Splice(first.index, first.index, f"{written}{end}{indent}")


def _rank(name: str) -> int:
    """Return the place of a field in a block; languages and cases are all the same."""
    return FIELDS.index(name) if name in FIELDS else len(FIELDS)


def _appended(text: str, node: Any, terms: Sequence[str], end: str) -> _Splice:
    """Add *terms* to a list, which may be one term alone, `[...]` or lines with dashes."""
    if node.id == "scalar":
        return _Splice(node.start_mark.index, _content_end(text, node), flow((node.value, *terms)))
    if node.flow_style or not node.value:
        place = _content_end(text, node.value[-1]) if node.value else node.start_mark.index + 1
        return _Splice(place, place, (", " if node.value else "") + flow(terms)[1:-1])
    indent = " " * node.start_mark.column
    place = _line_end(text, _content_end(text, node.value[-1]))
    broken = "" if text[:place].endswith("\n") else end
    rows = end.join(f"{indent}- {flow(term)}" for term in terms)
    return _Splice(place, place, f"{broken}{rows}{'' if broken else end}")
