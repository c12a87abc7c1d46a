"""What `audit`, `suggest` and `impact` print, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.model import LanguageTag

if TYPE_CHECKING:  # what these import, `syndicate --help` need not pay for
    from syndicate.glossary.impact import Change, Difference, Stale
    from syndicate.glossary.ledger import FormUse, Held, Sighting
    from syndicate.glossary.proposals import Proposal
    from syndicate.glossary.suggest import Context, Typo

OUTCOMES = {"held": "holds", "lost": "LOST", "doubled": "DOUBLED", "no-form": "NO NAME in this language"}
"""The ledger's outcomes in an editor's words: `held` of a name is the opposite of an edition held back."""
_SHOWN = 20
"""Sentences that `impact` lists unless it is asked for all."""


def print_forms(uses: Sequence[FormUse], contexts: int) -> None:
    """Print each form of each entry, what is wrong first, with *contexts* sentences for each."""
    from syndicate.glossary.ledger import marked

    entry = language = ""
    # Entries with something wrong come first.
    wrong = {use.entry for use in uses if use.outcome != "held"}
    for use in sorted(uses, key=lambda use: use.entry not in wrong):
        if use.entry != entry:
            click.echo(f"{'' if not entry else chr(10)}{use.entry}")
            entry, language = use.entry, LanguageTag("")
        if use.language != language:
            click.echo(f"  {use.language}")
            language = use.language
        facts = [fact for fact in (use.case, use.rule, use.method) if fact]
        outcome = "" if use.outcome == "held" else f"  {OUTCOMES[use.outcome]}"
        shown = use.form or use.sightings[0].row.source_form
        click.echo(f"    {shown}  {len(use.sightings)}x  ({', '.join(facts)}){outcome}")
        for each in use.sightings[:contexts]:
            held = ", held" if each.state == "held" else ""
            click.echo(f"        {marked(each.target, use.form, each.nth) or '(no translation was kept)'}")
            click.echo(f"        < {marked(each.source, each.row.source_form, each.source_nth)}")
            click.echo(f"        {article_name(each.document, each.title)}{held}")


def tally(found: Sequence[Sighting]) -> str:
    """Return the last line: how many mentions, and what became of them."""
    outcomes = Counter(each.row.outcome for each in found)
    words = {"held": "hold", "lost": "lost", "doubled": "doubled", "no-form": "without a name in the language"}
    parts = [f"{outcomes[name]} {word}" for name, word in words.items() if outcomes[name]]
    articles = len({each.row.article for each in found})
    return f"\n{counted(len(found), 'mention')} in {counted(articles, 'article')}: {', '.join(parts) or 'none'}."


def plain_sighting(each: Sighting) -> dict[str, object]:
    """Return *each* as plain values for JSON."""
    row = each.row
    return {
        "entry": row.entry,
        "language": row.language,
        "outcome": row.outcome,
        "source_form": row.source_form,
        "target_form": row.target_form,
        "case": row.case,
        "rule": row.rule,
        "method": row.method,
        "source_language": each.source_language,
        "source": each.source,
        "target": each.target,
        "document": each.document,
        "title": each.title,
        "article": row.article,
        "unit": row.unit,
        "segment": row.segment,
        "state": each.state,
    }


def reasons(held: Held) -> list[str]:
    """Return what was found in an edition that is held, the gravest first."""
    return [issue.comment for issue in held.issues]


def print_proposals(proposals: Sequence[Proposal]) -> None:
    """Print each name: its forms, its articles, some sentences."""
    for each in proposals:
        names = ", ".join(f"{tag} {name}" for tag, (name, scheme) in each.names.items() if not scheme)
        articles = counted(len(each.documents), "article")
        click.echo(f"{names}  ({each.kind}?)  {each.count}x in {articles}")
        for one in each.found:
            if len(one.forms) > 1 or one.forms[0][0] != one.name:
                click.echo(f"  {one.language}: " + ", ".join(f"{form} {count}x" for form, count in one.forms))
            for context in one.contexts:
                click.echo(f"    {_marked(context)}  ({context.document})")
        guesses = [f"{tag} {name}" for tag, (name, scheme) in each.names.items() if scheme]
        click.echo(f"  proposed: {', '.join(guesses) or 'nothing more'}\n")


def print_typos(typos: Sequence[Typo]) -> None:
    """Print words one letter away from a name, each in two of its sentences."""
    if typos:
        click.echo("One letter from a known name:")
    for typo in typos:
        click.echo(f"  {typo.text}  {typo.count}x [{typo.language}]: is it {typo.name} ({typo.entry.id})?")
        for context in typo.contexts[:2]:
            click.echo(f"    {_marked(context)}  ({context.document})")
    if typos:
        click.echo()


def _marked(context: Context) -> str:
    text = context.text
    return f"{text[: context.start]}[{text[context.start : context.end]}]{text[context.end :]}"


def plain_proposal(each: Proposal) -> dict[str, object]:
    """Return *each* as plain values for JSON."""
    return {
        "id": each.id,
        "kind": each.kind,
        "gender": each.gender,
        "count": each.count,
        "documents": each.documents,
        "names": {tag: {"text": text, "proposed_by": scheme} for tag, (text, scheme) in each.names.items()},
        "short": {tag: {"text": text, "proposed_by": scheme} for tag, (text, scheme) in each.short.items()},
        "forms": {one.language: dict(one.forms) for one in each.found},
        "contexts": [
            {"language": one.language, "document": context.document, "text": _marked(context)}
            for one in each.found
            for context in one.contexts
        ],
    }


def print_edit(edit: Difference, file: Path, replaces: str) -> None:
    """Say what differs."""
    from syndicate.glossary.impact import fields_changed

    place = "" if not replaces or Path(replaces).resolve() == file.resolve() else f" in place of {replaces}"
    counts = f"{len(edit.added)} new, {len(edit.changed)} changed, {len(edit.removed)} gone"
    click.echo(f"{file}{place}, against what the last run read: {counts}.")
    for identifier in sorted(edit.changed):
        what = ", ".join(fields_changed(edit.before.entries[identifier], edit.after.entries[identifier]))
        click.echo(f"  {identifier}: {what}")
    for word, identifiers in (("new", edit.added), ("gone", edit.removed)):
        if identifiers:
            shown = sorted(identifiers)
            more = f" and {len(shown) - 10} more" if len(shown) > 10 else ""
            click.echo(f"  {word}: {', '.join(shown[:10])}{more}")


def print_stale(found: Sequence[Stale], everything: bool) -> None:
    """Print how many sentences, what would be written, and the sentences."""
    from syndicate.glossary.ledger import marked

    if not found:
        click.echo("\nNo sentence would be translated anew.")
        return
    languages = Counter(each.sentence.language for each in found)
    shares = ", ".join(f"{tag} {number}" for tag, number in sorted(languages.items()))
    articles = counted(len({each.sentence.article for each in found}), "article")
    click.echo(f"\n{counted(len(found), 'sentence')} in {articles} would be translated anew ({shares}).")
    written = Counter((each.sentence.language, _arrow(change)) for each in found for change in each.changes)
    for (language, arrow), number in sorted(written.items()):
        click.echo(f"  {language}  {arrow}  {number}x")
    if not written:
        click.echo("  No name would be written otherwise.")
    last = ""
    for each in found if everything else found[:_SHOWN]:
        sentence = each.sentence
        where = f"{article_name(sentence.document, sentence.title)} [{sentence.source_language} -> {sentence.language}]"
        if where != last:
            click.echo(f"\n{where}")
            last = where
        before = next((change.before for change in each.changes if change.before), "")
        source_form = next((change.source_form for change in each.changes), "")
        click.echo(f"    {marked(sentence.target, before)}")
        click.echo(f"    < {marked(sentence.source, source_form)}")
        for line in (*(_arrow(change) for change in each.changes), *each.doubts):
            click.echo(f"      {line}")
    if len(found) > _SHOWN and not everything:
        click.echo(f"\nand {len(found) - _SHOWN} more: --all")


def _arrow(change: Change) -> str:
    """Return what stands now and what would be written."""
    after = change.after or ("(no name in this language)" if change.found else f"({change.source_form} is not found)")
    case = f" ({change.case})" if change.case else ""
    return f"{change.before or '(as any word)'} -> {after}{case}  {change.entry}"


def plain_stale(each: Stale) -> dict[str, object]:
    """Return *each* as plain values for JSON."""
    import msgspec

    sentence = each.sentence
    return {
        "document": sentence.document,
        "title": sentence.title,
        "article": sentence.article,
        "from": sentence.source_language,
        "to": sentence.language,
        "unit": sentence.unit,
        "segment": sentence.segment,
        "source": sentence.source,
        "target": sentence.target,
        "entries": each.entries,
        "changes": msgspec.to_builtins(each.changes),
        "doubts": each.doubts,
    }


def article_name(document: str, title: str) -> str:
    """Return how an article is named in a line."""
    return f"{document} «{title[:60]}»" if title else document


def counted(number: int, one: str) -> str:
    """Return *number* with *one* in the singular or plural."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def print_json(value: object) -> None:
    """Print *value* on a line of its own."""
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
