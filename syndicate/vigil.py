"""Runs again and again in one process: after a while, and when a file changes, until somebody says stop.

Addresses are asked with every run; their servers answer in a few bytes where nothing is new, and hosts are asked no
more often than once a minute however often files change.
"""

from __future__ import annotations

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from syndicate.config import Config
from syndicate.errors import StateError, SyndicateError, internal
from syndicate.fetch.addresses import is_address
from syndicate.glossary.own import ours
from syndicate.watch import Watch

LOOK = 2.0
"""Seconds between two looks at the files."""
GENTLE = 60.0
"""Seconds between two runs, at least, where sources are addresses."""
_PUBLISH = "publish"
Stamps = dict[str, tuple[int, int, int]]
"""Size, time and number of each file, by path."""


class Left(KeyboardInterrupt):
    """A run was left because somebody said stop; no handler of `Exception` may swallow it."""


class Stop:
    """Whether somebody said stop."""

    def __init__(self) -> None:
        self._said = threading.Event()

    def __bool__(self) -> bool:
        return self._said.is_set()

    def say(self) -> None:
        """Say stop."""
        self._said.set()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until stop is said."""
        self._said.wait(seconds)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear SIGINT and SIGTERM as stop; the second one ends whatever is under way at once."""

        def heard(_number: int, _frame: FrameType | None) -> None:
            if self:
                raise Left
            self.say()

        signals = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(each, heard) for each in signals]
        try:
            yield
        finally:
            for each, handler in zip(signals, before, strict=True):
                signal.signal(each, handler)


class Leaving:
    """A watch that leaves its run between two steps once stop was said; a site that is being written is finished."""

    def __init__(self, watch: Watch, stop: Stop) -> None:
        self._watch = watch
        self._stop = stop
        self._stage = ""

    def stage(self, name: str, total: int | None) -> None:
        """See `Watch`."""
        self._stage = name
        self._leave()
        self._watch.stage(name, total)

    def advance(self, done: int = 1, what: str = "") -> None:
        """See `Watch`."""
        self._leave()
        self._watch.advance(done, what)

    def _leave(self) -> None:
        if self._stop and self._stage != _PUBLISH:
            raise Left


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Be the only one who watches for the state *state*.

    Raises:
        StateError: somebody else does, or the folder cannot be written.
    """
    place = state.with_name(state.name + ".watch")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = place.open("a+")
    except OSError as error:
        raise StateError(
            f"the state's folder cannot be written ({error.strerror}).",
            where=str(place.parent),
            advice="Look at the folder's permissions.",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise StateError(
                f"this state is watched already, by process {lock.read().strip() or 'unknown'}.",
                where=str(state),
                advice="End that one first, or name another --state.",
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def keep(
    configured: Callable[[], Config],
    work: Callable[[Config], None],
    told: Callable[[SyndicateError], None],
    stop: Stop,
    every: float,
    files: Sequence[Path] = (),
) -> None:
    """Run until *stop* is said.

    Args:
        configured: reads the configuration, before each run.
        work: does a run.
        told: of the error of a run; the next one may do better.
        stop: asked between all steps.
        every: seconds from one run's beginning to the next's, if no file changes before.
        files: to be looked at besides those that the configuration names, such as itself.
    """
    config: Config | None = None
    while not stop:
        began, seen = time.monotonic(), dict[str, tuple[int, int, int]]()
        try:
            config = configured()
            seen = stamps(config, files)  # before the run: what changes while it goes on is for the next
            work(config)
        except Exception as error:  # the next run may do better, whatever it was
            told(error if isinstance(error, SyndicateError) else internal(error, ""))
        if config is None:
            raise AssertionError("the first configuration was read before")
        _wait(config, files, seen, stop, began + every, began + (GENTLE if _asks(config) else 0))


def _wait(config: Config, files: Sequence[Path], seen: Stamps, stop: Stop, due: float, early: float) -> None:
    """Return when the next run is due: at *due*, or after *early* when files are other than *seen* and at rest."""
    moving, pause = seen, LOOK
    while not stop and (left := due - time.monotonic()) > 0:
        stop.wait(min(pause, left))
        looked = time.monotonic()
        now = stamps(config, files)
        # However many files there are, looking at them is a small part of the time.
        pause = max(LOOK, 20 * (time.monotonic() - looked))
        if now != seen and now == moving and time.monotonic() >= early:
            return
        moving = now


def stamps(config: Config, files: Sequence[Path] = ()) -> Stamps:
    """Return size, time and number of each file that decides what a run of *config* makes, and of *files*."""
    names = (*config.run.sources, *(each.name for each in config.sources))
    local = [Path(each) for each in names if each != "-" and not is_address(each)]
    own = [config.publish.templates] if config.publish.templates else []
    return dict(_stamps([*local, *ours(config.run), *own, *files]))


def _stamps(places: Sequence[Path]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    pending = [str(each) for each in places]
    while pending:
        name = pending.pop()
        try:
            about = os.stat(name)
            yield name, (about.st_size, about.st_mtime_ns, about.st_ino)
            with os.scandir(name) as found:
                # Links to folders are not followed, as they are not read.
                pending += [
                    each.path for each in found if each.name[0] != "." and not (each.is_symlink() and each.is_dir())
                ]
        except OSError:  # gone between two looks, no folder, or not ours to read: the run will tell
            continue


def _asks(config: Config) -> bool:
    return any(map(is_address, config.run.sources)) or any(each.address for each in config.sources)
