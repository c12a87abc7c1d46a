"""What a run's report says of each edition: kept with the edition, so that a run that did nothing still tells all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from syndicate.config import Config, GateTable
from syndicate.gate import action, reasons
from syndicate.model import Edition, EditionState, Origin
from syndicate.report import Outcome, RunReport
from syndicate.state import State
from syndicate.state.looked import Looked


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one edition."""

    outcome: Outcome
    """What became of it."""
    sentences: int
    """Sentences that were wanted in another language."""
    names: dict[str, int]
    """Mentions of glossary names by outcome."""


def told(edition: Edition, gate: GateTable) -> bytes:
    """Return what is said of *edition*, as it is kept."""
    names = Counter(row.outcome for each in edition.translations for row in each.ledger)
    return msgspec.json.encode(Told(outcome(edition, gate), len(edition.translations), dict(names)))


def tell(looked: Looked, config: Config, state: State) -> RunReport:
    """Return the report on the articles that there are, in the order of reading: their editions as they are now.

    An edition of which a person decided since is looked at again.
    """
    outcomes: list[Outcome] = []
    names: Counter[str] = Counter()
    sentences = known = 0
    shared: dict[object, Any] = {}
    for article, kept in looked.told():
        for language in config.run.to:
            if language not in kept:
                continue
            value = kept[language]
            one = _TOLD.decode(value.removeprefix(b"!"))
            if value.startswith(b"!"):
                one = replace(one, outcome=outcome(state.releases.edition(article, language), config.gate))
            kept_in = one.outcome.state in {EditionState.HELD, EditionState.FAILED}
            earlier = kept_in and state.releases.is_out(article, language)
            outcomes.append(_slim(one.outcome, earlier, shared))
            names.update(one.names)
            sentences += one.sentences
        known += any(language in kept for language in config.run.to)
    return RunReport(
        outcomes=tuple(outcomes),
        articles=known,
        sentences=sentences,
        names=dict(sorted(names.items())),
        out=str(config.run.out),
    )


def _slim(one: Outcome, earlier: bool, shared: dict[object, Any]) -> Outcome:
    """Return *one* with values that the outcomes of thousands of articles share, not each its own."""

    def same(value: Any) -> Any:
        return shared.setdefault(value, value)

    return Outcome(
        same(one.article), same(one.id), same(one.source), same(one.language), one.state, same(one.reasons),
        same(one.advice), one.original, earlier or one.earlier,
    )  # fmt: skip


def outcome(edition: Edition, gate: GateTable) -> Outcome:
    """Say what became of *edition*, and why."""
    said = tuple(issue for issue in edition.issues if action(issue, gate) != "pass")
    issues = (reasons(edition, gate) or said) if edition.state is EditionState.HELD else said
    return Outcome(
        edition.article.name,
        edition.article.id,
        edition.article.language,
        edition.language,
        edition.state,
        tuple(issue.comment for issue in issues),
        issues[0].advice if issues else "",
        edition.origin is Origin.ORIGINAL and edition.state is EditionState.PUBLISHED,
    )


_TOLD = msgspec.json.Decoder(Told)
