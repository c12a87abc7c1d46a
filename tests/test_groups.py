"""A build makes anew what leans on something that changed, and what comes of it is as from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import AR, DAY, EN, ES, SETTINGS, UK, article, edition, units_in
from test_built import SMALL, newsroom, released, same, tree, whole
from test_pipeline import GLOSSARY, NOW, PAGE

from syndicate.built import RECORD
from syndicate.config import Config, EngineTable, PublishSettings, RunSettings
from syndicate.model import Edition
from syndicate.pipeline import run
from syndicate.publish import build
from syndicate.state import State
from syndicate.writers import _templates, ninjs, page, xliff


def test_exports_and_the_pages_of_what_is_gone_are_made_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(SMALL, exports=("ninjs", "xliff"), withdrawn="remove")
    gone = [replace(edition(ES, number), withdrawn=DAY) for number in (21, 22)]
    made: list[str] = []
    document, item, rendered = xliff.document, ninjs._item, _templates.rendered

    def pages(folder: Path | None, name: str, values: dict[str, Any]) -> bytes:
        made.extend(["page of what is gone"] * (name == "withdrawn.html"))
        return rendered(folder, name, values)

    monkeypatch.setattr(xliff, "document", lambda one: made.append(f"xliff {one.article.id[-2:]}") or document(one))
    monkeypatch.setattr(ninjs, "_item", lambda *a: made.append(f"ninjs {a[0].edition.article.id[-2:]}") or item(*a))
    monkeypatch.setattr(page, "rendered", pages)
    out = tmp_path / "site"
    report = build([*newsroom(), *gone], settings, out)
    assert made.count("page of what is gone") == 2
    assert sum(path.endswith(".xlf") for path in report.written) == 24
    assert sum(path.endswith(".ninjs.json") for path in report.written) == 26
    made.clear()
    build([*newsroom(changed=2), *gone], settings, out)
    assert sorted(made) == [*["ninjs 02"] * 3, *["xliff 02"] * 3]
    build([*newsroom(changed=2), *gone], settings, tmp_path / "other")
    assert {**tree(out), RECORD: b""} == {**tree(tmp_path / "other"), RECORD: b""}


def dated(*days: int) -> list[Edition]:
    """An article of each of these days of September, in three languages."""
    start = datetime(2022, 9, 1, 12, tzinfo=UTC)
    return [
        replace(edition(language, day), published=start + timedelta(days=day - 1), updated=None)
        for day in days
        for language in (AR, ES, UK)
    ]


@pytest.mark.parametrize(
    ("before", "read"),
    [
        ([1, 2, *range(4, 31)], {4}),  # what has its days
        (range(1, 31), {1, 2, 3, 4, 5, 6}),  # no room in it: it is halved, and its neighbours name the halves
        ([3, 4, 20, 21, 22], {3, 4, 20}),
    ],
)
def test_an_article_that_comes_late_costs_the_archive_of_its_days(
    tmp_path: Path, before: Sequence[int], read: set[int]
) -> None:
    out = tmp_path / "site"
    build(dated(*before), SMALL, out)
    came = [replace(one, published=datetime(2022, 9, 4, 13, tzinfo=UTC)) for one in dated(31)]
    asked: list[str] = []
    after = [*dated(*before), *came]
    build(released(after, asked), SMALL, out)
    assert set(asked) == {f"{number:02x} {language}" for number in {31, *read} for language in (AR, ES, UK)}
    assert same(out, whole(after, tmp_path / "other"))
    build(dated(*before), SMALL, out)
    assert same(out, whole(dated(*before), tmp_path / "again"))


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Edition]:
    """Some of a few articles, in some languages: of any day, short or long, withdrawn or not."""
    made = []
    for number in draw(st.sets(st.integers(1, 9), max_size=9)):
        day = DAY + timedelta(days=draw(st.integers(0, 40)))
        for language in draw(st.sets(st.sampled_from([ES, UK]), min_size=1)):
            units = units_in(language, paragraph="Слово " * draw(st.sampled_from([1, 2, 900])))
            gone = draw(st.sampled_from([None, None, DAY + timedelta(days=50)]))
            one = edition(language, number, units=units)
            made.append(replace(one, published=day, updated=None, withdrawn=gone))
    return made


@settings(max_examples=8, deadline=None)
@given(st.lists(newsrooms(), min_size=2, max_size=3), st.sampled_from(["mark", "remove"]), st.integers(1, 3))
def test_whatever_changes_the_site_is_as_from_nothing(steps: list[list[Edition]], withdrawn: str, entries: int) -> None:
    ours = replace(SETTINGS, entries=entries, withdrawn=withdrawn, size=22_000, exports=("ninjs", "xliff"))
    ours = replace(ours, section_feeds=("*",))
    with TemporaryDirectory() as name:
        for number, editions in enumerate(steps):
            build(editions, ours, Path(name, "site"))
            fresh = Path(name, str(number))
            build(editions, ours, fresh)
            assert {**tree(Path(name, "site")), RECORD: b""} == {**tree(fresh), RECORD: b""}


@pytest.mark.parametrize("size", [2_000_000, 22_000])
def test_a_feed_is_weighed_only_where_something_that_it_may_have_changed(tmp_path: Path, size: int) -> None:
    ours, out, read = replace(SETTINGS, entries=3, size=size), tmp_path / "site", list[str]()

    def written(word: str, *days: int) -> None:
        """Build an article a day, that of the sixth made of this word, and the same from nothing."""
        given = [(one, word if one.article.id == article(6).id else "слово ") for one in dated(*days)]
        editions = [replace(one, units=units_in(one.language, paragraph=each * 900)) for one, each in given]
        read.clear()
        build(released(editions, read), ours, out)
        build(editions, ours, tmp_path / "other")
        assert {**tree(out), RECORD: b""} == {**tree(tmp_path / "other"), RECORD: b""}

    written("слово ", *range(1, 9))
    written("очерк ", *range(1, 9))
    assert {one[:2] for one in read} == {"05", "06", "07", "08"}  # the fifth shares its archive
    written("очерк ", *range(2, 9))
    assert not {one for one in read if one[:2] in {"07", "08"}}


@pytest.mark.parametrize("withdrawn", ["mark", "remove"])
def test_runs_one_after_another_make_the_site_that_a_build_from_nothing_makes(tmp_path: Path, withdrawn: str) -> None:
    inbox, out, state = tmp_path / "inbox", tmp_path / "site", tmp_path / "state" / "state.sqlite"
    inbox.mkdir()
    names = tmp_path / "names.yaml"
    names.write_text(GLOSSARY, "utf-8")
    ours = PublishSettings(entries=2, withdrawn=withdrawn, exports=("ninjs",))
    wanted = RunSettings(sources=(str(inbox),), to=(EN,), out=out, state=state, glossaries=(names,))
    config = Config(wanted, EngineTable(use=()), publish=ours)

    def article_of(day: int, word: str = "open") -> None:
        page = PAGE.replace("/borders", f"/{day}").replace("2026-09-26", f"2026-08-{day:02}").replace("open", word)
        (inbox / f"{day}.html").write_text(page, "utf-8")

    def right() -> bool:
        """Whether the site is that of a build from nothing."""
        fresh = tmp_path / f"fresh-{len(list(tmp_path.iterdir()))}"
        with State(state) as opened:
            build(opened.releases.lines(), ours, fresh, languages=[EN])
        return {**tree(out), RECORD: b""} == {**tree(fresh), RECORD: b""}

    for day in (3, 5, 8, 20, 26, 28):
        article_of(day)
    run(config, NOW)
    assert right()
    article_of(4)  # late
    report = run(config, NOW)
    assert right()
    assert report.unchanged > report.written
    article_of(5, "shut")
    (inbox / "8.html").unlink()
    run(config, NOW)
    assert right()
