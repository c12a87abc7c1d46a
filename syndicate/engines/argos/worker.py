"""The process a model works in, and our end of it.

CTranslate2 cannot be stopped inside our own process, and takes it along when it crashes; a process of its own can be
killed. It ends by itself when ours does. Started by `Worker`, never by hand; both ends speak MessagePack in frames.
"""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

import syndicate
from syndicate.engines.argos.package import digest_of, read_package
from syndicate.engines.argos.translator import Attention, Translator
from syndicate.errors import EngineError, ModelError, SyndicateError
from syndicate.model import Hypothesis

FRAME = 64
"""Hypotheses sent at once."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is started with."""

    folder: str
    """The package's."""
    cache: str
    """Where what was measured is kept."""
    threads: int
    """Batches translated at once."""
    beam: int
    """Width of the beam."""
    batch_tokens: int
    """Pieces a batch."""
    omissions: bool = False
    """Whether words that were left out are looked for."""


class Order(msgspec.Struct, frozen=True):
    """What is to be translated."""

    texts: list[str]
    """None twice."""
    linked: set[str]
    """Those of them of which links are wanted."""
    openings: dict[str, str] = {}
    """What the translations of some of them must begin with."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The model is loaded."""

    attention: Attention
    """What its attention is worth."""


class Part(msgspec.Struct, frozen=True, tag=True):
    """Some of the answers: texts and what became of them."""

    answers: list[tuple[str, Hypothesis]]
    """In no order."""
    last: bool
    """Whether there are no more."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """An error that another try would not cure."""

    model: bool
    """Whether the package is broken; else the model failed at work."""
    message: str
    """As in `SyndicateError`."""
    where: str
    """As in `SyndicateError`."""
    advice: str
    """As in `SyndicateError`."""

    def error(self) -> SyndicateError:
        """Return the error it tells of."""
        return (ModelError if self.model else EngineError)(self.message, where=self.where, advice=self.advice)


_DECODER: msgspec.msgpack.Decoder[Ready | Part | Refused] = msgspec.msgpack.Decoder(Ready | Part | Refused)
_PROGRAM = "from syndicate.engines.argos.worker import serve; serve()"


class WorkerDied(Exception):  # noqa: N818 - an event between worker and engine, not an error of a user's
    """The process hung, crashed, or said what cannot be understood."""


class Worker:
    """Our end: a process with one loaded model.

    Args:
        setup: what to load.
        timeout: seconds that it may say nothing.

    Raises:
        ModelError: the package is broken.
        WorkerDied: the process did not come up.
    """

    def __init__(self, setup: Setup, timeout: float) -> None:
        self._timeout = timeout
        # The process must find this very package, and nothing in the folder we happen to stand in (-P).
        paths = [str(Path(syndicate.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018 - asked for
        self._to = Connection(os.dup(self._process.stdin.fileno()), readable=False)
        self._from = Connection(os.dup(self._process.stdout.fileno()), writable=False)
        self._process.stdin.close()
        self._process.stdout.close()
        # Whoever forgets to close us, or ends, leaves no process behind.
        self._stop = weakref.finalize(self, _stop, self._process, self._to, self._from)
        try:
            self._send(msgspec.msgpack.encode(setup))
            answer = self._receive()
            if not isinstance(answer, Ready):
                raise WorkerDied("it began in the middle")
        except BaseException:
            self.close()
            raise
        self.attention = answer.attention
        """What the model's attention is worth."""

    @property
    def id(self) -> int:
        """The process's id."""
        return self._process.pid

    def translate(
        self, texts: Sequence[str], linked: Collection[str] = (), openings: Mapping[str, str] | None = None
    ) -> Iterator[tuple[str, Hypothesis]]:
        """Yield each of *texts*, none twice, and its hypothesis, in the order they are done.

        Args:
            texts: what is to be translated.
            linked: those of them of which links are wanted.
            openings: what the translations of some of them must begin with.

        Raises:
            EngineError: the model failed.
            WorkerDied: see there; what was yielded until then holds.
        """
        left = set(texts)
        given = {text: words for text, words in (openings or {}).items() if text in left}
        self._send(msgspec.msgpack.encode(Order(list(left), left & set(linked), given)))
        last = False
        while not last:
            part = self._receive()
            if not isinstance(part, Part):
                raise WorkerDied("it began anew in the middle")
            last = part.last
            for text, hypothesis in part.answers:
                if text not in left:
                    raise WorkerDied("it answered what was not asked")
                left.remove(text)
                yield text, hypothesis
        if left:
            raise WorkerDied("it left something out")

    def close(self) -> None:
        """Kill the process. Calling it twice does no harm."""
        self._stop()

    def _send(self, data: bytes) -> None:
        try:
            self._to.send_bytes(data)
        except OSError as error:
            raise WorkerDied(self._end()) from error

    def _receive(self) -> Ready | Part:
        try:
            if not self._from.poll(self._timeout):
                raise WorkerDied(f"it said nothing for {self._timeout:g} seconds")
            answer = _DECODER.decode(self._from.recv_bytes())
        except (EOFError, OSError) as error:
            raise WorkerDied(self._end()) from error
        except msgspec.MsgspecError as error:
            raise WorkerDied("its answer cannot be read") from error
        if isinstance(answer, Refused):
            raise answer.error()
        return answer

    def _end(self) -> str:
        """Say how the process ended."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "it closed its mouth"
        return f"it was killed by signal {-code}" if code < 0 else f"it ended with code {code}"


def _stop(process: subprocess.Popen[bytes], *ends: Connection) -> None:
    process.kill()
    process.wait()
    for end in ends:
        end.close()


# -- in the process itself ----------------------------------------------------------------------


def serve() -> None:
    """Load a model and translate what comes until nobody asks any more."""
    asked = Connection(os.dup(0), writable=False)
    told = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # whatever a library prints goes where it harms nobody
    try:
        try:
            model = load(msgspec.msgpack.decode(asked.recv_bytes(), type=Setup))
            told.send_bytes(msgspec.msgpack.encode(Ready(model.attention)))
            while True:
                _answer(told, model, msgspec.msgpack.decode(asked.recv_bytes(), type=Order))
        except SyndicateError as error:
            refused = Refused(isinstance(error, ModelError), error.message, str(error.where), error.advice)
            told.send_bytes(msgspec.msgpack.encode(refused))
    except (EOFError, BrokenPipeError):
        return  # our master is gone


def _answer(told: Connection, model: Translator, order: Order) -> None:
    """Send what becomes of *order* as soon as it is known: every frame is a sign of life."""
    done: list[tuple[str, Hypothesis]] = []
    for answer in model.each(order.texts, order.linked, order.openings):
        done.append(answer)
        if len(done) == FRAME:
            told.send_bytes(msgspec.msgpack.encode(Part(done, last=False)))
            done = []
    told.send_bytes(msgspec.msgpack.encode(Part(done, last=True)))


def load(setup: Setup) -> Translator:
    """Load the package of *setup* in this process, with the attention that suits it.

    Raises:
        ModelError: the package is broken.
    """
    from syndicate.engines.argos.calibration import calibrated
    from syndicate.engines.argos.weights import variables

    package = read_package(Path(setup.folder))

    def opened(attention: Attention, *, omissions: bool = False) -> Translator:
        return Translator(
            package,
            attention,
            workers=setup.threads,
            beam=setup.beam,
            batch_tokens=setup.batch_tokens,
            omissions=omissions,
        )

    try:
        table = variables((package.folder / "model" / "model.bin").read_bytes())
    except ModelError as error:
        raise ModelError(error.message, where=str(package.folder), advice=error.advice) from error
    cache = Path(setup.cache)
    attention = calibrated(digest_of(package, cache), table.layers if table.choice else 0, cache, opened)
    return opened(attention, omissions=setup.omissions)
