"""What was changed in the glossaries: edits that people made here, each to be taken back, and Git's difference."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, page, reviewer_of, sent
from syndicate.desk.room import Room, room
from syndicate.editing import naming
from syndicate.errors import GlossaryError
from syndicate.glossary import git
from syndicate.moment import now
from syndicate.state import edits


def show(request: Request) -> Response:
    """Show what was changed."""
    return _shown(request)


def _shown(request: Request, status: int = HTTPStatus.OK, problem: str = "") -> Response:
    here = room(request)
    done = here.done if request.query_params.get("done") else None
    here.done = None if done else here.done
    told = git.changes([Path(one) for one in here.glossaries])
    lines = None if told is None else [(line[:1], line) for line in told.splitlines()]
    return page(request, "changes.html", status, done=done, made=_made(here), lines=lines, problem=problem)


async def take_back(request: Request) -> Response:
    """Take one edit back."""
    form = await sent(request)
    number = str(form.get("number", ""))

    def taken() -> Response:
        here = room(request)
        one = next((one for one in _made(here) if str(one.number) == number), None)
        if one is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such edit.")
        try:
            with here.changing:
                edit = naming.taken_back(here.names().glossary, one)
                here.save(edit, reviewer_of(request), now())
        except GlossaryError as error:
            return _shown(request, HTTPStatus.CONFLICT, str(error))
        return back("/changes?done=1")

    return await run_in_threadpool(taken)


def _made(here: Room) -> Sequence[edits.Made]:
    if not here.config.run.state.is_file():
        return ()
    with here.state() as state:
        return edits.made(state.facts)


routes = (Route("/changes", show), Route("/changes", take_back, methods=["POST"]))
