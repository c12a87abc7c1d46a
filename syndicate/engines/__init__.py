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
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from syndicate.errors import SyndicateError
from syndicate.model import Ability, Direction, Hop, Hypothesis, Protected


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What an engine may need to know; the `[engines]` table of syndicate.toml."""

    cache: Path
    """Folder for what it builds once; made when needed."""
    models: Path | None = None
    """Folder of installed model packages; None for the engine's own default."""
    workers: int = 0
    """Batches worked on at once; 0 to choose for this machine."""
    beam: int = 4
    """Width of beam search, for engines that search."""
    batch_tokens: int = 512
    """Tokens a batch, for engines that count them; twice as many where the beam is 1 or 2."""
    fastest: bool = False
    """Whether a model that was measured does no more than it needs: beam and shortlist (`syndicate models measure`)."""
    omissions: bool = False
    """Whether an engine that can look for words that it left out does so."""
    timeout: float = 300.0
    """Seconds one batch may take before the engine is taken for dead."""
    server: str = ""
    """Address of a LibreTranslate server; none where empty."""


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
