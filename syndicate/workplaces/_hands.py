"""What a worker of a cluster does: it opens engines and readers once, and works off rows until nobody needs it.

Errors are values here as they are in a local run; a worker that breaks is started again, and its rows with it.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from syndicate.config import EngineTable
from syndicate.engines import Engine
from syndicate.errors import ClusterError, SyndicateError, internal
from syndicate.guard import open_engines
from syndicate.model import Article, Failure, Hop
from syndicate.readers import Document
from syndicate.readers._workers import Workers
from syndicate.workplaces import Done, Job
from syndicate.workplaces._parcels import Parcel, unpack
from syndicate.workplaces.here import done

Rows = Mapping[str, Any]
"""A batch of Ray Data: for each column its values."""
Begin = Callable[[Sequence[int]], int]
"""Says how often the most tried of these rows was begun, this time included."""
TRIES = 3
"""Times that a row is begun; Ray gives a row to one worker after the other for ever, if each dies of it."""
_DISTRIBUTION = "syndicate-news"


@dataclass(frozen=True, slots=True)
class Kit:
    """What a worker gets with it."""

    program: Mapping[str, str]
    """What `program` gives where the run was started; a worker with another one would give other words."""
    table: EngineTable
    """How engines are opened; a worker that finds the run's models where the run does takes them from there."""
    hops: frozenset[Hop]
    """What it must be able to do."""
    cache: str
    """The run's cache where worker and run are on one machine; empty for the worker's own."""
    parcels: tuple[Parcel, ...] = ()
    """The models, for a worker that does not."""


def program() -> dict[str, str]:
    """Return what decides the words besides models: our own code, and the versions of the libraries that we call."""
    folder = Path(__file__).resolve().parents[1]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in {".py", ".txt", ".xz"})
    code = hashlib.sha256()
    for path in files:
        code.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    needed = [line for line in metadata.requires(_DISTRIBUTION) or () if "extra ==" not in line]
    names = sorted({found[0] for line in needed if (found := re.match(r"[\w.-]+", line))})
    return {"syndicate": code.hexdigest()[:12], **{name: metadata.version(name) for name in names}}


def own_cache() -> Path:
    """Return the folder where a worker keeps models: SYNDICATE_CACHE, or `syndicate` in the user's cache folder."""
    if named := os.environ.get("SYNDICATE_CACHE"):
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "syndicate"


class Attempts:
    """How often each row was begun: it outlives the workers, because it does nothing that could break it."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, rows: Sequence[int]) -> int:
        """See `Begin`."""
        self._begun.update(rows)
        return max((self._begun[row] for row in rows), default=0)


class Hands:
    """Works off rows, each pickled, until workers have died of them too often."""

    def __init__(self, begin: Begin) -> None:
        """Take *begin*, which is asked before each batch of rows."""
        self._begin = begin

    def __call__(self, rows: Rows) -> Rows:
        """Return for each row its number and what became of it, pickled; None where workers die of these rows."""
        numbers = [int(each) for each in rows["number"]]
        found: Iterable[object] = [None] * len(numbers)
        if self._begin(numbers) <= TRIES:
            found = self.work([pickle.loads(each) for each in rows["job"]])  # noqa: S301 - the driver's
        return {"number": rows["number"], "done": [pickle.dumps(each) for each in found]}

    def work(self, rows: Sequence[Any]) -> Iterable[object]:
        """Give what becomes of each of *rows*, in order."""
        raise NotImplementedError


class Translating(Hands):
    """Translates rows of jobs; models and pipes stay open from row to row."""

    def __init__(self, begin: Begin, kit: Kit, fetch: Callable[[object], bytes]) -> None:
        super().__init__(begin)
        self._kit = kit
        self._fetch = fetch
        self._open = ExitStack()
        self._engines: dict[str, Engine] | SyndicateError | None = None

    def work(self, rows: Sequence[Job]) -> Iterator[Done]:
        """Give what became of each job."""
        return map(self._done, rows)

    def close(self) -> None:
        """Close the engines; they end with the worker's process where nobody calls this."""
        self._open.close()

    def _done(self, job: Job) -> Done:
        if self._engines is None:
            try:
                self._engines = self._opened()
            except SyndicateError as error:
                self._engines = error
            except OSError as error:
                self._engines = ClusterError(
                    f"the worker {socket.gethostname()} cannot keep its models: {error.strerror}.",
                    where=str(error.filename or ""),
                    advice="Name a folder that it may write in SYNDICATE_CACHE there, before `ray start`.",
                )
            except Exception as error:  # a plug-in that nobody thought of
                self._engines = internal(error, socket.gethostname())
        return self._engines if isinstance(self._engines, SyndicateError) else done(job, self._engines)

    def _opened(self) -> dict[str, Engine]:
        """Open the engines, over the run's models where they are here too, else over those that it sent.

        Raises:
            ClusterError: this worker cannot give what a local run would give.
        """
        kit, host = self._kit, socket.gethostname()
        own = program() if kit.program else {}
        for name, version in kit.program.items():
            if own.get(name) != version:
                raise ClusterError(
                    f"the worker {host} has {name} {own.get(name) or 'not at all'}, and this run {version}.",
                    advice="Install the same syndicate and the same requirements on all machines.",
                )
        cache = Path(kit.cache) if kit.cache else own_cache()
        if kit.table.models is None or os.access(kit.table.models, os.R_OK | os.X_OK):
            engines = self._open.enter_context(open_engines(kit.table, cache))
            if not _missing(kit.hops, engines):
                return engines
        models = unpack(kit.parcels, cache, self._fetch)
        engines = self._open.enter_context(open_engines(replace(kit.table, models=models), cache))
        for hop in _missing(kit.hops, engines):
            raise ClusterError(
                f"the worker {host} has no {hop.engine} {hop.direction} that is the same as this run's ({hop.model}).",
                advice="Install the same version on all machines.",
            )
        return engines


class Reading(Hands):
    """Reads rows of documents, in a process of its own that is killed where a document hangs it."""

    def __init__(self, begin: Begin) -> None:
        super().__init__(begin)
        self._workers = Workers(1)

    def work(self, rows: Sequence[Document]) -> Iterator[list[Article | Failure]]:
        """Give what each document gave."""
        found = [self._workers.submit(each) for each in rows]
        return (each.result() for each in found)

    def close(self) -> None:
        """Stop the process; it ends with the worker's where nobody calls this."""
        self._workers.__exit__()


def _missing(wanted: frozenset[Hop], engines: Mapping[str, Engine]) -> list[Hop]:
    """Return those of *wanted* that *engines* cannot do, or do with another model."""
    have = {hop for engine in engines.values() for hop in engine.hops()}
    return sorted(wanted - have, key=repr)
