"""What people did to entries through the desk or the command line, newest first, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from syndicate.glossary.revise import Edit
from syndicate.model import ConceptEntry
from syndicate.state.facts import Facts

_FACT = "glossary edits"
KEPT = 200
"""Edits that are remembered."""


@dataclass(frozen=True, slots=True)
class Made:
    """One edit that was saved."""

    number: int
    """It is the how-manyeth."""
    file: str
    """Glossary file."""
    id: str
    """Entry id."""
    before: ConceptEntry | None
    """The entry before; None where it was new."""
    after: ConceptEntry | None
    """Afterwards; None where it was deleted."""
    lines: tuple[tuple[str, str], ...]
    """Lines that went (`-`) and came (`+`)."""
    editor: str
    """Who."""
    when: datetime
    """When."""


def made(facts: Facts) -> tuple[Made, ...]:
    """Return the edits that are remembered, the newest first."""
    kept = facts.get(_FACT)
    return msgspec.json.decode(kept, type=tuple[Made, ...]) if kept else ()


def note(facts: Facts, edits: Sequence[Edit], editor: str, when: datetime) -> None:
    """Remember *edits*, which were just saved."""
    known = made(facts)
    last = known[0].number if known else 0
    new = [
        Made(number, one.file, one.id, one.before, one.after, one.lines, editor, when)
        for number, one in enumerate(edits, last + 1)
    ]
    facts.put(_FACT, msgspec.json.encode((*reversed(new), *known)[:KEPT]))
