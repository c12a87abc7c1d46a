"""What a person decides on an edition, and takes back."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._options import BY, CONFIG, STATE
from syndicate.cli.review._asked import NOTE, on_edition, opened, print_head
from syndicate.model import LanguageTag
from syndicate.moment import now


def _deciding(name: str, text: str, said: str) -> click.Command:
    @click.command(name, help=f"{text}\n\n\b\nsyndicate review {name} 3f2a es {said}")
    @on_edition
    @BY
    @NOTE
    @CONFIG
    @STATE
    def decide(
        article: str, language: LanguageTag, reviewer: str, note: str, config: Path | None, state: Path | None
    ) -> None:
        from syndicate.editing import review
        from syndicate.state.decisions import Action

        with opened(config, state) as kept:
            edition = review.decide(
                kept, kept.articles.named(article), language, Action(name), reviewer=reviewer, when=now(), note=note
            )
        print_head(edition)
        click.echo("Publish it: syndicate publish")

    return decide


_approve = _deciding("approve", "Let an edition out as it is now.", "--as Ana")
_hold = _deciding("hold", "Keep an edition in until the hold is undone.", "--note 'a libel?'")
_automatic = _deciding("automatic", "Leave an edition to the gate again.", "--as Ana")


@click.command()
@on_edition
@click.option("--correction", type=int, help="Take back this correction instead of the last decision.")
@CONFIG
@STATE
def undo(article: str, language: LanguageTag, correction: int | None, config: Path | None, state: Path | None) -> None:
    """Undo the last decision on an edition, or a correction; what was before it counts again.

    \b
    syndicate review undo 3f2a es
    syndicate review undo 3f2a es --correction 12
    """
    from syndicate.editing import review

    with opened(config, state) as kept:
        if correction is not None:
            gone = review.withdraw_correction(kept, correction, when=now())
            click.echo(f"“{gone.target}” is taken back. The next syndicate run takes the words from before.")
            return
        undone, edition = review.undo(kept, kept.articles.named(article), language, when=now())
    click.echo(f"Undone: {undone.action} by {undone.reviewer}.")
    print_head(edition)


COMMANDS = (_approve, _hold, _automatic, undo)
"""What this file adds to `syndicate review`."""
