"""A process that a model works in, and our end of it.

Libraries that translate cannot be stopped inside our own process, and take it along when they crash; a process of its
own can be killed. It ends by itself when ours does. It answers in MessagePack; what the answers say is the engine's
affair.
"""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import msgspec

import syndicate

Answer = TypeVar("Answer")
"""What a process says."""


class ProcessDied(Exception):  # noqa: N818 - an event between process and engine, not an error of a user's
    """It hung, crashed, or said what cannot be understood."""


class Process:
    """Our end.

    Args:
        program: Python that it runs; it takes its ends by `ends`.
        timeout: seconds that it may say nothing.
        environment: variables for it, where ours has none of the name: what the user has set is left as it is.
    """

    def __init__(self, program: str, timeout: float, environment: Mapping[str, str] | None = None) -> None:
        self._timeout = timeout
        # The process must find this very package, and nothing in the folder we happen to stand in (-P).
        paths = [str(Path(syndicate.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**(environment or {}), **os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018 - asked for
        self._to = Connection(os.dup(self._process.stdin.fileno()), readable=False)
        self._from = Connection(os.dup(self._process.stdout.fileno()), writable=False)
        self._process.stdin.close()
        self._process.stdout.close()
        # Whoever forgets to close us, or ends, leaves no process behind.
        self._stop = weakref.finalize(self, _stop, self._process, self._to, self._from)

    @property
    def id(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def ended(self) -> int | None:
        """With which code it ended; None while it runs."""
        return self._process.poll()

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Kill the process where what is first said to it, and answered, goes wrong."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def send(self, frame: bytes) -> None:
        """Give *frame* to the process.

        Raises:
            ProcessDied: it is gone.
        """
        try:
            self._to.send_bytes(frame)
        except OSError as error:
            raise ProcessDied(self._end()) from error

    def receive(self, decoder: msgspec.msgpack.Decoder[Answer]) -> Answer:
        """Return the next answer of the process.

        Raises:
            ProcessDied: it is gone, says nothing for too long, or what cannot be read.
        """
        try:
            if not self._from.poll(self._timeout):
                raise ProcessDied(f"it said nothing for {self._timeout:g} seconds")
            return decoder.decode(self._from.recv_bytes())
        except msgspec.MsgspecError as error:
            raise ProcessDied("its answer cannot be read") from error
        except (EOFError, OSError) as error:
            raise ProcessDied(self._end()) from error

    def close(self) -> None:
        """Kill the process. Calling it twice does no harm."""
        self._stop()

    def _end(self) -> str:
        """Say how the process ended."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "it closed its mouth"
        return f"it was killed by signal {-code}" if code < 0 else f"it ended with code {code}"


def ends() -> tuple[Connection, Connection]:
    """Return, in the process itself, where it is asked and where it answers; what libraries print goes elsewhere."""
    asked = Connection(os.dup(0), writable=False)
    told = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)
    return asked, told


def _stop(process: subprocess.Popen[bytes], *both: Connection) -> None:
    process.kill()
    process.wait()
    for end in both:
        end.close()
