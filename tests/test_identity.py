from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from syndicate.identity import normal, settle
from syndicate.model import Article, Source, Unit, UnitKind
from syndicate.readers._article import article_id

MORNING = datetime(2026, 11, 22, 6, 30, 12, tzinfo=UTC)


def article(guid: str, feed: str = "http://www.paper.kg/rss", *, link: str = "", title: str = "Water") -> Article:
    units = (Unit(UnitKind.TITLE, title), Unit(UnitKind.PARAGRAPH, f"{title} rose in the Naryn."))
    return Article(article_id(feed, guid), Source(feed, guid), units, link=link, published=MORNING)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("http://www.paper.kg/a/1",), ("https://www.paper.kg/a/1",)),
        (("http://www.paper.kg/a/1",), ("http://paper.kg/a/1/",)),
        (("http://www.paper.kg/a/1",), ("http://www.paper.kg/a/1?utm_source=rss#top",)),
        (("1", "http://www.paper.kg/rss"), ("1", "https://paper.kg/rss")),
        (
            ("1", "http://www.paper.kg/rss", "http://paper.kg/a/1"),
            ("x-1", "http://paper.kg/feed", "https://paper.kg/a/1"),
        ),
        (("http://www.paper.kg/water",), ("http://www.paper.kg/water-rises",)),
    ],
)
def test_an_article_under_another_name_keeps_its_id(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    old, new = (article(*each[:2], link="".join(each[2:])) for each in (before, after))
    assert old.id != new.id
    (settled,) = settle([new], [old])
    assert settled == replace(new, id=old.id)
    # The state now has the new name under the old id; both names lead there from now on.
    assert settle([new], [settled])[0].id == old.id
    assert settle([old], [settled])[0].id == old.id


@pytest.mark.parametrize(
    "other",
    [
        article("http://www.paper.kg/a/2", title="Fire"),
        article("1", "http://other.kg/rss", title="Fire"),
        article("1", "http://other.kg/rss"),
        article("http://www.paper.kg/a/1?page=2", title="Fire"),
        replace(article("http://www.paper.kg/b"), published=None),
        replace(article("http://www.paper.kg/b"), published=MORNING.replace(second=13)),
    ],
)
def test_another_article_is_another(other: Article) -> None:
    known = article("http://www.paper.kg/a/1")
    assert settle([other], [known]) == [other]


def test_both_names_in_one_batch_are_two_articles() -> None:
    old, new = article("http://www.paper.kg/a/1"), article("https://www.paper.kg/a/1")
    assert settle([old, new], [old]) == [old, new]


def test_one_of_two_that_both_fit_is_not_guessed() -> None:
    old = [article("http://www.paper.kg/a"), article("http://www.paper.kg/b")]
    new = article("http://www.paper.kg/c")
    assert settle([new], old) == [new]
    twins = [article("http://www.paper.kg/c"), article("http://www.paper.kg/d")]
    assert settle(twins, old[:1]) == twins


def test_what_is_known_stays_as_it_is() -> None:
    own = [article(str(number), title=f"Title {number}") for number in range(50)]
    assert settle(own, reversed(own)) == own
    assert settle(own, []) == own


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://WWW.Paper.KG:443/A/?b=1&utm_medium=x#c", "paper.kg/A?b=1"),
        ("http://paper.kg/index.html", "paper.kg"),
        ("tag:paper.kg,2026:1", "tag:paper.kg,2026:1"),
        ("http://[broken", "http://[broken"),
        ("inbox", "inbox"),
    ],
)
def test_addresses_are_compared_without_what_changes(address: str, expected: str) -> None:
    assert normal(address) == expected
