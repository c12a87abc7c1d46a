"""A family by its surname: the Aliyevs, los Alíyev, les Aliev, Алиевы, Алієви.

Only where an entry is a man's and has a short form, and only in languages whose rule is certain: surnames in -ов, -ин
and -ский in Russian and Ukrainian; in English, Spanish and French with the article, which is part of the name.
"""

from __future__ import annotations

import re

from syndicate.glossary.entries import gender_of, in_language
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, Form, LanguageTag

_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_ENDINGS = {
    "ru": ((r"[оеё]в|[иы]н", 0, "ы ых ым ых ыми ых"), (r"[сц]кий", 2, "ие их им их ими их")),
    "uk": ((r"[оеє]в|їв|[иії]н", 0, "и их им их ими их"), (r"[сц]ький", 2, "і их им их ими их")),
}
"""By language: how a surname ends, how many letters fall away, and the endings of the plural by case."""


def family(entry: ConceptEntry, language: LanguageTag) -> tuple[Form, ...]:
    """Return the forms of the family of *entry*, by case where *language* has cases; none where no rule is certain."""
    short = in_language(entry.short, language)
    if short is None or " " in short or entry.kind is not EntryKind.PERSON or gender_of(entry, language) != "m":
        return ()
    code = primary(language)
    if code == "en":
        plural = f"{short}es" if re.search(r"(?:s|x|z|ch|sh)$", short) else f"{short}s"
        return (Form(f"the {plural}", "", "en/family"),)
    if code in ("es", "fr"):
        return (Form(f"{'los' if code == 'es' else 'les'} {short}", "", f"{code}/family"),)
    for shape, length, endings in _ENDINGS.get(code, ()):
        if re.search(rf"(?:{shape})$", short):
            stem = short[: len(short) - length]
            return tuple(
                Form(stem + end, case, f"{code}/family") for case, end in zip(_CASES, endings.split(), strict=True)
            )
    return ()
