"""What a run did, as a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote

import click

from syndicate.model import EditionState
from syndicate.report import Outcome, RunReport
from syndicate.state.runs import Run

_SHOWN = {EditionState.FAILED: 6, EditionState.HELD: 6, EditionState.NOTED: 2}
"""Reasons shown for one edition; `syndicate report` shows all."""
_NAMES = {"held": "as the glossary has them", "no-form": "without a name in the language"}
"""What became of names, where the ledger's word could be taken for another: an edition that is held is kept in."""


def print_report(report: RunReport, *, quiet: bool = False, every_reason: bool = False) -> None:
    """Print *report*: a table of languages, then what failed, was held, or has no route, and why."""
    for line in _lines(report, quiet, every_reason):
        click.echo(line)


def _lines(report: RunReport, quiet: bool, every_reason: bool) -> Iterator[str]:
    if not quiet:
        yield from _languages(report)
    for state, heading in (
        (EditionState.FAILED, "Failed"),
        (EditionState.HELD, "Held for an editor"),
        (EditionState.NOTED, "Published with a note"),
    ):
        if not report.count(state) or (quiet and state is EditionState.NOTED):
            continue
        yield from ("", _bold(heading))
        for outcome in report.outcomes.of({state}):
            yield from _reasons(outcome, None if every_reason else _SHOWN[state])
        if state is EditionState.HELD and not quiet:
            yield "  Correct them, approve them or leave them held: syndicate desk, or syndicate review list"
    if not quiet:
        yield from _skipped(report)
    if report.failures:
        yield from ("", _bold("Could not be read, or only in part"))
        yield from (f"  {failure}" for failure in report.failures)
    if not quiet:
        yield _closing(report)


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
    states = [state for state in EditionState if report.count(state)]
    names = sorted(report.states)
    if not states:
        return []
    first = max(map(len, ("language", *names)))
    rows = [_bold("  ".join(["language".ljust(first), *states]))]
    for name in names:
        cells = [str(report.states[name].get(state, "")).rjust(len(state)) for state in states]
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
    targets: dict[str, set[str]] = {}
    advices: dict[str, set[str]] = {}
    articles: Counter[str] = Counter()
    last = ""
    for outcome in report.outcomes.of({EditionState.SKIPPED}):
        targets.setdefault(outcome.source, set()).add(outcome.language)
        advices.setdefault(outcome.source, set()).add(outcome.advice)
        articles[outcome.source] += outcome.id != last  # those of one article stand together
        last = outcome.id
    lines = ["", _bold("Skipped: no way here")] if targets else []
    for source, own in sorted(targets.items()):
        lines.append(f"  {source} → {', '.join(sorted(own))}: {_counted(articles[source], 'article')}")
        lines += [f"    {advice}" for advice in sorted(advices[source])]
    return lines


def _closing(report: RunReport) -> str:
    names = ", ".join(f"{number} {_NAMES.get(outcome, outcome)}" for outcome, number in report.names.items())
    left = ", ".join(f"{language} ({_counted(number, 'article')})" for language, number in report.left.items())
    withdrawn = f", {report.withdrawn} more withdrawn at the source" if report.withdrawn else ""
    return (
        f"\n{_counted(report.articles, 'article')}{withdrawn}; {_counted(report.sentences, 'sentence')} wanted: "
        f"{report.translated} translated, "
        f"{report.remembered} remembered.\nGlossary names: {names or 'none met'}.\n"
        f"Site: {report.out}/index.html ({_counted(report.written, 'file')} written, {report.unchanged} unchanged)."
        + (f"\nLanguages that were not asked for keep what they have there: {left}." if report.left else "")
        + (_off(report) if report.left else "")
    )


def _off(report: RunReport) -> str:
    """Say what takes these languages off the site."""
    return f" To take them off: syndicate publish {quote(report.out)} --without {','.join(report.left)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
