"""One sentence of an edition under an editor's hands: typed, checked at once, translated another way, saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, language_of, page, reviewer_of, sent
from syndicate.desk.pages.article import EDITION, number, renewed, sheet_of, which
from syndicate.desk.room import room
from syndicate.desk.rows import Row, rows_of
from syndicate.desk.said import tongue
from syndicate.editing import review, shorthand, trial
from syndicate.editions import Draft
from syndicate.errors import StateError, SyndicateError
from syndicate.gate import action
from syndicate.model import MARKUP, EditionState, Issue
from syndicate.moment import now
from syndicate.state import State
from syndicate.state.corrections import Correction


@dataclass(frozen=True, slots=True)
class Said:
    """What the checks say of a sentence that is typed."""

    issues: tuple[tuple[str, Issue], ...]
    """`hold` or `note`, and what was found in it."""
    elsewhere: int
    """How much holds the edition besides."""
    state: EditionState
    """What the gate would make of the edition."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a request about one sentence is about."""

    state: State
    sheet: review.Sheet
    row: Row

    @property
    def place(self) -> tuple[int, int]:
        source = self.row.sentence.source
        return source.unit, source.index


def edit(request: Request) -> Response:
    """Show the form."""
    with room(request).changing, room(request).state() as state:
        desk = _at(request, state)
        one = desk.row.sentence
        words, spans = (one.correction.target, one.correction.spans) if one.correction else (one.target, one.spans)
        return _form(request, desk, shorthand.written(words, spans, one.source.spans))


async def correct(request: Request) -> Response:
    """Keep what the editor wrote, and make the edition anew with it; or check it, or ask another engine."""
    form = await sent(request)
    text, version, way = (str(form.get(name, "")) for name in ("text", "version", "way"))
    text = text.replace("\r\n", "\n")
    return await run_in_threadpool(_ACTIONS[request.url.path.rpartition("/")[2]], request, text, number(version), way)


def _corrected(request: Request, text: str, version: int, _: str) -> Response:
    with room(request).changing, room(request).state() as state:
        desk = _at(request, state)
        article, language = desk.sheet.edition.article.id, desk.sheet.edition.language
        try:
            words, spans = shorthand.read(text, desk.row.sentence.source.spans)
            review.correct(
                state, article, language, desk.place, words, spans,
                reviewer=reviewer_of(request), when=now(), version=version,
            )  # fmt: skip
        except StateError as error:
            # The form that comes back has the newest version: who saves again has seen what the other wrote.
            written = desk.row.sentence.correction
            theirs = written if written is not None and written.id != version else None
            return _form(request, desk, text, HTTPStatus.CONFLICT, problem=str(error), theirs=theirs)
        busy = renewed(request)
    return back(f"/articles/{article}/{language}{'?busy=1' if busy else ''}#s{desk.row.place}")


def _checked(request: Request, text: str, version: int, way: str) -> Response:
    with room(request).changing, room(request).state() as state:
        desk = _at(request, state)
        try:
            words, spans = shorthand.read(text, desk.row.sentence.source.spans)
            said = _said(request, desk, _draft(request, desk), words, spans) if words else None
        except SyndicateError as error:
            return _form(request, desk, text, version=version, way=way, wrong=str(error))
        return _form(request, desk, text, version=version, way=way, said=said)


def _again(request: Request, text: str, version: int, way: str) -> Response:
    with room(request).changing, room(request).state() as state:
        desk = _at(request, state)
        tools = room(request).tools()
        try:
            draft = _draft(request, desk)
            routes = trial.routes_of(draft, desk.place, tools)
            route = next((one for one in routes if trial.route_name(one) == way), None)
            if route is None:
                raise StateError("this way is not there any more.", advice="Choose another.")
            made = trial.retranslate(draft, desk.place, route, tools).target
            spans = [one for one in made.spans if one.kind in MARKUP]
            said = _said(request, desk, draft, made.text, spans)
        except SyndicateError as error:
            return _form(request, desk, text, version=version, way=way, wrong=str(error))
        typed = shorthand.written(made.text, spans, desk.row.sentence.source.spans)
        return _form(request, desk, typed, version=version, way=way, said=said)


def _form(
    request: Request,
    desk: _Desk,
    text: str,
    status: int = HTTPStatus.OK,
    *,
    version: int | None = None,
    problem: str = "",
    wrong: str = "",
    theirs: Correction | None = None,
    said: Said | None = None,
    way: str = "",
) -> Response:
    """Show the form with *text* in it, and nothing that was typed is lost."""
    one = desk.row.sentence
    found = review.suggestions(desk.state, one, desk.sheet.edition.language)
    near = [each for each in found if each.source != one.source.text]
    try:
        tools = room(request).tools()
        routes = trial.routes_of(_draft(request, desk), desk.place, tools)
    except SyndicateError:
        routes = []
    called = partial(tongue, language=language_of(request))
    facts: dict[str, Any] = {
        "sheet": desk.sheet, "edition": desk.sheet.edition, "row": desk.row, "text": text, "near": near,
        "problem": problem, "wrong": wrong, "said": said, "way": way,
        "version": one.version if version is None else version,
        "theirs": theirs and shorthand.written(theirs.target, theirs.spans, one.source.spans), "their": theirs,
        "routes": [(trial.route_name(route), trial.route_label(route, called)) for route in routes],
    }  # fmt: skip
    return page(request, "sentence.html", status, **facts)


def _said(request: Request, desk: _Desk, draft: Draft, words: str, spans: Sequence[Any]) -> Said:
    tools, gate = room(request).tools(), room(request).config.gate
    edition = trial.with_sentence(desk.state, draft, desk.place, words, spans, tools, now())
    told = [(action(issue, gate), issue) for issue in edition.issues]
    here = tuple(each for each in told if (each[1].unit, each[1].segment) == desk.place and each[0] != "pass")
    rest = sum(doing == "hold" and (issue.unit, issue.segment) != desk.place for doing, issue in told)
    return Said(here, rest, edition.state)


def _draft(request: Request, desk: _Desk) -> Draft:
    edition = desk.sheet.edition
    return trial.draft_of(desk.state, edition.article.id, edition.language, room(request).tools())


def _at(request: Request, state: State) -> _Desk:
    """Return what the address is about.

    Raises:
        HTTPException: it is not there (404).
    """
    sheet = sheet_of(state, *which(request, state))
    row = next((row for row in rows_of(state, sheet) if row.place == request.path_params["place"]), None)
    if row is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "This sentence is not there any more.")
    return _Desk(state, sheet, row)


_PLACE = EDITION + "/{place}"
_ACTIONS = {"save": _corrected, "check": _checked, "again": _again}
routes = (Route(_PLACE, edit), *(Route(f"{_PLACE}/{name}", correct, methods=["POST"]) for name in _ACTIONS))
