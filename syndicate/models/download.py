"""Fetches a file or an index over http or https, with limits of size and time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from syndicate.errors import ModelError

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

Progress = Callable[[int, int | None], None]
"""Called with what is done so far (bytes, sentences), and of how many, where that is known."""

_SILENCE = 30.0
"""Seconds that a server may say nothing."""


def is_address(text: str) -> bool:
    """Whether *text* is an http or https address."""
    return urlsplit(text).scheme in {"http", "https"}


def fetch(
    address: str, into: Path, *, most: int, seconds: float, sha256: str = "", progress: Progress | None = None
) -> None:
    """Write what is at *address* to the file *into*.

    Args:
        address: http or https; nothing else is opened, by redirection neither.
        into: the file; it must not exist yet. On failure half of it may; the caller throws it away.
        most: bytes at most.
        seconds: time for all of it.
        sha256: what the content must hash to; not looked at where empty.
        progress: told after every block.

    Raises:
        ModelError: it cannot be had, is too large, too slow, cut off, or not what the digest says.
    """
    import http.client
    import urllib.error

    def refuse(why: str, advice: str = "Try again later, or take another address.") -> ModelError:
        return ModelError(why, where=address, advice=advice)

    if not is_address(address):
        raise refuse("only http and https addresses are fetched.", "Give such an address, or a file.")
    end = time.monotonic() + seconds
    digest = hashlib.sha256()
    done = 0
    try:
        with _opener().open(address, timeout=min(_SILENCE, seconds)) as answer, into.open("xb") as sink:
            announced = answer.headers.get("Content-Length", "")
            total = int(announced) if announced.isdigit() else None
            if total is not None and total > most:
                raise refuse(f"it has {total} bytes; {most} are the most.", "Raise the limit if you trust it.")
            # read1 gives what has come; read would wait for a whole block from a server that dribbles.
            while block := answer.read1(1 << 18):
                done += len(block)
                if done > most:
                    raise refuse(f"it has more than {most} bytes.", "Raise the limit if you trust it.")
                if time.monotonic() > end:
                    raise refuse(f"it took longer than {seconds:g} seconds.")
                digest.update(block)
                sink.write(block)
                if progress:
                    progress(done, total)
        if total is not None and done != total:
            raise refuse(f"it was cut off after {done} of {total} bytes.")
        if sha256 and digest.hexdigest() != sha256.lower():
            raise refuse("its digest is not the one that the index gives.", "Do not use it; tell who keeps the index.")
    except urllib.error.HTTPError as error:
        error.close()  # It holds the connection.
        raise refuse(f"the server answered {error.code} {error.reason}.") from error
    except (urllib.error.URLError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, OSError):
            raise refuse(f"no server is reached there ({reason.strerror or reason}).") from error
        raise refuse(f"it cannot be fetched: {reason}.") from error
    except OSError as error:
        raise refuse(f"it cannot be fetched: {error.strerror or error}.") from error


def _opener() -> OpenerDirector:
    """Return an opener for http and https only: urllib's own also follows a redirection to ftp."""
    import urllib.request as request

    opener: Any = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
        request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "syndicate")]
    return opener  # type: ignore[no-any-return]  # Any above only because the stubs know no addheaders.
