"""CSV and TSV: rows with their lines, whatever program wrote them, and the other way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from syndicate.glossary.blocks import Problem

_SEPARATORS = "\t;,"
_CELL_IN_QUOTES = re.compile(r'(?<![^\t;,\r\n])"(?:[^"]|"")*"(?![^\t;,\r\n])')
"""What is between them parts no cells, whatever stands there: `Ilham,"a;b"` has two cells, parted by the comma."""


class Row(NamedTuple):
    """One row of a table."""

    line: int
    """Its first line in the file, from 1."""
    cells: tuple[str, ...]
    """Its cells; line breaks in them are \\n."""


def read(data: bytes) -> tuple[list[Row], list[Problem]]:
    """Read a table: UTF-8, or UTF-16 with its mark as spreadsheets write it; commas, semicolons or tabs.

    Returns:
        The rows that are not empty, and what stopped the reading.
    """
    if data.startswith(b"PK\x03\x04"):
        return [], [Problem(0, "it is a workbook of a spreadsheet, not a table.", "Save it as “CSV UTF-8”.")]
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        text = text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [Problem(line, "the file is not UTF-8.", "Save it as “CSV UTF-8”.")]
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cell.replace("\r\n", "\n") for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, [Problem(line, f"this row cannot be read: {error}.", "Look at its quotation marks.")]
    return rows, []


def write(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Return *rows* as a table, lines ended as RFC 4180 section 2 has it."""
    return "".join(separator.join(_quoted(cell) for cell in row) + "\r\n" for row in rows)


def _quoted(cell: str) -> str:
    """Return a cell in quotes where any separator is in it, so that no reader can take it for another table's."""
    plain = cell == cell.strip() and not any(sign in cell for sign in '",;\t\r\n')
    return cell if plain else '"' + cell.replace('"', '""') + '"'


def _separator(text: str) -> str:
    """Return what stands between the cells: spreadsheets of half of Europe write semicolons.

    It is what gives the first rows the same number of cells, more than one; failing that, what stands there
    most often.
    """
    text = _CELL_IN_QUOTES.sub('""', text)
    for separator in _SEPARATORS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            widths = {len(cells) for cells in islice(rows, 100) if any(cell.strip() for cell in cells)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths != {1}:
            return separator
    return max(reversed(_SEPARATORS), key=text[:10_000].count)
