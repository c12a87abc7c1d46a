"""What pieces become, by chance: those of Model 1 in their order, and what is explained away."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import pytest

from syndicate.engines.argos import chances as module
from syndicate.engines.argos.chances import ROUNDS, likeliest


def plainly(sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, dict[str, float]]:
    """Model 1 as its paper writes it down."""
    table: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        held: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for source, target in sentences:
            for piece in sorted(set(target)):
                share = {each: table[each][piece] if table else 1.0 for each in ["", *sorted(set(source))]}
                for each, one in share.items():
                    held[each][piece] += one / sum(share.values())
        table = {each: {piece: one / row.total() for piece, one in row.items()} for each, row in held.items()}
    return {each: row for each, row in table.items() if each}


@pytest.mark.parametrize("block", [1, 7, 5_000])
def test_they_are_those_of_the_paper_in_its_order(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(module, "_BLOCK", block)
    lot = random.Random(5)  # noqa: S311 - not for secrets
    sentences = [
        (lot.choices("abcdefgh", k=lot.randint(0, 6)), lot.choices("ABCDEFGH", k=lot.randint(0, 6))) for _ in range(60)
    ]
    expected = plainly(sentences)
    # Each chance of the paper lies between two of these, which part those that are taken from those that are not.
    for least in sorted(
        {0.0, *(one + sign * 1e-9 for row in expected.values() for one in row.values() for sign in (1, -1))}
    ):
        found = likeliest(sentences, least)
        assert found.keys() == expected.keys()
        for piece, row in found.items():
            assert sorted(row) == sorted(other for other, one in expected[piece].items() if one >= least)
            assert all(expected[piece][one] >= expected[piece][other] - 1e-9 for one, other in pairwise(row))


def test_what_another_piece_explains_is_left_to_it() -> None:
    # The president never stands without the Republic, but the Republic stands without the president.
    sentences = [(["president", "republic"], ["presidente", "república"])] * 4 + [(["republic"], ["república"])] * 4
    found = likeliest(sentences, 0.2)
    assert found["republic"] == ["república"]
    assert found["president"][0] == "presidente"


def test_of_nothing_nothing_is_learned() -> None:
    assert likeliest([], 0.0) == {}
    assert likeliest([(["a"], [])], 0.0) == {"a": []}
