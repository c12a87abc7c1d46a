"""One entry: its languages, its forms, where it stands, an edit with its impact before it is saved, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, page, reviewer_of, sent
from syndicate.desk.known import Names
from syndicate.desk.room import room
from syndicate.editing import naming
from syndicate.errors import GlossaryError
from syndicate.glossary import git, revise, ships
from syndicate.glossary.entries import in_language
from syndicate.glossary.exchange.draft import identifier
from syndicate.glossary.forms import declension
from syndicate.glossary.ledger import OUTCOMES, forms_in_use, open_state, sightings
from syndicate.glossary.revise import Edit
from syndicate.model import ConceptEntry, EntryKind, Form, LanguageTag
from syndicate.moment import now

LISTED = 50
"""Sentences that a preview lists."""
CONTEXTS = 20
"""Sentences shown for one form."""
GENDERS = ("m", "f", "n", "pl")
"""What a form offers, as glossary files write them."""


def show(request: Request) -> Response:
    """Show one entry, with a form."""
    names, entry = _entry(request)
    done = room(request).done if request.query_params.get("done") else None
    room(request).done = None if done else room(request).done
    return _shown(request, names, entry, done=done if done and done.edit.id == entry.id else None)


async def preview(request: Request) -> Response:
    """Show what a form would do, and change nothing."""
    form = _texts(await sent(request))
    return await run_in_threadpool(_previewed, request, form)


def _previewed(request: Request, form: dict[str, str]) -> Response:
    entry = _entry(request)[1]
    try:
        edit = room(request).at_home(revise.edited(entry, form, _base(form, entry)))
    except GlossaryError as error:
        return page(request, "name_preview.html", edit=None, stale=(), problem=str(error), cases=_cases(entry))
    stale = naming.impact(room(request).config, room(request).step(edit))
    return page(
        request, "name_preview.html", edit=edit, problem="", cases=_cases(edit.after or entry), **_impact(stale)
    )


async def save(request: Request) -> Response:
    """Write what a form says, and make anew what it touches."""
    form = _texts(await sent(request))
    return await run_in_threadpool(_saved, request, form)


def _saved(request: Request, form: dict[str, str]) -> Response:
    # The entry is read under the lock: what somebody else saves at this moment has been saved, or comes after.
    with room(request).changing:
        names, entry = _entry(request)
        base = _base(form, entry)
        try:
            if clashes := revise.clashes(entry, form, base):
                return _shown(request, names, entry, HTTPStatus.CONFLICT, clashes=clashes, typed=form)
            return _carried_out(request, revise.edited(entry, form, base))
        except GlossaryError as error:
            return _shown(request, names, entry, HTTPStatus.CONFLICT, problem=str(error), typed=form)


def remove(request: Request) -> Response:
    """Ask whether an entry shall go, and show what that would do."""
    names, entry = _entry(request)
    try:
        edit = room(request).at_home(revise.deleted(entry))
    except GlossaryError as error:
        return _shown(request, names, entry, HTTPStatus.CONFLICT, problem=str(error))
    stale = naming.impact(room(request).config, room(request).step(edit))
    return page(request, "name_remove.html", entry=entry, base=_packed(entry), edit=edit, **_impact(stale))


async def removed(request: Request) -> Response:
    """Take an entry out of its file, as it was shown."""
    form = _texts(await sent(request))

    def gone() -> Response:
        with room(request).changing:
            entry = _entry(request)[1]
            if form.get("base") != _packed(entry) or ships(Path(entry.file)):
                return back(f"/names/{entry.id}/remove")
            return _carried_out(request, revise.deleted(entry))

    return await run_in_threadpool(gone)


async def restore(request: Request) -> Response:
    """Give an entry back what the last commit says of it."""
    await sent(request)

    def given() -> Response:
        with room(request).changing:
            names, entry = _entry(request)
            before = git.committed(entry)
            if before is None:
                return _shown(request, names, entry, HTTPStatus.CONFLICT, problem="The last commit does not have it.")
            return _carried_out(request, revise.restored(entry, before))

    return await run_in_threadpool(given)


def new(request: Request) -> Response:
    """Show an empty form."""
    return _new(request, {})


async def say_more(request: Request) -> Response:
    """Show the form with what was proposed; nothing is written yet."""
    return _new(request, _texts(await sent(request)))


async def add(request: Request) -> Response:
    """Put a new entry into a file."""
    form = _texts(await sent(request))
    return await run_in_threadpool(_added, request, form)


def _added(request: Request, form: dict[str, str]) -> Response:
    here = room(request)
    said = {key.removeprefix("names."): value for key, value in form.items() if key.startswith("names.") and value}
    name = form.pop("id", "").strip() or identifier({LanguageTag(tag): text for tag, text in said.items()})
    file = form.pop("file", "")
    try:
        with here.changing:
            if name in here.names().glossary.entries:
                raise GlossaryError(f"{name}: this entry is already there.", advice="Choose another identifier.")
            if file not in here.files:
                raise GlossaryError("there is no such glossary.", advice="Choose one of the list.")
            return _carried_out(request, revise.added(name, form, Path(file)))
    except GlossaryError as error:
        return _new(request, {**form, "id": name, "file": file}, HTTPStatus.CONFLICT, str(error))


def uses(request: Request) -> Response:
    """Show every form of an entry in its sentences."""
    _, entry = _entry(request)
    language, outcome = (request.query_params.get(name, "") for name in ("language", "outcome"))
    state = room(request).config.run.state
    if not state.is_file():
        return page(request, "name_uses.html", entry=entry, forms=[], languages=[], count=0, outcomes=OUTCOMES,
                    contexts=CONTEXTS, language_asked=language, outcome_asked=outcome)  # fmt: skip
    with closing(open_state(state)) as database:
        found = sightings(database, [entry.id], language=language, outcome=outcome if outcome in OUTCOMES else "")
        tags = database.execute("SELECT DISTINCT language FROM ledger WHERE entry = ? ORDER BY 1", (entry.id,))
        languages = [tag for (tag,) in tags]
    forms = sorted(forms_in_use(found), key=lambda use: use.outcome == "held")
    return page(request, "name_uses.html", entry=entry, forms=forms, languages=languages, count=len(found),
                outcomes=OUTCOMES, contexts=CONTEXTS, language_asked=language, outcome_asked=outcome)  # fmt: skip


# -- what these share --------------------------------------------------------------------------


def _carried_out(request: Request, edit: Edit) -> Response:
    """Do *edit*, and go to where it is told."""
    room(request).save(edit, reviewer_of(request), now())
    return back(f"/names/{edit.id}?done=1" if edit.after else "/changes?done=1")


def _entry(request: Request) -> tuple[Names, ConceptEntry]:
    names = room(request).names()
    entry = names.glossary.entries.get(request.path_params["id"])
    if entry is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no entry “{request.path_params['id']}”.")
    return names, entry


def _shown(request: Request, names: Names, entry: ConceptEntry, status: int = 200, **facts: Any) -> Response:
    tags = sorted({*names.glossary.languages, *entry.names})
    typed: Mapping[str, str] = facts.pop("typed", {})
    return page(
        request, "name.html", status,
        entry=entry, base=_packed(entry), typed=typed, kinds=list(EntryKind), genders=GENDERS,
        languages=[tag for tag in tags if tag in entry.names],
        missing=[tag for tag in tags if in_language(entry.names, tag) is None],
        cases=_cases(entry), findings=names.findings.get(entry.id, ()),
        **{"problem": "", "clashes": (), "done": None, "edit": None, "stale": (), **facts},
    )  # fmt: skip


def _new(request: Request, typed: Mapping[str, str], status: int = 200, problem: str = "") -> Response:
    here = room(request)
    return page(
        request, "name_new.html", status,
        typed=typed, problem=problem, files=here.files, kinds=list(EntryKind), genders=GENDERS,
        languages=here.names().glossary.languages,
    )  # fmt: skip


def _cases(entry: ConceptEntry) -> dict[LanguageTag, list[tuple[str, list[Form]]]]:
    """Return by language the name and its short form with their forms; languages with one form only are left out."""
    found: dict[LanguageTag, list[tuple[str, list[Form]]]] = {}
    for tag in sorted(entry.names):
        terms = dict.fromkeys(term for term in (entry.names.get(tag), entry.short.get(tag)) if term)
        forms = [(term, list(declension(entry, tag, term))) for term in terms]
        if some := [(term, each) for term, each in forms if len(each) > 1]:
            found[tag] = some
    return found


def _impact(stale: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "stale": stale[:LISTED],
        "sentences": len(stale),
        "articles": len({one.sentence.article for one in stale}),
    }


def _packed(entry: ConceptEntry) -> str:
    """Return *entry* as the form carries it, to tell later what the editor began with."""
    return msgspec.json.encode(entry).decode()


def _base(form: Mapping[str, str], entry: ConceptEntry) -> ConceptEntry:
    """Return the entry as the editor saw it.

    Raises:
        HTTPException: what the form carries is not what a page of ours gave it (400).
    """
    try:
        found = msgspec.json.decode(form["base"], type=ConceptEntry) if form.get("base") else entry
    except msgspec.MsgspecError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "Load the page again.") from error
    return found if found.id == entry.id else entry


def _texts(form: Any) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


routes = (
    Route("/names/new", new),
    Route("/names/new", add, methods=["POST"]),
    Route("/names/new/more", say_more, methods=["POST"]),
    Route("/names/{id}", show),
    Route("/names/{id}", save, methods=["POST"]),
    Route("/names/{id}/preview", preview, methods=["POST"]),
    Route("/names/{id}/remove", remove),
    Route("/names/{id}/remove", removed, methods=["POST"]),
    Route("/names/{id}/restore", restore, methods=["POST"]),
    Route("/names/{id}/uses", uses),
)
