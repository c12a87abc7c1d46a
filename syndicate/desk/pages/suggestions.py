"""Names that no entry knows: accepted, changed before that, or never asked about again; and what may be misspelt."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import back, page, reviewer_of, sent
from syndicate.desk.room import room
from syndicate.editing import unnamed
from syndicate.errors import SyndicateError
from syndicate.glossary import never, own, revise
from syndicate.moment import now

PAGE = 20
"""Proposals that a page shows."""


def show(request: Request) -> Response:
    """Show what was found when somebody looked last."""
    return _shown(request)


def _shown(request: Request, status: int = HTTPStatus.OK, problem: str = "") -> Response:
    here = room(request)
    names = here.names().glossary
    found = None
    if here.config.run.state.is_file():
        with here.state() as state:
            found = unnamed.kept(state)
    shown = unnamed.without(found, names, never.words(own.known(here.config.run))) if found else unnamed.Suggestions()
    asked = request.query_params.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    start = (max(number, 1) - 1) * PAGE
    return page(
        request, "suggestions.html", status,
        looked=found, count=len(shown.proposals), proposals=shown.proposals[start : start + PAGE],
        number=number, more=len(shown.proposals) > start + PAGE, typos=shown.typos if number == 1 else (),
        files=here.files, never=never.place(own.ours(here.config.run) or here.glossaries), problem=problem,
    )  # fmt: skip


async def act(request: Request) -> Response:
    """Look again, take a spelling up, or never ask again."""
    form = {name: value for name, value in (await sent(request)).items() if isinstance(value, str)}

    def done() -> Response:
        try:
            return _done(request, form)
        except SyndicateError as error:
            return _shown(request, HTTPStatus.CONFLICT, str(error))

    return await run_in_threadpool(done)


def _done(request: Request, form: dict[str, str]) -> Response:
    here = room(request)
    names = here.names().glossary
    action = form.get("action")
    if action == "look":
        with here.state() as state:
            skipped = never.words(own.known(here.config.run))
            found = unnamed.look(state.articles.all(), names, here.config.run.to, skipped)
            unnamed.keep(state, found, now())
    elif action == "never":
        never.add([own.home(here.config.run)], form.get("words", "").split("\n"))
    elif action == "also" and (entry := names.entries.get(form.get("entry", ""))):
        field = f"also.{form.get('language', '')}"
        terms = {str(tag): some for tag, some in entry.also.items()}.get(form.get("language", ""), ())
        edit = revise.edited(entry, {field: "\n".join((*terms, form.get("text", "")))})
        with here.changing:
            here.save(edit, reviewer_of(request), now())
        return back("/changes?done=1")
    else:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "There is no such thing to do.")
    return back("/suggestions")


routes = (Route("/suggestions", show), Route("/suggestions", act, methods=["POST"]))
