"""Which reader takes a document, and reading it with what goes wrong as values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType

from syndicate import registry
from syndicate.errors import SyndicateError
from syndicate.model import Article, Failure
from syndicate.readers import Document

Read = Article | Failure
"""What reading gives, piece by piece."""


def read_document(document: Document, *, shared: frozenset[str] = frozenset()) -> list[Read]:
    """Return the articles of one document, and what failed in it.

    It takes and gives plain values only, so that it can run in a process of its own.

    Args:
        document: bytes and what is known of them.
        shared: lines that most flat texts beside it have too, as `text.shared_lines` gives them.
    """
    name = reader_of(document)
    if name is None:
        return [_unknown(document)]
    articles: list[Read] = []
    reader = _readers()[name]
    try:
        articles.extend(reader.read(document, shared=shared) if shared and name == "text" else reader.read(document))
    except SyndicateError as error:
        articles.append(Failure("read", error.where or document.name, error.message, error.advice))
    except MemoryError:
        message = "reading it needs more memory than a document may take; it was stopped."
        articles.append(Failure("read", document.name, message, "Split it, or leave it out."))
    except Exception as error:  # a page nobody thought of must not stop the other thousand
        message = f"the {name} reader cannot read it ({type(error).__name__}: {error})."
        articles.append(Failure("read", document.name, message, "Please report this, with the file."))
    return articles


def reader_of(document: Document) -> str | None:
    """Return the name of the reader that is surest of *document*; None if none knows it or it is empty."""
    if not document.data.strip():
        return None
    # Of two that are equally sure the first by name reads it, on every machine.
    sure = [(reader.sniff(document), name) for name, reader in _readers().items()]
    best, name = min(sure, key=lambda one: (-one[0], one[1]))
    return name if best > 0 else None


@cache
def _readers() -> Mapping[str, ModuleType]:
    """Return every reader by its name; asked for each document, and looking up entry points takes 10 ms."""
    return {name: registry.load("readers", name) for name in registry.names("readers")}


_SITEMAPS = {"urlset", "sitemapindex"}


def _unknown(document: Document) -> Failure:
    from syndicate.readers._xml import root_name

    if not document.data.strip():
        return Failure("read", document.name, "it is empty.", "Save it again, or leave it out.")
    root = root_name(document.data)
    if root in _SITEMAPS:
        message = "it is a sitemap: addresses of pages, and no articles."
        advice = "Give the site's news sitemap or its feed, or save the pages that it names."
        return Failure("read", document.name, message, advice)
    if root == "NewsML":
        message = "it is NewsML 1, which is not read."
        return Failure("read", document.name, message, "Ask the agency for NewsML-G2, NITF or ninjs.")
    endings = sorted({ending for reader in _readers().values() for ending in reader.suffixes})
    advice = f"Articles are read from {', '.join(endings)}. Save it as text or as a web page."
    if root:
        return Failure("read", document.name, f"it is XML of a kind that is not known: <{root}>.", advice)
    return Failure("read", document.name, "its format is not known.", advice)
