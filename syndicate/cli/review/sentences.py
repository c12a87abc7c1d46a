"""One sentence: corrected, checked, translated by another way."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._options import BY, CONFIG, STATE
from syndicate.cli._settings import Text, configuration, with_options
from syndicate.cli.review._asked import Place, on_edition, opened
from syndicate.errors import StateError
from syndicate.model import EditionState, LanguageTag
from syndicate.moment import now

if TYPE_CHECKING:
    from syndicate.editing.trial import Tools
    from syndicate.state import State


@click.command()
@on_edition
@click.argument("place", type=Place())
@click.argument("text", type=Text())
@BY
@CONFIG
@STATE
def correct(
    article: str,
    language: LanguageTag,
    place: tuple[int, int],
    text: str,
    reviewer: str,
    config: Path | None,
    state: Path | None,
) -> None:
    """Write TEXT in place of the sentence PLACE, as `show` numbers it; links and emphasis as HTML tags.

    The next run puts it in and checks the edition anew; what else the edition is held for still holds it then.

    \b
    syndicate review correct 3f2a es 1.0 "El coronel <b>habló</b> ayer." --as "Ana"
    """
    from syndicate.editing import review
    from syndicate.state.decisions import Action

    with opened(config, state) as kept:
        words, spans = review.markup(text)
        edition = kept.releases.edition(kept.articles.named(article), language)
        made = review.correct(
            kept, edition.article.id, language, place, words, spans,
            reviewer=reviewer, when=now(),
        )  # fmt: skip
        besides = review.besides(kept, edition, place, configuration(config).gate)
        decision = kept.decisions.current(edition.article.id, language)
    click.echo(f"Correction {made.id} is kept. The next syndicate run puts it in, and checks the edition anew.")
    approve = f"syndicate review approve {edition.article.id[:8]} {language}"
    if edition.state is not EditionState.HELD:
        if decision and decision.action is Action.APPROVE:
            by = decision.reviewer
            click.echo(f"{by} approved the words from before; approve the new ones after the run: {approve}")
    elif besides:
        click.echo(f"The edition stays held while one of these stays, unless you approve it after the run ({approve}):")
        for comment in dict.fromkeys(issue.comment for issue in besides):
            click.echo(f"    - {comment}")
    else:
        click.echo("The edition goes out then, if nothing is found in the new words that holds it.")


@click.command()
@on_edition
@click.argument("place", type=Place())
@click.argument("text", type=Text())
@CONFIG
@STATE
def check(
    article: str, language: LanguageTag, place: tuple[int, int], text: str, config: Path | None, state: Path | None
) -> None:
    """Say what the checks would find if TEXT stood in place of the sentence PLACE; nothing is kept.

    \b
    syndicate review check 3f2a es 1.0 "El coronel <b>habló</b> ayer."
    """
    from syndicate.editing import review, trial
    from syndicate.gate import action

    with opened(config, state) as kept, _tools(config, state, kept) as tools:
        draft = trial.draft_of(kept, kept.articles.named(article), language, tools)
        words, spans = review.markup(text)
        edition = trial.with_sentence(kept, draft, place, words, spans, tools, now())
        gate = tools.config.gate
    here = [issue for issue in edition.issues if (issue.unit, issue.segment) == place and action(issue, gate) != "pass"]
    for issue in here:
        click.echo(f"{action(issue, gate)}: {issue.comment}")
    if not here:
        click.echo("Nothing is found in this sentence.")
    click.echo(f"The article would be {edition.state}.")


@click.command()
@on_edition
@click.argument("place", type=Place())
@click.option("--engine", default="", help="Only ways that begin with this engine.")
@CONFIG
@STATE
def retranslate(
    article: str, language: LanguageTag, place: tuple[int, int], engine: str, config: Path | None, state: Path | None
) -> None:
    """Translate the sentence PLACE again by every way there is, and keep nothing.

    What is printed can be given to: syndicate review correct

    \b
    syndicate review retranslate 3f2a es 1.0
    syndicate review retranslate 3f2a es 1.0 --engine argos
    """
    from syndicate.editing import trial
    from syndicate.markup import to_html
    from syndicate.model import MARKUP

    with opened(config, state) as kept, _tools(config, state, kept) as tools:
        draft = trial.draft_of(kept, kept.articles.named(article), language, tools)
        routes = [way for way in trial.routes_of(draft, place, tools) if engine in {"", way[0].engine}]
        for route in routes:
            made = trial.retranslate(draft, place, route, tools).target
            click.echo(
                f"{trial.route_label(route)}\n    {to_html(made.text, [s for s in made.spans if s.kind in MARKUP])}"
            )
    if not routes:
        by = f" of “{engine}”" if engine else ""
        where = f"{draft.prepared.article.name} [{language}] {place[0]}.{place[1]}"
        raise StateError(f"no way{by} leads there.", where=where, advice="See: syndicate models list")


def _tools(config: Path | None, state: Path | None, kept: State) -> AbstractContextManager[Tools]:
    """Open what sentences are tried with, as the last run had it."""
    from syndicate.editing.trial import open_tools
    from syndicate.runs.asked import as_last_run

    settings = as_last_run(with_options(configuration(config), state=state), kept)[0]
    return open_tools(settings, lambda failure: click.echo(failure, err=True))


COMMANDS = (correct, check, retranslate)
"""What this file adds to `syndicate review`."""
