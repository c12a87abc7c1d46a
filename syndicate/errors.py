"""One tree of errors. Every message says where it happened and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class SyndicateError(Exception):
    """Something a user can understand and act on; the parent of every error of ours.

    Args:
        message: what is wrong, in one sentence without the place.
        where: the article, file, line or address it is about, as the user knows it.
        advice: what to do next, in one sentence.
    """

    stage: str = "run"
    """The stage of the pipeline that raises it; shown to the user and kept in the report."""

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        stop = "" if self.message.endswith((".", "!", "?", "…", "”")) or not self.advice else "."
        advice = f"{stop} {self.advice}" if self.advice else ""
        return f"{place}{self.message}{advice}"


class ConfigError(SyndicateError):
    """syndicate.toml or an option says something that cannot be meant."""

    stage = "config"


class ReadError(SyndicateError):
    """A document cannot be read: unknown format, broken encoding, nothing in it."""

    stage = "read"


class DetectError(SyndicateError):
    """A language tag is malformed, or the language of a text is unknown."""

    stage = "detect"


class GlossaryError(SyndicateError):
    """A glossary file is wrong; `where` is file:line and the field."""

    stage = "glossary"


class RouteError(SyndicateError):
    """No installed engine leads from one language to another; `advice` names what would."""

    stage = "route"


class EngineError(SyndicateError):
    """An engine died, hung, or answered something that cannot be an answer."""

    stage = "translate"


class ModelError(SyndicateError):
    """A model package is broken, unsafe, or cannot be fetched."""

    stage = "models"


class ClusterError(SyndicateError):
    """The cluster that was to do the work, or a worker of it, cannot be used."""

    stage = "cluster"


class StateError(SyndicateError):
    """The state database cannot be read or written."""

    stage = "memory"


class PublishError(SyndicateError):
    """The site cannot be written, or what was written does not validate."""

    stage = "publish"


class DeskError(SyndicateError):
    """The desk cannot be opened, or something asked of it cannot be done."""

    stage = "desk"


class InternalError(SyndicateError):
    """A mistake of ours met on somebody's article: that article fails, and nothing else."""

    stage = "internal"


def not_run(state: Path) -> StateError:
    """Return what is said where a run has to be the first, as nothing is at *state*, or an emptied file."""
    if state.is_file():
        advice = "The next syndicate run makes it anew of all that can be recovered."
        return StateError("the state is empty.", where=str(state), advice=advice)
    return StateError("nothing has been run yet.", where=str(state), advice="Run: syndicate run SOURCES --to LANGUAGES")


def internal(error: Exception, where: str) -> InternalError:
    """Return *error*, which nobody foresaw, as one that a user can pass on; the log has where it came from.

    Args:
        error: any exception.
        where: the article or document that was worked on.
    """
    import logging  # here, so that `--help` need not wait for it

    logging.getLogger("syndicate").debug("unexpected error at %s", where, exc_info=error)
    words = f"an unexpected error: {type(error).__name__}: {error}".splitlines()[0][:300]
    return InternalError(
        words, where=where, advice="This is a mistake of syndicate's; -vv shows where. Please report it."
    )
