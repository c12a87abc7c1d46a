"""The process a model works in, and our end of it: both speak MessagePack. Started by `Worker`, never by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from syndicate.engines._process import Process, ProcessDied, ends
from syndicate.engines.argos.package import digest_of, read_package
from syndicate.engines.argos.shortlist import Shortlist, read
from syndicate.engines.argos.translator import Attention, Translator
from syndicate.errors import EngineError, ModelError, SyndicateError
from syndicate.model import Hypothesis

FRAME = 64
"""Hypotheses sent at once."""
MEMORY = {
    # Pages of 2 MiB: each step goes through all weights, and looking up where their small pages are takes its time.
    "hugetlb": 1,
    # Every step takes and gives back some megabytes; given back to the system, they come again as pages to be cleared.
    "mmap_threshold": 1 << 32,
    "trim_threshold": 1 << 33,
}
"""How the GNU C library deals out a model's memory; another library does not look at it. Changes no word."""


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
    shortlist: bytes = b""
    """The shortlist's file; empty for none."""


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


class Worker:
    """Our end: a process with one loaded model.

    Args:
        setup: what to load.
        timeout: seconds that it may say nothing.

    Raises:
        ModelError: the package is broken.
        ProcessDied: the process did not come up.
    """

    def __init__(self, setup: Setup, timeout: float) -> None:
        tunables = ":".join(f"glibc.malloc.{name}={value}" for name, value in MEMORY.items())
        self._process = Process(_PROGRAM, timeout, {"GLIBC_TUNABLES": tunables})
        with self._process.starting():
            self._process.send(msgspec.msgpack.encode(setup))
            answer = self._receive()
            if not isinstance(answer, Ready):
                raise ProcessDied("it began in the middle")
        self.attention = answer.attention
        """What the model's attention is worth."""

    @property
    def id(self) -> int:
        """The process's id."""
        return self._process.id

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
            ProcessDied: see there; what was yielded until then holds.
        """
        left = set(texts)
        given = {text: words for text, words in (openings or {}).items() if text in left}
        self._process.send(msgspec.msgpack.encode(Order(list(left), left & set(linked), given)))
        last = False
        while not last:
            part = self._receive()
            if not isinstance(part, Part):
                raise ProcessDied("it began anew in the middle")
            last = part.last
            for text, hypothesis in part.answers:
                if text not in left:
                    raise ProcessDied("it answered what was not asked")
                left.remove(text)
                yield text, hypothesis
        if left:
            raise ProcessDied("it left something out")

    def close(self) -> None:
        """Kill the process. Calling it twice does no harm."""
        self._process.close()

    def _receive(self) -> Ready | Part:
        answer = self._process.receive(_DECODER)
        if isinstance(answer, Refused):
            raise answer.error()
        return answer


# -- in the process itself ----------------------------------------------------------------------


def serve() -> None:
    """Load a model and translate what comes until nobody asks any more."""
    asked, told = ends()
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

    def opened(attention: Attention, *, omissions: bool = False, shortlist: Shortlist | None = None) -> Translator:
        return Translator(
            package,
            attention,
            workers=setup.threads,
            beam=setup.beam,
            batch_tokens=setup.batch_tokens,
            omissions=omissions,
            shortlist=shortlist,
        )

    try:
        table = variables((package.folder / "model" / "model.bin").read_bytes())
    except ModelError as error:
        raise ModelError(error.message, where=str(package.folder), advice=error.advice) from error
    cache = Path(setup.cache)
    attention = calibrated(digest_of(package, cache), table.layers if table.choice else 0, cache, opened)
    shortlist = read(setup.shortlist) if setup.shortlist else None
    return opened(attention, omissions=setup.omissions, shortlist=shortlist)
