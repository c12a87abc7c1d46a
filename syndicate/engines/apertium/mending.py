"""What is done to the words of the target before they are generated: put in, taken away, put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from syndicate.engines.apertium.lexicon import Lexicon
from syndicate.engines.apertium.stream import Units, units


def mended(cut: Units, lexicon: Lexicon) -> Units:
    """Return the words of *cut* as the target's grammar asks for them, in its order and with its signs."""
    if lexicon.mend is not None:
        cut = _put_in(cut, lexicon.mend(cut.words))
    if lexicon.order is not None:
        cut = _in_order(cut, lexicon.order(cut.words))
    if lexicon.punctuate is not None and not lexicon.signs.isdisjoint(cut.words):
        cut = units(lexicon.punctuate(written(cut.gaps, map("{}^{}$".format, cut.marks, cut.words))))
    return cut


def written(gaps: Sequence[str], words: Iterable[str]) -> str:
    """Return the stream of *words*, as they stand in it, with the *gaps* around them."""
    return "".join([*chain.from_iterable(zip(gaps, words, strict=False)), gaps[-1]])


def _put_in(cut: Units, groups: Sequence[tuple[str, ...]]) -> Units:
    """Return *cut* with its words as *groups* have them; one put in stands before a mark.

    A word that falls away takes its mark and the space behind it along.
    """
    if all(len(group) == 1 for group in groups):
        return Units(cut.gaps, cut.marks, [group[0] for group in groups])
    gaps, marks, words = list[str](), list[str](), list[str]()
    gap = cut.gaps[0]
    for mark, group, behind in zip(cut.marks, groups, cut.gaps[1:], strict=True):
        if not group:
            gap += behind.removeprefix(" ")
            continue
        for word in group[:-1]:
            gaps.append(gap)
            marks.append("")
            words.append(word)
            gap = " "
        gaps.append(gap)
        marks.append(mark)
        words.append(group[-1])
        gap = behind
    return Units([*gaps, gap], marks, words)


def _in_order(cut: Units, order: list[int]) -> Units:
    """Return *cut* with its words, each with its mark, in the *order* of the target."""
    if order == list(range(len(order))):
        return cut
    return Units(cut.gaps, [cut.marks[at] for at in order], [cut.words[at] for at in order])
