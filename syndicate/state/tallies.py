"""How many editions there are of each sort: counted once, and then narrowed as often as somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from syndicate.model import EditionState


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty narrows nothing."""

    states: tuple[EditionState, ...] = (EditionState.HELD,)
    """The states."""
    language: str = ""
    """The edition's language."""
    check: str = ""
    """A check or stage that found something in it."""
    feed: str = ""
    """The feed or folder of its article (`Source.feed`)."""
    text: str = ""
    """Stands in a title, the document's name, or what was found."""
    directions: tuple[str, ...] = ()
    """Directions such as `en-az`."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Editions that are alike in all that the queue is narrowed by, its text left out."""

    state: str
    """Their state."""
    language: str
    """Their language."""
    feed: str
    """The feed or folder of their articles."""
    checks: tuple[str, ...]
    """The checks and stages that found something in them."""
    spoken: str
    """The language of their articles."""
    number: int
    """How many there are."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many editions there are of each sort, most first; each narrowed by everything wanted but its own."""

    number: int
    """By everything wanted."""
    states: dict[str, int]
    """By state."""
    languages: dict[str, int]
    """By language."""
    feeds: dict[str, int]
    """By feed or folder."""
    checks: dict[str, int]
    """By check or stage."""


def counted(tallies: Iterable[Tally], wanted: Wanted) -> Counts:
    """Return how many of *tallies* are *wanted*, whose text they are narrowed by already."""
    number = 0
    states: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    feeds: Counter[str] = Counter()
    checks: Counter[str] = Counter()
    for one in tallies:
        if wanted.directions and f"{one.spoken}-{one.language}" not in wanted.directions:
            continue
        state = not wanted.states or one.state in wanted.states
        language = not wanted.language or one.language == wanted.language
        feed = not wanted.feed or one.feed == wanted.feed
        check = not wanted.check or wanted.check in one.checks
        # Who is not wanted for one reason alone is counted where the others of that reason are told.
        if state + language + feed + check < 3:
            continue
        if language and feed and check:
            states[one.state] += one.number
        if state and feed and check:
            languages[one.language] += one.number
        if state and language and check:
            feeds[one.feed] += one.number
        if state and language and feed:
            for each in one.checks:
                checks[each] += one.number
            number += one.number if check else 0
    return Counts(number, _ranked(states), _ranked(languages), _ranked(feeds), _ranked(checks))


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
