"""A table for a spreadsheet: a row an entry, a column a field and language, nothing lost.

Columns are called `id`, `kind`, `names:en`, `short:en`, ...; a column that is called by a language alone
(`en`) holds names. Several terms stand in one cell, a line each; forms as `gen: Form`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any

from syndicate.errors import DetectError
from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import Glossary
from syndicate.glossary.exchange import BY_LANGUAGE, Read, cells, restricted
from syndicate.glossary.exchange.draft import Draft, entries
from syndicate.glossary.render import FIELDS, values
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, LanguageTag

LIMITS: tuple[str, ...] = ()
"""It holds everything but comments, and which file an entry stands in."""

_LISTS = ("also", "avoid", "fixed")
# A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it a text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(glossary: Glossary, languages: Sequence[LanguageTag], separator: str = ",") -> bytes:
    """Return the table; with a mark, so that spreadsheets know that it is UTF-8."""
    kept = [held for entry in glossary.entries.values() if (held := holds(entry, languages)) is not None]
    rows = [_flat(entry) for entry in kept]
    present = {title for row in rows for title in row}
    titles = [title for title in ("id", *_titles(glossary)) if title in present or title in ("id", "kind")]
    table = [titles, *([_guarded(row.get(title, "")) for title in titles] for row in rows)]
    return cells.write(table, separator).encode("utf-8-sig")


def read(data: bytes, languages: Sequence[LanguageTag] = ()) -> Read:  # noqa: ARG001 - the table says its languages
    """Read a table, ours or an editor's own with a column for each language."""
    rows, problems = cells.read(data)
    if not rows:
        return [], problems or [Problem(0, "there is nothing in the file.", "")]
    columns: dict[int, tuple[str, ...]] = {}
    for number, title in enumerate(rows[0].cells):
        column = _column(title)
        if column in columns.values():
            problems.append(Problem(1, f"the column “{title[:80]}” stands twice.", "Keep one of them."))
        elif column:
            columns[number] = column
        elif any(row.cells[number : number + 1] > ("",) for row in rows[1:]):
            problems.append(
                Problem(
                    1, f"the column “{title[:80]}” is not a field and was not taken.", "Columns are called names:en."
                )
            )
    if not any(column[0] == "names" for column in columns.values()):
        return [], [Problem(1, "there is no column of names.", "Call it names:en, or en.")]
    drafts = []
    for row in rows[1:]:
        found: dict[str, Any] = {}
        for number, column in columns.items():
            if text := _bare(row.cells[number]) if number < len(row.cells) else "":
                place = found if len(column) == 1 else found.setdefault(column[0], {})
                if isinstance(place, str):  # one gender for all languages stands before it
                    problems.append(Problem(row.line, f"there is one {column[0]} and one by language.", "Keep one."))
                else:
                    place[column[-1]] = _value(column[0], text)
        drafts.append(Draft(found.pop("id", ""), found, row.line))
        if len(row.cells) > len(rows[0].cells) and any(row.cells[len(rows[0].cells) :]):
            problems.append(Problem(row.line, "the row has more cells than there are columns.", "Look at its commas."))
    good, wrong = entries(drafts)
    return good, problems + wrong


def holds(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry | None:
    """Return *entry* in *languages*: all of it."""
    kept = restricted(entry, languages)
    return kept if kept.names else None


def is_header(titles: Sequence[str]) -> bool:
    """Whether *titles* are those of such a table, and not a first pair of terms."""
    found = [_column(title) for title in titles if title.strip()]
    names = sum(column[:1] == ("names",) for column in found)
    return names > 1 or (names == 1 and all(found))


def _titles(glossary: Glossary) -> list[str]:
    """Return every title that a table of *glossary* can have, in order."""
    entries = glossary.entries.values()
    tags = {tag for entry in entries for field in BY_LANGUAGE for tag in getattr(entry, field)}
    tags |= {tag for entry in entries if not isinstance(entry.gender, str) for tag in entry.gender}
    order = sorted(tags, key=lambda tag: (tag != "en", tag))
    titles: list[str] = []
    for field in FIELDS:
        titles += [] if field in BY_LANGUAGE else [field]
        titles += [f"{field}:{tag}" for tag in order] if field in (*BY_LANGUAGE, "gender") else []
    return titles


def _flat(entry: ConceptEntry) -> dict[str, str]:
    """Return an entry's cells by title."""
    row = {"id": entry.id, "kind": str(entry.kind)}
    for field, value in values(entry).items():
        if isinstance(value, Mapping):
            row |= {f"{field}:{tag}": _text(part) for tag, part in value.items()}
        else:
            row[field] = _text(value)
    return row


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(value)
    return "\n".join(f"{case}: {form}" for case, form in value.items())


def _value(field: str, text: str) -> Any:
    """Return what a cell says; the inverse of `_text`."""
    rows = [row for row in text.split("\n") if row.strip()]
    if field in _LISTS:
        return rows
    if field == "forms":
        return {case.strip(): form.strip() for case, _, form in (row.partition(":") for row in rows)}
    return text


def _column(title: str) -> tuple[str, ...]:
    """Return field, or field and language, of a column's title; nothing where it is not ours."""
    field, mark, tag = title.strip().partition(":")
    if not mark and field in {"id", *FIELDS} - {*BY_LANGUAGE}:
        return (field,)
    # “UN,ONU” is a first pair of terms; “en,es” are titles.
    if field not in (*BY_LANGUAGE, "gender") if mark else field.split("-")[0] not in _languages():
        return ()
    try:
        return (field if mark else "names", language_tag(tag or field))
    except DetectError:
        return ()


def _languages() -> Container[str]:
    """Return the codes of the languages that CLDR names."""
    import babel

    codes: Container[str] = babel.Locale("en").languages
    return codes


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
