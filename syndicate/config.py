"""syndicate.toml -> Config. Every setting has a default; the command line overrides the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from syndicate.engines import EngineOptions
from syndicate.errors import ConfigError, DetectError, ReadError
from syndicate.fetch.addresses import is_address, target
from syndicate.languages import language_tag, wanted_language
from syndicate.model import LanguageTag


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The `[run]` table: what is read, into which languages, and where it goes."""

    sources: tuple[str, ...] = ()
    """Files, folders and archives, relative to the configuration file; `-`; or http and https addresses."""
    to: tuple[LanguageTag, ...] = ()
    """Languages to publish."""
    out: Path = Path("public")
    """Folder of the site."""
    state: Path = Path(".syndicate/state.sqlite")
    """The state database."""
    glossaries: tuple[Path, ...] = ()
    """Glossary files or folders; the glossaries that ship with the project where empty."""
    encoding: str = ""
    """Character set of sources that do not say theirs."""
    report: Path | None = None
    """Folder that gets the account of each run, `report.json` and `report.html`; none is written where empty."""
    metrics: Path | None = None
    """File that gets the figures of each run for Prometheus' textfile collector; none is written where empty."""
    on: str = "here"
    """Where reading and translating are done: `here`, in this process, or `ray`, on a cluster."""
    address: str = ""
    """Of the cluster, such as `192.0.2.7:6379`; one is started on this machine where it is empty."""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One `[[sources]]` table: an address or a path, and what is known of it."""

    address: str = ""
    """http or https address of a feed or page; either this or `path`."""
    path: str = ""
    """File, folder or archive, relative to the configuration file."""
    language: LanguageTag | None = None
    """The language of all its articles, instead of finding it."""
    title: str = ""
    """What the source is called; its own title where empty."""
    full_text: bool = False
    """Whether the pages behind entries that have a summary only are fetched and read."""
    allow_private: bool = False
    """Whether the host of `address` may be this machine or one of its own network; other hosts never may."""
    delay: float = 1.0
    """Seconds between two questions to one host, at least."""
    timeout: float = 60.0
    """Seconds an answer may take in all."""
    size: int = 20_000_000
    """Bytes an answer may have, unpacked."""
    encoding: str = ""
    """Character set, instead of what the server says or the bytes show."""

    @property
    def name(self) -> str:
        """The address or path."""
        return self.address or self.path


@dataclass(frozen=True, slots=True)
class EngineTable(EngineOptions):
    """The `[engines]` table: which engines are used, and what each of them is told."""

    use: tuple[str, ...] = ()
    """Engines to use, all where empty."""
    preference: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a direction (`en-es`) or `*`: engines, best first."""
    index: str = ""
    """Address of the package index for `syndicate models`; Argos' own where empty."""


@dataclass(frozen=True, slots=True)
class GateTable:
    """The `[gate]` table: for a check's name or an issue's type, what a finding does to the edition."""

    rules: Mapping[str, str] = field(default_factory=dict)
    """`hold`, `note` or `pass`, by `check`, `type` or `check/type`; the narrowest counts."""
    review: tuple[str, ...] = ()
    """Directions (`en-az`) whose quality is known to be too low: always held for a person."""


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """The `[publish]` table."""

    title: Mapping[LanguageTag, str] = field(default_factory=dict)
    """The site's name in each language; `und` gives the one for all others."""
    description: Mapping[LanguageTag, str] = field(default_factory=dict)
    """One sentence about it in each language."""
    base: str = "https://example.org/"
    """Absolute address that the site will have, ending in a slash."""
    authority: str = "example.org"
    """Authority of the tag: addresses (RFC 4151); never change it once published."""
    date: str = "2022-09-28"
    """Date of the tag: addresses; never change it once published."""
    hub: str = ""
    """WebSub hub to name; none where empty."""
    rights: str = ""
    """Licence line of the feeds."""
    entries: int = 50
    """Entries a feed, at most."""
    size: int = 2_000_000
    """Bytes a feed, at most; the rest goes to archives."""
    withdrawn: str = "mark"
    """What becomes of an article that its source has withdrawn: `keep`, `mark` or `remove`."""
    exports: tuple[str, ...] = ()
    """Further formats to write: `ninjs`, `xliff`, `tmx`."""
    section_feeds: tuple[str, ...] = ()
    """Ids of the sections that get feeds of their own; `*` stands for all."""
    sections: Path | None = None
    """The table of section labels; `sections.yaml` beside the state database where empty."""
    templates: Path | None = None
    """Folder of templates that stand before those of the program."""
    icon: str = ""
    """Absolute address of a small square picture for feed readers."""
    logo: str = ""
    """Absolute address of a picture that stands for the site; for RSS at most 144 by 400 pixels."""
    editor: str = ""
    """E-mail address of who answers for the words, as RSS writes it: `desk@example.org (The desk)`."""
    webmaster: str = ""
    """E-mail address of who answers for the site, in the same form."""
    generator: str = ""
    """What the feeds name as the program that made them; nothing where empty."""
    ttl: int = 0
    """Minutes that a reader may wait before it asks again (RSS); not said where 0."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run needs to know."""

    run: RunSettings = RunSettings()
    """What is read and where it goes."""
    engines: EngineTable = EngineTable()
    """Which engines, and how."""
    gate: GateTable = GateTable()
    """What is held."""
    publish: PublishSettings = PublishSettings()
    """How the site calls itself."""
    sources: tuple[SourceTable, ...] = ()
    """Sources of which more is known than where they are; read after those of `run`."""

    @property
    def sections(self) -> Path:
        """Where the table of section labels is."""
        return self.publish.sections or self.run.state.parent / "sections.yaml"


_TABLES = {"run": RunSettings, "engines": EngineTable, "gate": GateTable, "publish": PublishSettings}
_ACTIONS = ("hold", "note", "pass")


def load_config(path: Path) -> Config:
    """Read *path*, a syndicate.toml. Paths in it are taken from its folder.

    Raises:
        ConfigError: the file cannot be read, or says something unknown; `where` names file and key.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror}).", where=str(path), advice="Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is not TOML: {error}.", where=str(path), advice="Mend that line.") from error
    for name in document:
        _known(name, [*_TABLES, "sources"], str(path))
    tables = {name: _table(name, kind, document.get(name, {}), path) for name, kind in _TABLES.items()}
    server = tables["engines"].server
    if server and not is_address(server):
        raise ConfigError(
            f"“{server}” begins with neither http:// nor https://.",
            where=f"{path}: [engines] server",
            advice="Write it like http://127.0.0.1:5000.",
        )
    return Config(**tables, sources=_sources(document.get("sources", []), path))


def _sources(raw: Any, path: Path) -> tuple[SourceTable, ...]:
    """Make the `[[sources]]` tables, and refuse what cannot be meant."""
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        raise ConfigError(
            "is not a list of tables.", where=f"{path}: [[sources]]", advice="Write [[sources]] above each source."
        )
    tables: list[SourceTable] = []
    for number, each in enumerate(raw, start=1):
        name = f"[sources] {number}"
        table: SourceTable = _table(name, SourceTable, each, path)
        wrong = _wrong(table)
        if wrong:
            raise ConfigError(wrong, where=f"{path}: [{name}]", advice="See docs/sources.md for an example.")
        if table.name in {other.name for other in tables}:
            raise ConfigError(f"names {table.name} again.", where=f"{path}: [{name}]", advice="Leave one out.")
        tables.append(table)
    return tuple(tables)


def _wrong(table: SourceTable) -> str:
    """Return what is wrong with *table*; empty where nothing is."""
    if bool(table.address) == bool(table.path):
        return "needs either an address or a path."
    if table.address and not is_address(table.address):
        return f"“{table.address}” begins with neither http:// nor https://."
    if table.address:
        try:
            target(table.address)
        except ReadError as error:
            return f"{error.message} {error.advice}"
    if table.path and (table.full_text or table.allow_private):
        return "has a path; full_text and allow_private belong to an address."
    if not (0 <= table.delay <= 3600 and 0 < table.timeout <= 3600 and table.size > 0):
        return "has a delay, timeout or size out of bounds (0 to 3600 seconds; 1 byte or more)."
    return ""


def _table(name: str, kind: Any, raw: Any, path: Path) -> Any:
    """Make one dataclass of *kind* from its TOML table."""
    where = f"{path}: [{name}]"
    if not isinstance(raw, dict):
        raise ConfigError("is not a table.", where=where, advice=f"Write [{name}] on a line of its own.")
    hints = {each.name: str(each.type) for each in fields(kind)}
    values = {}
    for key, value in raw.items():
        _known(key, list(hints), where)
        values[key] = _value(value, hints[key], f"{where} {key}", path.parent)
    return kind(**values)


def _known(name: str, names: list[str], where: str) -> None:
    """Refuse a *name* that is not one of *names*, and say which was meant."""
    if name not in names:
        near = get_close_matches(name, names, 1)
        advice = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}."
        raise ConfigError(f"does not know “{name}”.", where=where, advice=advice)


def _value(value: Any, hint: str, where: str, folder: Path) -> Any:
    """Turn a TOML value into what the field's annotation *hint* says."""
    try:
        match hint:
            case "str" if where.endswith("] path"):
                return str(folder / Path(_typed(value, str)).expanduser())
            case "str":
                return _typed(value, str)
            case "int":
                return _typed(value, int)
            case "float":
                return float(_typed(value, int | float))
            case "Path" | "Path | None":
                return folder / Path(_typed(value, str)).expanduser()
            case "bool":
                return _typed(value, bool)
            case "LanguageTag | None":
                return wanted_language(_typed(value, str))
            case "tuple[Path, ...]":
                return tuple(folder / Path(_typed(each, str)).expanduser() for each in _typed(value, list))
            case "tuple[LanguageTag, ...]":
                return tuple(wanted_language(_typed(each, str)) for each in _typed(value, list))
            case "tuple[str, ...]" if where.endswith("[run] sources"):
                return tuple(
                    each if each == "-" or is_address(each) else str(folder / each)
                    for each in (_typed(one, str) for one in _typed(value, list))
                )
            case "tuple[str, ...]":
                return tuple(_typed(each, str) for each in _typed(value, list))
            case "Mapping[LanguageTag, str]":
                return {language_tag(key): _typed(each, str) for key, each in _typed(value, dict).items()}
            case "Mapping[str, tuple[str, ...]]":
                return {
                    key: tuple(_typed(each, str) for each in _typed(names, list))
                    for key, names in _typed(value, dict).items()
                }
            case _:
                return {key: _action(each, f"{where} {key}") for key, each in _typed(value, dict).items()}
    except DetectError as error:
        raise ConfigError(error.message, where=where, advice=error.advice) from error
    except TypeError as error:
        raise ConfigError(f"{error}.", where=where, advice="See docs/configuration.md for an example.") from error


def _action(value: Any, where: str) -> str:
    """Return a gate rule's action, or refuse it."""
    if value not in _ACTIONS:
        raise ConfigError(f"“{value}” is no action.", where=where, advice=f"Write one of: {', '.join(_ACTIONS)}.")
    return str(value)


def _typed(value: Any, kind: Any) -> Any:
    """Return *value* if it is of *kind*."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is not what belongs here ({getattr(kind, '__name__', kind)})")
    return value
