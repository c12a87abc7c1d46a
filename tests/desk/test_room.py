"""What the desk counts once, and when it counts anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.config import Config
from syndicate.desk.room import Room
from syndicate.languages import language_tag
from syndicate.model import Article, Edition, EditionState, Source, Unit, UnitKind
from syndicate.state import State
from syndicate.state.queue import Queue
from syndicate.state.tallies import Wanted, counted

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def release(state: State, number: int) -> None:
    source = Source("feed", str(number), document=f"{number}.html")
    article = Article(f"a{number}", source, (Unit(UnitKind.TITLE, f"Bread {number}"),), language=language_tag("en"))
    state.articles.keep([article])
    edition = Edition(article, language_tag("es"), article.units, EditionState.HELD)
    state.releases.release(edition, NOON + timedelta(minutes=number), {})


def test_editions_are_counted_again_when_the_state_was_written_and_not_before(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    with State(config.run.state) as state:
        release(state, 1)
    counts: list[str] = []
    count = Queue.tallies
    monkeypatch.setattr(Queue, "tallies", lambda queue, text="": counts.append(text) or count(queue, text))
    room = Room(config)

    def waiting() -> int:
        with room.state() as state:
            return counted(room.tallies(state, ""), Wanted()).number

    assert [waiting(), waiting(), waiting()] == [1, 1, 1]
    assert counts == [""]
    with State(config.run.state) as state:
        release(state, 2)
        assert waiting() == 2  # while the other still has it open
        release(state, 3)
    assert [waiting(), waiting()] == [3, 3]
