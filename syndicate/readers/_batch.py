"""Many documents -> what they give, in their order, whoever reads them and however long it takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from syndicate.model import Failure
from syndicate.readers import Document
from syndicate.readers._choice import Read, read_document, reader_of
from syndicate.readers._workers import Workers

LIGHT = 64_000
"""Bytes up to which what is no page is read in this process: the worst that was found takes under a second."""
_AHEAD = 16
"""Documents for each worker that are read before the oldest must be done, which bounds the memory."""


class Hands(Protocol):
    """Whoever reads what is not read in this process."""

    @property
    def count(self) -> int:
        """How many documents are read at once."""
        ...

    def submit(self, document: Document) -> Future[list[Read]]:
        """Return the future of what *document* gives."""
        ...

    def flush(self) -> None:
        """Let nothing wait for more to come."""
        ...


@dataclass(slots=True)
class _Place:
    """A document's place in the order."""

    name: str
    """The document, or what a failure is about."""
    document: Document | None = None
    """A flat text that waits for the others of its folder."""
    read: Future[list[Read]] | None = None
    """What it gave or will give; None while it waits."""


class _Batch:
    """The documents of a batch that were not given back yet."""

    def __init__(self, workers: Hands) -> None:
        self.workers = workers
        self.places: deque[_Place] = deque()
        self.texts: list[_Place] = []
        self.running: deque[Future[list[Read]]] = deque()
        self.folder = PurePosixPath()

    def add(self, document: Document | Failure) -> None:
        if isinstance(document, Failure):
            self.places.append(_Place(document.where, read=_known([document])))
            return
        folder = PurePosixPath(document.name).parent
        if folder != self.folder:
            self.end_folder()
            self.folder = folder
        place = _Place(document.name)
        self.places.append(place)
        name = reader_of(document)
        if name == "text" and len(document.data) <= LIGHT:
            place.document = document
            self.texts.append(place)
        elif name != "html" and (name is None or len(document.data) <= LIGHT):
            place.read = _known(read_document(document))
        else:
            place.read = self.workers.submit(document)
            self.running.append(place.read)
            if len(self.running) > _AHEAD * self.workers.count:
                self.running.popleft().result()

    def end_folder(self) -> None:
        """Read the flat texts that waited; all of their folder are known now."""
        from syndicate.readers.text import shared_lines

        texts = [place.document for place in self.texts if place.document is not None]
        shared = shared_lines(texts)
        for place, document in zip(self.texts, texts, strict=True):
            place.read, place.document = _known(read_document(document, shared=shared)), None
        self.texts = []

    def done(self) -> Iterator[tuple[str, Read]]:
        """Give what is known from the front of the line, up to the first document that is still read."""
        while self.places and (read := self.places[0].read) is not None and read.done():
            yield from self._first(read)

    def rest(self) -> Iterator[tuple[str, Read]]:
        """Give everything, waiting for it."""
        self.end_folder()
        self.workers.flush()
        while self.places:
            read = self.places[0].read
            assert read is not None  # noqa: S101 - nothing waits for its folder any more
            yield from self._first(read)

    def _first(self, read: Future[list[Read]]) -> Iterator[tuple[str, Read]]:
        name = self.places.popleft().name
        for one in read.result():
            yield name, one


def _known(found: list[Read]) -> Future[list[Read]]:
    future: Future[list[Read]] = Future()
    future.set_result(found)
    return future


def read_batch(
    found: Iterable[Document | Failure], hands: AbstractContextManager[Hands] | None = None
) -> Iterator[tuple[str, Read]]:
    """Give everything that the documents *found* give, each with its document's name, in the order of *found*.

    Args:
        found: documents, and what could not be opened.
        hands: who reads pages and what is large; workers on this machine where None.
    """
    with hands or Workers() as workers:
        batch = _Batch(workers)
        for document in found:
            batch.add(document)
            yield from batch.done()
        yield from batch.rest()
