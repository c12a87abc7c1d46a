"""Words that are one letter away from a name: Peksov for Peskov. A warning for the editor, never a change.

One letter more, less or other, or two letters exchanged: optimal string alignment. Not another first letter alone: few
mistype it, and many words differ in it (Больше, Польше). Whatever the edit, the
words share their first or their last letters, so that a name is looked for among few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syndicate.glossary.normal import fold, normalise
from syndicate.languages import primary
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

LEAST = 5
"""Letters a word must have: shorter ones are near to too many others."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# Most words begin with a small letter of these; leaving them to the expression halves the time.
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-zа-яёіїєґ][^\W\d_]+(?:'[^\W\d_]+)*")
_OTHER_SEX_OR_NUMBER = frozenset("aаsиыі")
"""Letters that make another person's surname, or a plural, of a name when they come at its end."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that may be a misspelt name."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    text: str
    """The word as it stands."""
    name: str
    """The known form that it is near to."""
    entry: ConceptEntry
    """The entry of that form."""


class Nearby:
    """The words of all names, kept so that a word one letter away is found soon."""

    def __init__(self, names: Iterable[tuple[str, ConceptEntry, str]], language: LanguageTag) -> None:
        """Take up the words of *names*: normalised forms, their entries and cases.

        Words of a place's or organisation's name of several words (United, Central) are common words, and
        nothing is said of what is near to them; nor to an oblique case of a word of four letters. What
        is near to a given name (Roberto) counts before a surname only (Vladmir Putin). What
        CLDR calls a language (German) is no misspelling of a country.
        """
        self._language = language
        self._known: dict[str, tuple[str, ConceptEntry]] = {}
        self._silent: set[str] = set()
        self._alone: set[str] = set()  # the words that need no surname behind them
        seen: set[tuple[str, int, bool, bool]] = set()  # given names come often, and only their first time tells
        for name, entry, case in names:
            words = _WORD.findall(name)
            least = LEAST if case in ("", "nom") else LEAST + 1
            telling = entry.kind is EntryKind.PERSON or (len(words) == 1 and entry.kind is not EntryKind.TERM)
            for position, word in enumerate(words, 1):
                sort = word, least, telling, position == len(words)
                if sort in seen:
                    continue
                seen.add(sort)
                key = fold(word, language)
                if len(key) < least or not word[0].isupper() or not telling:
                    self._silent.add(key)
                else:
                    self._known.setdefault(key, (word, entry))
                    if position == len(words):
                        self._alone.add(key)
        self._silent |= {fold(word, language) for word in _languages(language)} - self._known.keys()
        self._parts: dict[tuple[int, str], list[str]] = {}
        for key in self._known:
            for part in _parts(key, len(key)):
                self._parts.setdefault(part, []).append(key)

    def find(self, text: str) -> tuple[NearMiss, ...]:
        """Return the near misses of *text*, by start; of several names the first by alphabet."""
        normal = normalise(text, self._language)
        answers: dict[str, str | None] = {}
        found: list[NearMiss] = []
        for match in _CAPITALISED.finditer(normal.text):
            word = match[0].removesuffix("'s")
            # Capitals inside are an abbreviation's: АКШнын, or a brand's.
            if len(word) < LEAST - 1 or not (word.isupper() or (word[0].isupper() and word[1:].islower())):
                continue
            if word.isupper() and len(word) <= LEAST and not _in_capitals(normal.text, match.start(), match.end()):
                continue  # SPAN is an abbreviation
            key = fold(word, self._language)
            if key not in answers:
                answers[key] = self._nearest(key)
            near = answers[key]
            if near is not None and (near in self._alone or self._before_surname(normal.text, match.end())):
                start, end = normal.span(match.start(), match.start() + len(word))
                found.append(NearMiss(start, end, text[start:end], *self._known[near]))
        return tuple(found)

    def _before_surname(self, text: str, end: int) -> bool:
        """Whether a person's word that can stand alone follows after a space: «Мэрия Бишкека» is no Мария."""
        following = _WORD.match(text, end + 1)
        key = fold(following[0].removesuffix("'s"), self._language) if following else ""
        return key in self._alone and self._known[key][1].kind is EntryKind.PERSON

    def _nearest(self, key: str) -> str | None:
        from rapidfuzz.distance import OSA

        if any(word in self._known or word in self._silent for word in (key, key.replace("ı", "i"))):
            return None
        near = {
            name
            for length in (len(key) - 1, len(key), len(key) + 1)
            for part in _parts(key, length)
            for name in self._parts.get(part, ())
            if len(name) == length and OSA.distance(key, name, score_cutoff=1) == 1 and key[1:] != name[1:]
        }
        near = {name for name in near if not self._is_derived(key, name)}
        return min(near) if near else None

    def _is_derived(self, key: str, name: str) -> bool:
        """Whether *key* is rather *name* with an ending: Russian, Roberto's Roberta, a case that no rule gave."""
        if not key.startswith(name):
            return False
        return self._known[name][1].kind is not EntryKind.PERSON or key[-1] in _OTHER_SEX_OR_NUMBER


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether what stands around a word is in capitals, too."""
    around = text[max(0, start - 40) : start] + text[end : end + 40]
    return around.isupper()


def _languages(language: LanguageTag) -> Iterator[str]:
    """Give what CLDR calls languages in *language*: German is near to Germany, and no misspelling of it."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(primary(language)).languages
    except (UnknownLocaleError, ValueError):
        return
    for name in named.values():
        yield from _WORD.findall(name)


def _parts(word: str, length: int) -> Iterator[tuple[int, str]]:
    """Give the beginning and the end of *word* of which a name of *length* letters shares one.

    An edit spoils two letters at most, so that of the others half stand before or behind it.
    """
    half = max(1, (length - 1) // 2)
    yield length * 2, word[:half]
    yield length * 2 + 1, word[-half:]
