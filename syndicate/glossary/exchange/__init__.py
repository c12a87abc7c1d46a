"""Glossaries to and from other programs: one format a file.

To add a format, write `exchange/<name>.py` with the functions of `Format`, and name it in `FORMATS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import Glossary
from syndicate.glossary.render import FIELDS
from syndicate.model import ConceptEntry, LanguageTag

Read = tuple[list[ConceptEntry], list[Problem]]
"""The good entries of a file, in its order, and what is wrong in it or could not be held."""

FORMATS: Mapping[str, str] = {
    "tbx": "TermBase eXchange, ISO 30042:2019, dialect TBX-Basic",
    "csv": "a table with every field, for a spreadsheet",
    "tsv": "the same with tabs",
    "deepl": "two columns, source and target, as DeepL takes them",
    "weblate": "the columns of Weblate's glossaries",
}
"""The formats, and what each is."""

BY_LANGUAGE = ("names", "short", "also", "avoid", "forms", "say")
"""The fields of an entry that are maps from languages."""


class Format(Protocol):
    """What a module of this folder gives."""

    LIMITS: tuple[str, ...]
    """What of a glossary it cannot hold, in words for an editor."""

    def write(self, glossary: Glossary, languages: Sequence[LanguageTag]) -> bytes:
        """Return the file; the same entries give the same bytes.

        Args:
            glossary: what to write, in the order of its ids.
            languages: those to write; DeepL's and Weblate's files want two, source and target.
        """
        ...

    def read(self, data: bytes, languages: Sequence[LanguageTag] = ()) -> Read:
        """Read a file; it may come from anywhere.

        Args:
            data: the whole file.
            languages: source and target, for formats that do not say them.
        """
        ...

    def holds(self, entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry | None:
        """Return what of *entry* a file keeps, None where nothing of it is written."""
        ...


def load(name: str) -> Format:
    """Return the format *name*, a key of `FORMATS`."""
    module: Any = importlib.import_module(f"syndicate.glossary.exchange.{_MODULES.get(name, name)}")
    return cast(Format, module)


_MODULES = {"csv": "sheet", "tsv": "tabs"}


def guess(data: bytes, name: str) -> str:
    """Return the format of a file by what it begins with, and where that says nothing by its *name*."""
    from syndicate.glossary.exchange import cells, sheet, weblate

    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\0", b"")
    if head.startswith(b"<") or name.lower().endswith((".tbx", ".xml")):
        return "tbx"
    rows, _ = cells.read(data)
    titles = rows[0].cells if rows else ()
    if len(titles) == 4 and all(row.cells[2:] == titles[2:] for row in rows[:9]):
        return "deepl"  # its rows may end with their languages, all with the same
    if weblate.is_header(titles):
        return "weblate"
    return "csv" if sheet.is_header(titles) else "deepl"


def restricted(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry:
    """Return *entry* with what it says in *languages* only; all of it where none are named."""
    fields = {
        field: {
            tag: value for tag, value in getattr(entry, field).items() if value and (tag in languages or not languages)
        }
        for field in BY_LANGUAGE
    }
    gender = entry.gender
    if not isinstance(gender, str):
        gender = {tag: value for tag, value in gender.items() if tag in languages or not languages} or ""
    return replace(entry, gender=gender, **cast(Any, fields))


def lost(entry: ConceptEntry, format_: Format, languages: Sequence[LanguageTag]) -> tuple[str, ...]:
    """Return the fields of *entry* that a file of this format does not bring back as they are."""
    held = format_.holds(entry, languages)
    whole = restricted(entry, languages)
    return () if held is None else tuple(field for field in FIELDS if getattr(whole, field) != getattr(held, field))
