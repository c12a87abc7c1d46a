"""`syndicate publish`: the site again, from what is remembered; or only a look at what is wrong with it."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._options import CONFIG, STATE, VERBOSE
from syndicate.cli._settings import Languages, configuration, start_logs, with_options
from syndicate.errors import PublishError, not_run
from syndicate.model import LanguageTag

if TYPE_CHECKING:
    from syndicate.config import Config
    from syndicate.difference import Difference
    from syndicate.publish import PublishReport
    from syndicate.state import State

_SIGNS = {"new": "+", "changed": "~", "gone": "-"}
_SHOWN = 200
"""Articles that a dry run shows."""


@click.command(name="publish")
@click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, article by article, and write nothing.")
@click.option("--check", is_flag=True, help="Read everything that stands in SITE, and say what is wrong.")
@click.option("--to", type=Languages(), help="Languages that get a feed even while they have no article.")
@click.option("--without", type=Languages(), default=(), help="Take these languages off the site.")
@click.option("--yes", is_flag=True, help="Do not ask before anything is taken off.")
@CONFIG
@STATE
@VERBOSE
def command(
    site: Path | None,
    dry_run: bool,
    check: bool,
    to: tuple[LanguageTag, ...] | None,
    without: tuple[LanguageTag, ...],
    yes: bool,
    config: Path | None,
    state: Path | None,
    verbose: int,
) -> None:
    """Write the site again from what was released, without reading or translating anything.

    SITE is its folder; where it is left out, the one that syndicate.toml names, or public.

    \b
    syndicate publish                  after a change of [publish] or of a template
    syndicate publish --dry-run        which articles would change, and which sentences
    syndicate publish --check          every file read back: feeds, pages, links, languages
    syndicate publish --without fr     take French off; a run --to fr brings it back, with the same ids

    Exit code: 0 all well, 1 something is wrong with the site or could not be published, 2 wrong use.
    """
    start_logs(verbose)
    if check and dry_run:
        raise click.UsageError("Say --check or --dry-run, not both.")
    if check and without:
        raise click.UsageError("Say --check or --without, not both.")
    settings = with_options(configuration(config), out=site, state=state, to=to or ())
    if check:
        sys.exit(_checked(settings.run.out))
    sys.exit(_published(settings, frozenset(without), dry_run=dry_run, yes=yes))


def _checked(site: Path) -> int:
    """Print what is wrong with *site*, and return the exit code."""
    from syndicate.site import MANIFEST, manifest
    from syndicate.validate import inspect_site

    if not (site / MANIFEST).is_file():
        raise PublishError(
            "there is no site of ours here.", where=str(site), advice="Name its folder: syndicate publish --check SITE"
        )
    paths = sorted(manifest(site))
    inspection, problems = inspect_site(site, iter(paths))
    for problem in problems:
        click.echo(str(problem))
    found = f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else "nothing wrong"
    click.echo(f"{site}: {len(paths)} files, {inspection.entries} entries in feeds read back: {found}.")
    return 1 if problems else 0


def _published(settings: Config, without: frozenset[LanguageTag], *, dry_run: bool, yes: bool) -> int:
    """Build or rehearse the site of what was released, print the report, and return the exit code."""
    from syndicate.publish import build, rehearse
    from syndicate.runs.stillness import keep
    from syndicate.sections import load
    from syndicate.state import State
    from syndicate.state.database import stands
    from syndicate.state.reports import last_report

    if not stands(settings.run.state):
        raise not_run(settings.run.state)
    # Like a run: of two that write one site each would sweep away what the other has laid out.
    with State(settings.run.state, exclusive=not dry_run) as state:
        last = last_report(state.facts)
        # The feeds of what the last run was asked for stay, even when they are empty.
        languages = {*settings.run.to, *map(LanguageTag, last.to if last else ())}
        asked = settings.run.to or languages
        if again := sorted(without & {*asked}):
            advice = "Take it out of [run] to first, or run once with a --to that leaves it out."
            raise PublishError(f"runs are asked for {', '.join(again)}: the next would bring it back.", advice=advice)
        off = (state.releases.off() - {*settings.run.to}) | without
        make = partial(
            rehearse if dry_run else build, state.releases.lines(off), settings.publish, settings.run.out,
            languages=sorted(languages - off), sections=load(settings.sections),
        )  # fmt: skip
        if without and not dry_run:
            _ask(state, without, partial(rehearse, *make.args, **make.keywords)(), yes=yes)
        if not dry_run:
            _ask_for_others(state, settings.run.out, yes=yes)
            state.releases.take_off(off)
            if without:
                keep(state.facts, None)
        report = make()
    _print(report, dry_run=dry_run)
    return 1 if report.failures else 0


def _ask(state: State, without: frozenset[LanguageTag], report: PublishReport, *, yes: bool) -> None:
    """Say what is taken off, and go on only where somebody says so."""
    out = Counter(language for _, language in state.releases.lines().places())
    if none := [tag for tag in sorted(without) if not out[tag]]:
        raise PublishError(f"nothing is out in {', '.join(none)}.", advice="See which languages the site has.")
    told = ", ".join(f"{tag}: {out[tag]} article{'s' * (out[tag] != 1)}" for tag in sorted(without))
    click.echo(
        f"{told}; {len(report.removed)} files go from {report.out}. What was translated, corrected and decided is "
        "kept: a run that is asked for the language again brings it back, with the same ids and dates."
    )
    if not yes:
        click.confirm("Take it off?", abort=True)


def _ask_for_others(state: State, site: Path, *, yes: bool) -> None:
    """Go on over pages of *site* that *state* never published only where somebody says so: it may be a wrong state."""
    from syndicate.runs.unclaimed import told

    if found := told(state, site):
        click.echo(f"{site}: {found} What this state has takes their place; --dry-run lists them.")
        if not yes:
            click.confirm("Write the site without them?", abort=True)


def _print(report: PublishReport, *, dry_run: bool) -> None:
    told = [each for each in report.differences if each.kind != "changed" or each.lines]
    for each in told[:_SHOWN]:
        _print_difference(each)
    if len(told) > _SHOWN:
        click.echo(f"and {len(told) - _SHOWN} more articles.")
    if same := len(report.differences) - len(told):
        click.echo(
            f"{same} article{'s keep their' if same > 1 else ' keeps its'} words; links, dates or layout change."
        )
    for failure in report.failures:
        click.echo(str(failure))
    counts = {kind: sum(each.kind == kind for each in report.differences) for kind in _SIGNS}
    if dry_run and report.differences:
        click.echo(f"\nArticles: {counts['new']} new, {counts['changed']} changed, {counts['gone']} gone.")
    would = "would be " if dry_run else ""
    articles, languages = sum(report.editions.values()), len(report.languages)
    click.echo(
        f"{report.out}: {len(report.written)} files {would}written, {len(report.removed)} removed, "
        f"{len(report.unchanged)} unchanged; {articles} article{'s' * (articles != 1)} in "
        f"{languages} language{'s' * (languages != 1)}."
    )


def _print_difference(each: Difference) -> None:
    click.echo(f"{_SIGNS[each.kind]} [{each.language}] {each.title}")
    for sign, sentence in each.lines:
        click.echo(f"    {sign} {sentence}")
