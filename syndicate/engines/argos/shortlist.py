"""Which pieces the translation of a text may have: scoring a few of 32,000 at each step is much of a model's time.

A shortlist is learned from text that the model itself has translated, and is kept as CTranslate2 reads it (vmap.txt):
on each line a piece of the source, a tab, and the pieces that it may become; the line of no piece has those that may
stand in any translation. A text with a piece that has no line must be translated with all pieces.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

COMMON = 500
"""Most frequent pieces of translations, which may stand in any."""
SEEN = 3
"""Sentences a piece of the source must have stood in; what was hardly seen has shown too little of what it becomes."""
MOST = 50
"""Pieces that a piece of the source may become."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a model was seen to make of each piece."""

    content: bytes
    """The file, as CTranslate2 reads it."""
    known: frozenset[str]
    """The pieces of the source that have a line."""

    @property
    def digest(self) -> str:
        """The file's sha256 in 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()

    def covers(self, pieces: Collection[str]) -> bool:
        """Whether each of the *pieces* of a text has a line."""
        return self.known.issuperset(pieces)


def read(content: bytes) -> Shortlist:
    """Return the shortlist in the file *content*.

    Raises:
        ValueError: it is none.
    """
    lines = content.decode("utf-8").removesuffix("\n").split("\n")
    if not lines[0].startswith("\t") or not all("\t" in line for line in lines):
        raise ValueError("this is no shortlist")
    return Shortlist(content, frozenset(line.split("\t", 1)[0] for line in lines[1:]))


def learned(sentences: Iterable[tuple[Sequence[str], Sequence[str]]], vocabulary: Collection[str]) -> Shortlist:
    """Return what *sentences*, pieces of the source and of its translation by the model, teach.

    A piece may become those that stand most often where it stands, and least often elsewhere (Dice's coefficient),
    and may stay as it is: so names are copied. Single letters, figures and marks may stand anywhere.

    Args:
        sentences: none twice.
        vocabulary: the pieces that the model can write.
    """
    targets: list[frozenset[str]] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, (source, target) in enumerate(sentences):
        targets.append(frozenset(filter(_plain, target)))
        for piece in filter(_plain, set(source)):
            places[piece].append(number)
    seen = Counter(piece for target in targets for piece in target)
    always = set(sorted(seen, key=lambda piece: (-seen[piece], piece))[:COMMON])
    always |= {piece for piece in vocabulary if len(piece.removeprefix("▁").removesuffix("@@")) == 1 and _plain(piece)}
    rows = [("", sorted(always))]
    for piece, numbers in sorted(places.items()):
        if len(numbers) >= SEEN:
            beside = Counter(other for number in numbers for other in targets[number] if other not in always)
            dice = {other: together / (len(numbers) + seen[other]) for other, together in beside.items()}
            best = sorted(dice, key=lambda other: (-dice[other], other))[:MOST]
            rows.append((piece, sorted({*best, piece} - always)))
    return read("".join(f"{piece}\t{' '.join(row)}\n" for piece, row in rows).encode())


def _plain(piece: str) -> bool:
    """Whether *piece* can stand in the file: its marks are a tab, a space and the end of the line."""
    return bool(piece) and not set(piece) & set("\t \r\n")
