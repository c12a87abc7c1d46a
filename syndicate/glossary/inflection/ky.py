"""Kyrgyz (Cyrillic). Four-way harmony in both vowels: Кыргызстандын, Бишкекке, Ошко, Жапаровдун."""

from __future__ import annotations

import re

from syndicate.glossary.inflection._harmony import Suffixes, declined, is_abbreviation, last_word
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl")

_SUFFIXES = Suffixes(
    vowels={
        **dict.fromkeys("аыя", "аы"),
        **dict.fromkeys("оё", "оу"),
        **dict.fromkeys("ую", "ау"),
        **dict.fromkeys("еэи", "еи"),
        **dict.fromkeys("өү", "өү"),
    },
    nasals="",
    voiceless="кпстфхцчшщ",
    semivowels="",
    cases={
        "gen": ("нIн", "дIн", "дIн", "тIн"),
        "dat": ("гA", "гA", "гA", "кA"),
        "acc": ("нI", "дI", "дI", "тI"),
        "loc": ("дA", "дA", "дA", "тA"),
        "abl": ("дAн", "дAн", "дAн", "тAн"),
    },
    possessed={"gen": "нIн", "dat": "нA", "acc": "н", "loc": "ндA", "abl": "нAн"},
)


_LETTERS = {**dict.fromkeys("мнлр", "эм"), **dict.fromkeys("сф", "эс"), "к": "ка", "х": "ха", "ш": "ша", "щ": "ща"}
"""Names of letters, where they are not like that of д."""


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in six cases; only the last word takes a suffix."""
    del gender, fixed
    word = last_word(name)
    lower = word.lower()
    possessive = not is_abbreviation(word) and _is_possessed(name, lower, kind)
    rule = "ky/say" if say else "ky/possessive-compound" if possessive else "ky/suffix+harmony"
    sound = (say or (_abbreviation(lower) if is_abbreviation(word) else lower)).lower()
    stem = name[:-1] if name.endswith(("ь", "Ь")) else name
    found = declined(stem, sound.rstrip("ьъ"), _SUFFIXES, rule, possessive=possessive)
    return (Form(name, "nom", rule), *found[1:])


def _is_possessed(name: str, lower: str, kind: EntryKind) -> bool:
    if kind is EntryKind.PERSON:
        return lower in {"уулу", "кызы"}  # “son”, “daughter”: Мамат уулуна
    if " " not in name.strip():
        return False
    ends = r"[ыиуү]" if kind is not EntryKind.PLACE else r"(?:с[ыиуү]|[лдт][аеоө]р[ыиуү]|району|шаары|деңизи|көлү)"
    return bool(re.fullmatch(f".*{ends}", lower))


def _abbreviation(lower: str) -> str:
    """Return the sound of an abbreviation: as written where it can be read so (ОПЕК), else the name of its last letter.

    АКШ is read а-ка-ша: АКШнын, УКМКга.
    """
    if re.search(rf"[{''.join(_SUFFIXES.vowels)}][^{''.join(_SUFFIXES.vowels)}]?$", lower):
        return lower
    return _LETTERS.get(lower[-1], "дэ")
