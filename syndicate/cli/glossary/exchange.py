"""`syndicate glossary add|import|export`: names written into glossaries, and exchanged with other programs."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syndicate.cli._settings import Languages, configuration
from syndicate.errors import GlossaryError
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

if TYPE_CHECKING:  # reading a glossary imports YAML, which `syndicate --help` need not pay for
    from syndicate.glossary.entries import Glossary
    from syndicate.glossary.exchange.merge import Comparison, Difference

_FORMATS = ("tbx", "csv", "tsv", "deepl", "weblate")
_INTO = click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The glossary file, which may be new, or a folder, of which the file that fits; those of syndicate.toml, "
    "or names.yaml beside the state, where none is named.",
)
_DRY = click.option("--dry-run", is_flag=True, help="Show which lines would change, and write nothing.")
_KIND = click.Choice([kind.value for kind in EntryKind])


@click.command()
@click.argument("identifier")
@click.argument("names", nargs=-1, required=True, metavar="LANGUAGE=NAME...")
@click.option("--kind", type=_KIND, default="term", show_default=True, help="What it names.")
@click.option("--gender", metavar="GENDER", help="Of a person m or f; of a thing also es=m,fr=f.")
@click.option("--short", multiple=True, metavar="LANGUAGE=NAME", help="A surname or abbreviation that stands alone.")
@click.option("--also", multiple=True, metavar="LANGUAGE=NAME", help="Another spelling: read, never written.")
@click.option("--avoid", multiple=True, metavar="LANGUAGE=NAME", help="A spelling that must never be written.")
@click.option("--fixed", multiple=True, metavar="WORD", help="A word of the name that does not decline.")
@click.option("--form", "forms", multiple=True, metavar="LANGUAGE.CASE=FORM", help="A form no rule gives: mn.gen=...")
@click.option("--say", multiple=True, metavar="LANGUAGE=SOUND", help="How it sounds, where endings follow the sound.")
@click.option("--note", help="For colleagues.")
@click.option("--source", help="Where the spellings can be looked up.")
@click.option("--checked", help="The day, and whose initials.")
@click.option("--status", type=click.Choice(["preferred", "admitted", "forbidden"]), help="Of titles and terms.")
@click.option("--any-case", is_flag=True, help="Capitals do not matter.")
@click.option("--keep", is_flag=True, help="Not to be translated.")
@_INTO
@_DRY
def add(identifier: str, names: tuple[str, ...], into: Path | None, dry_run: bool, any_case: bool, **said: Any) -> None:
    """Add one entry, as one block at its sorted place; nothing else in the file changes.

    It is checked as every entry is; where something is wrong, nothing is written.

    \b
    syndicate glossary add bayar-bat --kind person --gender m en="Bat Bayar" ru="Бат Баяр" --into names.yaml
    syndicate glossary add uran --kind place en=Uran --also en=Uraan --into glossaries --dry-run
    """
    from syndicate.glossary import save
    from syndicate.glossary.entries import load_all
    from syndicate.glossary.exchange import draft
    from syndicate.glossary.own import in_use

    values: dict[str, Any] = {"names": _by_language(names)}
    values |= {field: _by_language(said[field]) for field in ("short", "say")}
    values |= {field: _lists(said[field]) for field in ("also", "avoid")}
    if said["gender"] and "=" in said["gender"]:
        values["gender"] = _by_language(tuple(said["gender"].split(",")))
    values |= {"forms": _forms(said["forms"]), "case_sensitive": not any_case}
    values |= {field: value for field, value in said.items() if field not in values}
    said_only = {field: value for field, value in values.items() if value not in (None, (), {}, "")}
    entry, problems = draft.checked(draft.Draft(identifier, said_only, 0))
    if entry is None:
        raise GlossaryError(" ".join(f"{problem.message} {problem.advice}" for problem in problems))
    ours, files = _ours(into)
    known = ours if into is not None else load_all(in_use(configuration(None).run))[0]
    if identifier in known.entries:
        there = known.entries[identifier]
        advice = (
            "Edit it there." if into is not None else f"Change it: syndicate glossary edit {identifier} FIELD=VALUE"
        )
        raise GlossaryError(
            f"{identifier}: this entry is already there.", where=f"{there.file}:{there.line}", advice=advice
        )
    _apply(files, {save.home(entry, files): ([entry], {})}, dry_run)


@click.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.option("--format", "name", type=click.Choice(_FORMATS), help="What the file is; found out where not given.")
@click.option("--languages", type=Languages(), default=(), help="Only these; source and target of DeepL or Weblate.")
@click.option("--kind", type=_KIND, help="The kind of new entries for which the file says none.")
@click.option("--prefer", type=click.Choice(["ours", "theirs"]), help="Whose word counts where the two differ.")
@click.option("--new-ids", is_flag=True, help="Name new entries after their names, not by the file's own numbers.")
@_INTO
@_DRY
def import_(
    file: Any,
    name: str | None,
    languages: tuple[LanguageTag, ...],
    kind: str | None,
    prefer: str | None,
    new_ids: bool,
    into: Path | None,
    dry_run: bool,
) -> None:
    """Take up a glossary of another program: TBX, CSV, TSV, DeepL's or Weblate's layout.

    Says what is new, what is added to entries that are there, where the two differ, and what could not be
    taken. Where they differ nothing at all is written until --prefer says whose word counts. Entries are
    known by their ids, and else by their names.

    \b
    syndicate glossary import terms.tbx --into names.yaml --dry-run
    syndicate glossary import terms.tbx --into glossaries --prefer ours --languages en,ru
    syndicate glossary import pairs.csv --format deepl --languages en,es --kind person --into names.yaml
    """
    from dataclasses import replace

    from syndicate.glossary import exchange, save
    from syndicate.glossary.entries import SIZE
    from syndicate.glossary.exchange import merge

    origin = str(getattr(file, "name", "-"))  # standard input may have none
    if origin.endswith((".yaml", ".yml")):
        raise GlossaryError("this is a glossary already.", where=origin, advice="Put it beside the others.")
    data = file.read(SIZE + 1)
    if len(data) > SIZE:
        raise GlossaryError(f"the file is larger than {SIZE // 1_000_000} MB.", where=origin, advice="Split it.")
    format_name = name or exchange.guess(data, origin)
    found, problems = exchange.load(format_name).read(data, languages)
    theirs = [fitting for entry in found if (fitting := merge.fitted(entry, languages)).names]
    for problem in problems:
        where = f"{origin}:{problem.line}" if problem.line else origin
        click.echo(f"{where}: {problem.message} {problem.advice}".rstrip())
    ours, files = _ours(into)
    comparison = merge.compare(ours, theirs, new_ids=new_ids)
    if kind:
        silent = [replace(e, kind=EntryKind(kind)) if e.kind is EntryKind.TERM else e for e in comparison.new]
        comparison = replace(comparison, new=tuple(silent))
    _tell(comparison, ours)
    click.echo(
        f"{format_name}: {len(comparison.new)} new, {len(comparison.additions)} added to entries, "
        f"{len(comparison.conflicts)} differ, {len(comparison.same)} the same, {len(comparison.ambiguous)} ambiguous, "
        f"{len(found) - len(theirs)} without a name in these languages, {len(problems)} not taken."
    )
    undecided = bool(comparison.conflicts) and prefer is None
    if undecided:
        click.echo("Nothing is written: say whose word counts with --prefer ours or --prefer theirs.")
    taken = [*comparison.additions, *(comparison.conflicts if prefer == "theirs" else ())]
    if dry_run or not undecided:
        _apply(files, _sorted_out(comparison.new, taken, ours, files, save.home), dry_run)
    sys.exit(1 if undecided or (problems and not found) else 0)


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path))
@click.option("--format", "name", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("--languages", type=Languages(), default=(), help="Only these; source and target of DeepL or Weblate.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; standard output where not given.")
def export(paths: tuple[Path, ...], name: str, languages: tuple[LanguageTag, ...], out: Path | None) -> None:
    """Write glossaries for another program: TBX-Basic, CSV, TSV, DeepL's or Weblate's layout.

    What the format cannot hold is told on standard error, with the number of entries that lose it.

    \b
    syndicate glossary export --format tbx --languages en,es > terms.tbx
    syndicate glossary export glossaries/people.yaml --format csv --out people.csv
    syndicate glossary export --format deepl --languages en,es --out pairs.csv
    """
    from syndicate.cli.glossary.entries import _load
    from syndicate.glossary import exchange, save
    from syndicate.glossary.render import FIELDS

    glossary = _load(paths)
    format_ = exchange.load(name)
    data = format_.write(glossary, languages)
    if out is None:
        click.echo(data, nl=False)
    else:
        save.write(out, data)
    entries = list(glossary.entries.values())
    written = sum(format_.holds(entry, languages) is not None for entry in entries)
    others = "" if written == len(entries) else "; the others have no name in these languages"
    click.echo(f"{written} of {len(entries)} entries written{others}.", err=True)
    losses = Counter(field for entry in entries for field in exchange.lost(entry, format_, languages))
    if losses:
        told = ", ".join(f"{field} ({losses[field]})" for field in FIELDS if losses[field])
        click.echo(f"Not held by {name}, by number of entries: {told}.", err=True)
        for limit in format_.LIMITS:
            click.echo(f"  {limit}", err=True)


# -- what is there, and what becomes of it -----------------------------------------------------


def _ours(into: Path | None) -> tuple[Glossary, dict[Path, list[ConceptEntry]]]:
    """Read the glossary to write into: as a whole, and file by file. Nothing may be wrong in it."""
    from syndicate.glossary import own
    from syndicate.glossary.entries import glossary, load

    paths = [into] if into is not None else own.ours(configuration(None).run)
    if not paths:
        raise click.UsageError("Name the glossary: --into names.yaml, or a folder.")
    if len(paths) == 1 and not paths[0].exists() and paths[0].suffix in (".yaml", ".yml"):
        return glossary([]), {paths[0]: []}
    ours = load(paths)
    files: dict[Path, list[ConceptEntry]] = {path: [] for path in paths if path.is_file()}
    for entry in ours.entries.values():
        files.setdefault(Path(entry.file), []).append(entry)
    return ours, files


_Work = Mapping[Path, tuple[list[ConceptEntry], Mapping[str, Any]]]
"""File -> entries to add to it, and changes to make in it."""


def _sorted_out(
    new: Iterable[ConceptEntry],
    differences: Iterable[Difference],
    ours: Glossary,
    files: Mapping[Path, Sequence[ConceptEntry]],
    home: Any,
) -> _Work:
    """Say which file has what to do."""
    from syndicate.glossary.exchange.merge import changes

    work: dict[Path, tuple[list[ConceptEntry], dict[str, Any]]] = {}
    for entry in new:
        work.setdefault(home(entry, files), ([], {}))[0].append(entry)
    for key, tree in changes(differences).items():
        work.setdefault(Path(ours.entries[key].file), ([], {}))[1][key] = tree
    return work


def _apply(files: Mapping[Path, Sequence[ConceptEntry]], work: _Work, dry_run: bool) -> None:
    """Change the files, all of them or none; with --dry-run show the lines."""
    from syndicate.glossary import save

    was = {path: save.read(path) for path in work}
    now = {path: save.revised(was[path], *todo, file=str(path)) for path, todo in work.items()}
    _audit(
        files, now, {entry.id for new, _ in work.values() for entry in new} | {k for _, c in work.values() for k in c}
    )
    for path, data in now.items():
        if dry_run:
            before, after = (text.decode().splitlines(keepends=True) for text in (was[path], data))
            click.echo("".join(unified_diff(before, after, str(path), str(path), n=0)), nl=False)
        else:
            save.write(path, data, was=was[path])
            click.echo(f"{path}: written.")


def _audit(files: Mapping[Path, Sequence[ConceptEntry]], now: Mapping[Path, bytes], touched: set[str]) -> None:
    """Say what is doubtful in the entries that are touched; what can never be published stops everything."""
    from syndicate.glossary import save
    from syndicate.glossary.audit import audit
    from syndicate.glossary.entries import glossary

    before = [entry for path in files if path not in now for entry in files[path]]
    after = [
        entry for path, data in now.items() for entry in save.parsed(data.decode("utf-8-sig"), str(path))[0].values()
    ]
    findings = [
        finding
        for finding in audit(glossary([*before, *after]))
        if touched & {finding.entry.id, *re.findall(r"[a-z0-9-]+", finding.message)}
    ]
    for finding in findings:
        click.echo(f"{'' if finding.error else 'look: '}{finding.message}", err=True)
    if any(finding.error for finding in findings):
        raise GlossaryError("nothing is written.", advice="A name that must be avoided can never be published.")


def _tell(comparison: Comparison, ours: Glossary) -> None:
    """Print what an import would do, a line each."""
    from syndicate.glossary.render import flow

    for entry in comparison.new:
        click.echo(f"new      {entry.id}: {', '.join(f'{tag} {name}' for tag, name in entry.names.items())}")
    for sign, differences in (("adds", comparison.additions), ("differs", comparison.conflicts)):
        for one in differences:
            said = flow(one.theirs).strip("[]") if not isinstance(one.theirs, str) else one.theirs
            mine = f"ours “{one.ours}”, theirs “{said}”" if one.ours else f"“{said}”"
            entry = ours.entries[one.id]
            click.echo(f"{sign:<8} {one.id}, {', '.join(one.path)}: {mine} ({entry.file}:{entry.line})")
    for entry, ids in comparison.ambiguous:
        click.echo(f"unclear  {entry.id}: can be {' or '.join(ids)}; it was not taken.")


# -- what stands on the command line -----------------------------------------------------------


def _by_language(texts: Iterable[str]) -> dict[str, str]:
    """Read `en=Name`; a language once."""
    found: dict[str, str] = {}
    for text in texts:
        tag, mark, name = text.partition("=")
        if not mark:
            raise click.UsageError(f"“{text}” has no language. Write it so: en=“{text}”.")
        if tag in found:
            raise click.UsageError(f"There are two texts in {tag}: “{found[tag]}” and “{name}”.")
        found[tag] = name
    return found


def _lists(texts: Iterable[str]) -> dict[str, list[str]]:
    """Read `en=Name`, a language as often as there are names."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for tag, name in _by_language([text]).items():
            found.setdefault(tag, []).append(name)
    return found


def _forms(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Read `mn.gen=Form`."""
    found: dict[str, dict[str, str]] = {}
    for place, form in _by_language(texts).items():
        tag, _, case = place.partition(".")
        found.setdefault(tag, {})[case] = form
    return found


COMMANDS = (add, import_, export)
"""What this file adds to `syndicate glossary`."""
