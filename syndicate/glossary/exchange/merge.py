"""What another glossary says against ours: what is new, what is added, and where the two differ.

Nothing is decided here. A field that they leave empty says nothing; terms that they have and we have not
are added; where both say something and not the same, it is a conflict, which an editor decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from syndicate.glossary.entries import Glossary, in_language
from syndicate.glossary.exchange import BY_LANGUAGE
from syndicate.glossary.exchange.draft import free, identifier
from syndicate.glossary.render import values
from syndicate.model import ConceptEntry, EntryKind, LanguageTag


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of one entry where they say something that we do not."""

    id: str
    """Our entry."""
    path: tuple[str, ...]
    """Field, and language and case where it has them."""
    ours: str
    """What we say; empty where nothing."""
    theirs: str | bool | tuple[str, ...]
    """What they say: what is to stand there, or terms to add."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file of theirs against a glossary of ours."""

    new: tuple[ConceptEntry, ...]
    """Entries that we do not have."""
    same: tuple[str, ...]
    """Ids of ours of which they say nothing more."""
    additions: tuple[Difference, ...]
    """What they have where we have nothing."""
    conflicts: tuple[Difference, ...]
    """What they have where we have something else."""
    ambiguous: tuple[tuple[ConceptEntry, tuple[str, ...]], ...]
    """Entries of theirs that can be several of ours, with their ids."""


def compare(ours: Glossary, theirs: Sequence[ConceptEntry], *, new_ids: bool = False) -> Comparison:
    """Compare entry by entry: by id, and where we have no such id by names.

    Args:
        ours: the glossary that is to take them up.
        theirs: what was read.
        new_ids: whether new entries get identifiers made from their names.
    """
    index = _index(ours)
    new: list[ConceptEntry] = []
    same: dict[str, None] = {}
    differences: dict[tuple[str, tuple[str, ...]], Difference] = {}
    ambiguous: list[tuple[ConceptEntry, tuple[str, ...]]] = []
    taken = set(ours.entries)
    for entry in theirs:
        match = (entry.id,) if entry.id in ours.entries and not new_ids else _matches(entry, ours, index)
        if len(match) > 1:
            ambiguous.append((entry, match))
        elif match:
            found = [] if _known_pair(entry, ours.entries[match[0]]) else [*_differences(ours.entries[match[0]], entry)]
            for one in found:
                # Where two of theirs are one of ours, the one that has its id has the word, else the first.
                if (one.id, one.path) not in differences or entry.id == one.id:
                    differences[one.id, one.path] = one
            if not found:
                same[match[0]] = None
        else:
            name = free(identifier(entry.names) if new_ids else entry.id, taken)
            taken.add(name)
            new.append(replace(entry, id=name))
    told = list(differences.values())
    return Comparison(
        tuple(new),
        tuple(key for key in same if all(one.id != key for one in told)),
        tuple(one for one in told if not one.ours),
        tuple(one for one in told if one.ours),
        tuple(ambiguous),
    )


def changes(differences: Iterable[Difference]) -> dict[str, Any]:
    """Return *differences* as the tree that `splice` takes."""
    tree: dict[str, Any] = {}
    for one in differences:
        place = tree
        for key in (one.id, *one.path[:-1]):
            place = place.setdefault(key, {})
        place[one.path[-1]] = one.theirs
    return tree


def fitted(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry:
    """Return *entry* in *languages*; what is in en-US counts as en where en itself is not there."""
    if not languages:
        return entry
    fields: dict[str, Any] = {}
    for field in BY_LANGUAGE:
        found = getattr(entry, field)
        fields[field] = {}
        for tag in languages:
            near = tag if tag in found else next((one for one in sorted(found) if one.startswith(f"{tag}-")), None)
            if near is not None:
                fields[field][tag] = found[near]
    if isinstance(entry.gender, Mapping):
        fields["gender"] = {tag: gender for tag in languages if (gender := in_language(entry.gender, tag))} or ""
    return replace(entry, **cast(Any, fields))


_Index = Mapping[tuple[LanguageTag, str], Sequence[tuple[str, str]]]
"""Language and term -> ids of the entries that have it, and in which field."""


def _index(ours: Glossary) -> _Index:
    found: dict[tuple[LanguageTag, str], list[tuple[str, str]]] = {}
    for entry in ours.entries.values():
        for field, tag, term in _read(entry):
            found.setdefault((tag, term), []).append((entry.id, field))
    return found


def _read(entry: ConceptEntry) -> Iterator[tuple[str, LanguageTag, str]]:
    """Give field, language and term of all that an entry is found by."""
    yield from (("names", tag, term) for tag, term in entry.names.items())
    yield from (("short", tag, term) for tag, term in entry.short.items())
    yield from (("also", tag, term) for tag, terms in entry.also.items() for term in terms)


def _matches(entry: ConceptEntry, ours: Glossary, index: _Index) -> tuple[str, ...]:
    """Return the ids of ours that *entry*, known by its names only, can be."""
    holders = [dict(index.get((tag, term), ())) for tag, term in entry.names.items()]
    # All their names are ours, if only as a short form or another spelling: nothing to learn.
    known = set.intersection(*(set(each) for each in holders)) if holders else set()
    named = {key for each in holders for key, field in each.items() if field == "names"}
    both = known & named or known or named
    return tuple(
        sorted(
            key
            for key in both
            if EntryKind.TERM in (kinds := (entry.kind, ours.entries[key].kind)) or kinds[0] == kinds[1]
        )
    )


def _known_pair(entry: ConceptEntry, mine: ConceptEntry) -> bool:
    """Whether *entry* is but a pair of phrases, as DeepL has them, and both are ours, if only read or short."""
    ours = {(tag, term) for _, tag, term in _read(mine)}
    return len(entry.names) == 2 and values(entry).keys() == {"names"} and entry.names.items() <= ours


def _differences(mine: ConceptEntry, theirs: ConceptEntry) -> Iterator[Difference]:
    for field, value in values(theirs).items():
        # Of these our default is an answer, too: to change it is for an editor to decide.
        said = getattr(mine, field) if field in ("kind", "case_sensitive", "keep") else values(mine).get(field)
        yield from _compared((mine, theirs), (field,), said, value)


def _compared(
    both: tuple[ConceptEntry, ConceptEntry], path: tuple[str, ...], mine: Any, theirs: Any
) -> Iterator[Difference]:
    entry, other = both
    if isinstance(theirs, Mapping):
        one = mine if isinstance(mine, str) else None  # one gender for all languages
        for key, value in theirs.items():
            yield from _compared(both, (*path, key), one or (mine or {}).get(key), value)
    elif isinstance(theirs, tuple):
        have, going = {*(mine or ())}, set[str]()
        if path[0] == "also":
            for field in ("names", "short"):
                term = getattr(entry, field).get(tag := LanguageTag(path[1]), "")
                # A name that they write otherwise, and only read, would no longer be read if theirs were taken.
                (have if getattr(other, field).get(tag, term) == term else going).add(term)
        if more := tuple(dict.fromkeys(term for term in theirs if term not in have)):
            yield Difference(entry.id, path, ", ".join(term for term in more if term in going), more)
    elif isinstance(mine, Mapping) and theirs in mine.values():
        return  # one gender, of the languages that they have; ours says of which it is
    elif theirs != mine:
        yield Difference(entry.id, path, "" if mine is None else _text(mine), theirs)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
