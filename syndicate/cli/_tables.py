"""What a run did, as a person reads it."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport

_SHOWN = {EditionState.FAILED: 6, EditionState.HELD: 6, EditionState.NOTED: 2}
"""Reasons shown for one edition; `syndicate report` shows all."""


def print_report(report: RunReport, *, quiet: bool = False, every_reason: bool = False) -> None:
    """Print *report*: a table of languages, then what failed, was held, or has no route, and why."""
    console = Console(soft_wrap=True, highlight=False)
    if not quiet:
        console.print(_languages(report))
    for state, heading in (
        (EditionState.FAILED, "Failed"),
        (EditionState.HELD, "Held for an editor"),
        (EditionState.NOTED, "Published with a note"),
    ):
        found = [outcome for outcome in report.outcomes if outcome.state is state]
        if found and not (quiet and state is EditionState.NOTED):
            console.print(f"\n[bold]{heading}[/bold]")
            for outcome in found:
                _print_outcome(console, outcome, None if every_reason else _SHOWN[state])
    if not quiet:
        _print_skipped(console, report)
    if report.failures:
        console.print("\n[bold]Could not be read, or only in part[/bold]")
        for failure in report.failures:
            console.print(f"  {escape(str(failure))}")
    if not quiet:
        console.print(_closing(report))


def _languages(report: RunReport) -> Table:
    """Return a table: languages down, states across."""
    table = Table(box=None, pad_edge=False)
    states = [state for state in EditionState if report.count(state)]
    table.add_column("language")
    for state in states:
        table.add_column(state.value, justify="right")
    for language in sorted({outcome.language for outcome in report.outcomes}):
        own = [outcome.state for outcome in report.outcomes if outcome.language == language]
        table.add_row(language, *(str(own.count(state) or "") for state in states))
    return table


def _print_outcome(console: Console, outcome: Outcome, shown: int | None) -> None:
    earlier = " (an earlier version stays published)" if outcome.earlier else ""
    console.print(f"  {escape(outcome.article)} [{outcome.source} → {outcome.language}]{earlier}", markup=False)
    for reason in outcome.reasons[:shown]:
        console.print(f"    - {reason}", markup=False)
    if outcome.advice:
        console.print(f"      {outcome.advice}", markup=False)
    if shown is not None and len(outcome.reasons) > shown:
        console.print(f"    and {len(outcome.reasons) - shown} more: syndicate report")


def _print_skipped(console: Console, report: RunReport) -> None:
    """Say for each language from which no way leads on how many articles wait, and what would give a way."""
    skipped = [outcome for outcome in report.outcomes if outcome.state is EditionState.SKIPPED]
    if skipped:
        console.print("\n[bold]Skipped: no way here[/bold]")
    for source in sorted({outcome.source for outcome in skipped}):
        own = [outcome for outcome in skipped if outcome.source == source]
        targets = ", ".join(sorted({outcome.language for outcome in own}))
        articles = len({outcome.id for outcome in own})
        console.print(f"  {source} → {targets}: {articles} article{'s' * (articles > 1)}", markup=False)
        for advice in sorted({outcome.advice for outcome in own}):
            console.print(f"    {advice}", markup=False)


def _closing(report: RunReport) -> str:
    names = ", ".join(f"{number} {outcome}" for outcome, number in report.names.items()) or "none met"
    return (
        f"\n{report.articles} articles; {report.sentences} sentences wanted: {report.translated} translated, "
        f"{report.remembered} remembered.\nGlossary names: {names}.\n"
        f"Site: {report.out}/index.html ({report.written} files written, {report.unchanged} unchanged)."
    )
