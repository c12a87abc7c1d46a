"""Abbreviations that end with a full stop, one file a language, as an editor can write them.

A line of `<language>.txt` holds words without their last stop, separated by spaces. A mark after a word says
when a sentence may end with it:

    Dr      never
    etc?    when a capital follows
    г%      when a number stands before it and a capital follows: `2021 г. Потом`, but `г. Москва`
    No#     always, unless a number follows

A line that begins with `>` holds words that begin a sentence even after an abbreviation or an initial:
`at 5 p.m. The`, `plan B. It`. A line that begins with `<` holds verbs that tell whose a quotation is where the
name stands first: `“Who pays?” Brown asked`. `#` at the start of a line begins a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

MARKS = "?%#"
"""The marks a word can carry; see above."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What is known of one language's abbreviations."""

    marks: Mapping[str, str]
    """For each abbreviation, lower-case and without its last stop, its mark or nothing."""
    starters: frozenset[str]
    """Lower-case words that begin a sentence even after an abbreviation."""
    saying: frozenset[str]
    """Verbs that follow a speaker's name after a quotation."""
    endings: frozenset[str]
    """What stands last in an abbreviation of several parts, `д` of `т.д`; the whole of any other."""


@cache
def abbreviations(language: str) -> Abbreviations:
    """Return those of *language*, a primary language; none where it has no file."""
    file = resources.files(__name__) / f"{language}.txt"
    marks: dict[str, str] = {}
    starters: set[str] = set()
    saying: set[str] = set()
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        if line.startswith(">"):
            starters.update(line[1:].lower().split())
        elif line.startswith("<"):
            saying.update(line[1:].lower().split())
        elif not line.startswith("#"):
            for word in line.lower().split():
                marks[word.rstrip(MARKS)] = word[-1] if word[-1] in MARKS else ""
    endings = frozenset(mark.rpartition(".")[2] for mark in marks)
    return Abbreviations(marks, frozenset(starters), frozenset(saying), endings)
