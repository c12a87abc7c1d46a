"""French: elision; the articles of countries, regions and seas (le Kazakhstan, en Géorgie, du Kazakhstan); titles.

A place has an article where the glossary gives it a gender in French: cities have none. After de a country of feminine
name or one that begins with a vowel has none (de Mongolie, d’Arménie), a masculine one keeps it (du Kazakhstan).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syndicate.model import EntryKind

if TYPE_CHECKING:
    from syndicate.sandhi import Place

_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_ELIDED = {
    "de": "d’", "que": "qu’", "le": "l’", "la": "l’", "se": "s’", "ne": "n’", "jusque": "jusqu’", "lorsque": "lorsqu’",
}  # fmt: skip
_FULL = {"d’": "de ", "qu’": "que "}
_OF = ("de", "d’", "du", "des", "de la", "de l’")
_AT = ("à", "au", "aux", "en", "à la", "à l’")
_THE = ("le", "la", "l’", "les")
_GOVERNOR = re.compile(r"(?<![\w’'])((?:de|à) l(?:a|[’'])|[\w’'-]+[’']|[\w-]+) ?$")
_DETERMINERS = frozenset(
    {
        "ce",
        "cet",
        "cette",
        "ces",
        "un",
        "une",
        "son",
        "sa",
        "leur",
        "leurs",
        "notre",
        "votre",
        "mon",
        "ma",
        "quel",
        "quelle",
        "chaque",
        "république",
        "région",
        "province",
        "ville",
    }
)
"""Words behind which a place stands without its article."""
_CAME = re.compile(r"(?:pro)?(?:venu|vien|vin)\w*")

_TITLES = {
    **{word: (word, word) for word in ("ministre", "maire", "porte-parole", "capitaine", "secrétaire", "juge")},
    "président": ("président", "présidente"), "présidente": ("président", "présidente"),
    "général": ("général", "générale"), "colonel": ("colonel", "colonelle"),
    "gouverneur": ("gouverneur", "gouverneure"), "ambassadeur": ("ambassadeur", "ambassadrice"),
    "professeur": ("professeur", "professeure"), "docteur": ("docteur", "docteure"),
    "sénateur": ("sénateur", "sénatrice"), "député": ("député", "députée"), "directeur": ("directeur", "directrice"),
    "chancelier": ("chancelier", "chancelière"), "procureur": ("procureur", "procureure"),
    "roi": ("roi", "reine"), "reine": ("roi", "reine"), "prince": ("prince", "princesse"),
}  # fmt: skip
"""Titles that stand before a person's name with an article, of a man and of a woman."""

_TITLED = re.compile(
    r"(?:(?<![\w’'])(de la|de l[’']|à la|à l[’']|du|au|le|la|l[’']|de|d[’']|à) ?)?(?<!\w)([\w-]+) $", re.IGNORECASE
)
_COMMON = frozenset({"mer", "lac", "canal", "désert", "fleuve", "golfe", "mont", "monts", "îles"})
"""Nouns that names of places begin with, in small letters even behind an article that begins the sentence."""


AFTER = re.compile(r" (?:ils?|elles?)(?= [a-zà-ÿ])")
"""A pronoun between a name and its verb, which the way by Spanish leaves there: le ministère du Kazakhstan il a dit."""


def before(place: Place) -> str | None:
    """Return the words before the name as it wants them."""
    trait = place.trait
    if trait and trait.kind is EntryKind.PLACE and trait.gender in ("m", "f", "pl"):
        return _place(place, trait.gender)
    if trait and trait.kind is EntryKind.PERSON and (titled := _titled(place)) is not None:
        return titled
    return _seam(place)


def _seam(place: Place) -> str | None:
    """Return the words before a name that has no article of its own: elided, contracted, or as they are."""
    match = _GOVERNOR.search(place.words)
    if match is None:
        return None
    word, head = match[1].replace("'", "’"), place.words[: match.start()]
    article, _, rest = place.name.partition(" ")
    contracted = {"de": "du ", "à": "au ", "du": "du ", "au": "au "}.get(word.lower(), "")
    if article == "le" and rest and contracted:
        return head + _like(contracted, word) + "|" + rest
    if article == "les" and rest and contracted:
        return head + _like("des " if contracted == "du " else "aux ", word) + "|" + rest
    opens = _VOWEL.match(place.name) is not None
    if opens and word.lower() in _ELIDED:
        return head + _like(_ELIDED[word.lower()], word)
    if not opens and word.lower() in _FULL:
        return head + _FULL[word.lower()]
    return None


def _place(place: Place, gender: str) -> str | None:
    match = _GOVERNOR.search(place.words)
    word = match[1].replace("'", "’") if match else ""
    head = place.words[: match.start()] if match else ""
    low = word.lower()
    opens, common = _VOWEL.match(place.name) is not None, place.name[:1].islower()
    the = "les " if gender == "pl" else "l’" if opens else "le " if gender == "m" else "la "
    if not word:
        if place.joined:
            return _begun(_kind(place.joined), the, gender, opens=opens, common=common)
        if not place.first or not re.match(r" [a-zà-ÿ]", place.after):
            return None
        small = place.name.split()[0].lower() in _COMMON
        return the.capitalize() + (f"|{place.name[0].lower()}{place.name[1:]}" if small else "")
    if low in _OF or _CAME.fullmatch(low):
        kept = head if low in _OF else head + word + " "
        whole = low in ("du", "des", "de la", "de l’") and gender != "m"
        return kept + _like(_begun("of", the, gender, opens=opens, common=common or whole), word if low in _OF else "d")
    if low in _AT:
        return head + _like(_begun("at", the, gender, opens=opens, common=common and low != "en"), word)
    if low in _THE:
        return head + _like(the, word)
    if low in _DETERMINERS or not word[-1].isalpha() or (word[0].isupper() and not (place.first and not head)):
        return None
    if place.joined and low in ("et", "ou"):
        return head + word + " " + _begun(_kind(place.joined), the, gender, opens=opens, common=common)
    return place.words + the


def _begun(kind: str, the: str, gender: str, *, opens: bool, common: bool) -> str:
    """Return what stands before the name: `of` it, `at` it, or as a subject or object."""
    if kind == "of":
        bare = gender != "pl" and (opens or gender == "f") and not common
        return ("d’" if opens else "de ") if bare else _contracted("de ", the)
    if kind == "at":
        return "en " if gender != "pl" and (opens or gender == "f") and not common else _contracted("à ", the)
    return the


def _contracted(preposition: str, the: str) -> str:
    short = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}
    return short.get(preposition + the, preposition + the)


def _kind(begun: str) -> str:
    """Return what governs a name whose words before it are *begun*: the next one of its list has the same."""
    match = _GOVERNOR.search(begun.partition("|")[0])
    word = match[1].replace("'", "’").lower() if match else ""
    return "of" if word in _OF else "at" if word in _AT else "the"


def _titled(place: Place) -> str | None:
    """Give a title before a person its article, small letter and gender: le président, de la ministre."""
    match = _TITLED.search(place.words)
    if match is None or place.trait is None or match[2].isupper():
        return None
    forms = _TITLES.get(match[2].lower())
    if forms is None:
        return None
    lead = re.search(r"(?<![\w’'])([\w-]+) $", place.words[: match.start()])
    if lead and (lead[1].lower() in _DETERMINERS or lead[1].lower() in ("premier", "première", "vice", "comme")):
        return None
    woman = place.trait.gender == "f" or (not place.trait.gender and match[2].lower() == forms[1] != forms[0])
    title = forms[woman]
    the = "l’" if _VOWEL.match(title) else "la " if woman else "le "
    given = (match[1] or "").lower().replace("'", "’")
    kind = "de " if given in _OF else "à " if given in _AT else ""
    begun = _contracted(kind, the) if kind else the
    begins = place.first and match.start() == 0
    return (
        place.words[: match.start()] + (begun.capitalize() if begins and match[0][0].isupper() else begun) + title + " "
    )


def _like(text: str, model: str) -> str:
    return text.capitalize() if model[:1].isupper() else text
