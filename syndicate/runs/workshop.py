"""What a run works with: the state, the engines, the glossaries, and the site at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from syndicate import registry
from syndicate.config import Config
from syndicate.editions import Ways, plan
from syndicate.engines import Engine
from syndicate.glossary import own
from syndicate.guard import open_engines
from syndicate.model import Article, Edition, Failure, LanguageTag
from syndicate.report import RunReport
from syndicate.routes import PREFERENCE
from syndicate.runs import asked, recovery
from syndicate.runs.arrivals import Arrivals
from syndicate.runs.changes import site_why
from syndicate.runs.glossaries import Glossaries
from syndicate.runs.known import Known
from syndicate.runs.telling import Explain
from syndicate.runs.unclaimed import unclaimed
from syndicate.runs.world import CACHE, MANIFEST, World, standing
from syndicate.state.reports import put_report
from syndicate.watch import Nobody
from syndicate.workplaces import Setting


@dataclass(frozen=True, slots=True)
class Site:
    """What became of the site."""

    written: int
    """Files that changed."""
    unchanged: int
    """Files that did not."""
    left: Mapping[str, int] = field(default_factory=dict)
    """How many articles are out in each language that was not asked for."""
    failures: tuple[Failure, ...] = ()
    """Editions that could not be published."""


class Workshop:
    """Everything that a run opens; a context manager."""

    def __init__(
        self,
        config: Config,
        now: datetime,
        language: LanguageTag | None,
        engines: Mapping[str, Engine] | None = None,
        aside: Path | None = None,
        known: Known | None = None,
    ) -> None:
        """Open the state for this run alone, and the engines, of which none starts before it has something to do.

        Engines that are given were opened by somebody else, and stay open; names that are *known* are not read again.

        Raises:
            StateError: the state cannot be used.
            ConfigError: there is no such workplace, or what it needs is not installed.
        """
        self.config = config
        self.now = now
        self.language = language
        self.cache = config.run.state.parent / CACHE
        with ExitStack() as until_ready:
            state, self.recovered = recovery.opened(config, aside)
            self.state = until_ready.enter_context(state)
            self.engines = engines or until_ready.enter_context(open_engines(config.engines, self.cache))
            setting = Setting(self.engines, config.engines, self.cache, config.run.address)
            place = registry.load("workplaces", config.run.on)
            self.work = until_ready.enter_context(closing(place.open_workplace(setting)))
            self.arrived = self.state.arrived()
            self.undone = bool(self.recovered)
            """Whether something is left that the next run has to try again although nothing moves."""
            # Those made from now on are for the next run: editors work while this one does.
            self._corrections = self.state.corrections.numbers()
            paths = own.in_use(config.run)
            self.world = World.of(config, language, paths)
            self.glossaries = Glossaries(paths, self.cache, self.world.glossary, self.state, known)
            self._open = until_ready.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @cached_property
    def ways(self) -> Ways:
        """The ways from language to language."""
        hops = [hop for engine in self.engines.values() for hop in engine.hops()]
        return Ways(hops, {**PREFERENCE, **self.config.engines.preference})

    def faults(self) -> list[Failure]:
        """Return what is installed and cannot be used."""
        return [
            Failure(each.stage, each.where, each.message, each.advice)
            for one in self.engines.values()
            for each in one.faults()
        ]

    def corrected(self) -> set[tuple[str, str]]:
        """Return the editions in which a correction was made or taken back since the last run."""
        corrections = self.state.corrections
        kept = self.state.facts.get("corrections")
        before = set(msgspec.json.decode(kept, type=list[int])) if kept else set()
        moved = [corrections.get(number) for number in sorted(before ^ set(self._corrections))]
        if not moved:
            return set()
        sources, releases = {one.source for one in moved}, self.state.releases
        keys = self.state.translations.keys_of(sources) | {one.key for one in moved}
        unanswered = {place for place in releases.unanswered() if not sources.isdisjoint(releases.lacking(*place))}
        return releases.holding(keys) | unanswered | {(one.article, one.language) for one in moved}

    def name_sections(self, articles: Sequence[Article]) -> None:
        """Translate the sections of *articles* that have no label yet in some language, and keep the labels."""
        if not any(one.sections for one in articles):
            return
        from syndicate.judge import edit
        from syndicate.prepare import prepare
        from syndicate.sections import labelled

        def translated(sheets: Sequence[Article]) -> list[Edition]:
            ready, _ = prepare(sheets, self.glossaries.glossary, self.glossaries.matchers, None, Nobody())
            drafts = [plan(each, target, self.ways) for each in ready for target in self.config.run.to]
            return edit([drafts], self.config, self.work, self.state, Nobody())[0]

        labelled(self.config.sections, articles, self.config.run.to, translated)

    def settle(self, here: Arrivals, explain: Explain) -> None:
        """Keep what the next run compares with, and mark what the sources withdrew or have again."""
        articles = self.state.articles
        with self.state.writing():
            for source in here.sources:
                here.looked.keep(source)
            gone = articles.withdraw(here.gone, self.now)
            back = articles.restore([one for one in articles.withdrawn() if here.looked.here(one)])
            self.state.facts.put("corrections", msgspec.json.encode(self._corrections))
            asked.keep(self.state, self.config, self.language)
            self.glossaries.keep()
        for why, moved in (("its source has it no more", gone), ("its source has it again", back)):
            for one in moved:
                article = articles.get(one)
                explain(article.name if article else one, "", why)

    def publish(self, explain: Explain) -> Site:
        """Write the site of what is out; nothing is done where nothing moved and every file stands."""
        state, config = self.state, self.config
        state.releases.take_off(state.releases.off() - {*config.run.to})  # what is asked for again is there again
        stamp = f"{self.world.site}.{state.facts.revision()}"
        before, _, made = (state.facts.get("site") or b"").decode().partition(" ")
        if before == stamp and standing(config.run.out, MANIFEST):
            return msgspec.json.decode(made, type=Site)
        if failures := unclaimed(state, config.run.out):
            self.undone = True
            return Site(0, 0, failures=failures)
        if why := site_why(before, stamp):
            explain("the site", "", why)
        from syndicate.publish import build
        from syndicate.sections import load

        sections = load(config.sections)
        site = build(state.releases.lines(), config.publish, config.run.out, languages=config.run.to, sections=sections)
        left = {str(tag): number for tag, number in site.editions.items() if number and tag not in config.run.to}
        done = Site(len(site.written), len(site.unchanged), left, tuple(site.failures))
        again = replace(done, written=0, unchanged=done.written + done.unchanged)
        # Sections may have been added to their table while this run translated.
        stamp = f"{World.of(config, self.language, []).site}.{state.facts.revision()}"
        state.facts.put("site", f"{stamp} {msgspec.json.encode(again).decode()}".encode())
        return done

    def end(self, report: RunReport) -> RunReport:
        """Keep the report of the run, and return it."""
        put_report(self.state.facts, report)
        return report
