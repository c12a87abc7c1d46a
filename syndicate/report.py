"""What a run did, as a value: printed by the command line, kept in the state, given to scripts as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Protocol

from syndicate.model import EditionState, Failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article in one language."""

    article: str
    """How the user knows it: document and title."""
    id: str
    """Article id."""
    source: str
    """Its language."""
    language: str
    """The edition's language."""
    state: EditionState
    """published, noted, held, skipped or failed."""
    reasons: tuple[str, ...] = ()
    """Why it is held, skipped or failed; or what the note is about."""
    advice: str = ""
    """What to do about the first reason, where we know."""
    original: bool = False
    """Whether it is the source's own words."""
    earlier: bool = False
    """Whether an earlier version, released before, stays in the feeds."""


class Outcomes(Protocol):
    """What became of many editions. It can be gone through again and again, and need not be in memory."""

    def __iter__(self) -> Iterator[Outcome]:
        """Give all, in the order of reading."""
        ...

    def of(self, states: Collection[EditionState]) -> Iterator[Outcome]:
        """Give those in one of *states*, in the order of reading."""
        ...

    def among(self, articles: Collection[str]) -> Iterator[Outcome]:
        """Give those of the articles with these ids, in the order of reading."""
        ...


@dataclass(frozen=True, slots=True)
class Few:
    """Outcomes that are at hand."""

    items: tuple[Outcome, ...] = ()
    """In the order of reading."""

    def __iter__(self) -> Iterator[Outcome]:
        """Give all."""
        return iter(self.items)

    def of(self, states: Collection[EditionState]) -> Iterator[Outcome]:
        """Give those in one of *states*."""
        return (each for each in self.items if each.state in states)

    def among(self, articles: Collection[str]) -> Iterator[Outcome]:
        """Give those of some articles."""
        return (each for each in self.items if each.id in articles)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run did, in figures: the same size however many articles there are."""

    to: tuple[str, ...] = ()
    """Languages asked for, in their order."""
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many editions of each language are in each state."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """Articles by the language that they are in."""
    failures: tuple[Failure, ...] = ()
    """Documents, items and glossary files that could not be read."""
    articles: int = 0
    """Articles read."""
    withdrawn: int = 0
    """Articles that are out and that their sources have withdrawn: none of those read."""
    sentences: int = 0
    """Sentences wanted in another language, over all editions."""
    redone: int = 0
    """Editions that were made, or made again, in this run; all others are as they were."""
    translated: int = 0
    """Sentences an engine translated in this run."""
    remembered: int = 0
    """Sentences taken from the memory."""
    names: dict[str, int] = field(default_factory=dict)
    """Mentions of glossary names by outcome: held, lost, doubled, no-form."""
    written: int = 0
    """Files of the site that changed."""
    unchanged: int = 0
    """Files of the site that did not."""
    out: str = ""
    """The site's folder."""
    left: Mapping[str, int] = field(default_factory=dict)
    """How many articles are out in each language that was not asked for: the site keeps them as they were."""

    def count(self, *states: EditionState) -> int:
        """Return how many editions ended in one of *states*."""
        return sum(own.get(state.value, 0) for own in self.states.values() for state in states)

    @property
    def editions(self) -> int:
        """How many editions there are."""
        return self.count(*EditionState)

    @property
    def exit_code(self) -> int:
        """0 when nothing failed or was held, 1 when something failed, 3 when something was held."""
        if self.failures or self.count(EditionState.FAILED):
            return 1
        return 3 if self.count(EditionState.HELD) else 0


@dataclass(frozen=True, slots=True)
class RunReport(Figures):
    """What a run did, edition by edition."""

    outcomes: Outcomes = field(default_factory=Few)
    """One for each article and language asked for, in the order of reading."""

    @property
    def figures(self) -> Figures:
        """The report but for the outcomes."""
        return Figures(*(getattr(self, one.name) for one in fields(Figures)))


@dataclass(frozen=True, slots=True)
class _Some:
    """Those of many outcomes that are in a few states."""

    all: Outcomes
    states: frozenset[EditionState]

    def __iter__(self) -> Iterator[Outcome]:
        return self.all.of(self.states)

    def of(self, states: Collection[EditionState]) -> Iterator[Outcome]:
        return self.all.of(self.states.intersection(states))

    def among(self, articles: Collection[str]) -> Iterator[Outcome]:
        return (each for each in self.all.among(articles) if each.state in self.states)


def restricted(report: RunReport, states: Collection[EditionState]) -> RunReport:
    """Return *report* on the editions in one of *states* alone; the figures of all others are left out of its table."""
    wanted = frozenset(states)
    left = {
        language: {state: number for state, number in own.items() if EditionState(state) in wanted}
        for language, own in report.states.items()
    }
    figures = {language: own for language, own in left.items() if own}
    return replace(report, outcomes=_Some(report.outcomes, wanted), states=figures)


def counted(report: RunReport) -> RunReport:
    """Return *report* with the figures of its outcomes."""
    states: dict[str, Counter[str]] = {}
    languages: dict[str, str] = {}
    for each in report.outcomes:
        states.setdefault(each.language, Counter())[each.state.value] += 1
        languages.setdefault(each.id, each.source)
    return replace(report, states=states, languages=Counter(languages.values()))
