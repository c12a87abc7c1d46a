"""Names of a batch that no entry knows: counted over their inflected forms, with proposals for an entry.

Nothing of it is sure. An editor reads it, mends it, and pastes what is right into a glossary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from syndicate.glossary.capitals import Capitals, Passage, unknown_capitals
from syndicate.glossary.entries import Glossary, in_language
from syndicate.glossary.near import NearMiss
from syndicate.glossary.nominative import Lemma, Seen, nominatives
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

_WHERE = {
    "en": "in at near from outside around toward towards across",
    "ru": "в во из под около возле до близ", "uk": "у в із до біля під поблизу", "be": "у ў з да каля",
    "es": "en desde hacia hasta", "fr": "à en vers depuis",
}  # fmt: skip
"""Prepositions that stand before places more often than before people."""
_CYRILLIC = frozenset({"ru", "uk", "be", "kk", "ky", "mn", "tt", "tg", "bg"})
_CONTEXTS = 3


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in which a form stands."""

    document: str
    """The file or item of its article."""
    text: str
    """The sentence."""
    start: int
    """Of the form."""
    end: int
    """One past its last character."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no entry knows, in one language."""

    language: LanguageTag
    """The language of the texts."""
    name: str
    """Its nominative; a guess where `forms` does not hold it."""
    short: str
    """The surname where it also stands alone; empty where it does not."""
    kind: EntryKind
    """What it seems to name."""
    gender: str
    """Of a person m or f where its forms show it; else empty."""
    forms: tuple[tuple[str, int], ...]
    """Every form and how often it stands, the commonest first."""
    documents: tuple[str, ...]
    """The articles it stands in, sorted."""
    contexts: tuple[Context, ...]
    """Some sentences, of different articles where there are."""

    @property
    def count(self) -> int:
        """How often it stands."""
        return sum(count for _, count in self.forms)


@dataclass(frozen=True, slots=True)
class Typo:
    """A word one letter away from a known name."""

    language: LanguageTag
    """The language of the texts."""
    text: str
    """As it stands."""
    name: str
    """The known form that it may be meant for."""
    entry: ConceptEntry
    """The entry of that form."""
    count: int
    """How often it stands."""
    contexts: tuple[Context, ...]
    """Some sentences."""


def suggest(
    passages: Sequence[Passage], language: LanguageTag, glossary: Glossary, near: Callable[[str], Sequence[NearMiss]]
) -> tuple[list[Unknown], list[Typo]]:
    """Return the unknown names of a batch, and what may be misspelt, the commonest first.

    Args:
        passages: the batch's sentences in *language*, glossary names found in them.
        language: their language.
        glossary: what is known; its given names help to find nominatives.
        near: gives the near misses of a text (`Matcher.near_misses`).
    """
    found = unknown_capitals(passages, language)
    misses = {id(passage): tuple(near(passage.segment.text)) for passage in passages}
    names = [each for each in found if not _overlaps(each, misses[id(each.passage)])]
    seen = [Seen(each.text, each.passage.segment.text, each.start, each.end) for each in names]
    lemmas = nominatives(seen, language, _given_names(glossary, language))
    groups: dict[str, list[Capitals]] = {}
    for each in names:
        groups.setdefault(lemmas[each.text].name, []).append(each)
    by_name = {lemma.name: lemma for lemma in lemmas.values()}
    unknown = [_unknown(name, short, some, by_name[name], language) for name, short, some in _with_surnames(groups)]
    taken = {(id(each.passage), start) for each in names for start in range(each.start, each.end)}
    near_names = {key: [miss for miss in some if (key, miss.start) not in taken] for key, some in misses.items()}
    return sorted(unknown, key=lambda each: (-each.count, each.name)), _typos(passages, near_names, language)


def _overlaps(capitals: Capitals, misses: Iterable[NearMiss]) -> bool:
    """Whether *capitals* are a known name misspelt; a word of a person's name that is near to a place's is not."""
    alone = " " not in capitals.text
    return any(
        capitals.start < miss.end and miss.start < capitals.end and (alone or miss.entry.kind is EntryKind.PERSON)
        for miss in misses
    )


def _given_names(glossary: Glossary, language: LanguageTag) -> frozenset[str]:
    """Return the first words of the people in *glossary*."""
    names = (
        in_language(entry.names, language) for entry in glossary.entries.values() if entry.kind is EntryKind.PERSON
    )
    return frozenset(name.split()[0] for name in names if name and " " in name)


def _with_surnames(groups: Mapping[str, list[Capitals]]) -> list[tuple[str, str, list[Capitals]]]:
    """Join a surname, or initials and surname, to the one full name that ends in it.

    Returns:
        Name, the surname where it stands alone, and all occurrences.
    """
    full = [name for name, some in groups.items() if _may_be_person(name, some)]
    joined: dict[str, tuple[str, list[Capitals]]] = {name: ("", list(groups[name])) for name in full}
    rest: list[tuple[str, str, list[Capitals]]] = []
    for name, some in groups.items():
        if name in joined:
            continue
        first, _, last = name.rpartition(" ")
        owners = [one for one in full if one.endswith(" " + last) and one[0] == (first[0] if first else one[0])]
        if len(owners) == 1 and ("." in first or not first) and (last[1:].islower() or "-" in last):
            short, own = joined[owners[0]]
            joined[owners[0]] = (short if first else last, [*own, *some])
        else:
            rest.append((name, "", some))
    return [*((name, short, some) for name, (short, some) in joined.items()), *rest]


def _may_be_person(name: str, some: Sequence[Capitals]) -> bool:
    """Whether *name* looks like given name and surname: not Нижняя Калифорния, State University."""
    first, space, _ = name.partition(" ")
    adjective = first.endswith(("ая", "яя", "ое", "ее", "ый", "ня"))
    connected = any(f" {word} " in name for word in ("of", "for", "de la", "des"))
    return bool(space) and "." not in name and not (adjective or connected) and not any(each.common for each in some)


def _unknown(name: str, short: str, some: Sequence[Capitals], lemma: Lemma, language: LanguageTag) -> Unknown:
    """Make one suggestion of the occurrences of a name."""
    forms = Counter(each.text for each in some)
    kind = _kind(name, some, language)
    gender = lemma.gender if kind is EntryKind.PERSON else ""
    return Unknown(
        language,
        name,
        short,
        kind,
        gender,
        tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))),
        tuple(sorted({each.passage.document for each in some})),
        _contexts([Context(each.passage.document, each.passage.segment.text, each.start, each.end) for each in some]),
    )


def _kind(name: str, some: Sequence[Capitals], language: LanguageTag) -> EntryKind:
    """Guess what *name* names."""
    words = name.split(" ")
    if any(len(word) > 1 and word[:2].isupper() for word in words):
        return EntryKind.ORGANISATION
    if name.isascii() and primary(language) in _CYRILLIC:  # a brand
        return EntryKind.ORGANISATION
    where = frozenset(_WHERE.get(primary(language), "").split())
    places = sum(_word_before(each) in where for each in some)
    full = any(" " in each.text for each in some)
    if (2 if full else 4) * places >= len(some) and len(words) < 3:
        return EntryKind.PLACE
    if full and not _may_be_person(name, some):
        return EntryKind.ORGANISATION
    quoted = sum(
        each.passage.segment.text[each.start - 1 : each.start] in {"«", "“", '"'} for each in some if each.start
    )
    return EntryKind.ORGANISATION if 2 * quoted > len(some) else EntryKind.PERSON


def _word_before(capitals: Capitals) -> str:
    return capitals.passage.segment.text[: capitals.start].rstrip().rpartition(" ")[2].lower()


def _contexts(all_of_them: Sequence[Context]) -> tuple[Context, ...]:
    """Choose a few, each of another article as long as there are."""
    first: dict[str, Context] = {}
    for each in all_of_them:
        first.setdefault(each.document, each)
    others = [each for each in all_of_them if first[each.document] is not each]
    return tuple([*first.values(), *others][:_CONTEXTS])


def _typos(passages: Sequence[Passage], misses: Mapping[int, Sequence[NearMiss]], language: LanguageTag) -> list[Typo]:
    """Group the near misses of all passages."""
    groups: dict[tuple[str, str], list[tuple[NearMiss, Context]]] = {}
    for passage in passages:
        for miss in misses[id(passage)]:
            context = Context(passage.document, passage.segment.text, miss.start, miss.end)
            groups.setdefault((miss.text, miss.entry.id), []).append((miss, context))
    typos = [
        Typo(language, text, some[0][0].name, some[0][0].entry, len(some), _contexts([each for _, each in some]))
        for (text, _), some in groups.items()
    ]
    return sorted(typos, key=lambda typo: (-typo.count, typo.text, typo.entry.id))
