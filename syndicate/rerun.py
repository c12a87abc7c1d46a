"""A run, or the report on what stands where nothing has moved: nothing that works on articles is even imported then."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from syndicate.config import Config
from syndicate.guard import open_engines
from syndicate.model import LanguageTag
from syndicate.report import RunReport
from syndicate.runs.stillness import fingerprint, unbroken
from syndicate.runs.world import CACHE
from syndicate.watch import Watch

if TYPE_CHECKING:
    from syndicate.runs.telling import Explain


def run(
    config: Config,
    now: datetime,
    *,
    language: LanguageTag | None = None,
    watch: Watch | None = None,
    explain: Explain = lambda *_: None,
    retry: bool = False,
) -> RunReport:
    """Do the main job as `pipeline.run` does, in no time where nothing is to be done.

    Args:
        config: what to read, into which languages, by which engines, and where to.
        now: the time of this run.
        language: the language of all articles, overriding detection.
        watch: told of the stages and their progress.
        explain: told what is made again, and why.
        retry: whether sentences that no engine has answered are asked for again.

    Raises:
        SyndicateError: nothing can be done at all: the state or the output folder cannot be used.
    """
    with open_engines(config.engines, config.run.state.parent / CACHE) as engines:
        seal = fingerprint(config, language, engines)
        if seal and not retry:
            report = _standing(config, seal)
            if report is not None:
                return report
        from syndicate import pipeline

        return pipeline.run(
            config, now, language=language, watch=watch, explain=explain, engines=engines, seal=seal, retry=retry
        )


def _standing(config: Config, seal: str) -> RunReport | None:
    """Return the report on what stands where the seal of the last run is unbroken."""
    import sqlite3

    from msgspec import DecodeError

    from syndicate.state.database import DamagedError, Database, stands
    from syndicate.state.facts import Facts

    if not stands(config.run.state):
        return None
    try:
        database = Database(config.run.state, exclusive=True)
    except DamagedError:
        return None
    try:
        return unbroken(Facts(database), config, seal)
    except (sqlite3.Error, DecodeError):
        return None  # the run finds out what is wrong with it
    finally:
        database.close()
