"""Azerbaijani. Suffixes are written on to the name, without an apostrophe (Bakıda, İlham Əliyevin).

Names from abroad are spelled as they sound (Tramp, Makron), so that the letters decide; abbreviations
take a hyphen (BMT-nin).
"""

from __future__ import annotations

import re

from syndicate.glossary.inflection._harmony import Suffixes, declined, is_abbreviation, last_word
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")

_SUFFIXES = Suffixes(
    vowels={"a": "aı", "ı": "aı", "o": "au", "u": "au", "e": "əi", "ə": "əi", "i": "əi", "ö": "əü", "ü": "əü"},
    nasals="",
    voiceless="",
    semivowels="",
    cases={
        "gen": ("nIn", "In", "In", "In"),
        "dat": ("yA", "A", "A", "A"),
        "acc": ("nI", "I", "I", "I"),
        "loc": ("dA", "dA", "dA", "dA"),
        "abl": ("dAn", "dAn", "dAn", "dAn"),
        "ins": ("ylA", "lA", "lA", "lA"),
    },
    possessed={"gen": "nIn", "dat": "nA", "acc": "nI", "loc": "ndA", "abl": "ndAn", "ins": "ylA"},
)

_POSSESSED_PLACE = re.compile(
    r".*(?:[sğ][ıiuü]|l[aə]r[ıi]|dənizi|körfəzi|şəhəri|rayonu|vilayəti|gölü|çayı|dağı|boğazı|yolu)"
)
"""Last words of places of several words that end in a possessive suffix: Qara dəniz does not, Xəzər dənizi does."""

_ONE_WORD_POSSESSED = re.compile(r".*(?:oğlu|adası|başqanı)")

_SPOKEN = {"abş": "ış", "mdb": "e", "nato": "nato", "dtx": "e"}
"""Abbreviations that are not read by the names of their letters, and how their last syllable sounds."""


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in seven cases, the last with -la (Gürcüstanla); only the last word takes a suffix."""
    del gender, fixed
    word = last_word(name)
    lower = _lowered(word)
    possessive = _is_possessed(name, lower, kind)
    sound, mark = _lowered(say) or lower, ""
    if is_abbreviation(word):
        mark, sound = "-", _lowered(say) or _abbreviation(lower)
    rule = "az/say" if say else "az/possessive-compound" if possessive else "az/suffix+harmony"
    found = declined(name, sound, _SUFFIXES, rule, possessive=possessive, mark=mark)
    if kind in {EntryKind.TITLE, EntryKind.TERM} and not possessive and not mark:
        return tuple(Form(_softened(form.text, name), form.case, "az/common-noun") for form in found)
    return found


def _lowered(text: str) -> str:
    return text.replace("I", "ı").replace("İ", "i").lower()


def _is_possessed(name: str, lower: str, kind: EntryKind) -> bool:
    if kind is EntryKind.PERSON:
        return lower.endswith(("oğlu", "qızı"))
    if _ONE_WORD_POSSESSED.fullmatch(lower):
        return True
    several = " " in name.strip()
    return several and bool(
        re.search("[ıiuü]$", lower) if kind is not EntryKind.PLACE else _POSSESSED_PLACE.fullmatch(lower)
    )


def _softened(form: str, name: str) -> str:
    """Return *form* with the last q, k of a common noun softened before a vowel: başçılıq, başçılığın."""
    if len(name) > 4 and name[-1] in "qk" and form[len(name) : len(name) + 1] in tuple(_SUFFIXES.vowels):
        return name[:-1] + {"q": "ğ", "k": "y"}[name[-1]] + form[len(name) :]
    return form


def _abbreviation(lower: str) -> str:
    """Return the sound of an abbreviation: a word where it can be read as one, else its last letter's name."""
    readable = len(lower) > 3 and re.search(r"[aıoueəiöü][^aıoueəiöü]?$", lower)
    if lower in _SPOKEN:
        return _SPOKEN[lower]
    return lower if readable or lower[-1] in _SUFFIXES.vowels else "e"
