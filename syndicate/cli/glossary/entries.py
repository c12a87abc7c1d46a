"""`syndicate glossary check|list|find|show`: what the names are, and what is wrong with them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from syndicate.cli._options import JSON_LINES
from syndicate.cli._settings import Language, Languages, Text, configuration
from syndicate.model import ConceptEntry, EntryKind, LanguageTag, Mention

if TYPE_CHECKING:  # reading a glossary imports YAML, which `syndicate --help` need not pay for
    from syndicate.glossary.entries import Glossary

_PATHS = click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path))
_GLOSSARY = click.option(
    "--glossary",
    "-g",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File or folder; those of syndicate.toml, or those that ship with syndicate, where none is named.",
)


class _Row(NamedTuple):
    """What `find` prints in a line."""

    start: int
    form: str
    sign: str
    readings: tuple[Mention, ...]


@click.command()
@_PATHS
@click.option("--languages", type=Languages(), default=(), help="Tell which entries have no name in these: uk,kk.")
@click.option("--strict", is_flag=True, help="Fail on advice, too.")
def check(paths: tuple[Path, ...], languages: tuple[LanguageTag, ...], strict: bool) -> None:
    """Say what is wrong in glossary files, with file and line.

    Exits with 1 where there is an error: a file that cannot be read, a field that cannot be meant, an
    identifier that stands twice, a name that must be avoided. What is doubtful is only told: a form that
    two entries share, a word of two alphabets, a missing language.

    \b
    syndicate glossary check glossaries/people.yaml
    syndicate glossary check --languages uk,kk,mn
    """
    from syndicate.glossary.audit import audit
    from syndicate.glossary.entries import FOREIGN, load_all

    chosen = _chosen(paths)
    glossary, failures = load_all(chosen)
    foreign = [path for folder in chosen if folder.is_dir() for path in folder.rglob("*") if path.suffix in FOREIGN]
    findings = sorted(audit(glossary, languages), key=lambda finding: (finding.entry.file, finding.entry.line))
    for failure in failures:
        click.echo(failure)
    for finding in findings:
        click.echo(f"{finding.where}: {'' if finding.error else 'look: '}{finding.message}")
    for path in sorted(foreign):
        click.echo(f"{path}: look: it is not read. Take it up: syndicate glossary import {path} --into names.yaml")
    errors = len(failures) + sum(finding.error for finding in findings)
    advice = len(findings) + len(failures) + len(foreign) - errors
    click.echo(f"{_count(len(glossary.entries), 'entry', 'entries')}, {_count(errors, 'error')}, {advice} to look at.")
    sys.exit(1 if errors or (strict and advice) else 0)


@click.command(name="list")
@_PATHS
@click.option("--kind", type=click.Choice([kind.value for kind in EntryKind]), help="Only entries of this kind.")
@click.option("--language", type=Language(), help="Only entries that have a name in it, shown in it.")
@JSON_LINES
def list_entries(paths: tuple[Path, ...], kind: str | None, language: LanguageTag | None, as_json: bool) -> None:
    """List entries, sorted by identifier.

    \b
    syndicate glossary list --kind place --language ka
    syndicate glossary list glossaries/people.yaml --json
    """
    from syndicate.glossary.entries import in_language

    entries = [
        entry
        for entry in _load(paths).entries.values()
        if (kind is None or entry.kind == kind) and (language is None or in_language(entry.names, language) is not None)
    ]
    if as_json:
        for entry in entries:
            _print_json(_plain(entry))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "kind", "name", "short", "languages"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "id")
    for entry in entries:
        tag = language or ("en" if "en" in entry.names else min(entry.names))
        name, short = (in_language(values, LanguageTag(tag)) or "" for values in (entry.names, entry.short))
        table.add_row(entry.id, entry.kind, escape(name), escape(short), " ".join(sorted(entry.names)))
    Console(highlight=False).print(table)


@click.command()
@click.argument("text", type=Text(), required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="A text file, or - for standard input.")
@click.option("--from", "language", type=Language(), help="The text's language; detected where it is not given.")
@_GLOSSARY
@JSON_LINES
def find(text: str | None, file: Any, language: LanguageTag | None, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say which names stand in a text, in which form and case.

    A text is taken as one article: a surname counts where the full name stands in it, too. Lines that begin
    with ? are forms that can be several entries, lines with ~ words one letter away from a name.

    \b
    syndicate glossary find "Встреча с Элбэгдоржем прошла в Москве." --from ru
    syndicate glossary find --file article.txt --json
    """
    if (text is None) == (file is None):
        raise click.UsageError("Give a text, or a file with --file.")
    whole = text if text is not None else _read(file)
    from syndicate.glossary.match import Matcher

    matcher = Matcher(_load(paths), language or _detect(whole))
    paragraphs = [part for part in re.split(r"\n\s*\n", whole) if part.strip()] or [whole]
    for number, (part, found) in enumerate(zip(paragraphs, matcher.find_article(paragraphs), strict=True), 1):
        rows = [_Row(m.start, part[m.start : m.end], "", (m,)) for m in found.mentions]
        rows += [_Row(doubt.start, doubt.text, "?", doubt.readings) for doubt in found.ambiguities]
        for row in sorted(rows, key=lambda row: row.start):
            _print_found(row, number, as_json)
        for miss in matcher.near_misses(part):
            if as_json:
                where = {"paragraph": number, "start": miss.start, "text": miss.text}
                _print_json({**where, "found": "near-miss", "name": miss.name, "entries": [miss.entry.id]})
            else:
                click.echo(f"~ {miss.text}\t{miss.entry.id}\tis it {miss.name}?")


@click.command()
@click.argument("identifier", type=Text())
@_GLOSSARY
@JSON_LINES
def show(identifier: str, paths: tuple[Path, ...], as_json: bool) -> None:
    """Show one entry, and every form of it that may stand in a target.

    \b
    syndicate glossary show elbegdorj-tsakhiagiin
    """
    from difflib import get_close_matches

    from syndicate.glossary.forms import allowed_forms, forbidden

    entries = _load(paths).entries
    if identifier not in entries:
        close = get_close_matches(identifier, list(entries), 3, 0.5)
        close += [key for key in entries if identifier in key and key not in close][:5]
        advice = f" Did you mean {', '.join(close)}?" if close else " See: syndicate glossary list."
        raise click.ClickException(f"there is no entry “{identifier}”.{advice}")
    entry = entries[identifier]
    forms = {tag: sorted(allowed_forms(entry, tag)) for tag in sorted({*entry.names, *entry.short})}
    wrong = {tag: words for tag in sorted({*entry.names, *entry.avoid}) if (words := sorted(forbidden(entry, tag)))}
    if as_json:
        _print_json(
            {**_plain(entry), "allowed": forms, "forbidden": {tag: words for tag, words in wrong.items() if words}}
        )
        return
    click.echo(f"{entry.id}  ({entry.file}:{entry.line})")
    for field, value in _plain(entry).items():
        if field in ("kind", "gender", "fixed", "note", "source", "checked", "status", "part_of_speech") and value:
            click.echo(f"  {field}: {', '.join(value) if isinstance(value, tuple | list) else value}")
    for tag, words in forms.items():
        short = f" | {entry.short[tag]}" if tag in entry.short else ""
        click.echo(f"  {tag}: {entry.names.get(tag, '')}{short}")
        if others := [word for word in words if word not in (entry.names.get(tag), entry.short.get(tag))]:
            click.echo(f"      forms: {', '.join(others)}")
        if tag in entry.also:
            click.echo(f"      also read: {', '.join(entry.also[tag])}")
        if tag in wrong:
            click.echo(f"      never: {', '.join(wrong[tag])}")


def _chosen(paths: tuple[Path, ...]) -> list[Path]:
    """Return the glossaries to read: those named, those of syndicate.toml, or those that ship and our own."""
    from syndicate.glossary.own import in_use

    return list(paths) or in_use(configuration(None).run)


def _load(paths: tuple[Path, ...]) -> Glossary:
    """Read the good entries; what is wrong goes to standard error, and stops only where nothing is left."""
    from syndicate.glossary.entries import load_all

    glossary, failures = load_all(_chosen(paths))
    for failure in failures:
        click.echo(failure, err=True)
    if failures and not glossary.entries:
        raise click.ClickException("there is no entry that can be read.")
    return glossary


def _read(file: Any) -> str:
    try:
        return str(file.read())
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name}: the file is not UTF-8. Save it in the encoding UTF-8.") from None


def _detect(text: str) -> LanguageTag:
    from syndicate.detect import detect
    from syndicate.model import UND

    language: LanguageTag = detect(text).language
    if language == UND:
        raise click.ClickException("the text's language is unknown. Give it with --from, such as --from kk.")
    return language


def _print_found(row: _Row, paragraph: int, as_json: bool) -> None:
    """Print one mention or ambiguity."""
    start, form, sign, readings = row
    if as_json:
        _print_json(
            {
                "paragraph": paragraph,
                "start": start,
                "text": form,
                "found": "ambiguity" if sign else "mention",
                "entries": [reading.entry.id for reading in readings],
                "fields": [reading.field for reading in readings],
                "cases": [list(reading.cases) for reading in readings],
            }
        )
        return
    entries = " or ".join(reading.entry.id for reading in readings)
    cases = " or ".join(sorted({case for reading in readings for case in reading.cases}))
    doubt = " (a given name before it is not this person's)" if sign and len(readings) == 1 else ""
    click.echo(f"{sign + ' ' if sign else ''}{form}\t{entries}\t{readings[0].field}\t{cases or '-'}{doubt}")


def _plain(entry: ConceptEntry) -> dict[str, Any]:
    import msgspec

    return {field: value for field, value in msgspec.to_builtins(entry).items() if value not in ("", {}, [], ())}


def _print_json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


COMMANDS = (check, list_entries, find, show)
"""What this file adds to `syndicate glossary`."""
