"""Who the editor is, and in which language the desk speaks."""

from __future__ import annotations

from babel import Locale
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import LANGUAGE, REVIEWER, back, keep, page, sent
from syndicate.desk.words import languages

LONGEST = 80
"""Characters of a name."""


async def show(request: Request) -> Response:
    """Show the settings."""
    offered = [(tag, Locale.parse(tag, sep="-").get_display_name() or tag) for tag in languages()]
    return page(request, "settings.html", offered=offered)


async def save(request: Request) -> Response:
    """Keep them in the browser."""
    form = await sent(request)
    answer = back("/settings")
    name = " ".join(str(form.get("reviewer", "")).split())[:LONGEST]
    keep(answer, REVIEWER, name)
    if (language := str(form.get("language", ""))) in languages():
        keep(answer, LANGUAGE, language)
    return answer


routes = (Route("/settings", show), Route("/settings", save, methods=["POST"]))
