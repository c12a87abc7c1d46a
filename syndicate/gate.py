"""The gate: what is found decides whether an edition is published, published with a note, or held.

A rule is an action for a check (`numbers`), for an ITS 2.0 issue type (`omission`), or for both
(`names/misspelling`); the narrowest that fits counts: check/type, then check, then type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from syndicate.config import GateTable
from syndicate.model import Edition, EditionState, Issue, IssueType, LanguageTag, Origin

RULES: Mapping[str, str] = {
    "terminology": "hold",
    "omission": "hold",
    "coverage": "note",
    "untranslated": "hold",
    "words/untranslated": "note",
    "mistranslation": "hold",
    "duplication": "hold",
    "numbers": "hold",
    "addition": "hold",
    "characters": "hold",
    "inconsistent-entities": "note",
    "misspelling": "note",
    "markup": "note",
    "length": "note",
    "locale-violation": "hold",
    "other": "note",
}
"""What a finding does unless syndicate.toml says otherwise."""

_ORDER = {"pass": 0, "note": 1, "hold": 2}


def action(issue: Issue, table: GateTable) -> str:
    """Return what *issue* does: `pass`, `note` or `hold`."""
    rules = {**RULES, **table.rules}
    for key in (f"{issue.check}/{issue.type}", issue.check, str(issue.type)):
        if key in rules:
            return rules[key]
    return "note"


def decide(edition: Edition, table: GateTable) -> Edition:
    """Return *edition* with the state that its issues and *table* give it.

    An original passes: its words are the source's own. A direction under `review` is held until a
    person approves the edition; that somebody corrected a sentence of it does not mean that they read all.
    """
    if edition.state in {EditionState.SKIPPED, EditionState.FAILED} or edition.origin is Origin.ORIGINAL:
        return edition
    worst = max((_ORDER[action(issue, table)] for issue in edition.issues), default=0)
    if f"{edition.article.language}-{edition.language}" in table.review:
        worst = 2
    state = (EditionState.PUBLISHED, EditionState.NOTED, EditionState.HELD)[worst]
    return replace(edition, state=state)


def reasons(edition: Edition, table: GateTable) -> tuple[Issue, ...]:
    """Return the issues that hold *edition*."""
    return tuple(issue for issue in edition.issues if action(issue, table) == "hold")


def always_read(
    spoken: LanguageTag, language: LanguageTag, state: EditionState, issues: Sequence[Issue], table: GateTable
) -> Issue | None:
    """Return why an edition is held that nothing was found in: its direction is always read; None for all others."""
    found = any(action(issue, table) == "hold" for issue in issues)
    if state is not EditionState.HELD or found or f"{spoken}-{language}" not in table.review:
        return None
    comment = f"from {spoken} to {language} nothing goes out before a person has read it."
    return Issue(IssueType.OTHER, "review", comment, 50.0, advice="Read it, and approve it.")
