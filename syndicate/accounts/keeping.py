"""A run under a stopwatch: its account is kept in the state, and written where the configuration says.

Whatever goes wrong here is told, and is no fault of the run: what it published is published.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from syndicate.accounts.account import MOVES, Account, Move, News
from syndicate.accounts.stopwatch import Stopwatch, Timing
from syndicate.config import Config, RunSettings
from syndicate.errors import PublishError, StateError
from syndicate.report import RunReport
from syndicate.state.database import Database, stands
from syndicate.state.database import told as database_error
from syndicate.state.facts import NEWS, Facts
from syndicate.state.reports import Reports, last_report
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
        first = not _asked(config.run.state, lambda database: Facts(database).report() is not None)
    stopwatch = Stopwatch(watch)
    report = work(stopwatch)
    timing = stopwatch.timing()

    def keep(database: Database) -> Account:
        facts, reports = Facts(database), Reports(database)
        moved = facts.get(NEWS) is not None  # else nothing is other than it was
        account = Account(now, report, timing, _news(reports, report, first) if moved else News())
        with database.writing():
            if moved:
                reports.noted(report.to)
            facts.put(NEWS, None)
            facts.put(_FACT, msgspec.json.encode(_Kept(now, timing, account.news)))
            note(facts, account.run())
        return account

    try:
        return _asked(config.run.state, keep) or Account(now, report, timing)
    except sqlite3.Error as error:
        raise database_error(error, config.run.state) from error


def last(facts: Facts) -> Account | None:
    """Return the account of the last run, or None before the first."""
    made, kept = last_report(facts), facts.get(_FACT)
    if made is None:
        return None
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
        write(settings.report / "report.html", [page(account)])
    if settings.metrics is not None:
        from syndicate.accounts.metrics import exposition

        write(settings.metrics, [exposition(account).encode()])


def as_json(account: Account) -> Iterator[bytes]:
    """Give *account* as JSON, two spaces deep, with a line feed at its end; the outcomes first, one by one."""
    rest = msgspec.json.format(msgspec.json.encode(account.plain()), indent=2).removeprefix(b"{")
    yield b'{\n  "outcomes": ['
    between = b"\n    "
    for each in account.report.outcomes:
        yield between + msgspec.json.format(msgspec.json.encode(each), indent=2).replace(b"\n", b"\n    ")
        between = b",\n    "
    yield (b"]," if between == b"\n    " else b"\n  ],") + rest + b"\n"


def write(place: Path, parts: Iterable[bytes]) -> None:
    """Write *parts* to *place* in one step: a reader sees the old file or the new one.

    Raises:
        PublishError: it cannot be written; the old file stands.
    """
    # Not beside it with the same ending: the textfile collector reads every *.prom there is.
    draft = place.with_name(f".{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            stream.writelines(parts)
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


def _news(reports: Reports, report: RunReport, first: bool) -> News:
    """Return what is new in *report*; after a *first* run nothing is told one by one, for all is."""
    new, gone, moved, moves = reports.moves(report.to, 0 if first else MOVES)
    told = (
        Move(each.outcome.article, each.outcome.id, each.outcome.source, each.outcome.language, each.before, each.after)
        for each in moves
    )
    return News(new, gone, moved, tuple(told))


def _asked(path: Path, ask: Callable[[Database], Answer]) -> Answer | None:
    """Return what *ask* gives of the state; None where there is none yet, or an emptied one."""
    if not stands(path):
        return None
    database = Database(path)
    try:
        return ask(database)
    finally:
        database.close()
