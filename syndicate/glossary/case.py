"""The case of a name in a sentence, where its own form can be several.

Three of four Russian mentions that are ambiguous by form are decided by what stands to their left: a
preposition, a title in the same case, a noun (then it is a genitive), a verb. The rules here are the
order in which these are asked; the words are in `syndicate.glossary.cases`. What stays open is left
open: an editor is asked, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from syndicate.glossary.cases import Grammar, grammar
from syndicate.glossary.inflection import paradigm
from syndicate.languages import primary
from syndicate.model import EntryKind, LanguageTag, Mention

_TOKEN = re.compile(r"[\w'’ʼ]+(?:-[\w'’ʼ]+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])[»\"”)]*\s+(?=[^a-zа-яёіїєґў]*[A-ZА-ЯЁІЇЄҐЎ])|\n")
_QUOTES = frozenset("«»\"“”„'’‘()")
_STOPS = frozenset(",;:—–-.!?…")
_REACH = 8
"""Words looked at on each side: farther ones belong to another phrase."""

_FAR = 60
"""Words kept on each side: a list of names, each joined to the next, may be long, but not without end."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The words around a mention, nearest first, quotation marks left out."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    cases: tuple[str, ...]
    kind: EntryKind | None
    grammar: Grammar
    titles: Mapping[str, Mapping[EntryKind, tuple[str, ...]]]

    def one_of(self, wanted: Iterable[str]) -> str:
        """Return the first of *wanted* that the mention can be."""
        return next((case for case in wanted if case in self.cases), "")

    def narrowed(self, cases: Iterable[str]) -> _Place:
        """Return this place with only those *cases* that are possible, all of them where none is."""
        shared = tuple(case for case in self.cases if case in set(cases))
        return replace(self, cases=shared or self.cases)


def find_case(
    text: str,
    start: int,
    end: int,
    possible: tuple[str, ...],
    language: LanguageTag,
    *,
    kind: EntryKind | None = None,
) -> str:
    """Return the case of the mention at *start* to *end* of *text*.

    Args:
        text: a segment, or the unit around it.
        start: first character of the mention.
        end: one past its last.
        possible: the cases its form can be (`Mention.cases`).
        language: of *text*.
        kind: what the mention names. «Президенту Монголии» is a genitive, «президенту Захаровой» a
            dative: without a kind both stay open.

    Returns:
        One of *possible*; empty where its neighbours do not decide, or the language has no tables.
    """
    if len(possible) < 2:
        return possible[0] if possible else ""
    tables = grammar(language)
    if tables is None:
        return ""
    before = _SENTENCE_END.split(text[:start])[-1]
    after = _SENTENCE_END.split(text[end:])[0]
    place = _Place(
        tuple(word for word in reversed(_TOKEN.findall(before)) if word not in _QUOTES)[:_FAR],
        tuple(word for word in _TOKEN.findall(after) if word not in _QUOTES)[:_FAR],
        possible,
        kind,
        tables,
        _title_forms(language),
    )
    return _from_left(place) or _from_right(_with_apposition(place))


_JOINED = re.compile(r",|,? (?:и|или|та|й|і|або|а также|а також)|, (?:ни|ні)")


def coordinated(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return *mentions* with the case that the names of a list share, where one of them can be no other.

    «Письмо подписали Петренко, Косанов и Ильина»: Петренко can be any case, Косанов only the nominative.
    A list has an “and”, an “or” or a second “nor”; commas alone part clauses as well.
    """
    found = list(mentions)
    first = 0
    for index in range(1, len(found) + 1):
        between = text[found[index - 1].end : found[index].start] if index < len(found) else ""
        if between.endswith(" ") and _JOINED.fullmatch(between[:-1]):
            continue
        members = range(first, index)
        joints = [text[found[at].end : found[at + 1].start].strip(" ,") for at in members[:-1]]
        certain = {found[at].cases[0] for at in members if len(found[at].cases) == 1}
        if any(joints) and len(certain) == 1:
            (case,) = certain
            for at in members:
                if case in found[at].cases:
                    found[at] = replace(found[at], case=case)
        first = index
    return found


@cache
def _title_forms(language: LanguageTag) -> Mapping[str, Mapping[EntryKind, tuple[str, ...]]]:
    """Return every form of the titles of *language*, with the cases that it can be beside each kind of name."""
    tables = grammar(language)
    found: dict[str, dict[EntryKind, tuple[str, ...]]] = {}
    for kind, titles in (tables.titles if tables else {}).items():
        declined = EntryKind.TITLE if kind is EntryKind.PERSON else EntryKind.TERM
        for title in titles:
            for form in paradigm(title, LanguageTag(primary(language)), kind=declined):
                cases = found.setdefault(form.text, {})
                cases[kind] = (*cases.get(kind, ()), form.case)
    return found


def _from_left(place: _Place) -> str:
    """Walk left over what agrees with the name (adjectives, titles, the names in them) to what governs it."""
    tables = place.grammar
    names = agreeing = 0
    for position, word in enumerate(place.left[:_REACH]):
        lower = word.lower()
        if lower in tables.prepositions:
            # Between “in” and a person stands a place: «В Узбекистане Петренко встретился».
            other = names and not agreeing and (place.kind is not EntryKind.PERSON or lower in tables.place_or_aim)
            return "" if other else _after_preposition(place, lower, position)
        if word in _STOPS or lower in tables.conjunctions:
            return "" if names or agreeing else _joined(place, position)
        if lower in tables.joining and place.left[position + 1 :] and place.left[position + 1][0].isupper():
            return _joined(place, position)
        if lower in tables.passed or lower in tables.joining:
            continue
        title = _title_cases(place, lower)
        if title is not None:
            if not any(case in title for case in place.cases):
                return "" if names else place.one_of(("gen", "nom"))
            place = place.narrowed(title)
            agreeing += 1
        elif word[0].isupper() and position + 1 < len(place.left):
            names += 1
        elif _is_verb(lower, tables) and not (word[0].isupper() and lower.endswith("т")):
            return "" if names and not agreeing else _after_verb(place, lower, position)
        else:
            endings = _adjective_cases(lower, tables)
            if not endings:
                return _after_word(place, lower, position) if not names else ""
            if not any(case in endings for case in place.cases):
                return place.one_of(("ins",)) if "нн" in lower else ""
            place = place.narrowed(endings)
            agreeing += 1
        if len(place.cases) == 1:
            return place.cases[0]
    return ""


def _title_cases(place: _Place, word: str) -> tuple[str, ...] | None:
    """Return the cases of *word* if it is a title beside such a name; () if it is one of another kind's."""
    kinds = place.titles.get(word)
    if kinds is None:
        return None
    if place.kind is not None:
        return kinds.get(place.kind, None if EntryKind.PERSON not in kinds else ())
    cases = tuple(case for shared in kinds.values() for case in shared)
    return cases if "gen" not in place.cases else (*cases, "gen")


def _adjective_cases(word: str, tables: Grammar) -> tuple[str, ...]:
    if len(word) < 4 or word in tables.not_adjective:
        return ()
    return next((cases for ending, cases in tables.adjective.items() if word.endswith(ending)), ())


def _is_verb(word: str, tables: Grammar) -> bool:
    return bool(tables.verb.fullmatch(word)) and not tables.not_verb.fullmatch(word)


def _after_preposition(place: _Place, preposition: str, position: int) -> str:
    governed = [case for case in place.grammar.prepositions[preposition] if case in place.cases]
    if len(governed) < 2:
        return "".join(governed)
    near = (*place.left[position + 1 : position + 1 + _REACH], *place.right[:3])
    moving = any(place.grammar.motion.fullmatch(word.lower()) for word in near)
    if preposition in place.grammar.place_or_aim:
        return place.one_of(("acc",) if moving else ("loc",))
    if preposition in place.grammar.company_or_source and place.kind is EntryKind.PLACE:
        return place.one_of(("gen",)) if moving else ""
    return governed[0]


def _with_apposition(place: _Place) -> _Place:
    """Return *place* with the adjectives and titles before the name taken into it: «Бывшего президента Токаева»."""
    while place.left:
        word = place.left[0].lower()
        agreeing = _title_cases(place, word) or _adjective_cases(word, place.grammar)
        if not agreeing and word not in place.grammar.passed:
            break
        place = replace(place.narrowed(agreeing) if agreeing else place, left=place.left[1:])
    return place


def _after_verb(place: _Place, verb: str, position: int) -> str:
    """Return the case of a verb's object, or of the subject that follows it."""
    tables = place.grammar
    if tables.genitive.fullmatch(verb) and "gen" in place.cases:
        return "gen"
    if tables.dative.fullmatch(verb) and "dat" in place.cases:
        return "dat" if "nom" not in place.cases else ""
    if tables.instrumental.fullmatch(verb) and "ins" in place.cases:
        return "ins" if "nom" not in place.cases else ""
    if "nom" not in place.cases:
        return place.one_of(("acc",))
    ends = next((ends for shape, ends in tables.agreement if shape.fullmatch(verb)), None)
    before = _free_words(place, position)
    subject = any(ends is None or ends.fullmatch(word) for word in before)
    if tables.reporting.fullmatch(verb):
        return place.one_of(("acc",)) if subject else "nom"
    if not before and ends is not None:
        return ""  # «Поддержал Китай»: who whom?
    return "nom" if before and not subject else place.one_of(("acc",))


def _free_words(place: _Place, position: int) -> list[str]:
    """Return the words left of *position* in the clause that could be a subject: no preposition governs them."""
    tables = place.grammar
    free: list[str] = []
    for word in place.left[position + 1 :]:
        lower = word.lower()
        if word in _STOPS:
            break
        if lower in tables.prepositions:
            free = free[:-1]
        elif len(lower) > 2 and lower not in tables.passed and lower not in tables.times:
            free.append(lower)
    return free


def _after_word(place: _Place, word: str, position: int) -> str:
    """Return the case after a noun (a genitive), a predicate or a participle."""
    tables = place.grammar
    if tables.genitive.fullmatch(word) and "gen" in place.cases:
        return "gen"
    if tables.dative.fullmatch(word) and "dat" in place.cases:
        return "dat"
    if tables.instrumental.fullmatch(word) and "ins" in place.cases:
        return "ins"
    title = _title_over(place, position)
    if title:
        return place.one_of(title)
    if any(tables.dative.fullmatch(verb.lower()) for verb in place.left[position + 1 : position + 4]):
        return place.one_of(("gen",)) if "dat" not in place.cases else ""  # «передали вопрос Захаровой»
    if "nom" in place.cases and word in tables.times:
        return ""  # «В понедельник ООН осудила»: what follows decides
    return place.one_of(("gen",))


def _title_over(place: _Place, position: int) -> tuple[str, ...]:
    """Return the cases of a person's title that has the word before the name as its genitive."""
    if place.kind is not EntryKind.PERSON:
        return ()
    for word in place.left[position + 1 : position + 5]:
        lower = word.lower()
        if word in _STOPS or lower in place.grammar.prepositions or _is_verb(lower, place.grammar):
            return ()
        title = place.titles.get(lower, {}).get(EntryKind.PERSON, ())
        if title:
            shared = tuple(case for case in place.cases if case in title)
            return shared if len(shared) == 1 else ()
    return ()


def _joined(place: _Place, position: int) -> str:
    """Return the case that a name shares with the one before it: «жители Бурятии и Калмыкии»."""
    words = place.left[position + 1 :]
    if place.left[position] in _STOPS - {","} or not words or not words[0][0].isupper():
        return ""
    count = next((index for index, word in enumerate(words) if not word[0].isupper()), len(words) - 1)
    return _from_left(replace(place, left=words[count:])) if count else ""


def _verb_to_the_right(place: _Place) -> str:
    """Return the first verb to the right, within the clause."""
    for word in place.right[:_REACH]:
        lower = word.lower()
        if word in _STOPS or lower in place.grammar.conjunctions:
            return ""
        if _is_verb(lower, place.grammar):
            return lower
    return ""


def _from_right(place: _Place) -> str:
    """Return the case that the predicate to the right gives: a subject, or an object put first."""
    tables = place.grammar
    verb = _verb_to_the_right(place)
    near = [word.lower() for word in place.right[:4]]
    opening = not place.left or place.left[0] in _STOPS or place.left[0].lower() in tables.conjunctions
    verb_left = any(_is_verb(word.lower(), tables) for word in place.left[:_REACH])
    if "nom" in place.cases:
        if verb and (opening or not verb_left):
            oblique = tables.dative.fullmatch(verb) and tables.plural.fullmatch(verb) and "dat" in place.cases
            return "" if oblique else "nom"
        return "nom" if opening and not verb_left and (not near or near[0] in _STOPS) else ""
    if not opening:
        return ""
    if any(tables.genitive.fullmatch(word) for word in near):
        return place.one_of(("gen",))
    if any(tables.dative.fullmatch(word) for word in near) and "dat" in place.cases:
        return "dat"
    return place.one_of(("acc",)) if verb else ""
