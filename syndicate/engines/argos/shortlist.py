"""Which pieces the translation of a text may have: scoring a few of 32,000 at each step is much of a model's time.

A shortlist is learned from text that the model itself has translated, and is kept as CTranslate2 reads it (vmap.txt):
on each line a piece of the source, a tab, and the pieces that it may become; the line of no piece has those that may
stand in any translation. A word of several pieces that was seen has a line too, with nothing more. A text with a piece
or a word that has no line must be translated with all pieces: known pieces make up unknown words, and what such a word
becomes was never seen (news through a model of phrase books: half the sentences were of known pieces, one in twenty of
known words).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from syndicate.engines.argos.attempts import wordless

COMMON = 500
"""Most frequent pieces of translations, which may stand in any."""
SEEN = 3
"""Sentences a piece of the source must have stood in; what was hardly seen has shown too little of what it becomes."""
MOST = 20
"""Pieces that a piece of the source may become."""
LEAST = 0.0005
"""Chance that it becomes one of them; with fewer the model's own words are missed."""
LONGEST_WORD = 8
"""Pieces of the longest word that is known: CTranslate2 looks for as many in a row at each piece."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a model was seen to make of each piece."""

    content: bytes
    """The file, as CTranslate2 reads it."""
    known: frozenset[str]
    """The pieces of the source, and the words of several, that have a line."""

    @property
    def digest(self) -> str:
        """The file's sha256 in 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()

    def covers(self, pieces: Sequence[str]) -> bool:
        """Whether each of the *pieces* of a text has a line, and each word of several."""
        return self.known.issuperset(pieces) and self.known.issuperset(words(pieces))


def read(content: bytes) -> Shortlist:
    """Return the shortlist in the file *content*.

    Raises:
        ValueError: it is none.
    """
    lines = content.decode("utf-8").removesuffix("\n").split("\n")
    if not lines[0].startswith("\t") or not all("\t" in line for line in lines):
        raise ValueError("this is no shortlist")
    return Shortlist(content, frozenset(line.split("\t", 1)[0] for line in lines[1:]))


def words(pieces: Sequence[str]) -> set[str]:
    """Return the words of several *pieces*, spaces between them, without the marks around them.

    >>> sorted(words(["▁The", "▁bo", "at", "▁s", "ank", "."]))
    ['▁bo at', '▁s ank']
    >>> sorted(words(["The", "bo@@", "at", "sank", "."]))
    ['bo@@ at']
    """
    spaced = any(piece.startswith("▁") for piece in pieces)
    found: list[list[str]] = []
    for index, piece in enumerate(pieces):
        inside = not piece.startswith("▁") if spaced else pieces[index - 1].endswith("@@")
        if index and inside:
            found[-1].append(piece)
        else:
            found.append([piece])
    bare = (_bare(word) for word in found)
    return {" ".join(word) for word in bare if len(word) > 1}


def _bare(word: Sequence[str]) -> Sequence[str]:
    """Return *word* without the pieces at its ends that have no letter."""
    letters = [index for index, piece in enumerate(word) if not wordless(piece)]
    return word[letters[0] : letters[-1] + 1] if letters else ()


def learned(sentences: Iterable[tuple[Sequence[str], Sequence[str]]], vocabulary: Collection[str]) -> Shortlist:
    """Return what *sentences*, pieces of the source and of its translation by the model, teach.

    A piece may become what it is likely to, and may stay as it is: so names are copied. Single letters, figures and
    marks may stand anywhere.

    Args:
        sentences: none twice.
        vocabulary: the pieces that the model can write.
    """
    from syndicate.engines.argos.chances import likeliest  # numpy is slow to import, and only learning needs it

    pairs: list[tuple[frozenset[str], frozenset[str]]] = []
    whole: set[str] = set()
    for source, target in sentences:
        pairs.append((frozenset(filter(_plain, source)), frozenset(filter(_plain, target))))
        whole |= words(source)
    shown = Counter(piece for source, _ in pairs for piece in source)
    seen = Counter(piece for _, target in pairs for piece in target)
    always = set(sorted(seen, key=lambda piece: (-seen[piece], piece))[:COMMON])
    always |= {piece for piece in vocabulary if len(piece.removeprefix("▁").removesuffix("@@")) == 1 and _plain(piece)}
    rows = [("", sorted(always))]
    for piece, likely in likeliest(pairs, LEAST).items():
        if shown[piece] >= SEEN:
            best = [other for other in likely if other not in always][:MOST]
            rows.append((piece, sorted({*best, piece} - always)))
    rows += [
        (word, []) for word in sorted(whole) if word.count(" ") < LONGEST_WORD and all(map(_plain, word.split(" ")))
    ]
    return read("".join(f"{piece}\t{' '.join(row)}\n" for piece, row in rows).encode())


def _plain(piece: str) -> bool:
    """Whether *piece* can stand in the file: its marks are a tab, a space and the end of the line."""
    return bool(piece) and not set(piece) & set("\t \r\n")
