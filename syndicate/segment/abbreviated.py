"""Stops that end no sentence: abbreviations, initials, ordinals, names."""

from __future__ import annotations

import re

from syndicate.abbreviations import Abbreviations
from syndicate.segment.begin import WORD, begins, goes_on, has_case, starts_anew
from syndicate.segment.characters import CASELESS, CLOSERS, TAIL
from syndicate.segment.quotations import is_attribution

_INSIDE = "'ʻʼ’º\u0900-\u0963-"
"""What a word may hold besides letters: apostrophes, hyphens, Devanagari's vowel signs."""
_JOINERS = frozenset("_'ʻʼ’º-") | frozenset(map(chr, range(0x900, 0x964)))
"""The same, and the low line."""
_ABBREVIATED = re.compile(rf"(?:^|[\s«“„”\"'‘(\[/])((?:[^\W\d_][\w{_INSIDE}]*\.\s?)*[^\W\d_][\w{_INSIDE}]*|№)\.$")
_ELIDED = re.compile(r"^.*['’]")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\W*$")
_OPENING_WORDS = 2
"""Words, the year with them, that open a sentence and do not make one: `В 2021 г. Иванов`."""
_INITIAL = re.compile(
    r"(?:^|[\s«“„”\"'‘(\[.-])([^\W\d_]|Sh|Ch|Yu|Ya|Ye|Yo|Zh|Kh|Ts|Ju|Th|Ph|[OG][ʻʼ'‘’`]|Дж|Дз|Дь|Кс|Ль|Нь"
    r"|[\u0904-\u0939][\u093e-\u094c]?)\.$"
)
_LONGEST_INITIAL = 5
"""Characters of an initial, with the stop after it and the mark before it."""
_DAY = re.compile(r"(?:^|[^\w.,:])\d{1,2}\.$")
_ORDINAL = re.compile(r"(?:^|[^\w.,:])(?:\d{1,2}|[IVX]{1,5})\.$")
_AFTER_NUMBER = re.compile(r"\d[\d.,\s–-]*$")
_PLAIN = re.compile(r"(?:^|\s)[^\W\d_A-Z]{5,}\.$")
_ORDINAL_STOPS = frozenset(
    {"az", "bs", "cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "pl", "sk", "sl", "sr", "tr"}
)
"""Languages that write 12th as `12.`."""
_ORDINALS_BEFORE_CAPITALS = frozenset({"az", "de", "tr"})
"""Of those, the ones whose nouns after an ordinal often begin with a capital: `am 12. März`, `2. Dünya Savaşı`."""


def joined_by(left: str, right: str, tongue: str, known: Abbreviations) -> bool:
    """Whether the sentence goes on after *left*, which ends with a stop, in *right*."""
    if right[0] in ",;:" or (goes_on(right, tongue) and not _plain_end(left, right)):
        return True
    starts = starts_anew(right, known)
    if left.endswith(("...", "…")):
        return not has_case(right, tongue)
    if not left.endswith("."):
        dashed = tongue in CASELESS and left[-1] in CLOSERS and right[0] in "–—-"
        return dashed or is_attribution(left, right, known)
    mark = abbreviation(left, known)
    if mark is not None:
        if mark == "#":
            return right[0].isdigit() or (_is_initial(left, tongue, single=True) and right[0].isalpha() and not starts)
        return not ((_may_end(mark, left) and begins(right)) or starts)
    if _is_initial(left, tongue) and right[0].isalpha():
        return not starts
    if right[0].isdigit() and _DAY.search(left):
        return True
    if tongue not in _ORDINAL_STOPS or _ORDINAL.search(left) is None or starts:
        return False
    return tongue in _ORDINALS_BEFORE_CAPITALS or not left[-2].isdigit() or not has_case(right, tongue)


def _plain_end(left: str, right: str) -> bool:
    """Whether a long, plain word ends *left*: a sentence ends there though the next has no capital, as in messages."""
    return _PLAIN.search(left) is not None and right[0].isalpha()


def _may_end(mark: str, left: str) -> bool:
    """Whether an abbreviation with *mark* can end a sentence; `В 2021 г.` at its very start does not."""
    if mark != "%":
        return mark == "?"
    before = _ABBREVIATED.sub("", left)
    opens = len(left) < TAIL - 1 and len(before.split()) <= _OPENING_WORDS and _YEAR.search(before) is not None
    return _AFTER_NUMBER.search(before) is not None and not opens


def _is_initial(left: str, tongue: str, single: bool = False) -> bool:
    """Whether *left* ends with an initial: a capital, or a letter that has no case; *single*: of one letter only."""
    found = _INITIAL.search(left, max(0, len(left) - _LONGEST_INITIAL))
    if found is None or (single and len(found[1]) > 1):
        return False
    return tongue in CASELESS or not found[1][0].islower() or single


def is_name(left: str, right: str) -> bool:
    """Whether a stop without a space stands inside a name or a number: `example.org`, `DT.UA`, `J.-C.`"""
    before, after = WORD.search(left[-2::-1]), WORD.match(right)
    if left[-1] != "." or before is None or before.start():
        return False
    return after is None or len(before[0]) < 4 or before[0].isupper() or not after[0].istitle()


def abbreviation(left: str, known: Abbreviations) -> str | None:
    """Return the mark of the abbreviation that ends *left*; None where there is none. `т. д.` counts as `т.д.`."""
    if not _may_be_known(left, known):
        return None
    match = _ABBREVIATED.search(left)
    if match is None:
        return None
    token = re.sub(r"\s", "", match[1])
    last = token.rpartition(".")[2]
    tokens = [token.lower()] if "." in token else []
    if len(last) > 1 or not last.isupper():  # a single capital is an initial, unless it ends `U.S.`
        tokens += [last.lower(), _ELIDED.sub("", last.lower())]
    return next((known.marks[each] for each in tokens if each in known.marks), None)


def _may_be_known(left: str, known: Abbreviations) -> bool:
    """Whether the last word of *left* ends one that is known; most do not, and to see it costs little."""
    if left[-1:] != ".":
        return False
    word = left[:-1].rpartition(" ")[2].lower()
    if word.isalpha():
        return word in known.endings
    end = start = len(left) - 1
    while start > 0 and (left[start - 1].isalnum() or left[start - 1] in _JOINERS):
        start -= 1
    word = left[start:end].lower()
    if word in known.endings or left[start - 1 : end] == "№":
        return True
    return any(word[at + 1 :] in known.endings for at, each in enumerate(word) if each in "'’")
