"""What a run has to do, article by article, put down before it begins: memory does not grow with the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from syndicate.model import LanguageTag
from syndicate.state.database import Database
from syndicate.state.looked import Place


@dataclass(frozen=True, slots=True)
class Task:
    """An article of which something must be done again."""

    place: Place
    """The article."""
    why: str
    """Why it is prepared again; empty where only editions are asked for."""
    editions: Mapping[LanguageTag, str]
    """For each language that must be made again whatever comes out of the preparation: why."""


class Todo:
    """The tasks of a run, in order."""

    def __init__(self, database: Database, tasks: Iterable[Task]) -> None:
        """Put down *tasks*."""
        self._base = database
        database.connection.execute(
            "CREATE TEMP TABLE todo"
            " (number INTEGER PRIMARY KEY, id TEXT, digest TEXT, arrived INTEGER, why TEXT, editions BLOB)"
        )
        database.connection.executemany(
            "INSERT INTO temp.todo (id, digest, arrived, why, editions) VALUES (?, ?, ?, ?, ?)",
            (
                (one.place.id, one.place.digest, one.place.arrived, one.why, msgspec.json.encode(one.editions))
                for one in tasks
            ),
        )

    def batches(self, size: int) -> Iterator[list[Task]]:
        """Give the tasks, *size* at a time."""
        last = 0
        while rows := self._base.connection.execute(
            "SELECT number, id, digest, arrived, why, editions FROM temp.todo WHERE number > ? ORDER BY number LIMIT ?",
            (last, size),
        ).fetchall():
            last = rows[-1][0]
            yield [Task(Place(*place), why, _EDITIONS.decode(editions)) for _, *place, why, editions in rows]


_EDITIONS = msgspec.json.Decoder(dict[LanguageTag, str])
