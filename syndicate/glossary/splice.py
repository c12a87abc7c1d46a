"""A glossary's text with entries added and fields changed: what is not meant is not touched, by construction.

The text is never written anew from what was read. Its YAML is only looked at for the places where something
goes in, so that comments, quotation marks, indents, line ends and the order of everything stay as the
editor left them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise
from typing import Any

from syndicate.glossary.prune import Changes, Splice, Terms, above, content_end, line_end, pruned
from syndicate.glossary.render import FIELDS, Value, block, flow, line
from syndicate.model import ConceptEntry


def spliced(text: str, new: Sequence[ConceptEntry], changes: Changes, gone: AbstractSet[str] = frozenset()) -> str:
    """Return *text* with the entries *new* at their sorted places, *changes* made, and without the entries *gone*.

    Args:
        text: a glossary file that can be read, or an empty text.
        new: entries whose ids are not in it.
        changes: for ids that are in it.
        gone: ids that are in it.
    """
    # What goes is taken away first, so that no two changes ever meet in one place.
    items = _items(text)
    if away := list(pruned(text, items, changes, gone)):
        text = _made(text, away)
        items = _items(text)
    end = "\r\n" if "\r\n" in text else "\n"
    splices: list[Splice] = []
    for key, node in items:
        if key.value in changes:  # languages in the order of the entry itself, so that it may stand alone
            splices += _changed(text, node, changes[key.value], _languages([(key, node)]), end)
    if new:  # behind a field that is added to the entry above
        splices += _additions(text, items, new, _languages(items), end)
    return _made(text, splices)


def _items(text: str) -> list[tuple[Any, Any]]:
    """Return identifier and block of each entry, as nodes."""
    import yaml

    top = yaml.compose(text, Loader=yaml.CBaseLoader)
    return top.value if isinstance(top, yaml.MappingNode) else []


def _made(text: str, splices: Iterable[Splice]) -> str:
    """Return *text* with *splices* made, from the end, so that places stay; at one place in their order."""
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
) -> Iterator[Splice]:
    """Give the blocks of *new*, each where the fewest neighbours are out of order."""
    ids = [key.value for key, _ in items]
    between = end if _blank_between(text, items) else ""
    ended = text if not text or text.endswith("\n") else text + end
    for place, entries in groupby(sorted(new, key=lambda entry: entry.id), lambda entry: _sorted_place(ids, entry.id)):
        blocks = [block(entry, languages, end) for entry in entries]
        if place:
            start = line_end(text, content_end(text, items[place - 1][1]))
            broken = ended[len(text) :] if start == len(text) else ""
            yield Splice(start, start, broken + "".join(between + written for written in blocks))
        elif items:
            start = above(text, items[0][0].start_mark.index)
            yield Splice(start, start, "".join(written + between for written in blocks))
        else:
            broken = ended[len(text) :] + (end if text.strip() else "")
            yield Splice(len(text), len(text), broken + between.join(blocks))


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
        text[line_end(text, content_end(text, above)) : key.start_mark.index]
        for (_, above), (key, _) in pairwise(items)
    ]
    blank = sum(any(not row.strip() for row in gap.splitlines()) for gap in gaps)
    return blank * 2 >= len(gaps)


# -- fields ------------------------------------------------------------------------------------


def _changed(text: str, node: Any, tree: Mapping[str, Any], languages: Sequence[str], end: str) -> Iterator[Splice]:
    """Give the splices that make the map *node* hold what *tree* says."""
    if node.id != "mapping":
        return
    present = {key.value: child for key, child in node.value}
    for name, value in tree.items():
        child = present.get(name)
        if child is None or value is None:
            continue
        if isinstance(value, Terms):
            yield from _listed(text, child, value.terms, end)
        elif isinstance(value, Mapping) and child.id != "mapping":
            yield Splice(child.start_mark.index, content_end(text, child), flow(value, languages))
        elif isinstance(value, Mapping):
            yield from _changed(text, child, value, languages, end)
        elif isinstance(value, tuple):
            yield _appended(text, child, value, end)
        else:
            yield Splice(child.start_mark.index, content_end(text, child), flow(value))
    # After what goes into the maps inside, which may end at the same line.
    new = {key: value for key, value in tree.items() if key not in present}
    yield from _inserted(text, node, _said(new), languages, end)


def _said(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return *tree* without what takes away, lists as they shall be."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        plain = value.terms if isinstance(value, Terms) else _said(value) if isinstance(value, Mapping) else value
        if plain not in (None, (), {}):
            found[key] = plain
    return found


def _inserted(text: str, node: Any, tree: Mapping[str, Value], languages: Sequence[str], end: str) -> Iterator[Splice]:
    """Put keys that are not there yet into a map: at the end of `{...}`, else in lines of their own."""
    if tree and (node.flow_style or not node.value):
        place = content_end(text, node.value[-1][1]) if node.value else node.start_mark.index + 1
        yield Splice(place, place, (", " if node.value else "") + flow(tree, languages)[1:-1])
        return
    for name in sorted(tree, key=_rank):
        written = line(name, tree[name], languages)
        before = [child for key, child in node.value if _rank(key.value) <= _rank(name)]
        first = node.value[0][0].start_mark
        indent = " " * first.column
        if before:
            place = line_end(text, content_end(text, before[-1]))
            broken = "" if text[:place].endswith("\n") else end
            yield Splice(place, place, f"{broken}{indent}{written}{'' if broken else end}")
        else:
            yield Splice(first.index, first.index, f"{written}{end}{indent}")


def _rank(name: str) -> int:
    """Return the place of a field in a block; languages and cases are all the same."""
    return FIELDS.index(name) if name in FIELDS else len(FIELDS)


def _listed(text: str, node: Any, terms: Sequence[str], end: str) -> Iterator[Splice]:
    """Make a list, from which was taken what goes, hold *terms*; one of which nothing stays is written anew."""
    there = [child.value for child in node.value] if node.id == "sequence" else [node.value]
    new = tuple(term for term in terms if term not in there)
    if not new:
        return
    if any(term in terms for term in there) or not there:
        yield _appended(text, node, new, end)
    else:
        yield Splice(node.start_mark.index, content_end(text, node), flow(new))


def _appended(text: str, node: Any, terms: Sequence[str], end: str) -> Splice:
    """Add *terms* to a list, which may be one term alone, `[...]` or lines with dashes."""
    if node.id == "scalar":
        return Splice(node.start_mark.index, content_end(text, node), flow((node.value, *terms)))
    if node.flow_style or not node.value:
        place = content_end(text, node.value[-1]) if node.value else node.start_mark.index + 1
        return Splice(place, place, (", " if node.value else "") + flow(terms)[1:-1])
    indent = " " * node.start_mark.column
    place = line_end(text, content_end(text, node.value[-1]))
    broken = "" if text[:place].endswith("\n") else end
    rows = end.join(f"{indent}- {flow(term)}" for term in terms)
    return Splice(place, place, f"{broken}{rows}{'' if broken else end}")
