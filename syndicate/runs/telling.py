"""What a run's report says of each edition: kept with the edition, so that a run that did nothing still tells all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from syndicate.config import Config, GateTable
from syndicate.gate import action, reasons
from syndicate.model import Edition, EditionState, Origin
from syndicate.report import Outcome, RunReport
from syndicate.state import State


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


def tell(articles: Sequence[str], config: Config, state: State) -> RunReport:
    """Return the report on *articles* (ids, in the order of reading): their editions as they are now.

    An edition of which a person decided since is looked at again.
    """
    kept = state.releases.told()
    outcomes: list[Outcome] = []
    names: Counter[str] = Counter()
    sentences = known = 0
    for article in articles:
        found = False
        for language in config.run.to:
            _, value, out = kept.get((article, language), ("", None, False))
            if value is None:
                continue
            one = _TOLD.decode(value.removeprefix(b"!"))
            if value.startswith(b"!"):
                one = replace(one, outcome=outcome(state.releases.edition(article, language), config.gate))
            kept_in = one.outcome.state in {EditionState.HELD, EditionState.FAILED}
            outcomes.append(replace(one.outcome, earlier=True) if out and kept_in else one.outcome)
            names.update(one.names)
            sentences += one.sentences
            found = True
        known += found
    return RunReport(
        outcomes=tuple(outcomes),
        articles=known,
        sentences=sentences,
        names=dict(sorted(names.items())),
        out=str(config.run.out),
    )


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
