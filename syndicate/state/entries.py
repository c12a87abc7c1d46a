"""The glossary entries as the last run had them: what an edit is compared with."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from syndicate.model import ConceptEntry
from syndicate.state.database import Database


class Entries:
    """Glossary entries by id."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def digests(self) -> dict[str, str]:
        """Return the digest of each entry, by id."""
        return dict(self._base.connection.execute("SELECT id, digest FROM entries"))

    def keep(self, entries: Mapping[str, ConceptEntry], digests: Mapping[str, str]) -> None:
        """Keep *entries*, all that there are, each with its digest."""
        with self._base.writing() as database:
            known = self.digests()
            for identifier in known.keys() - entries.keys():
                database.execute("DELETE FROM entries WHERE id = ?", (identifier,))
            changed = [
                (one, digests[one], msgspec.json.encode(entries[one]))
                for one in sorted(entries)
                if known.get(one) != digests[one]
            ]
            database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", changed)
