"""A person's sentence as a translation like any other: its names are looked for in it and proved, none is put there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from syndicate.glossary.forms import allowed_forms, target_form
from syndicate.model import (
    Issue,
    IssueType,
    LanguageTag,
    LedgerRow,
    Mention,
    Method,
    Provenance,
    Segment,
    Translation,
)
from syndicate.state.corrections import Correction

_ALIKE = 60.0
"""Score from which a changed sentence is taken for the one that was corrected."""


def proved(segment: Segment, correction: Correction, article: str) -> Translation:
    """Return *correction* as the translation of *segment*.

    Each name of the source is held where one of its allowed forms stands in the person's words; a form that is
    there for one mention is not there for the next. A name may stand more often than in the source: people
    write a name where the source has a pronoun.
    """
    target = replace(segment, text=correction.target, language=correction.language, spans=correction.spans, mentions=())
    rows: list[LedgerRow] = []
    stand: list[Mention] = []
    for mention in segment.mentions:
        spot = _spot(mention, correction.target, correction.language, stand)
        source_form = segment.text[mention.start : mention.end]
        outcome, written = "lost", ""
        if spot is not None:
            outcome, written = "held", correction.target[spot[0] : spot[1]]
            stand.append(replace(mention, start=spot[0], end=spot[1], case="", cases=()))
        elif target_form(mention, correction.language, text=source_form) is None:
            outcome = "no-form"
        rows.append(
            LedgerRow(
                article, segment.unit, segment.index, mention.entry.id, correction.language,
                source_form, "", written, "human" if written else "", Method.HUMAN, outcome,
            )
        )  # fmt: skip
    entries = tuple(sorted({mention.entry.id for mention in segment.mentions}))
    by = Provenance((), Method.HUMAN, entries, True, correction.reviewer, correction.reviewed)
    ordered = tuple(sorted(stand, key=lambda mention: mention.start))
    return Translation(segment, replace(target, mentions=ordered), by, tuple(rows))


def stale(
    corrections: Iterable[Correction],
    segments: Sequence[Segment],
    article: str,
    written: Container[tuple[int, int]] = (),
) -> list[Issue]:
    """Return a note for each of the *corrections* of an article whose source sentence it does not have any more.

    The note stands at the sentence that is most like the old one, and names the correction's words. There is none
    where a person wrote that sentence too: they have seen what became of it. A correction that was made elsewhere holds
    there still; of one whose sentence is gone without another like it, nothing is said.

    Args:
        corrections: made in the article, or that stood in it.
        segments: its sentences.
        article: its id.
        written: unit and index of those that people wrote.
    """
    from rapidfuzz import fuzz

    standing = {one.text for one in segments}
    issues: list[Issue] = []
    for each in corrections:
        if each.source in standing:
            continue
        like = max(segments, key=lambda one: fuzz.ratio(one.text, each.source), default=None)
        if like is not None and fuzz.ratio(like.text, each.source) < _ALIKE:
            like = None
        made_here = each.article == article
        if (like.unit, like.index) in written if like is not None else not made_here:
            continue
        comment = (
            f"the source of a sentence that {each.reviewer} corrected has changed; their words were: “{each.target}”"
        )
        unit, number = (like.unit, like.index) if like else (None, None)
        advice = "Correct the new sentence."
        if made_here:
            advice = "Correct the new sentence, or take the old correction back."
        issues.append(Issue(IssueType.OTHER, "review", comment, 60.0, unit, number, advice))
    return issues


def _spot(mention: Mention, text: str, language: LanguageTag, taken: Sequence[Mention]) -> tuple[int, int] | None:
    """Return the first whole form of *mention* in *text* that stands for no other; the longest form first."""
    forms = sorted(allowed_forms(mention.entry, language), key=lambda form: (-len(form), form))
    if mention.entry.keep:
        forms = [form for form in {*forms, *mention.entry.names.values()} if form]
        forms.sort(key=lambda form: (-len(form), form))
    plain = text.translate(_SIGNS)
    for form in forms:
        first = f"[{re.escape(form[0])}{re.escape(form[0].upper())}]"
        pattern = rf"(?<!\w){first}{re.escape(form[1:].translate(_SIGNS))}(?!\w)"
        for match in re.finditer(pattern, plain):
            if not any(match.start() < one.end and one.start < match.end() for one in taken):
                return match.span()
    return None


_SIGNS = str.maketrans("’ʼ`\u00a0\u202f‑", "'''  -")
"""Signs of one meaning, one for one."""
