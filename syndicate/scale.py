"""Where the work runs: engines opened once, and the sentences of all articles in common batches."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from syndicate import registry
from syndicate.config import EngineTable
from syndicate.editions import Draft
from syndicate.engines import Engine, EngineSettings
from syndicate.errors import SyndicateError, internal
from syndicate.guard import Guarded
from syndicate.human import proved, stale
from syndicate.model import Hop, Issue, Segment, Translation
from syndicate.state import State
from syndicate.state.remembered import translation_key, unpack
from syndicate.translate import translate

_LOG = logging.getLogger(__name__)
BATCH = 2000
"""Sentences given to an engine at once; what is done is remembered after each batch."""


class Watch(Protocol):
    """Whoever watches a run: a progress bar, or nobody."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins, with so many things to do."""
        ...

    def advance(self, done: int = 1) -> None:
        """So many more are done."""
        ...


class Nobody:
    """Watches nothing."""

    def stage(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, done: int = 1) -> None:
        """Do nothing."""


@contextmanager
def open_engines(table: EngineTable, cache: Path) -> Iterator[dict[str, Engine]]:
    """Open the engines of *table* (all there are where it names none), and close them at the end."""
    settings = EngineSettings(cache, table.models, table.workers, table.beam, table.batch_tokens, table.timeout)
    engines: dict[str, Engine] = {}
    try:
        for name in table.use or registry.names("engines"):
            engines[name] = Guarded(partial(registry.load("engines", name).open_engine, settings), table.timeout)
        yield engines
    finally:
        for engine in engines.values():
            engine.close()


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one draft's sentences."""

    translations: Mapping[tuple[int, int], Translation]
    """By unit and segment."""
    keys: Mapping[tuple[int, int], str]
    """The memory's key of each."""
    error: SyndicateError | None = None
    """Why the engine gave nothing."""
    notes: tuple[Issue, ...] = ()
    """What the people's corrections give an editor to look at."""


def make(drafts: Sequence[Draft], engines: Mapping[str, Engine], state: State, watch: Watch) -> list[Made]:
    """Translate what *drafts* want: each sentence once, whatever article it stands in, and none twice over the runs.

    What a person wrote for a sentence wins over every engine.
    """
    written = [_by_people(draft, state) for draft in drafts]
    translations = [{place: each for place, (_, each) in some.items()} for some in written]
    notes = [_notes(draft, state) for draft in drafts]
    keys = [{place: key for place, (key, _) in some.items()} for some in written]
    errors: list[SyndicateError | None] = [None] * len(drafts)
    groups: dict[tuple[Hop, ...], list[tuple[int, Segment]]] = {}
    for index, draft in enumerate(drafts):
        for segment in draft.wanted if draft.problem is None else ():
            if segment.language in draft.routes and (segment.unit, segment.index) not in translations[index]:
                groups.setdefault(draft.routes[segment.language], []).append((index, segment))
    watch.stage("translate", sum(map(len, groups.values())))
    for route in sorted(groups, key=repr):
        for index, key, outcome in _group(groups[route], route, drafts, engines, state, watch):
            if isinstance(outcome, SyndicateError):
                errors[index] = outcome
            else:
                place = (outcome.source.unit, outcome.source.index)
                translations[index][place], keys[index][place] = outcome, key
    return [Made(*each) for each in zip(translations, keys, errors, notes, strict=True)]


def _by_people(draft: Draft, state: State) -> dict[tuple[int, int], tuple[str, Translation]]:
    """Return what people wrote for the sentences that *draft* wants, each with its key in the memory."""
    if draft.problem is not None:
        return {}
    written = state.corrections.of(draft.wanted, draft.language)
    places = {(segment.unit, segment.index): segment for segment in draft.wanted} if written else {}
    article = draft.prepared.article.id
    return {place: (each.key, proved(places[place], each, article)) for place, each in written.items()}


def _notes(draft: Draft, state: State) -> tuple[Issue, ...]:
    """Return what to say of corrections made in this edition whose sentence is no more."""
    made_here = state.corrections.made_in(draft.prepared.article.id, draft.language)
    return tuple(stale(made_here, draft.prepared.segments, draft.language)) if made_here else ()


def _group(
    wanted: Sequence[tuple[int, Segment]],
    route: tuple[Hop, ...],
    drafts: Sequence[Draft],
    engines: Mapping[str, Engine],
    state: State,
    watch: Watch,
) -> Iterator[tuple[int, str, Translation | SyndicateError]]:
    """Give the outcome of each wanted segment of one route, with its draft and key."""
    keys = [translation_key(segment, route) for _, segment in wanted]
    known = state.translations.recall(sorted(set(keys)))
    watch.advance(sum(key in known for key in keys))
    missing = {key: segment for key, (_, segment) in zip(keys, wanted, strict=True) if key not in known}
    fresh, failed = _fresh(missing, route, engines, state, watch)
    for key, (index, segment) in zip(keys, wanted, strict=True):
        if key in failed:
            yield index, key, failed[key]
        else:
            article = drafts[index].prepared.article.id
            translation = unpack(known[key] if key in known else fresh[key], segment, route, article)
            if key in fresh:
                translation = replace(translation, provenance=replace(translation.provenance, remembered=False))
            yield index, key, translation


def _fresh(
    missing: Mapping[str, Segment],
    route: tuple[Hop, ...],
    engines: Mapping[str, Engine],
    state: State,
    watch: Watch,
) -> tuple[dict[str, bytes], dict[str, SyndicateError]]:
    """Translate *missing* batch by batch; a batch that fails is the loss of that batch only."""
    fresh: dict[str, bytes] = {}
    failed: dict[str, SyndicateError] = {}
    order = sorted(missing)
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        try:
            done = translate([missing[key] for key in some], route, engines, watch.advance)
        except Exception as error:  # a broken engine or model is the loss of this batch only
            told = error if isinstance(error, SyndicateError) else internal(error, str(route[-1].direction))
            failed.update(dict.fromkeys(some, told))
            continue
        fresh.update(state.translations.remember(zip(some, done, strict=True)))
        _LOG.info(
            "translated %d sentences by %s", len(some), ", ".join(f"{hop.engine} {hop.direction}" for hop in route)
        )
    return fresh, failed
