"""Readers: one format, one file. A reader turns a document's bytes into articles.

To add one, write `readers/<format>.py` with the four names of `Reader` at module level. It is
found by its file name; nothing is registered. `sniff` must be cheap and import nothing heavy:
it is asked for every document. Heavy libraries are imported inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from syndicate.model import Article, Failure


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to be read, and what is known of them."""

    name: str
    """How the user knows it: a path relative to what was named, a member of a zip, or `-`."""
    data: bytes
    """The bytes."""
    media_type: str = ""
    """MIME type, where a server or archive said so."""
    address: str = ""
    """Absolute address it was fetched from, if any; relative links are resolved against it."""
    encoding: str = ""
    """Character set asked for by the user or named by a server; empty to find it."""


class Reader(Protocol):
    """What a reader's module offers."""

    suffixes: tuple[str, ...]
    """File name endings it takes, with the dot, lower-case."""

    def sniff(self, document: Document) -> float:
        """How sure it is that this is its format, 0 to 1, from name, media type and first kilobytes."""
        ...

    def read(self, document: Document) -> Iterator[Article | Failure]:
        """Give the document's articles in its own order; what cannot be read is a Failure among them.

        Raises:
            ReadError: nothing at all can be read.
        """
        ...
