"""Dates that an engine would translate word by word: found in the source, written in the target's own way.

Apertium makes `encima septiembre 26` of `on September 26`. A date found here goes through the engine
as a placeholder, its preposition with it, and comes out as an adverbial phrase: `el 26 de septiembre`. Times of day
go the same way (`clock`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from syndicate import clock, clock_russian
from syndicate.languages import primary
from syndicate.model import LanguageTag, Span, SpanKind

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905 - a list of words reads best so
_MONTH = "|".join(f"{name}|{name[:3]}\\.|{name[:4]}\\." if len(name) > 4 else name for name in _MONTHS)
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"(?<![\w-])(?:[Oo]n )?(?:(?:[Oo]n )(?:the )?)?(?:(?P<weekday>{'|'.join(_DAYS)}),? )?"
    rf"(?:(?P<month>{_MONTH}) {_DAY.format('day')}|(?:the )?{_DAY.format('day2')} (?:of )?(?P<month2>{_MONTH}))"
    r"(?:,? (?P<year>(?:1[5-9]|20)\d\d)(?!\d))?(?![\w%-]|[.,]\d)"
)
_WEEKDAY = re.compile(
    rf"(?:\b[Oo]n |(?<=[ap]\.m\. )|(?<=\d[ap]m ))"
    rf"(?P<weekday>{'|'.join(_DAYS)})(?: (?P<part>morning|afternoon|evening|night))?(?![\w’'-])"
)
_PARTS: Mapping[str, Mapping[str, str]] = {
    "es": {"morning": "por la mañana", "afternoon": "por la tarde", "evening": "por la tarde", "night": "por la noche"},
    "fr": {"morning": "matin", "afternoon": "après-midi", "evening": "soir", "night": "soir"},
}
"""Parts of a day behind its name."""
_NOUN = re.compile(r"\b(?:the|a|an|its|their|this|last|next)\s$", re.IGNORECASE)

_WRITTEN: Mapping[str, tuple[str, str]] = {
    "es": ("'el' d 'de' MMMM", " 'de' y"),
    "fr": ("'le' d MMMM", " y"),
}
"""CLDR patterns of an adverbial date, and what a year adds."""


def find_dates(text: str, language: LanguageTag) -> tuple[Span, ...]:
    """Return the dates and times of day of an English *text*, each with the preposition before it.

    A date has day and month at least, or is a weekday. One that describes a noun (`the May 4 meeting`) is left to the
    engine, and so are other languages: what stands in their way is English word order. Of Russian the times of day are
    found.
    """
    if primary(language) == "ru":
        return clock_russian.find_times(text)
    if primary(language) != "en":
        return ()
    found = []
    for match in _ENGLISH.finditer(text):
        if _NOUN.search(text, 0, match.start()) and match["month"] and match[0][:2].lower() != "on":
            continue
        month = next(
            index for index, name in enumerate(_MONTHS, 1) if name.startswith((match["month"] or match["month2"])[:3])
        )
        value = f"{match['year'] or '-'}-{month:02}-{int(match['day'] or match['day2']):02}"
        attributes = (("value", value), ("weekday", match["weekday"] or ""))
        found.append(Span(match.start(), match.end(), SpanKind.DATE, "date", attributes))
    for match in _WEEKDAY.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in found):
            said = (("value", ""), ("weekday", match["weekday"]), ("part", match["part"] or ""))
            found.append(Span(match.start(), match.end(), SpanKind.DATE, "date", said))
    found += clock.find_times(text, language)
    return tuple(sorted(found, key=lambda span: span.start))


def written(span: Span, language: LanguageTag) -> str | None:
    """Return the date or time of *span* as *language* writes it in a sentence; None where we do not know how.

    >>> written(Span(0, 12, SpanKind.DATE, "date", (("value", "--09-26"), ("weekday", ""))), LanguageTag("es"))
    'el 26 de septiembre'
    """
    patterns = _WRITTEN.get(primary(language))
    about = dict(span.attributes)
    if "uk" in about:
        return about.get(primary(language))
    if patterns is None:
        return None
    if "hour" in about:
        return clock.written(span, language)
    from babel.dates import format_date

    if not about["value"]:
        name = format_date(date(2024, 1, 1 + _DAYS.index(about["weekday"])), "EEEE", locale=primary(language))
        part = _PARTS[primary(language)].get(about["part"], "")
        article = patterns[0].split("'")[1]
        return " ".join(word for word in (article, name, part) if word)
    year, month, day = about["value"].rsplit("-", 2)
    try:
        moment = date(int(year) if year.isdigit() else 2000, int(month), int(day))
    except ValueError:  # the 31st of June
        return None
    pattern = patterns[0] + (patterns[1] if year.isdigit() else "")
    words: str = format_date(moment, pattern, locale=primary(language))
    if about["weekday"]:
        # The weekday is the source's own: whether it fits the year is the source's affair.
        example = date(2024, 1, 1 + _DAYS.index(about["weekday"]))
        name = format_date(example, "EEEE", locale=primary(language))
        words = words.replace(" ", f" {name} ", 1)
    return words.replace("le 1 ", "le 1er ") if primary(language) == "fr" else words
