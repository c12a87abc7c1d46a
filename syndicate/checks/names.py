"""Every glossary name of the source stands in the target once, in a form the editor allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.glossary.forms import forbidden
from syndicate.model import Edition, EntryKind, Issue, IssueType, LedgerRow, Translation

_SAY = {
    "lost": (IssueType.TERMINOLOGY, "“{source}” ({entry}) is not in the target in any form the glossary allows.", 90.0),
    "doubled": (IssueType.TERMINOLOGY, "“{source}” ({entry}) came out more than once.", 80.0),
    "no-form": (
        IssueType.INCONSISTENT_ENTITIES,
        "“{source}” ({entry}) has no name in {language} in the glossary.",
        20.0,
    ),
}
_WORDS = frozenset({EntryKind.TITLE, EntryKind.TERM})


def check(edition: Edition) -> Iterator[Issue]:
    """Report names that are lost, doubled, without a form, altered after the proof, or forbidden."""
    for each in edition.translations:
        words = {mention.entry.id for mention in each.source.mentions if mention.entry.kind in _WORDS}
        for row in each.ledger:
            if row.outcome == "no-form" and row.entry in words:
                continue  # a title or term without one is translated like any other word
            if row.outcome in _SAY:
                kind, text, severity = _SAY[row.outcome]
                comment = text.format(source=row.source_form, entry=row.entry, language=row.language)
                yield Issue(kind, "names", comment, severity, row.unit, row.segment)
            elif row.target_form not in each.target.text:
                yield _altered(row)
        yield from _avoided(each)


def _altered(row: LedgerRow) -> Issue:
    comment = f"“{row.target_form}” ({row.entry}) was proved, and is not in the target any more."
    return Issue(IssueType.TERMINOLOGY, "names", comment, 100.0, row.unit, row.segment)


def _avoided(each: Translation) -> Iterator[Issue]:
    """Report spellings that an entry met here says must never stand in a target."""
    entries = {mention.entry.id: mention.entry for mention in each.source.mentions}
    for entry in entries.values():
        for form in sorted(forbidden(entry, each.target.language)):
            if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", each.target.text):
                comment = f"“{form}” must not be written ({entry.id}: avoid)."
                yield Issue(IssueType.TERMINOLOGY, "names", comment, 90.0, each.source.unit, each.source.index)
