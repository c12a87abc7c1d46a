"""Pages that stand on the site and that this state never published: those of a state that was lost, or of another.

A run takes away only what it knows. A new state beside an old site knows nothing yet; where the sources are empty just
then, out of reach, or feeds that have moved on, or where the engine is broken, it would leave a site without articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from syndicate.model import Failure, LanguageTag
from syndicate.state import State


def unclaimed(state: State, out: Path) -> tuple[Failure, ...]:
    """Return what is to be said where a build of what is out in *state* would take such pages from the site in *out*.

    Nothing is to be said where it would not, and the site may be written.
    """
    found = told(state, out)
    if not found:
        return ()
    message = f"{found} So the whole site is kept as it is, and nothing new goes out, in the next runs neither."
    command = f"syndicate publish {quote(str(out))} --state {quote(str(state.path))}"
    advice = (
        "Put the last backup of the state in its place, name its --state or another --out, or bring back what the "
        f"sources had, and run again. Or write the site of what this state has, which removes those pages: {command} "
        "(it asks before; with --dry-run it lists them)."
    )
    return (Failure("publish", str(out), message, advice),)


def told(state: State, out: Path) -> str:
    """Return how many such pages stand in *out*, in a sentence; empty where there are none."""
    number = sum(1 for _ in _pages(state, out))
    if not number:
        return ""
    pages = "page of an article stands" if number == 1 else "pages of articles stand"
    return f"{number} {pages} here that this state never published: it is new, or another's."


def _pages(state: State, out: Path) -> Iterator[str]:
    from syndicate.site import manifest
    from syndicate.writers._address import article_path

    ours = {article_path(*each) for each in state.releases.lines().places()}
    for path in sorted(manifest(out) - ours):
        language, _, page = path.partition("/articles/")
        article, _, ending = page.rpartition(".")
        # What a person keeps in was ours before.
        if ending == "html" and not state.decisions.history(article, LanguageTag(language)):
            yield path
