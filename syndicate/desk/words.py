"""The desk's own words in the editor's language: gettext catalogues in `words/<tag>.po`, read as they are."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
"""Language that the templates are written in."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the desk speaks, sorted, as BCP 47 tags."""
    found = (each.name for each in files("syndicate.desk").joinpath("words").iterdir())
    return tuple(sorted({SOURCE, *(name.removesuffix(".po") for name in found if name.endswith(".po"))}))


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the words of *language*; the source's own where there is no catalogue."""
    if language == SOURCE or language not in languages():
        return NullTranslations()
    text = files("syndicate.desk").joinpath("words", f"{language}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def chosen(wish: str, accepted: str) -> str:
    """Return the language of the pages.

    Args:
        wish: what the editor chose; may be empty or nothing we speak.
        accepted: the header Accept-Language.
    """
    if wish in languages():
        return wish
    asked = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return negotiate_locale([each for each in asked if each], languages(), sep="-") or SOURCE
