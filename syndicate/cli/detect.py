"""`syndicate detect`: which language a text or file is in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from syndicate.model import Detection


@click.command(name="detect")
@click.argument("texts", nargs=-1, metavar="[FILE|TEXT]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with candidates.")
def command(texts: tuple[str, ...], as_json: bool) -> None:
    """Say which language files or texts are in.

    What names a file or folder is read as articles; anything else is taken as text. Without
    arguments, each line of standard input is a text. Prints language, status (confirmed, likely
    or und), confidence, and what it is about.

    \b
    syndicate detect samples/
    syndicate detect "Sərhədlər bağlanmayacaq, nazirlik bildirib."
    """
    import msgspec

    failed = False
    for name, found in _found(texts):
        if found is None:
            click.echo(name, err=True)
            failed = True
            continue
        if as_json:
            click.echo(msgspec.json.encode({"name": name, **msgspec.to_builtins(found)}))
        else:
            click.echo(f"{found.language}\t{found.status}\t{found.confidence:.2f}\t{name}")
    sys.exit(1 if failed else 0)


def _found(texts: tuple[str, ...]) -> Iterator[tuple[str, Detection | None]]:
    """Give each name with its language, found in articles as a run finds it; a message and None if unreadable."""
    from syndicate.detect import detect, detection_of
    from syndicate.model import Failure
    from syndicate.sources import documents, read_articles

    if not texts:
        yield from ((line.strip()[:60], detect(line)) for line in sys.stdin if line.strip())
    for text in texts:
        if not _is_path(text):
            yield text[:60], detect(text)
            continue
        for article in read_articles(documents([text])):
            if isinstance(article, Failure):
                yield str(article), None
            else:
                yield article.name, detection_of(article)


def _is_path(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or a NUL in it: then it is a text
        return False
