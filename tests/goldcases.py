"""Gold files that an editor could write: `tests/gold/<stage>/<name>.txt`, read in one way.

A case is what is asked, a line `---`, what must come, a line `===`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from syndicate.model import Span, SpanKind

GOLD = Path(__file__).parent / "gold"


class Case(NamedTuple):
    name: str
    """The file's: mostly a language, or a pair of them."""
    number: int
    """Its place in the file, from 1."""
    asked: str
    """What stands before `---`."""
    answer: str
    """What stands behind it."""


def cases(stage: str) -> Iterator[Case]:
    """Give the cases of a stage by file; one that is malformed stops the run."""
    for path in sorted((GOLD / stage).glob("*.txt")):
        *blocks, rest = path.read_text("utf-8").split("\n===\n")
        assert not rest.strip(), f"{stage}/{path.name}: something stands after the last ==="
        for number, block in enumerate(blocks, 1):
            parts = block.split("\n---\n")
            assert len(parts) == 2, f"{stage}/{path.name}, case {number}: not one line --- in «{block[:40]}»"
            yield Case(path.stem, number, *parts)


def sentences(stage: str) -> list[object]:
    """Return the cases of a stage as parameters of a test: name, sentence, the lines of the answer."""
    return [
        pytest.param(each.name, each.asked.strip(), each.answer.splitlines(), id=f"{each.name}-{each.asked.strip()}")
        for each in cases(stage)
    ]


def elements(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text of a line with b, i and a, and its elements."""
    text, done = "", 0
    opened: list[tuple[str, int]] = []
    spans: list[Span] = []
    for match in re.finditer(r"<(/?)([abi])>", marked):
        text += marked[done : match.start()]
        done = match.end()
        if match[1]:
            name, start = opened.pop()
            spans.append(Span(start, len(text), SpanKind.INLINE, name))
        else:
            opened.append((match[2], len(text)))
    return text + marked[done:], tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
