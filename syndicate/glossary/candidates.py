"""Which stretches of a text can be names: each is tried for its letters, its capitals and its borders.

Every stretch is tried before the longest is chosen, so that a long miss never hides a shorter name.
"""

from __future__ import annotations

from collections.abc import Sequence

from syndicate.glossary.beginnings import Beginnings
from syndicate.glossary.borders import Border, left, right
from syndicate.glossary.choice import Candidate, has_surname
from syndicate.glossary.normal import SEPARATOR, Normal, shape
from syndicate.glossary.shapes import Reading, Shapes, capital
from syndicate.model import LanguageTag

_APART = frozenset(f' ,.:;!?()[]"«»“”„…/{SEPARATOR}')
"""Signs beside which a name ends or begins in every language, whatever it is."""
_ENDS_SENTENCE = frozenset(f".!?…:;\n{SEPARATOR}")
_Doubtful = tuple[int, Candidate, Border, Border]
"""The number of the text, and whether the candidate may begin and end where it does."""
_OPENS = frozenset(" \"'«»„“”‘’([{—–-*•")


class Candidates:
    """The names of a glossary in one language, ready to be looked up."""

    def __init__(self, shapes: Shapes, language: LanguageTag) -> None:
        """Take up *shapes* of names in *language*."""
        self._shapes = shapes
        self._language = language
        self._beginnings = Beginnings(shapes.first, language)

    def find_all(self, originals: Sequence[str], normals: Sequence[Normal]) -> dict[int, list[Candidate]]:
        """Find every stretch of the texts of an article that can be a name, overlapping ones too.

        The texts are searched at once, as one with a separator behind each.

        Returns:
            What was found in each text, by its number, in order; texts where nothing was found are left out.
        """
        whole = f"{SEPARATOR.join([normal.text for normal in normals])}{SEPARATOR}"
        shaped = shape(whole, self._language)
        rows = self._shapes.first
        found: dict[int, list[Candidate]] = {}
        doubtful: list[_Doubtful] = []
        number, first, last = -1, 0, -1  # the text that we are in, its first place and the one past its last
        reach = sure = 0  # the end of all found so far; the end of the last that is chosen whatever follows
        for start, lengths in self._beginnings.find(whole, shaped):
            if start < sure:
                continue
            while start > last:
                number, first = number + 1, last + 1
                last = first + len(normals[number].text)
            for length in lengths:
                end = start + length
                key = shaped[start:end]
                if key not in rows:
                    continue
                readings, surface = self._shapes.readings(key), whole[start:end]
                if len(readings) > 1 or readings[0].text != surface:
                    readings = tuple([r for r in readings if r.text == surface or _fits(r, surface, whole, start)])
                    if not readings:
                        continue
                before, after, until, ruled = Border.YES, Border.YES, end, readings
                if start and whole[start - 1] not in _APART:
                    dash = _sign(originals[number], normals[number], start - first, -1)
                    before = left(whole, start, self._language, readings[0].entry.kind, dash)
                    if before is Border.NO:
                        continue
                if whole[end] not in _APART:
                    dash = _sign(originals[number], normals[number], end - first, 0)
                    after, until = right(whole, end, self._language, readings[0].entry.kind, dash)
                    if after is Border.NO:
                        continue
                    if until > end:
                        ruled = self._with_ending(readings, surface, whole[end:until].lstrip("'-"))
                        readings = ruled or readings
                candidate = Candidate(start - first, until - first, readings, not ruled, has_surname(readings))
                if before is not Border.YES or after is not Border.YES:
                    doubtful.append((number, candidate, before, after))
                else:
                    found.setdefault(number, []).append(candidate)
                    if start >= reach and until == end and not candidate.surname:
                        sure = reach = end
                        break
                reach = max(reach, until)
        return _with_doubtful(found, doubtful) if doubtful else found

    def _with_ending(self, readings: Sequence[Reading], surface: str, ending: str) -> tuple[Reading, ...]:
        """Return what *surface* is with *ending*, where a form is the two without the mark between: АҚШ-тың."""
        if not ending:
            return ()
        entries = {reading.entry.id for reading in readings}
        together = self._shapes.readings(shape(surface + ending, self._language))
        return tuple(reading for reading in together if reading.entry.id in entries)


def _sign(original: str, normal: Normal, place: int, away: int) -> str:
    """Return the sign that stood *away* from *place* of *normal* before it was made comparable."""
    at = normal.span(place, place)[0] + away
    return original[at] if 0 <= at < len(original) else ""


def _with_doubtful(found: dict[int, list[Candidate]], doubtful: Sequence[_Doubtful]) -> dict[int, list[Candidate]]:
    """Add to *found* those of *doubtful*, at a hyphen, that have another name on its other side."""
    everything = [(number, each) for number, candidates in found.items() for each in candidates]
    everything += [(number, each) for number, each, _, _ in doubtful]
    starts = {(number, each.start) for number, each in everything}
    ends = {(number, each.end) for number, each in everything}
    for number, each, before, after in doubtful:
        if (before is Border.YES or (number, each.start - 1) in ends) and (
            after is Border.YES or (number, each.end + 1) in starts
        ):
            found.setdefault(number, []).append(each)
    return dict(sorted(found.items()))


def _fits(reading: Reading, surface: str, text: str, start: int) -> bool:
    """Whether *surface*, which has the letters of *reading*, may have its capitals where it has them."""
    if not reading.entry.case_sensitive:
        return True
    if surface.isupper():
        # Ош the city is not ОШ the school, unless all around is in capitals.
        return sum(map(str.isalpha, surface)) > 3 or _around(text, start).isupper()
    words, shown = reading.text.split(" "), surface.split(" ")
    # Emmanuel MACRON, Bank Of America
    if not all(_alike(one, other) or capital(one) == other for one, other in zip(words[1:], shown[1:], strict=True)):
        return False
    if _alike(words[0], shown[0]):
        return True
    # Prime Minister, before a name or in a headline; Prime minister, where a sentence begins
    in_title_case = len(shown) > 1 and all(word[0].isupper() for word in shown if len(word) > 3)
    return capital(words[0]) == shown[0] and (in_title_case or _begins_sentence(text, start))


def _around(text: str, place: int) -> str:
    """Return what stands around *place* in the same text."""
    before = text[max(0, place - 40) : place].rpartition(SEPARATOR)[2]
    return before + text[place : place + 40].partition(SEPARATOR)[0]


def _alike(word: str, shown: str) -> bool:
    return word == shown or (len(shown) > 2 and shown.isupper())


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at *start*, by the last sign before it that is no quotation mark, bracket or space."""
    while start and text[start - 1] in _OPENS:
        start -= 1
    return start == 0 or text[start - 1] in _ENDS_SENTENCE
