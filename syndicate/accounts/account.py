"""The account of a run: its report, what it took, and what became new since the run before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from syndicate.accounts.stopwatch import Timing
from syndicate.model import EditionState
from syndicate.report import RunReport
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
        return dict(sorted(self.report.languages.items(), key=lambda each: (-each[1], each[0])))

    @property
    def states(self) -> dict[tuple[str, str], int]:
        """Editions by language and state, sorted."""
        found = self.report.states.items()
        return dict(sorted(((language, state), number) for language, own in found for state, number in own.items()))

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
            report.count(EditionState.PUBLISHED, EditionState.NOTED),
            report.count(EditionState.HELD),
            report.count(EditionState.FAILED) + len(report.failures),
            report.written,
            remembered=report.remembered,
            names=sum(report.names.values()),
            names_held=report.names.get("held", 0),
        )

    def plain(self) -> dict[str, Any]:
        """Return as JSON has it all but the outcomes: the report's own fields, then those of the account."""
        report: dict[str, Any] = msgspec.to_builtins(self.report.figures)
        stages = [{**msgspec.to_builtins(each), "rate": self.rates.get(each.name)} for each in self.timing.stages]
        return {
            **report,
            "exit_code": self.report.exit_code,
            "moment": self.moment.isoformat(),
            "timing": {**msgspec.to_builtins(self.timing), "stages": stages},
            "languages": self.languages,
            "news": msgspec.to_builtins(self.news),
        }
