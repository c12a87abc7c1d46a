"""What the desk calls what stands in the data: kinds, states, cases, outcomes, languages; marked for translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_percent
from markupsafe import Markup, escape

from syndicate.glossary.ledger import marked


def message(text: str) -> str:
    """Return *text*, which the catalogues hold: a mark for their extraction."""
    return text


OUTCOMES: Mapping[str, str] = {
    "held": message("holds"),
    "lost": message("lost"),
    "doubled": message("stands too often"),
    "no-form": message("no name in this language"),
}
"""What can become of a mention; `held` of a name is the opposite of an edition held back."""

CALLED: Mapping[str, str] = {
    "m": message("masculine"), "f": message("feminine"), "n": message("neuter"), "pl": message("plural"),
    "nom": message("nominative"), "gen": message("genitive"), "dat": message("dative"), "acc": message("accusative"),
    "ins": message("instrumental"), "loc": message("locative"), "voc": message("vocative"),
    "abl": message("ablative"), "com": message("comitative"), "equ": message("equative"),
    "dir": message("directive"), "erg": message("ergative"), "adv": message("adverbial"), "ess": message("essive"),
    "all": message("allative"), "ade": message("adessive"), "ill": message("illative"), "ine": message("inessive"),
    "ela": message("elative"), "ter": message("terminative"), "tra": message("translative"),
    "par": message("partitive"), "abe": message("abessive"), "lat": message("lative"), "ben": message("benefactive"),
    "cau": message("causative"), "cmp": message("comparative"),
    "no-form": message("no name in this language"),
}  # fmt: skip
"""Codes of the data in words; what is not here is called as it is."""

TITLES = (
    message("Editions by language and state"), message("Mentions of names by language and outcome"),
    message("Sentences translated and editions made in each run"),
    message("Editions published, held and failed at the end of each run"),
    message("Names that hold, in hundredths, at the end of each run"),
    message("The same figures stand in the table below."),
)  # fmt: skip
"""Titles of plots."""

VALUES = (
    message("person"), message("place"), message("organisation"), message("title"), message("term"),
    message("published"), message("noted"), message("held"), message("skipped"), message("failed"),
    message("translated"), message("remembered"), message("made again"),
    message("approve"), message("hold"), message("automatic"), message("lost"), message("doubled"),
    message("names"), message("numbers"), message("words"), message("coverage"), message("length"),
    message("language"), message("markup"), message("review"), message("detect"), message("route"),
)  # fmt: skip
"""Values of the data that are words themselves: kinds, states, decisions, outcomes, and what finds faults."""


@cache
def tongue(tag: str, language: str) -> str:
    """Return what the language *tag* is called in *language*; the tag where nobody says."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(Locale.parse(language, sep="-")) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def placed(path: object, folders: Sequence[Path]) -> str:
    """Return *path* as a person knows it: from the first of *folders* that it stands in; whole where it is in none."""
    file = Path(str(path))
    return next((str(file.relative_to(one)) for one in folders if file.is_relative_to(one)), str(path))


def standing(text: str, form: str, nth: int = 0) -> Markup:
    """Return *text* as HTML with its *nth* whole *form* in `mark`."""
    shown = marked(text, form, nth)
    if shown == text:
        return escape(text)
    start = next(at for at, (one, other) in enumerate(zip(text, shown, strict=False)) if one != other)
    end = start + len(shown) - len(text) - 2 + len(form)
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])


def date(moment: datetime, language: str) -> str:
    """Return the day of *moment* as people of *language* write it shortly."""
    return format_date(moment, "d MMM y", locale=language.replace("-", "_"))


def percent(part: int, whole: int, language: str) -> str:
    """Return *part* of *whole* in hundredths, never more than is true; a dash where there is nothing."""
    if not whole:
        return "–"
    return format_percent(int(part * 1000 / whole) / 1000, "#,##0.#%", locale=language.replace("-", "_"))
