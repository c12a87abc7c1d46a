"""The names: every entry, found by any of its names, with its languages and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import page
from syndicate.desk.known import Names
from syndicate.desk.room import room
from syndicate.glossary.entries import in_language
from syndicate.glossary.normal import fold
from syndicate.model import UND, ConceptEntry, EntryKind, LanguageTag

PAGE = 50
"""Entries that a page lists."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list was asked for."""

    text: str = ""
    """In any name, other spelling or id."""
    kind: str = ""
    """person, place, ..."""
    missing: str = ""
    """Language in which there is no name."""
    doubtful: bool = False
    """Only those of which something is doubtful."""
    number: int = 1
    """Page, from 1."""


def show_all(request: Request) -> Response:
    """List the entries."""
    names = room(request).names()
    asked = request.query_params
    chosen = Chosen(
        asked.get("q", "").strip(),
        asked.get("kind", ""),
        asked.get("missing", ""),
        bool(asked.get("doubtful")),
        int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1,
    )
    found = list(_found(names, chosen))
    start = (max(chosen.number, 1) - 1) * PAGE
    return page(
        request,
        "names.html",
        chosen=chosen,
        count=len(found),
        entries=found[start : start + PAGE],
        more=len(found) > start + PAGE,
        kinds=list(EntryKind),
        languages=names.glossary.languages,
        findings=names.findings,
        failures=names.failures,
    )


def _found(names: Names, chosen: Chosen) -> Iterator[ConceptEntry]:
    wanted = fold(chosen.text, UND)
    for searched, entry in names.searched:
        if wanted and wanted not in searched:
            continue
        if chosen.kind and entry.kind != chosen.kind:
            continue
        if chosen.missing and (entry.keep or in_language(entry.names, LanguageTag(chosen.missing)) is not None):
            continue
        if chosen.doubtful and entry.id not in names.findings:
            continue
        yield entry


routes = (Route("/names", show_all),)
