"""Every number of the source stands in the target, whatever separators each language writes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from syndicate.model import Edition, Issue, IssueType

_NUMBER = re.compile(r"\d+(?:[.,'’\s]\d{3})*(?:[.,]\d+)?")
_ROMAN = re.compile(r"\b[IVXLC]+\b")
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITS = re.compile(r"\d+")


def check(edition: Edition) -> Iterator[Issue]:
    """Report numbers that are missing from a target or that it has too many."""
    for each in edition.translations:
        if not each.target.text:
            continue  # said once already, by the check of length
        missing, extra = difference(each.source.text, each.target.text)
        if missing or extra:
            parts = []
            if missing:
                parts.append(f"{_list(missing)} of the source is not in the target")
            if extra:
                parts.append(f"{_list(extra)} in the target is not in the source")
            yield Issue(IssueType.NUMBERS, "numbers", "; ".join(parts) + ".", 80.0, each.source.unit, each.source.index)


def difference(source: str, target: str) -> tuple[list[str], list[str]]:
    """Return the numbers missing from *target*, and those it has beyond *source*'s.

    `260,000`, `260.000` and `260 000` are the same number. A space between groups cannot be told
    from one between two numbers, so that the texts also agree when their runs of digits do.
    """
    if _DIGITS.search(source) is None and _DIGITS.search(target) is None:
        return [], []
    whole = [_numbers(text, _NUMBER) for text in (source, target)]
    runs = [_numbers(text, _DIGITS) for text in (source, target)]
    if whole[0] == whole[1] or runs[0] == runs[1]:
        return [], []
    missing, extra = (whole[0] - whole[1]).elements(), (whole[1] - whole[0]).elements()
    roman = [{_value(word) for word in _ROMAN.findall(text)} for text in (source, target)]
    return (
        sorted(number for number in missing if number not in roman[1]),
        sorted(number for number in extra if number not in roman[0]),
    )


def _value(roman: str) -> str:
    """Return what a Roman numeral counts: `siglo XIX` says the 19th century."""
    digits = [_LETTERS[letter] for letter in roman]
    later = [*digits[1:], 0]
    return str(sum(-one if one < next_ else one for one, next_ in zip(digits, later, strict=True)))


def _numbers(text: str, pattern: re.Pattern[str]) -> Counter[str]:
    """Count the numbers of *text*, every digit of every script as ASCII, separators dropped."""
    plain = "".join(str(unicodedata.digit(char, char)) if char.isdigit() else char for char in text)
    return Counter(_value_of(match[0]) for match in pattern.finditer(plain))


def _value_of(figure: str) -> str:
    """Return the digits of *figure*; a point stays where it can part no thousands: 4.2 is not 42."""
    whole, fraction = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}|\d{4,}))?", figure, re.DOTALL).groups()  # type: ignore[union-attr] # it always fits
    return re.sub(r"\D", "", whole) + (f".{fraction}" if fraction else "")


def _list(numbers: list[str]) -> str:
    return ", ".join(numbers)
