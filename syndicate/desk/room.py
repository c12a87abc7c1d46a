"""What the desk's pages work with: the glossary as it stands in its files, read again only when they changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from syndicate.config import Config
from syndicate.errors import StateError, SyndicateError, not_run
from syndicate.glossary import own, shipped
from syndicate.model import LanguageTag
from syndicate.runs.asked import as_last_run
from syndicate.state import State
from syndicate.state.database import BusyError, stands

if TYPE_CHECKING:
    from syndicate.desk.known import Names
    from syndicate.editing.naming import Done, Step
    from syndicate.editing.overview import Overview
    from syndicate.editing.trial import Tools
    from syndicate.engines import Engine
    from syndicate.glossary.revise import Edit
    from syndicate.report import RunReport
    from syndicate.runs.known import Known
    from syndicate.state.tallies import Tally

# What reads names, opens engines or runs is imported where it is done: the first page needs none of it.

_LOG = logging.getLogger(__name__)
_PAUSE = 2.0
"""Seconds between two looks whether another run has ended."""

_Stamp = tuple[tuple[str, int, int], ...]
"""Path, size and time of each file: what tells that nothing was changed."""


class Room:
    """One newsroom's desk: configuration, names, and the lock of what changes something."""

    def __init__(self, config: Config) -> None:
        """Make the room of *config*; no name is read yet.

        Raises:
            StateError: there is a state, and it cannot be opened.
        """
        self.config = config
        """Completed by what the last run was told, once there is a state."""
        self.language: LanguageTag | None = None
        """Of all articles, where the last run was told it."""
        self._told = False
        self._closed = False
        self._open = ExitStack()
        self._engines: Mapping[str, Engine] | None = None
        self._tools: tuple[Names, Tools] | None = None
        self._waiting: threading.Thread | None = None
        self.changing = threading.Lock()
        """Held by whoever changes glossaries, state or site: one at a time."""
        self.done: Done | None = None
        """What the last saved edit of a name did, to be told on the next page."""
        self._names: Names | None = None
        self._step: Step | None = None
        self._overview: tuple[_Stamp, Overview] | None = None
        self._tallies: tuple[_Stamp, Sequence[Tally]] = (), ()
        if config.run.state.is_file():
            self.state().close()

    @property
    def glossaries(self) -> Sequence[Path]:
        """Files and folders of the glossary."""
        return own.in_use(self.config.run)

    @property
    def folders(self) -> Sequence[Path]:
        """Where the newsroom's files stand, from which they are told: where we work, beside the state, our own."""
        return Path.cwd(), self.config.run.state.absolute().parent.parent, shipped().parent

    @property
    def cache(self) -> Path:
        """Folder beside the state for what is built once."""
        return self.config.run.state.parent / "cache"

    @property
    def files(self) -> list[str]:
        """Every glossary file that an editor may write into, as its entries name it; none ships."""
        ours = own.ours(self.config.run)
        there = {path for path, _, _ in _stamps(ours)}
        return sorted(there) or [str(own.home(self.config.run)) for _ in ours[:1]]

    def state(self) -> State:
        """Return the state, opened for one request.

        Raises:
            StateError: nothing has been run yet, or it cannot be opened.
        """
        path = self.config.run.state
        if not stands(path):
            raise not_run(path)
        state = State(path)
        if not self._told:
            self.config, self.language = as_last_run(self.config, state)
            self._told = bool(self.config.run.to)
        return state

    def renew(self, now: datetime, known: Known | None = None) -> RunReport:
        """Make anew what an editor's change touched, and the site with it; no source is looked at.

        Where another run is going on this is tried again in the background until that has ended.

        Args:
            now: the moment.
            known: the names, where they are read already.

        Raises:
            BusyError: another run is going on.
            SyndicateError: the site cannot be written.
        """
        from syndicate.pipeline import run

        if not self.config.run.to:
            message, advice = "it is not known which languages this state is published in.", "Run: syndicate run"
            raise StateError(message, where=str(self.config.run.state), advice=advice)
        try:
            return run(self.config, now, language=self.language, look=False, engines=self.engines(), known=known)
        except BusyError:
            if self._waiting is None:
                self._waiting = threading.Thread(target=self._renew_later, args=(now,), daemon=True)
                self._waiting.start()
            raise

    def _renew_later(self, now: datetime) -> None:
        """Wait for the other run's end, and then renew."""
        from syndicate.pipeline import run

        while True:
            time.sleep(_PAUSE)
            with self.changing:
                try:
                    run(self.config, now, language=self.language, look=False, engines=self.engines())
                except BusyError:
                    continue
                except SyndicateError as error:  # the next change tells it to whoever makes it
                    _LOG.warning("%s", error)
                self._waiting = None
                return

    def engines(self) -> Mapping[str, Engine]:
        """Return the engines; they stay open, so that a sentence costs no start of a program."""
        from syndicate.guard import open_engines

        if self._engines is None:
            self._engines = self._open.enter_context(open_engines(self.config.engines, self.cache))
        return self._engines

    def tools(self) -> Tools:
        """Return what single sentences are tried with; used by whoever holds `changing`."""
        from syndicate.editing.trial import Tools

        names = self.names()
        if self._tools is None or self._tools[0] is not names:
            self._tools = names, Tools(self.config, self.engines(), names.glossary, names.known.matchers)
        return self._tools[1]

    def warm(self) -> None:
        """Bring what a save works with before somebody saves: modules, engines, names. What is wrong is told later."""
        import syndicate.pipeline
        import syndicate.publish  # noqa: F401 - the run's last stage, which it imports when it comes to it
        from syndicate.profiles.leader import identifier

        identifier()  # every edition's language is looked at
        with suppress(SyndicateError), self.changing:
            if not self._closed:
                self.engines()
                self.names()

    def close(self) -> None:
        """Stop the engines."""
        with self.changing:
            self._closed = True
            self._open.close()
        self._engines = self._tools = None

    def overview(self) -> Overview | None:
        """Return how the newsroom stands, counted anew when the state was written; None before the first run."""
        from syndicate.editing.overview import overview

        path = self.config.run.state
        if not path.is_file():
            return None
        stamp = self._written()
        if self._overview is None or self._overview[0] != stamp:
            self._overview = stamp, overview(path)
        return self._overview[1]

    def tallies(self, state: State, text: str) -> Sequence[Tally]:
        """Return how many editions of *state* there are of each sort; what nobody searches is counted once a change.

        Args:
            state: ours, opened for this request.
            text: what stands in them; may be empty.
        """
        if text:
            return state.queue.tallies(text)
        stamp = self._written()
        if self._tallies[0] != stamp:
            self._tallies = stamp, state.queue.tallies()
        return self._tallies[1]

    def _written(self) -> _Stamp:
        """Return what tells that nobody has written to the state."""
        path = self.config.run.state
        # An empty log is made by whoever opens the state, to read it too.
        return tuple(each for each in _stamps([path, path.with_name(f"{path.name}-wal")]) if each[1])

    def names(self) -> Names:
        """Return the glossary as its files are now."""
        from syndicate.desk.known import Names
        from syndicate.runs.known import read
        from syndicate.runs.world import stamps

        if self._names is None or self._names.known.stamps != stamps(self.glossaries):
            self._names = Names(read(self.glossaries, self.cache))
        return self._names

    def at_home(self, edit: Edit) -> Edit:
        """Return *edit*; of an entry that ships, as one of the newsroom's own.

        Raises:
            GlossaryError: as `naming.at_home`.
        """
        from syndicate.editing import naming

        return naming.at_home(edit, self.config.run)

    def step(self, edit: Edit) -> Step:
        """Return *edit*, and the names on both sides of it; what was looked at last is not worked out again."""
        from syndicate.editing import naming

        known, last = self.names().known, self._step
        if last is None or last.before is not known or last.edit != edit:
            self._step = last = naming.step(known, edit)
        return last

    def save(self, edit: Edit, editor: str, now: datetime) -> None:
        """Carry *edit* out `at_home`, to be told on the next page; used by whoever holds `changing`.

        Raises:
            GlossaryError: the file is not ours, cannot be written, or somebody changed it; nothing is done.
        """
        from syndicate.desk.known import Names
        from syndicate.editing import naming

        self.done = naming.carry_out(self.config, self.step(self.at_home(edit)), editor, now, self.renew)
        if self.done.known is not None:
            self._names = Names(self.done.known)


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
