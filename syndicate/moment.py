"""The clock. The command line and the desk ask it, and tell everything else the time.

Only an embargo is compared with the clock itself (`readers/_release.py`): it may end while a run reads.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the moment to the second, as runs and what people do are dated."""
    return datetime.now(UTC).replace(microsecond=0)
