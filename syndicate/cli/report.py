"""`syndicate report`: what the last run did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from syndicate.cli._options import CONFIG, STATE
from syndicate.cli._settings import state_of
from syndicate.errors import StateError


@click.command(name="report")
@click.option("--held", is_flag=True, help="Only what is held, failed or has no route.")
@click.option("--history", is_flag=True, help="A line for each of the runs so far instead.")
@CONFIG
@STATE
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with times, rates and what is new.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a page for a browser.")
def command(
    held: bool, history: bool, config: Path | None, state: Path | None, as_json: bool, page: Path | None
) -> None:
    """Show what the last run did: every edition, every reason.

    \b
    syndicate report
    syndicate report --held
    syndicate report --history
    syndicate report --page report.html
    syndicate report --json | jq '.outcomes[] | select(.state == "held")'
    """
    from syndicate.accounts import keeping
    from syndicate.cli._tables import print_history, print_report
    from syndicate.model import EditionState
    from syndicate.report import restricted
    from syndicate.state import State

    path = state_of(config, state)
    if history:
        from syndicate.state.runs import runs

        with State(path) as remembered:
            print_history(runs(remembered.facts), as_json=as_json)
        return
    with State(path) as remembered:
        account = keeping.last(remembered.facts)
    if account is None:
        raise StateError("no run has ended yet.", where=str(path), advice="Run: syndicate run SOURCES --to LANGUAGES")
    if page is not None:
        from syndicate.accounts.page import page as drawn

        keeping.write(page, [drawn(account)])
    if held:
        doubtful = (EditionState.HELD, EditionState.SKIPPED, EditionState.FAILED)
        account = replace(account, report=restricted(account.report, doubtful))
    report = account.report
    if as_json:
        for part in keeping.as_json(account):
            click.echo(part, nl=False)
    elif page is None:
        print_report(report, every_reason=True)
