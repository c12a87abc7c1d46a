"""Single facts that the state keeps by name: the last report, what the site was built from."""

from __future__ import annotations

from pathlib import Path

from syndicate.state.database import Database

NEWS = "news"
"""Name of the mark that a run has kept a report whose news were not told yet."""
_REPORT = "report"


class Facts:
    """Names and values."""

    def __init__(self, database: Database) -> None:
        self._base = database

    @property
    def path(self) -> Path:
        """The database."""
        return self._base.path

    def get(self, name: str) -> bytes | None:
        """Return the value under *name*, or None."""
        row = self._base.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def put(self, name: str, value: bytes | None) -> None:
        """Keep *value* under *name*; None forgets it."""
        with self._base.writing() as database:
            if value is None:
                database.execute("DELETE FROM facts WHERE name = ?", (name,))
            else:
                database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def revision(self) -> int:
        """Return the number of the last change to what is out."""
        return int(self.get("revision") or b"0")

    def next_revision(self) -> int:
        """Count one more change to what is out, and return its number."""
        revision = self.revision() + 1
        self.put("revision", str(revision).encode())
        return revision

    def by_people(self) -> str:
        """Return how many corrections and decisions there are, and how many of them hold: each of either moves it."""
        row = self._base.connection.execute(
            "SELECT (SELECT count(*) FROM corrections), (SELECT count(withdrawn) FROM corrections),"
            " (SELECT count(replaced) FROM corrections), (SELECT count(*) FROM decisions),"
            " (SELECT count(undone) FROM decisions)"
        ).fetchone()
        return "-".join(map(str, row))

    def report(self) -> bytes | None:
        """Return the last run's report, JSON, or None before the first run."""
        return self.get(_REPORT)

    def put_report(self, value: bytes) -> None:
        """Keep the report of a run, whose news are yet to be told."""
        with self._base.writing():
            self.put(_REPORT, value)
            self.put(NEWS, b"1")
