"""`syndicate models`: list, install and remove what the engines translate with."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicate.cli._options import CONFIG
from syndicate.cli._settings import Group, configuration
from syndicate.errors import ModelError, SyndicateError
from syndicate.languages import language_tag
from syndicate.model import Direction, Hop

if TYPE_CHECKING:
    from syndicate.engines.argos.beam import Way
    from syndicate.engines.argos.package import Package
    from syndicate.models.download import Progress

_FOLDER = click.option(
    "--models", "folder", type=click.Path(file_okay=False, path_type=Path), help="Folder of the Argos packages."
)
_INDEX = click.option("--index", metavar="URL|FILE", default="", help="Index of packages; Argos' own unless given.")


@click.group(name="models", cls=Group)
def command() -> None:
    """List, install, remove and measure translation models.

    \b
    syndicate models list --available
    syndicate models install en-es
    syndicate models remove en-es
    syndicate models measure en-es held-out.tsv
    """


@command.command(name="list")
@click.option("--available", is_flag=True, help="Also list what the index offers; asks the network.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")
@_INDEX
@_FOLDER
@CONFIG
def list_models(available: bool, as_json: bool, index: str, folder: Path | None, config: Path | None) -> None:
    """List what is installed: Argos packages, Apertium pairs, models of Firefox, and what a server offers.

    \b
    syndicate models list
    syndicate models list --available
    """
    from syndicate import registry
    from syndicate.engines.argos.package import find_packages
    from syndicate.models import read_index
    from syndicate.runs.world import CACHE

    place = _folder(folder, config)
    packages, broken = find_packages(place)
    rows = [
        {"direction": str(package.direction), "engine": "argos", "version": package.version, "state": "installed"}
        for package in packages
    ]
    hops, faults = _found({*registry.names("engines")} - {"argos"}, folder, config)
    rows += [
        {"direction": str(hop.direction), "engine": hop.engine, "version": hop.model, "state": "installed"}
        for hop in hops
    ]
    wrong = [*broken, *faults]
    if available:
        have = {(row["direction"], row["engine"], row["version"]) for row in rows}
        rows += [
            {"direction": str(offer.direction), "engine": "argos", "version": offer.version, "state": "available"}
            for offer in read_index(_index(index, config))
            if (str(offer.direction), "argos", offer.version) not in have
        ]
    rows.sort(key=lambda row: (row["direction"], row["engine"], row["state"], row["version"]))
    if as_json:
        told = [{"folder": error.where, "fault": error.message} for error in wrong]
        click.echo(json.dumps({"folder": str(place), "models": rows, "broken": told}, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['direction']:<10} {row['engine']:<14} {row['version']:<28} {row['state']}".rstrip())
    if not rows:
        click.echo("Nothing is installed. See what there is: syndicate models list --available.")
    for error in wrong:
        click.echo(f"broken: {error}", err=True)
    settings = configuration(config)
    table = settings.engines
    if table.fastest and (unmeasured := _unmeasured(packages, settings.run.state.parent / CACHE)):
        click.echo(
            f"[engines] fastest is on, and nothing was measured of {', '.join(map(str, unmeasured))}: runs search "
            f"with a beam of {table.beam} there. Measure: syndicate models measure {unmeasured[0]} held-out.tsv",
            err=True,
        )


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="PAIR|FILE.argosmodel...")
@_INDEX
@_FOLDER
@CONFIG
def install(what: tuple[str, ...], index: str, folder: Path | None, config: Path | None) -> None:
    """Install packages: pairs such as en-es from the index, or .argosmodel files.

    Each is looked through, tried on a sentence, and only then put in place of the one before.

    \b
    syndicate models install en-es uk-en
    syndicate models install translate-en_es-1_0.argosmodel
    """
    from syndicate.models import install_file, install_pair

    place = _folder(folder, config)
    failed = 0
    for each in what:
        try:
            if each.endswith(".argosmodel"):
                package = install_file(Path(each), place)
            else:
                direction = _direction(each)
                _advise_apertium(direction)
                with _progress(str(direction)) as progress:
                    package = install_pair(direction, place, index=_index(index, config), progress=progress)
        except SyndicateError as error:
            # One that cannot be had does not keep the others away.
            click.echo(f"Error: {error}", err=True)
            failed += 1
        else:
            click.echo(f"{package.name} is installed in {package.folder}.")
    if failed:
        raise SystemExit(1)


@command.command(name="remove")
@click.argument("pairs", nargs=-1, required=True, metavar="PAIR...")
@_FOLDER
@CONFIG
def remove_models(pairs: tuple[str, ...], folder: Path | None, config: Path | None) -> None:
    """Remove the Argos packages of pairs such as en-es.

    \b
    syndicate models remove en-es
    """
    from syndicate.models import remove

    place = _folder(folder, config)
    for direction in [_direction(pair) for pair in pairs]:
        for package in remove(direction, place):
            click.echo(f"{package.name} is removed.")


@command.command()
@click.argument("pair", metavar="PAIR")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False, metavar="[TRANSLATION]")
@click.option(
    "--learn",
    "text",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TEXT",
    help="Text such as you translate, in the source language, to learn a shortlist of words from.",
)
@_FOLDER
@CONFIG
def measure(
    pair: str, source: Path, target: Path | None, text: Path | None, folder: Path | None, config: Path | None
) -> None:
    """Find the fastest way that costs at most 0.3 chrF, and remember it for the package of PAIR.

    FILE has a sentence, a tab and its translation on each line, or only sentences where TRANSLATION has theirs; text
    that the model has not learned from. Beams are compared, and with --learn each also with a shortlist: the model
    translates TEXT, and what its words became is all that they may become in sentences without a new word. Runs use
    what was found where the configuration says `[engines] fastest = true`.

    \b
    syndicate models measure en-es held-out.tsv
    syndicate models measure en-es sentences.en sentences.es --learn articles.txt
    """
    from syndicate.engines import EngineSettings
    from syndicate.engines.argos import open_engine
    from syndicate.engines.argos.beam import COST, fastest, remember
    from syndicate.engines.argos.package import digest_of
    from syndicate.models.learn import covered, learn, sentences
    from syndicate.models.measure import held_out, measure

    direction, table = _direction(pair), configuration(config).engines
    pairs = held_out(source, target)
    scores: dict[Way, float] = {}
    shortlist = None
    with tempfile.TemporaryDirectory() as cache:
        settings = EngineSettings.of(replace(table, models=_folder(folder, config)), Path(cache))
        package = open_engine(settings).package(direction)
        here = [sentence for sentence, _ in pairs]
        if text:
            texts, both = sentences(text, direction.source, here)
            if both:
                click.echo(f"Held out too, so not learned from: {both} of {text}.")
            with _progress(f"{direction}, learning", counted=True) as progress:
                shortlist = learn(direction, texts, settings, progress)
            many = covered(package, shortlist, here)
            click.echo(
                f"The shortlist of {len(texts)} sentences covers {many} of {len(here)} held-out sentences; "
                f"the others are decoded without it."
            )
        for each in measure(direction, pairs, settings, shortlist):
            scores[each.way] = each.chrf
            click.echo(f"{_way(each.way):20}   chrF {each.chrf:.2f}   {each.rate:.1f} sentences a second")
        remember(package, digest_of(package, Path(cache)), scores, shortlist)
    found = _way(fastest(scores)).capitalize()
    click.echo(
        f"{found} costs at most {COST} chrF on {len(pairs)} sentences. It is remembered for "
        f"{package.name}" + ("." if table.fastest else "; runs use it with [engines] fastest = true.")
    )


def _way(way: Way) -> str:
    """Return the words for *way*."""
    return f"beam {way.beam} with shortlist" if way.short else f"beam {way.beam}"


def _folder(folder: Path | None, config: Path | None) -> Path:
    """Return the folder of packages that the command line, the configuration or Argos names."""
    from syndicate.engines.argos.package import packages_folder

    return packages_folder(folder or configuration(config).engines.models)


def _unmeasured(packages: Iterable[Package], cache: Path) -> list[Direction]:
    """Return the directions of those *packages* that keep no measure of themselves as they are.

    One that keeps none at all is not looked into; digests of the others are those that runs keep in *cache*.
    """
    from syndicate.engines.argos.beam import measured, places
    from syndicate.engines.argos.package import digest_of

    return [
        each.direction
        for each in packages
        if not places(each)[0].is_file() or not measured(each, digest_of(each, cache))
    ]


def _index(index: str, config: Path | None) -> str:
    """Return the index that the command line, the configuration or Argos names."""
    from syndicate.models import AVAILABLE_FROM

    return index or configuration(config).engines.index or AVAILABLE_FROM


def _direction(pair: str) -> Direction:
    """Return the direction that *pair* means: en-es; en:pt-BR where a tag itself has a hyphen."""
    found = re.fullmatch(r"([^:]+):([^:]+)", pair) or re.fullmatch(r"([A-Za-z]{2,3})-([A-Za-z]{2,3}(?:-.+)?)", pair)
    if not found:
        # The first tag has a hyphen: the target is what follows the last.
        found = re.fullmatch(r"(.+)-([A-Za-z]{2,3})", pair)
    if not found:
        raise ModelError(f"“{pair}” is no pair of languages.", advice="Write it as en-es, or give an .argosmodel file.")
    return Direction(language_tag(found[1]), language_tag(found[2]))


def _found(engines: Iterable[str], folder: Path | None, config: Path | None) -> tuple[list[Hop], list[SyndicateError]]:
    """Return the directions of the *engines* named, and what of theirs cannot be used."""
    from syndicate import registry
    from syndicate.engines import EngineSettings

    table = configuration(config).engines
    hops: list[Hop] = []
    faults: list[SyndicateError] = []
    for name in sorted(engines):
        with tempfile.TemporaryDirectory() as cache:
            settings = EngineSettings(cache=Path(cache), models=folder or table.models, server=table.server)
            try:
                engine = registry.load("engines", name).open_engine(settings)
                hops += engine.hops()
                faults += engine.faults()
                engine.close()
            except SyndicateError as error:
                faults.append(error)
    return hops, faults


def _advise_apertium(direction: Direction) -> None:
    """Say which package of the system gives *direction* by Apertium too, unless it is there."""
    from syndicate.models.offer import apertium_package

    package = apertium_package(direction)
    if package and direction not in {hop.direction for hop in _found(["apertium"], None, None)[0]}:
        click.echo(f"Apertium also translates {direction}: apt install {package}.", err=True)


@contextmanager
def _progress(name: str, *, counted: bool = False) -> Iterator[Progress]:
    """Give what draws a bar on standard error for bytes or things *counted*; it draws nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    amount = MofNCompleteColumn() if counted else DownloadColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def told(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield told
