"""DeepL's glossaries: `source,target` a row, no header (its documentation, “Entry formats”).

A short form and each other spelling has a row of its own, since DeepL looks for the very phrase. DeepL
refuses a phrase that stands twice: of two entries with the same spelling, the first by id has it. Two
more columns with the languages, as its site exports them, are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import Glossary
from syndicate.glossary.exchange import Read, cells
from syndicate.glossary.exchange.draft import Draft, entries
from syndicate.glossary.exchange.pairs import languages_of, paired, pairs
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

LIMITS = (
    "Two languages, one way.",
    "No id: what is read again is known by its names.",
    "No kind, gender, cases, notes, sources or dates, and nothing to avoid.",
    "A source phrase stands once: of two entries that share a spelling, the first by id has it.",
)
"""What it cannot hold."""


def write(glossary: Glossary, languages: Sequence[LanguageTag]) -> bytes:
    """Return the rows of all entries that have a name in both languages."""
    source, target = languages_of(languages)
    rows: dict[str, str] = {}
    found = [pair for entry in glossary.entries.values() for pair in pairs(entry, source, target)]
    for field in ("names", "short", "also"):  # whose name it is has it before whose other spelling it is
        for pair in found:
            if pair.field == field:
                rows.setdefault(pair.source, pair.target)
    return cells.write(sorted(rows.items())).encode()


def read(data: bytes, languages: Sequence[LanguageTag] = ()) -> Read:
    """Read rows of two columns, or of four with the languages; each row is an entry."""
    rows, problems = cells.read(data)
    if not rows and not problems:
        return [], [Problem(0, "there is nothing in the file.", "")]
    drafts: list[Draft] = []
    for row in rows:
        terms = [cell.strip() for cell in row.cells]
        if len(terms) not in (2, 4) or not all(terms):
            message = f"a row has two cells, or four with the languages, and this one has {len(terms)}."
            titles = " If it is a table with a column for each language, its first row names them: en, ru, es."
            advice = f"Look at its commas and quotation marks.{titles if row is rows[0] else ''}"
            problems.append(Problem(row.line, message, advice))
            continue
        if len(terms) == 2 and len(languages) != 2:
            return [], [Problem(0, "the file does not say its languages.", "Name them: --languages en,es.")]
        tags = [tag.lower() for tag in terms[2:]] or [str(tag) for tag in languages]
        if tags[0] == tags[1]:
            problems.append(Problem(row.line, "source and target are the same language.", "Correct one of them."))
            continue
        drafts.append(Draft("", {"names": dict(zip(tags, terms[:2], strict=True))}, row.line))
    good, wrong = entries(drafts)
    return good, problems + wrong


def holds(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry | None:
    """Return the names, short forms and other spellings of *entry* in the two languages."""
    held = paired(entry, *languages_of(languages))
    return held and replace(held, kind=EntryKind.TERM)
