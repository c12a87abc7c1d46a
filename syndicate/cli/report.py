"""`syndicate report`: what the last run did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from syndicate.cli._settings import configuration
from syndicate.errors import StateError


@click.command(name="report")
@click.option("--held", is_flag=True, help="Only what is held, failed or has no route.")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Configuration [syndicate.toml].")
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="State database [.syndicate/state.sqlite]."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(held: bool, config: Path | None, state: Path | None, as_json: bool) -> None:
    """Show what the last run did: every edition, every reason.

    \b
    syndicate report
    syndicate report --held
    syndicate report --json | jq '.outcomes[] | select(.state == "held")'
    """
    import msgspec

    from syndicate.cli._tables import print_report
    from syndicate.model import EditionState
    from syndicate.report import RunReport
    from syndicate.state import State

    path = state or configuration(config).run.state
    if not path.is_file():
        raise StateError(
            "nothing has been run yet.", where=str(path), advice="Run: syndicate run SOURCES --to LANGUAGES"
        )
    with State(path) as remembered:
        kept = remembered.facts.report()
    if kept is None:
        raise StateError("no run has ended yet.", where=str(path), advice="Run: syndicate run SOURCES --to LANGUAGES")
    report = msgspec.json.decode(kept, type=RunReport)
    if held:
        out = {EditionState.PUBLISHED, EditionState.NOTED}
        report = replace(report, outcomes=tuple(each for each in report.outcomes if each.state not in out))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2))
    else:
        print_report(report, every_reason=True)
