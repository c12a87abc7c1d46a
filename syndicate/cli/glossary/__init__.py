"""`syndicate glossary`: what an editor does with names. A file of this folder gives some of its commands."""

from __future__ import annotations

import click

from syndicate.cli._settings import Group
from syndicate.cli.glossary import change, entries, exchange, study


@click.group(name="glossary", cls=Group)
def command() -> None:
    """Check, search, write and exchange glossaries of names, and see what they do.

    Where no file is named, the glossaries of syndicate.toml are meant, or those that ship with syndicate, in which
    nothing is ever written, and names.yaml beside the state, whose entries stand in place of theirs.

    \b
    syndicate glossary check
    syndicate glossary list --kind person --language mn
    syndicate glossary find "Elbegdorj spoke in Ulaanbaatar." --from en
    syndicate glossary show elbegdorj-tsakhiagiin
    syndicate glossary audit elbegdorj-tsakhiagiin
    syndicate glossary suggest inbox/ --to es,uk
    syndicate glossary impact glossaries/people.yaml
    syndicate glossary add bayar-bat --kind person en="Bat Bayar" ru="Бат Баяр" --into names.yaml
    syndicate glossary edit elbegdorj-tsakhiagiin "also.en=Tsakhiyagin Elbegdorj" --run
    syndicate glossary export --format tbx --languages en,es > names.tbx
    """


for each in (*entries.COMMANDS, *exchange.COMMANDS, *change.COMMANDS, *study.COMMANDS):
    command.add_command(each)
