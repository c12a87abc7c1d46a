"""Options that several commands have, so that each is called and explained in the same words everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import click

from syndicate.cli._settings import Text

CONFIG = click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), help="Configuration [syndicate.toml]."
)
"""Where the configuration is; `_settings.configuration` reads it."""
STATE = click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="State database [.syndicate/state.sqlite]."
)
"""Where the state is, in place of what the configuration says; `_settings.state_of` finds it."""
GLOSSARY = click.option(
    "--glossary",
    "-g",
    "glossaries",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="One more file or folder of names, besides those in use; again for more.",
)
"""Names besides those in use."""
ENGINE = click.option("--engine", default="", help="Use this engine only: apertium, argos, firefox, libretranslate.")
"""One engine, in place of those of the configuration."""
BY = click.option(
    "--as", "reviewer", type=Text(), default=lambda: os.environ.get("USER", ""), help="Your name [$USER]."
)
"""Who decides or writes, as it is kept."""
JSON_LINES = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
"""For programs, where what is printed is a list."""
VERBOSE = click.option("-v", "--verbose", count=True, help="Say more; -vv says everything.")
"""How much is logged; for `_settings.start_logs`."""
