"""From an article to what must be translated for a language, and from translations back to an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from syndicate.doubts import left_in
from syndicate.errors import DetectError, RouteError, SyndicateError
from syndicate.model import (
    MARKUP,
    UND,
    Article,
    Direction,
    Edition,
    EditionState,
    Hop,
    Issue,
    IssueType,
    LanguageTag,
    Origin,
    Segment,
    Span,
    SpanKind,
    Translation,
    Unit,
)
from syndicate.models.offer import package_for
from syndicate.routes import find_route

ENGLISH = LanguageTag("en")
"""The pivot that most packages lead to or from."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready for translation."""

    article: Article
    """With the language of each unit."""
    segments: tuple[Segment, ...]
    """Its sentences in reading order, names and things to keep found."""
    issues: tuple[Issue, ...] = ()
    """What an editor should know of the source: names misspelt, names that could be two people."""
    met: tuple[str, ...] = ()
    """Ids of the glossary entries that were found or suspected in it, sorted."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition to be made."""

    prepared: Prepared
    """The article."""
    language: LanguageTag
    """The edition's language."""
    routes: Mapping[LanguageTag, tuple[Hop, ...]]
    """The way from each language of the article; none for the edition's own."""
    problem: SyndicateError | None = None
    """Why it cannot be made."""

    @property
    def wanted(self) -> tuple[Segment, ...]:
        """The segments that must be translated."""
        units = self.prepared.article.units
        return tuple(
            each for each in self.prepared.segments if each.language != self.language and units[each.unit].translate
        )


class Ways:
    """The ways from languages to languages over the engines of a run, each looked for once."""

    def __init__(self, hops: Sequence[Hop], preference: Mapping[str, tuple[str, ...]]) -> None:
        """Take every direction of every engine, and the engines that are preferred for a direction."""

        def find(
            own: LanguageTag, spoken: tuple[LanguageTag, ...], target: LanguageTag
        ) -> tuple[Mapping[LanguageTag, tuple[Hop, ...]], RouteError | None]:
            routes: dict[LanguageTag, tuple[Hop, ...]] = {}
            for source in spoken:
                try:
                    routes[source] = find_route(hops, source, target, preference)
                except RouteError as error:
                    if source == own:
                        return {}, RouteError(error.message, advice=_advice(hops, source, target))
                    # A quotation in a third language for which there is no way stays as it is.
            return routes, None

        self._find = cache(find)

    def find(
        self, own: LanguageTag, spoken: Iterable[LanguageTag], target: LanguageTag
    ) -> tuple[Mapping[LanguageTag, tuple[Hop, ...]], RouteError | None]:
        """Return the ways to *target*, or why there is none.

        Args:
            own: the article's language.
            spoken: the languages of its sentences.
            target: the edition's language.
        """
        return self._find(own, tuple(sorted(set(spoken) - {target})), target)


def plan(prepared: Prepared, language: LanguageTag, ways: Ways) -> Draft:
    """Return what must be done for an edition of *prepared* in *language*, or why it cannot be."""
    article = prepared.article
    if article.language == UND:
        problem = DetectError("its language is not known.", where=article.name, advice="Say it with --from.")
        return Draft(prepared, language, {}, problem)
    draft = Draft(prepared, language, {})
    routes, lost = ways.find(article.language, (segment.language for segment in draft.wanted), language)
    return replace(draft, routes=routes, problem=lost)


def _advice(hops: Sequence[Hop], source: LanguageTag, target: LanguageTag) -> str:
    """Say what to install so that *source* reaches *target*, counting on what is there already."""
    for wanted in (Direction(source, ENGLISH), Direction(ENGLISH, target)):
        other = Direction(ENGLISH, target) if wanted.target == ENGLISH else Direction(source, ENGLISH)
        offer = package_for(wanted)
        if ENGLISH not in {source, target} and _leads(hops, other) and not offer.startswith("No "):
            return f"Install: {offer}"
    offer = package_for(Direction(source, target))
    return offer if offer.startswith("No ") else f"Install: {offer}"


def _leads(hops: Sequence[Hop], direction: Direction) -> bool:
    try:
        return bool(find_route(hops, direction.source, direction.target))
    except RouteError:
        return False


def assemble(draft: Draft, translations: Mapping[tuple[int, int], Translation]) -> Edition:
    """Return the edition of *draft*: each unit its sentences' targets, with the white space of the source between."""
    article = draft.prepared.article
    by_unit: dict[int, list[Segment]] = {}
    for segment in draft.prepared.segments:
        by_unit.setdefault(segment.unit, []).append(segment)
    units = tuple(
        _unit(unit, by_unit.get(index, []), translations, draft.language) for index, unit in enumerate(article.units)
    )
    made = tuple(translations[key] for key in sorted(translations))
    origin = Origin.MACHINE if made else Origin.ORIGINAL
    stays = frozenset(segment.language for segment in draft.wanted) - draft.routes.keys()
    issues = (*draft.prepared.issues, *left_in(article, stays))
    edition = Edition(article, draft.language, units, EditionState.PUBLISHED, origin, issues, made)
    people = [each.provenance for each in made if each.provenance.reviewed is not None]
    if not people:
        return edition
    last = max(people, key=lambda each: (str(each.reviewed), each.reviewer))
    return replace(edition, origin=Origin.EDITED, reviewer=last.reviewer, reviewed=last.reviewed)


def unmade(draft: Draft, error: SyndicateError, state: EditionState) -> Edition:
    """Return the edition that could not be made, with the reason as its issue."""
    kind = IssueType.UNTRANSLATED if state is EditionState.SKIPPED else IssueType.OTHER
    where = f"{error.where}: " if error.where not in {"", draft.prepared.article.name} else ""
    issue = Issue(kind, error.stage, where + error.message, 100.0, advice=error.advice)
    return Edition(draft.prepared.article, draft.language, (), state, issues=(issue,))


def _unit(
    unit: Unit, segments: Sequence[Segment], translations: Mapping[tuple[int, int], Translation], language: LanguageTag
) -> Unit:
    """Return *unit* in the edition's language; one that nothing was translated of stays itself."""
    if not any((each.unit, each.index) in translations for each in segments):
        return unit
    text, spans, position = "", list[Span](), 0
    for segment in segments:
        spans += _between(unit, position, segment.start, len(text))
        text += unit.text[position : segment.start]
        position = segment.start + len(segment.text)
        made = translations.get((segment.unit, segment.index))
        words = made.target if made is not None else segment
        here = [replace(span, start=span.start + len(text), end=span.end + len(text)) for span in words.spans]
        crossing = [span for span in unit.spans if span.start < segment.start < span.end]
        spans = _rejoined(spans, [span for span in here if span.kind in MARKUP], crossing)
        text += words.text
    text += unit.text[position:]
    spans.sort(key=lambda span: (span.start, -span.end))
    return replace(unit, text=text, spans=tuple(spans), language=language)


def _between(unit: Unit, start: int, end: int, at: int) -> list[Span]:
    """Return the line breaks of *unit* between two sentences, where they stand once that gap is written *at*."""
    gap = [span for span in unit.spans if span.kind is SpanKind.VOID and start <= span.start and span.end <= end]
    return [replace(span, start=span.start - start + at, end=span.end - start + at) for span in gap]


def _rejoined(before: list[Span], here: list[Span], crossing: Sequence[Span]) -> list[Span]:
    """Join the halves of the elements *crossing* the border between *before* and *here*."""
    for whole in crossing:
        same = (whole.name, whole.attributes)
        halves = [span for span in before if (span.name, span.attributes) == same]
        rest = [span for span in here if (span.name, span.attributes) == same]
        if halves and rest:
            first, last = max(halves, key=lambda span: span.end), min(rest, key=lambda span: span.start)
            before = [span for span in before if span is not first]
            here = [span for span in here if span is not last]
            before.append(replace(first, end=last.end))
    return [*before, *here]
