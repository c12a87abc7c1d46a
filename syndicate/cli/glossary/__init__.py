"""`syndicate glossary`: what an editor does with names. A file of this folder gives some of its commands."""

from __future__ import annotations

import click

from syndicate.cli.glossary import entries


@click.group(name="glossary")
def command() -> None:
    """Check, list and search glossaries of names.

    \b
    syndicate glossary check
    syndicate glossary list --kind person --language mn
    syndicate glossary find "Elbegdorj spoke in Ulaanbaatar." --from en
    syndicate glossary show elbegdorj-tsakhiagiin
    """


for each in (*entries.COMMANDS,):
    command.add_command(each)
