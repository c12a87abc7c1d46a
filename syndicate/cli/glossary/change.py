"""`syndicate glossary edit|remove|changes|undo`: what the desk does with an entry, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._options import BY, CONFIG, JSON_LINES, STATE
from syndicate.cli._settings import Text, configuration, with_options
from syndicate.cli.glossary._study import counted, print_json
from syndicate.errors import GlossaryError
from syndicate.moment import now

if TYPE_CHECKING:  # what these import, `syndicate --help` need not pay for
    from datetime import datetime

    from syndicate.config import Config
    from syndicate.glossary.revise import Edit
    from syndicate.model import ConceptEntry
    from syndicate.report import RunReport
    from syndicate.runs.known import Known


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options of everything that changes an entry."""
    dry = click.option("--dry-run", is_flag=True, help="Show the lines and the sentences; write nothing.")
    at_once = click.option("--run", "at_once", is_flag=True, help="Make those sentences anew at once, and the feeds.")
    return dry(at_once(BY(STATE(CONFIG(command)))))


@click.command()
@click.argument("identifier", type=Text(), metavar="ID")
@click.argument("changes", type=Text(), nargs=-1, required=True, metavar="FIELD=VALUE...")
@_with_options
def edit(
    identifier: str, changes: tuple[str, ...], dry_run: bool, at_once: bool, reviewer: str, state: Path | None,
    config: Path | None,
) -> None:  # fmt: skip
    """Change fields of an entry, by the fewest lines; an empty value takes away.

    Fields are names.LANGUAGE, short.LANGUAGE, also.LANGUAGE and avoid.LANGUAGE (the whole list, with
    semicolons), say.LANGUAGE, forms.LANGUAGE.CASE, gender or gender.LANGUAGE, kind, fixed, keep, case_sensitive,
    note, source, checked, status, part_of_speech.

    \b
    syndicate glossary edit oral names.uk=Уральськ --dry-run
    syndicate glossary edit oral "also.en=Uralsk; Yaik Town" note= --run
    """
    from syndicate.glossary import revise

    form: dict[str, str] = {}
    for each in changes:
        field, mark, value = each.partition("=")
        if not mark or field.partition(".")[0] not in {*revise.TEXTS, *revise.TRUTHS, *revise.BY_LANGUAGE,
                                                       *revise.LISTS, "fixed", "forms"}:  # fmt: skip
            raise click.UsageError(f"“{each}” changes no field. Write it so: names.uk=Name")
        form[field] = value
    settings = _settings(config, state)
    names = _names(settings)
    _do(settings, names, revise.edited(_entry(names, identifier), form), dry_run, at_once, reviewer)


@click.command()
@click.argument("identifier", type=Text(), metavar="ID")
@_with_options
def remove(
    identifier: str, dry_run: bool, at_once: bool, reviewer: str, state: Path | None, config: Path | None
) -> None:
    """Take an entry out of its file, with the comment right above it; nothing else in the file changes.

    \b
    syndicate glossary remove oral --dry-run
    """
    from syndicate.glossary import revise

    settings = _settings(config, state)
    names = _names(settings)
    _do(settings, names, revise.deleted(_entry(names, identifier)), dry_run, at_once, reviewer)


@click.command()
@click.argument("identifier", type=Text(), metavar="ID")
@_with_options
def restore(
    identifier: str, dry_run: bool, at_once: bool, reviewer: str, state: Path | None, config: Path | None
) -> None:
    """Give an entry back what the last commit of its file says of it.

    \b
    syndicate glossary restore oral --dry-run
    """
    from syndicate.glossary import git, revise

    settings = _settings(config, state)
    names = _names(settings)
    entry = _entry(names, identifier)
    before = git.committed(entry)
    if before is None:
        raise GlossaryError("the last commit does not have it.", where=identifier, advice="See: git log.")
    _do(settings, names, revise.restored(entry, before), dry_run, at_once, reviewer)


@click.command()
@JSON_LINES
@STATE
@CONFIG
def changes(as_json: bool, state: Path | None, config: Path | None) -> None:
    """List the edits that were made at the desk or by `edit` and `remove`, the newest first, with their lines.

    \b
    syndicate glossary changes
    syndicate glossary undo 12
    """
    from syndicate.state import State, edits

    path = with_options(configuration(config), state=state).run.state
    made: tuple[edits.Made, ...] = ()
    if path.is_file():
        with State(path) as kept:
            made = edits.made(kept.facts)
    if not made and not as_json:
        click.echo("No name was edited here yet.", err=True)
    for one in made:
        if as_json:
            print_json({"number": one.number, "id": one.id, "file": one.file, "editor": one.editor,
                        "when": one.when.isoformat(), "lines": ["".join(line) for line in one.lines]})  # fmt: skip
            continue
        click.echo(f"{one.number}  {one.id}  {one.when:%Y-%m-%d %H:%M}  {one.editor}  {one.file}")
        for sign, text in one.lines:
            click.echo(f"    {sign} {text}")


@click.command()
@click.argument("number", type=int)
@_with_options
def undo(number: int, dry_run: bool, at_once: bool, reviewer: str, state: Path | None, config: Path | None) -> None:
    """Give the entry of an edit back what it said before; the numbers are those of `changes`.

    \b
    syndicate glossary undo 12 --dry-run
    syndicate glossary undo 12 --run
    """
    from syndicate.editing import naming
    from syndicate.state import State, edits
    from syndicate.state.database import stands

    settings = _settings(config, state)
    made: tuple[edits.Made, ...] = ()
    if stands(settings.run.state):
        with State(settings.run.state) as kept:
            made = edits.made(kept.facts)
    one = next((one for one in made if one.number == number), None)
    if one is None:
        raise GlossaryError(f"there is no edit {number}.", advice="See: syndicate glossary changes")
    names = _names(settings)
    _do(settings, names, naming.taken_back(names.glossary, one), dry_run, at_once, reviewer)


def _settings(config: Path | None, state: Path | None) -> Config:
    """Return the settings, with what the last run was told: an edit is of the names that it read."""
    from syndicate.runs.asked import as_last_run
    from syndicate.state import State
    from syndicate.state.database import stands

    settings = with_options(configuration(config), state=state)
    if stands(settings.run.state):
        with State(settings.run.state) as kept:
            settings, _ = as_last_run(settings, kept)
    return settings


def _names(settings: Config) -> Known:
    """Return the names; what is wrong in it is told."""
    from syndicate.glossary import own
    from syndicate.runs.known import read
    from syndicate.runs.world import CACHE

    found = read(own.in_use(settings.run), settings.run.state.parent / CACHE)
    for failure in found.failures:
        click.echo(failure, err=True)
    return found


def _entry(names: Known, identifier: str) -> ConceptEntry:
    entries = names.glossary.entries
    if identifier not in entries:
        raise GlossaryError(f"there is no entry “{identifier}”.", advice="See: syndicate glossary list")
    return entries[identifier]


def _do(settings: Config, names: Known, edit: Edit, dry_run: bool, at_once: bool, reviewer: str) -> None:
    """Show *edit* and what it touches, and make it."""
    from syndicate.editing import naming
    from syndicate.pipeline import run
    from syndicate.runs.asked import as_last_run
    from syndicate.state import State
    from syndicate.state.database import stands

    shipped, edit = edit.file, naming.at_home(edit, settings.run)
    for sign, text in edit.lines:
        click.echo(f"{sign} {text}")
    if edit.file != shipped:
        would = "would stand" if dry_run else "stands from now on"
        named = "among [run] glossaries" if settings.run.glossaries else "beside the state; no setting has to name it"
        click.echo(f"{edit.id} ships with syndicate, in {shipped}, where nothing is written. An entry of your own "
                   f"{would} in its place, in {edit.file} ({named}).")  # fmt: skip
    if dry_run or not edit.lines:
        found = naming.impact(settings, naming.step(names, edit))
        articles = counted(len({one.sentence.article for one in found}), "article")
        click.echo(f"{counted(len(found), 'sentence')} in {articles} would be translated anew.")
        return
    language = None
    if at_once and stands(settings.run.state):
        with State(settings.run.state) as kept:
            _, language = as_last_run(settings, kept)

    def renew(when: datetime, known: Known | None) -> RunReport:
        return run(settings, when, language=language, look=False, known=known)

    done = naming.carry_out(settings, naming.step(names, edit), reviewer, now(), renew if at_once else None)
    if done.problem:
        click.echo(done.problem, err=True)
    made = "made anew" if done.report else "to be made anew by the next run"
    states = "".join(f"; {number} {state.value}" for state, number in done.states.items())
    click.echo(f"{edit.file}: written. {counted(len(done.stale), 'sentence')} in "
               f"{counted(done.articles, 'article')} {made}{states}.")  # fmt: skip


COMMANDS = (edit, remove, restore, changes, undo)
"""What this file adds to `syndicate glossary`."""
