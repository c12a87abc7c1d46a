"""Engines under guard: a call that takes too long is given up, tried once more on a fresh engine, and then an error.

Also what an engine answers is looked at: as many hypotheses as were asked for, and nothing else. So whatever a plug-in
does, its articles fail, the run goes on, and what was published stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar, cast

from syndicate import registry
from syndicate.config import EngineTable
from syndicate.engines import Engine, EngineSettings
from syndicate.errors import EngineError, SyndicateError, internal
from syndicate.model import Ability, Direction, Hop, Hypothesis, Protected

Result = TypeVar("Result")
PART = 100
"""Sentences that an engine without a watch of its own gets at once; the time limit is for these."""


@contextmanager
def open_engines(table: EngineTable, cache: Path) -> Iterator[dict[str, Engine]]:
    """Open the engines of *table* (all there are where it names none), and close them at the end."""
    settings = EngineSettings.of(table, cache)
    engines: dict[str, Engine] = {}
    try:
        for name in table.use or registry.names("engines"):
            engines[name] = Guarded(partial(registry.load("engines", name).open_engine, settings), table.timeout)
        yield engines
    finally:
        for engine in engines.values():
            engine.close()


def files_of(engine: Engine, direction: Direction) -> tuple[Path, ...]:
    """Return the files that *engine* needs for *direction*, all below one folder; none where it names none."""
    named: tuple[Path, ...] = getattr(engine, "files", lambda _: ())(direction)
    return named


class Guarded:
    """An engine, and whoever stands behind it with a watch.

    Args:
        opened: opens the engine; called again when it has to be replaced.
        timeout: seconds that a call may take.
    """

    def __init__(self, opened: Callable[[], Engine], timeout: float) -> None:
        self._opened = opened
        self._timeout = timeout
        self._engine = opened()
        self._watched: bool = getattr(self._engine, "watched", False)
        self._broken = False
        self.name = self._engine.name

    def hops(self) -> tuple[Hop, ...]:
        """See `Engine`."""
        return self._engine.hops()

    def faults(self) -> tuple[SyndicateError, ...]:
        """See `Engine`."""
        return self._engine.faults()

    def abilities(self, direction: Direction) -> frozenset[Ability]:
        """See `Engine`."""
        return self._twice(lambda: self._engine.abilities(direction))

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """See `Engine`.

        Raises:
            EngineError: it failed, hung twice, or answered what is no answer.
        """
        size = max(1, len(batch) if self._watched else PART)
        parts = [batch[start : start + size] for start in range(0, len(batch), size)]
        return [each for part in parts for each in self._twice(partial(self._checked, direction, part))]

    def files(self, direction: Direction) -> tuple[Path, ...]:
        """Return the files of its model for *direction*, all below one folder; none where it says of none."""
        return files_of(self._engine, direction)

    def close(self) -> None:
        """See `Engine`; one that hangs is left to itself."""
        if not self._broken:
            self._limited(self._engine.close)

    def _checked(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Return what the engine answers, if that can be an answer."""
        found = self._engine.translate(direction, batch)
        right = isinstance(found, list) and all(isinstance(each, Hypothesis) for each in found)
        if not right or len(found) != len(batch):
            raise EngineError(f"{self.name} was asked for {len(batch)} translations and gave something else.")
        return found

    def _twice(self, call: Callable[[], Result]) -> Result:
        """Return what *call* gives; where the engine hangs or breaks, once more with a new one.

        An error that the engine tells of itself is taken as it is: it has tried what it can.
        """
        if self._broken:
            raise EngineError(f"{self.name} has hung twice in this run and is not asked again.")
        for again in (False, True):
            try:
                return self._limited(call)
            except SyndicateError:
                raise
            except Exception as error:  # a plug-in that nobody thought of
                hung = isinstance(error, TimeoutError)
                self._broken = again and hung
                if again:
                    told = (
                        f"gave no answer in {self._timeout:g} seconds"
                        if hung
                        else f"broke ({internal(error, self.name).message})"
                    )
                    raise EngineError(
                        f"{self.name} {told}, twice.", advice="Leave it out of [engines] use, or see its own notes."
                    ) from error
                self._engine = self._opened()
        raise AssertionError("the second attempt returns or raises")

    def _limited(self, call: Callable[[], Result]) -> Result:
        """Return what *call* gives, in time."""
        if self._watched:
            return call()
        answers: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()

        def work() -> None:
            try:
                answers.put((call(), None))
            except BaseException as error:  # handed over to whoever waits
                answers.put((None, error))

        # A thread cannot be killed; one that hangs is left behind, and holds up nobody's end.
        threading.Thread(target=work, daemon=True, name=f"engine {self.name}").start()
        try:
            result, error = answers.get(timeout=self._timeout)
        except Empty:
            raise TimeoutError from None
        if error is not None:
            raise error
        return cast("Result", result)
