"""What the commands of a review are told: an edition, a place in it, a name, and where the state is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syndicate.cli._settings import Language, Text, state_of

if TYPE_CHECKING:
    from syndicate.model import Edition
    from syndicate.state import State


NOTE = click.option("--note", type=Text(), default="", help="Why, in a few words.")
"""What is kept with a decision."""


class Place(click.ParamType["tuple[int, int]"]):
    """The place of a sentence, as `show` numbers it."""

    name = "place"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return unit and segment, or say what a place looks like."""
        unit, _, segment = str(value).partition(".")
        if not (unit.isdecimal() and segment.isdecimal()):
            self.fail("a place is two numbers with a stop between, such as 1.0; see: syndicate review show", param, ctx)
        return int(unit), int(segment)


def on_edition(function: Any) -> Any:
    """Give a command the arguments that name an edition."""
    return click.argument("article")(click.argument("language", type=Language())(function))


def print_head(edition: Edition) -> None:
    """Print an edition in a line."""
    article = edition.article
    by = f" · {edition.reviewer}" if edition.reviewer else ""
    click.echo(f"{article.id[:8]} {edition.language}  {edition.state}{by}  {article.name} [{article.language}]")


def opened(config: Path | None, state: Path | None) -> State:
    """Return the state of a newsroom that has run; whoever asks closes it."""
    from syndicate.state import State

    return State(state_of(config, state))
