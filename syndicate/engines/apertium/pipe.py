"""A running chain of Apertium's programs, kept open between segments."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from typing import IO, Protocol

from syndicate.engines.apertium.modes import Stage

_NUL = b"\0"


class Traveller(Protocol):
    """What goes through a pipe: a `passage.Passage`."""

    def enter(self) -> str:
        """Return the stream for the first section."""
        ...

    def cross(self, section: int, stream: str) -> str:
        """Return *stream*, which came out of *section*, as the next section gets it."""
        ...


def environment() -> dict[str, str]:
    """Return the surroundings of a program of Apertium: as ours, but with a character set that holds every script."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


class PipeDied(Exception):  # noqa: N818 - an event between pipe and engine, not an error of a user's
    """A program of the chain ended, hung, or could not be started."""


def run_once(stage: Stage, text: str, timeout: float) -> str:
    """Run one program over *text* and return what it says.

    Raises:
        PipeDied: it cannot be started, or has not ended after *timeout* seconds.
    """
    arguments = [word for word in stage if word != "-z"]
    try:
        done = subprocess.run(arguments, input=text.encode(), capture_output=True, env=environment(), timeout=timeout)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise PipeDied(str(problem)) from problem
    return done.stdout.decode("utf-8", "replace")


class Pipe:
    """The sections of one direction, running; we stand between them.

    Args:
        sections: the programs of each section, from `Mode.sections`.
        timeout: seconds that one call of `run` may take.
    """

    def __init__(self, sections: Sequence[Sequence[Stage]], timeout: float) -> None:
        self._timeout = timeout
        self._programs: list[subprocess.Popen[bytes]] = []
        self._ends: list[tuple[IO[bytes], IO[bytes]]] = []
        self._threads: list[threading.Thread] = []
        try:
            for section in sections:
                self._ends.append(self._start(section))
        except OSError as problem:
            self.close()
            raise PipeDied(str(problem)) from problem

    def _start(self, section: Sequence[Stage]) -> tuple[IO[bytes], IO[bytes]]:
        """Start the programs of *section* and return where it is written to and read from."""
        entry: IO[bytes] | None = None
        exit_: IO[bytes] | None = None
        for stage in section:
            program = subprocess.Popen(
                stage,
                stdin=exit_ or subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            self._programs.append(program)
            if exit_ is not None:
                exit_.close()  # it is the program's now; were it ours too, nobody would see it end
            entry, exit_ = entry or program.stdin, program.stdout
        if entry is None or exit_ is None:
            raise OSError("a section without programs")
        return entry, exit_

    def run(self, passages: Sequence[Traveller]) -> Iterable[str]:
        """Yield the generator's answer for each of *passages*, in order; writing and reading go on at once.

        Raises:
            PipeDied: a program ended or the time is up; what was yielded until then holds.
        """
        answers: SimpleQueue[str | None] = SimpleQueue()
        deadline = time.monotonic() + self._timeout
        self._threads = [threading.Thread(target=self._feed, args=(passages,), daemon=True)]
        self._threads += [
            threading.Thread(target=self._carry, args=(section, passages, answers), daemon=True)
            for section in range(len(self._ends))
        ]
        for thread in self._threads:
            thread.start()
        for _ in passages:
            try:
                answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise PipeDied("no answer in time") from None
            if answer is None:
                raise PipeDied("a program ended")
            yield answer
        self._join()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _feed(self, passages: Sequence[Traveller]) -> None:
        entry = self._ends[0][0]
        _write(entry, (passage.enter() for passage in passages), len(passages))

    def _carry(self, section: int, passages: Sequence[Traveller], answers: SimpleQueue[str | None]) -> None:
        """Carry what comes out of *section* into the next one, or out."""
        streams = _records(self._ends[section][1], len(passages))
        if section + 1 < len(self._ends):
            crossing = (passage.cross(section, stream) for passage, stream in zip(passages, streams, strict=False))
            _write(self._ends[section + 1][0], crossing, len(passages))
            return
        for stream in streams:
            answers.put(stream)
        answers.put(None)

    def close(self) -> None:
        """Stop every program."""
        for program in self._programs:
            program.kill()
        for program in self._programs:
            program.wait()
        self._join()  # every thread sees its end now; only then may what it reads be closed
        for entry, exit_ in self._ends:
            for end in (entry, exit_):
                _close(end)
        self._programs.clear()
        self._ends.clear()


def _write(entry: IO[bytes], streams: Iterable[str], count: int) -> None:
    """Write *count* of *streams* to *entry*, each with its NUL; where it cannot, close it: so all behind ends."""
    try:
        for stream in streams:
            entry.write(stream.encode("utf-8", "replace") + _NUL)
            entry.flush()
            count -= 1
    except (OSError, ValueError, LookupError):  # the program has ended, or what came to us is no stream
        count = max(count, 1)
    if count:
        _close(entry)


def _records(exit_: IO[bytes], count: int) -> Iterable[str]:
    """Yield *count* records that end in NUL, fewer where the stream ends before."""
    rest = b""
    while count:
        record, found, behind = rest.partition(_NUL)
        if found:
            yield record.decode("utf-8", "replace")
            rest, count = behind, count - 1
            continue
        try:
            more = os.read(exit_.fileno(), 1 << 16)
        except (OSError, ValueError):
            return
        if not more:
            return
        rest += more


def _close(end: IO[bytes]) -> None:
    try:
        end.close()
    except OSError:  # what was buffered cannot be written any more
        return
