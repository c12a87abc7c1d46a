"""From an article as it was read to one ready for translation: its language, sentences, names and things to keep."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from syndicate.dates import find_dates
from syndicate.detect import detect_article
from syndicate.editions import Prepared
from syndicate.errors import SyndicateError, internal
from syndicate.glossary import shipped
from syndicate.glossary.case import find_case
from syndicate.glossary.entries import load_all
from syndicate.glossary.match import Found, Matcher
from syndicate.keep import keeps
from syndicate.model import UND, Article, Failure, Issue, IssueType, LanguageTag, Mention, Segment, Span, SpanKind, Unit
from syndicate.scale import Watch
from syndicate.segment import segments

_LOG = logging.getLogger(__name__)


def prepare(
    articles: Sequence[Article],
    glossaries: Sequence[Path],
    cache: Path,
    language: LanguageTag | None,
    watch: Watch,
) -> tuple[list[Prepared], list[Failure]]:
    """Prepare *articles*.

    Args:
        articles: as they were read.
        glossaries: files or folders; those that ship with the project where there are none.
        cache: folder for parsed glossaries.
        language: the language of all articles, or None to find it where their source does not name it.
        watch: told of each article.

    Returns:
        The articles prepared, and what is wrong in the glossaries; entries that are right are used all the same.
    """
    watch.stage("prepare", len(articles))
    glossary, problems = load_all(list(glossaries) or [shipped()], cache)
    matchers: dict[LanguageTag, Matcher] = {}
    failures = [*problems]
    prepared: list[Prepared] = []
    for article in articles:
        try:
            known = language or (article.language if article.language != UND else None)
            article = _spoken(article, known) if known else detect_article(article)
            for tag in sorted({unit.language or article.language for unit in article.units} - {UND}):
                if tag not in matchers:
                    matchers[tag] = Matcher(glossary, tag)
            prepared.append(prepare_article(article, matchers))
            _LOG.info("%s is %s: %d sentences", article.name, article.language, len(prepared[-1].segments))
        except Exception as error:  # one bad article never stops a batch, not even by a mistake of ours
            failure = error if isinstance(error, SyndicateError) else internal(error, article.name)
            failures.append(Failure(failure.stage, article.name, failure.message, failure.advice))
        watch.advance()
    return prepared, failures


def prepare_article(article: Article, matchers: dict[LanguageTag, Matcher]) -> Prepared:
    """Find names and things to keep in *article*, whose languages are known, and split it into sentences.

    Names are found before sentences are split, so that the stop in `A. Atalikov` ends none.
    """
    made: list[Segment] = []
    issues: list[Issue] = []
    names = _names(article, matchers)
    for index, unit in enumerate(article.units):
        tag = unit.language or article.language
        found, matcher = names.get(index), matchers.get(tag)
        mentions = [_decided(unit.text, each, tag) for each in found.mentions] if found else []
        special = (*keeps(unit.text), *find_dates(unit.text, tag))
        kept = [span for span in special if not any(_meet(span, other) for other in unit.spans if _holds(other))]
        unit = replace(unit, spans=tuple(sorted([*unit.spans, *kept], key=lambda span: (span.start, -span.end))))
        whole = [*((each.start, each.end) for each in mentions), *((each.start, each.end) for each in kept)]
        found_here = segments(unit, index, tag, whole)
        made += [replace(segment, mentions=_within(segment, mentions)) for segment in found_here]
        if found is not None and matcher is not None:
            issues += _doubts(index, unit, found, matcher)
    return Prepared(article, tuple(made), tuple(issues))


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


def _doubts(index: int, unit: Unit, found: Found, matcher: Matcher) -> list[Issue]:
    """Say what an editor should look at: names that could be two people's, words one letter from a name."""
    doubts = [
        (IssueType.INCONSISTENT_ENTITIES, f"“{each.text}” may be {who}; the glossary's name was not used.", 40.0)
        for each in found.ambiguities
        for who in [" or ".join(entry.id for entry in each.entries)]
    ]
    doubts += [
        (IssueType.MISSPELLING, f"“{miss.text}” is one letter from “{miss.name}” ({miss.entry.id}): a typo?", 30.0)
        for miss in matcher.near_misses(unit.text)
    ]
    return [Issue(kind, "names", comment, severity, index) for kind, comment, severity in doubts]


def _holds(span: Span) -> bool:
    return span.kind is SpanKind.KEEP


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
