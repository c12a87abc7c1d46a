"""Kazakh (Cyrillic). Suffixes follow harmony and the last sound: Қазақстанның, Путиннің, Тоқаевтың.

Names in -б, -в, -г, -д take the suffixes of voiceless sounds, as they are spoken; abbreviations a hyphen.
"""

from __future__ import annotations

import re

from syndicate.glossary.inflection._harmony import Suffixes, declined, is_abbreviation, last_word
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")

_SUFFIXES = Suffixes(
    vowels={
        **dict.fromkeys("аоұыуяёю", "аы"),
        **dict.fromkeys("әөүіеиэ", "еі"),
    },
    nasals="мнң",
    voiceless="бвгдкқпстфхһцчшщ",
    semivowels="иую",
    cases={
        "gen": ("нIң", "нIң", "дIң", "тIң"),
        "dat": ("ғA", "ғA", "ғA", "қA"),
        "acc": ("нI", "дI", "дI", "тI"),
        "loc": ("дA", "дA", "дA", "тA"),
        "abl": ("дAн", "нAн", "дAн", "тAн"),
        "ins": ("мен", "мен", "мен", "пен"),
    },
    possessed={"gen": "нIң", "dat": "нA", "acc": "н", "loc": "ндA", "abl": "нAн", "ins": "мен"},
)

_FRONT = re.compile(r".*(?:[кгь]|к[яю]|баку|сочи)")
"""Foreign names in -к, -г, -ь have front suffixes, whatever their vowel: Нью-Йоркте, Санкт-Петербургте."""

_BACK = re.compile(r".*[аояуұё]ев")
"""Surnames in -аев, -оев: the vowel before decides (Тоқаевтың), unlike Алиевтің."""

_FRONT_LETTER = {"ғ": "г", "қ": "к"}


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in seven cases; only the last word takes a suffix."""
    del gender, fixed
    word = last_word(name)
    lower = word.lower()
    sound = (say or lower).lower()
    abbreviation = is_abbreviation(word)
    possessive = not abbreviation and _is_possessed(name, lower, kind)
    if abbreviation and not say:
        sound = _abbreviation(lower)
    harmony = (
        "" if say else "е" if _FRONT.fullmatch(lower) and not abbreviation else "а" if _BACK.fullmatch(lower) else ""
    )
    rule = "kk/say" if say else "kk/possessive-compound" if possessive else "kk/suffix+harmony"
    sound = re.sub("(?<=[аәеіоөұүыияюэ])у", "w", sound.rstrip("ьъ"))  # a glide there, not a vowel: Мәскеуде
    found = declined(
        name, sound, _SUFFIXES, rule, possessive=possessive, mark="-" if abbreviation else "", harmony=harmony
    )
    front = _SUFFIXES.vowels[harmony or _SUFFIXES.vowel(sound) or "а"][0] == "е"
    return tuple(Form(_fronted(form.text, name, front=front, sound=sound), form.case, rule) for form in found)


def _fronted(form: str, name: str, *, front: bool, sound: str) -> str:
    """Return *form* with г, к for ғ, қ in a front suffix, and -бен after з, ж."""
    stem, suffix = form[: len(name)], form[len(name) :]
    if front:
        suffix = "".join(_FRONT_LETTER.get(letter, letter) for letter in suffix)
    if suffix.lstrip("-") == "мен" and sound[-1:] in "зж":
        suffix = suffix.replace("м", "б")
    return stem + suffix


def _is_possessed(name: str, lower: str, kind: EntryKind) -> bool:
    if kind is EntryKind.PERSON:
        return lower.endswith(("ұлы", "қызы"))  # the father's name with “son” or “daughter”: Құнанбайұлына
    if " " not in name.strip():
        return False
    ends = (
        r"[ыі]"
        if kind is not EntryKind.PLACE
        else r"(?:с[ыі]|л[ае]р[ыі]|д[ае]р[ыі]|т[ае]р[ыі]|облысы|ауданы|қаласы|теңізі|көлі)"
    )
    return bool(re.fullmatch(f".*{ends}", lower))


def _abbreviation(lower: str) -> str:
    """Return the sound of an abbreviation: as written where a vowel is in it, else the name of its last letter."""
    if any(letter in _SUFFIXES.vowels for letter in lower):
        return lower
    return "эм" if lower[-1] in "мнлрсф" else "дэ"
