"""The data that every stage takes and returns. It imports the standard library only.

Names follow the field: XLIFF 2.1 (unit, segment, source, target), TBX (concept entry, term,
administrative status), BCP 47 (language tag), ITS 2.0 (locQualityIssueType), Universal
Dependencies (grammatical cases, lower-case). Offsets count Python characters, start inclusive,
end exclusive. Everything is frozen: a stage answers with new values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 tag in canonical case (`az`, `uz-Cyrl`, `pt-BR`); made by `syndicate.languages.language_tag`."""

UND = LanguageTag("und")
"""BCP 47's tag for a language that is not known."""


# -- what is read ------------------------------------------------------------------------------


class UnitKind(StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    SUMMARY = "summary"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CELL = "cell"
    CAPTION = "caption"
    ALT = "alt"
    CODE = "code"


class SpanKind(StrEnum):
    """What a span of a text is."""

    INLINE = "inline"
    """An inline element around the span: a, strong, em, q, code, ..."""
    VOID = "void"
    """An element without content, standing on the one newline it gives: br."""
    KEEP = "keep"
    """Text that must come through unchanged: an address, a handle, a file name, code."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a unit's or segment's text, and what it is."""

    start: int
    """First character."""
    end: int
    """One past the last character."""
    kind: SpanKind
    """Inline element, void element, or a thing to keep."""
    name: str
    """The element's name (`a`, `strong`), or for KEEP what it is (`address`, `handle`, `code`, `number`)."""
    attributes: tuple[tuple[str, str], ...] = ()
    """The element's attributes that are kept, in the order of the source."""


@dataclass(frozen=True, slots=True)
class Media:
    """An image, sound or film that belongs to an article."""

    url: str
    """Absolute address."""
    type: str = "image"
    """`image`, `audio` or `video`, or a whole MIME type where the source gives it."""
    width: int | None = None
    """Pixels, where the source says."""
    height: int | None = None
    """Pixels, where the source says."""
    credit: str = ""
    """Who made it, as the source writes it."""
    length: int | None = None
    """Bytes, where an enclosure says."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of an article: plain text, with what stood inside it as spans."""

    kind: UnitKind
    """What the block is."""
    text: str
    """Its text, white space folded; a `<br>` is a newline under a VOID span. Never escaped."""
    spans: tuple[Span, ...] = ()
    """Inline elements, outer before inner, in the order of their starts."""
    language: LanguageTag | None = None
    """Its language once detected, or as marked in the source by a `lang` attribute."""
    level: int = 0
    """Rank of a heading (1-6), depth of a list item (1-), row of a cell (1-), else 0."""
    ordered: bool = False
    """Whether a list item stands in a numbered list."""
    group: int = 0
    """Units of one list, table or quote share a number above 0."""
    media: int | None = None
    """For ALT and CAPTION: index of the picture in `Article.media`; ALT marks the picture's place."""
    translate: bool = True
    """False for code and whatever the source marks `translate="no"`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from."""

    feed: str
    """Identifies the feed or site: its address, or the name of the file or folder it came in. Part of identity."""
    guid: str
    """The source's own identifier of the article: guid, id, canonical link, or the file's name."""
    title: str = ""
    """The feed's or site's title, in its own language."""
    link: str = ""
    """The site's address."""
    language: LanguageTag | None = None
    """What the feed or site declares."""
    document: str = ""
    """The file and item it was read from, as a user knows it; never published."""


@dataclass(frozen=True, slots=True)
class LanguageHint:
    """What a source says of its language: html lang, og:locale, inLanguage, xml:lang, ..."""

    place: str
    """Where it was said, such as `html lang`."""
    language: LanguageTag
    """The tag, canonical."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read."""

    id: str
    """20 hex digits of sha256(feed, NUL, guid); never depends on title, date, engine or glossary."""
    source: Source
    """Where it came from."""
    units: tuple[Unit, ...]
    """Title first (always), summary where there is one, then the body in reading order."""
    link: str = ""
    """The article's own absolute address; empty where it has none."""
    language: LanguageTag = UND
    """Its language; UND until detected."""
    byline: str = ""
    """Authors as the source names them; never translated."""
    published: datetime | None = None
    """When the source published it, with its zone (UTC where none is given)."""
    updated: datetime | None = None
    """When the source last changed it."""
    rights: str = ""
    """Copyright or licence line."""
    sections: tuple[str, ...] = ()
    """Categories and tags, in the source's language."""
    media: tuple[Media, ...] = ()
    """Pictures and enclosures; `Unit.media` points in here, others are enclosures."""
    hints: tuple[LanguageHint, ...] = ()
    """What the source says of its language; true about 9 times in 10."""
    notes: tuple[str, ...] = ()
    """What a reader could not keep, in a sentence each (text cut, bytes not decoded)."""

    @property
    def title(self) -> str:
        """The title's text."""
        return next((unit.text for unit in self.units if unit.kind is UnitKind.TITLE), "")

    @property
    def name(self) -> str:
        """How messages name the article: its document and title."""
        return f"{self.source.document or self.source.guid} «{self.title[:60]}»"


# -- language and sentences --------------------------------------------------------------------


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


# -- glossary ----------------------------------------------------------------------------------


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
    gender: str = ""
    """Of a person `m` or `f`; of another entry the grammatical gender where it matters (`m`, `f`, `n`, `pl`)."""
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
    """Universal Dependencies' case, lower-case: nom, gen, dat, acc, ins, loc, voc, abl, ...; `` where there are none."""
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
    """Which of the entry's fields it matched: names, short or also."""
    cases: tuple[str, ...] = ()
    """Every case the form can be; empty where the language has none."""
    case: str = ""
    """The case it is, once decided; empty where unknown."""


# -- translation -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Direction:
    """From one language to another."""

    source: LanguageTag
    """Language translated from."""
    target: LanguageTag
    """Language translated to."""

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


class Ability(StrEnum):
    """What an engine can do with the spans of a text, for one direction."""

    PLACEHOLDERS = "placeholders"
    """It brings typed placeholders through, and says in which case they came out."""
    RUNS = "runs"
    """It says where the runs asked for came out (word-bound blanks)."""
    ALIGNMENT = "alignment"
    """It says which words came from which."""


class Method(StrEnum):
    """How a name is carried through an engine; the ladder of names.md."""

    PLACEHOLDER = "placeholder"
    ALIGNMENT = "alignment"
    STAND_IN = "stand-in"
    SEARCH = "search"
    """Translate it in place, and accept it only if an allowed form is there."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch of protected text that must come back exactly once."""

    start: int
    """In `Protected.text`."""
    end: int
    """In `Protected.text`."""
    kind: EntryKind | None
    """What it names, so that an engine can treat it as that; None for a KEEP span."""
    gender: str = ""
    """m, f, n or pl where known."""
    case: str = ""
    """Its case in the source where known."""
    origin: Mention | Span | None = None
    """The mention or span of the segment it stands for."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A segment as an engine gets it. An engine with PLACEHOLDERS replaces those ranges by its own tokens."""

    text: str
    """What is to be translated; the segment's text unless a stand-in was put in."""
    placeholders: tuple[Placeholder, ...]
    """By start, disjoint."""
    runs: tuple[tuple[int, int], ...]
    """Disjoint stretches of `text`, by start, whose place in the target is wanted (inline elements cut at each border)."""
    segment: Segment
    """What it was made from."""
    spans: tuple[Span, ...] = ()
    """The segment's inline and void spans, in the offsets of `text`."""
    method: Method = Method.SEARCH
    """How names are carried."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of source text and the stretch of target text that came from it."""

    source: tuple[int, int]
    """Start and end in `Protected.text`."""
    target: tuple[int, int]
    """Start and end in `Hypothesis.text`."""
    score: float = 1.0
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a placeholder came out."""

    index: int
    """Of the placeholder in `Protected.placeholders`."""
    start: int
    """In `Hypothesis.text`."""
    end: int
    """In `Hypothesis.text`."""
    case: str = ""
    """The case the engine gave it; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine answers for one protected segment."""

    text: str
    """The target text, placeholders still in it, no engine's marks."""
    links: tuple[Link, ...] = ()
    """Alignment: for the runs asked for, or for all words; a source stretch may have several."""
    places: tuple[Place, ...] = ()
    """Placeholders that came out; one that came twice is here twice, one that was lost is not here."""
    score: float | None = None
    """Log-probability a token, where the engine has one."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a route: an engine, and the model it used."""

    engine: str
    """The engine's module name."""
    direction: Direction
    """From and to."""
    model: str
    """The model's or pair's name and version."""
    digest: str
    """Digest of what decides its output, so that another model is another translation."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one mention. The editor's proof."""

    article: str
    """Article id."""
    unit: int
    """Unit index."""
    segment: int
    """Segment index in the unit."""
    entry: str
    """Concept entry id."""
    language: LanguageTag
    """Target language."""
    source_form: str
    """As it stood in the source."""
    case: str
    """Case it was given in the target; empty where there is none."""
    target_form: str
    """As it stands in the target; empty where it is lost."""
    rule: str
    """The rule that made the form."""
    method: Method
    """How it was carried."""
    outcome: str
    """`held` (the name holds), `lost`, `doubled`, `no-form` (the entry has no term in the target language)."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a translation came to be."""

    hops: tuple[Hop, ...]
    """The route it took; empty for text kept as it was."""
    method: Method
    """How its names were carried."""
    entries: tuple[str, ...] = ()
    """Ids of the glossary entries it met."""
    remembered: bool = False
    """Whether it came from the memory in this run."""


class IssueType(StrEnum):
    """ITS 2.0 locQualityIssueType, the values that our checks give."""

    TERMINOLOGY = "terminology"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    ADDITION = "addition"
    DUPLICATION = "duplication"
    INCONSISTENT_ENTITIES = "inconsistent-entities"
    NUMBERS = "numbers"
    MARKUP = "markup"
    LENGTH = "length"
    CHARACTERS = "characters"
    MISSPELLING = "misspelling"
    LOCALE_VIOLATION = "locale-violation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding of a check, for an editor."""

    type: IssueType
    """What sort of thing is wrong."""
    check: str
    """The check that found it: its module's name, or a stage."""
    comment: str
    """What is wrong, in a sentence an editor understands, naming the words."""
    severity: float = 50.0
    """ITS 2.0 locQualityIssueSeverity, 0 to 100."""
    unit: int | None = None
    """Unit index; None when it is about the whole edition."""
    segment: int | None = None
    """Segment index in the unit."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment and its target."""

    source: Segment
    """The source sentence."""
    target: Segment
    """The target sentence: `mentions` and `spans` where they stand now."""
    provenance: Provenance
    """How it was made."""
    ledger: tuple[LedgerRow, ...] = ()
    """One row a mention."""
    issues: tuple[Issue, ...] = ()
    """What restoring found."""


class EditionState(StrEnum):
    """What became of an article in one language."""

    PUBLISHED = "published"
    NOTED = "noted"
    """Published, with a note that something wants an editor's eye."""
    HELD = "held"
    SKIPPED = "skipped"
    """No route here."""
    FAILED = "failed"


class Origin(StrEnum):
    """Who made the words of an edition."""

    ORIGINAL = "original"
    """The source's own words in its own language."""
    MACHINE = "machine"
    """Translated, nobody reviewed it: IPTC trainedAlgorithmicMedia."""
    EDITED = "edited"
    """Translated and edited or approved by a person: compositeWithTrainedAlgorithmicMedia."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One article in one language."""

    article: Article
    """The source article."""
    language: LanguageTag
    """The edition's language."""
    units: tuple[Unit, ...]
    """As `Article.units`, one for one, in the edition's language."""
    state: EditionState = EditionState.PUBLISHED
    """What the gate decided."""
    origin: Origin = Origin.MACHINE
    """Original, machine or edited."""
    issues: tuple[Issue, ...] = ()
    """Everything that was found, and why it is held."""
    translations: tuple[Translation, ...] = ()
    """Sentence by sentence; empty for an original."""
    published: datetime | None = None
    """When it was first released; never changes."""
    updated: datetime | None = None
    """When its words last changed."""

    @property
    def title(self) -> str:
        """The edition's title."""
        return next((unit.text for unit in self.units if unit.kind is UnitKind.TITLE), "")


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong with one document or article, as a value: it stops nothing else."""

    stage: str
    """Where: read, detect, route, translate, ..."""
    where: str
    """The file, article or line."""
    message: str
    """What is wrong."""
    advice: str = ""
    """What to do."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f" {self.advice}" if self.advice else "")
