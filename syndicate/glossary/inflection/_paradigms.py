"""Tables of case forms, and how the words of a name are joined into whole forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice, product

from syndicate.model import Form

Table = Mapping[str, tuple[str, ...]]
"""For each case the admitted forms of one word, the preferred first."""

_ADMITTED = 4
"""Forms of one case at most: two words with two forms each. More would prove nothing."""


def endings(stem: str, row: str, cases: Sequence[str]) -> Table:
    """Return *stem* with one ending of *row* for each case.

    Args:
        stem: what all forms share.
        row: endings by case, white space between; `-` is no ending, `/` parts admitted endings.
        cases: as many as *row* has endings.
    """
    return {
        case: tuple(stem + ending.replace("-", "") for ending in group.split("/"))
        for case, group in zip(cases, row.split(), strict=True)
    }


def unchanged(word: str, cases: Sequence[str]) -> Table:
    """Return a table in which *word* is the same in every case."""
    return dict.fromkeys(cases, (word,))


def listed(text: str) -> frozenset[str]:
    """Return the words of *text*: a word list that can be read and kept in a few lines."""
    return frozenset(text.split())


def dressed(table: Table, word: str, plain: str) -> Table:
    """Put back what stands around *plain* in *word*: quotation marks, a comma."""
    start = word.find(plain)
    before, after = word[:start], word[start + len(plain) :]
    return {case: tuple(before + text + after for text in texts) for case, texts in table.items()}


def pieces(text: str) -> tuple[list[str], list[str]]:
    """Split *text* at white space: its words, and what stands before each of them and at the end."""
    parts = re.split(r"(\s+)", text.strip())
    return parts[::2], ["", *parts[1::2], ""]


def compound(parts: Sequence[Table], hyphen: str = "-") -> Table:
    """Join the tables of a hyphenated word's parts into that of the word."""
    return {case: tuple(hyphen.join(words) for words in product(*(part[case] for part in parts))) for case in parts[0]}


def forms(tables: Sequence[Table], between: Sequence[str], cases: Sequence[str], rule: str) -> tuple[Form, ...]:
    """Join the tables of a name's words into its forms.

    Args:
        tables: one for each word.
        between: what stands before each word, and after the last.
        cases: in the order wanted.
        rule: what the forms are to say of their origin.
    """
    found: list[Form] = []
    for case in cases:
        combinations = product(*(table[case] for table in tables))
        texts = (
            "".join(part for pair in zip(between, (*words, ""), strict=True) for part in pair) for words in combinations
        )
        found += [Form(text, case, rule) for text in dict.fromkeys(islice(texts, _ADMITTED))]
    return tuple(found)
