"""The names an editor keeps: read from YAML, found in a source, written in a target in the right form.

`entries` reads the files, `match` finds mentions, `forms` says what stands in a target, `inflection`
holds one language's cases a file. Data goes blocks -> fields -> entries -> forms -> match.
"""

from __future__ import annotations

from pathlib import Path

from syndicate.errors import GlossaryError


def shipped() -> Path:
    """Return the folder of the glossaries that ship with the project.

    In a checkout it is `glossaries/` beside the package, in an installed wheel `syndicate/shipped`.

    Raises:
        GlossaryError: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "shipped", package.parent / "glossaries"):
        if folder.is_dir():
            return folder
    raise GlossaryError(
        "the glossaries that ship with syndicate are missing.",
        where=str(package / "shipped"),
        advice="Install syndicate again, or name your own glossaries.",
    )


def ships(path: Path) -> bool:
    """Whether *path* is one of the glossaries that ship: the next version replaces it, and entries of others win."""
    return path.resolve().is_relative_to(shipped())
