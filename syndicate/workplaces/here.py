"""This process: the engines that are open, and workers for reading on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from syndicate.engines import Engine
from syndicate.errors import SyndicateError, internal
from syndicate.model import Article, Failure
from syndicate.readers import Document
from syndicate.translate import translate
from syndicate.workplaces import Done, Job, Setting


def open_workplace(setting: Setting) -> Here:
    """Return the workplace over the engines of *setting*."""
    return Here(setting.engines)


class Here:
    """See `Workplace`."""

    width = 1
    """One batch after the other: memory is bounded by it."""

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self._engines = engines

    def translate(self, jobs: Sequence[Job], progress: Callable[[int], None]) -> Iterator[tuple[int, Done]]:
        """See `Workplace`."""
        for number, job in enumerate(jobs):
            yield number, done(job, self._engines, progress)

    def read(self, found: Iterable[Document | Failure]) -> Iterator[tuple[str, Article | Failure]]:
        """See `Workplace`."""
        from syndicate.readers._batch import read_batch

        return read_batch(found)

    def close(self) -> None:
        """Do nothing: the engines are closed by who opened them."""


def done(job: Job, engines: Mapping[str, Engine], progress: Callable[[int], None] = lambda _: None) -> Done:
    """Return what becomes of *job*: a broken engine or model is the loss of this job only."""
    try:
        return translate(job.segments, job.route, engines, progress)
    except SyndicateError as error:
        return error
    except Exception as error:  # a plug-in that nobody thought of
        return internal(error, str(job.route[-1].direction))
