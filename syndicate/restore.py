"""The inverse of `protect`: names, things to keep and markup put back, and the proof that they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from syndicate import initials
from syndicate.dates import written
from syndicate.figures import localised
from syndicate.glossary.agreement import said_gender
from syndicate.glossary.case import find_case
from syndicate.glossary.forms import allowed_forms, target_form
from syndicate.glossary.inflection import known
from syndicate.model import (
    Form,
    Hypothesis,
    LanguageTag,
    Link,
    Mention,
    Method,
    Protected,
    Segment,
    Span,
    SpanKind,
)
from syndicate.projection import WORD, Edit, Moved, Range, apply_edits, contiguous, project, target_ranges
from syndicate.sandhi import Trait, openings, seams

RULES = 2
"""Part of the key of every remembered translation. Raise it where what is written here, in `protect`, `projection`,
`sandhi`, `figures`, `initials`, `dates` or the inflections would make another target of the same answer: what is
remembered is then made again. What changes inside Apertium's stream has a number of its own (`modes.STREAM`)."""

_PART = re.compile(rf"{WORD.pattern}|[^\w\s]+")
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one mention or thing to keep."""

    origin: Mention | Span
    """In the source segment."""
    start: int
    """In the target; -1 where it is lost."""
    end: int
    """In the target; -1 where it is lost."""
    form: Form | None
    """The form that stands there; None for a thing to keep, or where it is lost."""
    times: int
    """How often it came out: 1 is right."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A target segment, and the proof of it."""

    target: Segment
    """In the direction's target language; its mentions and KEEP spans stand where they were proved."""
    carried: tuple[Carried, ...]
    """One for each mention and KEEP span of the source segment that was protected."""
    lost: tuple[Span, ...]
    """Inline elements and line breaks that found no place, in the offsets of the protected text."""
    unknown: tuple[str, ...] = ()
    """Words that the engine copied because it did not know them."""
    omitted: tuple[str, ...] = ()
    """Words that the engine finds missing in its answer; never of a name or a thing kept, which are proved."""

    @property
    def holds(self) -> bool:
        """Whether everything protected came out exactly once."""
        return bool(self.target.text) and all(each.times == 1 for each in self.carried)

    @property
    def faults(self) -> int:
        """How much is wrong, to choose among failed attempts."""
        return 1000 * (not self.target.text) + 10 * sum(abs(each.times - 1) for each in self.carried) + len(self.lost)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a placeholder came out, before anything is written there."""

    index: int
    start: int
    end: int
    times: int
    case: str = ""
    ready: bool = False
    """Whether an allowed form stands there already."""


def restore(protected: Protected, hypothesis: Hypothesis, language: LanguageTag) -> Restored:
    """Put names, things to keep and inline elements into what the engine answered, and prove each.

    Args:
        protected: what the engine got.
        hypothesis: what it answered.
        language: the language of the answer; a name without a term in it, which can only be the
            middle of a route, stands in its source form.
    """
    segment = protected.segment
    found = _find(protected, hypothesis, language) if hypothesis.text.strip() else []
    forms = [_form(protected, each, hypothesis.text, language) for each in found]
    edits: list[Edit] = [(each.start, each.end, text) for each, (text, _) in zip(found, forms, strict=True)]
    edits += localised(protected.text, hypothesis.text, segment.language, language, edits)
    edits += openings(hypothesis.text, language, edits)
    text, moved = apply_edits(
        hypothesis.text, seams(hypothesis.text, edits, language, _traits(protected, found, language))
    )
    by_index = {each.index: (each, form) for each, (_, form) in zip(found, forms, strict=True)}
    carried = [_carry(protected, index, by_index.get(index), moved) for index in range(len(protected.placeholders))]
    links = _links(protected, hypothesis, carried, text, moved)
    text, breaks, missing = _line_breaks(protected, text, links)
    inline, lost = project(protected.spans, links, text)
    right = [each for each in carried if each.times == 1]
    spans = [replace(each.origin, start=each.start, end=each.end) for each in right if isinstance(each.origin, Span)]
    mentions = [_own(each.origin, each, text) for each in right if isinstance(each.origin, Mention)]
    target = replace(
        segment,
        text=text,
        language=language,
        spans=tuple(sorted([*inline, *breaks, *spans], key=lambda span: (span.start, -span.end))),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
    )
    unknown = tuple(hypothesis.text[start:end].strip() for start, end in hypothesis.unknown)
    return Restored(target, tuple(carried), (*lost, *missing), unknown, _omitted(protected, hypothesis))


def _omitted(protected: Protected, hypothesis: Hypothesis) -> tuple[str, ...]:
    """Return the words of *protected* that the engine finds missing, those of placeholders left out."""
    held = [(each.start, each.end) for each in protected.placeholders]
    return tuple(
        protected.text[start:end]
        for start, end in hypothesis.omitted
        if not any(start < high and low < end for low, high in held)
    )


def _traits(protected: Protected, found: Sequence[_Found], language: LanguageTag) -> dict[int, Trait]:
    """Return by start what the glossary says of the names that were found."""
    origins = [(each.start, protected.placeholders[each.index].origin) for each in found]
    return {
        start: Trait(origin.entry.kind, said_gender(origin.entry, language))
        for start, origin in origins
        if isinstance(origin, Mention)
    }


def opening(protected: Protected, hypothesis: Hypothesis, language: LanguageTag) -> str:
    """Return how the target should begin so that the first name lost in *hypothesis* stands in it, up to its end.

    The engine's own words go before it, as far as the first that came from the name. Nothing where no word did, or
    where nothing is lost.
    """
    found = _find(protected, hypothesis, language)
    kept = {each.index for each in found}
    for index, placeholder in enumerate(protected.placeholders):
        if index in kept or not isinstance(placeholder.origin, Mention):
            continue
        ranges = target_ranges((placeholder.start, placeholder.end), hypothesis.links)
        if not ranges:
            continue
        start = max([ranges[0][0], *(each.end for each in found if each.start <= ranges[0][0] < each.end)])
        before = [each for each in found if each.end <= start]
        edits = [(each.start, each.end, _form(protected, each, hypothesis.text, language)[0]) for each in before]
        if start > ranges[0][0]:  # two names ran into one: the engine finds the words between them
            return apply_edits(hypothesis.text[:start], edits)[0]
        words, _ = _form(protected, _Found(index, start, start, 1), hypothesis.text, language)
        return apply_edits(hypothesis.text[:start], edits)[0] + words
    return ""


# -- where the names came out ------------------------------------------------------------------


def _find(protected: Protected, hypothesis: Hypothesis, language: LanguageTag) -> list[_Found]:
    """Find each placeholder in the hypothesis, by the engine's word, by search, or by alignment."""
    found: list[_Found] = []
    for index in range(len(protected.placeholders)):
        places = [place for place in hypothesis.places if place.index == index]
        if places:
            first = places[0]
            found.append(_Found(index, first.start, first.end, len(places), first.case))
        elif protected.method is not Method.PLACEHOLDER:
            here = _search(protected, hypothesis, index, language, found) or _aligned(
                protected, hypothesis, index, found
            )
            if here is not None:
                found.append(here)
    return found


def _search(
    protected: Protected, hypothesis: Hypothesis, index: int, language: LanguageTag, taken: Sequence[_Found]
) -> _Found | None:
    """Look for the words that may stand there: an allowed form, the stand-in, or the thing kept."""
    placeholder = protected.placeholders[index]
    surface = protected.text[placeholder.start : placeholder.end]
    origin = placeholder.origin
    source = protected.segment.text[origin.start : origin.end] if origin else surface
    stood_in = origin is not None and surface != source
    plain = isinstance(origin, Mention) and not stood_in
    wanted = _right(origin, source, language) if plain and isinstance(origin, Mention) else {surface}
    pattern = "|".join(re.escape(form) for form in sorted(wanted, key=lambda form: (-len(form), form)))
    if not pattern:
        return None
    spots = [match.span() for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", hypothesis.text)]
    spots = [spot for spot in spots if not any(spot[0] < each.end and each.start < spot[1] for each in taken)]
    if not spots:
        return None
    expected = placeholder.start / max(1, len(protected.text)) * len(hypothesis.text)
    start, end = min(spots, key=lambda spot: (abs(spot[0] - expected), spot))
    times = len(spots) if stood_in else 1  # a stand-in was chosen because the sentence does not hold it
    return _Found(index, start, end, times, ready=plain)


def _right(mention: Mention, source: str, language: LanguageTag) -> set[str]:
    """Return the forms that *mention* may have: a surname alone is no rendering of a full name."""
    form = target_form(mention, language, text=source)
    words = len(form.text.split()) if form else 0
    return {each for each in allowed_forms(mention.entry, language) if len(each.split()) >= words}


def _aligned(protected: Protected, hypothesis: Hypothesis, index: int, taken: Sequence[_Found]) -> _Found | None:
    """Take the one stretch of words that came from the placeholder; a split stretch is refused."""
    placeholder = protected.placeholders[index]
    if protected.method not in {Method.ALIGNMENT, Method.PREFIX}:
        return None
    ranges = target_ranges((placeholder.start, placeholder.end), hypothesis.links)
    stretch = contiguous(ranges, hypothesis.text, reach=0)
    if stretch is None or any(each[0] < stretch[0] or each[1] > stretch[1] for each in ranges):
        return None
    if any(stretch[0] < each.end and each.start < stretch[1] for each in taken):
        return None
    return _Found(index, *stretch, 1)


def _form(protected: Protected, found: _Found, text: str, language: LanguageTag) -> tuple[str, Form | None]:
    """Return what is to stand at *found*, and the form it is."""
    placeholder = protected.placeholders[found.index]
    origin = placeholder.origin
    if isinstance(origin, Span) and origin.kind is SpanKind.DATE:
        return _capital(
            written(origin, language) or protected.segment.text[origin.start : origin.end], text, found
        ), None
    if not isinstance(origin, Mention):
        return (protected.segment.text[origin.start : origin.end] if origin else ""), None
    if found.ready:
        words = text[found.start : found.end]
        return words, Form(words, origin.case, "already right")
    case = found.case or (
        find_case(text, found.start, found.end, _CASES, language, kind=origin.entry.kind) or origin.case
        if known(language)
        else ""
    )
    form = target_form(origin, language, case, text=protected.segment.text[origin.start : origin.end])
    if form is None:  # in the middle of a route; for the last language it has one, or it was not protected
        form = Form(protected.segment.text[origin.start : origin.end], case, "source form")
    words = _capital(form.text, text, found)
    if _in_capitals(protected.segment, origin):
        words = words.upper()
    return _with_initials(protected.segment, origin, words, language), replace(form, text=words)


def _with_initials(segment: Segment, mention: Mention, words: str, language: LanguageTag) -> str:
    """Return *words*, the form of *mention*, with the initials that stand beside it in the source."""
    start, end = initials.extent(segment, mention)
    before, behind = (
        initials.written(part, mention.entry, segment.language, language)
        for part in (segment.text[start : mention.start], segment.text[mention.end : end])
    )
    return before + words + behind


def _own(mention: Mention, carried: Carried, text: str) -> Mention:
    """Return *mention* where its own form stands in *text*, without its initials."""
    form = carried.form.text if carried.form else ""
    at = text[carried.start : carried.end].find(form)
    start, end = (
        (carried.start + at, carried.start + at + len(form)) if form and at >= 0 else (carried.start, carried.end)
    )
    return replace(mention, start=start, end=end, case=carried.form.case if carried.form else "", cases=())


def _capital(words: str, text: str, found: _Found) -> str:
    """Begin *words* with a capital where they begin the sentence."""
    first = not text[: found.start].strip(" \n«“\"'([—–-¿¡")
    return words[:1].upper() + words[1:] if first else words


def _in_capitals(segment: Segment, mention: Mention) -> bool:
    """Whether *mention* stands in capitals because its whole sentence does, as headlines do."""
    own = segment.text[mention.start : mention.end]
    terms = (*mention.entry.names.values(), *mention.entry.short.values())
    rest = segment.text[: mention.start] + segment.text[mention.end :]
    return own.isupper() and own not in terms and rest.isupper()


def _carry(protected: Protected, index: int, found: tuple[_Found, Form | None] | None, moved: Moved) -> Carried:
    """Return what became of placeholder *index*."""
    origin = protected.placeholders[index].origin
    assert origin is not None  # noqa: S101 - every placeholder that protect makes has its origin
    if found is None:
        return Carried(origin, -1, -1, None, 0)
    where, form = found
    return Carried(origin, moved(where.start), moved(where.end, after=True), form, where.times)


# -- markup ------------------------------------------------------------------------------------


def _links(
    protected: Protected, hypothesis: Hypothesis, carried: Sequence[Carried], text: str, moved: Moved
) -> list[Link]:
    """Return the alignment after the names were written, each name aligned word by word where that is certain."""
    named = [
        (placeholder, each) for placeholder, each in zip(protected.placeholders, carried, strict=True) if each.times > 0
    ]
    inside = [(placeholder.start, placeholder.end) for placeholder, _ in named]
    links = [
        replace(link, target=(moved(link.target[0]), moved(link.target[1], after=True)))
        for link in hypothesis.links
        if not any(start <= link.source[0] and link.source[1] <= end for start, end in inside)
    ]
    for placeholder, each in named:
        source = _parts(protected.text, placeholder.start, placeholder.end)
        target = _parts(text, each.start, each.end)
        if _alike(protected.text, source, text, target):
            links += [Link(a, b) for a, b in zip(source, target, strict=True)]
        else:
            links.append(Link((placeholder.start, placeholder.end), (each.start, each.end)))
    return links


def _parts(text: str, start: int, end: int) -> list[Range]:
    """Return the words and signs of a name: half of an address may be a link, and so may its last sign."""
    return [match.span() for match in _PART.finditer(text, start, end)]


def _alike(source: str, ours: Sequence[Range], target: str, theirs: Sequence[Range]) -> bool:
    """Whether the parts of a name and of its form, of which there are several, are words and signs in one order."""
    return len(ours) == len(theirs) > 1 and all(
        source[one[0]].isalnum() == target[other[0]].isalnum() for one, other in zip(ours, theirs, strict=True)
    )


def _line_breaks(protected: Protected, text: str, links: Sequence[Link]) -> tuple[str, list[Span], list[Span]]:
    """Put each `<br>` where it stood: on the engine's own newline, or after the words that stood before it."""
    voids = [span for span in protected.spans if span.kind is SpanKind.VOID]
    newlines = [match.start() for match in re.finditer("\n", text)]
    if len(newlines) != len(voids):
        text = text.replace("\n", " ")
        newlines = []
        for void in voids:
            before = [link for link in links if link.source[1] <= void.start]
            spot = max(before, key=lambda link: link.source[1]).target[1] if before else -1
            space = text.find(" ", spot) if spot >= 0 else -1
            if space < 0 or space in newlines:
                return text.replace("\n", " "), [], voids
            newlines.append(space)
        for spot in newlines:
            text = text[:spot] + "\n" + text[spot + 1 :]
    placed = [replace(void, start=at, end=at + 1) for void, at in zip(voids, sorted(newlines), strict=True)]
    return text, placed, []
