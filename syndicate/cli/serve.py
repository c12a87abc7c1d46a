"""`syndicate serve`: the site on this machine, as a web server will give it."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._options import CONFIG
from syndicate.cli._settings import configuration


@click.command(name="serve")
@click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@CONFIG
@click.option("-q", "--quiet", is_flag=True, help="Do not print requests.")
def command(site: Path | None, port: int, config: Path | None, quiet: bool) -> None:
    """Show the site to this machine, until Ctrl-C; nobody else can reach it.

    SITE is its folder; where it is left out, the one that syndicate.toml names, or public.
    Feeds have the types, ETag and Last-Modified that readers ask for.

    \b
    syndicate serve
    syndicate serve public --port 8080
    """
    from syndicate.serve import HOST, server

    def tell(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    folder = site or configuration(config).run.out
    with server(folder, port, tell) as preview:
        click.echo(f"{folder} is at http://{HOST}:{preview.server_address[1]}/ until Ctrl-C.")
        try:
            preview.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended.")
