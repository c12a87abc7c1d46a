"""A list is cut so that an edition that comes late, or goes, moves nothing but what is of its own days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.languages import language_tag
from syndicate.writers._dates import stretch_of
from syndicate.writers._stretches import stretches

DAYS = st.dates(date(2023, 12, 1), date(2024, 3, 31)).map(str)


def cut(editions: list[str], most: int) -> dict[str, list[str]]:
    """Return the days of the editions in each stretch, by its name, newest first."""
    order = sorted(editions, reverse=True)
    days, start = [], 0
    for day, count in sorted(Counter(order).items(), reverse=True):
        days.append((day, start, start + count))
        start += count
    made = list(stretches(days, most))
    assert [one.start for one in made[:1]] == [0] * bool(order)
    assert all(newer.stop == older.start for newer, older in pairwise(made))
    assert sum(one.stop - one.start for one in made) == len(order)
    assert len({one.name for one in made}) == len(made)
    return {one.name: order[one.start : one.stop] for one in made}


def of(*days: str) -> list[str]:
    return [f"2024-02-{day}" for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (of("01", "09", "29"), ["2024-02"]),
        (of("01", "09", "29", "29"), ["2024-02-17--29", "2024-02-01--16"]),
        (of("01", "02", "08", "09", "29"), ["2024-02-17--29", "2024-02-09--16", "2024-02-01--08"]),
        (of(*["02"] * 4, "01"), ["2024-02-02-2", "2024-02-02", "2024-02-01"]),
        (of(*["29"] * 4), ["2024-02-29-2", "2024-02-29"]),
        (["2024-02-01", "2023-12-31"], ["2024-02", "2023-12"]),
        ([], []),
    ],
)
def test_a_month_is_halved_down_to_a_day(days: list[str], expected: list[str]) -> None:
    assert list(cut(days, 3)) == expected


@given(st.lists(DAYS, max_size=60), DAYS, st.integers(1, 6))
def test_what_comes_late_or_goes_leaves_the_stretches_of_other_days_as_they_were(
    editions: list[str], late: str, most: int
) -> None:
    before, after = cut(editions, most), cut([*editions, late], most)
    assert all(len(days) <= most for days in after.values())
    moved = [days for name, days in before.items() if after.get(name) != days]
    assert len(moved) <= 1 or {day for days in moved for day in days} == {late}


@given(st.lists(DAYS, max_size=60), st.integers(1, 6))
def test_what_is_full_stays_as_it_is_when_editions_come_in_order(editions: list[str], most: int) -> None:
    editions.sort()
    last = editions[-1] if editions else "2024-03-31"
    following = str(date.fromisoformat(last) + timedelta(days=1))
    before, after = cut(editions, most), cut([*editions, following], most)
    assert [name for name, days in before.items() if after.get(name) != days] in ([], list(before)[:1])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2022-09", "septiembre de 2022"), ("2022-09-17--30", "septiembre de 2022 (17–30)"),
        ("2022-09-05", "5 de septiembre de 2022"), ("2022-09-05-2", "5 de septiembre de 2022 (2)"),
        ("drafts", "drafts"),
    ],
)  # fmt: skip
def test_readers_see_the_time_in_their_language(name: str, said: str) -> None:
    assert stretch_of(name, language_tag("es")) == said
