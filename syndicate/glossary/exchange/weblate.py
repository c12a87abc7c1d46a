"""Weblate's glossaries as CSV: the header and columns of its documentation, “CSV files”.

The context, with which Weblate tells equal sources apart, is the entry's id; that of a short form is
`id/short`, that of another spelling `id/also`. The note is the developer's comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import Glossary
from syndicate.glossary.exchange import Read, cells
from syndicate.glossary.exchange.draft import Draft, entries, slug
from syndicate.glossary.exchange.pairs import languages_of, paired, pairs
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

LIMITS = (
    "Two languages, one way.",
    "No kind, gender, cases, sources or dates, and nothing to avoid: its CSV has no flags.",
    "Of the other spellings, those of the source language.",
)
"""What it cannot hold."""

_TITLES = ("location", "source", "target", "ID", "fuzzy", "context", "translator_comments", "developer_comments")


def write(glossary: Glossary, languages: Sequence[LanguageTag]) -> bytes:
    """Return the rows of all entries that have a name in both languages."""
    source, target = languages_of(languages)
    rows: list[tuple[str, ...]] = [_TITLES]
    for entry in glossary.entries.values():
        for pair in pairs(entry, source, target):
            context = entry.id if pair.field == "names" else f"{entry.id}/{pair.field}"
            note = entry.note if pair.field == "names" else ""
            rows.append(("", pair.source, pair.target, "", "", context, "", note))
    return cells.write(rows).encode()


def read(data: bytes, languages: Sequence[LanguageTag] = ()) -> Read:
    """Read such a file; rows that Weblate marks as in need of editing are told, and not taken."""
    if len(languages) != 2:
        return [], [Problem(0, "the file does not say its languages.", "Name them: --languages en,es.")]
    source, target = languages
    rows, problems = cells.read(data)
    titles = [title.strip().lower() for title in rows[0].cells] if rows else []
    if not is_header(titles):
        return [], [*problems, Problem(1, "these are not the columns of Weblate.", f"They are {', '.join(_TITLES)}.")]
    drafts: dict[str, Draft] = {}
    later: list[tuple[int, dict[str, str]]] = []
    for row in rows[1:]:
        cell = dict(zip(titles, row.cells, strict=False))
        if not cell.get("target", "").strip():
            continue  # not translated yet
        if cell.get("fuzzy", "").strip().lower() in {"true", "1", "yes"}:
            problems.append(
                Problem(row.line, f"“{cell['source'][:80]}” needs editing in Weblate.", "It was not taken.")
            )
            continue
        if _role(cell)[1] != "names":
            later.append((row.line, cell))
            continue
        comments = [cell.get(title, "") for title in ("developer_comments", "translator_comments")]
        draft: dict[str, Any] = {"names": {source: cell["source"], target: cell["target"]}}
        if note := "\n".join(text for text in comments if text):
            draft["note"] = note
        key = _role(cell)[0] or f"{row.line}"
        if key in drafts:
            problems.append(Problem(row.line, f"{key}: this context stands twice.", "Keep one of them."))
        drafts.setdefault(key, Draft(_role(cell)[0], draft, row.line))
    for line, cell in later:
        name, field = _role(cell)
        if name not in drafts:
            problems.append(Problem(line, f"there is no row with the context “{name}”.", "Its name is missing."))
            continue
        values: dict[str, Any] = dict(drafts[name].values)
        if field == "short":
            values["short"] = {source: cell["source"], target: cell["target"]}
        else:
            values["also"] = {source: [*values.get("also", {}).get(source, ()), cell["source"]]}
        drafts[name] = replace(drafts[name], values=values)
    good, wrong = entries(list(drafts.values()))
    return good, problems + wrong


def holds(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry | None:
    """Return the names, short forms, other spellings and note of *entry* in the two languages."""
    held = paired(entry, *languages_of(languages))
    return held and replace(held, kind=EntryKind.TERM, note=entry.note)


def is_header(titles: Sequence[str]) -> bool:
    """Whether *titles* are those of Weblate's files, of which some leave columns out."""
    small = {title.strip().lower() for title in titles}
    return {"source", "target"} <= small and small <= {title.lower() for title in _TITLES}


def _role(cell: dict[str, str]) -> tuple[str, str]:
    """Return an entry's id and the field of a row; no id where the context is none of ours."""
    name, _, field = cell.get("context", "").strip().partition("/")
    if not name or slug(name) != name or field not in ("", "short", "also"):
        return "", "names"
    return name, field or "names"
