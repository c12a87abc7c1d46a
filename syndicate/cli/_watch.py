"""Progress on standard error while a run works."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syndicate.watch import Nobody, Watch

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_WORDS = {
    "read": "Reading",
    "prepare": "Finding languages, sentences and names",
    "translate": "Translating sentences",
    "check": "Checking",
    "publish": "Writing feeds",
}


class _Bar:
    """Shows one line a stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None
        self._tasks: dict[str, TaskID] = {}

    def stage(self, name: str, total: int | None) -> None:
        """End the line of the stage before, and begin another; a stage that comes again goes on in its line."""
        self._end()
        known = self._tasks.get(name)
        if known is None:
            self._task = self._tasks[name] = self._progress.add_task(_WORDS.get(name, name), total=total)
            return
        self._task = known
        if total is not None:
            self._progress.update(known, total=self._progress.tasks[known].completed + total)

    def advance(self, done: int = 1, what: str = "") -> None:  # noqa: ARG002 - of the Protocol
        """Move the bar."""
        if self._task is not None:
            self._progress.advance(self._task, done)

    def _end(self) -> None:
        if self._task is not None:
            completed = self._progress.tasks[self._task].completed
            self._progress.update(self._task, total=completed or 1, completed=completed or 1)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch]:
    """Give a watcher: a progress bar on a terminal, nobody where output is piped or *quiet*."""
    if quiet or not sys.stderr.isatty():
        yield Nobody()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield _Bar(progress)
