"""Spanish: e for y, u for o; del and al; the article and gender of a title before a person; ¿ and ¡."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from syndicate.model import EntryKind
from syndicate.projection import Edit

if TYPE_CHECKING:
    from syndicate.sandhi import Place

_TITLES = {
    **{word: (word, word) for word in ("general", "coronel", "portavoz", "fiscal", "canciller", "teniente")},
    "presidente": ("presidente", "presidenta"), "presidenta": ("presidente", "presidenta"),
    "ministro": ("ministro", "ministra"), "viceministro": ("viceministro", "viceministra"),
    "capitán": ("capitán", "capitana"), "gobernador": ("gobernador", "gobernadora"),
    "alcalde": ("alcalde", "alcaldesa"), "embajador": ("embajador", "embajadora"),
    "profesor": ("profesor", "profesora"), "doctor": ("doctor", "doctora"), "senador": ("senador", "senadora"),
    "diputado": ("diputado", "diputada"), "director": ("director", "directora"), "señor": ("señor", "señora"),
    "señora": ("señor", "señora"), "juez": ("juez", "jueza"), "rey": ("rey", "reina"), "reina": ("rey", "reina"),
    "príncipe": ("príncipe", "princesa"), "princesa": ("príncipe", "princesa"),
}  # fmt: skip
"""Titles that stand before a person's name with an article, of a man and of a woman."""

_ARTICLES = {"": "", "de": "de ", "a": "a ", "del": "de ", "al": "a ", "el": "", "la": ""}
_TITLED = re.compile(r"(?:(?<!\w)(de la|a la|del|al|el|la|de|a) )?(?<!\w)([\wñ]+) $", re.IGNORECASE)
_DETERMINERS = re.compile(
    r"(?<!\w)(?:un|una|su|sus|este|esta|ese|esa|aquel|aquella|mi|nuestro|nuestra|primer|primera|ex|vice|como|don|doña)"
    r" $",
    re.IGNORECASE,
)


def before(place: Place) -> str | None:
    """Return the words before the name as it wants them."""
    words, name = place.words, place.name
    article, _, rest = name.partition(" ")
    contracted = re.search(r"(?<!\w)(de|a|del|al) $", words, re.IGNORECASE)
    if contracted and article == "el" and rest:
        short = {"de": "del ", "a": "al ", "del": "del ", "al": "al "}[contracted[1].lower()]
        return words[: contracted.start()] + _like(short, contracted[1]) + "|" + rest
    if re.search(r"(?<!\w)provi?[eén]\w+ $", words) and place.trait and place.trait.kind is EntryKind.PLACE:
        return words + "de "  # the engine drops “from” behind its verb
    seam = _conjunction(words, name)
    return _titled(place) if seam is None else seam


def _conjunction(words: str, name: str) -> str | None:
    low = name.lower()
    match = re.search(r"(?<!\w)([yeo]) $", words, re.IGNORECASE)
    if match is None:
        return None
    word, short = match[1].lower(), ""
    if word == "y" and re.match(r"h?[ií](?![aeoáéó])", low):
        short = "e "
    elif word == "e" and not re.match(r"h?[ií]", low):
        short = "y "
    elif word == "o" and re.match(r"h?[oó]", low):
        short = "u "
    return words[: match.start()] + short if short else None


def _titled(place: Place) -> str | None:
    """Give a title before a person its article, small letter and gender: la ministra Olena Bondar."""
    match = _TITLED.search(place.words)
    if place.trait is None or place.trait.kind is not EntryKind.PERSON or match is None or match[2].isupper():
        return None
    forms = _TITLES.get(match[2].lower())
    if forms is None or _DETERMINERS.search(place.words[: match.start()]):
        return None
    said = forms[1] == "señora" or not place.trait.gender  # Mrs. Petrenko is no man, whoever has the surname as well
    woman = match[2].lower() == forms[1] != forms[0] if said else place.trait.gender == "f"
    given = (match[1] or "").lower().removesuffix(" la")
    begun = _ARTICLES[given] + ("la " if woman else "el ")
    begun = {"de el ": "del ", "a el ": "al "}.get(begun, begun)
    begins = place.first and match.start() == 0
    return (
        place.words[: match.start()]
        + (begun.capitalize() if begins and match[0][0].isupper() else begun)
        + forms[woman]
        + " "
    )


def _like(text: str, model: str) -> str:
    return text.capitalize() if model[0].isupper() else text


_ENDED = re.compile(r"[.…?!]\W*\s|[«“(\[¿¡]|(?<!\w)[\"'‘]|[:;] |— ")
"""Where a question may begin within a sentence: behind the end of another, or an opening quote or bracket."""


_HOUR = re.compile(r"(?<!\w)[Ee]n (?=(\d{1,2}):\d\d(?![\d:.,]*\d| ?%))")
"""What stands before the time of day, where an engine has at for where."""


def contractions(text: str, names: Sequence[Edit] = ()) -> list[Edit]:
    """Return the al and del for each a el and de el of *text* that an engine left, away from *names*."""
    return [
        (match.start(), match.end(), f"{match[1]}l ")
        for match in re.finditer(r"(?<![\w’'-])([Aa]|[Dd]e) el (?=[a-záéíóúñ])", text)
        if not any(start < match.end() + 30 and match.start() < end for start, end, _ in names)
    ]


def openings(text: str, names: Sequence[Edit] = ()) -> list[Edit]:
    """Return the ¿, ¡, al and del that a Spanish *text* lacks: engines that know Spanish well enough forget them.

    A mark is opened where its sentence, quotation or bracket begins, never within one of *names*; one that is open
    stays.
    """
    found: list[Edit] = []
    for match in re.finditer(r"(?<=\w)[\w\s\"'»”)\]…]{0,3}(?P<mark>[?!])(?![\w/=&])", text):
        sign = "¿" if match["mark"] == "?" else "¡"
        end = match.start("mark")
        if any(start <= end < stop for start, stop, _ in names):
            continue
        begins = [each.end() for each in _ENDED.finditer(text, 0, end)]
        begins = [at for at in begins if not any(start < at < stop for start, stop, _ in names)]
        start = next((at for at in reversed(begins) if text[at:end].strip()), 0)
        start += len(text[start:end]) - len(text[start:end].lstrip(" \n«“\"'([—–-"))
        if sign not in text[start:end] and text[max(0, start - 1) : start] not in ("¿", "¡"):
            found.append((start, start, sign))
    hours = [
        (
            match.start(),
            match.end(),
            ("A " if match[0][0] == "E" else "a ") + ("la " if match[1] in ("1", "01") else "las "),
        )
        for match in _HOUR.finditer(text)
        if not any(start < match.end() and match.start() < stop for start, stop, _ in names)
    ]
    return found + hours + contractions(text, names)
