"""Names that are read already: who runs again and again in one process need not read them anew, nor make them ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from syndicate.glossary.entries import Glossary, load_all
from syndicate.glossary.match import Matcher
from syndicate.model import Failure, LanguageTag
from syndicate.runs.world import Stamps, stamps


@dataclass(frozen=True, slots=True)
class Known:
    """The glossary files as they were read."""

    stamps: Stamps
    """Of the files, taken before they were read: while these are theirs, this is what they say."""
    glossary: Glossary
    """The good entries."""
    failures: tuple[Failure, ...] = ()
    """Mistakes of the files."""
    matchers: dict[LanguageTag, Matcher] = field(default_factory=dict, compare=False)
    """The names ready to be found, by language; what is missing is added by who needs it."""


def read(paths: Sequence[Path], cache: Path) -> Known:
    """Return what the glossaries say.

    Args:
        paths: files and folders.
        cache: as for `entries.load_all`.
    """
    found = stamps(paths)
    return Known(found, *load_all(paths, cache))
