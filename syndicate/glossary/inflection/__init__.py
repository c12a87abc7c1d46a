"""Inflection: the case forms of a name, one language a file.

To add a language, write `inflection/<primary language>.py` that keeps the Protocol `Inflection`. It is
found by its file name, and imported when it is first asked for. Files with a leading underscore are
shared tables, not languages. A language without a file needs none (Spanish) or has its forms written
in the glossary (Mongolian): `known` is False for it.

A file gives rules, not certainties: what an editor writes under `forms` always comes first, and that
is the glossary's work, not done here.
"""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.util import find_spec
from typing import Protocol, cast

from syndicate.languages import primary
from syndicate.model import EntryKind, Form, LanguageTag


class Inflection(Protocol):
    """What a module `inflection/<language>.py` offers."""

    CASES: tuple[str, ...]
    """Universal Dependencies' cases that it forms, lower-case, the nominative first."""

    def paradigm(
        self, name: str, *, kind: EntryKind, gender: str, fixed: tuple[str, ...], say: str
    ) -> tuple[Form, ...]:
        """Return the forms of *name*: see `syndicate.glossary.inflection.paradigm`."""
        ...


def known(language: LanguageTag) -> bool:
    """Whether there are rules for *language*; script and region do not matter."""
    code = primary(language)
    return code.isalpha() and find_spec(f"{__name__}.{code}") is not None


@lru_cache(
    maxsize=65_536
)  # the same names are declined for every edit that is looked at, and for every run of the desk
def paradigm(
    name: str,
    language: LanguageTag,
    *,
    kind: EntryKind,
    gender: str = "",
    fixed: tuple[str, ...] = (),
    say: str = "",
) -> tuple[Form, ...]:
    """Return every form of *name* in *language*, the nominative first, the same each time.

    Args:
        name: in the nominative, as the glossary writes it; one name, of one word or several.
        language: any tag; the primary language decides, and the script of *name* itself.
        kind: what it names; persons decline otherwise than places.
        gender: of a person `m` or `f`; of another name its grammatical gender, or `pl`; guessed where empty.
        fixed: words of *name* that do not decline.
        say: how *name* sounds in the letters of *language*, where suffixes follow the sound.

    Returns:
        Forms by case in the order of the language's cases. Where usage admits several forms of a
        case they follow each other, the preferred first. Empty where no rule is known.
    """
    if not name.strip() or not known(language):
        return ()
    module = cast(Inflection, importlib.import_module(f"{__name__}.{primary(language)}"))
    return module.paradigm(name, kind=kind, gender=gender, fixed=fixed, say=say)


def decline(
    name: str,
    language: LanguageTag,
    case: str,
    *,
    kind: EntryKind,
    gender: str = "",
    fixed: tuple[str, ...] = (),
    say: str = "",
) -> Form | None:
    """Return the preferred form of *name* in *case*, or None where no rule gives it.

    The arguments are those of `paradigm`; *case* is Universal Dependencies' name, lower-case.
    """
    forms = paradigm(name, language, kind=kind, gender=gender, fixed=fixed, say=say)
    return next((form for form in forms if form.case == case), None)
