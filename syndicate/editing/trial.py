"""A text, or one sentence of an edition, tried as it would be in a run, and neither published nor kept."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from syndicate.config import Config
from syndicate.editions import Draft, Ways, plan
from syndicate.engines import Engine
from syndicate.errors import StateError, SyndicateError
from syndicate.glossary import own
from syndicate.glossary.entries import Glossary, load_all
from syndicate.glossary.match import Matcher
from syndicate.guard import open_engines
from syndicate.human import proved
from syndicate.judge import edit, judge
from syndicate.model import (
    UND,
    Article,
    Edition,
    Failure,
    Hop,
    LanguageTag,
    Segment,
    Source,
    Span,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.prepare import prepare, prepare_article
from syndicate.routes import PREFERENCE, every_route
from syndicate.runs.world import CACHE
from syndicate.scale import make
from syndicate.state import State
from syndicate.state.corrections import Correction
from syndicate.translate import translate
from syndicate.watch import Nobody
from syndicate.workplaces.here import Here

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What sentences are tried with; it may serve many trials, one at a time."""

    config: Config
    """Of the newsroom."""
    engines: Mapping[str, Engine]
    """Open engines by name."""
    glossary: Glossary
    """The names."""
    matchers: dict[LanguageTag, Matcher] = field(default_factory=dict)
    """The names ready to be found, by language; what is missing is added."""

    @property
    def hops(self) -> list[Hop]:
        """Every direction of every engine."""
        return [hop for engine in self.engines.values() for hop in engine.hops()]

    @property
    def preference(self) -> dict[str, tuple[str, ...]]:
        """Engines for a direction, best first."""
        return {**PREFERENCE, **self.config.engines.preference}


def _log(failure: Failure) -> None:
    _LOG.warning("%s", failure)


@contextmanager
def open_tools(config: Config, tell: Callable[[Failure], None] = _log) -> Iterator[Tools]:
    """Open the engines and glossaries of *config*, and close them at the end; what is wrong in the latter is told."""
    cache = config.run.state.parent / CACHE
    with open_engines(config.engines, cache) as engines:
        yield Tools(config, engines, _names(config, tell))


def draft_of(state: State, article: str, language: LanguageTag, tools: Tools) -> Draft:
    """Return what is to be done for an edition: the sentences of its article as it was read last, names found.

    Raises:
        StateError: there is no such article.
    """
    known = state.articles.get(article)
    if known is None:
        raise StateError("there is no such article.", where=article, advice="See: syndicate review list")
    for tag in sorted({unit.language or known.language for unit in known.units} - {UND}):
        if tag not in tools.matchers:
            tools.matchers[tag] = Matcher(tools.glossary, tag)
    return plan(prepare_article(known, tools.matchers), language, Ways(tools.hops, tools.preference))


def routes_of(draft: Draft, place: tuple[int, int], tools: Tools) -> list[tuple[Hop, ...]]:
    """Return the ways that the sentence at *place* can take, directly or over one other language; the best first."""
    return every_route(tools.hops, segment_at(draft, place).language, draft.language, tools.preference)


def route_name(route: Sequence[Hop]) -> str:
    """Return what tells *route* from all others, as a form and the command line say it."""
    return " ".join(f"{hop.engine}:{hop.direction}:{hop.model}" for hop in route)


def route_label(route: Sequence[Hop], called: Callable[[LanguageTag], str] = str) -> str:
    """Return *route* as a person reads it: its engines, languages as *called*, and models."""
    pairs = ((hop, called(hop.direction.source), called(hop.direction.target)) for hop in route)
    return ", ".join(f"{hop.engine} {source} → {target} ({hop.model})" for hop, source, target in pairs)


def retranslate(draft: Draft, place: tuple[int, int], route: Sequence[Hop], tools: Tools) -> Translation:
    """Return what *route* makes of the sentence at *place*, with its names and inline elements; nothing is kept.

    Raises:
        EngineError: the engine failed.
        StateError: there is no such sentence.
    """
    return translate([segment_at(draft, place)], route, tools.engines)[0]


def with_sentence(
    state: State, draft: Draft, place: tuple[int, int], text: str, spans: Sequence[Span], tools: Tools, when: datetime
) -> Edition:
    """Return the edition of *draft* as it would be if a person had written *text* at *place*; nothing is kept.

    Its names are proved, every check runs over the whole edition, and the gate decides.

    Raises:
        StateError: there is no such sentence.
    """
    segment = segment_at(draft, place)
    tried = Correction(
        0, segment.text, segment.language, text, draft.language, tuple(spans), "-", when,
        draft.prepared.article.id, *place,
    )  # fmt: skip
    [made] = make([[draft]], Here(tools.engines), state, Nobody())
    translation = proved(segment, tried, draft.prepared.article.id)
    return judge(draft, replace(made, translations={**made.translations, place: translation}), tools.config.gate)


def segment_at(draft: Draft, place: tuple[int, int]) -> Segment:
    """Return the sentence at *place*, unit and segment.

    Raises:
        StateError: there is none that wants a translation.
    """
    found = next((one for one in draft.wanted if (one.unit, one.index) == place), None)
    if found is None:
        where = f"{draft.prepared.article.name} [{draft.language}] {place[0]}.{place[1]}"
        raise StateError("there is no such sentence.", where=where, advice="See: syndicate review show")
    return found


def try_text(
    text: str,
    to: Sequence[LanguageTag],
    config: Config,
    language: LanguageTag | None = None,
    tell: Callable[[Failure], None] = _log,
) -> list[Edition]:
    """Return an edition of *text* for each language of *to*; each paragraph of it is a unit.

    Args:
        text: plain text; an empty line ends a paragraph.
        to: languages wanted.
        config: engines, glossaries and gate.
        language: the text's language, or None to find it.
        tell: told what is wrong in glossary files, whose other entries are used.

    Raises:
        SyndicateError: nothing can be made of the text.
    """
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    units = tuple(Unit(UnitKind.PARAGRAPH, block) for block in blocks if block)
    article = Article("trial", Source("trial", "trial", document="the text"), units)
    cache = config.run.state.parent / CACHE
    with (
        tempfile.TemporaryDirectory() as folder,
        State(Path(folder) / "state.sqlite") as state,
        open_engines(config.engines, cache) as engines,
    ):
        prepared, failures = prepare([article], _names(config, tell), {}, language, Nobody())
        for failure in failures:
            raise SyndicateError(failure.message, where=failure.where, advice=failure.advice)
        ways = Ways(
            [hop for engine in engines.values() for hop in engine.hops()], {**PREFERENCE, **config.engines.preference}
        )
        drafts = [plan(prepared[0], target, ways) for target in to]
        return edit([drafts], config, Here(engines), state, Nobody())[0]


def _names(config: Config, tell: Callable[[Failure], None]) -> Glossary:
    glossary, failures = load_all(own.in_use(config.run), config.run.state.parent / CACHE)
    for failure in failures:
        tell(failure)
    return glossary
