"""`syndicate memory`: what is remembered of translations, for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._settings import configuration
from syndicate.errors import StateError


@click.group(name="memory")
def command() -> None:
    """Say what is remembered of translations, and give it to other tools.

    \b
    syndicate memory stats
    syndicate memory export > memory.tmx
    """


_CONFIG = click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), help="Configuration [syndicate.toml]."
)
_STATE = click.option("--state", type=click.Path(dir_okay=False, path_type=Path), help="State database.")


@command.command()
@_CONFIG
@_STATE
def export(config: Path | None, state: Path | None) -> None:
    """Write every sentence and its translation to standard output as TMX 1.4b.

    \b
    syndicate memory export > memory.tmx
    """
    from syndicate import tmx
    from syndicate.memory import Memory

    with Memory(_path(config, state)) as memory:
        click.echo(tmx.write(memory.units()), nl=False)


@command.command()
@_CONFIG
@_STATE
def stats(config: Path | None, state: Path | None) -> None:
    """Count the sentences that are remembered, by direction and route.

    \b
    syndicate memory stats
    """
    from collections import Counter

    from syndicate.memory import Memory

    with Memory(_path(config, state)) as memory:
        counted = Counter(("-".join(unit.languages), unit.tool) for unit in memory.units())
    for (direction, route), number in sorted(counted.items()):
        click.echo(f"{number:8}  {direction}  {route}")


def _path(config: Path | None, state: Path | None) -> Path:
    path = state or configuration(config).run.state
    if not path.is_file():
        raise StateError(
            "nothing has been run yet.", where=str(path), advice="Run: syndicate run SOURCES --to LANGUAGES"
        )
    return path
