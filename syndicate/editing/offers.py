"""What a file of translations offers, on the disk until it is kept: each unit once, and a person's last words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from syndicate.model import LanguageTag
from syndicate.scratch import opened
from syndicate.tmx import TranslationUnit

_TABLE = """
CREATE TABLE offers (
  number INTEGER PRIMARY KEY, key BLOB UNIQUE, person INTEGER, source TEXT, target TEXT, source_language TEXT,
  target_language TEXT, tool TEXT
);
"""


class Offers:
    """Units of a file, in the order in which each came first."""

    def __init__(self) -> None:
        """Make room for them.

        Raises:
            sqlite3.Error: there is none for temporary files; so does all that is asked of it.
        """
        self._database, self._closed = opened(self, _TABLE)

    def close(self) -> None:
        """Forget everything."""
        self._closed()

    def add(self, unit: TranslationUnit, *, person: bool) -> None:
        """Put *unit* down; of what people wrote for one sentence the last counts, of all else each counts once."""
        facts = (unit.source, *unit.languages) if person else (unit.source, *unit.languages, unit.target, unit.tool)
        key = hashlib.sha256("\0".join((str(person), *facts)).encode()).digest()
        self._database.execute(
            "INSERT INTO offers VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET target = excluded.target, tool = excluded.tool",
            (key, person, unit.source, unit.target, *unit.languages, unit.tool),
        )

    def units(self, *, person: bool) -> Iterator[TranslationUnit]:
        """Give what people wrote, or all else."""
        rows = self._database.execute(
            "SELECT source, target, source_language, target_language, tool FROM offers WHERE person = ?"
            " ORDER BY number",
            (person,),
        )
        for text, words, source, target, tool in rows:
            yield TranslationUnit(text, words, (LanguageTag(source), LanguageTag(target)), tool)

    def directions(self, *, person: bool) -> Counter[tuple[LanguageTag, LanguageTag]]:
        """Return how many units there are of each direction, of people's or of all else."""
        rows = self._database.execute(
            "SELECT source_language, target_language, count(*) FROM offers WHERE person = ? GROUP BY 1, 2",
            (person,),
        )
        return Counter({(LanguageTag(source), LanguageTag(target)): number for source, target, number in rows})
