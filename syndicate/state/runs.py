"""The history of runs: one row a run, the newest first, for the desk's overview and for whoever watches over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from syndicate.state.facts import Facts

_FACT = "runs"
KEPT = 500
"""Runs that are remembered."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that came to its end."""

    moment: datetime
    """When it began."""
    seconds: float
    """What it took."""
    articles: int
    """Articles known."""
    redone: int
    """Editions made in it."""
    translated: int
    """Sentences that an engine translated in it."""
    published: int
    """Editions that were out at its end, noted ones included."""
    held: int
    """Editions held at its end."""
    failed: int
    """Editions, documents and glossary files that had failed at its end."""
    written: int
    """Files of the site that it wrote."""
    remembered: int = 0
    """Sentences that it took from the memory."""
    names: int = 0
    """Mentions of names in all editions at its end."""
    names_held: int = 0
    """Those that hold."""

    @property
    def idle(self) -> bool:
        """Whether it had nothing to do."""
        return not (self.redone or self.translated or self.written)


def runs(facts: Facts) -> tuple[Run, ...]:
    """Return the runs that are remembered, the newest first."""
    kept = facts.get(_FACT)
    return msgspec.json.decode(kept, type=tuple[Run, ...]) if kept else ()


def note(facts: Facts, run: Run) -> None:
    """Remember *run*. Of runs in a row that had nothing to do only the last stays: they would crowd out the others."""
    before = runs(facts)
    if before and run.idle and before[0].idle:
        before = before[1:]
    facts.put(_FACT, msgspec.json.encode((run, *before)[:KEPT]))
