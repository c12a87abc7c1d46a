"""What a report says of each edition: kept beside the edition, so that a run that did nothing still tells all.

An article's place in the order of reading is kept too. However many editions there are, a report holds only figures:
what became of each is read from here when somebody wants to see it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from syndicate.model import EditionState
from syndicate.report import Figures, Outcome, RunReport
from syndicate.state.database import Database

if TYPE_CHECKING:
    from syndicate.state.facts import Facts

_IN_ORDER = "SELECT o.article, o.language, o.value, o.earlier FROM {} ORDER BY p.number"
_ALL = _IN_ORDER.format("reported p CROSS JOIN outcomes o ON o.article = p.article")
# Those of a few states are found by them, however many articles there are.
_SOME = _IN_ORDER.format(
    "outcomes o INDEXED BY outcomes_state CROSS JOIN reported p ON p.article = o.article"
    " WHERE o.state IN (SELECT value FROM json_each(?))"
)
_FEW = _IN_ORDER.format(
    "reported p CROSS JOIN outcomes o ON o.article = p.article WHERE p.article IN (SELECT value FROM json_each(?))"
)
_NOW = """
WITH now AS (
  SELECT o.article, o.language, o.known, p.number, o.value,
    CASE WHEN p.number IS NOT NULL AND o.language IN (SELECT value FROM json_each(?)) THEN o.state END AS state
  FROM outcomes o LEFT JOIN reported p ON p.article = o.article
)
"""
"""Every edition with its state as it was told last, and as it is now; none of one that the sources have no more."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An edition that is in another state than when news were told last."""

    outcome: Outcome
    """What became of it."""
    before: str
    """Its state then; empty where it is new."""
    after: str
    """Its state now; empty where its source no longer has it."""


class Reports:
    """Outcomes by article and language."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def tell(self, outcome: Outcome, sentences: int, names: Mapping[str, int]) -> None:
        """Keep what a report says of an edition.

        Args:
            outcome: what became of it.
            sentences: that were wanted in another language.
            names: mentions of glossary names by outcome.
        """
        with self._base.writing() as database:
            database.execute(
                "INSERT INTO outcomes VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, NULL, ?7)"
                " ON CONFLICT (article, language) DO UPDATE SET"
                " source = ?3, state = ?4, sentences = ?5, names = ?6, decided = 0, value = ?7",
                (
                    outcome.id, outcome.language, outcome.source, outcome.state, sentences,
                    msgspec.json.encode(names, order="sorted").decode(), msgspec.json.encode(outcome),
                ),
            )  # fmt: skip

    def decided(self) -> list[tuple[str, str]]:
        """Return article and language of the editions of which a person has decided since they were told."""
        return self._base.connection.execute("SELECT article, language FROM outcomes WHERE decided").fetchall()

    def amend(self, outcome: Outcome) -> None:
        """Say of an edition what became of it by a person's decision."""
        with self._base.writing() as database:
            database.execute(
                "UPDATE outcomes SET state = ?, decided = 0, value = ? WHERE article = ? AND language = ?",
                (outcome.state, msgspec.json.encode(outcome), outcome.id, outcome.language),
            )

    def settle(self) -> None:
        """Take over the order of reading from what the run found, and note of what is held whether it is out."""
        with self._base.writing() as database:
            database.execute(
                "INSERT INTO reported SELECT number, id FROM temp.places t WHERE NOT EXISTS"
                " (SELECT 1 FROM reported p WHERE p.number = t.number AND p.article = t.id)"
                " ON CONFLICT (number) DO UPDATE SET article = excluded.article"
            )
            database.execute("DELETE FROM reported WHERE number > (SELECT coalesce(max(number), 0) FROM temp.places)")
            database.execute(
                "UPDATE outcomes SET earlier = NOT earlier WHERE state IN ('held', 'failed') AND earlier <> coalesce(("
                " SELECT released IS NOT NULL FROM editions e"
                " WHERE e.article = outcomes.article AND e.language = outcomes.language), 0)"
            )

    def report(self, to: Sequence[str], out: str) -> RunReport:
        """Return the report on the articles that there are, in the languages *to*; after `settle`."""
        database, asked = self._base.connection, _asked(to)
        states: dict[str, dict[str, int]] = {}
        names: dict[str, int] = {}
        sentences = 0
        # In the order in which outcomes are kept: by the order of reading each would be looked for.
        among = (
            "outcomes o WHERE o.language IN (SELECT value FROM json_each(?))"
            " AND EXISTS (SELECT 1 FROM reported p WHERE p.article = o.article)"
        )
        for language, state, said, count, wanted in database.execute(
            f"SELECT o.language, o.state, o.names, count(*), sum(o.sentences) FROM {among} GROUP BY 1, 2, 3", (asked,)
        ):
            own = states.setdefault(language, {})
            own[state] = own.get(state, 0) + count
            sentences += wanted
            for name, number in msgspec.json.decode(said).items():
                names[name] = names.get(name, 0) + number * count
        languages = dict(
            database.execute(
                "SELECT source, count(*) FROM"
                f" (SELECT max(o.source) AS source FROM {among} GROUP BY o.article) GROUP BY source",
                (asked,),
            )
        )
        (withdrawn,) = database.execute(
            "SELECT count(*) FROM articles a WHERE withdrawn IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM outlines o WHERE o.article = a.id)"
        ).fetchone()
        return RunReport(
            outcomes=Reported(self._base.path, tuple(to)),
            to=tuple(to),
            states=states,
            languages=languages,
            articles=sum(languages.values()),
            withdrawn=withdrawn,
            sentences=sentences,
            names=dict(sorted(names.items())),
            out=out,
        )

    def moves(self, to: Sequence[str], most: int) -> tuple[int, int, int, list[Moved]]:
        """Return what is new since news were told last.

        Args:
            to: the languages of the report.
            most: moves that are told one by one.

        Returns:
            Articles that are new, those that are gone, editions that moved, and the first of them in the order of
            reading, those that are gone at the end.
        """
        database, asked = self._base.connection, _asked(to)
        new, gone, moved = database.execute(
            f"{_NOW} SELECT total(here AND NOT there), total(there AND NOT here), total(moved) FROM ("
            " SELECT max(state IS NOT NULL) AS here, max(known IS NOT NULL) AS there, sum(state IS NOT known) AS moved"
            " FROM now GROUP BY article)",
            (asked,),
        ).fetchone()
        rows = database.execute(
            f"{_NOW} SELECT value, coalesce(known, ''), coalesce(state, '') FROM now WHERE state IS NOT known"
            " ORDER BY state IS NULL, number, article, (SELECT key FROM json_each(?) WHERE value = language) LIMIT ?",
            (asked, asked, most),
        )
        return (
            int(new),
            int(gone),
            int(moved),
            [Moved(_OUTCOME.decode(value), before, after) for value, before, after in rows],
        )

    def noted(self, to: Sequence[str]) -> None:
        """Say that the news were told: what is new from here on is compared with what is now."""
        with self._base.writing() as database:
            database.execute(
                f"{_NOW} UPDATE outcomes SET known = now.state FROM now WHERE now.article = outcomes.article"
                " AND now.language = outcomes.language AND now.state IS NOT now.known",
                (_asked(to),),
            )


@dataclass(frozen=True, slots=True)
class Reported:
    """The outcomes of a report (`syndicate.report.Outcomes`), read when they are gone through."""

    state: Path
    """The database."""
    to: tuple[str, ...]
    """Languages asked for."""

    def __iter__(self) -> Iterator[Outcome]:
        """Give all."""
        return self._read(_ALL)

    def of(self, states: Collection[EditionState]) -> Iterator[Outcome]:
        """Give those in one of *states*."""
        return self._read(_SOME, sorted(states))

    def among(self, articles: Collection[str]) -> Iterator[Outcome]:
        """Give those of some articles."""
        return self._read(_FEW, sorted(articles))

    def _read(self, statement: str, *asked: Sequence[str]) -> Iterator[Outcome]:
        database = Database(self.state)
        with closing(database):
            rows = database.connection.execute(statement, [*map(_asked, asked)])
            for _, some in groupby(rows, key=itemgetter(0)):
                own = {language: (value, earlier) for _, language, value, earlier in some}
                for value, earlier in (own[tag] for tag in self.to if tag in own):
                    outcome = _OUTCOME.decode(value)
                    yield replace(outcome, earlier=bool(earlier)) if outcome.state in _KEPT_IN else outcome


def last_report(facts: Facts) -> RunReport | None:
    """Return the last run's report, or None before the first."""
    value = facts.report()
    if value is None:
        return None
    made = msgspec.json.decode(value, type=Figures)
    figures = {one.name: getattr(made, one.name) for one in fields(Figures)}
    return RunReport(**figures, outcomes=Reported(facts.path, made.to))


def put_report(facts: Facts, report: RunReport) -> None:
    """Keep the figures of *report*; what became of each edition is kept already."""
    facts.put_report(msgspec.json.encode(report.figures))


def _asked(values: Sequence[str]) -> str:
    return msgspec.json.encode(values).decode()


_KEPT_IN = frozenset({EditionState.HELD, EditionState.FAILED})
"""States that leave an earlier version out."""
_OUTCOME = msgspec.json.Decoder(Outcome)
