"""Firefox's translation models, run by the library fxtranslate: small, quick on an ordinary processor, and good.

It gives words and no alignment, so names go through in place or as stand-ins, and the proof decides. Models are read
where they lie; the program `fxtranslate` fetches them. The library comes with the extra `firefox`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from syndicate.engines import EngineSettings
from syndicate.engines._whole import digest_of_files
from syndicate.engines.firefox.models import Model, find_models, models_folder
from syndicate.errors import ModelError
from syndicate.model import Ability, Direction, Hop, Hypothesis, Protected

if TYPE_CHECKING:  # Needed only once there is something to translate.
    from syndicate.engines.firefox.worker import Steady

NAME = "firefox"
"""The engine's name."""
TEXTS = 16
"""Sentences that a process is given at once; the time limit is for these."""


def open_engine(settings: EngineSettings) -> Firefox:
    """Return the engine over the models in `settings.models`, or where `fxtranslate` keeps them. Nothing is loaded."""
    return Firefox(settings)


class Firefox:
    """The engine. A direction's model works in as many processes as there are workers, from first use to `close`."""

    name = NAME
    watched = True
    """It keeps the time limit itself."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._workers = settings.workers or os.cpu_count() or 1
        self._folder = models_folder(settings.models)
        self._idle: dict[Direction, list[Steady]] = {}

    def hops(self) -> tuple[Hop, ...]:
        """Return every direction with a whole model; none where the library is missing."""
        if find_spec("fxtranslate") is None:
            return ()
        return tuple(
            Hop(NAME, model.direction, model.weights.name, self._digest(model))
            for model in find_models(self._folder)[0]
        )

    def faults(self) -> tuple[ModelError, ...]:
        """Return what is wrong with the models that cannot be used."""
        whole, broken = find_models(self._folder)
        if whole and find_spec("fxtranslate") is None:
            advice = "Install it: pip install 'syndicate-news[firefox]', or name other engines in [engines] use."
            return (ModelError("the library fxtranslate is missing.", where=str(self._folder), advice=advice), *broken)
        return broken

    def abilities(self, _direction: Direction) -> frozenset[Ability]:
        """Return nothing: the library tells words only."""
        return frozenset()

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Translate *batch*, one hypothesis for each segment, in order.

        A segment that is longer than the library reads, or whose target has no end, has an empty text.

        Raises:
            ModelError: there is no whole model for *direction*, or the one there is cannot be loaded.
            EngineError: its process died twice.
        """
        texts = sorted({each.text for each in batch if each.text.strip()}, key=lambda text: (-len(text), text))
        parts: SimpleQueue[list[str]] = SimpleQueue()
        for start in range(0, len(texts), TEXTS):
            parts.put(texts[start : start + TEXTS])
        known: dict[str, str] = {}
        width = min(self._workers, parts.qsize())
        if width:
            with ThreadPoolExecutor(width) as pool:
                for made in pool.map(lambda _: self._work(direction, parts), range(width)):
                    known.update(made)
        return [Hypothesis(known.get(each.text, "")) for each in batch]

    def files(self, direction: Direction) -> tuple[Path, ...]:
        """Return the files of the model for *direction*; all that is needed to translate elsewhere."""
        return self._model(direction).files

    def close(self) -> None:
        """Stop the processes."""
        for worker in [each for several in self._idle.values() for each in several]:
            worker.close()
        self._idle.clear()

    def _work(self, direction: Direction, parts: SimpleQueue[list[str]]) -> dict[str, str]:
        """Translate *parts* with one worker as long as there are any."""
        from syndicate.engines.firefox.worker import Steady

        idle = self._idle.setdefault(direction, [])
        known: dict[str, str] = {}
        worker = idle.pop() if idle else Steady(self._model(direction).folder, self._settings.timeout)
        try:
            while True:
                part = parts.get_nowait()
                known.update(zip(part, worker.translate(part), strict=True))
        except Empty:
            return known
        finally:
            idle.append(worker)

    def _model(self, direction: Direction) -> Model:
        """Return the whole model for *direction*."""
        for model in find_models(self._folder)[0]:
            if model.direction == direction:
                return model
        raise ModelError(
            f"there is no model for {direction}.", where=str(self._folder), advice="Fetch it: fxtranslate."
        )

    def _digest(self, model: Model) -> str:
        """Return the digest of everything that decides the words."""
        return hashlib.sha256(f"{NAME} {digest_of_files(model.files, self._settings.cache)}".encode()).hexdigest()
