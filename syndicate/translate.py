"""Segments -> translations, a whole batch at a time over each hop of a route.

For each hop every sentence is tried with the first method of the engine's ladder; those whose
proof fails are tried together with the next, and the best attempt is kept with what is wrong
with it. A sentence is never cut, and a name travels through a pivot as the mention it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from syndicate.engines import Engine
from syndicate.glossary.forms import target_form
from syndicate.model import (
    Direction,
    Hop,
    Hypothesis,
    LanguageTag,
    LedgerRow,
    Mention,
    Method,
    Protected,
    Provenance,
    Segment,
    Translation,
)
from syndicate.protect import ladder, protect
from syndicate.restore import Carried, Restored, opening, restore

Progress = Callable[[int], None]
"""Told how many sentences were translated since the last call."""


def translate(
    segments: Sequence[Segment],
    route: Sequence[Hop],
    engines: Mapping[str, Engine],
    progress: Progress = lambda _: None,
) -> list[Translation]:
    """Translate *segments*, all of one language, along *route*; one translation each, in order.

    Args:
        segments: whole sentences, names and things to keep found.
        route: hops as `find_route` gives them.
        engines: open engines by name.
        progress: told of sentences done at the last hop.

    Raises:
        EngineError: an engine failed for the whole batch.
    """
    final = route[-1].direction.target
    current = list(segments)
    trail: list[list[tuple[Restored, Method]]] = [[] for _ in segments]
    for hop in route:
        told = progress if hop is route[-1] else (lambda _: None)
        waiting = [index for index, segment in enumerate(current) if segment.text.strip()]
        done = _hop([current[index] for index in waiting], engines[hop.engine], hop.direction, final, told)
        for index, outcome in zip(waiting, done, strict=True):
            trail[index].append(outcome)
            current[index] = outcome[0].target
    return [
        _translation(segment, target, steps, tuple(route))
        for segment, target, steps in zip(segments, current, trail, strict=True)
    ]


def _hop(
    segments: Sequence[Segment], engine: Engine, direction: Direction, final: LanguageTag, progress: Progress
) -> list[tuple[Restored, Method]]:
    """Take *segments* over one hop, each by the first method of the ladder whose proof holds."""
    best: list[tuple[Restored, Method] | None] = [None] * len(segments)
    whole: dict[int, tuple[Protected, Hypothesis]] = {}  # what the engine made of the sentence as it is, last
    waiting = list(range(len(segments)))
    for method in ladder(engine.abilities(direction)):
        batch = {index: protect(segments[index], method, final, direction.target) for index in waiting}
        if method is Method.PREFIX:  # of those only that can be opened
            openings = {index: opening(*whole[index], direction.target) for index in waiting if index in whole}
            batch = {index: replace(batch[index], opening=words) for index, words in openings.items() if words}
        failed = [index for index in waiting if index not in batch]
        answers = engine.translate(direction, list(batch.values())) if batch else []
        for (index, protected), hypothesis in zip(batch.items(), answers, strict=True):
            attempt = restore(protected, hypothesis, direction.target)
            if hypothesis.text and method is not Method.STAND_IN:
                whole[index] = (protected, hypothesis)
            before = best[index]
            if before is None or attempt.faults < before[0].faults:
                best[index] = (attempt, method)
            if not attempt.holds:
                failed.append(index)
        progress(len(waiting) - len(failed))
        waiting = sorted(failed)
        if not waiting:
            break
    progress(len(waiting))
    return [each for each in best if each is not None]


def _translation(
    source: Segment, target: Segment, steps: Sequence[tuple[Restored, Method]], route: tuple[Hop, ...]
) -> Translation:
    """Gather what the hops did to one segment: its target and its ledger."""
    final = route[-1].direction.target
    method = steps[-1][1] if steps else Method.SEARCH
    rows = tuple(_row(mention, steps, source, final, method) for mention in source.mentions)
    entries = tuple(sorted({mention.entry.id for mention in source.mentions}))
    target = replace(target, language=final)
    copied = dict.fromkeys(word for restored, _ in steps for word in restored.unknown)
    unknown = tuple(word for word in copied if word in target.text)
    omitted = tuple(dict.fromkeys(word for restored, _ in steps for word in restored.omitted))
    return Translation(source, target, Provenance(route, method, entries), rows, unknown, omitted)


def _row(
    mention: Mention,
    steps: Sequence[tuple[Restored, Method]],
    source: Segment,
    final: LanguageTag,
    method: Method,
) -> LedgerRow:
    """Return the ledger's row for *mention*: what became of it over all hops (whoever keeps it adds the article)."""
    words = source.text[mention.start : mention.end]
    case, text, rule = "", "", ""
    if target_form(mention, final, text=words) is None:
        outcome = "no-form"
    else:
        last, outcome = _fate(mention, steps)
        if last is not None and last.form is not None:
            case, text, rule = last.form.case, last.form.text, last.form.rule
    return LedgerRow("", source.unit, source.index, mention.entry.id, final, words, case, text, rule, method, outcome)


def _fate(mention: Mention, steps: Sequence[tuple[Restored, Method]]) -> tuple[Carried | None, str]:
    """Follow *mention* from hop to hop; return where it came out last, and the outcome."""
    ordinal: Mention | None = mention
    last: Carried | None = None
    for restored, _ in steps:
        last = next((each for each in restored.carried if each.origin == ordinal), None)
        if last is None or last.times != 1:
            return None, "doubled" if last is not None and last.times > 1 else "lost"
        start, end = last.start, last.end
        ordinal = next((each for each in restored.target.mentions if start <= each.start and each.end <= end), None)
    return (last, "held") if last is not None else (None, "lost")
