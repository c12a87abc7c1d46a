"""`syndicate memory`: what is remembered of translations, and the way to and from other tools."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._options import CONFIG, STATE
from syndicate.cli._settings import configuration, state_of
from syndicate.moment import now


@click.group(name="memory")
def command() -> None:
    """Say what is remembered of translations; give it to other tools, and take what they have.

    \b
    syndicate memory stats
    syndicate memory import agency.tmx
    syndicate memory export > memory.tmx
    """


@command.command()
@CONFIG
@STATE
def export(config: Path | None, state: Path | None) -> None:
    """Write every sentence and its translation to standard output as TMX 1.4b, people's corrections too.

    \b
    syndicate memory export > memory.tmx
    """
    from syndicate import tmx
    from syndicate.state import State

    with State(state_of(config, state)) as memory:
        click.echo(tmx.write(memory.translations.units()), nl=False)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--human", "reviewer", default="", help="People wrote it: use it in place of machines, under this name.")
@CONFIG
@STATE
def import_(file: Path, reviewer: str, config: Path | None, state: Path | None) -> None:
    """Read a TMX file.

    As it is, its sentences are suggestions for editors only. With --human NAME they are people's translations,
    and the next run takes them, word for word, wherever their source sentences stand.

    \b
    syndicate memory import agency.tmx
    syndicate memory import agency.tmx --human "Translators of the agency"
    """
    from syndicate import tmx
    from syndicate.model import Segment
    from syndicate.state import State

    units = [one for one in tmx.read(file.read_bytes(), where=str(file)) if one.source.strip() and one.target.strip()]
    path = state or configuration(config).run.state
    when = now()
    with State(path) as memory, memory.writing():
        if not reviewer:
            memory.translations.take(units, file.name)
        for unit in units if reviewer else ():
            source, language = unit.languages
            segment = Segment(0, 0, 0, unit.source, source)
            memory.corrections.add(segment, language, unit.target, reviewer=reviewer, when=when)
    click.echo(f"{len(units)} sentences from {file}.")


@command.command()
@CONFIG
@STATE
def stats(config: Path | None, state: Path | None) -> None:
    """Count the sentences that are remembered, by direction and by what made them.

    \b
    syndicate memory stats
    """
    from syndicate.state import State

    with State(state_of(config, state)) as memory:
        counted = memory.translations.stats()
    for source, target, route, number in counted:
        click.echo(f"{number:8}  {source}-{target}  {route}")


@command.command()
@CONFIG
@STATE
def prune(config: Path | None, state: Path | None) -> None:
    """Forget machines' translations that stand in no edition any more. What people wrote is never forgotten.

    \b
    syndicate memory prune
    """
    from syndicate.state import State

    with State(state_of(config, state)) as memory:
        click.echo(f"{memory.translations.prune()} sentences forgotten.")
