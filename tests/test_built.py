"""A build makes what has changed, and nothing else; whatever befell the folder, the next one mends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from newsroom import AR, ES, SETTINGS, UK, article, edition, units_in

from syndicate.built import RECORD
from syndicate.catalogue import Shelf
from syndicate.model import Edition, LanguageTag, Unit, UnitKind
from syndicate.publish import build, channels_of, rehearse
from syndicate.released import Released, given, outline
from syndicate.site import MANIFEST
from syndicate.writers import Channel, File, _archive, _templates, page, sitemap
from syndicate.writers._entry import Entry, entry_of
from syndicate.writers._titles import summary_of, title_of

SMALL = replace(SETTINGS, entries=2)


@dataclass(frozen=True)
class Watched:
    """A released edition that notes when it is read."""

    whole: Edition
    read: list[str]

    @property
    def article(self) -> str:
        return self.whole.article.id

    @property
    def language(self) -> LanguageTag:
        return self.whole.language

    @property
    def digest(self) -> str:
        return given(self.whole).digest

    @property
    def withdrawn(self) -> datetime | None:
        return self.whole.withdrawn

    def listed(self) -> Edition:
        return outline(self.whole)

    def outline(self) -> Edition:
        return outline(self.whole)

    def load(self) -> Edition:
        self.read.append(f"{self.article[-2:]} {self.language}")
        return self.whole


def newsroom(changed: int = 0) -> list[Edition]:
    """Eight articles in three languages: a feed and archives of two entries each."""
    made = [edition(language, number) for number in range(1, 9) for language in (AR, ES, UK)]
    new = replace(made[0], units=units_in(AR, paragraph="كلمات أخرى."))
    return [replace(one, units=new.units) if one.article.id == article(changed).id else one for one in made]


def released(editions: list[Edition], read: list[str]) -> list[Released]:
    return [Watched(one, read) for one in editions]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(editions: list[Edition], folder: Path) -> dict[str, bytes]:
    """The site of *editions* as a first build makes it, without the record."""
    build(editions, SMALL, folder)
    return {path: data for path, data in tree(folder).items() if path != RECORD}


def same(folder: Path, expected: dict[str, bytes]) -> bool:
    return {path: data for path, data in tree(folder).items() if path != RECORD} == expected


def test_nothing_is_read_where_nothing_changed(tmp_path: Path) -> None:
    read: list[str] = []
    out = tmp_path / "site"
    first = build(released(newsroom(), read), SMALL, out)
    assert read
    read.clear()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = build(released(newsroom(), read), SMALL, out)
    assert read == []
    assert again.unchanged == first.written
    assert again.written == again.removed == ()
    assert (again.languages, again.editions) == (first.languages, first.editions)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_only_the_documents_of_a_changed_article_are_made_again(tmp_path: Path) -> None:
    read: list[str] = []
    out = tmp_path / "site"
    build(released(newsroom(), read), SMALL, out)
    read.clear()
    report = build(released(newsroom(changed=2), read), SMALL, out)
    # Articles 1 and 2 share an archive; that the newest two have room in the feed is known.
    assert set(read) == {f"{number:02x} {language}" for number in (1, 2) for language in (AR, ES, UK)}
    changed = {path for path in report.written if "/articles/" in path}
    assert changed == {f"{language}/articles/{article(2).id}.html" for language in (AR, ES, UK)}
    assert same(out, whole(newsroom(changed=2), tmp_path / "other"))


def test_the_page_of_a_changed_article_is_made_without_its_neighbours_and_without_the_feed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(newsroom(), SMALL, out)
    rendered: list[str] = []
    usual = _templates.rendered

    def noted(folder: Path | None, name: str, values: dict[str, Any]) -> bytes:
        rendered.append(f"{name} {values['canonical'].removeprefix(SMALL.base)}")
        return usual(folder, name, values)

    monkeypatch.setattr(page, "rendered", noted)
    build(newsroom(changed=2), SMALL, out)
    own = [f"article.html {each}/articles/{article(2).id}.html" for each in (AR, ES, UK)]
    lists = [f"articles.html {each}/archives/2022-09-28.html" for each in (AR, ES, UK)]
    assert sorted(rendered) == sorted([*own, *lists, "site.html "])


@pytest.mark.parametrize("fewer", [(1, ES), (8, UK), (5, AR)])
def test_what_leans_on_an_edition_that_goes_is_made_again(tmp_path: Path, fewer: tuple[int, LanguageTag]) -> None:
    out = tmp_path / "site"
    build(newsroom(), SMALL, out)
    left = [one for one in newsroom() if (one.article.id, one.language) != (article(fewer[0]).id, fewer[1])]
    build(released(left, []), SMALL, out)
    assert same(out, whole(left, tmp_path / "other"))
    build(newsroom(), SMALL, out)
    assert same(out, whole(newsroom(), tmp_path / "again"))


def test_settings_and_templates_decide_every_file(tmp_path: Path) -> None:
    out, own = tmp_path / "site", tmp_path / "templates"
    own.mkdir()
    build(newsroom(), replace(SMALL, templates=own), out)
    (own / "style.css").write_text("p { margin: 0 }\n")
    assert "style.css" in build(newsroom(), replace(SMALL, templates=own), out).written
    assert (out / "style.css").read_text() == "p { margin: 0 }\n"
    report = build(newsroom(), replace(SMALL, rights="CC0", templates=own), out)
    assert "es/feed.atom" in report.written


@pytest.mark.parametrize("harm", ["touched", "emptied", "removed", "same size"])
def test_a_file_that_somebody_touched_is_made_again(tmp_path: Path, harm: str) -> None:
    out = tmp_path / "site"
    expected = whole(newsroom(), out)
    path = out / "es" / "articles" / f"{article(3).id}.html"
    if harm == "removed":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes({"touched": data, "emptied": b"", "same size": b"x" * len(data)}[harm])
    report = build(newsroom(), SMALL, out)
    assert report.written == (() if harm == "touched" else (f"es/articles/{article(3).id}.html",))
    assert same(out, expected)
    assert build(newsroom(), SMALL, out).written == ()


@pytest.mark.parametrize("record", [None, b"", b"{", b'{"version":99}', b'{"groups": 7}', b"\xff\xfe"])
def test_without_a_record_everything_is_made_again_to_the_same_bytes(tmp_path: Path, record: bytes | None) -> None:
    out = tmp_path / "site"
    expected = whole(newsroom(), out)
    if record is None:
        (out / RECORD).unlink()
    else:
        (out / RECORD).write_bytes(record)
    read: list[str] = []
    assert build(released(newsroom(), read), SMALL, out).written == ()
    assert len(set(read)) == len(newsroom())
    assert same(out, expected)


@pytest.mark.parametrize("room", ["", "0", "1", "-1", "9" * 5_000, "two"])
def test_what_somebody_writes_into_the_record_of_a_feeds_room_decides_nothing(tmp_path: Path, room: str) -> None:
    out = tmp_path / "site"
    expected = whole(newsroom(), out)
    record = json.loads((out / RECORD).read_bytes())
    for made in record["groups"].values():
        made["room"] = " ".join(room if part == "2" else part for part in made["room"].split(" "))
    record["whole"] = ""
    (out / RECORD).write_text(json.dumps(record), "utf-8")
    assert build(newsroom(), SMALL, out).written == ()
    assert same(out, expected)


def test_a_manifest_that_somebody_emptied_is_written_again(tmp_path: Path) -> None:
    out = tmp_path / "site"
    expected = whole(newsroom(), out)
    (out / MANIFEST).write_text("")
    build(newsroom(), SMALL, out)
    assert same(out, expected)


def test_a_rehearsal_reads_only_what_would_change(tmp_path: Path) -> None:
    read: list[str] = []
    out = tmp_path / "site"
    build(newsroom(), SMALL, out)
    before = tree(out)
    report = rehearse(released(newsroom(changed=2), read), SMALL, out)
    assert {each.path for each in report.differences} == {
        f"{language}/articles/{article(2).id}.html" for language in (AR, ES, UK)
    }
    assert f"{article(4).id[-2:]} es" not in read
    assert tree(out) == before


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = {paths}
from test_built import SMALL, newsroom
from syndicate.publish import build
left, replaced = {left}, os.replace
def replace(source, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    replaced(source, target)
os.replace = replace
build(newsroom(changed=2), SMALL, Path({out!r}))
"""


@pytest.mark.parametrize("left", [0, 1, 2, 5, 11])
def test_a_build_killed_between_two_files_is_mended_by_the_next(tmp_path: Path, left: int) -> None:
    out = tmp_path / "site"
    build(newsroom(), SMALL, out)
    here = Path(__file__).parent
    code = KILLED.format(paths=[str(here), str(here.parent)], left=left, out=str(out))
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=os.environ)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    build(released(newsroom(changed=2), []), SMALL, out)
    assert same(out, whole(newsroom(changed=2), tmp_path / "other"))
    assert not (out / ".syndicate-staging").exists()


@pytest.mark.parametrize(
    "texts",
    [
        ("Title", "Summary", "First", "Second"),
        ("", "", "", "Second"),
        ("\u00a0", "…", "\x00", "Second"),
        ("", "\ud83d", "", ""),
        (),
    ],
)
def test_an_outline_has_the_title_and_summary_of_the_whole(texts: tuple[str, ...]) -> None:
    kinds = (UnitKind.TITLE, UnitKind.SUMMARY, UnitKind.PARAGRAPH, UnitKind.PARAGRAPH)
    units = tuple(Unit(kind, text) for kind, text in zip(kinds, texts, strict=False))
    one = edition(ES, units=units)
    told = outline(one)
    assert (title_of(told), summary_of(told)) == (title_of(one), summary_of(one))
    assert told.article.units == ()


def test_of_the_sitemaps_only_that_of_a_changed_article_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    made: list[str] = []
    make = sitemap._sitemap

    def noted(channel: Channel, name: str, part: Shelf) -> Iterator[File]:
        made.append(f"{channel.language}/{name}")
        return make(channel, name, part)

    monkeypatch.setattr(sitemap, "_sitemap", noted)
    out = tmp_path / "site"
    build(newsroom(), SMALL, out)
    assert len(made) == 9
    made.clear()
    build(newsroom(changed=2), SMALL, out)
    assert made == [f"{each}/sitemap-2022-09-28" for each in (AR, ES, UK)]


def test_a_catalogue_reads_only_what_is_looked_at(tmp_path: Path) -> None:
    class Store:
        """Everything in one place, as the state keeps it; it notes what is asked for again."""

        def __init__(self, editions: list[Edition]) -> None:
            self.all = {(one.article.id, one.language): one for one in editions}
            self.read: list[str] = []

        def __iter__(self) -> Iterator[Released]:
            return iter(released(list(self.all.values()), self.read))

        def find(self, article: str, language: LanguageTag) -> Released:
            return Watched(self.all[article, language], self.read)

    store = Store(newsroom())
    build(store, SMALL, tmp_path / "site")
    assert same(tmp_path / "site", whole(newsroom(), tmp_path / "other"))
    shelf = next(one for one in channels_of(store, SMALL) if one.language == ES).editions
    store.read.clear()
    assert [one.article.id for one in shelf[1:4]] == list(shelf[1:4].articles()) == list(shelf.articles())[1:4]
    assert (len(shelf), len(shelf[2:]), shelf[-1].article.id) == (8, 6, list(shelf.articles())[-1])
    assert list(shelf[5:2]) == []
    with pytest.raises(IndexError):
        shelf[8]
    assert store.read == []


def test_what_a_document_was_made_of_is_let_go_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A site is larger than the memory; a document and its entries are not.
    made: list[weakref.ref[Entry]] = []
    alive: list[int] = []

    def watched(one: Edition, channel: Channel) -> Entry:
        entry = entry_of(one, channel)
        made.append(weakref.ref(entry))
        alive.append(sum(each() is not None for each in made))
        return entry

    monkeypatch.setattr(_archive, "entry_of", watched)
    build(newsroom(), SMALL, tmp_path / "site")
    assert len(made) >= 24
    assert max(alive) <= 3 * SMALL.entries
