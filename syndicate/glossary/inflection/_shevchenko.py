"""The seven cases of a part of a Ukrainian name by shevchenko, whose rule for a word is looked for once.

The library's own `in_case` looks through its rules anew for each case, and for each mention of a word: most of the
time that a big glossary takes. What is called here are its parts; a test holds them against `in_case`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CASES = ("nominative", "genitive", "dative", "accusative", "ablative", "locative", "vocative")
_USES = {"given_name": "givenName", "patronymic_name": "patronymicName", "family_name": "familyName"}


@lru_cache(maxsize=1 << 15)  # a glossary names each person in full and by surname, and given names come often
def library_cases(word: str, part: str, female: bool) -> tuple[str, ...]:
    """Return *word* in the nominative, genitive, dative, accusative, instrumental, locative and vocative.

    Args:
        word: in the nominative; the parts of a double name decline each for itself.
        part: given_name, patronymic_name or family_name.
        female: whether it is a woman's.
    """
    pieces = unicodedata.normalize("NFC", word).split("-")
    last = len(pieces) - 1
    declined = [_piece(piece, part, female, at == last) for at, piece in enumerate(pieces)]
    return tuple("-".join(forms) for forms in zip(*declined, strict=True))


def _piece(word: str, part: str, female: bool, last: bool) -> tuple[str, ...]:
    from shevchenko import _inflector, _language, _names

    gender = _language.FEMININE if female else _language.MASCULINE
    family = part == "family_name"
    if family and not last and _language.is_monosyllable(word):
        return (word,) * len(_CASES)
    rule = _inflector.find_rule(
        word,
        gender,
        word_class=_names.resolve_family_word_class(word, gender) if family else None,
        application_type=_USES[part],
        strict=part == "patronymic_name",
    )
    if rule is None:
        return (word,) * len(_CASES)
    return tuple(_inflector._apply_rule(rule, word, case) for case in _CASES)
