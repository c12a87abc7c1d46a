"""From an article as it was read to one ready for translation: its language, sentences, names and things to keep."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from syndicate.dates import find_dates
from syndicate.detect import study
from syndicate.doubts import doubts, reading
from syndicate.editions import Prepared
from syndicate.errors import SyndicateError, internal
from syndicate.glossary.case import coordinated, find_case
from syndicate.glossary.entries import Glossary, entry_digest
from syndicate.glossary.match import Found, Matcher
from syndicate.glossary.near import NearMiss
from syndicate.keep import keeps
from syndicate.model import UND, Article, Failure, Issue, IssueType, LanguageTag, Mention, Segment, Span, SpanKind
from syndicate.segment import segments
from syndicate.state.articles import Preparation
from syndicate.watch import Watch

_LOG = logging.getLogger(__name__)


def prepare(
    articles: Sequence[Article],
    glossary: Glossary,
    matchers: dict[LanguageTag, Matcher],
    language: LanguageTag | None,
    watch: Watch,
) -> tuple[list[Prepared], list[Failure]]:
    """Prepare *articles*.

    Args:
        articles: as they were read.
        glossary: the names.
        matchers: the names ready to be found, by language; what is missing is added.
        language: the language of all articles, or None to find it where their source does not name it.
        watch: told of each article.

    Returns:
        The articles prepared, and those that could not be.
    """
    failures: list[Failure] = []
    prepared: list[Prepared] = []
    for article in articles:
        try:
            known = language or (article.language if article.language != UND else None)
            told: tuple[Issue, ...] = ()
            if known:
                article = _spoken(article, known)
            else:
                article, found = study(article)
                told = tuple(doubts(found, article))
            for tag in sorted({unit.language or article.language for unit in article.units} - {UND}):
                if tag not in matchers:
                    matchers[tag] = Matcher(glossary, tag)
            ready = prepare_article(article, matchers)
            prepared.append(replace(ready, issues=(*reading(article), *told, *ready.issues)))
            _LOG.info("%s: %d sentences", article.language, len(prepared[-1].segments), extra={"article": article.name})
        except Exception as error:  # one bad article never stops a batch, not even by a mistake of ours
            failure = error if isinstance(error, SyndicateError) else internal(error, article.name)
            failures.append(Failure(failure.stage, article.name, failure.message, failure.advice))
        watch.advance(what=article.name)
    return prepared, failures


def preparation(article: Article, prepared: Prepared, digest: str, how: str) -> Preparation:
    """Return what decided *prepared*, so that a later run knows what need not be prepared again.

    Args:
        article: as it was read.
        prepared: what was made of it.
        digest: of the article as it was read.
        how: of the settings and the program.
    """
    facts = [
        [
            [
                (one.unit, one.index, one.start, one.text, one.language, one.spans),
                [(each.start, each.end, entry_digest(each.entry), each.field, each.case) for each in one.mentions],
            ]
            for one in prepared.segments
        ],
        prepared.issues,
        prepared.article,
    ]
    units = prepared.article.units
    spoken = {one.language for one in prepared.segments if units[one.unit].translate}
    return Preparation(
        digest,
        how,
        hashlib.sha256(msgspec.msgpack.encode(facts)).hexdigest()[:20],
        (prepared.article.language, *sorted(spoken)),
        prepared.met,
        (article.language, tuple(unit.language for unit in article.units)),
    )


def prepare_article(article: Article, matchers: dict[LanguageTag, Matcher]) -> Prepared:
    """Find names and things to keep in *article*, whose languages are known, and split it into sentences.

    Names are found before sentences are split, so that the stop in `A. Atalikov` ends none.
    """
    made: list[Segment] = []
    issues: list[Issue] = []
    met: set[str] = set()
    names = _names(article, matchers)
    for index, unit in enumerate(article.units):
        tag = unit.language or article.language
        found, matcher = names.get(index), matchers.get(tag)
        mentions = coordinated(unit.text, [_decided(unit.text, each, tag) for each in found.mentions]) if found else []
        special = (*keeps(unit.text), *find_dates(unit.text, tag))
        kept = [span for span in special if not any(_meet(span, other) for other in unit.spans if _holds(other))]
        unit = replace(unit, spans=tuple(sorted([*unit.spans, *kept], key=lambda span: (span.start, -span.end))))
        whole = [*((each.start, each.end) for each in mentions), *((each.start, each.end) for each in kept)]
        found_here = segments(unit, index, tag, whole)
        made += [replace(segment, mentions=_within(segment, mentions)) for segment in found_here]
        if found is not None and matcher is not None:
            misses = matcher.near_misses(unit.text)
            issues += _doubts(index, found, misses)
            met.update(each.entry.id for each in found.mentions)
            met.update(each.entry.id for each in misses)
            met.update(entry.id for each in found.ambiguities for entry in each.entries)
    return Prepared(article, tuple(made), tuple(issues), tuple(sorted(met)))


def _spoken(article: Article, language: LanguageTag) -> Article:
    """Return *article* in the language that the user says it is in."""
    return replace(article, language=language, units=tuple(replace(unit, language=language) for unit in article.units))


def _names(article: Article, matchers: dict[LanguageTag, Matcher]) -> dict[int, Found]:
    """Find the names of all units that share a language together: a surname counts where the full name stands."""
    names: dict[int, Found] = {}
    for tag, matcher in matchers.items():
        own = [index for index, unit in enumerate(article.units) if (unit.language or article.language) == tag]
        if own:
            names.update(zip(own, matcher.find_article([article.units[index].text for index in own]), strict=True))
    return names


def _decided(text: str, mention: Mention, language: LanguageTag) -> Mention:
    """Give *mention* its case where its form or its neighbours tell it."""
    if mention.case or not mention.cases:
        return mention
    case = mention.cases[0] if len(mention.cases) == 1 else ""
    if not case:
        case = find_case(text, mention.start, mention.end, mention.cases, language, kind=mention.entry.kind)
    return replace(mention, case=case)


def _within(segment: Segment, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    end = segment.start + len(segment.text)
    return tuple(
        replace(each, start=each.start - segment.start, end=each.end - segment.start)
        for each in mentions
        if segment.start <= each.start and each.end <= end
    )


def _doubts(index: int, found: Found, misses: Sequence[NearMiss]) -> list[Issue]:
    """Say what an editor should look at: names that could be two people's, words one letter from a name."""
    doubts = [
        (IssueType.INCONSISTENT_ENTITIES, f"“{each.text}” may be {who}; the glossary's name was not used.", 40.0)
        for each in found.ambiguities
        for who in [" or ".join(entry.id for entry in each.entries)]
    ]
    doubts += [
        (IssueType.MISSPELLING, f"“{miss.text}” is one letter from “{miss.name}” ({miss.entry.id}): a typo?", 30.0)
        for miss in misses
    ]
    return [Issue(kind, "names", comment, severity, index) for kind, comment, severity in doubts]


def _holds(span: Span) -> bool:
    return span.kind is SpanKind.KEEP


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
