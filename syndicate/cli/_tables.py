"""What a run did, as a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport
from syndicate.state.runs import Run

_SHOWN = {EditionState.FAILED: 6, EditionState.HELD: 6, EditionState.NOTED: 2}
"""Reasons shown for one edition; `syndicate report` shows all."""


def print_report(report: RunReport, *, quiet: bool = False, every_reason: bool = False) -> None:
    """Print *report*: a table of languages, then what failed, was held, or has no route, and why."""
    lines: list[str] = []
    if not quiet:
        lines += _languages(report)
    for state, heading in (
        (EditionState.FAILED, "Failed"),
        (EditionState.HELD, "Held for an editor"),
        (EditionState.NOTED, "Published with a note"),
    ):
        found = [outcome for outcome in report.outcomes if outcome.state is state]
        if found and not (quiet and state is EditionState.NOTED):
            lines += ["", _bold(heading)]
            for outcome in found:
                lines += _reasons(outcome, None if every_reason else _SHOWN[state])
    if not quiet:
        lines += _skipped(report)
    if report.failures:
        lines += ["", _bold("Could not be read, or only in part")]
        lines += [f"  {failure}" for failure in report.failures]
    if not quiet:
        lines.append(_closing(report))
    if lines:
        click.echo("\n".join(lines))


def print_history(runs: Sequence[Run], *, as_json: bool = False) -> None:
    """Print a line for each of *runs*, the newest first."""
    if as_json:
        import msgspec

        for one in runs:
            click.echo(msgspec.json.encode(one).decode())
        return
    heads = ("published", "held", "failed", "translated", "remembered", "made again", "names", "hold")
    click.echo(_bold("  ".join(["run".ljust(16), *heads])))
    for one in runs:
        rate = f"{int(1000 * one.names_held / one.names) / 10}%" if one.names else ""
        cells = (one.published, one.held, one.failed, one.translated, one.remembered, one.redone, one.names, rate)
        figures = [str(cell).rjust(len(head)) for cell, head in zip(cells, heads, strict=True)]
        click.echo("  ".join([f"{one.moment:%Y-%m-%d %H:%M}", *figures]))


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _languages(report: RunReport) -> list[str]:
    """Return a table: languages down, states across."""
    counts = Counter((outcome.language, outcome.state) for outcome in report.outcomes)
    states = [state for state in EditionState if any(state is one for _, one in counts)]
    names = sorted({language for language, _ in counts})
    first = max(map(len, ("language", *names)))
    rows = [_bold("  ".join(["language".ljust(first), *states]))]
    for name in names:
        cells = [str(counts[name, state] or "").rjust(len(state)) for state in states]
        rows.append("  ".join([name.ljust(first), *cells]))
    return rows


def _reasons(outcome: Outcome, shown: int | None) -> list[str]:
    earlier = " (an earlier version stays published)" if outcome.earlier else ""
    lines = [f"  {outcome.article} [{outcome.source} → {outcome.language}]{earlier}"]
    lines += [f"    - {reason}" for reason in outcome.reasons[:shown]]
    if outcome.advice:
        lines.append(f"      {outcome.advice}")
    if shown is not None and len(outcome.reasons) > shown:
        lines.append(f"    and {len(outcome.reasons) - shown} more: syndicate report")
    return lines


def _skipped(report: RunReport) -> list[str]:
    """Say for each language from which no way leads on how many articles wait, and what would give a way."""
    skipped: dict[str, list[Outcome]] = {}
    for outcome in report.outcomes:
        if outcome.state is EditionState.SKIPPED:
            skipped.setdefault(outcome.source, []).append(outcome)
    lines = ["", _bold("Skipped: no way here")] if skipped else []
    for source, own in sorted(skipped.items()):
        targets = ", ".join(sorted({outcome.language for outcome in own}))
        articles = len({outcome.id for outcome in own})
        lines.append(f"  {source} → {targets}: {_counted(articles, 'article')}")
        lines += [f"    {advice}" for advice in sorted({outcome.advice for outcome in own})]
    return lines


def _closing(report: RunReport) -> str:
    names = ", ".join(f"{number} {outcome}" for outcome, number in report.names.items()) or "none met"
    return (
        f"\n{_counted(report.articles, 'article')}; {_counted(report.sentences, 'sentence')} wanted: "
        f"{report.translated} translated, "
        f"{report.remembered} remembered.\nGlossary names: {names}.\n"
        f"Site: {report.out}/index.html ({_counted(report.written, 'file')} written, {report.unchanged} unchanged)."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
