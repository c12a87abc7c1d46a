"""What the desk's pages work with: the glossary as it stands in its files, read again only when they changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from starlette.requests import Request

from syndicate.config import Config
from syndicate.errors import StateError
from syndicate.glossary import shipped
from syndicate.glossary.audit import Finding, audit
from syndicate.glossary.entries import Glossary, load_all
from syndicate.glossary.normal import fold
from syndicate.model import UND, ConceptEntry, Failure
from syndicate.pipeline import run
from syndicate.report import RunReport
from syndicate.state import State

_Stamp = tuple[tuple[str, int, int], ...]
"""Path, size and time of each file: what tells that nothing was changed."""


@dataclass(frozen=True)
class Names:
    """The glossary, and what the pages want to know of it."""

    glossary: Glossary
    """The good entries."""
    failures: tuple[Failure, ...]
    """Mistakes of the files."""

    @cached_property
    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """What is doubtful, by entry."""
        found: dict[str, list[Finding]] = {}
        for each in audit(self.glossary):
            found.setdefault(each.entry.id, []).append(each)
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def searched(self) -> tuple[tuple[str, ConceptEntry], ...]:
        """Each entry with all that it can be found by, folded."""
        return tuple((_searched(entry), entry) for entry in self.glossary.entries.values())


class Room:
    """One newsroom's desk: configuration, names, and the lock of what changes something."""

    def __init__(self, config: Config) -> None:
        """Make the room of *config*; nothing is read yet."""
        self.config = config
        self.changing = threading.Lock()
        """Held by whoever changes glossaries, state or site: one at a time."""
        self._names: tuple[_Stamp, Names] | None = None

    @property
    def glossaries(self) -> Sequence[Path]:
        """Files and folders of the glossary."""
        return self.config.run.glossaries or (shipped(),)

    @property
    def cache(self) -> Path:
        """Folder beside the state for what is built once."""
        return self.config.run.state.parent / "cache"

    def state(self) -> AbstractContextManager[State]:
        """Return the state, opened for one request.

        Raises:
            StateError: nothing has been run yet, or it cannot be opened.
        """
        path = self.config.run.state
        if not path.is_file():
            advice = "Run: syndicate run SOURCES --to LANGUAGES"
            raise StateError("nothing has been run yet.", where=str(path), advice=advice)
        return State(path)

    def renew(self, now: datetime) -> RunReport:
        """Make anew what an editor's change touched, and the site with it; no source is looked at.

        Raises:
            SyndicateError: another run is going on, or the site cannot be written.
        """
        return run(self.config, now, look=False)

    def names(self) -> Names:
        """Return the glossary as its files are now."""
        stamp = tuple(_stamps(self.glossaries))
        if self._names is None or self._names[0] != stamp:
            self._names = stamp, Names(*load_all(self.glossaries, self.cache))
        return self._names[1]


def room(request: Request) -> Room:
    """Return the room that *request* was sent to."""
    found: Room = request.app.state.room
    return found


def _stamps(paths: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        files = (
            sorted(each for each in path.rglob("*") if each.suffix in {".yaml", ".yml"}) if path.is_dir() else [path]
        )
        for file in files:
            if file.exists():
                stat = file.stat()
                yield str(file), stat.st_size, stat.st_mtime_ns


def _searched(entry: ConceptEntry) -> str:
    terms = [*entry.names.values(), *entry.short.values()]
    terms += [term for some in (*entry.also.values(), *entry.avoid.values()) for term in some]
    return "\n".join([entry.id, *(fold(term, UND) for term in dict.fromkeys(terms))])
