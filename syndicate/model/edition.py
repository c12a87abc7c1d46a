"""What comes out: translations with their proof, issues, editions, failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from syndicate.model.article import Article, LanguageTag, Unit, UnitKind
from syndicate.model.carriage import Hop, Method
from syndicate.model.text import Segment


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
    reviewer: str = ""
    """Who wrote or corrected it, as they named themselves; empty for a machine's words."""
    reviewed: datetime | None = None
    """When they did."""

    @property
    def route(self) -> str:
        """The steps in a line: `apertium:en-es:apertium-eng-spa 0.8.1-2`; empty for text kept or a person's."""
        return " ".join(f"{hop.engine}:{hop.direction}:{hop.model}" for hop in self.hops)


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
    advice: str = ""
    """What to do about it, where we know."""


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
    unknown: tuple[str, ...] = ()
    """Words of the target that an engine did not know and copied, or made up."""
    omitted: tuple[str, ...] = ()
    """Words of the source, or of the middle language before a later hop, that an engine finds missing in its answer."""


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


class Maker(NamedTuple):
    """Who made a sentence."""

    route: str
    """Engines and models, a step a word (`apertium:en-es:apertium-eng-spa 0.8.1`); empty for a person's words."""
    reviewer: str = ""
    """The person who wrote or corrected it; empty for a machine's words."""
    reviewed: datetime | None = None
    """When they did."""


class Sentence(NamedTuple):
    """Where a sentence lies in source and target, so that the two are side by side after publication too."""

    unit: int
    """Index of the unit."""
    start: int
    """First character in the source's unit."""
    end: int
    """One past the last."""
    at: int
    """First character of its translation in the edition's unit."""
    to: int
    """One past the last."""
    maker: int
    """Index of who made it, in `Edition.makers`."""


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
    reviewer: str = ""
    """Who corrected or approved it last; empty where nobody has."""
    reviewed: datetime | None = None
    """When they did."""
    withdrawn: datetime | None = None
    """When it was found that its source had withdrawn it; None while the source stands."""
    sentences: tuple[Sentence, ...] = ()
    """What is kept of `translations` once it is released, in reading order."""
    makers: tuple[Maker, ...] = ()
    """Who made them."""

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
