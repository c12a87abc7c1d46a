"""`syndicate review`: what waits for an editor, and what the editor says to it."""

from __future__ import annotations

import click

from syndicate.cli._settings import Group
from syndicate.cli.review import decisions, editions, sentences


@click.group(name="review", cls=Group)
def command() -> None:
    """See what is held; correct sentences; let editions out or keep them in.

    An edition is named by its article's id, or the beginning of it, and its language, as the list shows them.
    What is decided here is published by the next: syndicate publish. A corrected sentence is taken by the
    next: syndicate run; it wins over every engine from then on, wherever it stands.

    \b
    syndicate review list
    syndicate review show 3f2a es
    syndicate review retranslate 3f2a es 1.0
    syndicate review check 3f2a es 1.0 "El coronel <b>habló</b> ayer."
    syndicate review correct 3f2a es 1.0 "El coronel <b>habló</b> ayer." --as "Ana"
    syndicate review approve 3f2a es --as "Ana"
    syndicate review undo 3f2a es
    """


for each in (*editions.COMMANDS, *sentences.COMMANDS, *decisions.COMMANDS):
    command.add_command(each)
