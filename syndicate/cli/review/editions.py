"""What waits, and one edition sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import click

from syndicate.cli._options import CONFIG, STATE
from syndicate.cli._settings import Language, configuration
from syndicate.cli.review._asked import on_edition, opened, print_head
from syndicate.model import EditionState, LanguageTag

_STATES = [str(each) for each in EditionState]


@click.command("list")
@click.option("--is", "states", multiple=True, type=click.Choice(_STATES), help="In this state; again for more [held].")
@click.option("--language", type=Language(), help="Only this language.")
@click.option("--check", default="", help="Only where this check found something: names, numbers, words, ...")
@click.option("--source", default="", help="Only from this feed or folder, by its whole name.")
@click.option("--text", default="", help="Only where this stands in a title, the document's name or a reason.")
@click.option("--first", is_flag=True, help="Only what is always read first: held, of a direction under [gate] review.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="So many at once.")
@click.option("--page", type=click.IntRange(1), default=1, help="The first, second, ... so many.")
@click.option("--all", "everything", is_flag=True, help="What is held and what is published with a note.")
@CONFIG
@STATE
def list_(
    states: tuple[str, ...],
    language: LanguageTag | None,
    check: str,
    source: str,
    text: str,
    first: bool,
    most: int,
    page: int,
    everything: bool,
    config: Path | None,
    state: Path | None,
) -> None:
    """List the editions that wait for an editor, newest first, and why.

    \b
    syndicate review list --language es --check names
    syndicate review list --is noted --text Atalikov
    """
    from syndicate.editing import review
    from syndicate.state.tallies import Wanted

    asked = tuple(EditionState(each) for each in states) or (EditionState.HELD,)
    if everything:
        asked = tuple(dict.fromkeys((*asked, EditionState.HELD, EditionState.NOTED)))
    gate = configuration(config).gate
    if first and not gate.review:
        raise click.UsageError(
            'no direction is always read first. Name some in syndicate.toml: [gate] review = ["en-az"]'
        )
    wanted = Wanted(asked, language or "", check, source, text, gate.review if first else ())
    with opened(config, state) as kept:
        lines, count = review.waiting(kept, wanted, (page - 1) * most, most)
    for line in lines:
        by = f" · {line.reviewer}" if line.reviewer else ""
        name = f"{line.document} «{line.source_title[:60]}» [{line.spoken}]"
        click.echo(f"{line.article[:8]} {line.language}  {line.state}{by}  {name}")
        reasons = review.why(line, gate)
        for issue in reasons[:3]:
            click.echo(f"    - {issue.comment}")
        if len(reasons) > 3:
            click.echo(f"    and {len(reasons) - 3} more: syndicate review show")
    if not count:
        click.echo("Nothing waits.")
    elif not lines:
        click.echo(f"There is no page {page}: the last is {-(-count // most)}.")
    elif count > page * most:
        click.echo(f"{count - page * most} more: --page {page + 1}")


@click.command()
@on_edition
@CONFIG
@STATE
def show(article: str, language: LanguageTag, config: Path | None, state: Path | None) -> None:
    """Show an edition sentence by sentence, what was found in it, and what was decided.

    \b
    syndicate review show 3f2a es
    """
    from syndicate.editing import review
    from syndicate.gate import always_read
    from syndicate.markup import to_html

    gate = configuration(config).gate
    with opened(config, state) as kept:
        sheet = review.sheet(kept, kept.articles.named(article), language)
        print_head(sheet.edition)
        about = {(issue.unit, issue.segment) for issue in sheet.edition.issues}
        made = sheet.edition
        always = always_read(made.article.language, made.language, made.state, made.issues, gate)
        for issue in ([always] if always else []) + list(made.issues):
            where = f"{issue.unit}.{issue.segment}: " if issue.segment is not None else ""
            click.echo(f"    - {where}{issue.comment}")
        for one in sheet.sentences:
            place = (one.source.unit, one.source.index)
            mark = "!" if place in about else " "
            click.echo(f"\n{mark} {place[0]}.{place[1]}  {to_html(one.source.text, one.source.spans)}")
            click.echo(f"       {to_html(one.target, one.spans) or '(no translation)'}")
            if one.correction is not None:
                click.echo(f"       {one.correction.reviewer}: {to_html(one.correction.target, one.correction.spans)}")
            elif place in about:
                for near in review.suggestions(kept, one, language):
                    if near.source != one.source.text:
                        click.echo(f"       {near.score:.0f} % like “{near.source}”: {near.target}")
        for stale in sheet.stale:
            click.echo(f"\n  {stale.reviewer}'s words for a sentence that is no more: {stale.target}")
        for each in sheet.history:
            undone = " (undone)" if each.undone else ""
            click.echo(f"\n  {each.reviewed:%Y-%m-%d %H:%M} {each.reviewer}: {each.action}{undone} {each.note}")


COMMANDS = (list_, show)
"""What this file adds to `syndicate review`."""
