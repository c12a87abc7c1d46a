"""`syndicate desk`: the editors' pages, in a browser on this machine."""

from __future__ import annotations

import getpass
import secrets
from pathlib import Path

import click

from syndicate.cli._options import CONFIG, STATE, VERBOSE
from syndicate.cli._settings import Text, configuration, start_logs, with_options


@click.command(name="desk")
@click.option("--port", type=click.IntRange(0, 65535), default=8620, show_default=True, help="0 takes a free one.")
@click.option(
    "--as", "reviewer", type=Text(), default="", help="Your name, as it stands beside what you review [$USER]."
)
@click.option("--no-browser", is_flag=True, help="Print the address only; open no browser.")
@CONFIG
@STATE
@VERBOSE
def command(port: int, reviewer: str, no_browser: bool, config: Path | None, state: Path | None, verbose: int) -> None:
    """Open the editors' desk: what was held and why, sentences beside their sources, and the names.

    It answers this machine only, to the browser that was opened with the address printed.
    Everything it does can be done from the command line too: see syndicate review and syndicate glossary.

    \b
    syndicate desk
    syndicate desk --as "Aygun Mammadova" --port 8700
    """
    start_logs(verbose)
    from syndicate.desk.serving import serve

    settings = with_options(configuration(config), state=state)
    key = secrets.token_urlsafe(24)

    def ready(address: str) -> None:
        click.echo(f"The desk is at {address} until Ctrl-C.")
        if not no_browser:
            click.launch(address)

    serve(settings, key=key, port=port, reviewer=reviewer or getpass.getuser(), ready=ready)
    click.echo("Ended.")
