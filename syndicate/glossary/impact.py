"""What an edit of a glossary would change, before it is made: the sentences whose translation it makes stale.

A remembered translation is kept under the digests of the entries that its sentence met. So a sentence is
translated anew where it met an entry that changed or went, or where it now meets one that it did not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from itertools import groupby

from syndicate.glossary.case import find_case
from syndicate.glossary.entries import Glossary, entry_digest, glossary
from syndicate.glossary.forms import allowed_forms, target_form
from syndicate.glossary.ledger import Sentence, Sighting, sightings
from syndicate.glossary.ledger import sentences as translated
from syndicate.glossary.match import Ambiguity, Found, Matcher
from syndicate.glossary.reach import Standing, reached
from syndicate.model import ConceptEntry, LanguageTag, Mention

_TIMES = 3
"""How often the names that matter are made ready anew before all are."""
_REMARKS = frozenset({"id", "note", "source", "checked", "file", "line"})
"""Fields that change no translation."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit does to entries."""

    before: Glossary
    """What the state was made with."""
    after: Glossary
    """What it would be made with."""
    added: frozenset[str]
    """Ids that are new."""
    changed: frozenset[str]
    """Ids whose meaning is another; remarks such as a note do not count."""
    removed: frozenset[str]
    """Ids that are gone."""

    @property
    def all(self) -> frozenset[str]:
        """Every id that is not as it was."""
        return self.added | self.changed | self.removed


@dataclass(frozen=True, slots=True)
class Change:
    """One name in one sentence, before and after."""

    entry: str
    """Concept entry id."""
    source_form: str
    """As it stands in the source."""
    before: str
    """What stands in the target now; empty where the name was not found or was lost."""
    after: str
    """What would be written; empty where the name is no longer found, or has no form in the language."""
    case: str
    """The case of what would be written, where one is known."""
    found: bool
    """Whether the name would still be found in the source."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that would be translated anew."""

    sentence: Sentence
    """The sentence, and the translation that it has now."""
    entries: tuple[str, ...]
    """The edited entries that it meets, or met; sorted."""
    changes: tuple[Change, ...]
    """What would be written otherwise; none where the names stay as they are."""
    doubts: tuple[str, ...]
    """Names that would not be used any more, because the edit makes them ambiguous: a sentence for each."""


def difference(before: Glossary, after: Glossary, only: AbstractSet[str] = frozenset()) -> Difference:
    """Return what differs between two glossaries.

    Args:
        before: what the state was made with.
        after: what it would be made with.
        only: the ids that are asked about; all where empty. The others are taken as they were.
    """
    asked = {identifier for identifier in (*before.entries, *after.entries) if not only or identifier in only}
    if only:
        others = [entry for identifier, entry in before.entries.items() if identifier not in asked]
        some = [entry for identifier, entry in after.entries.items() if identifier in asked]
        after = replace(glossary([*others, *some]), cache=after.cache or before.cache)
    old = {identifier: entry_digest(entry) for identifier, entry in before.entries.items() if identifier in asked}
    new = {identifier: entry_digest(entry) for identifier, entry in after.entries.items() if identifier in asked}
    both = old.keys() & new.keys()
    return Difference(
        before,
        after,
        frozenset(new.keys() - old.keys()),
        frozenset(identifier for identifier in both if old[identifier] != new[identifier]),
        frozenset(old.keys() - new.keys()),
    )


def of_one(before: Glossary, after: Glossary, identifier: str) -> Difference:
    """Return what differs between two glossaries that differ in one entry at most."""
    old, new = before.entries.get(identifier), after.entries.get(identifier)
    one = frozenset({identifier})
    other = old and new and entry_digest(old) != entry_digest(new)
    return Difference(
        before, after, one if new and not old else frozenset(), one if other else frozenset(),
        one if old and not new else frozenset(),
    )  # fmt: skip


def fields_changed(before: ConceptEntry, after: ConceptEntry) -> tuple[str, ...]:
    """Name what differs between two versions of an entry: `names.uk`, `gender`; remarks are not looked at."""
    found: list[str] = []
    for field in fields(ConceptEntry):
        if field.name in _REMARKS:
            continue
        old, new = getattr(before, field.name), getattr(after, field.name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            tags = sorted({*old, *new})
            found += [f"{field.name}.{tag}" for tag in tags if old.get(tag) != new.get(tag)]
        elif old != new:
            found.append(field.name)
    return tuple(found)


def affected(
    state: sqlite3.Connection, edit: Difference, matchers: dict[LanguageTag, Matcher] | None = None
) -> list[Stale]:
    """Return the sentences of *state* that *edit* makes stale; only articles that it can reach are looked at.

    Args:
        state: an open state database (`ledger.open_state`).
        edit: what differs.
        matchers: the names after the edit ready to be found, by language; what is missing is added.
    """
    if not edit.all:
        return []
    articles = reached(state, edit.before, edit.after, edit.all)
    gone = sorted(edit.changed | edit.removed)
    return stale(translated(state, articles), edit, sightings(state, gone) if gone else [], matchers)


def stale(
    articles: Iterable[Sequence[Sentence]],
    edit: Difference,
    ledger: Sequence[Sighting],
    matchers: dict[LanguageTag, Matcher] | None = None,
) -> list[Stale]:
    """Return the sentences that *edit* makes stale, in the order of *articles*.

    Args:
        articles: the sentences of each article and language, in reading order (`ledger.sentences`).
        edit: what differs.
        ledger: the mentions of the changed and removed entries (`ledger.sightings`).
        matchers: as for `affected`.
    """
    if not edit.all:
        return []
    finder = _Finder(edit, {} if matchers is None else matchers)
    rows: dict[tuple[str, str, int, int], list[Sighting]] = {}
    for each in ledger:
        rows.setdefault((each.row.article, each.row.language, each.row.unit, each.row.segment), []).append(each)
    found: list[Stale] = []
    for sentences in articles:
        for tag, some in groupby(sorted(sentences, key=lambda one: one.source_language), _spoken):
            own = list(some)
            for sentence, now in zip(own, finder.find(own, tag), strict=True):
                met = (edit.all & set(sentence.entries)) | {each.entry.id for each in now.mentions}
                disputed = _disputed(sentence, now, edit)
                met |= {entry.id for doubt in disputed for entry in doubt.entries}
                if met & edit.all:
                    here = rows.get((sentence.article, sentence.language, sentence.unit, sentence.segment), [])
                    names = [each for each in now.mentions if each.entry.id in edit.all]
                    doubts = tuple(_doubt(each) for each in disputed)
                    changes = _changes(sentence, here, names)
                    found.append(Stale(sentence, tuple(sorted(met & edit.all)), changes, doubts))
    return sorted(found, key=lambda one: _place(one.sentence))


class _Finder:
    """Finds the names of an edited glossary; the whole of it is looked for only where an edited entry may stand."""

    def __init__(self, edit: Difference, matchers: dict[LanguageTag, Matcher]) -> None:
        self._edit = edit
        self._edited = glossary([edit.after.entries[each] for each in edit.after.entries if each in edit.all])
        self._narrow: dict[LanguageTag, Matcher] = {}
        self._whole = matchers
        self._standing: dict[LanguageTag, Standing] = {}
        self._parts: dict[LanguageTag, list[tuple[set[str], Matcher]]] = {}
        self._last: tuple[tuple[str, ...], tuple[Found, ...]] = ((), ())

    def find(self, sentences: Sequence[Sentence], language: LanguageTag) -> tuple[Found, ...]:
        """Return what is found of the edited entries in the sentences of one article."""
        texts = tuple(sentence.source for sentence in sentences)
        if texts == self._last[0]:  # the same article in another target language
            return self._last[1]
        if language not in self._narrow:
            self._narrow[language] = Matcher(self._edited, language)
        found = self._narrow[language].find_article(texts)
        if any(each.mentions or each.ambiguities for each in found):
            found = self._matcher(texts, language).find_article(texts)
        found = tuple(
            Found(tuple(one for one in each.mentions if one.entry.id in self._edit.all), each.ambiguities)
            for each in found
        )
        self._last = (texts, found)
        return found

    def _matcher(self, texts: Sequence[str], language: LanguageTag) -> Matcher:
        """Return what finds every name that may stand in *texts*."""
        after = self._edit.after
        if language in self._whole:
            return self._whole[language]
        parts = self._parts.setdefault(language, [])
        if after.cache is None and len(parts) < _TIMES:
            # Forms would have to be made anew: of the other names only those count that may stand in such articles.
            if language not in self._standing:
                self._standing[language] = Standing(after, language)
            ready, wanted = parts[-1][0] if parts else set(), self._standing[language].ids(texts)
            if not parts or not wanted <= ready:
                some = [entry for entry in after.entries.values() if entry.id in ready | wanted]
                parts.append((ready | wanted, Matcher(glossary(some), language)))
            return parts[-1][1]
        self._whole[language] = Matcher(after, language)
        return self._whole[language]


def _spoken(sentence: Sentence) -> LanguageTag:
    return sentence.source_language


def _place(sentence: Sentence) -> tuple[str, str, str, int, int]:
    return sentence.document, sentence.article, sentence.language, sentence.unit, sentence.segment


def _disputed(sentence: Sentence, now: Found, edit: Difference) -> list[Ambiguity]:
    """Return where an edited entry makes a name ambiguous that the sentence has now."""
    met = set(sentence.entries)
    return [
        doubt
        for doubt in now.ambiguities
        if any(entry.id in edit.all for entry in doubt.entries) and any(entry.id in met for entry in doubt.entries)
    ]


def _doubt(ambiguity: Ambiguity) -> str:
    return f"“{ambiguity.text}” could be {' or '.join(entry.id for entry in ambiguity.entries)}: no name would be used."


def _changes(sentence: Sentence, rows: Sequence[Sighting], names: Sequence[Mention]) -> tuple[Change, ...]:
    """Return the names of one sentence that would be written otherwise."""
    changes: list[Change] = []
    left = list(names)
    for each in rows:
        row = each.row
        name = next((one for one in left if _is(one, row.entry, row.source_form, sentence)), None)
        if name is None:
            changes.append(Change(row.entry, row.source_form, row.target_form, "", "", False))
            continue
        left.remove(name)
        new = target_form(name, sentence.language, row.case, text=row.source_form)
        written = new.text if new else ""
        # What an engine chose by its own grammar stays as long as the entry allows it.
        if written != row.target_form and row.target_form not in allowed_forms(name.entry, sentence.language):
            changes.append(Change(row.entry, row.source_form, row.target_form, written, new.case if new else "", True))
    for name in left:
        source_form = sentence.source[name.start : name.end]
        case = name.case or find_case(
            sentence.source, name.start, name.end, name.cases, sentence.source_language, kind=name.entry.kind
        )
        new = target_form(name, sentence.language, case, text=source_form)
        changes.append(Change(name.entry.id, source_form, "", new.text if new else "", new.case if new else "", True))
    return tuple(changes)


def _is(name: Mention, entry: str, source_form: str, sentence: Sentence) -> bool:
    return name.entry.id == entry and sentence.source[name.start : name.end] == source_form
