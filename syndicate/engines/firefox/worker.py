"""A process with one loaded model of Firefox's, and our end of it.

The library translates one sentence at a time, holds Python's lock while it does, and belongs to one thread. So there is
a process for each worker. It cuts a sentence that is too long, and a target that does not end, without a word; both are
found by counting pieces, and answered by an empty target.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from syndicate.engines._process import Process, ProcessDied, ends
from syndicate.engines.firefox.models import Model, read_model
from syndicate.errors import EngineError, ModelError

LONGEST = 128
"""Pieces of a source that the library reads."""
ROOM = 6
"""A target may have twice its source's pieces and these; the library stops there, whether it is at its end or not."""
LONG = 1.25
"""Times its source's pieces from which a target that does not end as its source does has been stopped: read again, its
words may be fewer pieces than were written."""


class Answer(msgspec.Struct, frozen=True):
    """What the process says."""

    targets: list[str]
    """One for each text, in order; empty where it has none. None at all for a model that is only loaded."""
    broken: str = ""
    """Why the model cannot be loaded; empty where it is."""


_DECODER = msgspec.msgpack.Decoder(Answer)
_PROGRAM = "from syndicate.engines.firefox.worker import serve; serve()"


class Worker:
    """Our end: a process with one loaded model.

    Args:
        folder: the model's.
        timeout: seconds that it may say nothing.

    Raises:
        ModelError: the model is broken.
        ProcessDied: the process did not come up.
    """

    def __init__(self, folder: Path, timeout: float) -> None:
        self._process = Process(_PROGRAM, timeout)
        with self._process.starting():
            self._process.send(str(folder.resolve()).encode())
            if broken := self._process.receive(_DECODER).broken:
                raise ModelError(broken, where=str(folder), advice="Fetch the model anew: fxtranslate models add.")

    @property
    def id(self) -> int:
        """The process's id."""
        return self._process.id

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return a target for each of *texts*, in order; empty for one that is too long, or whose target has no end.

        Raises:
            ProcessDied: see there.
        """
        self._process.send(msgspec.msgpack.encode(list(texts)))
        targets = self._process.receive(_DECODER).targets
        if len(targets) != len(texts):
            raise ProcessDied("it left something out")
        return targets

    def close(self) -> None:
        """Kill the process. Calling it twice does no harm."""
        self._process.close()


class Steady:
    """A worker that is started when it is first needed, and once more where its process dies."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self._folder = folder
        self._timeout = timeout
        self._worker: Worker | None = None
        self._died = False

    @property
    def id(self) -> int:
        """The process's id; 0 where there is none."""
        return self._worker.id if self._worker else 0

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return a target for each of *texts*, as `Worker.translate` does.

        Raises:
            ModelError: the model is broken.
            EngineError: the process died for the second time.
        """
        try:
            self._worker = self._worker or Worker(self._folder, self._timeout)
            return self._worker.translate(texts)
        except ProcessDied as event:
            self.close()
            if self._died:
                advice = "Fetch the model anew: fxtranslate models add; or leave it out of [engines] use."
                raise EngineError(
                    f"the process of the model died twice: {event}.", where=str(self._folder), advice=advice
                ) from event
            self._died = True
            return self.translate(texts)

    def close(self) -> None:
        """Kill the process."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None


# -- in the process itself ----------------------------------------------------------------------


def serve() -> None:
    """Load a model and translate what comes until nobody asks any more."""
    asked, told = ends()
    try:
        try:
            loaded = Loaded(read_model(Path(asked.recv_bytes().decode())))
        except (ModelError, ValueError, OSError, RuntimeError) as error:  # the library's and SentencePiece's own
            told.send_bytes(msgspec.msgpack.encode(Answer([], f"it cannot be loaded ({error}).")))
            return
        told.send_bytes(msgspec.msgpack.encode(Answer([])))
        while True:
            texts = msgspec.msgpack.decode(asked.recv_bytes(), type=list[str])
            told.send_bytes(msgspec.msgpack.encode(Answer([loaded.translate(text) for text in texts])))
    except (EOFError, BrokenPipeError):
        return  # our master is gone


class Loaded:
    """A model that is loaded in this process.

    Raises:
        ValueError: the library does not take it.
    """

    def __init__(self, model: Model) -> None:
        from fxtranslate import Translator
        from sentencepiece import SentencePieceProcessor

        source, target = model.source.read_bytes(), model.target.read_bytes()
        shortlist = model.shortlist.read_bytes() if model.shortlist else None
        self._translator = Translator(model.weights.read_bytes(), source, target, shortlist)
        self._source = SentencePieceProcessor(model_proto=source)
        self._target = SentencePieceProcessor(model_proto=target)

    def translate(self, text: str) -> str:
        """Return the target of *text*, one sentence."""
        length = len(self._source.encode(text))
        if not 0 < length < LONGEST:
            return ""
        target: str = self._translator.translate(text).strip()
        written = len(self._target.encode(target))
        stopped = written >= 2 * length + ROOM or (written >= LONG * length and _ends(text) and not _ends(target))
        return "" if stopped else target


def _ends(text: str) -> bool:
    """Whether *text* ends as a sentence does: with a sign that is no letter and no figure."""
    return not text[-1:].isalnum()
