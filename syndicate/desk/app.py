"""The desk as a web application: its pages, its safety, and what it says when something is wrong."""

from __future__ import annotations

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from syndicate.config import Config
from syndicate.desk.answer import back, page
from syndicate.desk.later import Later, bring
from syndicate.desk.room import Room
from syndicate.desk.safety import STATIC, Safety
from syndicate.errors import SyndicateError, internal

_PAGES = {
    "/queue": ("queue",),
    "/names": ("names", "name"),
    "/suggestions": ("suggestions",),
    "/changes": ("changes",),
    "/overview": ("overview",),
    "/settings": ("settings",),
    "/articles": ("article", "sentence"),
}
"""Where each page's addresses begin, and its modules in `pages/`; the first is shown first."""


def make_app(config: Config, *, key: str, port: int, reviewer: str) -> Starlette:
    """Return the desk of *config*.

    Args:
        config: state, glossaries, engines and site of the newsroom.
        key: secret of this session: who has it is the editor.
        port: that it will listen on.
        reviewer: the editor's name, until they give another.

    Raises:
        StateError: there is a state, and it cannot be opened.
    """
    room = Room(config)
    pages = [Later(path, modules) for path, modules in _PAGES.items()]
    bring(pages, room.warm)
    routes: list[BaseRoute] = [Route("/", _first), *pages]
    routes.append(Mount(STATIC.rstrip("/"), StaticFiles(packages=[("syndicate.desk", "static")])))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Safety, key=key, port=port)],
        exception_handlers={HTTPException: _told, SyndicateError: _told, Exception: _told},
    )
    app.state.room = room
    app.state.key = key
    app.state.reviewer = reviewer
    return app


async def _first(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """Go where the navigation begins."""
    return back(next(iter(_PAGES)))


def _told(request: Request, error: Exception) -> Response:
    """Say what is wrong on a page of the desk; nothing raw reaches a person."""
    if isinstance(error, HTTPException):
        status, message = error.status_code, error.detail
    else:
        told = error if isinstance(error, SyndicateError) else internal(error, request.url.path)
        status, message = HTTPStatus.INTERNAL_SERVER_ERROR, str(told)
        if isinstance(error, SyndicateError):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page(request, "error.html", status, message=message)
