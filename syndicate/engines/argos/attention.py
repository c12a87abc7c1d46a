"""Which target word came from which source word, read from a model's attention. Pure functions.

Searched from the source word: measured on 600 sentences, the target word with the most attention for a source word
was right 93 times in 100; searched from the target word far less often.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from syndicate.model import Link

Stretch = tuple[int, int]
"""Start and end in a text."""

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Beginnings of the Unicode names of scripts that put no space between words."""
_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner stand inside words (Persian, Indic scripts)."""


def words(text: str, pieces: Sequence[Stretch]) -> list[Stretch]:
    """Return the words of *text*: runs of letters, marks and digits, so that no full stop hangs on a name.

    Where words have no space between them, the model's own *pieces* are the words.

    >>> words("l'Ukraine, 24.", [])
    [(0, 1), (2, 9), (11, 13)]
    """
    borders = {border for stretch in pieces for border in stretch}
    found: list[Stretch] = []
    start = -1
    for index, character in enumerate(f"{text} "):
        inside = character in _JOINERS or unicodedata.category(character)[0] in "LMN"
        cut = start >= 0 and index in borders and inside and unspaced(character)
        if start >= 0 and (cut or not inside):
            found.append((start, index))
            start = -1
        if inside and start < 0:
            start = index
    return found


def unspaced(character: str) -> bool:
    """Whether *character* is of a script that puts no space between words."""
    return character > "\u0dff" and unicodedata.name(character, "").startswith(_UNSPACED)


def owners(pieces: Sequence[Stretch], words: Sequence[Stretch]) -> list[int]:
    """Return for each piece the index of the word it lies in mostly, -1 for none. Both are in order."""
    result: list[int] = []
    first = 0
    for start, end in pieces:
        while first < len(words) and words[first][1] <= start:
            first += 1
        best, most = -1, 0
        for index in range(first, len(words)):
            if words[index][0] >= end:
                break
            common = min(end, words[index][1]) - max(start, words[index][0])
            if common > most:
                best, most = index, common
        result.append(best)
    return result


def word_links(
    rows: Sequence[Sequence[float]],
    source: tuple[str, Sequence[Stretch]],
    target: tuple[str, Sequence[Stretch]],
    row: int = 0,
    *,
    copies: bool = True,
) -> tuple[Link, ...]:
    """Return one link for each source word, to the target word that looked at it most.

    Args:
        rows: for each target piece, the attention to each source piece.
        source: text and stretches of its pieces.
        target: text and stretches of its pieces.
        row: the row of a piece is so many below its own (models differ: calibrated).
        copies: whether words that were copied are linked as such, whatever the attention says.

    Returns:
        Links by source; the score is the share of the attention to the source word that the target word holds.
    """
    source_words, target_words = words(*source), words(*target)
    pieces_of: list[list[int]] = [[] for _ in source_words]
    for piece, word in enumerate(owners(source[1], source_words)):
        if word >= 0:
            pieces_of[word].append(piece)
    owned = [(piece + row, word) for piece, word in enumerate(owners(target[1], target_words)) if word >= 0]
    owned = [(index, word) for index, word in owned if 0 <= index < len(rows)]
    same = copied(source[0], source_words, target[0], target_words) if copies else {}
    links = []
    for place, (stretch, columns) in enumerate(zip(source_words, pieces_of, strict=True)):
        if place in same:
            links.append(Link(stretch, target_words[same[place]]))
            continue
        best: dict[int, float] = {}
        for index, owned_by in owned:
            mean = sum(rows[index][column] for column in columns if column < len(rows[index])) / max(1, len(columns))
            best[owned_by] = max(best.get(owned_by, 0.0), mean)
        total = sum(best.values())
        if total > 0:
            winner = max(sorted(best), key=best.__getitem__)
            links.append(Link(stretch, target_words[winner], min(1.0, best[winner] / total)))
    return tuple(links)


def copied(
    source: str, source_words: Sequence[Stretch], target: str, target_words: Sequence[Stretch]
) -> dict[int, int]:
    """Return which words of *source* stand as they are in *target*: names, figures, long words; each once in both.

    A model's attention wanders where it only copies, for it knows what comes. Short words without a capital or a
    figure are left out: “no” and “a” are words of many languages.
    """
    sources = [source[start:end] for start, end in source_words]
    targets = [target[start:end] for start, end in target_words]
    return {
        place: targets.index(word)
        for place, word in enumerate(sources)
        if (len(word) > 3 or not word.islower()) and len(word) > 1 and sources.count(word) == targets.count(word) == 1
    }


def anchors(source: str, target: str, links: Sequence[Link]) -> tuple[int, int]:
    """Return how many words stand once in both texts with the same letters, and how many of them are linked right.

    Names and figures that a model copies say whether its attention can be believed, without anybody's judgement.
    """
    sources = [source[start:end] for start, end in words(source, [])]
    targets = [target[start:end] for start, end in words(target, [])]
    linked = {source[slice(*link.source)]: target[slice(*link.target)] for link in links}
    known = [word for word in sources if sources.count(word) == 1 and targets.count(word) == 1]
    return len(known), sum(linked.get(word) == word for word in known)
