"""One question to a host, and what the answer means for us."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, replace

from syndicate.fetch.addresses import Target
from syndicate.fetch.cache import Remembered
from syndicate.fetch.connection import Answer, Times, ask
from syndicate.fetch.content import CODINGS, PackingError, TooBigError, unpacked
from syndicate.fetch.politeness import is_passing

AGENT = "syndicate"
"""Our name in User-Agent, and in robots.txt."""
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml, "
    "application/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1"
)
_MOVED = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "The site wants a login: ask it for an open feed, or save the page by hand.",
    403: "The site keeps programs out: ask it for a feed, or save the page by hand.",
    404: "Look at how it is written; if it is gone, take it out of the sources.",
    410: "It is gone for good: take it out of the sources.",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """The server sends us on."""

    location: str
    """Where to; absolute, or relative to what was asked."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """There was no answer that can be used."""

    message: str
    """What is wrong."""
    advice: str = "Run again later."
    """What to do."""
    status: int = 0
    """HTTP status; 0 where none came."""
    passing: bool = False
    """Whether it may be otherwise in a few seconds."""
    retry_after: str = ""
    """The field of that name."""


def exchange(
    asked: Target, addresses: Sequence[str], known: Remembered | None, *, seconds: float, size: int, now: float
) -> Remembered | Moved | Trouble:
    """Ask for *asked* once.

    Args:
        asked: what is wanted.
        addresses: IP addresses that were checked.
        known: what it answered before; given back where nothing changed.
        seconds: time for all of it.
        size: bytes it may have, unpacked.
        now: seconds since 1970.
    """
    fields = {
        "User-Agent": AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": CODINGS,
        **(known.conditions() if known else {}),
    }
    times = Times(whole=seconds)
    try:
        with ask(asked, addresses, fields, times) as answer:
            return _meaning(answer, known, size, now)
    except TimeoutError:
        limits = f"{times.connect:g} seconds to connect, {times.silence:g} of silence, {times.whole:g} in all"
        return Trouble(f"it took too long (limits: {limits}).", "Run again later, or raise its timeout.")
    except TooBigError:
        return Trouble(f"it has over {size:,} bytes.", "Raise its size under [[sources]] if that is right.")
    except PackingError as error:
        return Trouble(f"{error}.", "Tell whoever runs the server.")
    except ssl.SSLCertVerificationError as error:
        return Trouble(f"its certificate is not good ({error.verify_message}).", "Look at the address in a browser.")
    except (ssl.SSLError, http.client.LineTooLong, ValueError) as error:
        return Trouble(f"what it says cannot be understood ({error}).", "Look at the address in a browser.")
    except OSError as error:
        return Trouble(f"the connection failed ({error.strerror or error}).", passing=True)
    except http.client.HTTPException as error:
        what = f"{type(error).__name__} {error}".strip()[:200]
        return Trouble(f"what it says is not HTTP ({what}).", "Look at the address in a browser.")


def _meaning(answer: Answer, known: Remembered | None, size: int, now: float) -> Remembered | Moved | Trouble:
    """Read *answer* as far as it is needed."""
    status = answer.status
    if status == 304 and known is not None:
        return replace(known, asked=now)
    if status in _MOVED and answer.field("Location"):
        return Moved(_as_text(answer.field("Location")))
    if status != 200:
        advice = _ADVICE.get(status, "Run again later, or look at the address in a browser.")
        return Trouble(
            f"the server answered {status} {http.client.responses.get(status, '')}".rstrip() + ".",
            advice,
            status=status,
            passing=is_passing(status),
            retry_after=answer.field("Retry-After"),
        )
    if answer.announced is not None and answer.announced > size:
        raise TooBigError
    return Remembered(
        unpacked(answer.blocks(), answer.field("Content-Encoding"), size),
        answer.field("Content-Type"),
        answer.field("ETag"),
        answer.field("Last-Modified"),
        now,
        "no-store" not in answer.field("Cache-Control").lower(),
    )


def _as_text(field: str) -> str:
    """Return a field that servers write in UTF-8 although HTTP reads Latin-1."""
    try:
        return field.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return field
