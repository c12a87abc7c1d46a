"""The account of a run: its report, what it took, and what became new since the run before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from syndicate.accounts.stopwatch import Timing
from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport
from syndicate.state.runs import Run

MOVES = 1000
"""Changes since the run before that are told one by one, at most."""


@dataclass(frozen=True, slots=True)
class Move:
    """One edition whose state is another than after the run before."""

    article: str
    """How the user knows the article."""
    id: str
    """Article id."""
    source: str
    """Its language."""
    language: str
    """The edition's language."""
    before: str
    """Its state then; empty where it is new."""
    after: str
    """Its state now; empty where its source no longer has it."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since the run before."""

    articles: int = 0
    """Articles that were not known then."""
    gone: int = 0
    """Articles that the sources no longer have."""
    moved: int = 0
    """Editions in another state than then."""
    moves: tuple[Move, ...] = ()
    """The first of them, in the order of reading, those that are gone at the end."""


@dataclass(frozen=True, slots=True)
class Account:
    """All that is known of one run."""

    moment: datetime
    """When it began."""
    report: RunReport
    """What became of the articles."""
    timing: Timing = field(default_factory=Timing)
    """What it took."""
    news: News = field(default_factory=News)
    """What is new."""

    @property
    def languages(self) -> dict[str, int]:
        """Articles by the language that they were found to be in, the most frequent first."""
        found = Counter({each.id: each.source for each in self.report.outcomes}.values())
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    @property
    def states(self) -> dict[tuple[str, str], int]:
        """Editions by language and state, sorted."""
        found = Counter((each.language, each.state.value) for each in self.report.outcomes)
        return dict(sorted(found.items()))

    @property
    def rates(self) -> dict[str, float]:
        """Things a second, by stage: documents read, articles prepared, sentences translated, editions checked."""
        wanted = {"translate": self.report.translated}
        return {
            each.name: round(wanted.get(each.name, each.done) / each.seconds, 1)
            for each in self.timing.stages
            if each.seconds > 0 and wanted.get(each.name, each.done)
        }

    def run(self) -> Run:
        """Return the row of this run in the history of runs."""
        report = self.report
        return Run(
            self.moment,
            self.timing.seconds,
            report.articles,
            report.redone,
            report.translated,
            report.count(EditionState.PUBLISHED) + report.count(EditionState.NOTED),
            report.count(EditionState.HELD),
            report.count(EditionState.FAILED) + len(report.failures),
            report.written,
            remembered=report.remembered,
            names=sum(report.names.values()),
            names_held=report.names.get("held", 0),
        )

    def plain(self) -> dict[str, Any]:
        """Return everything as JSON has it: the report's own fields, then those of the account."""
        report: dict[str, Any] = msgspec.to_builtins(self.report)
        stages = [{**msgspec.to_builtins(each), "rate": self.rates.get(each.name)} for each in self.timing.stages]
        return {
            **report,
            "exit_code": self.report.exit_code,
            "moment": self.moment.isoformat(),
            "timing": {**msgspec.to_builtins(self.timing), "stages": stages},
            "languages": self.languages,
            "news": msgspec.to_builtins(self.news),
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an outcome tells whether it is new."""

    article: str
    """As `Outcome.article`."""
    id: str
    """Article id."""
    source: str
    """Its language."""
    language: str
    """The edition's language."""
    state: EditionState
    """Its state."""


@dataclass(frozen=True, slots=True)
class Before:
    """The report of an earlier run, as far as it is compared with one of today."""

    outcomes: tuple[Seen, ...]
    """As `RunReport.outcomes`."""


def news(before: Before | RunReport | None, now: RunReport) -> News:
    """Return what *now* has that *before*, the report of the run before it, had not.

    After a first run, where *before* is None, everything is new, and nothing is told one by one.
    """
    ids = {each.id for each in now.outcomes}
    if before is None:
        return News(articles=len(ids), moved=len(now.outcomes))
    known = {each.id for each in before.outcomes}
    moves = list(_moves(before, now))
    return News(len(ids - known), len(known - ids), len(moves), tuple(moves[:MOVES]))


def _moves(before: Before | RunReport, now: RunReport) -> Iterator[Move]:
    then: dict[tuple[str, str], Seen | Outcome] = {(each.id, each.language): each for each in before.outcomes}
    for each in now.outcomes:
        earlier = then.pop((each.id, each.language), None)
        if earlier is None or earlier.state is not each.state:
            yield _move(each, earlier.state.value if earlier else "", each.state.value)
    for gone in then.values():
        yield _move(gone, gone.state.value, "")


def _move(one: Seen | Outcome, before: str, after: str) -> Move:
    return Move(one.article, one.id, one.source, one.language, before, after)
