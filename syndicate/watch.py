"""Whoever watches a run: told of its stages and their progress."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """A progress bar, or nobody."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins, with so many things to do."""
        ...

    def advance(self, done: int = 1, what: str = "") -> None:
        """So many more are done; *what* is the name of the article or source that is, where it is one."""
        ...


class Nobody:
    """Watches nothing."""

    def stage(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, done: int = 1, what: str = "") -> None:
        """Do nothing."""
