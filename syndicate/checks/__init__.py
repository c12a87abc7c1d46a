"""Checks: one check, one file. A check reads an edition and reports issues; it changes nothing.

To add one, write `checks/<name>.py` with a function `check(edition) -> Iterator[Issue]`. It is
found by its file name, and the gate's rules in syndicate.toml can name it. `Issue.check` is the
module's name. What a check says is read by an editor: name the words, not the regular expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from syndicate.model import Edition, Issue


class Check(Protocol):
    """What a check's module offers."""

    def check(self, edition: Edition) -> Iterator[Issue]:
        """Give what is wrong with *edition*, in the order of its segments."""
        ...
