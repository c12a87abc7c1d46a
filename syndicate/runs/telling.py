"""What a run tells: why it does something again, and what its report says of each edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from syndicate.config import Config, GateTable
from syndicate.gate import action, always_read, reasons
from syndicate.model import Edition, EditionState, LanguageTag, Origin
from syndicate.report import Outcome, RunReport
from syndicate.state import State

Explain = Callable[[str, str, str], None]
"""Told the name of an article, or “the site”, a language (empty for all), and why it is made again."""


def put_down(edition: Edition, gate: GateTable, state: State) -> None:
    """Keep what is said of *edition*, which was just made."""
    names = Counter(row.outcome for each in edition.translations for row in each.ledger)
    state.reports.tell(outcome(edition, gate), len(edition.translations), names)


def tell(config: Config, state: State) -> RunReport:
    """Return the report on the articles that the run found: their editions as they are now.

    An edition of which a person decided since is looked at again.
    """
    with state.writing():
        for article, language in state.reports.decided():
            state.reports.amend(outcome(state.releases.edition(article, LanguageTag(language)), config.gate))
        state.reports.settle()
    return state.reports.report(config.run.to, str(config.run.out))


def outcome(edition: Edition, gate: GateTable) -> Outcome:
    """Say what became of *edition*, and why."""
    said = tuple(issue for issue in edition.issues if action(issue, gate) != "pass")
    always = always_read(edition.article.language, edition.language, edition.state, edition.issues, gate)
    held = reasons(edition, gate) if edition.state is EditionState.HELD else ()
    issues = held or ((always, *said) if always else said)
    return Outcome(
        edition.article.name,
        edition.article.id,
        edition.article.language,
        edition.language,
        edition.state,
        tuple(dict.fromkeys(issue.comment for issue in issues)),
        issues[0].advice if issues else "",
        edition.origin is Origin.ORIGINAL and edition.state is EditionState.PUBLISHED,
    )
