"""Scripts and letters: what a text is written in, and its words made fit for counting.

A script here is the first word of Unicode's character names (`LATIN`, `CYRILLIC`, `GEORGIAN`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from syndicate.model import LanguageTag

READ = 10_000
"""Characters of a text that are read: more tells no more."""
FOREIGN = 0.3
"""Share of the letters from which a script other than Latin wins: names and brands stand in Latin everywhere."""
SHOUTED = 0.6
"""Share of capitals from which a text is read as if it had none."""

ALONE = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
"""Scripts whose newspapers have one language."""

_CYRILLIC = "alt az ba be bg cv kjh kk ky mk mn ru sah sr tg tt tyv uk uz"
WRITTEN = {
    "ARABIC": frozenset({"ar", "ckb", "fa", "ps", "ug", "ur"}),
    "BENGALI": frozenset({"as", "bn"}),
    "CJK": frozenset({"ja", "zh"}),
    "CYRILLIC": frozenset(_CYRILLIC.split()),
    "DEVANAGARI": frozenset({"hi", "mr", "ne"}),
    "ETHIOPIC": frozenset({"am"}),
}
"""Languages that are written in a script which several share, by the script as Unicode names it."""
_BOTH = frozenset({"az", "sr", "uz"})
"""Languages of `WRITTEN` that are written in Latin as well."""
_NOT_LATIN = (frozenset().union(*WRITTEN.values()) | frozenset(ALONE.values())) - _BOTH
_USUAL = {"az": "LATIN", "sr": "CYRILLIC", "uz": "LATIN"}
_SUBTAGS = {"LATIN": "Latn", "CYRILLIC": "Cyrl"}
_DENSE = frozenset({"CJK"})
_KANA = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}

_NOISE = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S{1,255}|[@#]\w+")
_NOISY = ("http", "www.", "@", "#")
"""What every address and handle that `_NOISE` finds holds."""
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+(?:ʻ[^\W\d_]*)*")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_APOSTROPHE = re.compile("(?<=[oOgG])['`´‘’ʼʹ]")
_LATIN_LETTERS = "AaBCcEeHIiKMOoPpTXxyƏəhjSsÖö"
_CYRILLIC_LETTERS = "АаВСсЕеНІіКМОоРрТХхуӘәһјЅѕӦӧ"
_TO_CYRILLIC = str.maketrans(_LATIN_LETTERS, _CYRILLIC_LETTERS)
_TO_LATIN = str.maketrans(_CYRILLIC_LETTERS, _LATIN_LETTERS)


def clean(text: str) -> tuple[str, str]:
    """Return the words of *text* that tell its language, and its script.

    Addresses and handles are taken out, look-alikes put right (`Казaхстан` with a Latin a), capitals lowered
    where all is capitals, and Latin words dropped from a text of another script. The script is empty where
    there are no letters.
    """
    text = unicodedata.normalize("NFC", text[:READ])
    if any(mark in text for mark in _NOISY):
        text = _NOISE.sub(" ", text)
    times = Counter(text)
    if {"LATIN", "CYRILLIC"} <= {script(character) for character in times}:
        text = _WORD.sub(lambda match: _one_script(match[0]), text)
        times = Counter(text)
    scripts: Counter[str] = Counter()
    for character, each in times.items():
        scripts[script(character)] += each
    del scripts[""]
    if not scripts:
        return "", ""
    latin = scripts.pop("LATIN", 0)
    main = "LATIN"
    if scripts and scripts.total() >= FOREIGN * (latin + scripts.total()):
        main = max(sorted(scripts), key=scripts.__getitem__)
        if latin:
            text = _LATIN_WORD.sub(" ", text)
            times = Counter(text)
    capitals = sum(each for character, each in times.items() if character.isupper())
    if capitals > SHOUTED * sum(each for character, each in times.items() if character.isalpha()):
        text = text.replace("İ", "i").lower()
    return " ".join(text.split()), main


def words(text: str) -> list[str]:
    """Return the words of *text*: letters, and the apostrophes between them that are letters in Uzbek."""
    return _LETTERS.findall(text)


def count(text: str) -> int:
    """Return how many letters *text* has."""
    return sum(map(str.isalpha, text))


def weight(text: str, script: str) -> int:
    """Return how many letters *text* has, a Chinese character counted as three."""
    return count(text) * (3 if script in _DENSE else 1)


@lru_cache(maxsize=8192)
def script(character: str) -> str:
    """Return the script of a letter, empty for anything else."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").split(" ")[0]
    return _KANA.get(name, name)


def writes(language: str, script: str) -> bool:
    """Whether newspapers in *language*, a primary language, are written in *script*."""
    if script == "LATIN":
        return language not in _NOT_LATIN
    return ALONE.get(script) == language or language in WRITTEN.get(script, ())


def tag(language: str, script: str) -> LanguageTag:
    """Return the tag of *language* in *script*, which is named where it is not the usual one: uz-Cyrl, sr-Latn."""
    usual = _USUAL.get(language, script)
    return LanguageTag(language if usual == script else f"{language}-{_SUBTAGS[script]}")


def uzbek_apostrophes(text: str) -> str:
    """Write the Uzbek letters oʻ and gʻ one way: keyboards give U+0027, U+2018, U+2019 and more for U+02BB.

    langdetect takes the others for punctuation, and the letters would be lost to it.
    """
    return _APOSTROPHE.sub("ʻ", text)


def _one_script(word: str) -> str:
    """Put a word right that mixes Latin and Cyrillic look-alikes."""
    if word.isascii():
        return word
    cyrillic = sum(script(character) == "CYRILLIC" for character in word)
    latin = sum(script(character) == "LATIN" for character in word)
    if not cyrillic or not latin:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
