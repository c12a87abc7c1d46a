"""Russian words in Ukrainian letters, and о with the prepositional as про with the accusative.

Letters are written by the spelling of 2019 (§§ 129, 140-144): Уэльс > Уельс, Мичиган > Мічиган.

For words that the dictionaries do not have, which are mostly names. They are told to the editor as unknown all the
same: a spelling is no translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CYRILLIC = re.compile(r"[А-Яа-яЁё’'-]+")
_VOWELS = "аеёиоуыэюяіїє"
_HARD = "жшчщцр"
"""Consonants behind which и of a foreign name stays и before another consonant (§ 129): Вашингтон, but Сідней."""
_LETTERS = str.maketrans("ыэЫЭ", "иеИЕ")


def respell(word: str) -> str:
    """Return the Russian *word* in Ukrainian letters; a word of other letters as it is.

    >>> respell("Уэльс"), respell("Мичиган"), respell("Сидней"), respell("объект"), respell("Соловьёв")
    ('Уельс', 'Мічиган', 'Сідней', "об'єкт", 'Соловйов')
    """
    if not _CYRILLIC.fullmatch(word):
        return word
    word = re.sub(r"[бпвмф]ь(?=[юя])|ъ(?=[юя])", lambda match: match[0][:-1] + "'", word, flags=re.IGNORECASE)
    word = re.sub(r"ъ(?=е)е", "'є", word)
    word = re.sub(r"[ьъ]ё", "йо", word).replace("ё", "ьо").replace("Ё", "Йо")
    word = re.sub(r"(?<=[аеиоуыэюяАЕИОУЫЭЮЯжшчщр])ьо", "йо", word)
    word = re.sub(r"(?<=[жшчщ])йо", "о", word)
    return re.sub(r"[иИ]", lambda match: _i(word, match.start()), word).translate(_LETTERS)


def _i(word: str, at: int) -> str:
    """Return what и at *at* is: ї behind a vowel, и behind a hard consonant, і elsewhere in names."""
    before, after = word[at - 1 : at].lower() if at else "", word[at + 1 : at + 2].lower()
    if not before or not before.isalpha():
        return "І" if word[at] == "И" else "і"
    if before in _VOWELS or before == "ь":
        letter = "ї"
    elif after in _VOWELS and after:
        letter = "і"
    elif word[0].islower() or (before in _HARD and after and after != "й"):
        letter = "и"
    else:
        letter = "і"
    return letter.upper() if word[at] == "И" else letter


def about(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Turn `о законе` into `про закон` in the *words* of one sentence, in Apertium's tags."""
    found: list[tuple[str, ...]] = []
    within = False
    for word in words:
        if word in ("о<pr>", "О<pr>"):
            within = True
            word = "про<pr>" if word[0] == "о" else "Про<pr>"
        elif within and "<cnjcoo>" not in word and not (word.startswith("*") and "<" not in word):
            within = "<loc>" in word or "<prp>" in word or "<np>" in word
            if within:
                word = re.sub(r"<(?:loc|prp)>(?!.*<(?:loc|prp)>)", "<acc>", word)
                # Adjectives tell a thing from a living being in the accusative; most of what is told about is a thing.
                word = word.replace("<m><an>", "<m><nn>").replace("<mfn><an>", "<mfn><nn>")
        found.append((word,))
    return found
