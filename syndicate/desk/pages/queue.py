"""The queue: what is held, what is to be looked at, and why; newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import page
from syndicate.desk.room import room
from syndicate.editing import review
from syndicate.errors import StateError
from syndicate.languages import right_to_left
from syndicate.model import EditionState, LanguageTag
from syndicate.state import State
from syndicate.state.tallies import Wanted, counted

PAGE = 50
"""Editions that a page lists."""
ADDRESS = "/queue"
"""Its address."""
REVIEW = "review"
"""What `is` says for the directions that a person always reads first."""
_TABS = (EditionState.HELD, EditionState.NOTED, EditionState.PUBLISHED, EditionState.SKIPPED, EditionState.FAILED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the queue was asked for."""

    state: str = EditionState.HELD
    """A state, or `review`."""
    language: str = ""
    """The edition's language."""
    check: str = ""
    """The check that found something."""
    source: str = ""
    """Feed or folder."""
    text: str = ""
    """In titles, document names and reasons."""
    number: int = 1
    """Page, from 1."""

    @property
    def query(self) -> str:
        """The part of the address that says this."""
        facts = {
            "is": self.state, "language": self.language, "check": self.check, "source": self.source, "q": self.text,
            "page": str(self.number) if self.number > 1 else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in facts.items() if value})

    def at(self, number: int) -> str:
        """Return the address of another page of it."""
        return f"{ADDRESS}?{replace(self, number=number).query}"

    def within(self, state: str) -> str:
        """Return the address of another state of it."""
        return f"{ADDRESS}?{replace(self, state=state, number=1).query}"


def show(request: Request) -> Response:
    """Show the queue."""
    own = room(request)
    chosen = _chosen(request)
    under_review = own.config.gate.review
    directions = under_review if chosen.state == REVIEW else ()
    state = EditionState.HELD if chosen.state == REVIEW else EditionState(chosen.state)
    wanted = Wanted((state,), chosen.language, chosen.check, chosen.source, chosen.text, directions)
    with own.state() as opened:
        lines = opened.queue.page(wanted, (chosen.number - 1) * PAGE, PAGE)
        tallies = own.tallies(opened, wanted.text)
        done = _done(request, opened)
    counts = counted(tallies, wanted)
    plain = counted(tallies, replace(wanted, directions=())) if directions else counts
    tabs = [(str(each), plain.states.get(each, 0)) for each in _TABS]
    if under_review:
        # The number of what is always read first, beside the numbers of all states.
        first = replace(wanted, states=(EditionState.HELD,), directions=under_review)
        tabs.insert(1, (REVIEW, (counts if directions else counted(tallies, first)).number))
    return page(
        request,
        "queue.html",
        chosen=chosen,
        lines=[(line, review.why(line, own.config.gate)) for line in lines],
        count=counts.number,
        counts=counts,
        tabs=tabs,
        here_again=chosen.at(chosen.number),
        review=REVIEW,
        last=max(1, -(-counts.number // PAGE)),
        done=done,
        busy=bool(request.query_params.get("busy")),
        toward=lambda tag: "rtl" if right_to_left(LanguageTag(tag)) else "ltr",
    )


def _chosen(request: Request) -> Chosen:
    asked = request.query_params
    state = asked.get("is", "")
    number = asked.get("page", "")
    return Chosen(
        state if state == REVIEW or state in {str(each) for each in EditionState} else EditionState.HELD,
        asked.get("language", ""),
        asked.get("check", ""),
        asked.get("source", ""),
        asked.get("q", "").strip(),
        max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 6 else 1,
    )


def _done(request: Request, state: State) -> review.Sheet | None:
    """Return the edition that was decided on a moment ago, so that this can be undone here."""
    article, language = request.query_params.get("done", ""), request.query_params.get("in", "")
    try:
        return review.sheet(state, article, LanguageTag(language)) if article else None
    except StateError:
        return None


routes = (Route(ADDRESS, show),)
