"""Argos Translate's packages, driven with CTranslate2 directly: whole segments, all of a batch at once, with alignment.

Argos' own translate() cuts sentences again, decodes one paragraph after another and turns underscores into
spaces; only its package format is used. Files are read where Argos keeps them, and nothing is written but to the cache.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from syndicate.engines import EngineSettings
from syndicate.engines.argos.package import Package, digest_of, find_packages, packages_folder
from syndicate.errors import EngineError, ModelError
from syndicate.model import Ability, Direction, Hop, Hypothesis, Protected

if TYPE_CHECKING:  # Needed only once there is something to translate.
    from syndicate.engines.argos.shortlist import Shortlist
    from syndicate.engines.argos.worker import Worker

Result = TypeVar("Result")
NAME = "argos"
"""The engine's name."""


def open_engine(settings: EngineSettings) -> Argos:
    """Return the engine over the packages in `settings.models`, or in Argos' own folder. Nothing is loaded yet."""
    return Argos(settings)


class Argos:
    """The engine. Each direction's model works in a process of its own, from its first use until `close`.

    Args:
        settings: `fastest` finds beam and shortlist of models that were measured.
        shortlist: one to try; for a single model, without `fastest`.
    """

    name = NAME
    watched = True
    """It keeps the time limit itself."""

    def __init__(self, settings: EngineSettings, shortlist: Shortlist | None = None) -> None:
        self._settings = settings
        self._shortlist = shortlist
        self._folder = packages_folder(settings.models)
        self._loaded: dict[Direction, Worker] = {}
        self._lock = Lock()

    def hops(self) -> tuple[Hop, ...]:
        """Return every direction with a whole package; of several versions the newest."""
        newest = {package.direction: package for package in reversed(find_packages(self._folder)[0])}
        return tuple(
            Hop(self.name, direction, package.name, self._digest(package))
            for direction, package in sorted(newest.items(), key=lambda item: str(item[0]))
        )

    def faults(self) -> tuple[ModelError, ...]:
        """Return what is wrong with the folders of packages that cannot be used."""
        return find_packages(self._folder)[1]

    def abilities(self, direction: Direction) -> frozenset[Ability]:
        """Return ALIGNMENT and OPENING where the model's attention can be believed. Loads the model when first met."""
        from syndicate.engines.argos.calibration import USABLE

        right = self._attempt(direction, lambda worker: worker.attention.right)
        return frozenset({Ability.ALIGNMENT, Ability.OPENING}) if right >= USABLE else frozenset()

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Translate *batch*, one hypothesis for each segment, in order.

        One that has names, things to keep or inline elements has links for all its words.

        Placeholders are translated as the words they are; a target with an opening that the model cannot go on from
        has an empty text. A segment of over 512 pieces, or one whose
        translation runs away however it is tried, has an empty text: segments are never cut.

        Raises:
            ModelError: there is no whole package for *direction*, or the one there is turns out broken.
            EngineError: the model failed at work.
        """
        known: dict[str, Hypothesis] = {}
        wanted = [protected.text for protected in batch]
        linked = {each.text for each in batch if each.placeholders or each.spans}
        # One text twice with two openings is so rare that the other may fail its proof.
        openings = {each.text: each.opening for each in batch if each.opening}

        def work(worker: Worker) -> None:
            known.update(worker.translate(sorted(set(wanted) - known.keys()), linked, openings))

        self._attempt(direction, work)
        found = [known[text] for text in wanted]
        if Ability.ALIGNMENT in self.abilities(direction):
            return found
        return [Hypothesis(hypothesis.text, score=hypothesis.score) for hypothesis in found]

    def files(self, direction: Direction) -> tuple[Path, ...]:
        """Return the files of the package for *direction*; all that is needed to translate elsewhere."""
        from syndicate.engines.argos.beam import places

        package = self.package(direction)
        measured = [path for path in places(package) if path.is_file()]
        return (package.folder / "metadata.json", *package.files, *measured)

    def close(self) -> None:
        """Stop the processes of the loaded models."""
        with self._lock:
            for worker in self._loaded.values():
                worker.close()
            self._loaded.clear()

    def _attempt(self, direction: Direction, work: Callable[[Worker], Result]) -> Result:
        """Return what *work* does with the model for *direction*; where its process dies, once more with a new one."""
        from syndicate.engines._process import ProcessDied

        for again in (False, True):
            try:
                return work(self._worker(direction))
            except ProcessDied as event:
                self._drop(direction)
                if again:
                    raise EngineError(
                        f"the process of the model died twice: {event}.",
                        where=str(self.package(direction).folder),
                        advice="Try fewer [engines] workers or batch_tokens where memory is short; "
                        "then install the package anew.",
                    ) from event
            except EngineError:
                self._drop(direction)
                raise
        raise AssertionError("the second attempt returns or raises")

    def _worker(self, direction: Direction) -> Worker:
        """Return the running worker for *direction*."""
        from syndicate.engines.argos.worker import Setup, Worker

        settings = self._settings
        with self._lock:
            if direction not in self._loaded:
                package = self.package(direction)
                beam, listed = self._way(package)
                setup = Setup(
                    str(package.folder.resolve()),
                    str(settings.cache.resolve()),
                    settings.workers or os.cpu_count() or 1,
                    beam,
                    settings.batch_tokens,
                    settings.omissions,
                    self._listed(package) if listed else b"",
                )
                self._loaded[direction] = Worker(setup, settings.timeout)
            return self._loaded[direction]

    def _drop(self, direction: Direction) -> None:
        with self._lock:
            worker = self._loaded.pop(direction, None)
        if worker is not None:
            worker.close()

    def package(self, direction: Direction) -> Package:
        """Return the newest whole package for *direction*.

        Raises:
            ModelError: what there is is broken.
            EngineError: there is none.
        """
        whole, broken = find_packages(self._folder)
        for package in whole:
            if package.direction == direction:
                return package
        advice = f"Install one: syndicate models install {direction}."
        if broken:
            raise ModelError(
                f"there is no whole package for {direction}; broken are: {'; '.join(map(str, broken))}",
                where=str(self._folder),
                advice=advice,
            )
        raise EngineError(f"there is no package for {direction}.", where=str(self._folder), advice=advice)

    def _way(self, package: Package) -> tuple[int, str]:
        """Return how wide *package* searches, and the digest of the shortlist that it keeps to; empty for none."""
        from syndicate.engines.argos.beam import chosen

        if not self._settings.fastest:
            return self._settings.beam, self._shortlist.digest if self._shortlist else ""
        cache = self._settings.cache
        return chosen(package, digest_of(package, cache), self._settings.beam, cache)

    def _listed(self, package: Package) -> bytes:
        """Return the shortlist's file."""
        from syndicate.engines.argos.beam import places

        return self._shortlist.content if self._shortlist else places(package)[1].read_bytes()

    def _digest(self, package: Package) -> str:
        """Return the digest of everything that decides the words: files, beam, shortlist, our own way of decoding."""
        from syndicate.engines.argos.translator import DECODING

        files = digest_of(package, self._settings.cache)
        looked = " omissions" if self._settings.omissions else ""  # what is remembered says what was left out
        beam, listed = self._way(package)
        kept = f" {listed}" if listed else ""
        return hashlib.sha256(f"{files} {beam} {DECODING}{looked}{kept}".encode()).hexdigest()
