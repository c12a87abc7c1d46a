"""A run under a stopwatch: its account is kept in the state, and written where the configuration says.

Whatever goes wrong here is told, and is no fault of the run: what it published is published.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from syndicate.accounts.account import Account, Before, News, news
from syndicate.accounts.stopwatch import Stopwatch, Timing
from syndicate.config import Config, RunSettings
from syndicate.errors import PublishError, StateError
from syndicate.report import RunReport
from syndicate.state.database import Database
from syndicate.state.database import told as database_error
from syndicate.state.facts import BEFORE, Facts
from syndicate.state.runs import note
from syndicate.watch import Watch

Answer = TypeVar("Answer")
_FACT = "account"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept beside the report."""

    moment: datetime
    timing: Timing
    news: News


def accounted(config: Config, now: datetime, watch: Watch | None, work: Callable[[Watch], RunReport]) -> Account:
    """Run *work* and return the account of it, which is kept in the state.

    Args:
        config: of the run.
        now: when it begins.
        watch: told of the stages and their progress.
        work: does the run, and tells the watch that it is given.

    Raises:
        SyndicateError: the run could not be done; or its account could not be kept.
    """
    first = True
    with suppress(StateError, sqlite3.Error):  # the run itself finds out what is wrong with the state
        first = not _facts(config.run.state, lambda facts: facts.report() is not None)
    stopwatch = Stopwatch(watch)
    report = work(stopwatch)
    before = None if first else _facts(config.run.state, lambda facts: facts.get(BEFORE))
    new = _news(before, report) if first or before is not None else News()  # else nothing had moved
    account = Account(now, report, stopwatch.timing(), new)

    def keep(facts: Facts) -> None:
        facts.put(_FACT, msgspec.json.encode(_Kept(now, account.timing, account.news)))
        facts.put(BEFORE, None)
        note(facts, account.run())

    try:
        _facts(config.run.state, keep)
    except sqlite3.Error as error:
        raise database_error(error, config.run.state) from error
    return account


def last(facts: Facts) -> Account | None:
    """Return the account of the last run, or None before the first."""
    report, kept = facts.report(), facts.get(_FACT)
    if report is None:
        return None
    made = msgspec.json.decode(report, type=RunReport)
    if kept is None:  # a run of an older version, or one that was stopped at its very end
        return Account(datetime.fromtimestamp(0).astimezone(), made)
    beside = msgspec.json.decode(kept, type=_Kept)
    return Account(beside.moment, made, beside.timing, beside.news)


def write_all(account: Account, settings: RunSettings) -> None:
    """Write the account of a run to every place that *settings* name, each file whole or not at all.

    Raises:
        PublishError: a file cannot be written.
    """
    if settings.report is not None:
        from syndicate.accounts.page import page

        write(settings.report / "report.json", as_json(account))
        write(settings.report / "report.html", page(account))
    if settings.metrics is not None:
        from syndicate.accounts.metrics import exposition

        write(settings.metrics, exposition(account).encode())


def as_json(account: Account) -> bytes:
    """Return *account* as JSON, two spaces deep, with a line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(account.plain()), indent=2) + b"\n"


def write(place: Path, data: bytes) -> None:
    """Write *data* to *place* in one step: a reader sees the old file or the new one.

    Raises:
        PublishError: it cannot be written; the old file stands.
    """
    # Not beside it with the same ending: the textfile collector reads every *.prom there is.
    draft = place.with_name(f".{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(place)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise PublishError(
            f"the report cannot be written ({error.strerror or error}).",
            where=str(place),
            advice="See that the folder may be written and the disk has room; the run itself is done.",
        ) from error


def _news(before: bytes | None, now: RunReport) -> News:
    try:
        return news(msgspec.json.decode(before, type=Before) if before is not None else None, now)
    except msgspec.DecodeError:  # damaged where no check of the database looks
        return news(None, now)


def _facts(path: Path, ask: Callable[[Facts], Answer]) -> Answer | None:
    """Return what *ask* gives of the facts of the state; None where there is no state yet, or an emptied one."""
    if not path.is_file() or not path.stat().st_size:  # an emptied one is the run's to mend
        return None
    database = Database(path)
    try:
        return ask(Facts(database))
    finally:
        database.close()
