"""Which language a text or an article is in, and how far the answer can be trusted.

py3langid leads, because it is right most often on headlines; the letter groups of langdetect's and
our profiles confirm it or cast doubt, and letters that a language does not write rule it out. Between
them they answer for languages that langdetect alone calls Russian or Turkish: az, kk, ky, uz, mn, tg,
ka, hy, be, tt, and for small ones that py3langid does not know. `benchmarks/languages.py` measures it.

Known to fail: Azerbaijani written without its own letters, Kazakh in Latin, romanised Russian.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from syndicate.languages import primary
from syndicate.model import UND, Article, Detection, DetectionStatus, LanguageTag, Unit, UnitKind
from syndicate.profiles import letters
from syndicate.profiles.alphabets import ruled_out
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
TIE = 0.5
"""Part of the winner's weight that a declared language must have to be taken instead."""

_ONLY_SECOND = frozenset({"alt", "az-Cyrl", "gag", "kaa", "sah", "tyv"})
"""Languages only the second opinion knows: the leader calls Karakalpak kk or uz, Yakut and Tuvan ky, Gagauz tr."""
PLAIN = 0.1
"""How far, in the mean logarithm of a letter group, such a language must lead to be the answer; else it is a doubt."""
DOUBT = 0.02
"""How far it must lead to make even the surest answer a doubt."""
SURELY = 0.3
"""How far it must lead for the answer to be confirmed."""
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
    found = _judge(text)
    if found.status is DetectionStatus.CONFIRMED:
        return found
    for hint in hints:
        tag = _written(text, primary(hint))
        if tag is not None and (_share(found, tag) >= PLAUSIBLE or found.confidence < WEAK):
            return replace(found, language=tag, confidence=max(_share(found, tag), WEAK), status=DetectionStatus.LIKELY)
    return found


def detect_article(article: Article) -> Article:
    """Return *article* with its own language and that of every unit.

    A paragraph of five words or more that is surely in another language is said to be; every other unit has the
    article's language, unless its script, or a mark in the source that fits its words, says otherwise.
    """
    found = _paragraphs(article)
    whole = _document(article, found)
    units = tuple(
        replace(unit, language=_unit_language(unit, alone, whole.language))
        for unit, alone in zip(article.units, found, strict=True)
    )
    return replace(article, language=whole.language, units=units)


def detection_of(article: Article) -> Detection:
    """Return how sure the language of the whole *article* is, and what else it may be.

    The language is the one with the most letters, each paragraph's counted by its confidence; the candidates'
    numbers are the shares of the languages in those letters.
    """
    return _document(article, _paragraphs(article))


def _paragraphs(article: Article) -> list[Detection | None]:
    """Judge each unit long enough to stand alone; None for the others."""
    return [detect(unit.text, _marks(unit)) if _stands_alone(unit) else None for unit in article.units]


def _document(article: Article, found: Iterable[Detection | None]) -> Detection:
    hints = _hints(article)
    weights: Counter[LanguageTag] = Counter()
    confirmed: Counter[LanguageTag] = Counter()
    total = 0
    for unit, alone in zip(article.units, found, strict=True):
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


def _unit_language(unit: Unit, alone: Detection | None, whole: LanguageTag) -> LanguageTag:
    """Decide between what a unit is by itself, what its source marks, and what its article is."""
    for mark in _marks(unit):
        tag = _written(unit.text, primary(mark))
        if tag is not None and (alone is None or _share(alone, tag) >= PLAUSIBLE):
            return tag
    foreign = _written(unit.text, primary(whole)) is None
    if alone is None and foreign:
        alone = detect(unit.text)
    if alone is None or alone.status is not DetectionStatus.CONFIRMED:
        return whole
    if not foreign and (_share(alone, whole) >= PLAUSIBLE or {primary(alone.language), primary(whole)} <= _KIN):
        return whole
    return alone.language


def _judge(text: str) -> Detection:
    """Say what the letters alone tell."""
    words, script = letters.clean(text)
    count = letters.count(words)
    alone = letters.ALONE.get(script)
    if alone is not None and count > 1:
        tag = LanguageTag(alone)
        return Detection(tag, 1.0, DetectionStatus.CONFIRMED, ((tag, 1.0),))
    if letters.weight(words, script) < LETTERS:
        return Detection(UND, 0.0, DetectionStatus.UNKNOWN)
    banned = ruled_out(words)
    second = {name: mean for name, mean in opinion(words, script).items() if primary(LanguageTag(name)) not in banned}
    ranked = _ranked(words, script, banned)
    if not ranked:
        ranked = [(primary(LanguageTag(name)), WEAK) for name in list(second)[:1]]
    if not ranked:
        return Detection(UND, 0.0, DetectionStatus.UNKNOWN)
    leader, share = ranked[0]
    status = _status(share, leader, second)
    smaller = _only_second(leader, second)
    if smaller is not None and smaller[1] >= PLAIN:
        tag = letters.tag(primary(LanguageTag(smaller[0])), script)
        rest = tuple((letters.tag(name, script), each * (1 - FAIR)) for name, each in ranked[:4] if each >= 0.01)
        status = DetectionStatus.CONFIRMED if smaller[1] >= SURELY else DetectionStatus.LIKELY
        return Detection(tag, FAIR, status, ((tag, FAIR), *rest))
    if _overshadows(ranked) or (smaller is not None and (share < CERTAIN or smaller[1] >= DOUBT)):
        status = DetectionStatus.UNKNOWN
    candidates = tuple((letters.tag(name, script), each) for name, each in ranked[:5] if each >= 0.01)
    language = UND if status is DetectionStatus.UNKNOWN else letters.tag(leader, script)
    return Detection(language, share, status, candidates)


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
        name = _ALIASES.get(label, label)
        if name not in _DROPPED and name not in banned and letters.writes(name, script):
            (kin if name in _KIN else shares)[name] += share
    if kin:
        name = "sr" if script == "CYRILLIC" else max(sorted(kin), key=kin.__getitem__)
        shares[name] = sum(kin.values())
    total = sum(shares.values())
    if total < PLAUSIBLE:  # what the leader takes it for is ruled out
        return []
    return sorted(((name, share / total) for name, share in shares.items()), key=lambda each: (-each[1], each[0]))


def _written(text: str, name: LanguageTag) -> LanguageTag | None:
    """Return the tag of language *name* as *text* is written, None where it is not written in that script."""
    words, script = letters.clean(text)
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
