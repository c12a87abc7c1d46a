"""Words with capitals that no entry knows: the names a batch may hold, found by how they are written.

A capital at the beginning of a sentence says nothing. What stands there counts where the batch writes the
word with a capital inside sentences, too, or where more words with capitals follow. A word that the batch also
writes small is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from syndicate.glossary.normal import fold
from syndicate.glossary.openers import OPENERS, TITLES
from syndicate.languages import primary
from syndicate.model import LanguageTag, Segment, SpanKind

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ‘ʻ][^\W\d_]+)*")
_SPACES = frozenset((" ", "\u00a0", "\u202f"))
_BEFORE_SPEECH = frozenset(".!?…:,;—–-•*|/)")
_QUOTES = frozenset("«»\"“”„'’‘([{")
_SMALL_WORDS = """
    de del della da dos di du von van der den bin ibn al el la las los ben af y e
    де дель да ди фон ван дер бин бен ибн аль эль оглы оглу улы уулу кызы гызы ібн бін огли
"""
_PARTICLES = frozenset(_SMALL_WORDS.split())
"""Small words inside names."""
_CONNECTORS = {"en": frozenset({"of", "for"}), "es": frozenset({"de", "del"}), "fr": frozenset({"de", "du", "des"})}
_POSSESSIVE = re.compile(r"['’]s$")
_NOUNS_WITH_CAPITALS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital: there only several words together can be a name."""
_ROMAN = re.compile(r"[IVXLCDM]+|[ІХ]+")
_TITLE_CASE = frozenset({"en", "tr", "az"})
"""Languages whose headlines may write every word with a capital."""
_ENDS = frozenset('.!?…”»"')
_MOST = 0.7
"""Part of the longer words that have capitals in a headline."""
_PATRONYMICS = frozenset({"ru", "uk", "be"})
_FATHERS_NAME = re.compile(r"(?:[вьи]ич|[вьи]н|вн)(?:[аеуоиыіюя]\w{0,3})?$")
"""How the name after the father ends, in any case: Сергеевичем, Ильиничны."""
_LONGEST = 6
"""Words of a name at most; more is a line in capitals."""


class Passage(NamedTuple):
    """A sentence, and where it comes from."""

    document: str
    """The file or item of its article."""
    segment: Segment
    """The sentence, names of the glossary found in it."""


@dataclass(frozen=True, slots=True)
class Capitals:
    """A word or words with capitals that no entry knows."""

    text: str
    """As they stand, without the 's of English."""
    start: int
    """In the sentence."""
    end: int
    """In the sentence."""
    passage: Passage
    """The sentence."""
    initial: bool
    """Whether they begin a sentence or a quotation."""
    common: bool
    """Whether one of the words is also written small in the batch, as in the names of offices and companies."""


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool
    initial: bool
    known: bool
    """Whether a name of the glossary, an address or a date lies on it."""


def unknown_capitals(passages: Sequence[Passage], language: LanguageTag) -> list[Capitals]:
    """Return the words with capitals in *passages* that no entry knows, in their order.

    Args:
        passages: the sentences of a batch in one language; the more, the better common words are known.
        language: their language.
    """
    tokens = [list(_tokens(passage.segment)) for passage in passages]
    code = primary(language)
    plain = [
        [] if _is_headline(passage.segment.text, some, code) else some
        for passage, some in zip(passages, tokens, strict=True)
    ]
    small = {fold(token.text, language) for some in tokens for token in some if not token.capital}
    inside = {
        fold(_bare(token.text), language) for some in plain for token in some if token.capital and not token.initial
    }
    common = small | _calendar(code)
    stems = {word[:-1] for word in small if len(word) > 4}
    found: list[Capitals] = []
    for passage, some in zip(passages, plain, strict=True):
        for run in _runs(passage.segment.text, some, code):
            kept = _without_common(run, common, stems, inside, language)
            if kept:
                last = _bare(kept[-1].text)
                start, end = kept[0].start, kept[-1].start + len(last)
                known = any(token.capital and fold(_bare(token.text), language) in small for token in kept)
                text = passage.segment.text[start:end]
                found.append(Capitals(text, start, end, passage, kept[0].initial, known))
    return found


def _tokens(segment: Segment) -> Iterator[_Token]:
    """Give the words of a sentence."""
    taken = [(each.start, each.end) for each in segment.mentions]
    taken += [(each.start, each.end) for each in segment.spans if each.kind in {SpanKind.KEEP, SpanKind.DATE}]
    text = segment.text
    for match in _WORD.finditer(text):
        start, end = match.span()
        known = any(start < stop and first < end for first, stop in taken) or text[end : end + 1].isdigit()
        yield _Token(start, end, match[0], match[0][0].isupper(), _begins(text, start), known)


def _begins(text: str, start: int) -> bool:
    """Whether what stands at *start* begins a sentence or a quotation, so that its capital says nothing."""
    before = text[:start].rstrip(" \u00a0")
    bare = before.rstrip("".join(_QUOTES)).rstrip(" \u00a0")
    if not bare or bare[-1] in ".!?…:•":
        # В. Путин, J. Smith: the stop of an initial ends no sentence
        return not (len(bare) > 1 and bare[-2].isupper() and not bare[-3:-2].isalnum())
    # «Манас» after a word is a name; after a comma or dash a quotation begins.
    return bare != before and bare[-1] in _BEFORE_SPEECH


def _is_headline(text: str, tokens: Sequence[_Token], language: str) -> bool:
    """Whether a sentence is written in capitals, or is a headline whose words have capitals where they may."""
    long = [token for token in tokens if len(token.text) > 3]
    loud = sum(token.text.isupper() for token in long)
    capital = sum(token.capital for token in long)
    titled = language in _TITLE_CASE and text.rstrip()[-1:] not in _ENDS
    return len(long) > 3 and (loud >= _MOST * len(long) or (titled and capital >= _MOST * len(long)))


def _runs(text: str, tokens: Sequence[_Token], language: str) -> Iterator[list[_Token]]:
    """Give the runs of unknown words with capitals, with small words that join them."""
    joining = _PARTICLES | _CONNECTORS.get(language, frozenset())
    run: list[_Token] = []
    held: list[_Token] = []  # small words that count if a capital follows
    for token in tokens:
        before = run[-1] if run else None
        previous = held[-1] if held else before
        gap = text[previous.end : token.start] if previous else ""
        initial = len(previous.text) == 1 and gap in {".", ". ", ".\u00a0"} if previous else False
        joined = previous is not None and (gap in _SPACES or initial)
        if token.capital and not token.known and joined and not (token.initial and not initial):
            run += [*held, token]
            held = []
        elif run and joined and not token.known and token.text in joining and len(held) < 2:
            held.append(token)
        else:
            if run:
                yield run
            held = []
            run = [token] if token.capital and not token.known else []
    if run:
        yield run


def _without_common(
    run: list[_Token],
    common: AbstractSet[str],
    stems: AbstractSet[str],
    inside: AbstractSet[str],
    language: LanguageTag,
) -> list[_Token]:
    """Return what of *run* may be a name, nothing where it is none."""

    def is_common(token: _Token) -> bool:
        # Kasım’da is the month with an ending.
        stem = re.split("['’]", token.text)[0]
        words = {fold(_bare(token.text), language), fold(stem, language)}
        if stem == "I" and primary(language) == "en":  # I’m
            return True
        return not words.isdisjoint(common) and not _is_abbreviation(token.text)

    openers = OPENERS.get(primary(language), frozenset())

    def begins_sentence(token: _Token) -> bool:
        word = fold(token.text, language)
        # Місто Палу, where the batch has only «міста»
        return is_common(token) or word in openers or (len(word) > 4 and word[:-1] in stems)

    while run and run[0].initial and begins_sentence(run[0]):
        run = _from_capital(run[1:])
    # Письмо Аслану Мирзоеву: three words are a Slavic name where the second is the father's
    if (
        primary(language) in _PATRONYMICS
        and len(run) == 3
        and all(token.capital for token in run)
        and run[0].initial
        and fold(run[0].text, language) not in inside
        and len(run[0].text) > 2
        and not _FATHERS_NAME.search(run[1].text)
    ):
        run = run[1:]
    while run and fold(run[0].text, language) in TITLES:
        run = _from_capital(run[1:])
    # Mayor Sergei Petrov: a common word before a full name is no part of it
    while len(run) > 2 and is_common(run[0]):
        run = _from_capital(run[1:])
    if not run or len(run) > _LONGEST or all(is_common(token) or not token.capital for token in run):
        return []
    if len(run) == 1:
        text, key = _bare(run[0].text), fold(_bare(run[0].text), language)
        abbreviation = _is_abbreviation(text)
        few = len(text) < 3 and not abbreviation
        lonely = run[0].initial and key not in inside and not abbreviation
        of_a_language = key in _languages(primary(language)) or key.removesuffix("s") in _languages(primary(language))
        if few or lonely or _ROMAN.fullmatch(text) or of_a_language or primary(language) in _NOUNS_WITH_CAPITALS:
            return []
    return run


def _from_capital(run: list[_Token]) -> list[_Token]:
    """Drop small words from the beginning of *run*."""
    return next((run[index:] for index, token in enumerate(run) if token.capital), [])


def _bare(word: str) -> str:
    """Return *word* without the 's of English."""
    return _POSSESSIVE.sub("", word)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word[:2].isupper()


@cache  # CLDR is read once for a language
def _calendar(language: str) -> frozenset[str]:
    """Return the names of months and days, which English writes with capitals."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    widths = [table[width] for table in (locale.months["format"], locale.months["stand-alone"]) for width in table]
    widths += [table[width] for table in (locale.days["format"], locale.days["stand-alone"]) for width in table]
    return frozenset(
        fold(name.rstrip("."), LanguageTag(language)) for names in widths for name in names.values() if len(name) > 2
    )


@cache  # the same
def _languages(language: str) -> frozenset[str]:
    """Return the names of languages, which in English are also those of nations: Kyrgyz, Turkish."""
    from babel import Locale, UnknownLocaleError

    try:
        names: Iterable[str] = Locale.parse(language).languages.values()
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(fold(name, LanguageTag(language)) for name in names)
