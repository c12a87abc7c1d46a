"""`syndicate translate`: one text, with its names shown; for trying a glossary or an engine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from syndicate.cli._options import CONFIG, ENGINE, GLOSSARY, VERBOSE
from syndicate.cli._settings import Language, Languages, Text, configuration, standard_input, start_logs, with_options
from syndicate.model import Edition, EditionState, LanguageTag


@click.command(name="translate")
@click.argument("text", type=Text(), required=False)
@click.option("--to", type=Languages(), required=True, help="Languages wanted, with commas.")
@click.option("--from", "language", type=Language(), help="Language of the text, instead of finding it.")
@GLOSSARY
@ENGINE
@CONFIG
@click.option("--json", "as_json", is_flag=True, help="Print everything that is known of the translation.")
@VERBOSE
def command(
    text: str | None,
    to: tuple[LanguageTag, ...],
    language: LanguageTag | None,
    glossaries: tuple[Path, ...],
    engine: str,
    config: Path | None,
    as_json: bool,
    verbose: int,
) -> None:
    """Translate TEXT, or standard input, and say what became of its names.

    The translation goes to standard output, what was found to standard error. Nothing is
    published or remembered. Exit code 3 when it would be held.

    \b
    syndicate translate "Elbegdorj spoke in Ulaanbaatar on Monday." --to es
    syndicate translate --from ru --to uk < article.txt
    """
    start_logs(verbose)
    settings = with_options(configuration(config), glossaries=glossaries, engine=engine)
    whole = "".join(standard_input()) if text is None else text
    if not whole.strip():
        raise click.UsageError("There is nothing to translate: give a text, or standard input.")
    from syndicate.editing.trial import try_text

    held = failed = False
    for edition in try_text(whole, to, settings, language, lambda failure: click.echo(failure, err=True)):
        if as_json:
            import msgspec

            click.echo(msgspec.json.format(msgspec.json.encode(edition), indent=2))
        else:
            _show(edition, several=len(to) > 1)
        held |= edition.state is EditionState.HELD
        failed |= edition.state in {EditionState.FAILED, EditionState.SKIPPED}
    sys.exit(1 if failed else 3 if held else 0)


def _show(edition: Edition, *, several: bool) -> None:
    """Print the target, and on standard error its names and what was found."""
    text = "\n".join(unit.text for unit in edition.units)
    click.echo(f"[{edition.language}] {text}" if several else text)
    for translation in edition.translations:
        for row in translation.ledger:
            form = f"{row.target_form} ({row.case or 'no case'}; {row.rule})" if row.target_form else "-"
            # An edition that is held is kept in; of a name it would be good news.
            outcome = "holds" if row.outcome == "held" else row.outcome
            click.echo(f"  {outcome}: {row.source_form} -> {form} [{row.entry}, {row.method}]", err=True)
    for issue in edition.issues:
        click.echo(f"  {issue.type} ({issue.check}): {issue.comment} {issue.advice}".rstrip(), err=True)
    if edition.state is not EditionState.PUBLISHED:
        click.echo(f"  state: {edition.state}", err=True)
