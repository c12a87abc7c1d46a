"""A Ray cluster: pools of Ray Data's actors, each a processor's worth of work, with engines that stay open.

What is remembered and published stays with the run. Sentences go out with the names that they met, so that workers need
no glossary; models go out once, unless a worker sees them where the run does. Ray starts a worker that died again and
gives it the same rows, so what comes back is the same; rows of which several died are given up.
"""

from __future__ import annotations

import logging
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from syndicate.errors import ClusterError, ConfigError, SyndicateError
from syndicate.guard import files_of
from syndicate.model import Article, Failure, Hop
from syndicate.readers import Document
from syndicate.workplaces import Done, Job, Setting
from syndicate.workplaces._cluster import Cluster, LostError, stopped
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
_ADDRESS = re.compile(r"[^/]+:\d{1,5}")


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
        self._seen: set[Hop] = set()
        self._parcels: dict[Hop, Parcel] = {}

    def translate(self, jobs: Sequence[Job], progress: Callable[[int], None]) -> Iterator[tuple[int, Done]]:
        """See `Workplace`. A job for which the cluster gives nothing is a ClusterError.

        Raises:
            ClusterError: there is no cluster to begin with, or its head was lost.
        """
        from syndicate.workplaces._hands import Translating

        if sum(len(job.segments) for job in jobs) < SENTENCES:
            yield from self._here.translate(jobs, progress)
            return
        # The longest first, so that no worker is left alone with it at the end.
        order = sorted(range(len(jobs)), key=lambda number: -sum(len(each.text) for each in jobs[number].segments))
        left = set(order)
        cluster = self._cluster
        problem = ClusterError("the Ray cluster gave no answer.", advice="See `ray status`; the next run asks again.")
        kit = self._kit(frozenset(hop for job in jobs for hop in job.route))
        try:
            rows = ((number, pickle.dumps(jobs[number])) for number in order)
            for number, value in self._rows(Translating, (kit, cluster.ray.get), list(rows), len(jobs)):
                left.remove(number)
                progress(len(jobs[number].segments))
                yield number, _deadly() if value is None else value
        except LostError:
            raise
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
            ClusterError: there is no cluster to begin with, or its head was lost.
        """
        from syndicate.workplaces._hands import Reading

        rows = [(number, pickle.dumps(document)) for number, document in enumerate(documents)]
        blocks = 4 * self._cluster.workers
        try:
            yield from ((number, value) for number, value in self._rows(Reading, (), rows, blocks) if value is not None)
        except LostError:
            raise
        except ClusterError as error:
            logging.getLogger(__name__).warning("%s The pages are read here.", error)

    def close(self) -> None:
        """Leave the cluster; one that was started for this run ends."""
        if "_cluster" in vars(self):
            self._cluster.close()
            del vars(self)["_cluster"]

    @cached_property
    def _cluster(self) -> Cluster:
        """Ray, started when it is first needed.

        Raises:
            ClusterError: it cannot be.
        """
        return Cluster(self._setting.address, self._setting.table.workers)

    def _rows(
        self, hands: type, arguments: Sequence[object], rows: Sequence[tuple[int, bytes]], blocks: int
    ) -> Iterator[tuple[int, Any]]:
        """Yield what *hands*, made with *arguments* in each worker, make of *rows*, in any order.

        It is None for a row of which workers died; Ray itself would give it to one after the other without end.

        Raises:
            ClusterError: the cluster stopped.
        """
        from syndicate.workplaces._hands import Attempts

        ray = self._cluster.ray
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
                compute=ray.data.ActorPoolStrategy(size=min(self._cluster.workers, blocks, len(rows))),
            )
            for row in self._cluster.each(done.iter_rows()):
                yield row["number"], pickle.loads(row["done"])  # noqa: S301 - from our own workers
        except SyndicateError:
            raise
        except Exception as error:  # Ray's errors have many parents
            raise stopped(error) from error

    def _kit(self, hops: frozenset[Hop]) -> Any:
        """Return what workers need for *hops*; models are packed for a cluster that may be elsewhere, once."""
        from syndicate.workplaces._hands import Kit, program

        setting = self._setting
        for hop in sorted(hops - self._seen, key=repr):
            files = files_of(setting.engines[hop.engine], hop.direction)
            if files and setting.address:
                self._parcels[hop] = pack(files, self._cluster.ray.put)
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


def _deadly() -> ClusterError:
    """Return what is said of sentences of which workers died."""
    return ClusterError(
        "the workers of the Ray cluster that translated it died, one after the other.",
        advice="See Ray's logs on their machines, and how much memory these have; the next run asks again.",
    )
