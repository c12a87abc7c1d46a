"""`syndicate run`: the main job."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli import LOGS_AS_JSON
from syndicate.cli._options import CONFIG, ENGINE, GLOSSARY, STATE, VERBOSE
from syndicate.cli._settings import (
    FILE,
    Charset,
    Duration,
    Language,
    Languages,
    configuration,
    start_logs,
    with_options,
)
from syndicate.config import Config, PublishSettings
from syndicate.errors import PublishError, SyndicateError
from syndicate.model import LanguageTag
from syndicate.moment import now

if TYPE_CHECKING:
    from syndicate.accounts.account import Account
    from syndicate.watch import Watch

_EVERY = 300.0
"""Seconds between two runs of --watch where nobody says more."""


@click.command(name="run")
@click.argument("sources", nargs=-1)
@click.option("--to", type=Languages(), help="Languages to publish, with commas: es,fr,uk,ru.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the site [public].")
@click.option("--from", "language", type=Language(), help="Language of all articles, instead of finding it.")
@GLOSSARY
@ENGINE
@click.option(
    "--encoding",
    type=Charset(),
    default="",
    help="Character set of sources that do not say theirs, such as windows-1254.",
)
@CONFIG
@STATE
@click.option("--on", default="", help="Where the work is done: here, or ray, on a cluster [here].")
@click.option("--address", default="", help="Of the Ray cluster, host:port; without it one is started on this machine.")
@click.option("--retry", is_flag=True, help="Ask again for sentences that no engine has answered, however often.")
@click.option("--explain", is_flag=True, help="Say of each edition and of the site, where it is made again, why.")
@click.option("--watch", "watch_on", is_flag=True, help="Run again and again, until Ctrl-C or SIGTERM.")
@click.option("--every", type=Duration(), help="With --watch: the time between two runs [5m].")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
@click.option("--log-json", is_flag=True, help="Logs and errors on standard error as JSON, one object a line.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table; errors and what is held only.")
@VERBOSE
def command(
    sources: tuple[str, ...],
    to: tuple[LanguageTag, ...] | None,
    out: Path | None,
    language: LanguageTag | None,
    glossaries: tuple[Path, ...],
    engine: str,
    encoding: str,
    config: Path | None,
    state: Path | None,
    on: str,
    address: str,
    retry: bool,
    explain: bool,
    watch_on: bool,
    every: float | None,
    as_json: bool,
    log_json: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Read articles, translate them, and publish feeds for each language.

    SOURCES are files, folders or archives (zip, tar) of pages, feeds, text and Markdown; http and https
    addresses of feeds and pages; - is standard input. Without SOURCES and options, what syndicate.toml says is done.

    \b
    syndicate run samples/ --to es,fr,uk,ru --out public
    syndicate run inbox.zip --to uk --glossary names/
    syndicate run https://news.example.org/feed.atom --to es
    curl -s https://example.org/page | syndicate run - --to es

    Exit code: 0 all done, 1 something failed, 2 wrong use, 3 something was held, 130 Ctrl-C.
    With --watch: 0 when it was told to end, 1 when it could not begin, 2 wrong use.
    """
    click.get_current_context().meta[LOGS_AS_JSON] = log_json
    _start(verbose, log_json=log_json)

    def configured() -> Config:
        return with_options(
            configuration(config),
            sources=sources,
            to=to or (),
            out=out,
            state=state,
            glossaries=glossaries,
            engine=engine,
            encoding=encoding,
            on=on or ("ray" if address else ""),
            address=address,
        )

    settings = configured()
    if not settings.run.sources and not settings.sources:
        raise click.UsageError("Nothing to read: name files or folders, or write sources = [...] under [run].")
    if not settings.run.to:
        raise click.UsageError("No language to publish: say --to es,fr, or write to = [...] under [run].")
    if every and not watch_on:
        raise click.UsageError("--every says how often --watch runs: add --watch, or leave it out.")
    if watch_on and "-" in settings.run.sources:
        raise click.UsageError("--watch cannot read standard input again: name files, folders or addresses.")
    from syndicate.accounts import keeping
    from syndicate.cli._watch import watching
    from syndicate.rerun import run

    def do(settings: Config, watch: Watch) -> Account:
        when, explaining = _now(), _explained if explain else _unexplained
        account = keeping.accounted(
            settings,
            when,
            watch,
            lambda told: run(settings, when, language=language, watch=told, explain=explaining, retry=retry),
        )
        if log_json:
            from syndicate.cli._logs import log_account

            log_account(account)
        try:
            keeping.write_all(account, settings.run)
        except PublishError as error:  # the run itself is done
            _tell(error, log_json=log_json)
        return account

    if watch_on:
        from syndicate.cli._vigil import keep_watch

        files = [path for path in (config or FILE,) if path.is_file()]
        tell = partial(_tell, log_json=log_json)
        keep_watch(configured, do, every or _EVERY, files, as_json=as_json, quiet=quiet or log_json, told=tell)
        return
    with watching(quiet=quiet or as_json or log_json) as watch:
        account = do(settings, watch)
    report = account.report
    if explain and not as_json:
        same = report.editions - report.redone
        click.echo(
            f"{same} {'edition is' if same == 1 else 'editions are'} as {'it was' if same == 1 else 'they were'}."
        )
    if as_json:
        for part in keeping.as_json(account):
            click.echo(part, nl=False)
    else:
        from syndicate.cli._tables import print_report

        print_report(report, quiet=quiet)
        if not quiet and settings.publish.base == PublishSettings().base:
            click.echo(
                f"The links of its feeds lead to {settings.publish.base}: before anybody reads them, "
                "write your own base, authority and date under [publish] in syndicate.toml."
            )
    sys.exit(report.exit_code)


def _start(verbose: int, *, log_json: bool) -> None:
    """Write logs to standard error, in words or as JSON."""
    if not log_json:
        start_logs(verbose)
        return
    from syndicate.cli._logs import start_json_logs

    start_json_logs(verbose)


def _tell(error: SyndicateError, *, log_json: bool) -> None:
    """Say *error* on standard error, and go on."""
    if log_json:
        from syndicate.cli._logs import log_error

        log_error(error)
    else:
        click.echo(f"Error: {error}", err=True)


def _explained(article: str, language: str, why: str) -> None:
    click.echo(f"{article}{f' [{language}]' if language else ''}: {why}", err=True)


def _unexplained(article: str, language: str, why: str) -> None:
    """Say nothing."""


def _now() -> datetime:
    """Return the time of this run; SOURCE_DATE_EPOCH fixes it for reproducible builds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.fromtimestamp(int(fixed), UTC)
    return now()
