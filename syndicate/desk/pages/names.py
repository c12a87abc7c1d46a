"""The names: every entry in its languages, what is doubtful, and an edit seen before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, page, sent
from syndicate.desk.edit import Edit, edited
from syndicate.desk.room import Names, room
from syndicate.errors import GlossaryError
from syndicate.glossary.entries import in_language
from syndicate.glossary.forms import declension
from syndicate.glossary.normal import fold
from syndicate.model import UND, ConceptEntry, EntryKind, Form, LanguageTag

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


def show(request: Request) -> Response:
    """Show one entry, with a form."""
    names, entry = _entry(request)
    return page(request, "name.html", entry=entry, edit=None, problem="", **_facts(names, entry))


async def preview(request: Request) -> Response:
    """Show what a form would do, and change nothing."""
    form = {name: value for name, value in (await sent(request)).items() if isinstance(value, str)}
    return await run_in_threadpool(_previewed, request, form)


def _previewed(request: Request, form: dict[str, str]) -> Response:
    names, entry = _entry(request)
    try:
        edit = edited(entry, form)
    except GlossaryError as error:
        return page(request, "name_preview.html", entry=entry, edit=None, problem=str(error), **_facts(names, entry))
    return page(request, "name_preview.html", entry=entry, edit=edit, problem="", **_facts(names, edit.after))


async def save(request: Request) -> Response:
    """Write what a form says."""
    form = {name: value for name, value in (await sent(request)).items() if isinstance(value, str)}
    return await run_in_threadpool(_saved, request, form)


def _saved(request: Request, form: dict[str, str]) -> Response:
    names, entry = _entry(request)
    try:
        with room(request).changing:
            edit: Edit = edited(entry, form)
            if edit.result != edit.data:
                edit.write()
    except GlossaryError as error:
        facts = _facts(names, entry)
        return page(request, "name.html", HTTPStatus.CONFLICT, entry=entry, edit=None, problem=str(error), **facts)
    return back(f"/names/{entry.id}")


def _entry(request: Request) -> tuple[Names, ConceptEntry]:
    names = room(request).names()
    entry = names.glossary.entries.get(request.path_params["id"])
    if entry is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no entry “{request.path_params['id']}”.")
    return names, entry


def _facts(names: Names, entry: ConceptEntry) -> dict[str, object]:
    """Return what the pages of one entry show besides itself."""
    tags = sorted({*names.glossary.languages, *entry.names})
    return {
        "languages": [tag for tag in tags if tag in entry.names],
        "missing": [tag for tag in tags if in_language(entry.names, tag) is None],
        "cases": {tag: _cases(entry, tag) for tag in tags if tag in entry.names},
        "findings": names.findings.get(entry.id, ()),
    }


def _cases(entry: ConceptEntry, tag: LanguageTag) -> list[tuple[str, list[Form]]]:
    """Return the term and the forms of the name and of its short form; none where the language has one form only."""
    terms = dict.fromkeys(term for term in (entry.names.get(tag), entry.short.get(tag)) if term)
    found = [(term, list(declension(entry, tag, term))) for term in terms]
    return [(term, forms) for term, forms in found if len(forms) > 1]


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


routes = (
    Route("/names", show_all),
    Route("/names/{id}", show),
    Route("/names/{id}", save, methods=["POST"]),
    Route("/names/{id}/preview", preview, methods=["POST"]),
)
