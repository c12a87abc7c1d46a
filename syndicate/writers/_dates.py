"""Dates as each format writes them; all in UTC, none of them now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from syndicate.model import LanguageTag

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STRETCH = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?:--([0-9]{2}))?)?(?:-([0-9]+))?")


def rfc3339(moment: datetime) -> str:
    """Return *moment* as Atom, JSON Feed and HTML want it: 2022-09-28T10:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def rfc822(moment: datetime) -> str:
    """Return *moment* as RSS wants it: Wed, 28 Sep 2022 10:00:00 GMT."""
    # Its names are English everywhere, which strftime's are not.
    at = moment.astimezone(UTC)
    clock = at.isoformat(timespec="seconds")[11:19]
    return f"{_DAYS[at.weekday()]}, {at.day:02d} {_MONTHS[at.month - 1]} {at.year:04d} {clock} GMT"


def spoken(moment: datetime, language: LanguageTag) -> str:
    """Return the day of *moment* as readers of *language* write it, or 2022-09-28 where CLDR does not know them."""
    day = moment.astimezone(UTC).date()
    try:
        return format_date(day, format="long", locale=Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def stretch_of(name: str, language: LanguageTag) -> str:
    """Return a stretch of the calendar as readers of *language* write it; *name* is as `_stretches` gives it."""
    found = _STRETCH.fullmatch(name)
    if found is None:
        return name
    year, month, first, last, part = found.groups()
    if first and not last:
        said = spoken(datetime(int(year), int(month), int(first), tzinfo=UTC), language)
    else:
        said = month_of(int(year), int(month), language) + (f" ({int(first)}–{int(last)})" if last else "")
    return f"{said} ({part})" if part else said


def month_of(year: int, month: int, language: LanguageTag) -> str:
    """Return a month as readers of *language* write it, or 2022-09 where CLDR does not know them."""
    try:
        return str(format_skeleton("yMMMM", date(year, month, 1), locale=Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError, KeyError):
        return f"{year:04}-{month:02}"


@dataclass(frozen=True, slots=True)
class Day:
    """A moment as a page shows it."""

    machine: str
    """RFC 3339."""
    spoken: str
    """The day, as readers write it."""


def day(moment: datetime, language: LanguageTag) -> Day:
    """Return *moment* for a page in *language*."""
    return Day(rfc3339(moment), spoken(moment, language))


def own_name(language: LanguageTag) -> str:
    """Return what a language calls itself (українська, português (Brasil)), or its tag where CLDR does not know."""
    return name_of(language, language)


# Not state: CLDR does not change, and Babel looks for its file at each call.
@cache
def name_of(language: LanguageTag, reader: LanguageTag) -> str:
    """Return the name of *language* for readers of *reader*, or its tag where CLDR does not know."""
    try:
        name = Locale.parse(language, sep="-").get_display_name(reader.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return language
    return name or language
