"""Which glossaries a newsroom reads, and which of them are its own: no edit goes into what ships."""

from __future__ import annotations

from pathlib import Path

from syndicate.config import RunSettings
from syndicate.errors import GlossaryError
from syndicate.glossary import shipped, ships

NAME = "names.yaml"
"""The newsroom's own file where the settings name no glossary: beside the state."""


def in_use(run: RunSettings) -> list[Path]:
    """Return the files and folders that are read: those named, or those that ship and, where it is there, our own."""
    if run.glossaries:
        return list(run.glossaries)
    own = run.state.parent / NAME
    return [shipped(), own] if own.exists() else [shipped()]


def ours(run: RunSettings) -> list[Path]:
    """Return the files and folders that edits may go into, the first of which need not exist; none where all ship."""
    if run.glossaries:
        return [path for path in run.glossaries if not ships(path)]
    return [run.state.parent / NAME]


def known(run: RunSettings) -> list[Path]:
    """Return what is read, and our own where it is not there yet: what may have words beside it (`never`)."""
    return list(dict.fromkeys([*in_use(run), *ours(run)]))


def home(run: RunSettings) -> Path:
    """Return the file that gets what does not stand in a file of ours yet.

    Raises:
        GlossaryError: the settings name what ships, and nothing else.
    """
    first = next(iter(ours(run)), None)
    if first is None:
        advice = f'Name a file of your own beside them, which may be new: glossaries = [..., "{NAME}"].'
        raise GlossaryError("[run] glossaries names only what ships with syndicate, and is not written.", advice=advice)
    return first if first.suffix in {".yaml", ".yml"} else first / NAME
