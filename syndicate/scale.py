"""The sentences of all articles in common jobs: what is not remembered goes to where the work is done."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from syndicate.editions import Draft
from syndicate.errors import SyndicateError
from syndicate.human import proved, stale
from syndicate.model import Hop, Issue, Segment, Translation
from syndicate.state import State
from syndicate.state.remembered import translation_key, unpack
from syndicate.watch import Watch
from syndicate.workplaces import Job, Workplace

_LOG = logging.getLogger(__name__)
BATCH = 500
"""Sentences given to an engine at once, at most; what is done is remembered after each job."""


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


def make(blocks: Sequence[Sequence[Draft]], work: Workplace, state: State, watch: Watch) -> list[Made]:
    """Translate what the drafts of *blocks* want: each sentence once, wherever it stands, and none twice over the runs.

    What a person wrote for a sentence wins over every engine. Sentences of different blocks never share a job, so that
    the jobs are the same however many blocks are worked on at once: in some engines neighbours move words.

    Args:
        blocks: drafts of articles that belong together.
        work: where translating is done.
        state: what is remembered, and remembers.
        watch: told of each sentence.

    Returns:
        What became of each draft, in the order of all blocks.
    """
    drafts = [draft for block in blocks for draft in block]
    written = [_by_people(draft, state) for draft in drafts]
    translations = [{place: each for place, (_, each) in some.items()} for some in written]
    notes = [_notes(draft, some, state) for draft, some in zip(drafts, written, strict=True)]
    keys = [{place: key for place, (key, _) in some.items()} for some in written]
    errors: list[SyndicateError | None] = [None] * len(drafts)
    groups: dict[tuple[int, tuple[Hop, ...]], list[tuple[int, Segment]]] = {}
    numbers = (number for number, block in enumerate(blocks) for _ in block)
    for index, (draft, number) in enumerate(zip(drafts, numbers, strict=True)):
        for segment in draft.wanted if draft.problem is None else ():
            if segment.language in draft.routes and (segment.unit, segment.index) not in translations[index]:
                groups.setdefault((number, draft.routes[segment.language]), []).append((index, segment))
    watch.stage("translate", sum(map(len, groups.values())))
    wanted = [_Wanted(route, groups[number, route]) for number, route in sorted(groups, key=_order)]
    known = state.translations.recall(sorted({key for each in wanted for key in each.keys}))
    watch.advance(sum(key in known for each in wanted for key in each.keys))
    fresh, failed = _fresh(wanted, known, work, state, watch)
    for group in wanted:
        for key, (index, segment) in zip(group.keys, group.segments, strict=True):
            if key in failed:
                errors[index] = failed[key]
                continue
            value = known[key] if key in known else fresh[key]
            translation = unpack(value, segment, group.route, drafts[index].prepared.article.id)
            if key in fresh:
                translation = replace(translation, provenance=replace(translation.provenance, remembered=False))
            place = (segment.unit, segment.index)
            translations[index][place], keys[index][place] = translation, key
    return [Made(*each) for each in zip(translations, keys, errors, notes, strict=True)]


class _Wanted:
    """The sentences of one block that go one way."""

    def __init__(self, route: tuple[Hop, ...], segments: Sequence[tuple[int, Segment]]) -> None:
        self.route = route
        self.segments = segments
        """Each with the number of its draft."""
        self.keys = [translation_key(segment, route) for _, segment in segments]
        """The memory's key of each."""


def _order(group: tuple[int, tuple[Hop, ...]]) -> tuple[int, str]:
    return group[0], repr(group[1])


def _by_people(draft: Draft, state: State) -> dict[tuple[int, int], tuple[str, Translation]]:
    """Return what people wrote for the sentences that *draft* wants, each with its key in the memory."""
    if draft.problem is not None:
        return {}
    article = draft.prepared.article.id
    written = state.corrections.of(draft.wanted, draft.language, article)
    places = {(segment.unit, segment.index): segment for segment in draft.wanted} if written else {}
    return {place: (each.key, proved(places[place], each, article)) for place, each in written.items()}


def _notes(draft: Draft, written: Container[tuple[int, int]], state: State) -> tuple[Issue, ...]:
    """Return what to say of the corrections of this edition whose sentence is no more."""
    article = draft.prepared.article.id
    known = state.corrections.known_in(article, draft.language)
    return tuple(stale(known, draft.prepared.segments, article, written)) if known else ()


def _fresh(
    wanted: Sequence[_Wanted], known: Mapping[str, bytes], work: Workplace, state: State, watch: Watch
) -> tuple[dict[str, bytes], dict[str, SyndicateError]]:
    """Translate what is not *known*, and remember it job by job; a job that fails is the loss of that job only."""
    fresh: dict[str, bytes] = {}
    failed: dict[str, SyndicateError] = {}
    jobs = list(_jobs(wanted, known))
    for number, done in work.translate([job for _, job in jobs], watch.advance):
        keys, job = jobs[number]
        if isinstance(done, SyndicateError):
            failed.update(dict.fromkeys(keys, done))
            continue
        fresh.update(state.translations.remember(zip(keys, done, strict=True)))
        _LOG.info(
            "translated %d sentences by %s", len(keys), ", ".join(f"{hop.engine} {hop.direction}" for hop in job.route)
        )
    return fresh, failed


def _jobs(wanted: Sequence[_Wanted], known: Mapping[str, bytes]) -> Iterator[tuple[list[str], Job]]:
    """Give the jobs for what is not *known*, none of it twice, each with the keys of its sentences."""
    asked: set[str] = set()
    for group in wanted:
        missing = {key: segment for key, (_, segment) in zip(group.keys, group.segments, strict=True)}
        # Sentences of a length go together: least is wasted where an engine fills them up.
        order = sorted(missing.keys() - known.keys() - asked, key=lambda key: (-len(missing[key].text), key))
        asked.update(order)
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            yield some, Job(tuple(missing[key] for key in some), group.route)
