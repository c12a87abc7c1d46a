"""The ledger as an editor reads it: where each name stands, in which form and sentence, and what is held.

A run writes one row for each mention and language. Here they are read back with their sentences, from a
database that is opened read-only, so that looking never changes what a run will find.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from syndicate.errors import StateError, not_run
from syndicate.model import Article, Issue, LanguageTag, LedgerRow, Method

OUTCOMES = ("held", "lost", "doubled", "no-form")
"""What can become of a mention; `held` is the one that is right."""

_SIGHTINGS = """
SELECT l.article, l.language, l.unit, l.segment, l.entry, l.source_form, l.grammatical_case, l.target_form, l.rule,
  l.method, l.outcome, l.position, coalesce(a.document, l.article), coalesce(a.title, ''),
  coalesce(t.source_language, ''), coalesce(t.source, ''), coalesce(t.target, ''), coalesce(e.state, '')
FROM ledger l
LEFT JOIN segments s ON (s.article, s.language, s.unit, s.segment) = (l.article, l.language, l.unit, l.segment)
LEFT JOIN translations t ON t.key = s.key
LEFT JOIN articles a ON a.id = l.article
LEFT JOIN editions e ON (e.article, e.language) = (l.article, l.language)
WHERE (:language = '' OR l.language = :language) AND (:outcome = '' OR l.outcome = :outcome)
  AND {entries}
ORDER BY l.entry, l.language, a.document, l.article, l.unit, l.segment, l.position
"""

_HELD = """
SELECT e.article, e.language, e.state, coalesce(a.document, e.article), coalesce(a.title, ''), e.current
FROM editions e LEFT JOIN articles a ON a.id = e.article
WHERE e.state = 'held' AND (:language = '' OR e.language = :language)
ORDER BY a.document, e.article, e.language
"""

_SENTENCES = """
SELECT s.article, s.language, s.unit, s.segment, coalesce(a.document, s.article), coalesce(a.title, ''),
  t.source_language, t.source, t.target, t.entries
FROM segments s JOIN translations t ON t.key = s.key LEFT JOIN articles a ON a.id = s.article
WHERE {articles}
ORDER BY a.document, s.article, s.language, s.unit, s.segment
"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a name, and what became of it, in its sentence."""

    row: LedgerRow
    """The row of the ledger."""
    document: str
    """The file and item that the article was read from."""
    title: str
    """The article's title."""
    source_language: LanguageTag
    """The language of the source sentence; empty where the sentence is not remembered."""
    source: str
    """The source sentence; empty where no target was kept, as when an engine answered nothing."""
    target: str
    """The target sentence; empty as `source`."""
    state: str
    """The edition's state: published, noted, held, ..."""
    nth: int = 0
    """How many mentions with the same target form stand before it in its sentence."""
    source_nth: int = 0
    """The same, with the same source form."""


@dataclass(frozen=True, slots=True)
class FormUse:
    """One form in one language, and where it was written."""

    entry: str
    """Concept entry id."""
    language: LanguageTag
    """Target language."""
    form: str
    """As it stands in the targets; empty where the name was lost."""
    case: str
    """Its grammatical case; empty where there is none."""
    rule: str
    """What made it."""
    method: Method
    """How it was carried through the engine."""
    outcome: str
    """One of `OUTCOMES`."""
    sightings: tuple[Sighting, ...]
    """Where it stands, by document and sentence."""


@dataclass(frozen=True, slots=True)
class Held:
    """An edition that waits for an editor."""

    article: str
    """Article id."""
    language: LanguageTag
    """The edition's language."""
    document: str
    """The file and item that the article was read from."""
    title: str
    """The article's title."""
    issues: tuple[Issue, ...]
    """What was found in it, the gravest first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the last runs with the translation that is remembered for it."""

    article: str
    """Article id."""
    language: LanguageTag
    """Target language."""
    unit: int
    """Unit index."""
    segment: int
    """Segment index in the unit."""
    document: str
    """The file and item that the article was read from."""
    title: str
    """The article's title."""
    source_language: LanguageTag
    """The source's language."""
    source: str
    """The source sentence."""
    target: str
    """Its translation."""
    entries: tuple[str, ...]
    """Ids of the glossary entries that it met, sorted."""


def open_state(path: Path) -> sqlite3.Connection:
    """Open the state database *path* for reading only.

    Raises:
        StateError: there is none, or it is none of ours.
    """
    if not path.is_file():
        raise not_run(path)
    reason: sqlite3.Error | None = None
    # In a folder where nothing may be written the database can only be opened as one that nobody changes.
    for mode in ("mode=ro", "immutable=1"):
        try:
            database = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
            database.execute("SELECT 1 FROM ledger, segments, translations, articles, editions LIMIT 0")
            return database
        except sqlite3.Error as error:
            reason = reason or error
    raise StateError(
        f"the state cannot be read ({reason}).", where=str(path), advice="Is it the right file? See --state."
    ) from reason


def sightings(
    state: sqlite3.Connection, entries: Sequence[str] = (), *, language: str = "", outcome: str = ""
) -> list[Sighting]:
    """Return the mentions in *state*, by entry, language, document and place.

    Args:
        state: an open state database.
        entries: only of these entries; of all where empty.
        language: only in this target language.
        outcome: only with this outcome.
    """
    found: list[Sighting] = []
    before: Counter[tuple[object, ...]] = Counter()
    wanted = {"language": language, "outcome": outcome, "entries": json.dumps(sorted(entries))}
    asked = "l.entry IN (SELECT value FROM json_each(:entries))" if entries else "true"
    for values in state.execute(_SIGHTINGS.format(entries=asked), wanted):
        article, target_language, unit, segment, entry, source_form, case, form, rule, method, result = values[:11]
        document, title, spoken, source, target, edition = values[12:]
        tag = LanguageTag(target_language)
        row = LedgerRow(article, unit, segment, entry, tag, source_form, case, form, rule, Method(method), result)
        sentence = (article, target_language, unit, segment)
        places = ((*sentence, "target", form), (*sentence, "source", source_form))
        nth, source_nth = (before[place] for place in places)
        before.update(places)
        found.append(Sighting(row, document, title, LanguageTag(spoken), source, target, edition, nth, source_nth))
    return found


def forms_in_use(found: Sequence[Sighting]) -> list[FormUse]:
    """Group *found* by entry, language and form: what is not right first, then the most frequent forms."""
    groups: dict[tuple[str, ...], list[Sighting]] = {}
    for each in found:
        row = each.row
        key = (row.entry, row.language, row.outcome, row.target_form, row.case, row.rule, row.method)
        groups.setdefault(key, []).append(each)
    uses = [
        FormUse(entry, LanguageTag(tag), form, case, rule, Method(method), outcome, tuple(some))
        for (entry, tag, outcome, form, case, rule, method), some in groups.items()
    ]
    return sorted(
        uses,
        key=lambda use: (use.entry, use.language, use.outcome == "held", -len(use.sightings), use.form, use.case),
    )


def held_editions(state: sqlite3.Connection, found: Sequence[Sighting] | None = None, language: str = "") -> list[Held]:
    """Return the editions that are held, by document.

    Args:
        state: an open state database.
        found: only editions in which one of these mentions stands, and only the issues of their
            sentences, or all of the edition's issues where none is about such a sentence. None for all editions.
        language: only in this target language.
    """
    import msgspec

    sentences: dict[tuple[str, str], set[tuple[int | None, int | None]]] = {}
    for each in found or ():
        sentences.setdefault((each.row.article, each.row.language), set()).add((each.row.unit, each.row.segment))
    held: list[Held] = []
    for article, tag, _, document, title, current in state.execute(_HELD, {"language": language}):
        if found is not None and (article, tag) not in sentences:
            continue
        issues = msgspec.json.decode(current, type=_Issues).issues
        here = sentences.get((article, tag), set())
        about = [issue for issue in issues if (issue.unit, issue.segment) in here] or issues
        order = sorted(about, key=lambda issue: (-issue.severity, issue.unit or 0, issue.segment or 0))
        held.append(Held(article, LanguageTag(tag), document, title, tuple(order)))
    return held


def sentences(state: sqlite3.Connection, only: Iterable[str] | None = None) -> Iterator[list[Sentence]]:
    """Give the translated sentences of each article and language that *state* knows, in reading order.

    Args:
        state: an open state database.
        only: ids of the articles that are wanted; None for all.
    """
    # In one condition with "or all of them" the index would not be used.
    asked = "true" if only is None else "s.article IN (SELECT value FROM json_each(:articles))"
    wanted = {} if only is None else {"articles": json.dumps(sorted(only))}
    rows = (
        Sentence(
            article, LanguageTag(tag), unit, segment, document, title,
            LanguageTag(spoken), source, target, tuple(each.partition("@")[0] for each in entries.split()),
        )
        for article, tag, unit, segment, document, title, spoken, source, target, entries in state.execute(
            _SENTENCES.format(articles=asked), wanted
        )
    )  # fmt: skip
    for _, some in groupby(rows, key=lambda row: (row.article, row.language)):
        yield list(some)


def articles(state: sqlite3.Connection) -> list[Article]:
    """Return the articles that *state* knows, their languages found, by document."""
    import msgspec

    rows = state.execute("SELECT value FROM articles ORDER BY document, id")
    return [msgspec.json.decode(value, type=Article) for (value,) in rows]


def marked(text: str, form: str, nth: int = 0) -> str:
    """Return *text* with its *nth* whole *form* in square brackets; without them where it does not stand there.

    A form at the beginning of a sentence may have a capital that it has nowhere else.
    """
    if not form:
        return text
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE)]
    if not places:
        return text
    start, end = places[min(nth, len(places) - 1)]
    return f"{text[:start]}[{text[start:end]}]{text[end:]}"


@dataclass(frozen=True, slots=True)
class _Issues:
    """What is read of an edition: decoding the whole of it would cost a hundred times as much."""

    issues: tuple[Issue, ...] = ()
