"""How a sentence goes through an engine: directions, protected text, hypotheses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from syndicate.model.article import LanguageTag, Span
from syndicate.model.text import EntryKind, Mention, Segment


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
    OPENING = "opening"
    """It goes on from the beginning of a target that it is given."""


class Method(StrEnum):
    """How a name is carried through an engine; the ladder of names.md."""

    PLACEHOLDER = "placeholder"
    ALIGNMENT = "alignment"
    STAND_IN = "stand-in"
    PREFIX = "prefix"
    """The target up to the name, and the name, are given to the engine, which goes on from there."""
    SEARCH = "search"
    """Translate it in place, and accept it only if an allowed form is there."""
    HUMAN = "human"
    """A person wrote the sentence."""


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
    """Of its name in the language translated to: m, f, n or pl where known."""
    case: str = ""
    """Its case in the source where known."""
    origin: Mention | Span | None = None
    """The mention or span of the segment it stands for."""
    source_gender: str = ""
    """As `gender`, in the language translated from."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A segment as an engine gets it. An engine with PLACEHOLDERS replaces those ranges by its own tokens."""

    text: str
    """What is to be translated; the segment's text unless a stand-in was put in."""
    placeholders: tuple[Placeholder, ...]
    """By start, disjoint."""
    runs: tuple[tuple[int, int], ...]
    """Disjoint stretches of `text`, by start, whose place in the target is wanted (inline elements, cut at borders)."""
    segment: Segment
    """What it was made from."""
    spans: tuple[Span, ...] = ()
    """The segment's inline and void spans, in the offsets of `text`."""
    method: Method = Method.SEARCH
    """How names are carried."""
    opening: str = ""
    """What the target must begin with; only where the engine has OPENING."""


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
    unknown: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that the engine had no translation for and copied, or made up, where it says so."""
    omitted: tuple[tuple[int, int], ...] = ()
    """Words of the text it got that the engine itself finds missing in `text`, where it looks for them."""


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
