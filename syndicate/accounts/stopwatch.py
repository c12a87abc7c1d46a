"""How long a run takes: its stages, and the articles and sources that took longest. Nothing published depends on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from syndicate.watch import Nobody, Watch

SLOWEST = 20
"""Articles and sources that are named, at most, the slowest first."""
_SOURCES = "read"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a run, all its batches together."""

    name: str
    """read, prepare, translate, check or publish."""
    seconds: float
    """What it took."""
    done: int
    """Things done in it: documents, articles, sentences, editions."""


@dataclass(frozen=True, slots=True)
class Slow:
    """An article or a source, and what it took."""

    name: str
    """As the user knows it."""
    seconds: float
    """Of an article: to prepare and to check. Of a source: to ask or look through, and to read."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a run took."""

    seconds: float = 0.0
    """In all."""
    stages: tuple[Stage, ...] = ()
    """In the order in which they began."""
    articles: tuple[Slow, ...] = ()
    """The slowest."""
    sources: tuple[Slow, ...] = ()
    """The slowest."""


class Stopwatch:
    """A watch that passes on what it is told, and looks at the clock meanwhile.

    The time since it was last told of something by name belongs to what it is told of next.

    Args:
        watch: told everything too.
        clock: seconds that never run backwards.
    """

    def __init__(self, watch: Watch | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._watch = watch or Nobody()
        self._clock = clock
        self._began = self._since = self._last = clock()
        self._stage = ""
        self._seconds: dict[str, float] = {}
        self._done: dict[str, int] = {}
        self._articles: dict[str, float] = {}
        self._sources: dict[str, float] = {}

    def stage(self, name: str, total: int | None) -> None:
        """See `Watch`."""
        now = self._clock()
        self._end(now)
        begun = list(self._done)
        if name in begun[: begun.index(self._stage) if self._stage else 0]:
            # A new batch begins: of the articles before it nothing more will be told, and the slowest are enough.
            self._articles = dict(_order(self._articles)[:SLOWEST])
        self._stage, self._since, self._last = name, now, now
        self._done.setdefault(name, 0)
        self._watch.stage(name, total)

    def advance(self, done: int = 1, what: str = "") -> None:
        """See `Watch`."""
        self._done[self._stage] = self._done.get(self._stage, 0) + done
        if what:
            now = self._clock()
            kind = self._sources if self._stage == _SOURCES else self._articles
            kind[what] = kind.get(what, 0.0) + now - self._last
            self._last = now
        self._watch.advance(done, what)

    def timing(self) -> Timing:
        """Return what everything took until now."""
        now = self._clock()
        self._end(now)
        self._since = now
        stages = tuple(Stage(name, round(took, 3), self._done.get(name, 0)) for name, took in self._seconds.items())
        return Timing(round(now - self._began, 3), stages, _slowest(self._articles), _slowest(self._sources))

    def _end(self, now: float) -> None:
        if self._stage:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._since


def _slowest(took: dict[str, float]) -> tuple[Slow, ...]:
    return tuple(Slow(name, round(seconds, 3)) for name, seconds in _order(took)[:SLOWEST])


def _order(took: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(took.items(), key=lambda each: (-each[1], each[0]))
