"""Where reading and translating are done: in this process, or by the workers of a Ray cluster. One place, one file.

To add one, write `workplaces/<name>.py` with a function `open_workplace(setting) -> Workplace`; `--on <name>` finds it.
A workplace is told what to do and nothing else: what is remembered and what is published is decided by who asks it.
Every workplace gives the same bytes, because it gets the same jobs: which sentences stand in a job is decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from syndicate.config import EngineTable
from syndicate.engines import Engine
from syndicate.errors import SyndicateError
from syndicate.model import Article, Failure, Hop, Segment, Translation
from syndicate.readers import Document

Done = list[Translation] | SyndicateError
"""What became of a job: a translation for each of its segments, in order, or why there is none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a workplace may need to know."""

    engines: Mapping[str, Engine]
    """The open engines of this process, by name; whoever opened them closes them."""
    table: EngineTable
    """How they were opened."""
    cache: Path
    """The folder where they keep what they build once."""
    address: str = ""
    """Of the cluster; empty for one on this machine."""


@dataclass(frozen=True, slots=True)
class Job:
    """Sentences that are translated together."""

    segments: tuple[Segment, ...]
    """All of one language."""
    route: tuple[Hop, ...]
    """The way they go."""


class Workplace(Protocol):
    """What `open_workplace` returns."""

    width: int
    """How many batches of articles it wants the jobs of at once, so that all its workers have something to do."""

    def translate(self, jobs: Sequence[Job], progress: Callable[[int], None]) -> Iterator[tuple[int, Done]]:
        """Yield the number of each of *jobs* and what became of it, in any order, as soon as it is known.

        Args:
            jobs: what is to be translated.
            progress: told of sentences done since the last call.
        """
        ...

    def read(self, found: Iterable[Document | Failure]) -> Iterator[tuple[str, Article | Failure]]:
        """Yield everything that the documents *found* give, each with its document's name, in the order of *found*."""
        ...

    def close(self) -> None:
        """Stop what it started. Calling it twice does no harm."""
        ...
