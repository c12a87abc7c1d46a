"""Letters that only some languages write: what they stand in is none of the others.

Letters of Gagauz and Moldovan Cyrillic, which nothing here knows, have no writers: such a text is und.

Cyrillic as the languages of news write it today; for Latin the letters that part Turkish from its neighbours.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from syndicate.profiles import letters

ALLOWED = 0.1
"""Part of the words that may hold letters of another language: names and quoted words."""

_CYRILLIC = letters.WRITTEN["CYRILLIC"]
_TURKIC = frozenset({"az", "crh", "gag", "kaa", "ku", "tk", "tr", "uz"})
_WRITERS = {
    "җ": "tt",
    "ӂ": "",
    "ӑӗӳ": "cv",
    "ӌ": "kjh",
    "ҫ": "ba cv",
    "ҙҡ": "ba",
    "ў": "be uz",
    "ҳ": "tg uz",
    "қ": "kk tg uz",
    "ҷ": "kjh tg",
    "ӣӯ": "tg",
    "ұ": "kk",
    "ҹҝ": "az",
    "ѓќѕ": "mk",
    "ђћ": "sr",
    "ј": "alt az mk sr",
    "љњџ": "mk sr",
    "ґєї": "uk",
    "і": "be kjh kk uk",
    "ғ": "az ba kjh kk tg uz",
    "ә": "az ba kk tt",
    "өү": "az ba kk ky mn sah tt tyv",
    "ң": "ba kjh kk ky tt tyv",
    "һ": "az ba kk sah tt",
    "ҥ": "alt sah",
    "ӧӱ": "alt kjh",
    "ҕ": "sah",
    "ы": "alt az ba be cv kjh kk ky mn ru sah tt tyv",
    "э": "alt ba be cv kjh kk ky mn ru sah tg tt tyv uz",
    "йюя": "alt ba be bg cv kjh kk ky mn ru sah tg tt tyv uk uz",
    "ь": "alt ba be bg cv kjh kk ky mn ru sah tt tyv uk uz",
    "щ": "alt ba bg cv kjh kk ky mn ru sah tt tyv uk",
}
_TURKIC_WRITERS = {"ə": "az", "ä": "gag tk", "ê": "gag ku", "ý": "tk", "ň": "tk", "ž": "tk"}

_NEEDED = {"ba": frozenset("ҙҡҫ")}
"""Letters of which a language's running text always has one."""
RUNNING = 60
"""Letters from which a text runs."""

_BANNED: dict[str, frozenset[str]] = {
    letter: everyone - set(writers.split())
    for table, everyone in ((_WRITERS, _CYRILLIC), (_TURKIC_WRITERS, _TURKIC))
    for group, writers in table.items()
    for letter in group
}
"""For each letter the languages that do not write it."""


_TELLING = frozenset(_BANNED)


def ruled_out(text: str) -> frozenset[str]:
    """Return the primary languages that *text* cannot be in: more than a few of its words hold letters they lack."""
    words = letters.words(text.lower())
    counts: Counter[str] = Counter()
    for telling, times in Counter(map(_TELLING.intersection, map(frozenset, words))).items():
        counts.update(dict.fromkeys(_banned(telling), times))
    present = frozenset(text.lower())
    lacking = [name for name, needed in _NEEDED.items() if not needed & present and letters.count(text) >= RUNNING]
    return frozenset([*lacking, *(language for language, times in counts.items() if times > ALLOWED * len(words))])


@lru_cache(maxsize=4096)
def _banned(telling: frozenset[str]) -> frozenset[str]:
    """Return the languages that do not write one of the letters *telling*."""
    return frozenset().union(*(_BANNED[letter] for letter in telling))
