"""Russian. Persons by pytrovich, with what it gets wrong in foreign names put right; the rest by our own rules."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from syndicate.glossary.inflection._paradigms import Table, compound, endings, listed, unchanged
from syndicate.glossary.inflection._persons import Persons, person
from syndicate.glossary.inflection._ru_phrases import CASES, phrase
from syndicate.model import EntryKind, Form

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker

__all__ = ["CASES", "paradigm"]

_PARTICLES = listed(
    "оглы оглу улы уулу кызы кзы гызы де да ди дю дель делла дер ден фон ван ибн бин бен ле ла лос аль эль сан"
)
"""Parts of names that never decline."""

_SON_OF = listed("оглы оглу улы уулу кызы кзы гызы")
"""After these stands no case: the father's name before them keeps its form as well."""

_EAST_ASIAN = listed(
    "си ли ван чжан ким пак мун цой лю чэнь ян хуан чжао у чжоу сюй сунь ма чжу ху линь хэ го нгуен чан хо фам пан"
    " цзян дэн мао юн ро но кан чо вэнь цинь тан хан чон ли лай"
)
"""Family names that stand first, in front of a given name: only the last part declines (Си Цзиньпина)."""

_FOREIGN_IN = re.compile(
    r"(?:чапл|дарв|кронс?|франкл|грин|бенджам|мартен|эйзенште|цеппел|калв|бьюкен|холб|батл|харв|ламберт)ин|.*(?:цз|пь|нь)инь?"
    r"|[^аеёиоуыэюя]*[иы]н|.*(?:зиньп|йп|эм|чж|ч)ин|[^аеёиоуыэюя]*[оеё]в|чапек",
    re.IGNORECASE,
)
"""Foreign surnames in -ин, -ын, -ов, whose instrumental is a noun's: Чаплином, Цзиньпином, Ыном."""

_FEMALE = re.compile(r".*(?:[оеё]ва|[иы]на|[сц]кая|[аяи]вна|ична|гуль|гүл|кызы)", re.IGNORECASE)
_MALE_IN_A = listed("никита илья данила фома лука кузьма савва муса мустафа иса яхья джошуа бидзина миша саша")


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in six cases; *say* is not needed, as Russian declines by letters."""
    del say
    if kind is EntryKind.PERSON:
        return person(name, _PERSONS, gender=gender, fixed=fixed)
    return phrase(name, kind=kind, gender=gender, fixed=fixed)


def _given(word: str, female: bool) -> Table:
    """Return the forms of a given name; of a man's double name only the last part declines (Жан-Жака)."""
    *before, last = word.split("-")
    tables = [_part(part, "FIRSTNAME", female=female) if female else unchanged(part, CASES) for part in before]
    return compound([*tables, _part(last, "FIRSTNAME", female=female)])


def _surname(word: str, female: bool) -> Table:
    """Return the forms of a surname; of a double one the first part declines only where it is Slavic."""
    *before, last = word.split("-")
    slavic = re.compile(r".*(?:[оеё]ва?|[иы]на?|[кц](?:ий|ая)|ой|ый|ая|ко|ич|ик|ук|юк)$")
    tables = [
        _part(part, "LASTNAME", female=female) if slavic.fullmatch(part) else unchanged(part, CASES) for part in before
    ]
    return compound([*tables, _part(last, "LASTNAME", female=female)])


def _part(word: str, part: str, *, female: bool) -> Table:
    from pytrovich.enums import Case, Gender, NamePart

    cases = (Case.NOMINATIVE, Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
    gender = Gender.FEMALE if female else Gender.MALE
    if not female and part != "MIDDLENAME" and word.lower().endswith("ек"):
        # No vowel falls out of names from the East or from Czech: Ермека, Чапеком.
        return endings(word, "- а у а ом е", CASES)
    table = {
        short: (word if case is Case.NOMINATIVE else _maker().make(NamePart[part], gender, case, word),)
        for short, case in zip(CASES, cases, strict=True)
    }
    ins = _instrumental(word, table["ins"][0], surname=part == "LASTNAME", female=female)
    # Where the stress lies is not told by letters: Немцем, but Швецом. The first is written, both are read.
    stressed = (ins[:-2] + "ом",) if not female and ins.endswith("цем") else ()
    return {**table, "ins": (ins, *stressed)}


def _instrumental(word: str, given: str, *, surname: bool, female: bool) -> str:
    """Return the instrumental of *word*, put right where pytrovich's is known to be wrong."""
    lower = word.lower()
    if surname and not female and given.endswith("ым") and _FOREIGN_IN.fullmatch(lower):
        return word + "ом"
    if given.endswith("ом") and lower[-1] in "жшчщ":  # unstressed, as in all foreign names: Элбэгдоржем
        return given[:-2] + "ем"
    if given.endswith("ой") and lower[-2:] in {"жа", "ша", "ча", "ща"}:
        return given[:-2] + "ей"
    return given[:-2] + "ей" if given.endswith("ёй") else given


@cache
def _maker() -> PetrovichDeclinationMaker:
    """Return the declension maker, made once: its rules take 20 ms to read."""
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _middle(word: str, female: bool) -> Table:
    return _part(word, "MIDDLENAME", female=female)


_PERSONS = Persons(
    cases=CASES,
    rule="ru/pytrovich",
    letters="[а-яё]",
    particles=_PARTICLES,
    sons_of=_SON_OF,
    family_first=_EAST_ASIAN,
    mongolian="ийн",
    patronymic=re.compile(r".*(?:[ое]вич|ьич|[аеоя]вна|ична)"),
    female=_FEMALE,
    male_in_a=_MALE_IN_A,
    given=_given,
    middle=_middle,
    surname=_surname,
)
