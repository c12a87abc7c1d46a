"""What several commands share: the configuration file, languages, logs."""

from __future__ import annotations

import codecs
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from syndicate.config import Config, load_config
from syndicate.errors import DetectError, ReadError, not_run
from syndicate.glossary import own
from syndicate.languages import wanted_language
from syndicate.model import LanguageTag

FILE = Path("syndicate.toml")
"""The configuration file that is read where none is named."""
_SECONDS = {"s": 1, "m": 60, "h": 3600, "": 1}
_LEAST = 5
_MOST = 7 * 24 * 3600


def configuration(path: Path | None) -> Config:
    """Return the configuration of *path*, or of syndicate.toml here, or the defaults."""
    if path is not None or FILE.is_file():
        return load_config(path or FILE)
    return Config()


def state_of(config: Path | None, state: Path | None) -> Path:
    """Return where the state is: *state*, or what the configuration at *config* says.

    Raises:
        StateError: there is none.
    """
    from syndicate.state.database import stands

    path = state or configuration(config).run.state
    if not stands(path):
        raise not_run(path)
    return path


def with_options(
    config: Config,
    *,
    sources: tuple[str, ...] = (),
    to: tuple[LanguageTag, ...] = (),
    out: Path | None = None,
    state: Path | None = None,
    glossaries: tuple[Path, ...] = (),
    engine: str = "",
    encoding: str = "",
    on: str = "",
    address: str = "",
) -> Config:
    """Return *config* with what the command line said in place of what the file says; glossaries are added."""
    # What is named on the command line is read alone, but as its table says where it has one.
    tables = tuple(one for one in config.sources if one.name in sources) if sources else config.sources
    plain = tuple(one for one in sources if one not in {table.name for table in tables})
    run = replace(config.run, state=state or config.run.state)
    run = replace(
        run,
        sources=plain if sources else config.run.sources,
        to=to or config.run.to,
        out=out or config.run.out,
        glossaries=(*own.in_use(run), *glossaries) if glossaries else run.glossaries,
        encoding=encoding or config.run.encoding,
        on=on or config.run.on,
        address=address or config.run.address,
    )
    engines = replace(config.engines, use=(engine,)) if engine else config.engines
    return replace(config, run=run, engines=engines, sources=tables)


def standard_input() -> Iterator[str]:
    """Give the lines of standard input.

    Raises:
        ReadError: it is in another character set than that of the terminal.
    """
    try:
        for line in sys.stdin:
            line.encode()  # in some locales Python lets bytes pass that are no characters
            yield line
    except UnicodeError as error:
        name = sys.stdin.encoding.upper()
        advice = f"Bring it there, as with: iconv -f windows-1251 -t {name}"
        raise ReadError(f"it is not {name}.", where="standard input", advice=advice) from error


class Group(click.Group):
    """A group that says of each command what it does to the end of the sentence: click cuts it after a few words."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first sentence of its help."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=200)) for name, one in commands if one])


class Text(click.ParamType["str"]):
    """Words that are looked for or kept; the names of files may be in any bytes, and are no such words."""

    name = "text"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """Return *value*, which is UTF-8; else `syndicate.cli` tells the error."""
        text = str(value)
        text.encode()
        return text


class Language(click.ParamType["LanguageTag"]):
    """A BCP 47 tag."""

    name = "language"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> LanguageTag:
        """Validate *value*, or say what a tag looks like."""
        try:
            return wanted_language(str(value))
        except DetectError as error:
            self.fail(f"{error.message} {error.advice}", param, ctx)


class Languages(click.ParamType["tuple[LanguageTag, ...]"]):
    """BCP 47 tags with commas between."""

    name = "languages"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[LanguageTag, ...]:
        """Validate each tag; a tag that stands twice counts once."""
        if isinstance(value, tuple):
            return value
        one = Language()
        return tuple(dict.fromkeys(one.convert(tag, param, ctx) for tag in str(value).split(",") if tag.strip()))


class Charset(click.ParamType["str"]):
    """The name of a character set."""

    name = "encoding"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return *value* where there is such a character set, or say what a name looks like."""
        name = str(value)
        try:
            if name:
                codecs.lookup(name)
        except (LookupError, ValueError):
            self.fail(f"there is no character set “{name}”: write windows-1251, windows-1254, utf-8, ...", param, ctx)
        return name


class Duration(click.ParamType["float"]):
    """A length of time: 30s, 5m, 1h."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return *value* in seconds, or say what it may be."""
        found = re.fullmatch(r"(\d{1,9})([smh]?)", str(value).strip())
        seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
        if not _LEAST <= seconds <= _MOST:
            self.fail(f"“{value}” is no time between 5s and 7 days: write 30s, 5m or 1h.", param, ctx)
        return float(seconds)


def start_logs(verbose: int) -> None:
    """Write logs to standard error: warnings, with -v what is done, with -vv everything."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    if verbose < 2:
        for name in ("trafilatura", "htmldate", "argostranslate", "charset_normalizer", "urllib3"):
            logging.getLogger(name).setLevel(logging.ERROR)
