"""The gender that the words around a name take from it, where no editor wrote one.

Only for organisations of several words whose first is a common noun that tells (Comisión Europea, Banque mondiale): a
brand tells nothing by its ending.
"""

from __future__ import annotations

import re

from syndicate.glossary.entries import gender_of, in_language
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

_FEMININE = {
    "es": re.compile(
        r"\w*(?:ción|sión|dad|tad|ía|encia)|academia|alianza|asamblea|cámara|caja|casa|corte|cruz|embajada|empresa|"
        r"escuela|guardia|iglesia|junta|liga|marina|oficina|orquesta|red|república|unión",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\w*(?:tion|sion|ité|iété|ence|erie)|académie|alliance|ambassade|armée|assemblée|banque|bourse|caisse|chambre|"
        r"compagnie|cour|croix|école|église|garde|ligue|mairie|marine|police|république|union",
        re.IGNORECASE,
    ),
}


def said_gender(entry: ConceptEntry, language: LanguageTag) -> str:
    """Return the gender of *entry*'s name in *language*: the editor's, or f where its first word tells; else empty."""
    written = gender_of(entry, language)
    told = _FEMININE.get(primary(language))
    if written or told is None or entry.kind is not EntryKind.ORGANISATION:
        return written
    first, _, rest = (in_language(entry.names, language) or "").partition(" ")
    return "f" if rest and told.fullmatch(first) else ""
