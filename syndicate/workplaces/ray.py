"""A Ray cluster: pools of Ray Data's actors, each a processor's worth of work, with engines that stay open.

What is remembered and published stays with the run. Sentences go out with the names that they met, so that workers need
no glossary; models go out once, unless a worker sees them where the run does. Ray starts a worker that died again and
gives it the same rows, so what comes back is the same; rows of which several died are given up.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from syndicate.errors import ClusterError, ConfigError, SyndicateError
from syndicate.guard import files_of
from syndicate.model import Article, Failure, Hop
from syndicate.readers import Document
from syndicate.workplaces import Done, Job, Setting
from syndicate.workplaces._parcels import Parcel, pack
from syndicate.workplaces.here import Here

SENTENCES = 1000
"""Fewer are translated here: starting workers takes longer."""
PAGES = 200
"""Fewer are read here."""
WINDOW = 4000
"""Pages that are sent out together."""
BYTES = 200_000_000
"""Of pages that are sent out together."""
STORE = 500_000_000
"""Bytes of shared memory for a cluster on this machine."""
_SHORT = 20
"""Bytes of the name of a folder in which there is room for those of Ray's sockets."""
_ADDRESS = re.compile(r"[^/]+:\d{1,5}")
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # its own log is its files; a user sees our progress
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


def open_workplace(setting: Setting) -> OnRay:
    """Return the workplace; Ray is loaded and started when there is enough to do.

    Raises:
        ConfigError: Ray is not installed, or no address of a cluster can be meant.
    """
    if find_spec("ray") is None:
        raise ConfigError("Ray is not installed.", where="--on ray", advice='pip install "syndicate-news[ray]"')
    if setting.address and not _ADDRESS.fullmatch(setting.address):
        raise ConfigError(
            f"“{setting.address}” is no host:port.",
            where="--address",
            advice="Name the machine where `ray start --head` was said, and its port: 192.0.2.7:6379.",
        )
    return OnRay(setting)


class OnRay:
    """See `Workplace`."""

    width = 8
    """Batches: 4,000 articles give every processor of a hundred some jobs."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._here = Here(setting.engines)
        self._session: str | None = None
        self._seen: set[Hop] = set()
        self._parcels: dict[Hop, Parcel] = {}

    def translate(self, jobs: Sequence[Job], progress: Callable[[int], None]) -> Iterator[tuple[int, Done]]:
        """See `Workplace`. A job for which the cluster gives nothing is a ClusterError.

        Raises:
            ClusterError: there is no cluster to begin with.
        """
        from syndicate.workplaces._hands import Translating

        if sum(len(job.segments) for job in jobs) < SENTENCES:
            yield from self._here.translate(jobs, progress)
            return
        # The longest first, so that no worker is left alone with it at the end.
        order = sorted(range(len(jobs)), key=lambda number: -sum(len(each.text) for each in jobs[number].segments))
        left = set(order)
        self._begin()
        problem = ClusterError("the Ray cluster gave no answer.", advice="See `ray status`; the next run asks again.")
        kit = self._kit(frozenset(hop for job in jobs for hop in job.route))
        try:
            rows = ((number, pickle.dumps(jobs[number])) for number in order)
            for number, value in self._rows(Translating, (kit, self._ray.get), list(rows), len(jobs)):
                left.remove(number)
                progress(len(jobs[number].segments))
                yield number, _deadly() if value is None else value
        except ClusterError as error:
            problem = error
        yield from ((number, problem) for number in sorted(left))

    def read(self, found: Iterable[Document | Failure]) -> Iterator[tuple[str, Article | Failure]]:
        """See `Workplace`. What the cluster does not give is read here."""
        from syndicate.readers._batch import read_batch

        return read_batch(found, _Pages(self))

    def pages(self, documents: Sequence[Document]) -> Iterator[tuple[int, list[Article | Failure]]]:
        """Yield what the workers read, each with the number of its document; what is missing they could not give.

        Raises:
            ClusterError: there is no cluster to begin with.
        """
        from syndicate.workplaces._hands import Reading

        rows = [(number, pickle.dumps(document)) for number, document in enumerate(documents)]
        self._begin()
        blocks = 4 * self._workers
        try:
            yield from ((number, value) for number, value in self._rows(Reading, (), rows, blocks) if value is not None)
        except ClusterError as error:
            logging.getLogger(__name__).warning("%s The pages are read here.", error)

    def close(self) -> None:
        """Leave the cluster; one that was started for this run ends."""
        if "_ray" in vars(self):
            self._ray.shutdown()
            del vars(self)["_ray"]
        if self._session is not None:
            shutil.rmtree(self._session, ignore_errors=True)
            self._session = None

    def _rows(
        self, hands: type, arguments: Sequence[object], rows: Sequence[tuple[int, bytes]], blocks: int
    ) -> Iterator[tuple[int, Any]]:
        """Yield what *hands*, made with *arguments* in each worker, make of *rows*, in any order.

        It is None for a row of which workers died; Ray itself would give it to one after the other without end.

        Raises:
            ClusterError: the cluster stopped.
        """
        from syndicate.workplaces._hands import Attempts

        ray = self._ray
        try:
            attempts = ray.remote(Attempts).options(num_cpus=0, max_restarts=-1, max_task_retries=-1).remote()
            data = ray.data.from_items(
                [{"number": number, "job": job} for number, job in rows], override_num_blocks=min(blocks, len(rows))
            )
            done = data.map_batches(
                hands,
                fn_constructor_args=(lambda begun: ray.get(attempts.begin.remote(begun)), *arguments),
                batch_size=None,
                num_cpus=1,
                compute=ray.data.ActorPoolStrategy(size=min(self._workers, blocks, len(rows))),
            )
            for row in done.iter_rows():
                yield row["number"], pickle.loads(row["done"])  # noqa: S301 - from our own workers
        except SyndicateError:
            raise
        except Exception as error:  # Ray's errors have many parents
            raise _stopped(error) from error

    def _begin(self) -> None:
        """Start or connect Ray where this was not done yet: without it nothing is tried.

        Raises:
            ClusterError: there is no cluster, or none of its machines does any work.
        """
        if int(self._ray.cluster_resources().get("CPU", 0)) < 1:
            raise ClusterError(
                "the Ray cluster has no processor for us",
                where="--on ray",
                advice="Start `ray start --address=...` on a machine that is to work.",
            )

    @property
    def _workers(self) -> int:
        return self._setting.table.workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    @cached_property
    def _ray(self) -> Any:
        """Ray, started or connected.

        Raises:
            ClusterError: it cannot be.
        """
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        address = self._setting.address
        if address:
            _knock(address)
        here: dict[str, Any] = {}
        if not address:
            # Its ports are open to the network: nobody else shall know the token.
            os.environ.setdefault("RAY_AUTH_MODE", "token")
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
            self._session = tempfile.mkdtemp(prefix="syndicate-", dir=_near())
            here = {
                "num_cpus": self._setting.table.workers or os.cpu_count() or 1,
                "include_dashboard": False,
                "object_store_memory": STORE,
                "_node_ip_address": "127.0.0.1",
                "_temp_dir": self._session,
            }
        try:
            # By name, because Ray is an extra, and its types are nobody's.
            ray: Any = import_module("ray")
            import_module("ray.data")
            with _hushed():
                ray.init(address or "local", log_to_driver=False, configure_logging=False, **here)
        except Exception as error:
            raise _stopped(error) from error
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # Ray prints what its machines say (a worker died) on standard output, and offers nothing to stop it.
        import_module("ray._private.worker").print_to_stdstream = lambda *_, **__: None  # type: ignore[attr-defined]
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.max_errored_blocks = -1  # what breaks in Ray itself is the loss of that job only
        return ray

    def _kit(self, hops: frozenset[Hop]) -> Any:
        """Return what workers need for *hops*; models are packed for a cluster that may be elsewhere, once."""
        from syndicate.workplaces._hands import Kit, program

        setting = self._setting
        for hop in sorted(hops - self._seen, key=repr):
            files = files_of(setting.engines[hop.engine], hop.direction)
            if files and setting.address:
                self._parcels[hop] = pack(hop, files, self._ray.put)
            self._seen.add(hop)
        used = tuple(sorted({hop.engine for hop in hops}))
        models = setting.table.models.resolve() if setting.table.models else None
        return Kit(
            program=program() if setting.address else {},
            table=replace(setting.table, use=used, workers=1, models=models),
            hops=hops,
            cache="" if setting.address else str(setting.cache.resolve()),
            parcels=tuple(self._parcels[hop] for hop in sorted(hops & self._parcels.keys(), key=repr)),
        )


class _Pages:
    """Documents that wait until there are enough to be sent out; stands where `readers._workers.Workers` does."""

    count = WINDOW

    def __init__(self, cluster: OnRay) -> None:
        self._cluster = cluster
        self._waiting: list[tuple[Document, Future[list[Article | Failure]]]] = []
        self._size = 0

    def __enter__(self) -> _Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting = []

    def submit(self, document: Document) -> Future[list[Article | Failure]]:
        """Return the future of what *document* gives; it is known after the next `flush`, or earlier."""
        future: Future[list[Article | Failure]] = Future()
        self._waiting.append((document, future))
        self._size += len(document.data)
        if len(self._waiting) >= WINDOW or self._size >= BYTES:
            self.flush()
        return future

    def flush(self) -> None:
        """Read everything that waits."""
        from syndicate.readers._workers import Workers

        waiting, self._waiting, self._size = self._waiting, [], 0
        if len(waiting) >= PAGES:
            for number, found in self._cluster.pages([document for document, _ in waiting]):
                waiting[number][1].set_result(found)
        rest = [(document, future) for document, future in waiting if not future.done()]
        if rest:
            with Workers() as workers:
                running = [(workers.submit(document), future) for document, future in rest]
                for read, future in running:
                    future.set_result(read.result())


@contextmanager
def _hushed() -> Iterator[None]:
    """Let nothing be written to standard error: Ray's C++ tells there that it was told to be quiet."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _near() -> str:
    """Return a folder for temporary files with a short name: those of Ray's sockets below it have 107 bytes."""
    usual = tempfile.gettempdir()
    places = [usual, "/tmp", "/var/tmp"]  # noqa: S108 - the folder made there is this user's alone
    return next((one for one in places if len(os.fsencode(one)) <= _SHORT and os.access(one, os.W_OK)), usual)


def _knock(address: str) -> None:
    """See whether anybody is at *address*; Ray itself would wait for minutes.

    Raises:
        ClusterError: nobody is.
    """
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
    except OSError as error:
        why = error.strerror or "it does not answer"
        raise _stopped(ClusterError(f"nobody is at {address} ({why})")) from error


def _deadly() -> ClusterError:
    """Return what is said of sentences of which workers died."""
    return ClusterError(
        "the workers of the Ray cluster that translated it died, one after the other.",
        advice="See Ray's logs on their machines, and how much memory these have; the next run asks again.",
    )


def _stopped(error: Exception) -> ClusterError:
    """Return what a user can understand of one of Ray's errors."""
    words = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)[:200]
    logging.getLogger(__name__).debug("Ray stopped", exc_info=error)
    return ClusterError(
        f"the Ray cluster cannot be used: {words}",
        where="--on ray",
        advice="Look at `ray status` there; docs/clusters.md says what it needs.",
    )
