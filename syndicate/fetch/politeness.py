"""When a host may be asked again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ATTEMPTS = 3
"""Times an address is asked before it is given up."""
LONGEST = 60.0
"""Seconds that are waited for a host at most; one that asks for more is asked in the next run."""
PATIENCE = 5
"""Failures of a host in a row after which it is left alone for the rest of the run."""
_FIRST = 1.0
_PASSING = frozenset({429, 500, 502, 503, 504})


def is_passing(status: int) -> bool:
    """Whether an answer of this status may be another one soon."""
    return status in _PASSING


def pause(attempt: int, retry_after: str, now: datetime) -> float | None:
    """Return the seconds to wait before the next attempt; None to give up.

    Args:
        attempt: how many were made, 1 and up.
        retry_after: the field of that name (RFC 9110, 10.2.3): seconds or a date; empty where missing.
        now: the time, for the date.
    """
    if attempt >= ATTEMPTS:
        return None
    wait = max(_FIRST * 2 ** (attempt - 1), asked_for(retry_after, now))
    return wait if wait <= LONGEST else None


def asked_for(retry_after: str, now: datetime) -> float:
    """Return the seconds that a Retry-After field asks for; 0 where it says nothing that can be read."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after[:12])
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


@dataclass(slots=True)
class Pace:
    """Keeps the questions to one host apart, and notices a host that does not answer."""

    clock: Callable[[], float] = time.monotonic
    """Seconds that only grow."""
    sleep: Callable[[float], None] = time.sleep
    """Waits."""
    _next: dict[str, float] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)

    def wait(self, host: str, delay: float) -> None:
        """Wait until *host* may be asked, and say that it is asked now.

        Args:
            host: its authority.
            delay: seconds from this question to the next one, at least.
        """
        ahead = self._next.get(host, 0.0) - self.clock()
        if ahead > 0:
            self.sleep(ahead)
        self._next[host] = self.clock() + delay

    def rest(self, seconds: float) -> None:
        """Wait before another attempt."""
        self.sleep(seconds)

    def answered(self, host: str, *, well: bool) -> None:
        """Remember whether *host* gave an answer at all."""
        self._failures[host] = 0 if well else self._failures.get(host, 0) + 1

    def is_lost(self, host: str) -> bool:
        """Whether *host* failed so often in a row that it is not asked any more."""
        return self._failures.get(host, 0) >= PATIENCE
