"""Ukrainian. Persons by shevchenko, with its gaps for foreign names filled; the rest by our own rules."""

from __future__ import annotations

import re

from syndicate.glossary.inflection._paradigms import Table, compound, listed, unchanged
from syndicate.glossary.inflection._persons import Persons, person
from syndicate.glossary.inflection._shevchenko import library_cases
from syndicate.glossary.inflection._uk_phrases import CASES, adjective, phrase
from syndicate.model import EntryKind, Form

__all__ = ["CASES", "paradigm"]

_PARTICLES = listed(
    "огли оглу улу уулу кизи ґизи де да ді дю дель делла дер ден фон ван ібн бін бен ле ла лос аль ель сан"
)
"""Parts of names that never decline."""

_SON_OF = listed("огли оглу улу уулу кизи ґизи")
"""After these stands no case: the father's name before them keeps its form as well."""

_EAST_ASIAN = listed(
    "сі лі ван чжан кім пак мун цой лю чень хуан чжао у чжоу сюй сунь ма чжу ху лінь хе го нгуєн чан хо фам пан"
    " цзян ден мао юн ро но кан чо вень цінь тан хан чон лай"
)
"""Family names that stand first, in front of a given name: only the last part declines (Сі Цзіньпіна)."""

_NAMES_IN_O = listed("павло петро дмитро михайло данило марко кирило гаврило самійло левко юрко сашко панько")
"""Given names in -о that decline; foreign ones (Джо, Маріо) do not."""

_SURNAMES_IN_O = re.compile(r".*(?:к|(?<!дж)[аеийіоу]л|[хг]н)о", re.IGNORECASE)
"""Surnames in -о that decline; those from abroad (Моро, Гюго, Анджело) do not."""

_FOREIGN_IN = re.compile(
    r"(?:чапл|дарв|франкл|калв|бенджам|холб)ін|.*(?:зіньп|цз)ін(?:ь)?|[^аеєиіїоуюя]*[иі]н", re.IGNORECASE
)
"""Foreign surnames in -ін, -ин, whose instrumental is a noun's: Чапліном, Цзіньпіном."""

_ADJECTIVES = frozenset({"чиста", "пуста", "мила"})
"""Women's surnames that are adjectives, which the library takes for nouns."""

_FEMALE = re.compile(r".*(?:[оеє]ва|[иії]на|[сц]ька|[аяі]вна|ївна|гуль)", re.IGNORECASE)
_MALE_IN_A = listed("микита ілля данила хома лука кузьма сава муса мустафа іса яхʼя микола бідзіна мишко")


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in seven cases; *say* is not needed, as Ukrainian declines by letters."""
    del say
    if kind is EntryKind.PERSON:
        return person(name, _PERSONS, gender=gender, fixed=fixed)
    return phrase(name, kind=kind, gender=gender, fixed=fixed)


def _given(word: str, female: bool) -> Table:
    """Return the forms of a given name; of a man's double name only the last part declines (Жан-Жака)."""
    if word.lower().endswith("о") and not word.lower().endswith("ко") and word.lower() not in _NAMES_IN_O:
        return unchanged(word, CASES)
    *before, last = word.split("-")
    tables = [_part(part, "given_name", female=female) if female else unchanged(part, CASES) for part in before]
    return compound([*tables, _part(last, "given_name", female=female)])


def _surname(word: str, female: bool) -> Table:
    if word.lower().endswith("о") and not _SURNAMES_IN_O.fullmatch(word):
        return unchanged(word, CASES)
    if female and word.lower() in _ADJECTIVES:
        return adjective(word)
    table = _part(word, "family_name", female=female)
    ins, locative = table["ins"][0], table["loc"][0]
    if not female and ins.endswith("им") and _FOREIGN_IN.fullmatch(word):
        table["ins"] = (word + "ом",)
    if not female and re.search(r"(?:[оеє]в|[иії]н)$", word) and locative.endswith("і"):
        dative = word + "у"
        table["dat"], table["loc"] = (dative,), (locative, dative)
    if female and re.search(r"(?:[оеє]в|[иії]н)а$", word):
        table["voc"] = (word, word[:-1] + "о")
    return table


def _part(word: str, part: str, *, female: bool) -> dict[str, tuple[str, ...]]:
    """Return the forms of one part of a name, with both datives of a man's (Тарасу, Тарасові)."""
    table: dict[str, tuple[str, ...]] = {
        case: (text,) for case, text in zip(CASES, library_cases(word, part, female), strict=True)
    }
    dative, locative = table["dat"][0], table["loc"][0]
    if dative != locative and dative.endswith(("у", "ю")) and locative.endswith(("ові", "еві", "єві")):
        table["dat"] = (dative, locative)
        table["loc"] = (locative, dative, *_locative_in_i(table["gen"][0]))
    return table


def _locative_in_i(genitive: str) -> tuple[str, ...]:
    """Return the third locative of a man's name (на Андрії, на Тарасі) from its genitive; velars have none."""
    stem, before = genitive[:-1], genitive[-2:-1].lower()
    if before in "гґкх" or genitive[-1] not in "ая":
        return ()
    return (stem + ("ї" if before in "аеєиіїоуюя" else "і"),)


def _middle(word: str, female: bool) -> Table:
    return _part(word, "patronymic_name", female=female)


_PERSONS = Persons(
    cases=CASES,
    rule="uk/shevchenko",
    letters="[а-яєіїґ]",
    particles=_PARTICLES,
    sons_of=_SON_OF,
    family_first=_EAST_ASIAN,
    mongolian="ійн",
    patronymic=re.compile(r".*(?:[оеє]вич|[иії]ч|[іїео]вна)"),
    female=_FEMALE,
    male_in_a=_MALE_IN_A,
    given=_given,
    middle=_middle,
    surname=_surname,
)
