"""Where a long list is cut: by the calendar, so that a stretch changes only when something of its own days does."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

Days = Sequence[tuple[str, int, int]]
"""Days (2022-09-28), the newest first, each with the places in a channel where its editions begin and end."""

_DAYS = 32
"""Of a month as it is halved."""


class Stretch(NamedTuple):
    """What stands in one document."""

    name: str
    """Its time: `2022-09`, `2022-09-17--30`, `2022-09-17`, `2022-09-17-2`."""
    start: int
    """Place of its newest edition."""
    stop: int
    """Place behind its oldest."""


def stretches(days: Days, most: int) -> Iterator[Stretch]:
    """Give the stretches of *days*, newest first, each with *most* editions at most.

    A stretch is a month. One that has more is halved (its first 16 days, and the rest), and so are its halves, down to
    a day; of a day that has more, each *most* from its first are a stretch. Were all counted from one end, an edition
    that comes late would move an entry out of every document between its own and that end.
    """
    for month, own in groupby(days, key=lambda each: each[0][:7]):
        yield from _cut(month, 1, _DAYS, list(own), most)


def _cut(month: str, first: int, last: int, days: Days, most: int) -> Iterator[Stretch]:
    """Give the stretches of the days from *first* to *last* of *month*."""
    start, stop = days[0][1], days[-1][2]
    if stop - start > most and first < last:
        middle = (first + last) // 2
        for low, high in ((middle + 1, last), (first, middle)):
            if own := [each for each in days if low <= int(each[0][8:]) <= high]:
                yield from _cut(month, low, high, own, most)
        return
    name = _name(month, first, last)
    for number in range((stop - start - 1) // most, -1, -1):
        newest = max(start, stop - (number + 1) * most)
        yield Stretch(name + (f"-{number + 1}" if number else ""), newest, stop - number * most)


def _name(month: str, first: int, last: int) -> str:
    if last - first == _DAYS - 1:
        return month
    end = min(last, monthrange(int(month[:4]), int(month[5:]))[1])
    return f"{month}-{first:02}" if end == first else f"{month}-{first:02}--{end:02}"
