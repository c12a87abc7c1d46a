"""A translation as it is remembered: what decides it is its key, and what its source knows already is left out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from syndicate.glossary.entries import entry_digest
from syndicate.model import MARKUP, Hop, LedgerRow, Method, Provenance, Segment, Span, Translation
from syndicate.restore import RULES


@dataclass(frozen=True, slots=True)
class _Remembered:
    """A translation without what its source knows already."""

    text: str
    spans: tuple[Span, ...]
    mentions: tuple[tuple[int, int, int, str], ...]
    """Start, end, index of the source's mention, case."""
    rows: tuple[tuple[str, str, str, str, str], ...]
    """Case, target form, rule, method, outcome, for each mention of the source."""
    method: Method
    unknown: tuple[str, ...]
    omitted: tuple[str, ...] = ()


def translation_key(segment: Segment, route: Sequence[Hop]) -> str:
    """Return what decides the translation of *segment* along *route*, as 32 hex digits."""
    facts = [
        segment.language,
        segment.text,
        [(span.start, span.end, span.kind, span.name, span.attributes) for span in segment.spans],
        [(each.start, each.end, entry_digest(each.entry), each.field, each.case) for each in segment.mentions],
        [(hop.engine, str(hop.direction), hop.digest) for hop in route],
        RULES,
    ]
    return hashlib.sha256(msgspec.json.encode(facts)).hexdigest()[:32]


def pack(translation: Translation) -> bytes:
    """Return *translation* as the bytes that are remembered."""
    source = {each.entry.id: index for index, each in enumerate(translation.source.mentions)}
    return msgspec.json.encode(
        _Remembered(
            translation.target.text,
            translation.target.spans,
            tuple((each.start, each.end, source[each.entry.id], each.case) for each in translation.target.mentions),
            tuple(outcome(row) for row in translation.ledger),
            translation.provenance.method,
            translation.unknown,
            translation.omitted,
        )
    )


def unpack(value: bytes, segment: Segment, route: Sequence[Hop], article: str) -> Translation:
    """Return the translation of *segment* that *value* remembers."""
    kept = msgspec.json.decode(value, type=_Remembered)
    language = route[-1].direction.target
    mentions = tuple(
        replace(segment.mentions[index], start=start, end=end, case=case, cases=())
        for start, end, index, case in kept.mentions
    )
    target = replace(segment, text=kept.text, language=language, spans=kept.spans, mentions=mentions)
    rows = tuple(
        LedgerRow(
            article,
            segment.unit,
            segment.index,
            mention.entry.id,
            language,
            segment.text[mention.start : mention.end],
            case,
            form,
            rule,
            Method(method),
            outcome,
        )
        for mention, (case, form, rule, method, outcome) in zip(segment.mentions, kept.rows, strict=True)
    )
    entries = tuple(sorted({mention.entry.id for mention in segment.mentions}))
    provenance = Provenance(tuple(route), kept.method, entries, remembered=True)
    return Translation(segment, target, provenance, rows, kept.unknown, kept.omitted)


def outcome(row: LedgerRow) -> tuple[str, str, str, Method, str]:
    """Return what became of a mention: case, form, rule, method, outcome."""
    return (row.case, row.target_form, row.rule, row.method, row.outcome)


def target_spans(value: bytes) -> tuple[Span, ...]:
    """Return the inline elements of the translation that *value* remembers."""
    spans = msgspec.json.decode(value, type=_Remembered).spans
    return tuple(span for span in spans if span.kind in MARKUP)
