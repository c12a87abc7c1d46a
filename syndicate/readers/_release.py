"""What an agency says of whether its item may be given out: IPTC's pubStatus and embargo."""

from __future__ import annotations

from datetime import UTC, datetime

from syndicate.errors import ReadError


def is_withdrawn(status: str) -> bool:
    """Whether an item's publishing status says that its agency has taken it back."""
    return _word(status) in {"canceled", "cancelled"}


def _word(status: str) -> str:
    return status.rpartition("/")[2].rpartition(":")[2].strip().lower()


def refuse_unreleased(status: str, embargo: datetime | None, *, where: str) -> None:
    """Refuse an item that its agency holds back, so that nothing under embargo comes into a feed.

    The one place of the readers that looks at the clock: the question is about now.

    Args:
        status: IPTC's publishing status, with or without its scheme: `usable`, `stat:withheld`.
        embargo: when it may be given out; None where nothing is said.
        where: the item.

    Raises:
        ReadError: it is withheld, or its embargo is not over.
    """
    word = _word(status)
    if word == "withheld" or (word == "embargoed" and embargo is None):
        raise ReadError("its agency withholds it.", where=where, advice="Wait for the agency's next version.")
    if embargo is not None and embargo > datetime.now(UTC):
        raise ReadError(
            f"it is under embargo until {embargo.isoformat(timespec='minutes')}.",
            where=where,
            advice="Run again after that time.",
        )
