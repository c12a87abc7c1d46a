"""The sentences of an edition as the desk shows them: source beside target, and what was found in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from syndicate.desk.marks import Number, numbered, shown, source_names, target_names
from syndicate.editing.review import Sentence, Sheet
from syndicate.model import Issue, LedgerRow
from syndicate.state import State


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence on the page."""

    sentence: Sentence
    """Source and target."""
    place: str
    """`unit-segment`."""
    source: Markup
    """The source, marked."""
    target: Markup
    """The target, marked."""
    numbers: tuple[Number, ...]
    """What the numbers of its links and emphasis stand for."""
    issues: tuple[Issue, ...]
    """What was found in it."""
    lost: tuple[LedgerRow, ...]
    """Its names that do not hold."""

    @property
    def pending(self) -> bool:
        """Whether a person wrote for it what is not in the edition yet."""
        return self.sentence.pending


def rows_of(state: State, sheet: Sheet) -> list[Row]:
    """Return the rows of *sheet*, in reading order."""
    ledger: dict[tuple[int, int], list[LedgerRow]] = {}
    for row in state.releases.ledger(sheet.edition.article.id, sheet.edition.language):
        ledger.setdefault((row.unit, row.segment), []).append(row)
    seen: set[int] = set()
    rows: list[Row] = []
    for one in sheet.sentences:
        unit, index = place = (one.source.unit, one.source.index)
        own, spans = ledger.get(place, []), one.source.spans
        # What is about a whole paragraph stands at its first sentence.
        wanted = {index} if unit in seen else {index, None}
        seen.add(unit)
        rows.append(
            Row(
                one,
                f"{unit}-{index}",
                shown(one.source.text, spans, spans, source_names(one.source.text, own)),
                shown(one.target, one.spans, spans, target_names(one.target, own)),
                numbered(one.source.text, spans),
                tuple(each for each in sheet.edition.issues if each.unit == unit and each.segment in wanted),
                tuple(each for each in own if each.outcome != "held"),
            )
        )
    return rows


def elsewhere(sheet: Sheet, rows: Sequence[Row]) -> list[Issue]:
    """Return what was found in the edition of *sheet* and belongs to no sentence."""
    placed = {id(issue) for row in rows for issue in row.issues}
    return [issue for issue in sheet.edition.issues if id(issue) not in placed]
