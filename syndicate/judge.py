"""Translate, check and gate: drafts become editions that are published, held, skipped or failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from syndicate import registry
from syndicate.config import Config, GateTable
from syndicate.editions import Draft, assemble, unmade
from syndicate.errors import RouteError, internal
from syndicate.gate import decide
from syndicate.model import Edition, EditionState
from syndicate.scale import Made, make
from syndicate.state import State
from syndicate.watch import Watch
from syndicate.workplaces import Workplace


def edit(
    blocks: Sequence[Sequence[Draft]], config: Config, work: Workplace, state: State, watch: Watch
) -> tuple[list[Edition], list[Made]]:
    """Make the editions of all drafts of *blocks*, checked and judged; return them, and what they were made of."""
    made = make(blocks, work, state, watch)
    drafts = [draft for block in blocks for draft in block]
    watch.stage("check", len(drafts))
    editions: list[Edition] = []
    for draft, each in zip(drafts, made, strict=True):
        editions.append(judge(draft, each, config.gate))
        watch.advance(what=draft.prepared.article.name)
    return editions, made


def judge(draft: Draft, made: Made, gate: GateTable) -> Edition:
    """Return the edition of *draft*, with every check's findings and the state they give it.

    Args:
        draft: what was to be made.
        made: what the engines made of it.
        gate: the configured rules.
    """
    if isinstance(draft.problem, RouteError):
        return unmade(draft, draft.problem, EditionState.SKIPPED)
    problem = draft.problem or made.error
    if problem is not None:
        return unmade(draft, problem, EditionState.FAILED)
    try:
        edition = assemble(draft, made.translations)
        return decide(_checked(replace(edition, issues=(*edition.issues, *made.notes))), gate)
    except Exception as error:  # one bad article never stops a batch, not even by a mistake of ours
        return unmade(draft, internal(error, draft.prepared.article.name), EditionState.FAILED)


def _checked(edition: Edition) -> Edition:
    """Return *edition* with what every check finds; an original is the source's own words."""
    if not edition.translations:
        return edition
    issues = [issue for name in registry.names("checks") for issue in registry.load("checks", name).check(edition)]
    return replace(edition, issues=(*edition.issues, *issues))
