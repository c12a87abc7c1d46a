"""What the word before a name owes it: d'Azerbaïdjan, e Irán, an Elbegdorj.

An engine chose articles and conjunctions for its own placeholder; once the real name stands there
the seam may want another one. Only the word right before the name is touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from syndicate.languages import primary
from syndicate.model import LanguageTag
from syndicate.projection import Edit

_BEFORE = re.compile(r"(?<!\w)([\w’']+)( ?)$")
_FRENCH = {
    "de": "d’",
    "que": "qu’",
    "le": "l’",
    "la": "l’",
    "se": "s’",
    "ne": "n’",
    "jusque": "jusqu’",
    "lorsque": "lorsqu’",
}
_FRENCH_BACK = {"d’": "de ", "d'": "de ", "qu’": "que ", "qu'": "que "}
_YOD = re.compile(r"eu|uk|u[nrt]i|u[ns]\b|uga|uru", re.IGNORECASE)
"""English beginnings that are written with a vowel and spoken with a consonant: a UN envoy, a Ukrainian."""
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)


def _french(word: str, name: str) -> str | None:
    opens = _VOWEL.match(name) is not None
    if opens and word.lower() in _FRENCH:
        short = _FRENCH[word.lower()]
        return short.capitalize() if word[0].isupper() else short
    if not opens and word.lower() in _FRENCH_BACK:
        return _FRENCH_BACK[word.lower()]
    return None


def _spanish(word: str, name: str) -> str | None:
    low = name.lower()
    if word.lower() == "y" and re.match(r"h?[ií](?![aeoáéó])", low):
        return "e "
    if word.lower() == "e" and not re.match(r"h?[ií]", low):
        return "y "
    if word.lower() == "o" and re.match(r"h?[oó]", low):
        return "u "
    return None


def _english(word: str, name: str) -> str | None:
    opens = re.match(r"[aeiou]", name, re.IGNORECASE) is not None and not _YOD.match(name)
    if word in {"a", "A"} and opens:
        return word + "n "
    if word in {"an", "An"} and not opens:
        return word[0] + " "
    return None


_RULES: dict[str, Callable[[str, str], str | None]] = {"fr": _french, "es": _spanish, "en": _english}


_CONTRACTED = {
    "es": {"de el": "del", "a el": "al", "del el": "del", "al el": "al"},
    "fr": {"de le": "du", "à le": "au", "du le": "du", "au le": "au"},
}
"""A preposition and the small article that a phrase of ours begins with."""


_ENDED = re.compile(r"[.…?!]\W*\s|[«“(\[¿¡]|(?<!\w)[\"'‘]|[:;] |— ")
"""Where a question may begin within a sentence: behind the end of another, or an opening quote or bracket."""


def openings(text: str, language: LanguageTag, names: Sequence[Edit] = ()) -> list[Edit]:
    """Return the ¿ and ¡ that a Spanish *text* lacks: engines that know Spanish well enough forget them.

    A mark is opened where its sentence, quotation or bracket begins, never within one of *names*; one that is open
    stays.
    """
    if primary(language) != "es":
        return []
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
    return found


def seams(text: str, edits: Sequence[Edit], language: LanguageTag) -> list[Edit]:
    """Return *edits*, names written into *text*, with what they ask of the words before them.

    A name that gave its article to a contraction (de + el 1 de mayo: del 1 de mayo) is shorter by it.
    """
    rule = _RULES.get(primary(language))
    if rule is None:
        return list(edits)
    found: list[Edit] = []
    for start, end, name in edits:
        before = _BEFORE.search(text, 0, start)
        if before is None or before[2] != ("" if before[1][-1] in "’'" else " ") or not name:
            found.append((start, end, name))
            continue
        article, _, rest = name.partition(" ")
        contracted = _CONTRACTED.get(primary(language), {}).get(f"{before[1].lower()} {article}")
        words = rule(before[1], name)
        if contracted and rest:
            capital = contracted.capitalize() if before[1][0].isupper() else contracted
            found += [(before.start(), start, capital + " "), (start, end, rest)]
        elif words is not None:
            found += [(before.start(), start, words), (start, end, name)]
        else:
            found.append((start, end, name))
    return found
