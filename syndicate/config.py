"""syndicate.toml -> Config. Every setting has a default; the command line overrides the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from syndicate.errors import ConfigError, DetectError
from syndicate.languages import language_tag
from syndicate.model import LanguageTag


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The `[run]` table: what is read, into which languages, and where it goes."""

    sources: tuple[str, ...] = ()
    """Files, folders, zip archives, or `-`; relative to the configuration file."""
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


@dataclass(frozen=True, slots=True)
class EngineTable:
    """The `[engines]` table."""

    use: tuple[str, ...] = ()
    """Engines to use, all where empty."""
    models: Path | None = None
    """Folder of Argos packages; the user's own where empty."""
    workers: int = 0
    """Workers of an engine; 0 chooses one a core."""
    beam: int = 4
    """Beam width of neural engines."""
    batch_tokens: int = 1024
    """Tokens a batch."""
    timeout: float = 300.0
    """Seconds a batch may take."""
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
