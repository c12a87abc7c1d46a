"""Whether a text is in the character set it declares, told by its letters, and which Latin one it is in.

Any bytes fit any of these sets, so that a false declaration is not noticed by decoding. What “Þ” and “ý” stand for is
told by the letters beside them: no language has them together with “ü” and “ç”, and Turkish has “Ş” and “ı”.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

SETS = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-15", "iso8859-16", "mac-roman")
"""The character sets that are told apart, the commonest first: of those that fit equally the first is taken."""
ENOUGH = 4
"""Letters beyond ASCII below which nothing is told."""
FITS = 0.97
"""Share of such letters of one language where the character set is right; names from abroad are the rest."""
_SWAPPED = 0.2
"""Share of words with a capital behind a small letter, above which a text is in another set of its script."""
_FULL = 0.7
"""Share of letters beyond ASCII in the words that hold one, above which they are of another script."""

# Letters beyond ASCII, by language.
_ALPHABETS = tuple(
    frozenset(f"{letters}{letters.upper()}")
    for letters in (
        "áéíóúüñ", "àâæçéèêëîïôœùûüÿ", "äöüßé", "àèéìíîòóùú", "áâãàçéêíóôõúü", "àçèéíïòóúü", "ëïéèöü", "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșț", "ăâîşţ", "čćđšž", "çë", "çğıöşüâîûİ",
        "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "åäöé", "æøåéö", "áðéíóúýþæö", "áðíóúýæø", "ċġħżà", "âêîôûŵŷ",
    )
)  # fmt: skip
_MARKS = frozenset("“”„‘’‚«»‹›–—…•·¿¡§©®°№€£\u00a0\u00ad\ufeff")
"""What any text may hold beyond ASCII between its words."""


def between_tags(data: bytes) -> bytes:
    """Return what stands between the tags: markup is ASCII, and dilutes the letters that tell."""
    return re.sub(rb"<(script|style)\b.*?</\1|<[^>]*>", b" ", data, flags=re.DOTALL | re.IGNORECASE)


def share(text: str) -> tuple[float, int]:
    """Return the share of the letters beyond ASCII in *text* that belong to the language they fit best, and how many.

    What is no letter counts where it stands inside a word, as “³” does in a Polish text that was decoded wrongly.
    """
    found: Counter[str] = Counter()
    if text.isascii():
        return 1.0, 0
    for before, sign, after in zip(f" {text[:-1]}", text, f"{text[1:]} ", strict=True):
        if sign > "\x7f" and (sign.isalpha() or (sign not in _MARKS and before.isalpha() and after.isalpha())):
            found[sign] += 1
    count = found.total()
    if not count:
        return 1.0, 0
    best = max(sum(amount for sign, amount in found.items() if sign in letters) for letters in _ALPHABETS)
    return best / count, count


def best(data: bytes) -> str:
    """Return the character set of SETS that *data*, words without markup, fits best; empty where none fits."""
    fitting = [
        (share(text)[0], -place) for place, name in enumerate(SETS) if (text := _decoded(data, name)) is not None
    ]
    if not fitting or max(fitting)[0] < FITS:
        return ""
    return SETS[-max(fitting)[1]]


def is_false(data: bytes, declared: str) -> bool:
    """Whether *data*, words without markup, cannot be in the character set *declared*."""
    text = _decoded(data, declared)
    if text is None:
        return False
    if declared not in SETS:
        return _is_swapped(text)
    fit, count = share(text)
    if count < ENOUGH:
        return False
    return _is_full(text) or (fit < FITS and best(data) not in {"", declared})


def _is_swapped(text: str) -> bool:
    """Whether capitals stand where small letters should: KOI8 has them where windows-1251 has the others.

    Who writes all in capitals has none behind a small letter.
    """
    words = [word for word in re.findall(r"[^\W\d_]{3,}", text) if not word.isascii()]
    swapped = sum(any(one.islower() and two.isupper() for one, two in pairwise(word)) for word in words)
    loud = sum(word[1:].isupper() for word in words)
    return len(words) >= ENOUGH and (swapped > _SWAPPED * len(words) or (swapped > 1 and 2 * loud > len(words)))


def _is_full(text: str) -> bool:
    """Whether words that hold letters beyond ASCII hold few others: Latin languages have one or two in a word."""
    held = "".join(word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isascii())
    return sum(sign > "\x7f" for sign in held) > _FULL * len(held)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None
