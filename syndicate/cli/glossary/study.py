"""`syndicate glossary audit|suggest|impact`: what runs did with names, which are missing, what an edit would do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._options import CONFIG, GLOSSARY, JSON_LINES, STATE
from syndicate.cli._settings import Language, Languages, Text, configuration, with_options
from syndicate.cli.glossary._study import (
    OUTCOMES,
    article_name,
    counted,
    plain_proposal,
    plain_sighting,
    plain_stale,
    print_edit,
    print_forms,
    print_json,
    print_proposals,
    print_stale,
    print_typos,
    reasons,
    tally,
)
from syndicate.model import LanguageTag

if TYPE_CHECKING:  # what these import, `syndicate --help` need not pay for
    from syndicate.config import Config
    from syndicate.glossary.entries import Glossary
    from syndicate.glossary.ledger import Sighting
    from syndicate.model import Article


@click.command()
@click.argument("identifiers", type=Text(), nargs=-1, metavar="[ID]...")
@click.option("--language", type=Language(), help="Only this target language.")
@click.option("--outcome", type=click.Choice(list(OUTCOMES)), help="Only mentions with this outcome; held is right.")
@click.option("--contexts", type=click.IntRange(0), default=1, show_default=True, help="Sentences shown for a form.")
@STATE
@CONFIG
@JSON_LINES
def audit(
    identifiers: tuple[str, ...],
    language: LanguageTag | None,
    outcome: str | None,
    contexts: int,
    state: Path | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Show how names were written: every form in every language, how often, in which sentence, by which rule.

    What is lost, doubled or has no name comes first. Editions that wait for an editor stand at the end, with
    the reason. Without ID all entries are shown.

    \b
    syndicate glossary audit elbegdorj-tsakhiagiin --contexts 5
    syndicate glossary audit --language uk --outcome lost
    syndicate glossary audit --contexts 0
    syndicate glossary audit --json | jq -r 'select(.outcome != "held") | .source'
    """
    from contextlib import closing

    from syndicate.glossary.ledger import forms_in_use, held_editions, open_state, sightings

    tag = language or ""
    with closing(open_state(state or configuration(config).run.state)) as database:
        found = sightings(database, identifiers, language=tag, outcome=outcome or "")
        held = held_editions(database, found if identifiers or outcome else None, tag)
        unmet = _unmet(identifiers, found, [each.row.entry for each in sightings(database)]) if identifiers else []
    if as_json:
        for each in found:
            print_json(plain_sighting(each))
        for one in held:
            print_json({"held": one.document, "title": one.title, "language": one.language, "reasons": reasons(one)})
        return
    print_forms(forms_in_use(found), contexts)
    for message in unmet:
        click.echo(message, err=True)
    if held:
        click.echo(f"\n{counted(len(held), 'edition')} held for an editor:")
        for one in held:
            click.echo(f"  {article_name(one.document, one.title)} [{one.language}]")
            for reason in reasons(one)[:3]:
                click.echo(f"    - {reason}")
    click.echo(tally(found))


def _unmet(identifiers: Sequence[str], found: Sequence[Sighting], known: Sequence[str]) -> list[str]:
    """Say which of *identifiers* stand nowhere, and what may have been meant."""
    from difflib import get_close_matches

    messages = []
    for identifier in identifiers:
        if all(each.row.entry != identifier for each in found):
            names = sorted(set(known))
            close = get_close_matches(identifier, names, 3, 0.6) + [name for name in names if identifier in name][:3]
            meant = f" Did you mean {', '.join(dict.fromkeys(close))}?" if close and identifier not in names else ""
            messages.append(f"{identifier}: no mention here.{meant}")
    return messages


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option("--from", "language", type=Language(), help="Language of the articles; found where it is not given.")
@click.option("--to", type=Languages(), default=(), help="Languages to propose spellings in; those of [run] to.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Times a name must stand.")
@click.option("--never", type=Text(), multiple=True, metavar="WORD", help="Never ask about it again: into never.txt.")
@click.option("--yaml", "only_yaml", is_flag=True, help="Only the entries, to be written into a file.")
@GLOSSARY
@STATE
@CONFIG
@JSON_LINES
def suggest(
    paths: tuple[str, ...],
    language: LanguageTag | None,
    to: tuple[LanguageTag, ...],
    least: int,
    never: tuple[str, ...],
    only_yaml: bool,
    glossaries: tuple[Path, ...],
    state: Path | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Find names that no entry knows, in the files named or in the articles of the state.

    They are counted over their inflected forms and shown in their sentences, then written as entries that can
    be pasted. What is a rule's guess is marked `# proposed`: look at each. Words one letter away from a known
    name stand apart. Nothing is written anywhere, but for --never; words in never.txt beside the
    glossaries are left out.

    \b
    syndicate glossary suggest inbox/ --to es,uk
    syndicate glossary suggest --least 5
    syndicate glossary suggest article.txt --from kk --least 1 --yaml >> names.yaml
    """
    from syndicate.editing.unnamed import look
    from syndicate.glossary import own
    from syndicate.glossary.entries import load_all
    from syndicate.glossary.never import add, words
    from syndicate.glossary.proposals import block
    from syndicate.runs.world import CACHE

    settings = with_options(configuration(config), sources=paths, to=to, state=state, glossaries=glossaries)
    glossary, failures = load_all(own.in_use(settings.run), settings.run.state.parent / CACHE)
    for failure in failures:
        click.echo(failure, err=True)
    if never:
        click.echo(f"{add([own.home(settings.run)], never)}: written.", err=True)
    articles = _from_files(settings, language) if paths else _from_state(settings.run.state)
    looked = look(articles, glossary, settings.run.to, words(own.known(settings.run)))
    found, typos = looked.proposals, looked.typos
    proposals = [each for each in found if each.count >= least]
    if as_json:
        for each in proposals:
            print_json(plain_proposal(each))
        for typo in typos:
            print_json({"typo": typo.text, "name": typo.name, "entry": typo.entry.id, "count": typo.count})
        return
    if not only_yaml:
        print_proposals(proposals)
        print_typos(typos)
        rarer = len(found) - len(proposals)
        more = f" {rarer} more stand fewer than {least} times: --least 1." if rarer else ""
        click.echo(f"{counted(len(proposals), 'unknown name')} in {counted(len(articles), 'article')}.{more}")
        if not proposals:
            return
        click.echo("\n# Look at each line, take away `# proposed` where it is right, and paste it into a glossary.\n")
    click.echo("\n".join(block(each) for each in sorted(proposals, key=lambda each: each.id)), nl=False)


def _from_files(settings: Config, language: LanguageTag | None) -> list[Article]:
    """Read the articles of the files named, their languages found."""
    from dataclasses import replace

    from syndicate.detect import detect_article
    from syndicate.intake import read_all
    from syndicate.runs.world import CACHE

    articles, failures = read_all(settings, settings.run.state.parent / CACHE)
    for failure in failures:
        click.echo(failure, err=True)
    if failures and not articles:
        raise click.ClickException("there is no article that can be read.")
    if language is None:
        return [detect_article(each) for each in articles]
    spoken = [tuple(replace(unit, language=language) for unit in each.units) for each in articles]
    return [replace(each, language=language, units=units) for each, units in zip(articles, spoken, strict=True)]


def _from_state(path: Path) -> list[Article]:
    """Return the articles that the last runs met."""
    from contextlib import closing

    from syndicate.glossary.ledger import articles, open_state

    with closing(open_state(path)) as database:
        return articles(database)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("identifiers", type=Text(), nargs=-1, metavar="[ID]...")
@click.option("--beside", is_flag=True, help="FILE is added, though a glossary file of its name is in use.")
@click.option("--all", "everything", is_flag=True, help="List every sentence, not only the first 20.")
@GLOSSARY
@STATE
@CONFIG
@JSON_LINES
def impact(
    file: Path,
    identifiers: tuple[str, ...],
    beside: bool,
    everything: bool,
    glossaries: tuple[Path, ...],
    state: Path | None,
    config: Path | None,
    as_json: bool,
) -> None:
    """Say which sentences the next run would translate anew if FILE were in use, and what would be written.

    FILE is a glossary file that was edited in its place, a copy of one (it replaces the one of its name), or
    a new one. It is compared with what the last run read. With ID only that entry is looked at.
    Nothing is changed and nothing is translated.

    \b
    syndicate glossary impact glossaries/people.yaml
    syndicate glossary impact glossaries/people.yaml elbegdorj-tsakhiagiin --all
    syndicate glossary impact new-names.yaml --state .syndicate/state.sqlite
    """
    from contextlib import closing

    from syndicate.glossary import own
    from syndicate.glossary.entries import load
    from syndicate.glossary.impact import affected, difference
    from syndicate.glossary.ledger import open_state
    from syndicate.glossary.used import as_last_read, edited
    from syndicate.runs.world import CACHE

    settings = with_options(configuration(config), state=state, glossaries=glossaries)
    path = settings.run.state
    new = load([file], path.parent / CACHE)
    with closing(open_state(path)) as database:
        used, failures = as_last_read(own.in_use(settings.run), database, path.parent / CACHE)
        for failure in failures:
            if not failure.where.startswith(str(file)):
                click.echo(failure, err=True)
        replaces = "" if beside else _replaced(file, used)
        after = edited(used, list(new.entries.values()), replaces=replaces)
        unknown = [each for each in identifiers if each not in used.entries and each not in after.entries]
        if unknown:
            raise click.ClickException(f"there is no entry “{unknown[0]}”, neither in {file} nor in use.")
        edit = difference(used, after, frozenset(identifiers))
        found = affected(database, edit)
    if as_json:
        for each in found:
            print_json(plain_stale(each))
        return
    print_edit(edit, file, replaces)
    print_stale(found, everything)


def _replaced(file: Path, used: Glossary) -> str:
    """Return the glossary file in use that *file* is, or is a copy of; empty where it is a new one."""
    in_use = sorted({entry.file for entry in used.entries.values()})
    same = [name for name in in_use if Path(name).resolve() == file.resolve()]
    return next(iter(same or [name for name in in_use if Path(name).name == file.name]), "")


COMMANDS = (audit, suggest, impact)
"""What this file adds to `syndicate glossary`."""
