"""The programs of one section of a chain, running, and the two ends that we hold."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO

from syndicate.engines.apertium.modes import Stage

_NUL = "\0"
_AT_ONCE = 1 << 16
"""Bytes of one reading or writing: what lies between two programs at most."""


def environment() -> dict[str, str]:
    """Return the surroundings of a program of Apertium: as ours, but with a character set that holds every script."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


class Section:
    """The programs of one section. Nothing here waits: writing and reading do what can be done at once.

    Args:
        stages: the programs with their arguments, one or more; each reads what the one before it writes.

    Raises:
        OSError: one cannot be started.
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._programs: list[subprocess.Popen[bytes]] = []
        self._ends: list[IO[bytes]] = []
        self._waiting = bytearray()
        self._rest = b""
        self._last = False
        self.over = False
        """Whether nothing comes out of it any more."""
        try:
            for stage in stages:
                self._start(stage)
        except OSError:
            self.close()
            raise
        self.entry, self.exit = (end.fileno() for end in self._ends)
        """What it is written to and read from, as the system numbers them."""
        os.set_blocking(self.entry, False)

    def _start(self, stage: Stage) -> None:
        before = self._ends[-1] if self._programs else None
        program = subprocess.Popen(
            stage,
            stdin=before or subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            bufsize=0,
        )
        self._programs.append(program)
        if before is not None:
            self._ends.pop().close()  # it is the program's now; were it ours too, nobody would see it end
        self._ends += [end for end in (program.stdin, program.stdout) if end is not None]

    @property
    def waits(self) -> bool:
        """Whether there is something to write that the programs have not taken yet."""
        return bool(self._waiting)

    def put(self, streams: Iterable[str]) -> None:
        """Write *streams*, each with its NUL, as far as the programs take them."""
        if not self._ends[0].closed:
            self._waiting += "".join([f"{stream}{_NUL}" for stream in streams]).encode("utf-8", "replace")
            self.write()

    def write(self) -> None:
        """Write what waits, as far as the programs take it; where they have ended, so has what waits."""
        try:
            while self._waiting:
                del self._waiting[: os.write(self.entry, self._waiting[:_AT_ONCE])]
        except BlockingIOError:
            return
        except OSError:
            self._waiting.clear()
            self._last = True
        if self._last:
            self._ends[0].close()

    def end(self) -> None:
        """Let the programs end when they have read what waits: no more will come."""
        self._last = True
        self.write()

    def read(self) -> list[str]:
        """Return the streams that have come out whole; notes it where no more will."""
        try:
            more = os.read(self.exit, _AT_ONCE)
        except OSError:
            more = b""
        self.over = not more
        whole, nul, rest = (self._rest + more).rpartition(_NUL.encode())
        self._rest = rest
        return whole.decode("utf-8", "replace").split(_NUL) if nul else []

    def kill(self) -> None:
        """Stop every program; `close` waits for their end."""
        for program in self._programs:
            program.kill()

    def close(self) -> None:
        """Stop every program and let go of both ends."""
        self.kill()
        for program in self._programs:
            program.wait()
        for end in self._ends:
            with suppress(OSError):
                end.close()
