"""The overview: articles by language and state, how many names hold, and what the runs did over time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from syndicate.desk.answer import language_of, page, words_of
from syndicate.desk.plot import Series, bars, lines
from syndicate.desk.room import room
from syndicate.desk.said import OUTCOMES, date, percent, tongue
from syndicate.editing.overview import Overview
from syndicate.glossary.ledger import OUTCOMES as ORDER
from syndicate.model import EditionState

SHOWN = 60
"""Runs that the lines go over."""


def show(request: Request) -> Response:
    """Show how everything stands."""
    found = room(request).overview()
    if found is None:
        return page(request, "overview.html", overview=None)
    return page(request, "overview.html", **_facts(request, found))


def _facts(request: Request, found: Overview) -> dict[str, object]:
    language, said = language_of(request), words_of(request)
    states = [state for state in EditionState if any(state in some for some in found.editions.values())]
    marks = {state: number for number, state in enumerate(EditionState)}
    tags = list(found.editions)
    editions = [
        Series(said(state.value), tuple(found.editions[tag].get(state, 0) for tag in tags), marks[state])
        for state in states
    ]
    spoken = list(found.names)
    kept = [outcome for outcome in ORDER if any(some[outcome] for some in found.names.values())]
    names = [
        Series(said(OUTCOMES[outcome]), tuple(found.names[tag][outcome] for tag in spoken), ORDER.index(outcome))
        for outcome in kept
    ]
    mentions = sum(sum(some.values()) for some in found.names.values())
    held = sum(some["held"] for some in found.names.values())
    runs = found.runs[-SHOWN:]
    days = [date(one.moment, language) for one in runs]
    work = [
        Series(said("translated"), tuple(one.translated for one in runs), 0),
        Series(said("remembered"), tuple(one.remembered for one in runs), 3),
        Series(said("made again"), tuple(one.redone for one in runs), 1),
    ]
    out = [
        Series(said("published"), tuple(one.published for one in runs), 0),
        Series(said("held"), tuple(one.held for one in runs), 2),
        Series(said("failed"), tuple(one.failed for one in runs), 4),
    ]
    rates = [100 * one.names_held / one.names if one.names else 0 for one in runs]
    hold = [Series("%", tuple(rates), 0)]
    title = {
        "hold": said("Names that hold, in hundredths, at the end of each run"),
        "editions": said("Editions by language and state"),
        "names": said("Mentions of names by language and outcome"),
        "work": said("Sentences translated and editions made in each run"),
        "out": said("Editions published, held and failed at the end of each run"),
    }
    told = said("The same figures stand in the table below.")
    return {
        "overview": found,
        "rate": percent(held, mentions, language),
        "mentions": mentions,
        "titles": title,
        "editions_plot": bars(title["editions"], told, [tongue(tag, language) for tag in tags], editions, "editions"),
        "editions_table": (tags, editions),
        "names_plot": bars(title["names"], told, [tongue(tag, language) for tag in spoken], names, "names"),
        "names_table": (spoken, names),
        "work_plot": lines(title["work"], told, days, work, "work"),
        "out_plot": lines(title["out"], told, days, out, "out"),
        "hold_plot": lines(title["hold"], told, days, hold, "hold") if any(rates) else "",
        "runs": tuple(reversed(runs)),
    }


routes = (Route("/overview", show),)
