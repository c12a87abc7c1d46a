"""One edition beside its source: sentences, what was found in them, and what people decided."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, page, reviewer_of, sent
from syndicate.desk.pages.queue import ADDRESS as QUEUE
from syndicate.desk.room import room
from syndicate.desk.rows import elsewhere, rows_of
from syndicate.editing import review
from syndicate.errors import DetectError, StateError, SyndicateError
from syndicate.gate import always_read
from syndicate.languages import language_tag, right_to_left
from syndicate.model import EditionState, LanguageTag
from syndicate.moment import now
from syndicate.state import State
from syndicate.state.database import BusyError
from syndicate.state.decisions import Action

EDITION = "/articles/{article}/{language}"
"""Address of an edition."""


def show(request: Request) -> Response:
    """Show an edition."""
    with room(request).state() as state:
        return _shown(request, state)


def _shown(request: Request, state: State, status: int = HTTPStatus.OK, **facts: Any) -> Response:
    article, language = which(request, state)
    sheet = sheet_of(state, article, language)
    rows, edition = rows_of(state, sheet), sheet.edition
    gate = room(request).config.gate
    always = always_read(edition.article.language, language, edition.state, edition.issues, gate)
    return page(
        request, "article.html", status,
        sheet=sheet, edition=edition, rows=rows, issues=[*([always] if always else []), *elsewhere(sheet, rows)],
        spoken="rtl" if right_to_left(edition.article.language) else "ltr",
        made=edition.state not in {EditionState.SKIPPED, EditionState.FAILED},
        pending=any(row.pending for row in rows),
        busy=bool(request.query_params.get("busy")),
        **{"problem": "", **facts},
    )  # fmt: skip


async def decide(request: Request) -> Response:
    """Approve, hold, leave to the gate, undo, or take a correction back."""
    form = await sent(request)
    names = ("action", "note", "version", "words", "correction", "back")
    return await run_in_threadpool(_decided, request, {name: str(form.get(name, "")) for name in names})


def _decided(request: Request, sent: dict[str, str]) -> Response:
    with room(request).changing, room(request).state() as state:
        article, language = which(request, state)
        try:
            _decide(request, state, article, language, sent)
        except StateError as error:
            answer = _shown(request, state, HTTPStatus.CONFLICT, problem=str(error))
            # A form of the queue, or of one sentence, has no place for a whole page: it is gone to.
            answer.headers.update({"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"})
            return answer
        busy = renewed(request)
    from_queue = sent["back"].startswith(f"{QUEUE}?")
    facts = {"busy": "1"} if busy else {}
    if from_queue:
        return back(f"{sent['back']}&{urlencode({'done': article, 'in': language, **facts})}")
    return back(f"/articles/{article}/{language}" + (f"?{urlencode(facts)}" if facts else ""))


def _decide(request: Request, state: State, article: str, language: LanguageTag, sent: dict[str, str]) -> None:
    version, action = number(sent["version"]), sent["action"]
    if action == "undo":
        review.undo(state, article, language, when=now(), version=version)
    elif action == "withdraw":
        review.withdraw_correction(state, number(sent["correction"]), when=now())
    elif action in {str(each) for each in Action}:
        review.decide(
            state, article, language, Action(action), reviewer=reviewer_of(request), when=now(),
            note=sent["note"].strip(), version=version, words=sent["words"] or None,
        )  # fmt: skip
    else:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "There is no such decision.")


def renewed(request: Request) -> bool:
    """Make anew what was changed, and the site; return whether another run is going on, after which it will be.

    Raises:
        HTTPException: the site cannot be written; what was changed is kept.
    """
    try:
        room(request).renew(now())
    except BusyError:
        return True
    except SyndicateError as error:
        told = f"What you did is kept, and the feeds could not be written: {error}"
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, told) from error
    return False


def which(request: Request, state: State) -> tuple[str, LanguageTag]:
    """Return article and language of the address.

    Raises:
        HTTPException: they are none (404).
    """
    try:
        article = state.articles.named(request.path_params["article"])
        return article, language_tag(request.path_params["language"])
    except (StateError, DetectError) as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error


def sheet_of(state: State, article: str, language: LanguageTag) -> review.Sheet:
    """Return an edition with what an editor needs.

    Raises:
        HTTPException: there is none (404).
    """
    try:
        return review.sheet(state, article, language)
    except StateError as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error


def number(text: str) -> int:
    """Return the number that a form's field says; 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


routes = (Route(EDITION, show), Route(EDITION, decide, methods=["POST"]))
