"""Finds glossary names in a text: the longest from the left, whole words, in every form a language gives them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from syndicate.glossary.candidates import Candidates
from syndicate.glossary.choice import Candidate, chosen, standing
from syndicate.glossary.entries import Glossary
from syndicate.glossary.near import Nearby, NearMiss
from syndicate.glossary.normal import Normal, normalise_all
from syndicate.glossary.shapes import Reading, Shapes, no_collection
from syndicate.model import ConceptEntry, LanguageTag, Mention

_RANK = {"names": 0, "short": 1, "surname": 2, "also": 3, "family": 4}


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


class Matcher:
    """The names of a glossary in one source language, ready to be found. Build it once."""

    def __init__(self, glossary: Glossary, language: LanguageTag) -> None:
        """Expand every entry into its forms.

        Args:
            glossary: the entries.
            language: the language of the texts to come.
        """
        self.language = language
        self._shapes = Shapes(glossary, language)
        self._candidates = Candidates(self._shapes, language)
        self._nearby: Nearby | None = None

    @property
    def shapes(self) -> Shapes:
        """Every shape that is looked for, and what each can be."""
        return self._shapes

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
        candidates = self._candidates.find_all(texts, normals)
        found = [_NOTHING] * len(texts)
        full = standing(candidates.values())
        for number, some in candidates.items():
            found[number] = self._settle(texts[number], normals[number], chosen(some, full), full)
        return tuple(found)

    def near_misses(self, text: str) -> tuple[NearMiss, ...]:
        """Return the words in *text* that are one letter away from a name and are none themselves.

        Peksov for Peskov: a warning for the editor, never a change.
        """
        if self._nearby is None:
            with no_collection():
                self._nearby = Nearby(self._shapes.names(), self.language)
        return self._nearby.find(text)

    def _settle(self, original: str, normal: Normal, chosen: Sequence[Candidate], standing: Set[str]) -> Found:
        """Decide what each chosen stretch is."""
        mentions: list[Mention] = []
        ambiguities: list[Ambiguity] = []
        taken = 0  # where the stretch before this one ends
        for candidate in chosen:
            start, end, readings, ending, _ = candidate
            if normal.offsets is not None:
                start, end = normal.span(start, end)
            if len(readings) == 1 and not ending and (reading := readings[0]).field in ("names", "also"):
                case = reading.case
                mentions.append(Mention(start, end, reading.entry, reading.field, (case,) if case else (), case))
                taken = candidate.end
                continue
            options = _mentions(candidate, start, end)
            if len(options) > 1:
                known = tuple(option for option in options if option.entry.id in standing)
                options = known if len(known) == 1 else options
            if {option.field for option in options} == {"family"}:
                options = options[:1]  # of two with one surname it is the same family's name
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


def _mentions(candidate: Candidate, start: int, end: int) -> tuple[Mention, ...]:
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
