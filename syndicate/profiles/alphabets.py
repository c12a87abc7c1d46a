"""Letters that only some languages write: what they stand in is none of the others.

Letters of Chuvash, Khakas and Gagauz Cyrillic, which nothing here knows, have no writers: such a text is und.

Cyrillic as the languages of news write it today; for Latin the letters that part Turkish from its neighbours.
"""

from __future__ import annotations

from syndicate.profiles import letters

ALLOWED = 0.1
"""Part of the words that may hold letters of another language: names and quoted words."""

_CYRILLIC = frozenset(
    ["alt", "az", "ba", "be", "bg", "kk", "ky", "mk", "mn", "ru", "sah", "sr", "tg", "tt", "tyv", "uk", "uz"]
)
_TURKIC = frozenset({"az", "crh", "gag", "kaa", "ku", "tk", "tr", "uz"})
_WRITERS = {
    "җ": "tt",
    "ӑӗӳӌӂ": "",
    "ҙҡҫ": "ba",
    "ў": "be uz",
    "ҳ": "tg uz",
    "қ": "kk tg uz",
    "ҷӣӯ": "tg",
    "ұ": "kk",
    "ҹҝ": "az",
    "ѓќѕ": "mk",
    "ђћ": "sr",
    "ј": "alt az mk sr",
    "љњџ": "mk sr",
    "ґєї": "uk",
    "і": "be kk uk",
    "ғ": "az ba kk tg uz",
    "ә": "az ba kk tt",
    "өү": "az ba kk ky mn sah tt tyv",
    "ң": "ba kk ky tt tyv",
    "һ": "az ba kk sah tt",
    "ҥ": "alt sah",
    "ӧӱ": "alt",
    "ҕ": "sah",
    "ы": "alt az ba be kk ky mn ru sah tt tyv",
    "э": "alt ba be kk ky mn ru sah tg tt tyv uz",
    "йюя": "alt ba be bg kk ky mn ru sah tg tt tyv uk uz",
    "ь": "alt ba be bg kk ky mn ru sah tt tyv uk uz",
    "щ": "alt ba bg kk ky mn ru sah tt tyv uk",
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


def ruled_out(text: str) -> frozenset[str]:
    """Return the primary languages that *text* cannot be in: more than a few of its words hold letters they lack."""
    words = [word.lower() for word in letters.words(text)]
    counts: dict[str, int] = {}
    for word in words:
        banned: set[str] = set()
        for letter in set(word) & _BANNED.keys():
            banned |= _BANNED[letter]
        for language in banned:
            counts[language] = counts.get(language, 0) + 1
    present = frozenset().union(*words)
    lacking = [name for name, needed in _NEEDED.items() if not needed & present and letters.count(text) >= RUNNING]
    return frozenset([*lacking, *(language for language, times in counts.items() if times > ALLOWED * len(words))])
