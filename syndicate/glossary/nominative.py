"""Inflected forms of a name that nobody has entered -> its nominative, as far as a batch can tell.

Each form is tried against the paradigms of every name that it could be a form of. The name that explains the
most forms is taken; where several explain as many, the words around them decide, and then the commoner ending.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product

from syndicate.glossary.case import find_case
from syndicate.glossary.inflection import paradigm
from syndicate.languages import primary
from syndicate.model import EntryKind, LanguageTag

_SLAVIC = """
    а>  у>  ом>  ем>  ем>ь ем>й  е>  ым>  им>  ы>а и>а е>а у>а ой>а ей>а и>я е>я ю>я ей>я а>о у>о ом>о е>о ы> и>
    я>й ю>й е>й я>ь ю>ь е>ь и>ь ью>ь ии>ия ию>ия ией>ия ого>ый ому>ый ым>ый ом>ый ого>ий его>ий ому>ий им>ий ом>ий
    ого>ой ому>ой ым>ой ой>ая ую>ая ам>ы ах>ы ами>ы ов>ы
"""
_UKRAINIAN = """
    а>  у>  ом>  ем>  ові>  еві>  і>  им>  ою>а і>а у>а и>а ею>а і>я ю>я ею>я єю>я ії>ія ію>ія ією>ія ого>ий ому>ий
    им>ий ім>ий ої>а ій>а у>а я>й ю>й єм>й єві>й ї>й я>ь ю>ь ем>ь еві>ь і>ь і>о а>о у>о ом>о ові>о ю>ь о>а е>
"""
_RARE = """
    ом ем ым им ой ей ого ому его ему ами ах ам ию ии ией у ю ые ых ої єї ій ові еві єві ою ею ією ії ім
"""
_STRONG = frozenset(_RARE.split())
"""Endings that a nominative seldom has."""
_REVERSED = {"ru": _SLAVIC, "be": _SLAVIC, "uk": _UKRAINIAN}
_VOWELS = frozenset("аеёиоуыэюяіїє")
_SURNAME = re.compile(
    r".{3,}(?:[оеёє]ва?|[иыі]на?|[иы]й|ая|[сц]ька|ко|[уюи]к|ич|швили|швілі|дзе|ян|бек|бай|улы|уулу|кызы)"
)
_TURKIC_SURNAME = re.compile(
    r".{3,}(?:[еиоыіө]ва?|[еo]v|бек|бай|ұлы|уулу|кызы|қызы|[oe]va?|zad[əe]|oğlu|qızı|ogʻli|bek|bay|жан|jan)"
)
"""How the surnames of the region end, in the nominative."""
_FEMALE = ("ова", "ева", "єва", "ёва", "ина", "іна", "ая", "ька")
"""How surnames of women end."""
_SUFFIXED = frozenset({"az", "kk", "ky", "tr", "tt", "uz"})
_LONGEST_SUFFIX = 6
_ENOUGH = 200
"""Names tried for one form at most."""
_ALL = 5
"""Cases from which on a name does not decline."""
_PLAUSIBLE = 0.3
"""What the look of a word's ending is worth against what its neighbours say."""
_ATTESTED = 0.2
"""The same, for a nominative that stands in the batch."""
_ALONE = 0.3
"""The same, for each time that a form stands and no other form of the name does: Сейнсбери."""
_NEVER = ("ии", "ії", "ого", "ому", "ыми", "ими", "ами")
"""Endings of words that are no nominatives, however often they stand alone."""
_MOST = 4
"""So many times count, at most."""
_SURNAME_ENDS = 1.5
"""The same, for a surname's ending."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A form in its sentence."""

    form: str
    """As it stands."""
    text: str
    """The sentence."""
    start: int
    """Of the form in the sentence."""
    end: int
    """One past its last character."""


@dataclass(frozen=True, slots=True)
class Lemma:
    """What a form is a form of."""

    name: str
    """The nominative."""
    kind: EntryKind | None
    """Person or place where its declension shows it; None where nothing does."""
    gender: str
    """Of a person m or f, where known."""


def nominatives(seen: Sequence[Seen], language: LanguageTag, given: AbstractSet[str] = frozenset()) -> dict[str, Lemma]:
    """Return the nominative of each form in *seen*.

    Args:
        seen: every occurrence of unknown names in one language.
        language: its inflection counts; forms of a language without one are their own nominatives.
        given: given names that are known in the language.
    """
    times = Counter(each.form for each in seen)
    forms = sorted(times)
    code = primary(language)
    if code not in _REVERSED and code not in _SUFFIXED:
        return {form: Lemma(form, None, "") for form in forms}
    readings = {form: _readings(form, language) for form in forms}
    votes = _votes(seen, readings, language)
    explained: dict[Lemma, set[str]] = {}
    for form, some in readings.items():
        for lemma in some:
            explained.setdefault(lemma, set()).add(form)
    chosen: dict[str, Lemma] = {}
    surnames: set[str] = set()
    for form in sorted(forms, key=lambda form: (-form.count(" "), form)):  # what full names are helps with surnames
        best: tuple[float, ...] = ()
        for lemma in sorted(readings[form], key=str):
            others = explained[lemma]
            first, space, _ = lemma.name.partition(" ")
            score = sum(votes.get((other, lemma), 0) / times[other] for other in others)
            score += (
                (len(others) == 1)
                * _ALONE
                * min(times[form] - 1, _MOST)
                * (form == lemma.name and not form.endswith(_NEVER))
            )
            score += _PLAUSIBLE * sum(_plausible(other, lemma) for other in others) / len(others)
            score += bool(space and first in given) or (not space and lemma.name in surnames)
            surname = _TURKIC_SURNAME if code in _SUFFIXED else _SURNAME
            score += _SURNAME_ENDS * (surname.fullmatch(lemma.name) is not None)
            score += _ATTESTED * (len(others) > 1 and lemma.name in others)
            rank = (len(others), score, lemma.gender == _sex(lemma.name))
            if rank > best:
                best, chosen[form] = rank, lemma
        best_lemma = chosen.setdefault(form, Lemma(form, None, ""))
        if best_lemma.gender and not _shows_gender(best_lemma, explained):
            chosen[form] = best_lemma = replace(best_lemma, gender="")
        if " " in form:
            surnames.add(best_lemma.name.rpartition(" ")[2])
    return chosen


def _shows_gender(lemma: Lemma, explained: Mapping[Lemma, set[str]]) -> bool:
    """Whether the forms or the surname of a person tell a man from a woman: not Нино Гелашвили."""
    other = replace(lemma, gender="f" if lemma.gender == "m" else "m")
    if not explained[lemma] <= explained.get(other, set()):
        return True
    return lemma.name.endswith((*_FEMALE, "ов", "ев", "єв", "ёв", "їв", "ин", "ін", "ий", "ый"))


def _sex(name: str) -> str:
    """Return the gender that a surname shows: f for Манджиева, else m."""
    return "f" if name.endswith(_FEMALE) else "m"


def _votes(
    seen: Sequence[Seen], readings: Mapping[str, Mapping[Lemma, tuple[str, ...]]], language: LanguageTag
) -> dict[tuple[str, Lemma], float]:
    """Count for each form and reading how often the words around the form ask for the reading's case.

    A reading that can be every case says nothing, and one that can be two says half.
    """
    votes: dict[tuple[str, Lemma], float] = {}
    for each in seen:
        some = readings[each.form]
        cases = tuple(dict.fromkeys(case for possible in some.values() if len(possible) < _ALL for case in possible))
        kind = EntryKind.PERSON if " " in each.form else None
        case = find_case(each.text, each.start, each.end, cases, language, kind=kind) if len(cases) > 1 else ""
        for lemma, possible in some.items():
            if case and case in possible and len(possible) < _ALL:
                votes[each.form, lemma] = votes.get((each.form, lemma), 0) + 1 / len(possible)
    return votes


def _plausible(form: str, lemma: Lemma) -> float:
    """Prefer the form itself, unless its words end as nominatives seldom do."""
    words = form.split(" ")
    if form == lemma.name:
        return len(words)
    score = 0.0
    for word, nominative in zip(words, lemma.name.split(" "), strict=False):
        pairs = zip(word, nominative, strict=False)
        shared = next((index for index, (one, other) in enumerate(pairs) if one != other), len(nominative))
        if word != nominative:
            score += 4 if word[shared:] in _STRONG else 0.5
    return score


def _readings(form: str, language: LanguageTag) -> dict[Lemma, tuple[str, ...]]:
    """Return every name that *form* can be a form of, with the cases that it then is."""
    words = form.split(" ")
    found: dict[Lemma, tuple[str, ...]] = {}
    for name in _names(words, primary(language)):
        kinds: tuple[tuple[EntryKind, str], ...] = ((EntryKind.PERSON, "m"), (EntryKind.PERSON, "f"))
        if len(words) == 1:
            kinds = (*kinds, (EntryKind.PLACE, ""))
        if primary(language) in _SUFFIXED:
            kinds = ((EntryKind.PERSON, ""),)
        for kind, gender in kinds:
            cases = _cases(name, form, language, kind, gender)
            if cases:
                shown = None if primary(language) in _SUFFIXED else kind
                found[Lemma(name, shown, gender)] = cases
    return found


def _names(words: Sequence[str], code: str) -> Iterator[str]:
    """Give what the words may be in the nominative, themselves first."""
    if code in _SUFFIXED:
        *before, last = words
        stems = [last]
        mark = max(last.rfind("'"), last.rfind("’"))
        if mark > 1:
            stems = [last[:mark]]
        elif last[:2].isupper() and not last.isupper():
            stems = [last.rstrip("".join(sorted(set(last.lower()))))]  # АКШнын
        elif not last.isupper():
            stems += [last[:-count] for count in range(1, _LONGEST_SUFFIX + 1) if len(last) - count > 2]
        for stem in stems:
            yield " ".join([*before, stem])
        return
    options = [_undone(word, code) for word in words]
    if len(words) > 3 or any(len(word) > 2 and word.isupper() for word in words):
        options = [[word] for word in words]
    for some in islice(product(*options), _ENOUGH):
        yield " ".join(some)


@lru_cache(maxsize=4096)  # the words of names come again and again
def _undone(word: str, code: str) -> list[str]:
    """Return what *word* may be without the ending of a case, itself first."""
    if len(word) < 4 or not word.rpartition("-")[2][1:].islower():
        return [word]
    found = [word]
    for rule in _REVERSED[code].split():
        ending, _, nominative = rule.partition(">")
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word.removesuffix(ending)
            if _fits(stem[-1], nominative):
                found.append(stem + nominative)
    return list(dict.fromkeys(found))


def _fits(last: str, nominative: str) -> bool:
    """Whether a stem that ends in the letter *last* can take the ending of a nominative."""
    if nominative == "й":
        return last in _VOWELS
    return last not in "ьй" and (last not in _VOWELS or nominative == "я")


@lru_cache(maxsize=65536)  # a name is tried for each of its forms
def _forms(name: str, language: LanguageTag, kind: EntryKind, gender: str) -> Mapping[str, tuple[str, ...]]:
    """Return the cases of each form of *name*."""
    found: dict[str, tuple[str, ...]] = {}
    for form in paradigm(name, language, kind=kind, gender=gender):
        found[form.text] = (*found.get(form.text, ()), form.case)
    return found


def _cases(name: str, form: str, language: LanguageTag, kind: EntryKind, gender: str) -> tuple[str, ...]:
    """Return the cases in which *name* is *form*."""
    return _forms(name, language, kind, gender).get(form.replace("’", "'"), ())
