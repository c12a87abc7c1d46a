"""What another program translated, taken into the memory: in the newsroom's languages, and as whose it is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from tempfile import gettempdir

from syndicate.editing.offers import Offers
from syndicate.errors import StateError
from syndicate.languages import without_region
from syndicate.model import Failure, LanguageTag, Segment
from syndicate.state import State
from syndicate.tmx import TranslationUnit

_PERSON = "human:"
"""Begins what our own TMX says of a sentence that a person wrote."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    directions: Mapping[tuple[LanguageTag, LanguageTag], int]
    """How many sentences there are of each direction, in the newsroom's languages."""
    people: int
    """How many of them are people's, and win over machines."""
    replaced: int
    """How many of these stand now in place of other words of a person."""
    renamed: Mapping[LanguageTag, LanguageTag]
    """Tags of the file, and what the newsroom calls them: en-US, en."""
    failures: tuple[Failure, ...] = ()
    """What of the file is no unit."""


def take(
    state: State,
    units: Iterable[TranslationUnit | Failure],
    to: Collection[LanguageTag],
    *,
    origin: str,
    reviewer: str,
    when: datetime,
) -> Taken:
    """Keep *units* as suggestions or, where *reviewer* is named, as people's; what is there already stays as it is.

    Articles have no region (en-US is found to be en), so a region of the file counts only where the newsroom publishes
    in it. Of several translations of one sentence by people the last counts. What a machine made is never a person's.

    Args:
        state: an open state.
        units: as a TMX file gives them.
        to: the languages that the newsroom publishes.
        origin: the file's name.
        reviewer: who wrote what the file says of nobody; empty where everything is a suggestion.
        when: the moment, with its zone.

    Raises:
        ReadError: the file cannot be read to its end; nothing of it is taken.
        StateError: there is no room for it, or somebody else writes to the state for too long.
    """
    replaced = 0
    try:
        with closing(Offers()) as offers:
            # Before the state is locked: a large file takes its time, and a run or the desk may want to write.
            renamed, failures = _laid_out(units, offers, to, people=bool(reviewer))
            with state.writing():
                state.translations.take(offers.units(person=False), origin)
                for unit in offers.units(person=True):
                    segment = Segment(0, 0, 0, unit.source, unit.languages[0])
                    before = state.corrections.of([segment], unit.languages[1]).get((0, 0))
                    if before is None or before.target != unit.target:
                        who = unit.tool.removeprefix(_PERSON) or reviewer
                        state.corrections.add(segment, unit.languages[1], unit.target, reviewer=who, when=when)
                        replaced += before is not None
            people = offers.directions(person=True)
            return Taken(offers.directions(person=False) + people, people.total(), replaced, renamed, failures)
    except sqlite3.Error as error:
        advice = "See that the folder for temporary files has room; then import it again."
        raise StateError(f"the file cannot be taken in ({error}).", where=gettempdir(), advice=advice) from error


def _laid_out(
    units: Iterable[TranslationUnit | Failure], offers: Offers, to: Collection[LanguageTag], *, people: bool
) -> tuple[Mapping[LanguageTag, LanguageTag], tuple[Failure, ...]]:
    """Put *units* down among *offers*; return what their tags are called now, and what of the file is no unit."""
    renamed: dict[LanguageTag, LanguageTag] = {}
    failures: list[Failure] = []
    for unit in units:
        if isinstance(unit, Failure):
            failures.append(unit)
            continue
        source, target = unit.languages
        bare = without_region(target)
        tags = (without_region(source), bare if target not in to and bare in to else target)
        renamed |= {old: new for old, new in zip(unit.languages, tags, strict=True) if old != new}
        ours = TranslationUnit(_one_line(unit.source), _one_line(unit.target), tags, unit.tool)
        offers.add(ours, person=people and (not unit.tool or unit.tool.startswith(_PERSON)))
    return renamed, tuple(failures)


def _one_line(text: str) -> str:
    """Return *text* without the line breaks and indents of the file; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
