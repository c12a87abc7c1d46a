"""A pool of placeholders that the grammar knows: which tags stand for which sort of name.

A placeholder goes through Apertium as a word without letters of its own, but with the tags that a
well-known name of its sort has in this pair of dictionaries (Peter, London, Microsoft). So the tagger,
the grammar and the agreement treat it as that name, and the tags on its other side tell its case.
Nothing is compiled: the tags are put into the stream. They are learnt from the pair itself, once,
because dictionaries of one language differ between pairs (`<np><loc>` here, `<np><top>` there).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from syndicate.engines.apertium.modes import Mode
from syndicate.engines.apertium.pipe import run_once
from syndicate.engines.apertium.stream import ITEM
from syndicate.model import EntryKind, LanguageTag, Mention, Placeholder, Span

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "prp", "voc", "abl")
"""Apertium's case tags; Russian `prp` is Universal Dependencies' `loc`."""

_SORTS = {
    "person": r"<np><(?:ant|cog)>",
    "place": r"<np><(?:top|loc)>",
    "organisation": r"<np><(?:al|org)>",
    "title": r"<n>(?!<acr>)",
    "term": r"<n>(?!<acr>)",
    "number": r"<num>",
    "date": r"<adv>",
}
_DATES = {"en": "yesterday", "es": "ayer", "fr": "hier", "ca": "ahir", "it": "ieri", "pt": "ontem", "gl": "onte"}
"""An adverb of time, which a date in the target's own words is like."""
_MODELS = """
    en  Peter/John       London/Moscow     Microsoft   minister   book
    es  Pedro/Juan       Madrid/Londres    Microsoft   ministro   libro
    fr  Pierre/Jean      Paris/Londres     Microsoft   ministre   livre
    ca  Pere/Joan        Londres           Microsoft   ministre   llibre
    it  Pietro/Giovanni  Londra/Roma       Microsoft   ministro   libro
    pt  Pedro/João       Londres           Microsoft   ministro   livro
    gl  Pedro/Xoán       Londres           Microsoft   ministro   libro
    ru  Владимир/Иван    Киев/Минск        ООН         министр    закон
    uk  Володимир/Іван   Київ/Мінськ       ООН         міністр    закон
    be  Іван/Уладзімір   Мінск/Кіеў        ААН         міністр    стол
    mk  Петар/Иван       Лондон/Скопје     Мајкрософт  министер   закон
    sh  Petar/Ivan       London/Zagreb     Microsoft   ministar   zakon
    is  Jón/Pétur        London/Reykjavík  Microsoft   ráðherra   bók
    tr  Mehmet/Ali       Ankara            Microsoft   bakan      kitap
    kk  Нұрсұлтан/Иван   Алматы            БҰҰ         министр    кітап
    ky  Иван             Бишкек            БУУ         министр    китеп
"""
"""By language: a person, a place, an organisation, a title and a thing that every dictionary of it is likely to
have, masculine where there are genders; the first of several that is known is taken."""
_GENDER = re.compile(r"<(?:m|f|nt|mf|mfn|GD|ma|mi)>")
_NUMBER = re.compile(r"<(?:sg|sp|ND)>")
_CASE = re.compile(rf"(?<!<np>)<({'|'.join(CASES)})>")  # <np><loc> is a place's name in some dictionaries
_GENDERS = {"m": "<m>", "f": "<f>", "n": "<nt>"}


@dataclass(frozen=True, slots=True)
class Sort:
    """The tags of one sort of name in one direction."""

    source: str
    """Tags of the model word's nominative in the source dictionary."""
    target: str
    """Tags the bilingual dictionary answers with."""
    locative: str = "loc"
    """The source dictionary's tag for the case that Universal Dependencies call `loc`."""


Pool = Mapping[str, Sort]
"""By sort: person, place, organisation, title, term, number, date."""


def learn(mode: Mode, timeout: float) -> Pool:
    """Return the tags of every sort of name that *mode*'s dictionaries know.

    Starts the analyser and the bilingual dictionary once each. A sort that is not in the pool goes
    through as an unknown word: it stands where it stood, and has no case.

    Args:
        mode: of the direction.
        timeout: seconds that each of the two may take.

    Raises:
        PipeDied: one cannot be started, or says nothing in time.
    """
    rows = {row.split()[0]: row.split()[1:] for row in _MODELS.splitlines() if row}
    language = _model_language(mode.direction.source)
    words = {
        "number": "15",
        "date": _DATES.get(language, ""),
        **dict(zip(_SORTS, rows.get(language, []), strict=False)),
    }
    sources = _analyses(mode, words, timeout)
    known = {sort: word for sort, word in sources.items() if word}
    targets = run_once(mode.lookup[-1], "".join(f"^{word}$" for word in known.values()), timeout)
    locative = "prp" if mode.direction.source == "ru" else "loc"
    pool: dict[str, Sort] = {}
    for (sort, word), found in zip(known.items(), _words(targets), strict=False):
        answers = found.split("/")[1:]
        if answers and not answers[0].startswith("@"):
            pool[sort] = Sort(_tags(word), _tags(answers[0]), locative)
    return MappingProxyType(pool)


def _model_language(tag: LanguageTag) -> str:
    primary = tag.split("-")[0]
    return "sh" if primary in {"hr", "bs", "sr"} else primary


def _analyses(mode: Mode, words: Mapping[str, str], timeout: float) -> dict[str, str]:
    """Return by sort the analysis of the first of its *words* that has one; empty where none has."""
    asked = "".join(candidates.replace("/", " ") + "\n" for candidates in words.values())
    found: dict[str, str] = {}
    for sort, answer in zip(words, run_once(mode.analysis[0], asked, timeout).split("\n"), strict=False):
        analyses = [analysis for word in _words(answer) for analysis in word.split("/")[1:]]
        fitting = [analysis for analysis in analyses if re.search(rf"^[^<+]*{_SORTS[sort]}[^+]*$", analysis)]
        found[sort] = fitting[0] if fitting else ""
    return found


def _words(stream: str) -> list[str]:
    return [item["word"] for item in ITEM.finditer(stream) if item["word"]]


def _tags(analysis: str) -> str:
    return analysis[analysis.index("<") :]


def sort_of(placeholder: Placeholder) -> str:
    """Return the sort of name *placeholder* is treated as; a thing to keep is like an organisation's name."""
    if placeholder.kind is not None:
        return placeholder.kind.value
    name = placeholder.origin.name if isinstance(placeholder.origin, Span) else ""
    return name if name in {"number", "date"} else EntryKind.ORGANISATION.value


def analyses(pool: Pool, placeholder: Placeholder) -> list[str]:
    """Return the analyses of *placeholder* in the source: one for each case that it may be; none if unknown.

    Where the case is not decided, the grammar of the pair decides between those the form can be.
    """
    sort = pool.get(sort_of(placeholder))
    if sort is None:
        return []
    tags = _gendered(sort.source, placeholder.source_gender or placeholder.gender)
    if not _CASE.search(tags):
        return [tags]
    if placeholder.case:
        cases: tuple[str, ...] = (placeholder.case,)
    elif isinstance(placeholder.origin, Mention) and placeholder.origin.cases:
        cases = placeholder.origin.cases
    else:
        cases = ("nom",) if placeholder.kind else ("nom", "gen", "dat", "acc", "ins", "loc")
    names = [sort.locative if case == "loc" else case for case in cases]
    return [_CASE.sub(f"<{name}>", tags, count=1) for name in names]


def target_tags(pool: Pool, placeholder: Placeholder, source: str) -> str:
    """Return what the bilingual dictionary would answer for *placeholder* with the tags *source*."""
    sort = pool.get(sort_of(placeholder))
    if sort is None:
        return source
    tags = _gendered(sort.target, placeholder.gender)
    case = _CASE.search(source)
    return _CASE.sub(case[0], tags, count=1) if case else tags


def _gendered(tags: str, gender: str) -> str:
    if gender == "pl":
        return _NUMBER.sub("<pl>", tags, count=1)
    return _GENDER.sub(_GENDERS[gender], tags, count=1) if gender in _GENDERS else tags


def case_in(tags: str) -> str:
    """Return the case that *tags* say, as Universal Dependencies name it; empty where they say none."""
    cases = _CASE.findall(tags)
    return "loc" if cases and cases[-1] == "prp" else (cases[-1] if cases else "")
