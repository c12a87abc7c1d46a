"""Uzbek, in Latin and in Cyrillic script: suffixes without harmony, on to the name (Toshkentga, Bishkekka)."""

from __future__ import annotations

import re

from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "loc", "abl")

_LATIN = {"gen": "ning", "dat": "ga", "acc": "ni", "loc": "da", "abl": "dan"}
_CYRILLIC = {"gen": "нинг", "dat": "га", "acc": "ни", "loc": "да", "abl": "дан"}
_HARD_DATIVES = {"k": "ka", "q": "qa", "к": "ка", "қ": "қа"}
"""The dative after these letters takes them over: Bishkekka, Iroqqa."""


def paradigm(name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str) -> tuple[Form, ...]:
    """Return the forms of *name* in six cases, in the script of *name*."""
    del kind, gender, fixed
    suffixes = _CYRILLIC if re.search("[а-яўқғҳё]", name, re.IGNORECASE) else _LATIN
    last = (say or name).rstrip('»"”’)')[-1:].lower()
    rule = "uz/suffix"
    found = [Form(name, "nom", rule)]
    for case, suffix in suffixes.items():
        found.append(Form(name + (_HARD_DATIVES.get(last, suffix) if case == "dat" else suffix), case, rule))
    return tuple(found)
