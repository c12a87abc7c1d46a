"""Pages that are imported when they are first asked for: who opens the queue does not wait for the engines' modules.

When the first page has been given, the others are brought in the background, and what a save works with, so that the
second page and the first save are quick too.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import NoReturn

from starlette.routing import BaseRoute, Match, NoMatchFound, Router
from starlette.types import Receive, Scope, Send

WARMING = "warming"
"""Name of the thread that does so."""


class Later(BaseRoute):
    """The pages whose addresses begin with one path."""

    def __init__(self, path: str, modules: Sequence[str]) -> None:
        """Answer for *path* and all beneath it.

        Args:
            path: without a slash at its end.
            modules: names of modules in `pages/`, whose `routes` are looked at in this order.
        """
        self.path = path
        self._modules = modules
        self._router: Router | None = None
        self.given: Callable[[], None] | None = None
        """Called whenever a page of ours has been given."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether the address of *scope* is one of ours."""
        ours = scope["type"] == "http" and (scope["path"] + "/").startswith(self.path + "/")
        return (Match.FULL if ours else Match.NONE), {}

    def url_path_for(self, name: str, /, **parameters: object) -> NoReturn:
        """Refuse: the pages' addresses are written as they are."""
        raise NoMatchFound(name, parameters)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.pages()(scope, receive, send)
        if self.given is not None:
            self.given()

    def pages(self) -> Router:
        """Return the pages, imported by now."""
        if self._router is None:
            found = [importlib.import_module(f"syndicate.desk.pages.{name}") for name in self._modules]
            self._router = Router([route for module in found for route in module.routes])
        return self._router


def bring(pages: Sequence[Later], then: Callable[[], None]) -> None:
    """Have *pages* brought in the background when the first of them has been given, once, and *then* done."""

    def work() -> None:
        for each in pages:
            each.pages()
        then()

    @cache
    def start() -> None:
        threading.Thread(target=work, name=WARMING, daemon=True).start()

    for each in pages:
        each.given = start
