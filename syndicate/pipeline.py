"""The stages, in order: read, detect, segment, protect, translate, restore, check, publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from syndicate.config import Config
from syndicate.editions import Draft, plan
from syndicate.engines import Engine
from syndicate.judge import edit
from syndicate.model import Article, EditionState, Failure, LanguageTag
from syndicate.prepare import preparation, prepare
from syndicate.report import RunReport
from syndicate.runs import stillness
from syndicate.runs.arrivals import arrivals, remembered
from syndicate.runs.changes import TRIES, edition_digest, made_as, tasks
from syndicate.runs.known import Known
from syndicate.runs.recovery import set_aside
from syndicate.runs.telling import Explain, put_down, tell
from syndicate.runs.workshop import Workshop
from syndicate.state.database import DamagedError
from syndicate.state.todo import Task
from syndicate.watch import Nobody, Watch

BATCH = 500
"""Articles worked on together: memory is bounded by them. No sentence shares a job with one of another batch."""


def run(
    config: Config,
    now: datetime,
    *,
    language: LanguageTag | None = None,
    watch: Watch | None = None,
    explain: Explain = lambda *_: None,
    look: bool = True,
    engines: Mapping[str, Engine] | None = None,
    seal: str = "",
    retry: bool = False,
    known: Known | None = None,
) -> RunReport:
    """Do the main job: read the sources, translate what is new, publish what may be published.

    What is as it was is not done again; where everything is, nothing heavy is even loaded.

    Args:
        config: what to read, into which languages, by which engines, and where to.
        now: the time of this run; only articles without a date, and corrections, carry it.
        language: the language of all articles, overriding detection.
        watch: told of the stages and their progress.
        explain: told what is made again, and why.
        look: whether the sources are looked at; else the articles are those of the last run, and only what
            editors changed, names and sentences, is made again.
        engines: that are open already, by name; None opens those of *config* and closes them at the end.
        seal: `stillness.fingerprint` of all that this run looks at, taken before it; kept where nothing is left undone.
        retry: whether sentences that no engine has answered are asked for again, however often they were.
        known: the names, where somebody has read them already; the files are, where these are not what stands there.

    Raises:
        SyndicateError: nothing can be done at all: the state or the output folder cannot be used.
    """
    job = partial(_run, config, now, language, watch or Nobody(), explain, look, engines, seal, retry, known)
    try:
        return job()
    except DamagedError:
        return job(set_aside(config.run.state))


def _run(
    config: Config,
    now: datetime,
    language: LanguageTag | None,
    watch: Watch,
    explain: Explain,
    look: bool,
    engines: Mapping[str, Engine] | None,
    seal: str,
    retry: bool,
    known: Known | None,
    aside: Path | None = None,
) -> RunReport:
    """Do `run`, filling a new state from the one that was set *aside* because it is damaged."""
    with Workshop(config, now, language, engines, aside, known) as shop:
        state = shop.state
        sealed = stillness.seal(state.facts, seal) if seal else None
        stillness.keep(state.facts, None)
        watch.stage("read", None)
        here = (
            arrivals(config, state, shop.arrived, shop.cache, shop.work.read, watch)
            if look
            else remembered(config, state)
        )
        meeting, corrected = shop.glossaries.meeting(here.looked), shop.corrected()
        places = here.looked.known()
        todo = state.todo(tasks(places, config.run.to, shop.world, shop.ways, meeting, corrected, retry))
        failures = [*shop.recovered, *here.failures]
        translated = redone = 0
        for batch in todo.batches(BATCH * shop.work.width):
            failed, made, fresh = _batch(batch, shop, watch, explain)
            failures += failed
            translated, redone = translated + fresh, redone + made
        shop.settle(here, explain)
        watch.stage("publish", None)
        site = shop.publish(explain)
        failures += [*shop.glossaries.failures, *shop.faults(), *site.failures]
        report = tell(config, state)
        report = shop.end(
            replace(
                report,
                failures=tuple(failures),
                redone=redone,
                translated=translated,
                remembered=report.sentences - translated,
                written=site.written,
                unchanged=site.unchanged,
                left=site.left,
            )
        )
        stillness.keep(state.facts, None if shop.undone else sealed)
        return report


def _batch(todo: Sequence[Task], shop: Workshop, watch: Watch, explain: Explain) -> tuple[list[Failure], int, int]:
    """Do *todo*: prepare the articles, make the editions that this changes, and keep both.

    Returns:
        What could not be prepared, how many editions were made, and how many sentences an engine translated.
    """
    state, to = shop.state, shop.config.run.to
    watch.stage("prepare", len(todo))
    articles = _as_read(todo, shop)
    glossary, matchers = shop.glossaries.glossary, shop.glossaries.matchers
    prepared, failures = prepare(list(articles.values()), glossary, matchers, shop.language, watch)
    by_id = {each.place.id: each for each in todo}
    ways = [
        preparation(articles[one.article.id], one, by_id[one.article.id].place.digest, shop.world.how)
        for one in prepared
    ]
    made_before = {(each, tag): one for each in by_id for tag, one in state.releases.made(each).items()}
    drafts: list[Draft] = []
    digests: list[str] = []
    blocks: list[list[Draft]] = [[] for _ in range(0, len(todo), BATCH)]
    block_of = {each.place.id: blocks[number // BATCH] for number, each in enumerate(todo)}
    for one, way in zip(prepared, ways, strict=True):
        task = by_id[one.article.id]
        for target in to:
            digest = edition_digest(way, target, shop.ways, shop.world)
            if target in task.editions or not made_as(made_before.get((one.article.id, target)), digest):
                drafts.append(plan(one, target, shop.ways))
                digests.append(digest)
                block_of[one.article.id].append(drafts[-1])
                explain(one.article.name, target, task.editions.get(target) or task.why)
    editions, made = edit(blocks, shop.config, shop.work, state, watch)
    with state.writing():
        state.articles.keep((one.article for one in prepared), ways)
        for draft, edition, words, digest in zip(drafts, editions, made, digests, strict=True):
            # The failure of an engine is not remembered; a sentence that it gives nothing for is asked some times more.
            mute = any(each.source.text.strip() and not each.target.text.strip() for each in edition.translations)
            lost = edition.state is EditionState.FAILED and draft.problem is None
            before = made_before.get((edition.article.id, edition.language))
            tries = min(TRIES, 1 + (before or "").count("!") * made_as(before, digest)) if mute and not lost else 0
            shop.undone |= lost or 0 < tries < TRIES
            edition = state.releases.release(edition, shop.now, words.keys, "" if lost else digest + "!" * tries)
            put_down(edition, shop.config.gate, state)
    shop.undone |= bool(failures)
    shop.name_sections([one.article for one in prepared])
    fresh = sum(not each.provenance.remembered for one in made for each in one.translations.values())
    return failures, len(editions), fresh


def _as_read(todo: Sequence[Task], shop: Workshop) -> dict[str, Article]:
    """Return the articles of *todo* as they were read, under the ids that they have."""
    arrived = shop.arrived.get(each.place.arrived for each in todo if each.place.arrived)
    return {
        each.place.id: replace(arrived[each.place.arrived], id=each.place.id)
        if each.place.arrived
        else shop.state.articles.as_read(each.place.id)
        for each in todo
    }
