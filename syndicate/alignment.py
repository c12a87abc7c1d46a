"""Source and target of an edition side by side, sentence by sentence, with everything between the sentences.

The translations of an edition are let go when it is released; where each sentence lies, and who made it, is kept
with it (`Edition.sentences`), so that what is exported matches what is out, not what a later run made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from syndicate.model import Edition, Maker, Sentence, Translation


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a unit in source and target. The parts of a unit, joined, are the whole of both."""

    source: tuple[int, int]
    """First character in the source's unit, and one past the last."""
    target: tuple[int, int]
    """The same in the edition's."""
    words: bool
    """Whether it is a segment; else it is only the white space between two."""
    maker: Maker | None = None
    """Who translated it; None where nobody did: it stands as the source has it, or that is not known."""


def aligned(edition: Edition) -> Edition:
    """Return *edition* with where its sentences lie, if it has its translations; else as it is."""
    if not edition.translations:
        return edition
    makers: dict[Maker, int] = {}
    by_unit: dict[int, list[Translation]] = {}
    for each in edition.translations:
        by_unit.setdefault(each.source.unit, []).append(each)
    found: list[Sentence] = []
    for index, translations in sorted(by_unit.items()):
        whole = edition.units[index].text if index < len(edition.units) else ""
        lie: list[Sentence] = []
        read = written = 0
        for each in sorted(translations, key=lambda each: each.source.start):
            start, end = each.source.start, each.source.start + len(each.source.text)
            at = written + start - read  # what lies between is the source's own
            read, written = end, at + len(each.target.text)
            if whole[at:written] != each.target.text:
                lie = []
                break
            maker = Maker(each.provenance.route, each.provenance.reviewer, each.provenance.reviewed)
            lie.append(Sentence(index, start, end, at, written, makers.setdefault(maker, len(makers))))
        found += lie
    return replace(edition, sentences=tuple(found), makers=tuple(makers))


def parts(edition: Edition, index: int) -> Iterator[Part]:
    """Give the unit *index* of *edition* in parts; one that is the whole where its sentences are not known."""
    source, target = edition.article.units[index].text, edition.units[index].text
    read = written = 0
    sentences = [each for each in edition.sentences if each.unit == index]
    if not _matches(sentences, source, target):
        yield Part((0, len(source)), (0, len(target)), words=True)
        return
    for each in sentences:
        yield from _between(source, (read, each.start), written)
        maker = edition.makers[each.maker] if each.maker < len(edition.makers) else None
        yield Part((each.start, each.end), (each.at, each.to), words=True, maker=maker)
        read, written = each.end, each.to
    yield from _between(source, (read, len(source)), written)


def _between(source: str, stretch: tuple[int, int], written: int) -> Iterator[Part]:
    """Give what lies between two sentences, the same in the target from *written* on: white space, and words kept."""
    start, end = stretch
    gap = source[start:end]
    head, tail = len(gap) - len(gap.lstrip()), len(gap.rstrip())
    for here, there, words in ((0, head, False), (head, tail, True), (max(head, tail), len(gap), False)):
        if here < there:
            yield Part((start + here, start + there), (written + here, written + there), words)


def _matches(sentences: list[Sentence], source: str, target: str) -> bool:
    """Whether *sentences* lie in order in both texts, and what lies between them is the same in both."""
    read = written = 0
    for each in sentences:
        if source[read : each.start] != target[written : each.at] or each.end < each.start or each.to < each.at:
            return False
        read, written = each.end, each.to
    return bool(sentences) and source[read:] == target[written:]
