"""What is remembered from run to run: translations, people's corrections and decisions, articles, editions, inputs.

One SQLite file, opened by `State`; each module of this package keeps one sort of thing in it. Every public function
commits what it did before it returns, unless it is called inside `State.writing()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from sqlite3 import Connection

    from syndicate.state.inputs import Arrived
    from syndicate.state.looked import Looked
    from syndicate.state.todo import Task, Todo


class State:
    """The state database. Use it as a context manager."""

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        """Open *path*, making it and its folder where they are missing, or bringing it to today's form.

        Args:
            path: the database.
            exclusive: for a run: no other may begin until this one has ended. Editors may write meanwhile.

        Raises:
            StateError: it is no state, is damaged, cannot be written, is of a newer version, or another run has it.
        """
        # Here, so that whoever asks this package for one fact does not load what works on articles.
        from syndicate.state.articles import Articles
        from syndicate.state.corrections import Corrections
        from syndicate.state.database import Database
        from syndicate.state.decisions import Decisions
        from syndicate.state.entries import Entries
        from syndicate.state.facts import Facts
        from syndicate.state.inputs import Inputs
        from syndicate.state.queue import Queue
        from syndicate.state.releases import Releases
        from syndicate.state.reports import Reports
        from syndicate.state.translations import Translations

        self._database = Database(path, exclusive=exclusive)
        self.path = path
        self.facts = Facts(self._database)
        self.translations = Translations(self._database)
        self.corrections = Corrections(self._database)
        self.decisions = Decisions(self._database)
        self.articles = Articles(self._database, self.facts)
        self.inputs = Inputs(self._database)
        self.entries = Entries(self._database)
        self.queue = Queue(self._database)
        self.reports = Reports(self._database)
        self.releases = Releases(self._database, self.decisions, self.facts)

    def arrived(self) -> Arrived:
        """Return a place for articles that were just read; it is empty, and goes when the state is closed."""
        from syndicate.state.inputs import Arrived

        return Arrived(self._database)

    def looked(self) -> Looked:
        """Return a place for what is found in the sources; it is empty, and goes when the state is closed."""
        from syndicate.state.looked import Looked

        return Looked(self._database)

    def todo(self, tasks: Iterable[Task]) -> Todo:
        """Put down what is to be done; it goes when the state is closed."""
        from syndicate.state.todo import Todo

        return Todo(self._database, tasks)

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction: what is done in it is kept whole or not at all.

        Raises:
            StateError: it cannot be written.
        """
        return self._database.writing()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        from sqlite3 import Error

        from msgspec import DecodeError

        self.close()
        if isinstance(error, DecodeError) or (isinstance(error, Error) and str(error).startswith("Could not decode")):
            from syndicate.state.database import damaged

            raise damaged(error, self.path) from error
        if isinstance(error, Error):
            from syndicate.state.database import told

            raise told(error, self.path) from error
