"""`syndicate detect`: which language a text or file is in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._settings import standard_input

if TYPE_CHECKING:
    from syndicate.model import Detection


@click.command(name="detect")
@click.argument("texts", nargs=-1, metavar="[FILE|TEXT]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with candidates.")
def command(texts: tuple[str, ...], as_json: bool) -> None:
    """Say which language files or texts are in.

    What names a file or folder is read as articles; anything else is taken as text. Without
    arguments, each line of standard input is a text. Prints language, status (confirmed, likely
    or und), confidence, and what it is about;
    what is doubtful about it goes to standard error.

    \b
    syndicate detect samples/
    syndicate detect "Sərhədlər bağlanmayacaq, nazirlik bildirib."
    """
    import msgspec

    failed = False
    for name, found, told in _found(texts):
        if found is None:
            click.echo(name, err=True)
            failed = True
            continue
        if as_json:
            click.echo(msgspec.json.encode({"name": name, **msgspec.to_builtins(found), "doubts": told}))
        else:
            click.echo(f"{found.language}\t{found.status}\t{found.confidence:.2f}\t{name}")
            for doubt in told:
                click.echo(f"{name}: {doubt}", err=True)
    sys.exit(1 if failed else 0)


def _found(texts: tuple[str, ...]) -> Iterator[tuple[str, Detection | None, list[str]]]:
    """Give each name with its language and what is doubtful of it; a message and None if unreadable.

    Articles are read and judged as a run does.
    """
    from syndicate.detect import detect, study
    from syndicate.doubts import doubts
    from syndicate.model import Failure
    from syndicate.sources import documents, read_articles

    if not texts:
        yield from ((line.strip()[:60], detect(line), []) for line in standard_input() if line.strip())
    for text in texts:
        if not _is_path(text):
            text.encode()  # of bytes that are no characters no language is known: `syndicate.cli` tells it
            yield text[:60], detect(text), []
            continue
        for article in read_articles(documents([text])):
            if isinstance(article, Failure):
                yield str(article), None, []
                continue
            article, found = study(article)
            yield article.name, found, [each.comment for each in doubts(found, article)]


def _is_path(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or a NUL in it: then it is a text
        return False
