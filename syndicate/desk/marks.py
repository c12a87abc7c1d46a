"""A sentence as the desk shows it: its names marked, its inline elements numbered, the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from syndicate.editing.shorthand import elements
from syndicate.model import LedgerRow, Span


@dataclass(frozen=True, slots=True)
class Name:
    """One name in a sentence."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    entry: str
    """Concept entry id."""


@dataclass(frozen=True, slots=True)
class Number:
    """What a number in a sentence stands for."""

    number: int
    """As it is typed: `<1>`."""
    name: str
    """The element: a, strong, em, br, ..."""
    words: str
    """What it holds in the source."""
    address: str
    """Where a link leads; empty for other elements."""


def numbered(text: str, spans: Sequence[Span]) -> tuple[Number, ...]:
    """Return what the numbers of the source sentence *text* stand for."""
    return tuple(
        Number(number, one.name, text[one.start : one.end].strip(), dict(one.attributes).get("href", ""))
        for number, one in enumerate(elements(spans), 1)
    )


def names_in(text: str, forms: Sequence[tuple[str, str]]) -> list[Name]:
    """Return where the names of a sentence stand.

    Args:
        text: the sentence.
        forms: entry id and form of each mention, in reading order of the source; a form that is
            empty stands nowhere.
    """
    found: list[Name] = []
    for entry, form in forms:
        if not form:
            continue
        # A form at the beginning of a sentence may have a capital that it has nowhere else.
        for place in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE):
            if not any(place.start() < one.end and one.start < place.end() for one in found):
                found.append(Name(*place.span(), entry))
                break
    return sorted(found, key=lambda one: one.start)


def source_names(text: str, rows: Sequence[LedgerRow]) -> list[Name]:
    """Return the names of a source sentence."""
    return names_in(text, [(row.entry, row.source_form) for row in rows])


def target_names(text: str, rows: Sequence[LedgerRow]) -> list[Name]:
    """Return the names that stand in a target sentence."""
    return names_in(text, [(row.entry, row.target_form) for row in rows])


def shown(text: str, spans: Sequence[Span], numbers: Sequence[Span], names: Sequence[Name]) -> Markup:
    """Return *text* as HTML, names in `mark`, inline elements in `span` with the number that they have.

    `data-same` is the same for what is the same on both sides, so that a script can show it.

    Args:
        text: a sentence.
        spans: its own spans.
        numbers: the spans of the source sentence, which give the numbers.
        names: where its names stand.
    """
    known = elements(numbers)
    own = elements(spans)
    ends = {(one.start, one.end) for one in own} | {(one.start, one.end) for one in names}
    cuts = sorted({0, len(text), *(at for pair in ends for at in pair)})
    out: list[Markup] = []
    begun: set[int] = set()
    for start, end in pairwise(cuts):
        piece: Markup = escape(text[start:end])
        name = next((one for one in names if one.start <= start and end <= one.end), None)
        if name:
            piece = Markup('<mark title="{0}" data-same="{0}">{1}</mark>').format(name.entry, piece)
        for index, span in reversed(list(enumerate(own))):
            if span.start <= start and end <= span.end:
                number = _number(span, known)
                sup = Markup("<sup>{}</sup>").format(number) if number and index not in begun else Markup("")
                begun.add(index)
                told = dict(span.attributes).get("href", span.name)
                piece = Markup('<span class="tag" title="{}" data-same="{}">{}{}</span>').format(
                    told, number, sup, piece
                )
        out.append(piece)
    return Markup("").join(out)


def _number(span: Span, known: Sequence[Span]) -> str:
    alike = (n for n, one in enumerate(known, 1) if (one.name, one.attributes) == (span.name, span.attributes))
    return str(next(alike, ""))
