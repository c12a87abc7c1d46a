"""Sentences like one that is wanted: found by the words they share, ordered by how little has to be changed."""

from __future__ import annotations

import re
import sqlite3
import zlib
from dataclasses import dataclass
from itertools import accumulate, pairwise

KEPT = 8
"""Words of a sentence that it is found by: its longest, which are the rarest on the whole."""
_LOOKED_AT = 200
"""Sentences that are compared letter by letter."""
_READ = 12_000
"""Places of words that are read for one search. Where there are more, the commonest words are left out."""
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FIND = """
SELECT t.source, t.target, t.method, t.route FROM (
  SELECT w.number AS number, count(*) AS shared FROM words w WHERE w.word IN ({marks})
  GROUP BY w.number ORDER BY shared DESC, w.number LIMIT {limit}
) JOIN translations t USING (number)
WHERE length(t.source) BETWEEN ? AND ?
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence of the memory that is like the one wanted; for an editor to look at, never published by itself."""

    source: str
    """Its source sentence."""
    target: str
    """Its translation."""
    score: float
    """0 to 100: 100 is the same words."""
    human: bool
    """Whether a person wrote the translation."""
    tool: str
    """What made it: `apertium:en-es:...`, `human:` and a name, `tmx:` and a file."""


def signature(text: str, source: str, target: str) -> list[int]:
    """Return the numbers that a sentence of a pair of languages is found by: one for each of its longest words.

    Scripts without spaces give pairs of signs instead of words.
    """
    folded = text.casefold()
    words = set(_WORD.findall(folded)) if not _UNSPACED.search(folded) else {a + b for a, b in pairwise(folded)}
    longest = sorted(words, key=lambda word: (-len(word), word))[:KEPT]
    return sorted({zlib.crc32(f"{source}>{target}>{word}".encode()) for word in longest})


def index(database: sqlite3.Connection, number: int, text: str, source: str, target: str) -> None:
    """Make the translation *number* findable."""
    database.executemany(
        "INSERT OR IGNORE INTO words VALUES (?, ?)", [(word, number) for word in signature(text, source, target)]
    )


def unindex(database: sqlite3.Connection, number: int, text: str, source: str, target: str) -> None:
    """Undo what `index` did with the same arguments: by its words, as a search by its number would read them all."""
    database.executemany(
        "DELETE FROM words WHERE word = ? AND number = ?", [(word, number) for word in signature(text, source, target)]
    )


def index_all(database: sqlite3.Connection) -> None:
    """Make every translation findable."""
    rows = database.execute("SELECT number, source, source_language, target_language FROM translations").fetchall()
    for row in rows:
        index(database, *row)


def near(
    database: sqlite3.Connection, text: str, source: str, target: str, *, least: float = 60.0, most: int = 5
) -> list[Suggestion]:
    """Return translations of sentences like *text*, best first; a person's before a machine's of the same score."""
    from rapidfuzz import fuzz

    words = _rarest(database, signature(text, source, target))
    statement = _FIND.format(marks=",".join("?" * len(words)), limit=_LOOKED_AT)
    reach = least / 100
    rows = database.execute(statement, (*words, int(len(text) * reach * 0.8), int(len(text) / reach * 1.25) + 1))
    found: dict[tuple[str, str], Suggestion] = {}
    for other, words_there, method, route in rows:
        score = 100.0 if other == text else min(99.0, fuzz.ratio(text, other, score_cutoff=least))
        if score >= least:
            one = Suggestion(other, words_there, round(score, 1), method == "human", route)
            before = found.get((other, words_there))
            if before is None or one.human > before.human:
                found[other, words_there] = one
    return sorted(found.values(), key=lambda one: (-one.score, not one.human, one.source, one.target))[:most]


def _rarest(database: sqlite3.Connection, words: list[int]) -> list[int]:
    """Return those of *words* by which a search reads no more than `_READ` places; two words in any case."""
    most = _READ // 2
    count = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE word = ? LIMIT {most})"
    places = sorted((database.execute(count, (word,)).fetchone()[0], word) for word in words)
    read = accumulate(number for number, _ in places)
    return [word for (_, word), so_far in zip(places, read, strict=True) if so_far <= _READ]
