"""The editors' queue as the state keeps it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from older import as_version_4

from syndicate.editing import review
from syndicate.errors import StateError
from syndicate.languages import language_tag
from syndicate.model import Article, Edition, EditionState, Issue, IssueType, Source, Unit, UnitKind
from syndicate.state import State
from syndicate.state.decisions import Action
from syndicate.state.migration import migrate
from syndicate.state.tallies import Wanted, counted

EN, ES, UK = language_tag("en"), language_tag("es"), language_tag("uk")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HELD = EditionState.HELD
LOST = Issue(IssueType.NUMBERS, "numbers", "12 % of the source is not in the target.", 90.0)
TYPO = Issue(IssueType.MISSPELLING, "names", "“Atalikof” is one letter from “Atalikov”.", 30.0)


def edition(number: int, language: str = ES, state: EditionState = HELD, *issues: Issue, title: str = "") -> Edition:
    units = (Unit(UnitKind.TITLE, title or f"Pan {number}"),)
    source = Source(f"feed-{number % 2}", str(number), document=f"{number}.html")
    article = Article(f"a{number}", source, (Unit(UnitKind.TITLE, f"Bread {number}"),), language=EN)
    return Edition(article, language_tag(language), units, state, issues=issues)


@pytest.fixture
def state(tmp_path: Path):
    with State(tmp_path / "state.sqlite") as opened:
        for number, one in enumerate(
            (
                edition(1, ES, HELD, LOST),
                edition(2, ES, HELD, TYPO, LOST),
                edition(3, UK, HELD, TYPO, title="Хлѣбъ ЇЖА"),
                edition(4, ES, EditionState.NOTED, TYPO),
            )
        ):
            opened.articles.keep([one.article])
            opened.releases.release(one, NOON + timedelta(minutes=number), {})
        yield opened


def ids(state: State, **wanted: object) -> list[str]:
    return [one.article for one in state.queue.page(Wanted(**wanted))]


def test_the_newest_comes_first_and_pages_follow(state: State) -> None:
    assert ids(state) == ["a3", "a2", "a1"]
    lines, count = review.waiting(state, Wanted(), 1, 1)
    assert ([one.article for one in lines], count) == (["a2"], 3)
    assert (lines[0].title, lines[0].source_title, lines[0].document) == ("Pan 2", "Bread 2", "2.html")
    assert lines[0].since == NOON + timedelta(minutes=1)


def test_it_is_narrowed(state: State) -> None:
    assert ids(state, language=ES) == ["a2", "a1"]
    assert ids(state, check="names") == ["a3", "a2"]
    assert ids(state, feed="feed-1") == ["a3", "a1"]
    assert ids(state, states=(EditionState.NOTED,)) == ["a4"]
    assert ids(state, states=()) == ["a4", "a3", "a2", "a1"]
    assert ids(state, directions=("en-uk",)) == ["a3"]
    assert ids(state, text="12 %", language=ES) == ["a2", "a1"]  # no sign is a wild card
    assert ids(state, text="%2") == []
    assert ids(state, text="їжа") == ["a3"]
    assert ids(state, text="ATALIKOV") == ["a3", "a2"]
    assert ids(state, check="names' OR 1") == []


def test_it_is_counted_by_everything_but_itself(state: State) -> None:
    tallies = state.queue.tallies()
    counts = counted(tallies, Wanted(language=ES))
    assert counts.number == 2
    assert counts.states == {"held": 2, "noted": 1}
    assert counts.languages == {"es": 2, "uk": 1}
    assert counts.feeds == {"feed-0": 1, "feed-1": 1}
    assert counts.checks == {"numbers": 2, "names": 1}
    assert counted(tallies, Wanted((), directions=("en-uk",))).states == {"held": 1}
    assert counted(tallies, Wanted(check="names", feed="feed-1")).feeds == {"feed-0": 1, "feed-1": 1}
    assert counted(state.queue.tallies("bread 3"), Wanted()).states == {"held": 1}


def test_its_moment_moves_with_words_and_state_only(state: State) -> None:
    later = NOON + timedelta(days=1)
    state.releases.release(edition(1, ES, HELD, LOST, TYPO), later, {})
    assert ids(state) == ["a3", "a2", "a1"]
    state.releases.release(edition(1, ES, HELD, LOST, title="Pan nuevo"), later, {})
    assert ids(state) == ["a1", "a3", "a2"]


def test_a_decision_moves_it_and_words_that_were_not_seen_are_not_decided_on(state: State) -> None:
    line = state.queue.page(Wanted())[0]
    with pytest.raises(StateError, match="words have changed"):
        review.decide(
            state, "a3", UK, Action.APPROVE, reviewer="Ana", when=NOON, version=line.version, words="of before"
        )
    review.decide(state, "a3", UK, Action.APPROVE, reviewer="Ana", when=NOON, version=line.version, words=line.words)
    assert ids(state) == ["a2", "a1"]
    [out] = state.queue.page(Wanted((EditionState.PUBLISHED,)))
    assert (out.reviewer, out.out, out.version > 0) == ("Ana", True, True)


def test_a_withdrawn_article_says_so(state: State) -> None:
    state.articles.withdraw(["a1"], NOON)
    assert [one.withdrawn for one in state.queue.page(Wanted())] == [False, False, True]


def test_a_state_without_a_queue_gets_one(state: State, tmp_path: Path) -> None:
    before = review.waiting(state, Wanted(()))
    with state.writing() as database:
        as_version_4(database)
        database.execute("DROP TABLE queue")
        migrate(database, 2)
    after = review.waiting(state, Wanted(()))
    assert after[1] == before[1] == 4
    plain = [replace(one, since=None) for one in after[0]]
    assert sorted(plain, key=str) == sorted((replace(one, since=None) for one in before[0]), key=str)


def test_what_a_page_passes_over_is_not_read(state: State) -> None:
    told: list[str] = []
    connection = state.queue._base.connection
    connection.set_trace_callback(told.append)
    state.queue.page(Wanted(), 1, 1)
    connection.set_trace_callback(None)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {told[0]}")]
    assert any("COVERING INDEX queue_since" in step for step in plan)
    # The few lines that are shown are put in order; all others stand in it already.
    assert plan.index("USE TEMP B-TREE FOR ORDER BY") > plan.index("SCAN p")
