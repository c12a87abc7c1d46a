"""`syndicate memory`: what is remembered of translations, and the way to and from other tools."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._options import CONFIG, STATE
from syndicate.cli._settings import Group, Text, configuration, state_of
from syndicate.moment import now

_TOLD = 5
"""Units that are left out, told one by one."""


@click.group(name="memory", cls=Group)
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
        for part in tmx.write(memory.translations.units()):
            click.echo(part, nl=False)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--human",
    "reviewer",
    type=Text(),
    default="",
    help="People wrote it: use it in place of machines, under this name.",
)
@CONFIG
@STATE
def import_(file: Path, reviewer: str, config: Path | None, state: Path | None) -> None:
    """Take in what another program translated, from a TMX file.

    As it is, its sentences are suggestions for editors only. With --human NAME they are people's translations,
    and the next run takes them, word for word, wherever their source sentences stand; what the file says that an
    engine made stays a suggestion, and what it says that a person made keeps that name. The same file once more
    changes nothing.

    \b
    syndicate memory import agency.tmx
    syndicate memory import agency.tmx --human "Translators of the agency"
    """
    from syndicate import tmx
    from syndicate.cli._settings import with_options
    from syndicate.editing.exchange import take
    from syndicate.runs.asked import as_last_run
    from syndicate.runs.recovery import mended
    from syndicate.state import State

    settings = with_options(configuration(config), state=state)
    for failure in mended(settings.run.state):
        click.echo(failure, err=True)
    with State(settings.run.state) as memory, file.open("rb") as stream:
        to = as_last_run(settings, memory)[0].run.to
        units = tmx.read(stream, where=str(file))
        taken = take(memory, units, to, origin=file.name, reviewer=reviewer, when=now())
    number, failures = sum(taken.directions.values()), taken.failures
    click.echo(f"{number} sentences from {file}.")
    if reviewer:
        click.echo(f"{taken.people} of them are people's; {taken.replaced} stand in place of other words of theirs.")
    for old, new in sorted(taken.renamed.items()):
        click.echo(f"{old} is taken for {new}.")
    for target in sorted({target for _, target in taken.directions} - {*to} if to else ()):
        click.echo(f"Nothing is published in {target}: no article will use what is in it.", err=True)
    for failure in failures[:_TOLD]:
        click.echo(f"Left out: {failure}", err=True)
    if len(failures) > _TOLD:
        click.echo(f"Left out: {len(failures) - _TOLD} units more.", err=True)
    if failures and not number:
        raise SystemExit(1)


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
    if not counted:
        click.echo("Nothing is remembered yet.")


@command.command()
@CONFIG
@STATE
def prune(config: Path | None, state: Path | None) -> None:
    """Forget machines' translations that stand in no edition any more. What people wrote is never forgotten.

    It waits for nobody: while a run goes on it says so, and ends.

    \b
    syndicate memory prune
    """
    from syndicate.state import State

    # A run remembers a sentence before the edition that it stands in: it must not be forgotten in between.
    with State(state_of(config, state), exclusive=True) as memory:
        click.echo(f"{memory.translations.prune()} sentences forgotten.")
