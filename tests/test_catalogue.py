"""However much is published, what a build holds of it in memory stays the same."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from newsroom import DAY, ES, SETTINGS, article, edition

from syndicate.groups import groups_of
from syndicate.model import Edition, LanguageTag
from syndicate.publish import channels_of
from syndicate.released import Released, given
from syndicate.validate import Inspection


class Made:
    """Editions that are made when they are asked for."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __iter__(self) -> Iterator[Released]:
        return (self._number(number) for number in range(1, self.count + 1))

    def find(self, article: str, language: LanguageTag) -> Released:
        assert language == ES
        return self._number(int(article, 16))

    def _number(self, number: int) -> Released:
        one: Edition = replace(edition(ES), article=replace(article(1), id=f"{number:020x}"))
        return given(replace(one, published=DAY + timedelta(hours=number)))


def planned(count: int) -> None:
    """Plan the files of a site, and look at what decides them."""
    channels = channels_of(Made(count), SETTINGS)
    assert len(channels[0].editions) == count
    assert sum(bool(one.title) for one in channels[0].editions) == count
    assert sum(bool(group.digest) for group in groups_of(channels, "", {})) > 4


def inspected(count: int) -> None:
    """Look at pages that belong together."""
    inspection = Inspection()
    for number in range(count):
        text = f'<!DOCTYPE html><html lang="es" dir="ltr"><title>x</title><main><h1>{number}</h1></main>' + "<p>" * 9
        head = f'<link rel="canonical" href="https://news.example.org/es/{number}.html">'
        assert inspection.look(f"es/{number}.html", text.replace("<title>", head + "<title>").encode()) == []
    assert inspection.end() == []


@pytest.mark.parametrize(("work", "few", "many"), [(planned, 300, 2400), (inspected, 300, 2400)])
def test_memory_does_not_grow(work: Callable[[int], None], few: int, many: int) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        work(count)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    work(few)  # what is loaded and built once
    assert peak(many) < 1.2 * peak(few) + 100_000
