"""Text -> the text that names are looked up in: NFC, one apostrophe, one hyphen, one space; and the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from syndicate.languages import primary
from syndicate.model import LanguageTag

_ONE_FOR_ONE = (
    dict.fromkeys("’‘ʼʻʹ`´′＇‛", "'")
    | dict.fromkeys("‐‑‒–−﹣－", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u200a\u2007\u2002\u2003\u3000\n\t\r", " ")
)
_ODD = re.compile("[" + "".join(_ONE_FOR_ONE) + "]")
_ODD_ASCII = [sign for sign in _ONE_FOR_ONE if sign.isascii()]
_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff\u0301")
"""Soft hyphen, spaces of no width, and the stress mark that dictionaries put on a Cyrillic vowel."""
CAPITALS = "".join(
    chr(code)
    for first, last in ((0x41, 0x590), (0x10A0, 0x1100), (0x1C90, 0x1CC0), (0x1E00, 0x2000), (0x2C00, 0x2E00),
                        (0xA640, 0xA800), (0xFF21, 0xFF3B))
    for code in range(first, last)
    if chr(code).lower() != chr(code)
)  # fmt: skip
"""Every capital of the scripts that have them."""
# The capital before the look behind it: the expression skips small letters three times as fast.
_INNER_CAPITAL = re.compile(rf"[{CAPITALS}](?<=\w[{CAPITALS}])\w*")
_BEHIND_MARK = re.compile(r"(?<=\w')\w+")
_DOTLESS = frozenset({"tr", "az", "crh"})
SEPARATOR = "\x1f"
"""Stands between texts that are worked on at once: of no word, and left alone by all that is done here."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A text made comparable."""

    text: str
    """As it is compared; capitals kept."""
    offsets: Sequence[int] | None
    """For each of its characters, and for its end, the offset in the original; None where they are the same."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that *start* to *end* stands for."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end])


def normalise(text: str, language: LanguageTag) -> Normal:
    """Return *text* in NFC, with one apostrophe, hyphen and space, invisible signs left out; ё is е in Russian."""
    offsets: list[int] | None = None
    if _is_decomposed(text):
        text, offsets = _composed(text)
    # Few signs are odd: to look for each is far faster than str.translate, which asks for every letter of the text.
    for sign in _ODD_ASCII if text.isascii() else sorted(set(_ODD.findall(text))):
        if sign in text:
            text = text.replace(sign, _ONE_FOR_ONE[sign])
    if primary(language) == "ru":
        text = text.replace("ё", "е").replace("Ё", "Е")
    return Normal(text, offsets)


def normalise_all(texts: Sequence[str], language: LanguageTag) -> list[Normal]:
    """Return each of *texts* normalised, all worked on at once."""
    together = _together(texts, language)
    return [normalise(text, language) for text in texts] if together is None else [Normal(t, None) for t in together]


def comparable(texts: Sequence[str], language: LanguageTag) -> list[str]:
    """Return what each of *texts* is compared as, all worked on at once."""
    together = _together(texts, language)
    return [normalise(text, language).text for text in texts] if together is None else together


def _together(texts: Sequence[str], language: LanguageTag) -> list[str] | None:
    """Return *texts* normalised, where none of them changes its length; else None."""
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) != len(texts) - 1 or _is_decomposed(joined):
        return None
    return normalise(joined, language).text.split(SEPARATOR)


def fold(text: str, language: LanguageTag) -> str:
    """Return *text* in small letters, of the same length; in Turkish and Azerbaijani I is ı and İ is i."""
    text = text.replace("İ", "i")  # its lower() is two characters
    return (text.replace("I", "ı") if primary(language) in _DOTLESS else text).lower()


def shape(text: str, language: LanguageTag) -> str:
    """Return *text* with every letter but the first of a word made small, of the same length.

    Names are looked up so: the capital sorts out most words that only look like a name, and PUTIN still
    meets Putin. In Turkish and Azerbaijani the two letters i are one here, as foreign names are written PUTIN
    as well as PUTİN.
    """
    dotless = primary(language) in _DOTLESS
    text = _INNER_CAPITAL.sub(lambda match: fold(match[0], language), text)
    if not dotless:
        return text
    if "'" in text:  # TÜRKİYE'NİN, but l'Ukraine
        text = _BEHIND_MARK.sub(lambda match: fold(match[0], language), text)
    return text.replace("ı", "i").replace("İ", "I")


def shape_all(texts: Sequence[str], language: LanguageTag) -> list[str]:
    """Return the shape of each of *texts*; together, as there can be very many short ones."""
    shapes = shape(SEPARATOR.join(texts), language).split(SEPARATOR)
    return shapes if len(shapes) == len(texts) else [shape(text, language) for text in texts]


def _is_decomposed(text: str) -> bool:
    """Whether letters of *text* have to be put together, or some left out."""
    if text.isascii():
        return False
    return any(sign in text for sign in _DROPPED) or not unicodedata.is_normalized("NFC", text)


def _composed(text: str) -> tuple[str, list[int]]:
    """Compose letter by letter, so that every character knows where it came from."""
    composed: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"):
            end += 1
        for sign in unicodedata.normalize("NFC", text[start:end]):
            if sign not in _DROPPED:
                composed.append(sign)
                offsets.append(start)
        start = end
    offsets.append(len(text))
    return "".join(composed), offsets
