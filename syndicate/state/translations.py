"""Translations that are remembered, each under everything that decides it (`remembered.translation_key`).

An edit of one glossary entry makes stale exactly the sentences that met it. A failure is never remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from syndicate.glossary.entries import entry_digest
from syndicate.model import LanguageTag, Method, Translation
from syndicate.state.database import Database
from syndicate.state.near import Suggestion, index, near, unindex
from syndicate.state.remembered import pack
from syndicate.tmx import TranslationUnit

_AT_ONCE = 500
_IMPORTED = "tmx:"
"""Begins the route of what another program translated."""


class Translations:
    """The machines' part of the memory, and the search in all of it."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def recall(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is remembered under *keys*."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            # The statement is made of question marks only.
            rows = self._base.connection.execute(f"SELECT key, value FROM translations WHERE key IN ({marks})", some)
            found.update(rows)
        return found

    def remember(self, translations: Iterable[tuple[str, Translation]]) -> dict[str, bytes]:
        """Keep *translations* under their keys; an empty target is a failure and is not kept.

        Returns:
            Each as `recall` would give it, the failures too.
        """
        packed = [(key, each, pack(each)) for key, each in translations]
        with self._base.writing():
            for key, each, value in packed:
                if each.target.text.strip():
                    self._keep(
                        key,
                        TranslationUnit(
                            each.source.text,
                            each.target.text,
                            (each.source.language, each.target.language),
                            each.provenance.route,
                        ),
                        each.provenance.method,
                        sorted({f"{one.entry.id}@{entry_digest(one.entry)}" for one in each.source.mentions}),
                        value,
                    )
        return {key: value for key, _, value in packed}

    def _keep(self, key: str, unit: TranslationUnit, method: str, entries: Sequence[str], value: bytes) -> None:
        database, (source, target) = self._base.connection, unit.languages
        before = database.execute(
            "SELECT number, source, source_language, target_language FROM translations WHERE key = ?", (key,)
        ).fetchone()
        if before is not None:
            unindex(database, *before)
        row = (key, unit.source, unit.target, source, target, unit.tool, method, " ".join(entries), value)
        cursor = database.execute("INSERT OR REPLACE INTO translations VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        index(database, cursor.lastrowid or 0, unit.source, source, target)

    def near(
        self, text: str, source: LanguageTag, target: LanguageTag, *, least: float = 60.0, most: int = 5
    ) -> list[Suggestion]:
        """Return translations of sentences like *text*, best first; people's before machines' of the same score.

        Args:
            text: a sentence.
            source: its language.
            target: the language wanted.
            least: the score from which one counts, 0 to 100.
            most: how many are wanted.
        """
        return near(self._base.connection, text, source, target, least=least, most=most)

    def units(self) -> Iterator[TranslationUnit]:
        """Give every sentence that is remembered with its translation, by languages and source; people's too."""
        rows = self._base.connection.execute(
            "SELECT DISTINCT source, target, source_language, target_language, route FROM translations"
            " ORDER BY source_language, target_language, source, target, route"
        )
        for text, words, source, target, route in rows:
            yield TranslationUnit(text, words, (LanguageTag(source), LanguageTag(target)), route)

    def keys_of(self, sources: Iterable[str]) -> set[str]:
        """Return the keys of what is remembered for these source sentences."""
        wanted = set(sources)
        rows = self._base.connection.execute("SELECT key, source FROM translations") if wanted else ()
        return {key for key, source in rows if source in wanted}

    def stats(self) -> list[tuple[str, str, str, int]]:
        """Return source language, target language, route, and how many sentences, sorted."""
        return self._base.connection.execute(
            "SELECT source_language, target_language, route, count(*) FROM translations"
            " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ).fetchall()

    def take(self, units: Iterable[TranslationUnit], origin: str) -> int:
        """Keep what another program translated, as suggestions; return how many there were.

        Args:
            units: as a TMX file gives them.
            origin: the file's name.
        """
        count = 0
        with self._base.writing():
            for unit in units:
                if unit.source.strip() and unit.target.strip():
                    named = TranslationUnit(unit.source, unit.target, unit.languages, unit.tool or _IMPORTED + origin)
                    facts = "\0".join((named.source, named.target, *named.languages, named.tool))
                    key = _IMPORTED + hashlib.sha256(facts.encode()).hexdigest()[:32]
                    self._keep(key, named, Method.SEARCH, (), b"")
                    count += 1
        return count

    def prune(self) -> int:
        """Forget machines' translations that stand in no edition; return how many. People's are never forgotten."""
        with self._base.writing() as database:
            gone = (
                "SELECT number FROM translations WHERE method <> 'human' AND key NOT LIKE 'tmx:%'"
                " AND key NOT IN (SELECT key FROM segments)"
            )
            database.execute(f"DELETE FROM words WHERE number IN ({gone})")
            return database.execute(f"DELETE FROM translations WHERE number IN ({gone})").rowcount
