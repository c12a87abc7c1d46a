"""Turkic suffixes: vowel harmony, assimilation of the first consonant, and the n after a possessive.

Shared by Turkish, Azerbaijani, Kazakh, Kyrgyz and Tatar. Each language gives its tables; the way from a
word's sound to its suffix is the same. In a template `A` is the open vowel of the language (a/e, а/ә) and
`I` the close one (ı/i/u/ü); all other letters stand for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from syndicate.model import Form


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The suffixes of one language."""

    vowels: Mapping[str, str]
    """Each vowel letter -> the letters that `A` and `I` become after it."""
    nasals: str
    """Consonants with templates of their own in Kazakh and Tatar; elsewhere as voiced ones."""
    voiceless: str
    """Consonants after which a suffix begins voiceless, as this language writes it."""
    semivowels: str
    """Vowel letters after which suffixes are those of a voiced consonant (Kazakh и, у)."""
    cases: Mapping[str, tuple[str, str, str, str]]
    """Case -> templates after a vowel, a nasal, another voiced consonant, a voiceless consonant."""
    possessed: Mapping[str, str]
    """Case -> template after a possessive suffix of the third person."""

    def vowel(self, sound: str) -> str:
        """Return the last vowel of *sound*, or an empty string."""
        return next((letter for letter in reversed(sound) if letter in self.vowels), "")

    def after(self, sound: str, case: str, *, possessive: bool = False, harmony: str = "") -> str:
        """Return the suffix of *case* after a word that sounds like *sound* (lower-case).

        Args:
            sound: the word as it is spoken, in the letters of the language.
            case: other than the nominative.
            possessive: whether the word ends in a possessive suffix of the third person.
            harmony: a vowel that decides instead of the word's last one, where the word is an exception.
        """
        template = self.possessed[case] if possessive else self.cases[case][self._ending(sound)]
        pair = self.vowels[harmony or self.vowel(sound) or next(iter(self.vowels))]
        return template.replace("A", pair[0]).replace("I", pair[1])

    def _ending(self, sound: str) -> int:
        last = sound[-1:]
        if last in self.semivowels:
            return 2
        if last in self.vowels:
            return 0
        if last in self.nasals:
            return 1
        return 3 if last in self.voiceless else 2


def declined(
    name: str, sound: str, suffixes: Suffixes, rule: str, *, possessive: bool = False, mark: str = "", harmony: str = ""
) -> tuple[Form, ...]:
    """Return *name* in all cases, with *mark* (an apostrophe, a hyphen) before the suffix."""
    found = [Form(name, "nom", rule)]
    for case in suffixes.cases:
        suffix = suffixes.after(sound, case, possessive=possessive, harmony=harmony)
        found.append(Form(name + mark + suffix, case, rule))
    return tuple(found)


def last_word(name: str) -> str:
    """Return the word that takes the suffix: the last, without a hyphen's first part or closing quotation marks."""
    return name.split()[-1].rsplit("-", 1)[-1].strip("«»\"“”„'’()")


def is_abbreviation(word: str) -> bool:
    """Whether *word* is written in capitals only and read as letters or as a word of letters."""
    return len(word) > 1 and word.isupper()
