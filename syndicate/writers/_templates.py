"""The templates of pages: those of the program, and before them those of a folder that a newsroom names.

What a newsroom writes is run in Jinja2's sandbox, everything escaped; what is wrong with it is told
with file and line. A template that stands in for ours may extend it as `syndicate/<name>`.
"""

from __future__ import annotations

import traceback
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from syndicate.errors import PublishError
from syndicate.writers._text import printable

_STYLE = "style.css"


def rendered(folder: Path | None, name: str, values: dict[str, Any]) -> bytes:
    """Return the page that the template *name* makes of *values*.

    Args:
        folder: of the newsroom's own templates; None where it has none.
        name: the template's file name.
        values: everything that docs/templates.md names.

    Raises:
        PublishError: a template of the newsroom is wrong; `where` is its file and line.
    """
    try:
        text = _environment(folder).get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise _wrong(error, f"{error.filename or error.name or name}:{error.lineno}") from error
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        if folder is None:
            raise
        raise _wrong(error, _place(error, folder) or str(folder / name)) from error
    return printable(text).encode() + b"\n"


def style(folder: Path | None) -> bytes:
    """Return the style sheet: the newsroom's where it has one.

    Raises:
        PublishError: it cannot be read.
    """
    own = folder / _STYLE if folder else None
    if own is None or not own.is_file():
        return files("syndicate").joinpath("templates", _STYLE).read_bytes()
    try:
        return own.read_bytes()
    except OSError as error:
        message = f"the style sheet cannot be read ({error.strerror})."
        raise PublishError(message, where=str(own), advice="Look at its rights.") from error


# Not state: templates are files that stay, compiled once; Jinja2 itself looks whether one has changed.
@cache
def _environment(folder: Path | None) -> Environment:
    shipped = PackageLoader("syndicate")
    if folder is None:
        return Environment(loader=shipped, autoescape=True, undefined=StrictUndefined)
    if not folder.is_dir():
        raise PublishError(
            "there is no such folder of templates.",
            where=str(folder),
            advice="Make it, or leave `templates` out of [publish].",
        )
    own = ChoiceLoader([FileSystemLoader(folder), shipped, PrefixLoader({"syndicate": shipped})])
    return ImmutableSandboxedEnvironment(loader=own, autoescape=True, undefined=StrictUndefined)


def _wrong(error: Exception, where: str) -> PublishError:
    said = " ".join(str(error).split()).rstrip(".")
    return PublishError(
        f"the template cannot be used: {said}.",
        where=where,
        advice="docs/templates.md names the blocks and what stands in them. Nothing was published.",
    )


def _place(error: Exception, folder: Path) -> str:
    """Return file and line of the innermost template of *folder* that *error* came through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else ""
