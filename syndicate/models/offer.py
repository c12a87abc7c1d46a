"""What could be installed for a direction: advice for the router, from tables, without network."""

from __future__ import annotations

from syndicate.model import Direction, LanguageTag

_CODES = """
ar az bg bn ca cs da de el eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt lv ms nb nl pl pt pt-BR ro ru
sk sl sq sv th tl tr uk ur zh zh-Hant
"""
_ARGOS = frozenset(_CODES.split())
"""Languages that Argos' index (June 2025) leads from and to English. There are no kk, uz, mn or ka."""

_ARGOS_BESIDES = frozenset({"es-pt", "pt-es"})
"""What the index has without English."""

_APERTIUM = {
    "af-nl": "afr-nld",
    "an-es": "spa-arg",
    "ast-es": "spa-ast",
    "be-ru": "bel-rus",
    "bg-mk": "mkd-bul",
    "ca-en": "eng-cat",
    "ca-es": "spa-cat",
    "ca-fr": "fra-cat",
    "ca-it": "cat-ita",
    "ca-pt": "por-cat",
    "da-nb": "dan-nor",
    "da-sv": "swe-dan",
    "en-eo": "eo-en",
    "en-es": "eng-spa",
    "en-gl": "en-gl",
    "es-fr": "fr-es",
    "es-gl": "es-gl",
    "es-it": "spa-ita",
    "es-pt": "es-pt",
    "fr-oc": "oci-fra",
    "hi-ur": "urd-hin",
    "id-ms": "ind-zlm",
    "mk-sh": "hbs-mkd",
    "nb-nn": "nno-nob",
    "nb-sv": "swe-nor",
    "ru-uk": "rus-ukr",
    "sh-sl": "hbs-slv",
}
"""Pairs, by alphabet, that Debian packages for Apertium in both directions, and the package after `apertium-`."""

_APERTIUM_ONE_WAY = {
    "br-fr": "br-fr",
    "eu-en": "eu-en",
    "eu-es": "eu-es",
    "is-en": "isl-eng",
    "mk-en": "mkd-eng",
    "sh-en": "hbs-eng",
}
"""Those in one direction."""

_ENGLISH = LanguageTag("en")


def package_for(direction: Direction) -> str:
    """Return what to install so that *direction* can be translated: commands, or a sentence that none is known.

    The commands are joined by “or” where there is a choice, by “and” where it takes two, by way of English.

    >>> package_for(Direction(LanguageTag("az"), LanguageTag("en")))
    'syndicate models install az-en'
    """
    ways = _direct(direction)
    if ways:
        return " or ".join(ways)
    first = _direct(Direction(direction.source, _ENGLISH))
    second = _direct(Direction(_ENGLISH, direction.target))
    if first and second:
        return f"{first[0]} and {second[0]}"
    return f"No package for {direction} is known, neither directly nor by way of English."


def apertium_package(direction: Direction) -> str:
    """Return the Debian package of Apertium's pair for *direction*; empty where none is known."""
    pair = _APERTIUM_ONE_WAY.get(str(direction)) or _APERTIUM.get(
        "-".join(sorted((direction.source, direction.target)))
    )
    return f"apertium-{pair}" if pair else ""


def _direct(direction: Direction) -> list[str]:
    """Return the commands that give *direction* in one step."""
    found = []
    sides = {direction.source, direction.target}
    if (_ENGLISH in sides and sides - {_ENGLISH} <= _ARGOS and len(sides) == 2) or str(direction) in _ARGOS_BESIDES:
        found.append(f"syndicate models install {direction}")
    if package := apertium_package(direction):
        found.append(f"apt install {package}")
    return found
