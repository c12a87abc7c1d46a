"""Engines: one engine, one file. An engine translates batches of protected segments.

To add one, write `engines/<name>.py` with a function `open_engine(settings) -> Engine`. It is
found by its file name. Opening must be cheap (no model is loaded, no program started): an engine
is asked for its directions in every run, and loads what it needs at the first `translate`.

An engine that can hang gets a hundred segments at a time and `EngineSettings.timeout` seconds for them
(`syndicate.guard`). One that sees its own progress and keeps the limit itself says so by `watched = True`, and gets
all at once. One whose models are files that may be carried to another machine names them:
`files(direction) -> tuple[Path, ...]`, all below one folder, which lies in its `EngineSettings.models`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Protocol, Self

from syndicate.errors import SyndicateError
from syndicate.model import Ability, Direction, Hop, Hypothesis, Protected


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What every engine is told of the `[engines]` table; each takes what concerns it."""

    models: Path | None = None
    """Folder of installed model packages; the engine's own where it is None."""
    workers: int = 0
    """Batches worked on at once; 0 chooses one a core."""
    beam: int = 4
    """Width of beam search, for neural engines."""
    batch_tokens: int = 512
    """Tokens a batch, for engines that count them; twice as many where the beam is 1 or 2."""
    fastest: bool = False
    """Whether a model that was measured does no more than it needs: beam and shortlist (`syndicate models measure`)."""
    omissions: bool = False
    """Whether neural engines look for words that they left out; it takes two to four times as long."""
    timeout: float = 300.0
    """Seconds one batch may take before the engine is taken for dead."""
    server: str = ""
    """Address of a LibreTranslate server; none is asked where empty."""


@dataclass(frozen=True, slots=True)
class EngineSettings(EngineOptions):
    """What an engine is opened with: its options, and a place of its own."""

    cache: Path = field(kw_only=True)
    """Folder for what it builds once; made when needed."""

    @classmethod
    def of(cls, options: EngineOptions, cache: Path) -> Self:
        """Return *options*, of which only these fields are taken, with *cache*."""
        return cls(cache=cache, **{each.name: getattr(options, each.name) for each in fields(EngineOptions)})


class Engine(Protocol):
    """What `open_engine` returns."""

    name: str
    """Its module's name."""

    def hops(self) -> tuple[Hop, ...]:
        """Return every direction it can translate now, each with its model and digest; cheap."""
        ...

    def faults(self) -> tuple[SyndicateError, ...]:
        """Return what is installed for it and cannot be used, each named with what to do; cheap."""
        ...

    def abilities(self, direction: Direction) -> frozenset[Ability]:
        """Return what it can do with spans in *direction*."""
        ...

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Translate *batch*, one hypothesis for each segment, in order.

        Raises:
            EngineError: the engine failed for the whole batch. A segment that it could not
                translate is a Hypothesis with empty text instead.
        """
        ...

    def close(self) -> None:
        """Stop what it started. Calling it twice does no harm."""
        ...
