"""Russian times of day, and how Ukrainian says them: в два часа ночи is о другій ночі, an hour that is counted.

Russian counts the hours that have passed, Ukrainian names the hour that it is, so no word stands for another: the time
is found in the source with its preposition and goes through the engine as a placeholder, as English ones do (`clock`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from syndicate.model import Span, SpanKind

_AT = "час два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать".split()  # noqa: SIM905 - reads best so
_OF = "часа двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати".split()  # noqa: SIM905
_BY = "часу двум трём четырём пяти шести семи восьми девяти десяти одиннадцати двенадцати".split()  # noqa: SIM905
_HALF = (
    "первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого"
)
_HOURS = "перш друг трет четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят".split()  # noqa: SIM905
_PARTS: Mapping[str, str] = {"утра": "ранку", "дня": "дня", "вечера": "вечора", "ночи": "ночі"}
_BEFORE: Mapping[str, str] = {
    "к": "до",
    "до": "до",
    "после": "після",
    "около": "близько",
    "с": "з",
}
"""What is said before an hour besides в, and in Ukrainian, where all have the genitive."""


def _words(words: list[str]) -> str:
    return "|".join(sorted((each.replace("ё", "[её]") for each in words), key=len, reverse=True))


_PART = rf"(?: (?P<part>{'|'.join(_PARTS)})\b)"
_LASTS = r"(?! (?:езды|пути|ходьбы|лёта|лета|работы|полёта|полета|дороги)\b)"
_TIME = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<named>в (?:полночь|полдень))\b"
    rf"|в половине (?P<half>{_words(_HALF.split())})\b{_PART.replace('part', 'part2')}?"
    rf"|в (?:(?P<one>час){_PART.replace('part', 'part3')}|(?P<at>{_words(_AT[1:])})"
    rf"(?: час(?:а|ов)\b{_LASTS}{_PART.replace('part', 'part4')}?|{_PART.replace('part', 'part5')}))"
    rf"|в (?P<figure>[01]?\d|2[0-4]) час(?:а|ов)?\b{_LASTS}(?: (?P<minutes>[0-5]?\d) минут[ауы]?\b)?"
    rf"{_PART.replace('part', 'part6')}?"
    r"|в (?P<clock>(?:[01]?\d|2[0-4])[:.][0-5]\d)(?![\d%]|[.,:]\d| (?:процент|млн|млрд|тыс|раз|метр|миллион|рубл))"
    rf"|(?P<before>к|до|после|около|с) (?:(?P<word>{_words([*_OF, *_BY])})(?: час(?:ов|ам)\b)?"
    rf"|(?P<number>[01]?\d|2[0-4]) час(?:а|у|ов|ам)\b){_PART.replace('part', 'part7')}"
    r")",
    re.IGNORECASE,
)


def find_times(text: str) -> tuple[Span, ...]:
    """Return the times of day of a Russian *text*, each with the preposition before it.

    A number of hours is a time behind в, and elsewhere where a part of the day follows: до двух часов may be how long
    something lasts.
    """
    found = []
    for match in _TIME.finditer(text):
        said = _ukrainian(match)
        if match["clock"] and "." in match["clock"] and not match["clock"].endswith(("0", "5")):
            continue  # в 2.37: a number as likely
        found.append(Span(match.start(), match.end(), SpanKind.DATE, "date", (("hour", match[0]), ("uk", said))))
    return tuple(found)


def _ukrainian(match: re.Match[str]) -> str:
    """Return the time of *match* as Ukrainian says it, preposition and all."""
    part = next((_PARTS[match[f"part{n}"].lower()] for n in range(2, 8) if match[f"part{n}"]), "")
    end = f" {part}" if part else ""
    if match["named"]:
        return "опівночі" if "полночь" in match["named"].lower() else "опівдні"
    if match["half"]:
        hour = _hour(match["half"], _HALF.split())
        return f"о пів на {_form(hour, 'acc')}{end}"
    if match["one"] or match["at"]:
        return _at(_form(_hour(match["one"] or match["at"], _AT), "loc")) + end
    if match["figure"]:
        minutes = f" {match['minutes']} {_minutes(int(match['minutes']))}" if match["minutes"] else ""
        return f"{_at(match['figure'])} годині{minutes}{end}"
    if match["clock"]:
        return _at(match["clock"].replace(".", ":"))
    before = _BEFORE[match["before"].lower()]
    if match["number"]:
        return f"{before} {match['number']} години{end}"
    names = _BY if before == "до" and match["before"].lower() == "к" else _OF
    return f"{before} {_form(_hour(match['word'], names), 'gen')}{end}"


def _at(hour: str) -> str:
    return f"об {hour}" if hour.startswith(("о", "11")) else f"о {hour}"


def _hour(word: str, names: list[str]) -> int:
    plain = word.lower().replace("ё", "е")
    return next((at for at, name in enumerate(names) if name.replace("ё", "е") == plain), 0)


def _form(hour: int, case: str) -> str:
    stem = _HOURS[hour]
    soft = stem == "трет"
    return stem + {"loc": "ій", "gen": "ьої" if soft else "ої", "acc": "ю" if soft else "у"}[case]


def _minutes(count: int) -> str:
    if count % 10 == 1 and count != 11:
        return "хвилина"
    return "хвилини" if count % 10 in (2, 3, 4) and count not in (12, 13, 14) else "хвилин"
