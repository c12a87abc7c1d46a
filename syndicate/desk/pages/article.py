"""One edition beside its source: sentences, what was found in them, corrections, and what people decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate import review, shorthand
from syndicate.desk.answer import back, page, reviewer_of, sent
from syndicate.desk.marks import shown, source_names, target_names
from syndicate.desk.room import room
from syndicate.errors import DetectError, StateError
from syndicate.languages import language_tag, right_to_left
from syndicate.model import Issue, LanguageTag, LedgerRow
from syndicate.review import Sentence, Sheet
from syndicate.state import State

_DECISIONS: dict[str, Callable[..., Any]] = {
    "approve": review.approve,
    "hold": review.hold,
    "automatic": review.automatic,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence on the page."""

    sentence: Sentence
    """Source and target."""
    place: str
    """`unit-segment`."""
    source: Markup
    """The source, marked."""
    target: Markup
    """The target, marked."""
    issues: tuple[Issue, ...]
    """What was found in it."""
    lost: tuple[LedgerRow, ...]
    """Its names that do not hold."""


def show(request: Request) -> Response:
    """Show an edition."""
    with room(request).state() as state:
        return _shown(request, state)


def _shown(request: Request, state: State, status: int = HTTPStatus.OK, **facts: Any) -> Response:
    article, language = _which(request, state)
    sheet = review.sheet(state, article, language)
    rows = _rows(state, sheet)
    about = {(issue.unit, issue.segment) for row in rows for issue in row.issues}
    rest = [issue for issue in sheet.edition.issues if (issue.unit, issue.segment) not in about]
    return page(
        request, "article.html", status,
        sheet=sheet, edition=sheet.edition, rows=rows, issues=rest,
        spoken="rtl" if right_to_left(sheet.edition.article.language) else "ltr",
        written="rtl" if right_to_left(language) else "ltr",
        **{"problem": "", "typed": {}, **facts},
    )  # fmt: skip


def edit(request: Request) -> Response:
    """Show the form for one sentence."""
    with room(request).state() as state:
        article, language = _which(request, state)
        sheet = review.sheet(state, article, language)
        sentence = _sentence(sheet, request.path_params["place"])
        near = [one for one in review.suggestions(state, sentence, language) if one.source != sentence.source.text]
        row = next(row for row in _rows(state, sheet) if row.sentence is sentence)
        text = shorthand.written(sentence.target, sentence.spans, sentence.source.spans)
        return page(request, "sentence.html", sheet=sheet, row=row, text=text, near=near, problem="")


async def correct(request: Request) -> Response:
    """Keep what the editor wrote for a sentence, and make the edition anew with it."""
    form = await sent(request)
    text, version = str(form.get("text", "")), _number(str(form.get("version", "")))
    return await run_in_threadpool(_corrected, request, text, version)


def _corrected(request: Request, text: str, version: int) -> Response:
    with room(request).changing, room(request).state() as state:
        article, language = _which(request, state)
        sheet = review.sheet(state, article, language)
        sentence = _sentence(sheet, request.path_params["place"])
        place = (sentence.source.unit, sentence.source.index)
        try:
            words, spans = shorthand.read(text, sentence.source.spans)
            review.correct(
                state, article, language, place, words, spans,
                reviewer=reviewer_of(request), when=_now(), version=version,
            )  # fmt: skip
        except StateError as error:
            row = next(row for row in _rows(state, sheet) if row.sentence is sentence)
            near = [one for one in review.suggestions(state, sentence, language) if one.source != sentence.source.text]
            facts = {"sheet": sheet, "row": row, "text": text, "near": near, "problem": str(error)}
            return page(request, "sentence.html", HTTPStatus.CONFLICT, **facts)
        room(request).renew(_now())
    return back(f"/articles/{article}/{language}#s{place[0]}-{place[1]}")


async def decide(request: Request) -> Response:
    """Approve, hold, leave to the gate, or undo."""
    form = await sent(request)
    facts = {name: str(form.get(name, "")) for name in ("action", "note", "version", "correction")}
    return await run_in_threadpool(_decided, request, facts)


def _decided(request: Request, sent: dict[str, str]) -> Response:
    with room(request).changing, room(request).state() as state:
        article, language = _which(request, state)
        version, action = _number(sent["version"]), sent["action"]
        try:
            if action == "undo":
                review.undo(state, article, language, when=_now(), version=version)
            elif action == "withdraw":
                review.withdraw_correction(state, _number(sent["correction"]), when=_now())
            elif action in _DECISIONS:
                _DECISIONS[action](
                    state, article, language,
                    reviewer=reviewer_of(request), when=_now(), note=sent["note"].strip(), version=version,
                )  # fmt: skip
            else:
                raise HTTPException(HTTPStatus.BAD_REQUEST, "There is no such decision.")
        except StateError as error:
            return _shown(request, state, HTTPStatus.CONFLICT, problem=str(error))
        room(request).renew(_now())
    return back(f"/articles/{article}/{language}")


def _which(request: Request, state: State) -> tuple[str, LanguageTag]:
    """Return article and language of the address.

    Raises:
        HTTPException: they are none (404).
    """
    try:
        article = state.articles.named(request.path_params["article"])
        return article, language_tag(request.path_params["language"])
    except (StateError, DetectError) as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error


def _sentence(sheet: Sheet, place: str) -> Sentence:
    found = next((one for one in sheet.sentences if f"{one.source.unit}-{one.source.index}" == place), None)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "This sentence is not there any more.")
    return found


def _rows(state: State, sheet: Sheet) -> list[Row]:
    ledger: dict[tuple[int, int], list[LedgerRow]] = {}
    for row in state.releases.ledger(sheet.edition.article.id, sheet.edition.language):
        ledger.setdefault((row.unit, row.segment), []).append(row)
    rows: list[Row] = []
    for one in sheet.sentences:
        place = (one.source.unit, one.source.index)
        own = ledger.get(place, [])
        spans = one.source.spans
        rows.append(
            Row(
                one,
                f"{place[0]}-{place[1]}",
                shown(one.source.text, spans, spans, source_names(one.source.text, own)),
                shown(one.target, one.spans, spans, target_names(one.target, own)),
                tuple(issue for issue in sheet.edition.issues if (issue.unit, issue.segment) == place),
                tuple(row for row in own if row.outcome != "held"),
            )
        )
    return rows


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


_EDITION = "/articles/{article}/{language}"
routes = (
    Route(_EDITION, show),
    Route(_EDITION, decide, methods=["POST"]),
    Route(_EDITION + "/{place}", edit),
    Route(_EDITION + "/{place}", correct, methods=["POST"]),
)
