"""Documents are read in processes that can be killed: a page may hang a parser, or fill the memory.

A worker is started when it is first needed and reads one document after another. One that does not
answer in time, or dies, is killed; its document is a failure, and the next one gets a new worker.
Workers are programs of their own, not forks or copies of the caller: nothing of the caller's script
is run again, and threads of the caller do no harm.
"""

from __future__ import annotations

import math
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO

from syndicate.model import Article, Failure
from syndicate.readers import Document
from syndicate.readers._choice import Read, read_document

SECONDS = 6.0
"""Time of a processor that a document may take; a page takes 20 to 100 milliseconds."""
SECONDS_A_MEGABYTE = 3.5
"""What a large document may take longer: pages of honest megabytes need one or two seconds for each."""
LONGEST = 8.0
"""Seconds of a processor that no document may take more than, so that a batch with many such goes on."""
MEMORY = 512_000_000
"""Bytes of address space a worker may have; it takes 90 MB before it reads anything, and 260 MB for a page of 9 MB."""
QUEUE = 8
"""Documents that wait for a worker before another is started: starting one takes as long as reading ten pages."""
START = 60.0
"""Seconds a worker may take to start."""
PATIENCE = 4.0
"""Times its processor time that a document may take by the clock: the machine may have other work."""

_LENGTH = struct.Struct("<Q")
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from syndicate.readers._workers import serve; serve()"


class Workers:
    """Workers that are started when they are needed.

    Args:
        count: workers at most; 0 for one a core, and eight at most.
    """

    def __init__(self, count: int = 0) -> None:
        self.count = count or min(os.cpu_count() or 1, 8)
        self._threads: list[ThreadPoolExecutor] = []
        self._waiting: list[list[Future[list[Read]]]] = []
        self._own = threading.local()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        """Kill every worker, whatever it does; what was not read yet never is."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()
        for thread in self._threads:
            thread.shutdown(cancel_futures=True)
        for process in self._running:
            _end(process)

    def submit(self, document: Document, shared: frozenset[str] = frozenset()) -> Future[list[Read]]:
        """Return the future of what `read_document` gives for *document*; it never fails."""
        self._waiting = [[one for one in queue if not one.done()] for queue in self._waiting]
        number = min(range(len(self._threads)), key=lambda index: len(self._waiting[index]), default=0)
        if not self._threads or (len(self._waiting[number]) >= QUEUE and len(self._threads) < self.count):
            number = len(self._threads)
            self._threads.append(ThreadPoolExecutor(1, thread_name_prefix="reading"))
            self._waiting.append([])
        future = self._threads[number].submit(self._read, document, shared)
        self._waiting[number].append(future)
        return future

    def flush(self) -> None:
        """Do nothing: a worker begins as soon as it is free."""

    def _read(self, document: Document, shared: frozenset[str]) -> list[Read]:
        process, fresh = self._worker()
        limit = _limit(document)
        answer = _ask(process, (document, shared), PATIENCE * limit)
        if isinstance(answer, list):
            return answer
        if answer == _DIED:
            with suppress(subprocess.TimeoutExpired):  # its pipes close a moment before it has an exit code
                process.wait(1)
        self._forget(process)
        late = answer == _LATE or process.returncode == -signal.SIGXCPU
        if not late and not fresh:
            # What earlier documents left in its memory may have been too much: alone it gets a second chance.
            return self._read(document, shared)
        return [_stopped(document, process, limit if late else None)]

    def _worker(self) -> tuple[subprocess.Popen[bytes], bool]:
        """Return this thread's worker, and whether it has read nothing yet."""
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is not None:
            return process, False
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers are closed")
            process = _start()
            self._running.add(process)
        self._own.process = process
        return process, True

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        self._own.process = None
        with self._lock:
            self._running.discard(process)
        _end(process)


_DIED, _LATE = "died", "late"


def _limit(document: Document) -> float:
    """Return the seconds of a processor that *document* may take."""
    return min(LONGEST, SECONDS + SECONDS_A_MEGABYTE * len(document.data) / 1_000_000)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _CODE, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # bytes that it never took
                pipe.close()


def _ask(process: subprocess.Popen[bytes], question: object, limit: float) -> list[Read] | str:
    """Return the worker's answer, or why there is none."""
    assert process.stdin is not None  # noqa: S101 - it was started with pipes
    assert process.stdout is not None  # noqa: S101 - the same
    try:
        _send(process.stdin, pickle.dumps(question))
    except OSError:
        return _DIED
    started = _receive(process.stdout, time.monotonic() + START)
    if not isinstance(started, bytes):
        return started
    answer = _receive(process.stdout, time.monotonic() + limit)
    return _decoded(answer) if isinstance(answer, bytes) else answer


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes], until: float) -> bytes | str:
    """Return one message from *pipe*, or why there is none *until* a time of the monotonic clock."""
    data = bytearray()
    size = _LENGTH.size
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while len(data) < size:
        if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
            return _LATE
        part = os.read(pipe.fileno(), min(size - len(data), 1 << 20))
        if not part:
            return _DIED
        data += part
        if size == _LENGTH.size and len(data) == size:
            size += _LENGTH.unpack(data)[0]
    return bytes(data[_LENGTH.size :])


def _stopped(document: Document, process: subprocess.Popen[bytes], limit: float | None) -> Failure:
    if limit is not None:
        message = f"reading it took over {limit:.0f} seconds and was stopped; nothing of it was taken."
    else:
        # C libraries that get no more memory may crash instead of saying so.
        message = (
            f"reading it broke the process that read it (exit {process.returncode}), perhaps because it needs more "
            "memory than a document may take; nothing of it was taken."
        )
    return Failure(
        "read", document.name, message, "Look at where it came from; save the article alone, or leave it out."
    )


def _encoded(found: Iterable[Read]) -> bytes:
    # JSON, because msgspec's MessagePack loses the zones of dates. Not pickle: what has read a hostile document
    # is not trusted with the caller's interpreter.
    import msgspec

    return msgspec.json.encode(
        [(one if isinstance(one, Article) else None, one if isinstance(one, Failure) else None) for one in found]
    )


def _decoded(data: bytes) -> list[Read] | str:
    import msgspec

    try:
        pairs = msgspec.json.decode(data, type=list[tuple[Article | None, Failure | None]])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return _DIED
    return [one for pair in pairs for one in pair if one is not None]


def serve() -> None:
    """Be a worker: read documents from standard input until it ends. Ctrl-C is for the caller to answer."""
    import resource

    # trafilatura imports it, and numpy with it, for a language filter that is never asked for: 130 ms, 300 MB.
    sys.modules.update({"py3langid": None})  # type: ignore[dict-item]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not come between the answers.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    while head := questions.read(_LENGTH.size):
        document, shared = pickle.loads(questions.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - our own parent's
        # The system ends it when its time is over, also where the caller was killed and nobody watches.
        end = math.ceil(time.process_time() + _limit(document))
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
        _send(answers, b"")
        _send(answers, _encoded(read_document(document, shared=shared)))
