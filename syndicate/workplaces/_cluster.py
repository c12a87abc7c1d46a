"""Ray itself: started on this machine or connected to, made quiet, and ended with nothing left behind."""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from syndicate.errors import ClusterError

STORE = 500_000_000
"""Bytes of shared memory for a cluster on this machine."""
_SHORT = 20
"""Bytes of the name of a folder in which there is room for those of Ray's sockets."""
_LOOK = 10.0
"""Seconds between two looks at a head while nothing comes."""
_SILENT = 3
"""Looks after which a head that did not answer is lost; Ray itself waits for a minute."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CAUSE = re.compile(r"[\w.]+(Error|Exception): ")
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # its own log is its files; a user sees our progress
    "RAY_ENABLE_AUTO_CONNECT": "0",  # what still runs when it is ended starts no other one
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


class LostError(ClusterError):
    """The head of the cluster is gone: Ray ends our process within a minute, whatever we do, and says nothing."""


class Cluster:
    """Ray, started or connected, until `close`.

    Args:
        address: of the cluster; empty for one on this machine.
        workers: that are wanted; 0 for one for each processor.

    Raises:
        ClusterError: it cannot be had, or none of its machines does any work.
    """

    def __init__(self, address: str, workers: int) -> None:
        self._session = ""
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        if address:
            _knock(address)
        try:
            self.ray = _quiet(self._begun(address, workers))
            """The library, which is an extra, and whose types are nobody's."""
            self._head: str = self.ray.get_runtime_context().gcs_address
            processors = int(self.ray.cluster_resources().get("CPU", 0))
        except Exception as error:  # of whatever kind Ray raises: `stopped` says it in words
            self.close()
            raise stopped(error) from error
        except BaseException:  # Ctrl-C
            self.close()
            raise
        self.workers = workers or processors
        """How many work at once."""
        if not processors:
            self.close()
            raise ClusterError(
                "no machine of the Ray cluster does any work",
                where="--on ray",
                advice="Say `ray start --address=...` on one that is to, without --num-cpus=0.",
            )

    def close(self) -> None:
        """Leave the cluster; one that was started here ends. Calling it twice does no harm."""
        if "ray" in sys.modules:
            sys.modules["ray"].shutdown()
        if self._session:
            _kill(self._session)
            shutil.rmtree(self._session, ignore_errors=True)

    def each(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield *rows*, for which Ray makes us wait, while the head of the cluster answers.

        Raises:
            LostError: it does not any more.
        """
        told: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()

        def work() -> None:
            try:
                for row in rows:
                    told.put((row, None))
                told.put((None, None))
            except BaseException as error:  # handed over to whoever waits
                told.put((None, error))

        # Where the head is lost, Ray may never come back to us.
        threading.Thread(target=work, daemon=True, name="rows of Ray").start()
        silent = 0
        while True:
            try:
                row, error = told.get(timeout=_LOOK)
            except Empty:
                silent = silent + 1 if _silence(self._head) else 0
                if silent == _SILENT:
                    raise LostError(
                        "the head of the Ray cluster was lost. What has come back is kept",
                        where="--on ray",
                        advice="Start the cluster again; the next run goes on from there.",
                    ) from None
                continue
            if error is not None:
                raise error
            if row is None:
                return
            yield row

    def _begun(self, address: str, workers: int) -> Any:
        here: dict[str, Any] = {}
        if not address:
            # Its ports are open to the network: nobody else shall know the token.
            os.environ.setdefault("RAY_AUTH_MODE", "token")
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
            self._session = tempfile.mkdtemp(prefix="syndicate-", dir=_near())
            here = {
                "num_cpus": workers or os.cpu_count() or 1,
                "include_dashboard": False,
                "object_store_memory": STORE,
                "_node_ip_address": "127.0.0.1",
                "_temp_dir": self._session,
            }
        ray: Any = import_module("ray")
        import_module("ray.data")
        with _hushed(), _stoppable():
            ray.init(address or "local", log_to_driver=False, configure_logging=False, **here)
        return ray


def _quiet(ray: Any) -> Any:
    """Return *ray*, which from now on says nothing itself."""
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Ray prints what its machines say (a worker died) on standard output, and offers nothing to stop it.
    import_module("ray._private.worker").print_to_stdstream = lambda *_, **__: None  # type: ignore[attr-defined]
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1  # what breaks in Ray itself is the loss of that job only
    return ray


def _kill(session: str) -> None:
    """Kill what Ray started for *session* and left: a worker that was just beginning would write there once more."""
    for about in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if os.fsencode(session) in about.read_bytes() and about.parent.name != str(os.getpid()):
                os.kill(int(about.parent.name), signal.SIGKILL)


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


@contextmanager
def _stoppable() -> Iterator[None]:
    """Hear SIGTERM as before, or as Ctrl-C: what Ray installs when it starts aborts, with pages of stack."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are heard in the main thread only
        return
    heard = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.default_int_handler if heard is signal.SIG_DFL else heard)


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
    if why := _silence(address):
        raise stopped(ClusterError(f"nobody is at {address} ({why})"))


def _silence(address: str) -> str:
    """Return why nobody answers at *address*; empty where somebody does."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=3).close()
    except OSError as error:
        return error.strerror or "it does not answer"
    return ""


def stopped(error: Exception) -> ClusterError:
    """Return what a user can understand of one of Ray's errors."""
    logging.getLogger(__name__).debug("Ray stopped", exc_info=error)
    lines = [line for line in (_COLOUR.sub("", line).strip() for line in str(error).splitlines()) if line]
    # Of what went wrong in a worker Ray tells first that it did, and last why.
    causes = [line for line in lines if _CAUSE.match(line)]
    words = (causes[-1:] or lines[:1] or [type(error).__name__])[0][:200]
    bare = "No module named 'syndicate" in words
    return ClusterError(
        f"the Ray cluster cannot be used: {words}",
        where="--on ray",
        advice="Install the same syndicate on all machines, and say `ray start` from where it is installed."
        if bare
        else "Look at `ray status` there; docs/clusters.md says what it needs: the same versions, the same token.",
    )
