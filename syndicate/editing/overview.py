"""How the newsroom stands: editions by language and state, names by outcome, and the runs so far."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from syndicate.glossary.ledger import OUTCOMES, open_state
from syndicate.model import EditionState
from syndicate.state import State
from syndicate.state.runs import Run, runs


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands in the state."""

    articles: int
    """Articles that are known."""
    editions: Mapping[str, Mapping[EditionState, int]]
    """For each language, sorted, how many editions are in each state."""
    names: Mapping[str, Mapping[str, int]]
    """For each language, sorted, how many mentions of names ended in each of `ledger.OUTCOMES`."""
    remembered: int
    """Translations that are remembered."""
    corrections: int
    """Corrections of people that hold."""
    runs: tuple[Run, ...]
    """The runs, the oldest first."""


def overview(path: Path) -> Overview:
    """Return how the state *path* stands.

    Raises:
        StateError: nothing was run yet, or it cannot be read.
    """
    with closing(open_state(path)) as state:
        editions: dict[str, dict[EditionState, int]] = {}
        for language, name, number in state.execute(
            "SELECT language, state, count(*) FROM queue GROUP BY language, state ORDER BY language"
        ):
            editions.setdefault(language, {})[EditionState(name)] = number
        names: dict[str, dict[str, int]] = {}
        for language, outcome, number in state.execute(
            "SELECT language, outcome, count(*) FROM ledger GROUP BY language, outcome ORDER BY language"
        ):
            names.setdefault(language, dict.fromkeys(OUTCOMES, 0))[outcome] = number
        (articles,) = state.execute("SELECT count(*) FROM articles").fetchone()
        (translations,) = state.execute("SELECT count(*) FROM translations").fetchone()
        (corrections,) = state.execute(
            "SELECT count(*) FROM corrections WHERE withdrawn IS NULL AND replaced IS NULL"
        ).fetchone()
    with State(path) as kept:
        history = runs(kept.facts)
    return Overview(articles, editions, names, translations, corrections, tuple(reversed(history)))
