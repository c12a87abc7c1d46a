"""`syndicate review`: what waits for an editor, and what the editor says to it."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syndicate.cli._settings import Language, configuration, with_options
from syndicate.errors import StateError
from syndicate.model import EditionState, LanguageTag

if TYPE_CHECKING:
    from syndicate.editing.trial import Tools
    from syndicate.model import Edition
    from syndicate.state import State


@click.group(name="review")
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


def _with_state(function: Any) -> Any:
    """Add the options that say where the state is."""
    config = click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Configuration.")
    state = click.option("--state", "path", type=click.Path(dir_okay=False, path_type=Path), help="State database.")
    return config(state(function))


_BY = click.option("--as", "reviewer", default=lambda: os.environ.get("USER", ""), help="Your name [$USER].")
_NOTE = click.option("--note", default="", help="Why, in a few words.")


class _Place(click.ParamType["tuple[int, int]"]):
    """The place of a sentence, as `show` numbers it."""

    name = "place"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return unit and segment, or say what a place looks like."""
        unit, _, segment = str(value).partition(".")
        if not (unit.isdecimal() and segment.isdecimal()):
            self.fail("a place is two numbers with a stop between, such as 1.0; see: syndicate review show", param, ctx)
        return int(unit), int(segment)


_STATES = [str(each) for each in EditionState]
_EDITION = (click.argument("article"), click.argument("language", type=Language()))


def _on_edition(function: Any) -> Any:
    return _EDITION[0](_EDITION[1](function))


@command.command("list")
@click.option("--is", "states", multiple=True, type=click.Choice(_STATES), help="In this state; again for more [held].")
@click.option("--language", type=Language(), help="Only this language.")
@click.option("--check", default="", help="Only where this check found something: names, numbers, words, ...")
@click.option("--source", default="", help="Only from this feed or folder, by its whole name.")
@click.option("--text", default="", help="Only where this stands in a title, the document's name or a reason.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="So many at once.")
@click.option("--page", type=click.IntRange(1), default=1, help="The first, second, ... so many.")
@click.option("--all", "everything", is_flag=True, help="What is held and what is published with a note.")
@_with_state
def list_(
    states: tuple[str, ...],
    language: LanguageTag | None,
    check: str,
    source: str,
    text: str,
    most: int,
    page: int,
    everything: bool,
    config: Path | None,
    path: Path | None,
) -> None:
    """List the editions that wait for an editor, newest first, and why.

    \b
    syndicate review list --language es --check names
    syndicate review list --is noted --text Atalikov
    """
    from syndicate.editing import review
    from syndicate.state.queue import Wanted

    asked = tuple(EditionState(each) for each in states) or (EditionState.HELD,)
    if everything:
        asked = tuple(dict.fromkeys((*asked, EditionState.HELD, EditionState.NOTED)))
    wanted = Wanted(asked, language or "", check, source, text)
    gate = configuration(config).gate
    with closing(_open(config, path)) as state:
        lines, count = review.waiting(state, wanted, (page - 1) * most, most)
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
    elif count > page * most:
        click.echo(f"{count - page * most} more: --page {page + 1}")


@command.command()
@_on_edition
@_with_state
def show(article: str, language: LanguageTag, config: Path | None, path: Path | None) -> None:
    """Show an edition sentence by sentence, what was found in it, and what was decided.

    \b
    syndicate review show 3f2a es
    """
    from syndicate.editing import review
    from syndicate.markup import to_html

    with closing(_open(config, path)) as state:
        sheet = review.sheet(state, state.articles.named(article), language)
        _print_head(sheet.edition)
        about = {(issue.unit, issue.segment) for issue in sheet.edition.issues}
        for issue in sheet.edition.issues:
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
                for near in review.suggestions(state, one, language):
                    if near.source != one.source.text:
                        click.echo(f"       {near.score:.0f} % like “{near.source}”: {near.target}")
        for stale in sheet.stale:
            click.echo(f"\n  {stale.reviewer}'s words for a sentence that is no more: {stale.target}")
        for each in sheet.history:
            undone = " (undone)" if each.undone else ""
            click.echo(f"\n  {each.reviewed:%Y-%m-%d %H:%M} {each.reviewer}: {each.action}{undone} {each.note}")


@command.command()
@_on_edition
@click.argument("place", type=_Place())
@click.argument("text")
@_BY
@_with_state
def correct(
    article: str,
    language: LanguageTag,
    place: tuple[int, int],
    text: str,
    reviewer: str,
    config: Path | None,
    path: Path | None,
) -> None:
    """Write TEXT in place of the sentence PLACE, as `show` numbers it; links and emphasis as HTML tags.

    \b
    syndicate review correct 3f2a es 1.0 "El coronel <b>habló</b> ayer." --as "Ana"
    """
    from syndicate.editing import review

    with closing(_open(config, path)) as state:
        words, spans = review.markup(text)
        kept = review.correct(
            state, state.articles.named(article), language, place, words, spans,
            reviewer=reviewer, when=_now(),
        )  # fmt: skip
    click.echo(f"Correction {kept.id} is kept. The next syndicate run takes it.")


@command.command()
@_on_edition
@click.argument("place", type=_Place())
@click.argument("text")
@_with_state
def check(
    article: str, language: LanguageTag, place: tuple[int, int], text: str, config: Path | None, path: Path | None
) -> None:
    """Say what the checks would find if TEXT stood in place of the sentence PLACE; nothing is kept.

    \b
    syndicate review check 3f2a es 1.0 "El coronel <b>habló</b> ayer."
    """
    from syndicate.editing import review, trial
    from syndicate.gate import action

    with closing(_open(config, path)) as state, _tools(config, path, state) as tools:
        draft = trial.draft_of(state, state.articles.named(article), language, tools)
        words, spans = review.markup(text)
        edition = trial.with_sentence(state, draft, place, words, spans, tools, _now())
        gate = tools.config.gate
    here = [issue for issue in edition.issues if (issue.unit, issue.segment) == place and action(issue, gate) != "pass"]
    for issue in here:
        click.echo(f"{action(issue, gate)}: {issue.comment}")
    if not here:
        click.echo("Nothing is found in this sentence.")
    click.echo(f"The article would be {edition.state}.")


@command.command()
@_on_edition
@click.argument("place", type=_Place())
@click.option("--engine", default="", help="Only ways that begin with this engine.")
@_with_state
def retranslate(
    article: str, language: LanguageTag, place: tuple[int, int], engine: str, config: Path | None, path: Path | None
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

    with closing(_open(config, path)) as state, _tools(config, path, state) as tools:
        draft = trial.draft_of(state, state.articles.named(article), language, tools)
        routes = [way for way in trial.routes_of(draft, place, tools) if engine in {"", way[0].engine}]
        for route in routes:
            made = trial.retranslate(draft, place, route, tools).target
            click.echo(
                f"{trial.route_label(route)}\n    {to_html(made.text, [s for s in made.spans if s.kind in MARKUP])}"
            )
    if not routes:
        raise StateError("no such way leads there.", advice="See: syndicate models list")


def _deciding(name: str, text: str) -> None:
    @command.command(name, help=text)
    @_on_edition
    @_BY
    @_NOTE
    @_with_state
    def decide(
        article: str, language: LanguageTag, reviewer: str, note: str, config: Path | None, path: Path | None
    ) -> None:
        from syndicate.editing import review

        with closing(_open(config, path)) as state:
            act = {"approve": review.approve, "hold": review.hold, "automatic": review.automatic}[name]
            edition = act(state, state.articles.named(article), language, reviewer=reviewer, when=_now(), note=note)
        _print_head(edition)
        click.echo("Publish it: syndicate publish")


_deciding("approve", "Let an edition out as it is now.\n\n\b\nsyndicate review approve 3f2a es --as Ana")
_deciding("hold", "Keep an edition in until the hold is undone.\n\n\b\nsyndicate review hold 3f2a es --note 'a libel?'")
_deciding("automatic", "Leave an edition to the gate again.\n\n\b\nsyndicate review automatic 3f2a es --as Ana")


@command.command()
@_on_edition
@click.option("--correction", type=int, help="Take back this correction instead of the last decision.")
@_with_state
def undo(article: str, language: LanguageTag, correction: int | None, config: Path | None, path: Path | None) -> None:
    """Undo the last decision on an edition, or a correction; what was before it counts again.

    \b
    syndicate review undo 3f2a es
    syndicate review undo 3f2a es --correction 12
    """
    from syndicate.editing import review

    with closing(_open(config, path)) as state:
        if correction is not None:
            gone = review.withdraw_correction(state, correction, when=_now())
            click.echo(f"“{gone.target}” is taken back. The next syndicate run takes the words from before.")
            return
        undone, edition = review.undo(state, state.articles.named(article), language, when=_now())
    click.echo(f"Undone: {undone.action} by {undone.reviewer}.")
    _print_head(edition)


def _print_head(edition: Edition) -> None:
    article = edition.article
    by = f" · {edition.reviewer}" if edition.reviewer else ""
    click.echo(f"{article.id[:8]} {edition.language}  {edition.state}{by}  {article.name} [{article.language}]")


def _tools(config: Path | None, path: Path | None, state: State) -> AbstractContextManager[Tools]:
    """Open what sentences are tried with, as the last run had it."""
    from syndicate.editing.trial import open_tools
    from syndicate.runs.asked import as_last_run

    return open_tools(as_last_run(with_options(configuration(config), state=path), state)[0])


def _open(config: Path | None, path: Path | None) -> State:
    from syndicate.state import State

    where = path or configuration(config).run.state
    if not where.is_file():
        advice = "Run: syndicate run SOURCES --to LANGUAGES"
        raise StateError("nothing has been run yet.", where=str(where), advice=advice)
    return State(where)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
