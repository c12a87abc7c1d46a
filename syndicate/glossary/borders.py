"""Where a name may begin and end in a text: at the borders of words, and at some marks inside them.

An apostrophe is a letter in Ukrainian, a genitive in English, an article in French, and opens a case ending in
Turkish. A hyphen joins: “pro-Putin” holds Putin and “Moscow-based” Moscow, but Москва-река is a river and not Moscow.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from syndicate.languages import primary
from syndicate.model import EntryKind, LanguageTag

_SPACELESS = frozenset({"zh", "ja", "th", "km", "lo", "my", "yue"})
_CLITICS = frozenset({"s", "ll", "d", "ve", "re", "m"})
_ARTICLES = {
    "fr": frozenset({"l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"}),
    "it": frozenset({"l", "d", "un", "dell", "all", "nell", "dall", "sull", "coll", "quest", "quell", "c", "n", "s"}),
    "ca": frozenset({"l", "d", "n", "s", "m", "t"}),
}
_PREFIXES = frozenset(
    {"anti", "pro", "ex", "non", "post", "pre", "neo", "mid", "trans", "vice", "euro"}
    | {"анти", "про", "экс", "екс", "пост", "нео", "вице", "віце", "не"}
)
_AFTER_NAMES = frozenset({"led", "born", "era", "style", "run", "wide", "built", "made"})
_PARTICLES = frozenset({"то", "таки", "ка", "же", "де", "но"})
_ENDING_MARKS = {
    "tr": "'", "az": "'-", "tk": "'", "crh": "'", "uz": "-", "kk": "-", "ky": "-", "mn": "-", "tt": "-", "ba": "-",
    "ka": "-",
}  # fmt: skip
"""Languages that put a case ending behind a mark: Trump'ın, BBC-ге."""
_ENDING = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")


class Border(Enum):
    """Whether a name can begin or end at a place."""

    NO = 0
    YES = 1
    BESIDE_A_NAME = 2
    """Only where another name stands on the other side of the hyphen: Clinton-Trump."""


def has_spaces(language: LanguageTag) -> bool:
    """Whether *language* sets its words apart from what stands before and after them."""
    return primary(language) not in _SPACELESS and primary(language) != "ko"


def takes_endings(language: LanguageTag) -> bool:
    """Whether *language* may write a case ending onto an abbreviation, or behind a mark: АКШнын, BBC-ге."""
    return primary(language) in _ENDING_MARKS


def left(text: str, start: int, language: LanguageTag, kind: EntryKind, dash: str) -> Border:
    """Say whether a name of *kind* can begin at *start*.

    Args:
        text: normalised text.
        start: the name's first character.
        language: the text's language.
        kind: what the name names.
        dash: the sign before *start* in the original text, where a hyphen may have been another dash.
    """
    if start == 0 or (before := text[start - 1]) == " " or not _of_word(text[start]):
        return Border.YES
    language = primary(language)
    if before == "'":
        word = re.search(r"\w*$", text[max(0, start - 8) : start - 1])
        said = word[0].lower() if word else ""
        return Border.YES if not said or said in _ARTICLES.get(language, ()) else Border.NO
    if before == "-" and dash == "-" and start > 1 and _of_word(text[start - 2]):
        part = re.search(r"\w+$", text[max(0, start - 30) : start - 1])
        joined = part[0] if part else "a"
        if joined.lower() in _PREFIXES:
            return Border.YES
        if kind in (EntryKind.TITLE, EntryKind.TERM):
            return Border.NO
        return Border.BESIDE_A_NAME if joined[0].isupper() else Border.YES
    return Border.NO if (_of_word(before) and language not in _SPACELESS) or before == "@" else Border.YES


def right(text: str, end: int, language: LanguageTag, kind: EntryKind, dash: str) -> tuple[Border, int]:
    """Say whether a name of *kind* can end before *end*, and where it ends with a case ending behind a mark.

    Args:
        text: normalised text.
        end: one past the name's last character.
        language: the text's language.
        kind: what the name names.
        dash: the sign at *end* in the original text.
    """
    if end == len(text) or (after := text[end]) == " " or not _of_word(text[end - 1]):
        return Border.YES, end
    language = primary(language)
    if after in "'-" and end + 1 < len(text) and _of_word(text[end + 1]) and dash not in "–—−":
        part = _WORD.match(text, end + 1)
        joined = part[0] if part else ""
        ending = after in _ENDING_MARKS.get(language, "") and _ENDING.fullmatch(joined)
        small = joined.islower() or (joined.isupper() and text[max(0, end - 2) : end].isupper() and after == "'")
        if (
            ending and small and len(joined) <= (12 if after == "'" else 6)
        ):  # Trump'ınkilerden; BBC-нікі, not Москва-гостиница
            return Border.YES, end + 1 + len(joined)
        if after == "'":
            return (Border.YES if joined.lower() in _CLITICS else Border.NO), end
        return _hyphen(joined, language, kind), end
    if not _of_word(after) or language in _SPACELESS:
        return Border.YES, end
    if language in _ENDING_MARKS and end > 1 and text[end - 2 : end].isupper():
        # АКШнын: small letters after an abbreviation are its case ending.
        part = _ENDING.match(text, end)
        if part and part[0].islower() and len(part[0]) <= 6:
            return Border.YES, part.end()
    # Korean writes its particles onto the name.
    return (Border.YES if language == "ko" and "가" <= after <= "힣" else Border.NO), end


def _hyphen(joined: str, language: str, kind: EntryKind) -> Border:
    """Say whether a name can end before a hyphen and *joined*."""
    if joined in _PARTICLES or joined[0].isdigit():
        return Border.YES
    if kind in (EntryKind.TITLE, EntryKind.TERM):
        return Border.NO
    if language == "en" and (joined.islower() or joined.endswith("ed") or joined.lower() in _AFTER_NAMES):
        return Border.YES
    if joined[0].isupper():
        return Border.BESIDE_A_NAME
    return Border.YES if kind is EntryKind.PERSON else Border.NO


def _of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or unicodedata.category(sign)[0] == "M"
