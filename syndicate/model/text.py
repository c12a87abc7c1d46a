"""A text's language, its sentences, and the glossary names found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from syndicate.model.article import LanguageTag, Span


class DetectionStatus(StrEnum):
    """How far a detected language can be trusted."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Detection:
    """The language found for a text."""

    language: LanguageTag
    """The answer; UND when status is UNKNOWN."""
    confidence: float
    """0 to 1; comparable between texts, not a probability."""
    status: DetectionStatus
    """confirmed, likely or und."""
    candidates: tuple[tuple[LanguageTag, float], ...] = ()
    """Best first, for a report."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a unit, whole: text, and everything that lies on it. XLIFF 2.1's word."""

    unit: int
    """Index of the unit in the article."""
    index: int
    """Index of the segment in the unit."""
    start: int
    """Offset in the unit's text; the white space between segments belongs to none."""
    text: str
    """The sentence."""
    language: LanguageTag
    """Its language."""
    spans: tuple[Span, ...] = ()
    """Inline, void and keep spans, in the segment's own offsets."""
    mentions: tuple[Mention, ...] = ()
    """Glossary names found in it, by start, never overlapping."""


class EntryKind(StrEnum):
    """What a concept entry names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TITLE = "title"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One name or term an editor keeps, in every language it has. TBX's word."""

    id: str
    """Kebab-case key of the YAML block."""
    kind: EntryKind
    """person, place, organisation, title or term."""
    names: Mapping[LanguageTag, str]
    """The preferred term of each language; what is written in a target."""
    gender: str | Mapping[LanguageTag, str] = ""
    """Of a person `m` or `f`; of another entry the grammatical gender where it matters (`m`, `f`, `n`, `pl`), one for
    all languages or by language. `glossary.entries.gender_of` gives that of one language."""
    short: Mapping[LanguageTag, str] = field(default_factory=dict)
    """Short form (a surname): read alone, and written where the source has it."""
    also: Mapping[LanguageTag, tuple[str, ...]] = field(default_factory=dict)
    """Other spellings: read in a source, never written."""
    avoid: Mapping[LanguageTag, tuple[str, ...]] = field(default_factory=dict)
    """Spellings that must never stand in a target."""
    fixed: tuple[str, ...] = ()
    """Parts of the name that do not decline."""
    forms: Mapping[LanguageTag, Mapping[str, str]] = field(default_factory=dict)
    """Case forms that no rule gives, by language and case (`gen`, `dat`, ...), of the preferred name."""
    say: Mapping[LanguageTag, str] = field(default_factory=dict)
    """How the name sounds, where suffixes follow the sound."""
    note: str = ""
    """For people."""
    source: str = ""
    """Where the spellings were established."""
    checked: str = ""
    """Date and initials of who checked."""
    status: str = ""
    """TBX administrative status of titles and terms: preferred, admitted, forbidden."""
    part_of_speech: str = ""
    """For terms."""
    case_sensitive: bool = True
    """Whether capitals must match."""
    keep: bool = False
    """Not to be translated: the source form stands in the target."""
    file: str = ""
    """The file it came from, as the user named it."""
    line: int = 0
    """Its line there."""


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a name, and the rule that gives it."""

    text: str
    """The form."""
    case: str
    """Universal Dependencies' case, lower-case: nom, gen, dat, acc, ins, loc, voc, abl, ...; or empty."""
    rule: str
    """What made it: `entry`, `forms`, or the language's rule, such as `uk/shevchenko` or `tr/vowel-harmony`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A glossary name found in a text."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    entry: ConceptEntry
    """What it names."""
    field: str
    """Which of the entry's fields it matched: names, short, also, or `family` for the plural of its short form."""
    cases: tuple[str, ...] = ()
    """Every case the form can be; empty where the language has none."""
    case: str = ""
    """The case it is, once decided; empty where unknown."""
