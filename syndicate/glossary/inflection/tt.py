"""Tatar (Cyrillic). Казанның, Казаннан, Мәскәүдә; Russian surnames keep back vowels (Миңнехановка, Путинның)."""

from __future__ import annotations

import re

from syndicate.glossary.inflection._harmony import Suffixes, declined, is_abbreviation, last_word
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl")

_SUFFIXES = Suffixes(
    vowels={
        **dict.fromkeys("аоуыяёю", "аы"),
        **dict.fromkeys("әөүеэи", "әе"),
    },
    nasals="мнң",
    voiceless="бвгдкпстфхһцчшщ",
    semivowels="",
    cases={
        "gen": ("нIң", "нIң", "нIң", "нIң"),
        "dat": ("гA", "гA", "гA", "кA"),
        "acc": ("нI", "нI", "нI", "нI"),
        "loc": ("дA", "дA", "дA", "тA"),
        "abl": ("дAн", "нAн", "дAн", "тAн"),
    },
    possessed={"gen": "нIң", "dat": "нA", "acc": "н", "loc": "ндA", "abl": "ннAн"},
)

_FRONT = re.compile(r".*(?:ия|ь)")
"""Ends with front suffixes: Россиядә, Франциянең."""

_BORROWED = re.compile(r".*(?:[иы]н|[её]в)|[^әөү]*(?:ент|ет|[еи]стр|ер|и[жсц]|изм)")
"""Russian surnames and borrowed words, whose suffixes are back though their last vowel is front: Пушкинның."""


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in six cases; only the last word takes a suffix."""
    del gender, fixed
    word = last_word(name)
    lower = word.lower()
    possessive = not is_abbreviation(word) and _is_possessed(name, lower, kind)
    harmony = ""
    if not say and _FRONT.fullmatch(lower):
        harmony = "ә"
    elif not say and not possessive and _BORROWED.fullmatch(lower):
        harmony = "а"
    rule = "tt/say" if say else "tt/possessive-compound" if possessive else "tt/suffix+harmony"
    sound = (say or lower).lower().rstrip("ьъ")
    return declined(name, sound, _SUFFIXES, rule, possessive=possessive, harmony=harmony)


def _is_possessed(name: str, lower: str, kind: EntryKind) -> bool:
    if kind is EntryKind.PERSON or " " not in name.strip():
        return False
    ends = r"[ыеә]" if kind is not EntryKind.PLACE else r"(?:с[ые]|л[аә]р[ые]|районы|шәһәре|диңгезе|күле)"
    return bool(re.fullmatch(f".*{ends}", lower))
