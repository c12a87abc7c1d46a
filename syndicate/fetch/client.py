"""Fetches what an address names: politely, within limits, and only from where it is allowed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from syndicate.errors import ReadError
from syndicate.fetch.addresses import Resolve, Target, checked, look_up, target
from syndicate.fetch.cache import Cache, Remembered
from syndicate.fetch.content import charset, is_readable, media_type
from syndicate.fetch.exchange import AGENT, Moved, Trouble, exchange
from syndicate.fetch.politeness import Pace, asked_for, pause
from syndicate.fetch.robots import SIZE, Robots, parse
from syndicate.readers import Document

REDIRECTS = 5
"""Times an address may send us on."""
_ROBOTS_FRESH = 86400.0
"""Seconds that a robots.txt holds (RFC 9309, 2.4)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed for a source."""

    delay: float = 1.0
    """Seconds between two questions to one host; its robots.txt may ask for more."""
    timeout: float = 60.0
    """Seconds an answer may take in all."""
    size: int = 20_000_000
    """Bytes an answer may have, unpacked."""
    private: str = ""
    """Authority (host, and port if it is not the usual one) that may be on this machine or its own network."""
    fresh: float = 0.0
    """Seconds within which a remembered answer is taken without asking."""


class FetchError(ReadError):
    """An address cannot be had."""

    def __init__(self, message: str, *, where: str = "", advice: str = "", status: int = 0) -> None:
        super().__init__(message, where=where, advice=advice)
        self.status = status
        """HTTP status; 0 where none came."""


@dataclass(slots=True)
class Fetcher:
    """Fetches for one run: it knows when each host was asked, and what its robots.txt says."""

    cache: Cache
    """What was answered before."""
    pace: Pace = field(default_factory=Pace)
    """Keeps questions apart."""
    resolve: Resolve = look_up
    """Finds the IP addresses of a name."""
    now: Callable[[], float] = time.time
    """Seconds since 1970."""
    _robots: dict[str, Robots] = field(default_factory=dict)

    def fetch(self, address: str, terms: Terms) -> Document:
        """Return what is at *address*, as a document named by it.

        Raises:
            ReadError: it cannot be had, or is nothing that could be read; the message says what to do.
        """
        final, answer = self._follow(target(address), terms, robots=True)
        media = media_type(answer.content_type)
        if not is_readable(media):
            raise FetchError(
                f"it is {media}, which holds no article.", where=address, advice="Name the page or the feed itself."
            )
        if not answer.data.strip():
            raise FetchError("the answer is empty.", where=address, advice="Look at it in a browser.")
        return Document(address, answer.data, media, final.address, charset(answer.content_type, answer.data))

    def _follow(self, first: Target, terms: Terms, *, robots: bool) -> tuple[Target, Remembered]:
        """Follow redirections from *first*; each is looked at as if it were the first address."""
        asked = first
        for _ in range(REDIRECTS + 1):
            try:
                if robots:
                    self._heed_robots(asked, terms)
                answer = self._answer(asked, terms)
                if isinstance(answer, Remembered):
                    return asked, answer
                asked = target(answer.location, asked.address)
            except ReadError as error:
                # The user knows the address that they wrote; where it led is told beside it.
                led = f"it leads to {asked.address}: " if asked.address != first.address else ""
                status = error.status if isinstance(error, FetchError) else 0
                raise FetchError(
                    led + error.message, where=first.address, advice=error.advice, status=status
                ) from error
        raise FetchError(
            f"it sends us on over {REDIRECTS} times.", where=first.address, advice="Open it in a browser; name its end."
        )

    def _answer(self, asked: Target, terms: Terms) -> Remembered | Moved:
        """Return what *asked* answers, asking again where that may help."""
        known = self.cache.get(asked.address)
        if known is not None and 0 <= self.now() - known.asked < terms.fresh:
            return known
        attempt = 0
        while True:
            attempt += 1
            answer = self._ask(asked, known, terms)
            if isinstance(answer, Remembered):
                self.cache.put(asked.address, answer)
                return answer
            if isinstance(answer, Moved):
                return answer
            moment = datetime.fromtimestamp(self.now(), UTC)
            wait = pause(attempt, answer.retry_after, moment) if answer.passing else None
            if wait is None:
                longer = asked_for(answer.retry_after, moment)
                advice = f"It asks to be left alone for {longer:.0f} seconds: run again then." if longer else ""
                raise FetchError(
                    answer.message, where=asked.address, advice=advice or answer.advice, status=answer.status
                )
            self.pace.rest(wait)

    def _ask(self, asked: Target, known: Remembered | None, terms: Terms) -> Remembered | Moved | Trouble:
        """Ask once, when it is time; the name is looked up for each question, and its answer is what is asked."""
        if self.pace.is_lost(asked.host):
            return Trouble(f"{asked.host} failed too often in this run.", "Run again later; the others were read.")
        addresses = checked(asked, self.resolve, terms.timeout, private=asked.authority == terms.private)
        self.pace.wait(asked.host, max(terms.delay, self._robots.get(_site(asked), Robots()).delay))
        answer = exchange(asked, addresses, known, seconds=terms.timeout, size=terms.size, now=self.now())
        self.pace.answered(asked.host, well=not (isinstance(answer, Trouble) and (answer.passing or not answer.status)))
        return answer

    def _heed_robots(self, asked: Target, terms: Terms) -> None:
        """Stay away from what the robots.txt of the host closes.

        Raises:
            FetchError: it is closed, or the host's robots.txt cannot be had.
        """
        site = _site(asked)
        if site not in self._robots:
            self._robots[site] = self._robots_of(site, terms)
        if not self._robots[site].allows(asked.path):
            raise FetchError(
                f"the robots.txt of {asked.authority} closes it to programs.",
                advice="Ask the site for a feed that is open, or save the page by hand.",
            )

    def _robots_of(self, site: str, terms: Terms) -> Robots:
        """Return what the robots.txt of *site* says: everything is open where there is none (RFC 9309, 2.3.1)."""
        limits = replace(terms, size=SIZE, fresh=_ROBOTS_FRESH)
        try:
            _, answer = self._follow(target(f"{site}/robots.txt"), limits, robots=False)
        except FetchError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return Robots()
            # Without a status the host itself cannot be had, and robots.txt is not the point.
            about = "its robots.txt cannot be had: " if error.status else ""
            raise FetchError(about + error.message, advice=error.advice, status=error.status) from error
        return parse(answer.data.decode("utf-8", errors="replace"), AGENT)


def fetch_alone(address: str) -> Document:
    """Return what is at *address*, under the usual terms and remembering nothing.

    Raises:
        ReadError: it cannot be had.
    """
    with Cache(None, 0.0) as cache:
        return Fetcher(cache).fetch(address, Terms())


def _site(asked: Target) -> str:
    return f"{asked.scheme}://{asked.authority}"
