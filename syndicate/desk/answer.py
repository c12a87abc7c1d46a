"""From a request to a page: templates, the editor's language and name, the token of forms."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote

from babel.dates import format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from syndicate.desk.reasons import reason
from syndicate.desk.safety import HEADER, TOKEN, page_token, proved
from syndicate.desk.said import CALLED, OUTCOMES, placed, standing, tongue
from syndicate.desk.words import catalogue, chosen
from syndicate.languages import right_to_left
from syndicate.model import LanguageTag

LANGUAGE = "desk-language"
"""Cookie with the language of the pages."""
REVIEWER = "desk-reviewer"
"""Cookie with the editor's name."""


def page(request: Request, template: str, status: int = HTTPStatus.OK, /, **facts: Any) -> Response:
    """Return the page that *template* makes of *facts*; shapes are the template's."""
    language = language_of(request)
    made = _templates(language).get_template(template)
    text = made.render(
        request=request,
        language=language,
        direction="rtl" if right_to_left(LanguageTag(language)) else "ltr",
        reviewer=reviewer_of(request),
        token=page_token(request.app.state.key),
        here=request.url.path,
        folders=request.app.state.room.folders,
        alone=request.headers.get("HX-Request") == "true",
        **facts,
    )
    return HTMLResponse(text, status)


def back(address: str) -> Response:
    """Return the answer to a change: go and look at *address*, so that a reload does not change it again."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


async def sent(request: Request) -> FormData:
    """Return the form that *request* sends.

    Raises:
        HTTPException: it does not carry the token of our pages (403).
    """
    form = await request.form(max_files=1, max_fields=200)
    field = form.get(TOKEN)
    token = request.headers.get(HEADER) or (field if isinstance(field, str) else None)
    if not proved(token, request.app.state.key):
        raise HTTPException(HTTPStatus.FORBIDDEN, "This form is not of this desk any more. Load the page again.")
    return form


def language_of(request: Request) -> str:
    """Return the language of the pages that *request* wants."""
    return chosen(request.cookies.get(LANGUAGE, ""), request.headers.get("accept-language", ""))


def reviewer_of(request: Request) -> str:
    """Return the editor's name: as they gave it on the page, or as the desk was opened."""
    return unquote(request.cookies.get(REVIEWER, "")) or str(request.app.state.reviewer)


def keep(answer: Response, name: str, value: str) -> None:
    """Let the browser keep *value* for a year; any characters."""
    answer.set_cookie(name, quote(value), max_age=31_536_000, httponly=True, samesite="strict", path="/")


def words_of(request: Request) -> Any:
    """Return the function that gives a message in the editor's language, for what is said outside a template."""
    return catalogue(language_of(request)).gettext


@cache
def _templates(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("syndicate.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined] # of the extension
    words = catalogue(language)
    made.filters |= {
        "moment": lambda moment: _moment(moment, language),
        "tongue": lambda tag: tongue(tag, language),
        "reason": lambda text: reason(text, language),
        "called": lambda value: words.gettext(CALLED.get(value, value)),
        "named": lambda value: (value, words.gettext(CALLED.get(value, value))),
        "outcome": lambda value: words.gettext(OUTCOMES.get(value, value)),
        "standing": standing,
        "placed": pass_context(lambda context, path: placed(path, context["folders"])),
    }
    made.globals |= {"dict": dict}
    return made


def _moment(moment: datetime | None, language: str) -> str:
    """Return *moment* as people of *language* write it, in its own zone."""
    return format_datetime(moment, "d MMM y, HH:mm", locale=language.replace("-", "_")) if moment else ""
