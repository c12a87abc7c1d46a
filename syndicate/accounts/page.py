"""The account of a run as one page: no script, no other file, light and dark."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from importlib.resources import files
from itertools import islice
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from syndicate.accounts.account import Account
from syndicate.model import EditionState

SHOWN = 200
"""Editions of one state, failures, and changes that the page lists; the JSON has all."""
_STAGES = {
    "read": ("Reading", "documents"),
    "prepare": ("Finding languages, sentences and names", "articles"),
    "translate": ("Translating", "sentences"),
    "check": ("Checking", "editions"),
    "publish": ("Writing the site", ""),
}
_LISTED = (
    ("failed", "Failed", EditionState.FAILED),
    ("held", "Held for an editor", EditionState.HELD),
    ("noted", "Published with a note", EditionState.NOTED),
)


def page(account: Account) -> bytes:
    """Return the page of *account*, UTF-8 HTML with its style inside."""
    style = _style()
    policy = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(loader=PackageLoader("syndicate.accounts"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html").render(_values(account), style=style, digest=policy).encode()


def _values(account: Account) -> dict[str, Any]:
    report = account.report
    listed = [(key, heading, report.outcomes.of({state}), report.count(state)) for key, heading, state in _LISTED]
    skipped = Counter((each.source, each.language, each.advice) for each in report.outcomes.of({EditionState.SKIPPED}))
    states = [state.value for state in EditionState if report.count(state)]
    languages = sorted({language for language, _ in account.states})
    return {
        "verdict": verdict(account),
        "account": account,
        "report": report,
        "moment": f"{account.moment:%Y-%m-%d %H:%M} {account.moment.tzname() or ''}".rstrip(),
        "published": report.count(EditionState.PUBLISHED) + report.count(EditionState.NOTED),
        "listed": [
            (key, heading, [*islice(some, SHOWN)], number - SHOWN) for key, heading, some, number in listed if number
        ],
        "skipped": sorted(skipped.items()),
        "failures": report.failures[:SHOWN],
        "more_failures": len(report.failures) - SHOWN,
        "states": states,
        "rows": [(name, [account.states.get((name, state), 0) for state in states]) for name in languages],
        "moves": account.news.moves[:SHOWN],
        "more_moves": account.news.moved - min(SHOWN, len(account.news.moves)),
        "stages": [
            (*_STAGES.get(each.name, (each.name, "")), each.seconds, account.rates.get(each.name))
            for each in account.timing.stages
        ],
    }


def verdict(account: Account) -> str:
    """Return how the run ended, in one sentence."""
    report = account.report
    failed = report.count(EditionState.FAILED) + len(report.failures)
    held = report.count(EditionState.HELD)
    said = [f"{failed} failed"] if failed else []
    said += [f"{held} held for an editor"] if held else []
    return " and ".join(said).capitalize() + "." if said else "Nothing failed, and nothing is held."


def _style() -> str:
    """Return the house's style, and what this page adds to it."""
    house = files("syndicate").joinpath("templates", "style.css").read_text("utf-8")
    return house + files("syndicate.accounts").joinpath("templates", "report.css").read_text("utf-8")
