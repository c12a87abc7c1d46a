"""Finds glossary names in a text: the longest from the left, whole words, in every form a language gives them.

The beginnings of all forms stand in one Aho-Corasick automaton, capitals only at the beginning of words, and the
rest of each is looked up. Every hit is tried for its borders and capitals before the longest is chosen, so that a long
miss never hides a shorter name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from syndicate.glossary.borders import Border, has_spaces, left, right
from syndicate.glossary.entries import Glossary
from syndicate.glossary.near import Nearby, NearMiss
from syndicate.glossary.normal import SEPARATOR, Normal, normalise_all, shape
from syndicate.glossary.shapes import Reading, Shapes, capital
from syndicate.model import ConceptEntry, LanguageTag, Mention

_RANK = {"names": 0, "short": 1, "surname": 2, "also": 3}
_ENDS_SENTENCE = frozenset(".!?…:;\n")
_APART = frozenset(' ,.:;!?()[]"«»“”„…/')
"""Signs beside which a name ends or begins in every language, whatever it is."""
_Hit = tuple[int, int]
"""First character, one past the last."""
_OPENS = frozenset(" \"'«»„“”‘’([{—–-*•")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A form that can be several entries, or that may be someone else's: no mention, an editor decides."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    text: str
    """As it stands in the source."""
    readings: tuple[Mention, ...]
    """What it can be, one mention an entry; a single one where another person's given name stands before it."""

    @property
    def entries(self) -> tuple[ConceptEntry, ...]:
        """The entries it can be, by id."""
        return tuple(mention.entry for mention in self.readings)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one text."""

    mentions: tuple[Mention, ...]
    """By start, never overlapping."""
    ambiguities: tuple[Ambiguity, ...]
    """By start; they overlap no mention."""


_NOTHING = Found((), ())


class _Candidate(NamedTuple):
    """A stretch of a text that has passed every trial of its own."""

    start: int
    """First character, in the normalised text."""
    end: int
    """One past the last."""
    readings: tuple[Reading, ...]
    """What it can be."""
    ending: bool
    """Whether a case ending that we do not know hangs on it."""
    surname: bool
    """Whether a reading is a surname that counts only where the full name stands."""


class Matcher:
    """The names of a glossary in one source language, ready to be found. Build it once."""

    def __init__(self, glossary: Glossary, language: LanguageTag) -> None:
        """Expand every entry into its forms.

        Args:
            glossary: the entries.
            language: the language of the texts to come.
        """
        import ahocorasick_rs

        self.language = language
        self._spaced = has_spaces(language)
        self._shapes = Shapes(glossary, language)
        self._patterns = self._shapes.first
        heads = self._shapes.heads
        self._automaton = ahocorasick_rs.AhoCorasick(heads, store_patterns=False)
        self._lengths = list(heads.values())
        self._met: dict[str, tuple[Reading, ...]] = {}
        self._nearby: Nearby | None = None

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a text that stands alone, by start."""
        return self.find_article([text])[0].mentions

    def find_article(self, texts: Sequence[str]) -> tuple[Found, ...]:
        """Find the names in the texts of one article, its units in order.

        A surname whose entry has no short form counts where the full name stands in some text. A form of
        several entries is the one whose full name stands, or else an ambiguity.

        Returns:
            One Found for each text.
        """
        normals = normalise_all(texts, self.language)
        candidates = [
            self._candidates(text, normal, *where) if where[1] else []
            for text, normal, where in zip(texts, normals, self._hits([normal.text for normal in normals]), strict=True)
        ]
        standing: set[str] = set()
        if any(_asks_for_full_names(candidate) for some in candidates for candidate in some):
            standing = {
                reading.entry.id
                for some in candidates
                for candidate in _chosen(some, frozenset())
                for reading in candidate.readings
                if reading.field in ("names", "also")
            }
        return tuple(
            self._settle(text, normal, _chosen(some, standing), standing) if some else _NOTHING
            for text, normal, some in zip(texts, normals, candidates, strict=True)
        )

    def near_misses(self, text: str) -> tuple[NearMiss, ...]:
        """Return the words in *text* that are one letter away from a name and are none themselves.

        Peksov for Peskov: a warning for the editor, never a change.
        """
        if self._nearby is None:
            names = (reading for readings in self._shapes for reading in readings)
            self._nearby = Nearby(((reading.text, reading.entry, reading.case) for reading in names), self.language)
        return self._nearby.find(text)

    def _hits(self, texts: Sequence[str]) -> list[tuple[str, list[_Hit]]]:
        """Return the shape of each of *texts*, and where one of ours may stand in it, from the left, the longest first.

        Most beginnings that the automaton finds are in other words, which nothing but these lines ever sees.
        """
        whole = f"{SEPARATOR}{SEPARATOR.join(texts)}{SEPARATOR}"
        shaped, spaced = shape(whole, self.language), self._spaced
        hits: list[_Hit] = []
        for number, start, _ in self._automaton.find_matches_as_indexes(shaped, overlapping=True):
            if spaced and whole[start - 1].isalpha() and whole[start].isalpha():
                continue
            for length in self._lengths[number]:
                end = start + length
                if spaced and whole[end : end + 1].isalpha() and whole[end - 1].islower():
                    continue
                hits.append((start, -end))
        hits.sort()
        parted: list[tuple[str, list[_Hit]]] = []
        at, first = 0, 1
        for text in texts:
            last = first + len(text)
            own: list[_Hit] = []
            while at < len(hits) and hits[at][0] <= last:
                start, end = hits[at]
                if -end <= last:
                    own.append((start - first, -end - first))
                at += 1
            parted.append((shaped[first:last] if own else "", own))
            first = last + 1
        return parted

    def _candidates(self, original: str, normal: Normal, shaped: str, hits: Sequence[_Hit]) -> list[_Candidate]:
        """Return every stretch that can be a name, overlapping ones too."""
        text = normal.text
        length = len(text)
        found: list[_Candidate] = []
        doubtful: list[tuple[_Candidate, Border, Border]] = []
        reach = sure = 0  # the end of all found so far; the end of the last that is chosen whatever follows
        for start, end in hits:
            if start < sure:
                continue
            surface, key = text[start:end], shaped[start:end]
            readings = self._met.get(key)
            if readings is None:
                readings = self._shapes.readings(key)
                if not readings:
                    continue
                self._met[key] = readings
            if len(readings) > 1 or readings[0].text != surface:
                readings = tuple([r for r in readings if r.text == surface or _fits(r, surface, text, start)])
                if not readings:
                    continue
            surname = _has_surname(readings)
            before, after, whole, ruled = Border.YES, Border.YES, end, readings
            if start and text[start - 1] not in _APART:
                first = normal.span(start, end)[0]
                before = left(text, start, self.language, readings[0].entry.kind, original[first - 1] if first else "")
                if before is Border.NO:
                    continue
            if end < length and text[end] not in _APART:
                last = normal.span(start, end)[1]
                after, whole = right(
                    text, end, self.language, readings[0].entry.kind, original[last] if last < len(original) else ""
                )
                if after is Border.NO:
                    continue
                if whole > end:
                    ruled = self._with_ending(readings, surface, text[end:whole].lstrip("'-"))
                    readings = ruled or readings
                    surname = _has_surname(readings)
            candidate = _Candidate(start, whole, readings, not ruled, surname)
            if before is Border.YES and after is Border.YES:
                found.append(candidate)
                if start >= reach and whole == end and not surname:
                    sure = end
            else:
                doubtful.append((candidate, before, after))
            reach = max(reach, whole)
        if doubtful:
            everything = [*found, *(candidate for candidate, _, _ in doubtful)]
            starts = {candidate.start for candidate in everything}
            ends = {candidate.end for candidate in everything}
            for candidate, before, after in doubtful:
                if (before is Border.YES or candidate.start - 1 in ends) and (
                    after is Border.YES or candidate.end + 1 in starts
                ):
                    found.append(candidate)
        return found

    def _with_ending(self, readings: Sequence[Reading], surface: str, ending: str) -> tuple[Reading, ...]:
        """Return what *surface* is with *ending*, where a form is the two without the mark between: АҚШ-тың."""
        if not ending:
            return ()
        entries = {reading.entry.id for reading in readings}
        together = self._shapes.readings(shape(surface + ending, self.language))
        return tuple(reading for reading in together if reading.entry.id in entries)

    def _settle(self, original: str, normal: Normal, chosen: Sequence[_Candidate], standing: Set[str]) -> Found:
        """Decide what each chosen stretch is."""
        mentions: list[Mention] = []
        ambiguities: list[Ambiguity] = []
        taken = 0  # where the stretch before this one ends
        for candidate in chosen:
            start, end = normal.span(candidate.start, candidate.end)
            options = _mentions(candidate, start, end)
            if len(options) > 1:
                known = tuple(option for option in options if option.entry.id in standing)
                options = known if len(known) == 1 else options
            if len(options) > 1 or (
                options[0].field == "short" and self._is_other_person(options[0], normal.text[taken : candidate.start])
            ):
                ambiguities.append(Ambiguity(start, end, original[start:end], options))
            else:
                mentions.append(options[0])
            taken = candidate.end
        return Found(tuple(mentions), tuple(ambiguities))

    def _is_other_person(self, mention: Mention, before: str) -> bool:
        """Whether a given name that the glossary knows, but not as this person's, stands right before a surname."""
        if not before.endswith(" "):
            return False
        word = before[:-1].rpartition(" ")[2]
        known = self._shapes.given.get(word)
        return known is not None and mention.entry.id not in known


def _mentions(candidate: _Candidate, start: int, end: int) -> tuple[Mention, ...]:
    """Return what *candidate* can be, one mention an entry, by entry id."""
    if len(candidate.readings) == 1 and not candidate.ending:
        _, entry, field, case = candidate.readings[0]
        return (Mention(start, end, entry, "short" if field == "surname" else field, (case,) if case else (), case),)
    by_entry: dict[str, list[Reading]] = {}
    for reading in candidate.readings:
        by_entry.setdefault(reading.entry.id, []).append(reading)
    mentions: list[Mention] = []
    for _, readings in sorted(by_entry.items()):
        best = min(readings, key=lambda reading: _RANK[reading.field])
        cases = tuple(dict.fromkeys(r.case for r in readings if r.field == best.field and r.case))
        if candidate.ending:
            cases = ()
        field = "short" if best.field == "surname" else best.field
        case = cases[0] if len(cases) == 1 else ""
        mentions.append(Mention(start, end, best.entry, field, cases, case))
    return tuple(mentions)


def _chosen(candidates: Sequence[_Candidate], standing: Set[str]) -> Sequence[_Candidate]:
    """Choose among all *candidates*, where the full names of the entries in *standing* stand in the article."""
    if len(candidates) == 1 and not candidates[0].surname:
        return candidates
    return _longest(_without_surnames(candidates, standing))


def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Choose from the left the longest that do not overlap; readings of the same stretch are joined."""
    chosen: list[_Candidate] = []
    ordered = list(candidates)
    if len(ordered) > 1:
        ordered.sort(key=lambda candidate: (candidate.start, -candidate.end, candidate.ending))
    for candidate in ordered:
        if not chosen or candidate.start >= chosen[-1].end:
            chosen.append(candidate)
        elif (candidate.start, candidate.end) == (chosen[-1].start, chosen[-1].end) and not candidate.ending:
            chosen[-1] = chosen[-1]._replace(readings=chosen[-1].readings + candidate.readings)
    return chosen


def _has_surname(readings: Sequence[Reading]) -> bool:
    """Whether one of *readings* counts only where the full name stands."""
    if len(readings) == 1:
        return readings[0].field == "surname"
    return any(reading.field == "surname" for reading in readings)


def _asks_for_full_names(candidate: _Candidate) -> bool:
    """Whether it matters to *candidate* whose full name stands in the article."""
    readings = candidate.readings
    return candidate.surname or any(reading.entry is not readings[0].entry for reading in readings[1:])


def _without_surnames(candidates: Iterable[_Candidate], standing: Set[str]) -> Iterator[_Candidate]:
    """Leave out surnames that no short form allows, but of the entries in *standing*."""
    for candidate in candidates:
        if not candidate.surname:
            yield candidate
            continue
        readings = tuple(r for r in candidate.readings if r.field != "surname" or r.entry.id in standing)
        if readings:
            yield candidate._replace(readings=readings)


def _fits(reading: Reading, surface: str, text: str, start: int) -> bool:
    """Whether *surface*, which has the letters of *reading*, may have its capitals where it has them."""
    if not reading.entry.case_sensitive:
        return True
    if surface.isupper():
        # Ош the city is not ОШ the school, unless all around is in capitals.
        return sum(map(str.isalpha, surface)) > 3 or text[max(0, start - 40) : start + 40].isupper()
    words, shown = reading.text.split(" "), surface.split(" ")
    # Emmanuel MACRON, Bank Of America
    if not all(_alike(one, other) or capital(one) == other for one, other in zip(words[1:], shown[1:], strict=True)):
        return False
    if _alike(words[0], shown[0]):
        return True
    # Prime Minister, before a name or in a headline; Prime minister, where a sentence begins
    in_title_case = len(shown) > 1 and all(word[0].isupper() for word in shown if len(word) > 3)
    return capital(words[0]) == shown[0] and (in_title_case or _begins_sentence(text, start))


def _alike(word: str, shown: str) -> bool:
    return word == shown or (len(shown) > 2 and shown.isupper())


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at *start*, by the last sign before it that is no quotation mark, bracket or space."""
    while start and text[start - 1] in _OPENS:
        start -= 1
    return start == 0 or text[start - 1] in _ENDS_SENTENCE
