"""What an editor says of an entry -> a change of its glossary file: the fewest lines, shown before they are written.

The desk's form and `syndicate glossary edit` say it alike: `names.uk`, `also.en`, `forms.uk.dat`, `gender`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import unified_diff
from pathlib import Path
from typing import Any

from syndicate.errors import GlossaryError
from syndicate.glossary import save
from syndicate.glossary.exchange import draft
from syndicate.glossary.prune import Terms
from syndicate.model import ConceptEntry, EntryKind

TEXTS = ("kind", "gender", "note", "source", "checked", "status", "part_of_speech")
"""Fields that are one text."""
TRUTHS = {"keep": False, "case_sensitive": True}
"""Fields that are true or false, with what counts where nothing stands."""
BY_LANGUAGE = ("names", "short", "say", "gender")
"""Fields that are one text for each language."""
LISTS = ("also", "avoid")
"""Fields that are several texts for each language."""
_PLACES = frozenset({"id", "file", "line"})
_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What would be done to a glossary file."""

    file: str
    """The file, as the user named it."""
    id: str
    """Entry id."""
    before: ConceptEntry | None
    """The entry as it stands in its file; None where it is new."""
    after: ConceptEntry | None
    """As it would stand there; None where it would be gone."""
    data: bytes
    """The file as it is: what was read is what may be replaced."""
    result: bytes
    """The file as it would be; the same bytes where nothing changes."""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines that go (`-`) and come (`+`)."""
        was, now = self.data.decode().splitlines(), self.result.decode().splitlines()
        above = _alike(was, now)
        below = _alike(was[: above - 1 if above else None : -1], now[: above - 1 if above else None : -1])
        made = unified_diff(was[above : len(was) - below], now[above : len(now) - below], n=0, lineterm="")
        return tuple((line[0], line[1:]) for line in list(made)[2:] if line[0] in "+-")

    def write(self) -> None:
        """Put the file in place.

        Raises:
            GlossaryError: it cannot be written, or somebody changed it since it was read.
        """
        save.write(Path(self.file), self.result, was=self.data)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two editors changed, each to something else."""

    field: str
    """`names.uk`."""
    was: str
    """What both began with."""
    now: str
    """What stands in the file."""
    wanted: str
    """What the second wants."""


def edited(entry: ConceptEntry, form: Mapping[str, str], base: ConceptEntry | None = None) -> Edit:
    """Return what *form* makes of *entry*.

    Args:
        entry: as it stands in its file.
        form: `names.uk`, `also.uk` (terms on lines of their own, or with semicolons), `forms.uk.dat`, `gender`, ...;
            an empty value takes away, a field that is not named stays.
        base: the entry as the editor saw it, where that was earlier: only what differs from it is a change.

    Raises:
        GlossaryError: the file would not read back as meant; the message says which field and why.
    """
    return _changed(entry, _said(base or entry, form))


def restored(entry: ConceptEntry, before: ConceptEntry) -> Edit:
    """Return what makes *entry* say what *before*, an earlier version of it, said.

    Raises:
        GlossaryError: it cannot be done without damage to the file.
    """
    return _changed(entry, _difference(entry, before))


def added(identifier: str, form: Mapping[str, str], file: Path) -> Edit:
    """Return what puts a new entry into *file*.

    Args:
        identifier: free in all glossaries.
        form: as for `edited`.
        file: a glossary; it need not exist.

    Raises:
        GlossaryError: something is wrong in it; everything that is wrong is told.
    """
    values = _plain(_said(ConceptEntry(identifier, EntryKind.TERM, {}), form))
    entry, problems = draft.checked(draft.Draft(identifier, values, 0))
    if entry is None:
        raise GlossaryError(" ".join(f"{problem.message} {problem.advice}".strip() for problem in problems))
    return put(entry, file)


def put(entry: ConceptEntry, file: Path) -> Edit:
    """Return what puts *entry* into *file*, at its sorted place.

    Raises:
        GlossaryError: one of its id is there.
    """
    data = save.read(file)
    return Edit(str(file), entry.id, None, entry, data, save.revised(data, [entry], file=str(file)))


def deleted(entry: ConceptEntry) -> Edit:
    """Return what takes *entry* out of its file.

    Raises:
        GlossaryError: it cannot be done without damage to the file.
    """
    data = save.read(Path(entry.file))
    return Edit(
        entry.file, entry.id, entry, None, data, save.revised(data, gone=frozenset({entry.id}), file=entry.file)
    )


def clashes(entry: ConceptEntry, form: Mapping[str, str], base: ConceptEntry) -> list[Clash]:
    """Return the fields that *form* changes and that somebody else changed otherwise since *base*.

    Args:
        entry: as it stands now.
        form: as for `edited`.
        base: as the editor saw it.
    """
    found: list[Clash] = []
    for path, wanted in _leaves(_said(base, form)):
        was, now, new = _at(base, path), _at(entry, path), _text(wanted)
        if now not in (was, new):
            found.append(Clash(".".join(path), was, now, new))
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines two files have in common at the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _changed(entry: ConceptEntry, tree: Mapping[str, Any]) -> Edit:
    data = save.read(Path(entry.file))
    if not tree:
        return Edit(entry.file, entry.id, entry, entry, data, data)
    result = save.changed(data, entry, tree)
    return Edit(entry.file, entry.id, entry, save.amended(entry, tree), data, result)


# -- what a form says --------------------------------------------------------------------------


def _said(entry: ConceptEntry, form: Mapping[str, str]) -> dict[str, Any]:
    """Return as a tree of changes what *form* says otherwise than *entry*."""
    tree: dict[str, Any] = {}
    for name, value in sorted(form.items()):
        path = tuple(name.split("."))
        text = " ".join(value.split())
        if " ".join(_at(entry, path).split()) == (_text(_terms(value)) if path[0] in (*LISTS, "fixed") else text):
            continue
        wanted = _wanted(path, text, value)
        if wanted is not NotImplemented:
            _put(tree, path, wanted)
    genders = {tag for name, value in form.items() if name.startswith("gender.") and value for tag in [name[7:]]}
    if genders and form.get("gender"):
        advice = "Give one gender for all languages, or one for each of some."
        raise GlossaryError(f"{entry.id}: there are two sorts of gender.", advice=advice)
    if not genders and form.get("gender") and not isinstance(entry.gender, str):
        tree["gender"] = form["gender"]
    return tree


def _wanted(path: _Path, text: str, value: str) -> Any:
    """Return what a tree of changes holds at *path*; NotImplemented where that is no field of an entry."""
    field = path[0]
    if len(path) == 1 and field in TRUTHS:
        return None if (text == "true") is TRUTHS[field] or not text else text == "true"
    if len(path) == 1 and field in TEXTS:
        return text or None
    if len(path) == 1 and field == "fixed":
        return Terms(_terms(value))
    if len(path) == 2 and field in LISTS:
        return Terms(_terms(value))
    if (len(path) == 2 and field in BY_LANGUAGE) or (len(path) == 3 and field == "forms"):
        return text or None
    return NotImplemented


def _terms(value: str) -> tuple[str, ...]:
    """Return the terms that stand on lines of their own, or with semicolons between."""
    return tuple(dict.fromkeys(term for part in re.split(r"[\n;]", value) if (term := " ".join(part.split()))))


def _put(tree: dict[str, Any], path: _Path, value: Any) -> None:
    for step in path[:-1]:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):  # gender as one text, and by language: told by the caller
            return
        tree = inner
    tree[path[-1]] = value


def _at(entry: ConceptEntry, path: _Path) -> str:
    """Return what stands at *path* of *entry*, as a form would say it; empty where nothing does."""
    found: Any = getattr(entry, path[0], "") if path[0] not in _PLACES else ""
    for step in path[1:]:
        found = found.get(step, "") if isinstance(found, Mapping) else ""
    return _text(found)


def _text(value: Any) -> str:
    """Return *value* as a form says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    terms = value.terms if isinstance(value, Terms) else value
    return "; ".join(terms) if isinstance(terms, tuple) else "" if isinstance(terms, Mapping) else str(terms or "")


def _leaves(tree: Mapping[str, Any], above: _Path = ()) -> Iterator[tuple[_Path, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _plain(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Return a tree of changes of nothing as the fields of an entry."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        plain = list(value.terms) if isinstance(value, Terms) else _plain(value) if isinstance(value, dict) else value
        if plain not in (None, {}, []):
            found[key] = plain
    return found


def _difference(now: ConceptEntry, wanted: ConceptEntry) -> dict[str, Any]:
    """Return the tree of changes that makes of one entry another."""
    silent = ConceptEntry("", now.kind, {})
    tree: dict[str, Any] = {}
    for field in fields(ConceptEntry):
        one, other = getattr(now, field.name), getattr(wanted, field.name)
        if field.name not in _PLACES and one != other:
            default = field.name != "kind" and other == getattr(silent, field.name)
            tree[field.name] = None if default else _step(one, other)
    return tree


def _step(one: Any, other: Any) -> Any:
    if isinstance(other, tuple):
        return Terms(other)
    if not isinstance(other, Mapping):
        return str(other) if not isinstance(other, bool) else other
    one = one if isinstance(one, Mapping) else {}
    return {
        tag: _step(one.get(tag), other[tag]) if tag in other else None
        for tag in sorted({*one, *other})
        if one.get(tag) != other.get(tag)
    }
