"""What a run did, as a value: printed by the command line, kept in the state, given to scripts as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did."""

    outcomes: tuple[Outcome, ...] = ()
    """One for each article and language asked for, in the order of reading."""
    failures: tuple[Failure, ...] = ()
    """Documents, items and glossary files that could not be read."""
    articles: int = 0
    """Articles read."""
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

    def count(self, state: EditionState) -> int:
        """Return how many editions ended in *state*."""
        return sum(outcome.state is state for outcome in self.outcomes)

    @property
    def exit_code(self) -> int:
        """0 when nothing failed or was held, 1 when something failed, 3 when something was held."""
        if self.failures or self.count(EditionState.FAILED):
            return 1
        return 3 if self.count(EditionState.HELD) else 0
