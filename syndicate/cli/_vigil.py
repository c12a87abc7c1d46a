"""`syndicate run --watch`: what it says while it works."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from syndicate import vigil
from syndicate.accounts.account import Account
from syndicate.config import Config
from syndicate.errors import SyndicateError
from syndicate.watch import Nobody, Watch


def keep_watch(
    configured: Callable[[], Config],
    do: Callable[[Config, Watch], Account],
    every: float,
    files: list[Path],
    *,
    as_json: bool,
    quiet: bool,
    told: Callable[[SyndicateError], None],
) -> None:
    """Run until Ctrl-C or SIGTERM; say a line of each run in which something changed.

    Args:
        configured: reads the configuration.
        do: does a run.
        every: seconds between two runs, at most.
        files: to be looked at besides those that the configuration names.
        as_json: whether each line is a JSON object.
        quiet: whether nothing but errors is said.
        told: says the error of a run.

    Raises:
        StateError: the state is watched by somebody else.
    """
    stop = vigil.Stop()

    def work(config: Config) -> None:
        account = do(config, vigil.Leaving(Nobody(), stop))
        if as_json:
            click.echo(json.dumps(brief(account)))
        elif not quiet and changed(account):
            click.echo(line(account))

    with stop.listening(), vigil.alone(configured().run.state):
        if not (quiet or as_json):
            click.echo("Watching: every change of a file is done soon, everything else in time. Ctrl-C ends.", err=True)
        try:
            vigil.keep(configured, work, told, stop, every, files)
        except vigil.Left:
            if not quiet:
                click.echo("The run was left; what it had translated is kept, and the next one goes on.", err=True)
    if not (quiet or as_json):
        click.echo("Ended.", err=True)


def changed(account: Account) -> bool:
    """Whether a run did anything, or anything is other than before it."""
    return bool(not account.run().idle or account.news.moved or account.news.gone)


def brief(account: Account) -> dict[str, object]:
    """Return a run in figures."""
    row, news = account.run(), account.news
    return {
        "moment": row.moment.isoformat(),
        "seconds": row.seconds,
        "exit_code": account.report.exit_code,
        "articles": row.articles,
        "new": news.articles,
        "gone": news.gone,
        "redone": row.redone,
        "translated": row.translated,
        "published": row.published,
        "held": row.held,
        "failed": row.failed,
        "written": row.written,
    }


def line(account: Account) -> str:
    """Return a run in one line."""
    row, news = account.run(), account.news
    counts = (
        (news.articles, "new article", "new articles"),
        (news.gone, "article gone", "articles gone"),
        (row.redone, "edition made", "editions made"),
        (row.translated, "sentence translated", "sentences translated"),
        (row.held, "held", "held"),
        (row.failed, "failed", "failed"),
        (row.written, "file written", "files written"),
    )
    said = [f"{number} {one if number == 1 else many}" for number, one, many in counts if number]
    return f"{row.moment.astimezone():%Y-%m-%d %H:%M:%S}  {', '.join(said)} ({row.seconds:.1f} s)"
