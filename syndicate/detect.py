"""Which language a text or an article is in, and how far the answer can be trusted.

py3langid leads, because it is right most often on headlines; the letter groups of langdetect's and
our profiles confirm it or cast doubt, and letters that a language does not write rule it out. Between
them they answer for languages that langdetect alone calls Russian or Turkish: az, kk, ky, uz, mn, tg,
be, tt, and for small ones that py3langid does not know; hy and ka are known by their script. `benchmarks/languages.py`
measures it.

Known to fail: Azerbaijani written without its own letters, Kazakh in Latin, romanised Russian.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from syndicate.languages import primary
from syndicate.model import UND, Article, Detection, DetectionStatus, LanguageTag, Unit, UnitKind
from syndicate.profiles import letters
from syndicate.profiles.alphabets import ruled_out
from syndicate.profiles.frequent import frequent, without_names
from syndicate.profiles.leader import identifier
from syndicate.profiles.opinion import opinion

SURE, FAIR, AGREED, WEAK = 0.9, 0.6, 0.4, 0.3
"""The leader's share from which it is sure, is believed, is believed with a second opinion, and may follow a hint."""
CERTAIN = 0.995
"""The leader's share that a doubt does not reach."""
LETTERS = 12
"""Letters below which nothing can be said, unless the script is one language's own."""
WORDS, UNSPACED = 5, 30
"""Words, or letters where no spaces are written, from which a paragraph stands alone."""
PLAUSIBLE = 0.05
"""Share from which a language cannot be ruled out for a text."""
TOLD, TOLD_ALONE = 0.7, 0.8
"""Share from which a doubtful text's frequent words decide, with all its words and without its names."""
WORTH = 10
"""How often as likely a language is for each of its frequent words that stands in a short text."""
TIE = 0.5
"""Part of the winner's weight that a declared language must have to be taken instead."""

_ONLY_SECOND = frozenset({"alt", "az-Cyrl", "cv", "gag", "kaa", "kjh", "sah", "tyv"})
"""Languages only the second opinion knows: the leader calls Karakalpak kk or uz, Yakut and Tuvan ky, Gagauz tr."""
_NEAR_SMALL = frozenset({"az", "ba", "crh", "kk", "ku", "ky", "mn", "ro", "tg", "tk", "tr", "tt", "ug", "uz"})
"""Languages that the leader answers for those; of any other it is believed where it is certain."""
PLAIN = 0.1
"""How far, in the mean logarithm of a letter group, such a language must lead to be the answer; else it is a doubt."""
DOUBT = 0.02
"""How far it must lead to make even the surest answer a doubt."""
SURELY = 0.3
"""How far it must lead for the answer to be confirmed."""
NARROW, CLEAR = 0.05, 0.2
"""How far a language in Cyrillic beside them must lead them to be an answer, and to be a confirmed one."""
_ORDER = (DetectionStatus.UNKNOWN, DetectionStatus.LIKELY, DetectionStatus.CONFIRMED)
_OVERSHADOWED = frozenset({"az", "be", "hy", "ka", "kk", "ky", "mn", "tg", "tt", "uz"})
"""Languages that detectors take for a larger neighbour, one of `_SHADOWS`."""
_SHADOWS = frozenset({"et", "ru", "tr"})
SHADE = 0.1
"""Share of an overshadowed language from which its larger neighbour is no answer."""
_ALIASES = {"sdh": "ckb", "wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "nn": "no"}
"""Labels of py3langid that news knows under another."""
_DROPPED = frozenset({"an", "ext", "gcf", "gcr", "gom", "grc", "hbo", "lij", "pcm", "sa", "uzs", "vec", "vo", "zxx"})
"""Labels of py3langid that are no newspaper's language, and take sentences from es, it and hi."""
_KIN = frozenset({"bs", "hr", "sr"})
"""Standards of one language, too near to be told apart in a sentence: their shares are one."""


def detect(text: str, hints: Sequence[LanguageTag] = ()) -> Detection:
    """Return the language of *text*.

    Args:
        text: a sentence or more; only the first 10,000 characters are read.
        hints: what the source says of its language, most trusted first. A hint decides where the text leaves it
            open, and never against the text.

    Returns:
        `confirmed` where the leader is sure, or fairly sure and not alone; `likely` where it is less so, or a
        hint decided; else `und`. On 42 languages of FLORES, confirmed answers are right 99.9 times in 100.
    """
    return _detect(*letters.clean(text), hints)


def _detect(words: str, script: str, hints: Sequence[LanguageTag]) -> Detection:
    """Return the language of what `letters.clean` gave."""
    found = _judge(words, script)
    if found.status is DetectionStatus.CONFIRMED:
        return found
    for hint in hints:
        tag = _written(words, script, primary(hint))
        if tag is not None and (_share(found, tag) >= PLAUSIBLE or found.confidence < WEAK):
            return replace(found, language=tag, confidence=max(_share(found, tag), WEAK), status=DetectionStatus.LIKELY)
    return found


def detect_article(article: Article) -> Article:
    """Return *article* with its own language and that of every unit, as `study` finds them."""
    return study(article)[0]


def study(article: Article) -> tuple[Article, Detection]:
    """Find the language of *article* and of each of its units.

    A paragraph of five words or more that is surely in another language is said to be; every other unit has the
    article's language, unless its script, or a mark in the source that fits its words, says otherwise.

    Returns:
        The article with its languages, and how sure its own is: the language with the most letters, each
        paragraph's counted by its confidence. The candidates' numbers are the languages' shares of those letters.
    """
    read = [_read(unit) for unit in article.units]
    whole = _document(article, read)
    units = tuple(
        replace(unit, language=_unit_language(unit, each, whole.language))
        for unit, each in zip(article.units, read, strict=True)
    )
    return replace(article, language=whole.language, units=units), whole


class _Read(NamedTuple):
    """A unit, read once."""

    words: str
    """Its text, cleaned."""
    script: str
    """What it is written in."""
    alone: Detection | None
    """Its own language; None where it is too short to stand alone."""


def _read(unit: Unit) -> _Read:
    words, script = letters.clean(unit.text)
    return _Read(words, script, _detect(words, script, _marks(unit)) if _stands_alone(unit) else None)


def _document(article: Article, read: Iterable[_Read]) -> Detection:
    hints = _hints(article)
    weights: Counter[LanguageTag] = Counter()
    confirmed: Counter[LanguageTag] = Counter()
    total = 0
    for unit, (_, _, alone) in zip(article.units, read, strict=True):
        if alone is not None and alone.language != UND:
            size = letters.count(unit.text)
            total += size
            weights[alone.language] += size * alone.confidence  # type: ignore[assignment]  # a Counter adds floats too
            confirmed[alone.language] += size if alone.status is DetectionStatus.CONFIRMED else 0
    if not weights:
        return detect("\n".join(unit.text for unit in article.units if _is_prose(unit)), hints)
    ranked = sorted(weights, key=lambda tag: (-weights[tag], tag))
    declared = [tag for hint in hints for tag in ranked if primary(tag) == primary(hint)]
    best = next((tag for tag in declared if weights[tag] >= TIE * weights[ranked[0]]), ranked[0])
    return Detection(
        language=best,
        confidence=weights[best] / total,
        status=DetectionStatus.CONFIRMED if 2 * confirmed[best] >= total else DetectionStatus.LIKELY,
        candidates=tuple((tag, weights[tag] / total) for tag in ranked),
    )


def _unit_language(unit: Unit, read: _Read, whole: LanguageTag) -> LanguageTag:
    """Decide between what a unit is by itself, what its source marks, and what its article is."""
    words, script, alone = read
    for mark in _marks(unit):
        tag = _written(words, script, primary(mark))
        if tag is not None and (alone is None or _share(alone, tag) >= PLAUSIBLE):
            return tag
    foreign = _written(words, script, primary(whole)) is None
    if alone is None and foreign:
        alone = _judge(words, script)
    if alone is None or alone.status is not DetectionStatus.CONFIRMED:
        return whole
    if not foreign and (_share(alone, whole) >= PLAUSIBLE or {primary(alone.language), primary(whole)} <= _KIN):
        return whole
    return alone.language


def _judge(words: str, script: str) -> Detection:
    """Say what the letters alone tell."""
    count = letters.count(words)
    alone = letters.ALONE.get(script)
    if alone is not None and count > 1:
        tag = LanguageTag(alone)
        return Detection(tag, 1.0, DetectionStatus.CONFIRMED, ((tag, 1.0),))
    if letters.weight(words, script) < LETTERS:
        return Detection(UND, 0.0, DetectionStatus.UNKNOWN)
    banned = ruled_out(words)
    ranked = _ranked(words, script, banned)
    if ranked and ranked[0][1] >= CERTAIN and ranked[0][0] not in _NEAR_SMALL:
        second = {}  # it could change nothing
    else:
        second = {
            name: mean for name, mean in opinion(words, script).items() if primary(LanguageTag(name)) not in banned
        }
    if not ranked and second:  # all that the leader takes it for is ruled out
        first = next(iter(second))
        ranked = [("", 0.0)] if first in _ONLY_SECOND else [(primary(LanguageTag(first)), WEAK)]
    if not ranked:
        return Detection(UND, 0.0, DetectionStatus.UNKNOWN)
    leader, share = ranked[0]
    status = _status(share, leader, second)
    said = frequent(words, script)
    smaller = _only_second(leader, second)
    if smaller is not None and said.get(leader, 0) > said.get(primary(LanguageTag(smaller[0])), 0):
        smaller = None
    if smaller is not None and smaller[1] >= PLAIN:
        tag = letters.tag(primary(LanguageTag(smaller[0])), script)
        rest = tuple((letters.tag(name, script), each * (1 - FAIR)) for name, each in ranked[:4] if each >= 0.01)
        status = DetectionStatus.CONFIRMED if smaller[1] >= SURELY else DetectionStatus.LIKELY
        return Detection(tag, FAIR, status, ((tag, FAIR), *rest))
    if _overshadows(ranked) or (smaller is not None and (share < CERTAIN or smaller[1] >= DOUBT)):
        status = DetectionStatus.UNKNOWN
    elif script == "CYRILLIC":
        status = _beside_small(leader, second, status)
    doubtful = (status is not DetectionStatus.CONFIRMED or share < SURE) and smaller is None
    if doubtful and (told := _told(words, script, ranked, said, banned)):
        if told[0][0] != leader or status is DetectionStatus.UNKNOWN:
            status = DetectionStatus.LIKELY
        ranked = told
        leader, share = ranked[0]
    candidates = tuple((letters.tag(name, script), each) for name, each in ranked[:5] if each >= 0.01)
    language = UND if status is DetectionStatus.UNKNOWN else letters.tag(leader, script)
    return Detection(language, share, status, candidates)


def _told(
    words: str, script: str, ranked: Sequence[tuple[str, float]], said: Mapping[str, int], banned: frozenset[str]
) -> list[tuple[str, float]]:
    """Rank anew what the letters leave in doubt, by the frequent words of each language; empty where they tell nothing.

    A headline is half names, and names are letters of any language: where all its words leave the doubt, those in
    small letters are asked alone.
    """
    found = _weighed(ranked, said, TOLD)
    few = without_names(words, script)
    if not found and few != words and (said := frequent(few, script)):
        found = _weighed(_ranked(few, script, banned), said, TOLD_ALONE)
    return [] if found and found[0][0] in _SHADOWS and _overshadows([(found[0][0], 0.0), *ranked]) else found


def _weighed(ranked: Sequence[tuple[str, float]], said: Mapping[str, int], least: float) -> list[tuple[str, float]]:
    """Weigh each share by its language's frequent words; empty unless the best has them, and *least* of the whole."""
    shares = {name: share * WORTH ** said.get(name, 0) for name, share in ranked}
    total = sum(shares.values())
    best = sorted(((name, share / total) for name, share in shares.items()), key=lambda each: (-each[1], each[0]))
    near = max((said.get(name, 0) for name, share in ranked if share >= 0.01), default=0)
    return best if best and best[0][1] >= least and said.get(best[0][0], 0) >= max(near, 1) else []


def _status(share: float, leader: str, second: Mapping[str, float]) -> DetectionStatus:
    """Weigh the leader's answer against a second opinion."""
    first = primary(LanguageTag(next(iter(second), "")))
    agreed = first == leader or {first, leader} <= _KIN
    known = any(primary(LanguageTag(name)) == leader for name in second)
    if share >= CERTAIN or (share >= SURE and (agreed or not known)) or (agreed and share >= FAIR):
        return DetectionStatus.CONFIRMED
    if share >= FAIR or (agreed and share >= AGREED):
        return DetectionStatus.LIKELY
    return DetectionStatus.UNKNOWN


def _beside_small(leader: str, second: Mapping[str, float], status: DetectionStatus) -> DetectionStatus:
    """Lower *status* where a language only the second opinion knows explains the text nearly as well as *leader*."""
    own = max((mean for name, mean in second.items() if primary(LanguageTag(name)) == leader), default=None)
    small = max((mean for name, mean in second.items() if name in _ONLY_SECOND and name != leader), default=-1000.0)
    if own is None or own - small >= CLEAR or leader not in _NEAR_SMALL:
        return status
    if own - small < NARROW:
        return DetectionStatus.UNKNOWN
    return min(status, DetectionStatus.LIKELY, key=_ORDER.index)


def _only_second(leader: str, second: Mapping[str, float]) -> tuple[str, float] | None:
    """Return the language only the second opinion knows, if it is its best, and by how much it leads the others."""
    first = next(iter(second), "")
    if first not in _ONLY_SECOND or first == leader:
        return None
    others = [mean for name, mean in second.items() if name not in _ONLY_SECOND]
    return first, second[first] - max(others, default=-1000.0)


def _overshadows(ranked: Sequence[tuple[str, float]]) -> bool:
    """Whether the leader may hide a smaller language: a few words of Azerbaijani must not be called Turkish."""
    leader, share = ranked[0]
    if leader not in _SHADOWS or share >= SURE:
        return False
    return any(name in _OVERSHADOWED and each >= SHADE for name, each in ranked[1:])


def _ranked(words: str, script: str, banned: frozenset[str]) -> list[tuple[str, float]]:
    """Return the leader's labels that are written in *script*, with their shares of 1, best first."""
    shares: Counter[str] = Counter()
    kin: Counter[str] = Counter()
    for label, share in identifier().rank(words):
        name = _name(label, script)
        if name and name not in banned:
            (kin if name in _KIN else shares)[name] += share
    if kin:
        name = "sr" if script == "CYRILLIC" else max(sorted(kin), key=kin.__getitem__)
        shares[name] = sum(kin.values())
    total = sum(shares.values())
    if total < PLAUSIBLE:  # what the leader takes it for is ruled out
        return []
    return sorted(((name, share / total) for name, share in shares.items()), key=lambda each: (-each[1], each[0]))


@lru_cache(maxsize=8192)
def _name(label: str, script: str) -> str:
    """Return the language that py3langid means by *label*; empty for one that is not written in *script*."""
    name = _ALIASES.get(label, label)
    return name if name not in _DROPPED and letters.writes(name, script) else ""


def _written(words: str, script: str, name: LanguageTag) -> LanguageTag | None:
    """Return the tag of language *name* as *words* are written, None where it is not written in that script."""
    if not letters.count(words) or not letters.writes(name, script):
        return None
    return letters.tag(name, script)


def _share(found: Detection, tag: LanguageTag) -> float:
    return max((share for name, share in found.candidates if primary(name) == primary(tag)), default=0.0)


def _marks(unit: Unit) -> tuple[LanguageTag, ...]:
    return (unit.language,) if unit.language not in {None, UND} else ()


def _hints(article: Article) -> list[LanguageTag]:
    """Return what the source says: the page first, then its feed."""
    said = [hint.language for hint in article.hints] + [article.source.language]
    return [tag for tag in dict.fromkeys(said) if tag is not None and tag != UND]


def _is_prose(unit: Unit) -> bool:
    return unit.kind is not UnitKind.CODE


def _stands_alone(unit: Unit) -> bool:
    return _is_prose(unit) and (len(unit.text.split()) >= WORDS or letters.count(unit.text) >= UNSPACED)
