"""The stages, in order: read, detect, segment, protect, translate, restore, check, publish."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from syndicate.config import Config
from syndicate.editions import Prepared, plan
from syndicate.engines import Engine
from syndicate.gate import action, reasons
from syndicate.identity import settle
from syndicate.intake import gather
from syndicate.judge import judge
from syndicate.model import Article, Edition, EditionState, Failure, LanguageTag, Origin
from syndicate.prepare import prepare
from syndicate.publish import build
from syndicate.report import Outcome, RunReport, tally
from syndicate.routes import PREFERENCE
from syndicate.scale import Made, Nobody, Watch, make, open_engines
from syndicate.sections import labelled
from syndicate.state import State

_LOG = logging.getLogger(__name__)
CACHE = Path("cache")
"""Folder beside the state, where engines and glossaries keep what they build once."""


def run(config: Config, now: datetime, *, language: LanguageTag | None = None, watch: Watch | None = None) -> RunReport:
    """Do the main job: read the sources, translate what is new, publish what may be published.

    Args:
        config: what to read, into which languages, by which engines, and where to.
        now: the time of this run; only articles without a date, and corrections, carry it.
        language: the language of all articles, overriding detection.
        watch: told of the stages and their progress.

    Raises:
        SyndicateError: nothing can be done at all: the state or the output folder cannot be used.
    """
    watch = watch or Nobody()
    cache = config.run.state.parent / CACHE
    with State(config.run.state, exclusive=True) as state, open_engines(config.engines, cache) as engines:
        articles, failures = read(config, watch)
        articles = settle(articles, state.articles.all())
        prepared, warnings = prepare(articles, config.run.glossaries, cache, language, watch)
        faults = [
            Failure(each.stage, each.where, each.message, each.advice)
            for one in engines.values()
            for each in one.faults()
        ]
        editions, made = edit(prepared, config.run.to, config, engines, state, watch)
        state.articles.keep(each.article for each in prepared)
        editions = [state.releases.release(one, now, each.keys) for one, each in zip(editions, made, strict=True)]
        released = state.releases.released()

        def translated(sheets: Sequence[Article]) -> list[Edition]:
            sheets_ready, _ = prepare(sheets, config.run.glossaries, cache, None, Nobody())
            return edit(sheets_ready, config.run.to, config, engines, state, Nobody())[0]

        sections = labelled(config.sections, [each.article for each in prepared], config.run.to, translated)
        watch.stage("publish", None)
        site = build(released, config.publish, config.run.out, languages=config.run.to, sections=sections)
        report = RunReport(
            outcomes=_outcomes(editions, released, config),
            failures=(*failures, *warnings, *faults, *site.failures),
            articles=len(prepared),
            sentences=sum(len(each.translations) for each in made),
            translated=_count(made, remembered=False),
            remembered=_count(made, remembered=True),
            names=tally(row.outcome for each in editions for made in each.translations for row in made.ledger),
            written=len(site.written),
            unchanged=len(site.unchanged),
            out=str(config.run.out),
        )
        state.facts.put("report", msgspec.json.encode(report))
    return report


def edit(
    prepared: Sequence[Prepared],
    to: Sequence[LanguageTag],
    config: Config,
    engines: Mapping[str, Engine],
    state: State,
    watch: Watch,
) -> tuple[list[Edition], list[Made]]:
    """Make the editions of *prepared* in each language of *to*, checked and judged, and what they were made of."""
    hops = [hop for engine in engines.values() for hop in engine.hops()]
    preference = {**PREFERENCE, **config.engines.preference}
    drafts = [plan(each, target, hops, preference) for each in prepared for target in to]
    made = make(drafts, engines, state, watch)
    watch.stage("check", len(drafts))
    return [judge(draft, each, config.gate) for draft, each in zip(drafts, made, strict=True)], made


def read(config: Config, watch: Watch) -> tuple[list[Article], list[Failure]]:
    """Read all sources; of an article that comes twice the first is kept, and the other said."""
    watch.stage("read", None)
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    for each in gather(config, config.run.state.parent / CACHE):
        watch.advance()
        if isinstance(each, Failure):
            failures.append(each)
            _LOG.info("not read: %s", each)
        elif each.id in articles:
            message = f"is the same article as {articles[each.id].name}; the first was taken."
            failures.append(Failure("read", each.name, message, "Leave one of the two out."))
        else:
            articles[each.id] = each
            _LOG.info("read %s", each.name)
    return list(articles.values()), failures


def _count(made: Sequence[Made], *, remembered: bool) -> int:
    return sum(each.provenance.remembered is remembered for one in made for each in one.translations.values())


def _outcomes(editions: Sequence[Edition], released: Sequence[Edition], config: Config) -> tuple[Outcome, ...]:
    """Say what became of each edition, and why."""
    out = {(edition.article.id, edition.language) for edition in released}
    return tuple(_outcome(edition, (edition.article.id, edition.language) in out, config) for edition in editions)


def _outcome(edition: Edition, out: bool, config: Config) -> Outcome:
    """Say what became of *edition*; *out* when some version of it is published."""
    told = [issue for issue in edition.issues if action(issue, config.gate) != "pass"]
    issues = (reasons(edition, config.gate) if edition.state is EditionState.HELD else told) or told
    return Outcome(
        edition.article.name,
        edition.article.id,
        edition.article.language,
        edition.language,
        edition.state,
        tuple(issue.comment for issue in issues),
        issues[0].advice if issues else "",
        edition.origin is Origin.ORIGINAL and edition.state is EditionState.PUBLISHED,
        edition.state in {EditionState.HELD, EditionState.FAILED} and out,
    )
