from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree, html
from newsroom import AR, BRAZIL, DAY, EN, ES, HANT, LANGUAGES, SETTINGS, UK, article, bold, edition, units_in

from syndicate.built import RECORD
from syndicate.errors import PublishError
from syndicate.model import Edition, EditionState, LanguageTag, Media, Origin, Span, SpanKind, Unit, UnitKind
from syndicate.publish import build, channels_of
from syndicate.site import MANIFEST
from syndicate.site import replace as replace_files
from syndicate.writers import File

KY = LanguageTag("ky")
HARD_TITLES = (
    "Prices < wages & <b>rents</b>",
    "Fish &amp; chips",
    "The end ]]> is not the end",
    "Snow ❄️ in the 🏔️ of 👩🏽‍🚀",
    "‏العربية‎ and ‮English‬",
    "One\nline\r\nonly\u2028here",
    "Nul\x00l and \x1b[31mred\ud83d",
    "Long " * 400,
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script ><script>alert(1)</script ><!--",
    "\"quoted\" 'twice' {{ 7 * 7 }} {% raw %}",
)


def newsroom() -> list[Edition]:
    """Three articles in six languages; of the second the Ukrainian edition is held."""
    made = [edition(language, number) for number in (1, 2, 3) for language in LANGUAGES]
    return [
        replace(one, state=EditionState.HELD, units=units_in(UK, paragraph="сумнівний текст"))
        if (one.language, one.article.id[-1]) == (UK, "2")
        else one
        for one in made
    ]


def tree(folder: Path) -> dict[str, bytes]:
    """Everything but the record of times, which are never the same."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != RECORD]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_language_has_its_feeds_and_pages(tmp_path: Path) -> None:
    report = build(newsroom(), SETTINGS, tmp_path / "site", languages=[KY])
    expected = {"index.html", "style.css"}
    for language in (*LANGUAGES, KY):
        expected |= {f"{language}/{name}" for name in ("feed.atom", "feed.rss", "feed.json", "index.html")}
    for one in newsroom():
        if one.state is EditionState.PUBLISHED:
            expected.add(f"{one.language}/articles/{one.article.id}.html")
    files = set(tree(tmp_path / "site")) - {MANIFEST}
    assert expected <= files
    assert files == set(report.written)
    assert report.languages == tuple(sorted((*LANGUAGES, KY)))
    assert report.editions == {AR: 3, EN: 3, ES: 3, KY: 0, BRAZIL: 3, UK: 2, HANT: 3}
    assert not report.failures


def test_two_builds_are_the_same_bytes_and_the_same_mtimes(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(newsroom(), SETTINGS, out)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*") if path.is_file()}
    again = build(list(reversed(newsroom())), SETTINGS, out)
    assert again.written == again.removed == ()
    assert len(again.unchanged) == len(before) - 2
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*") if path.is_file()} == before
    build(newsroom(), SETTINGS, tmp_path / "other")
    assert tree(tmp_path / "other") == tree(out)


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(newsroom(), SETTINGS, out)
    (out / "es" / "articles" / "notes.txt").write_text("mine")
    fewer = [one for one in newsroom() if one.article.id[-1] != "1" or one.language != ES]
    report = build(fewer, SETTINGS, out)
    assert report.of(ES).removed == (f"es/articles/{article(1).id}.html",)
    assert f"uk/articles/{article(3).id}.html" in report.of(UK).unchanged
    assert f"uk/articles/{article(1).id}.html" in report.of(UK).written
    assert (out / "es" / "articles" / "notes.txt").read_text() == "mine"
    report = build([], SETTINGS, out)
    assert not (out / "uk").exists()
    assert set(tree(out)) == {MANIFEST, "es/articles/notes.txt"} | {*report.written, *report.unchanged}


@pytest.mark.parametrize("folder", ["es/articles", "es"])
def test_what_is_to_go_may_be_gone_already(tmp_path: Path, folder: str) -> None:
    out = tmp_path / "site"
    build(newsroom(), SETTINGS, out)
    shutil.rmtree(out / folder)
    rest = [one for one in newsroom() if one.language != ES]
    build(rest, SETTINGS, out)
    assert not (out / "es").exists()
    build(rest, SETTINGS, tmp_path / "other")
    assert {**tree(out), RECORD: b""} == {**tree(tmp_path / "other"), RECORD: b""}


@pytest.mark.parametrize("state", [EditionState.HELD, EditionState.SKIPPED, EditionState.FAILED])
def test_what_is_not_released_appears_in_no_file(tmp_path: Path, state: EditionState) -> None:
    secret = units_in(UK, "таємний заголовок", "таємний текст")
    editions = [edition(ES), replace(edition(UK), state=state, units=secret)]
    build(editions, SETTINGS, tmp_path / "site", languages=[UK])
    for path, data in tree(tmp_path / "site").items():
        assert "таємний" not in data.decode(), path
        assert "t/00000000000000000001/uk" not in data.decode(), path
        assert "uk/articles" not in data.decode(), path


def test_an_edition_that_is_held_later_is_taken_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build([edition(ES), edition(UK)], SETTINGS, out)
    assert "uk/articles" in (out / "es" / "feed.atom").read_text()
    build([edition(ES), replace(edition(UK), state=EditionState.HELD)], SETTINGS, out, languages=[UK])
    assert "uk/articles" not in "".join(data.decode() for data in tree(out).values())


def test_a_source_of_this_machine_is_not_published(tmp_path: Path) -> None:
    own = article()
    own = replace(own, source=replace(own.source, feed="/home/editor/inbox"))
    build([edition(ES, article=own)], SETTINGS, tmp_path / "site")
    for path, data in tree(tmp_path / "site").items():
        if path != MANIFEST:
            assert b"secret-folder" not in data
            assert b"/home/editor" not in data


def test_any_title_comes_through_in_every_format(tmp_path: Path) -> None:
    editions = [
        edition(language, number, units=units_in(language, title))
        for language in LANGUAGES
        for number, title in enumerate(HARD_TITLES)
    ]
    build(editions, SETTINGS, tmp_path / "s")
    expected = [" ".join(re.sub("[\x00\x1b\ud83d]", "", title).split()) for title in reversed(HARD_TITLES)]
    for language in LANGUAGES:
        folder = tmp_path / "s" / language
        pages = [html.parse(path) for path in sorted((folder / "articles").iterdir(), reverse=True)]
        assert [one.text for one in etree.parse(folder / "feed.atom").findall("{*}entry/{*}title")] == expected
        assert [one.text for one in etree.parse(folder / "feed.rss").findall("channel/item/title")] == expected
        assert [one["title"] for one in json.loads((folder / "feed.json").read_text())["items"]] == expected
        assert [page.findtext(".//h1/bdi") for page in pages] == expected
        for page, title in zip(pages, expected, strict=True):
            assert page.find(".//title").text.startswith(title)
            assert [script.get("type") for script in page.iter("script")] == ["application/ld+json"]
            assert json.loads(page.find(".//script").text)["headline"] == title


def test_scripts_are_neutralised_wherever_they_come_from(tmp_path: Path) -> None:
    bad, link = "<script>alert(1)</script>", "javascript:alert(1)"
    spans = (Span(0, 8, SpanKind.INLINE, "a", (("href", link), ("onclick", "alert(1)"))), bold(9, 12))
    units = (
        Unit(UnitKind.TITLE, bad),
        Unit(UnitKind.SUMMARY, bad),
        Unit(UnitKind.PARAGRAPH, bad, spans),
        Unit(UnitKind.ALT, f'"><img src=x onerror=alert(1)>{bad}', media=0),
        Unit(UnitKind.CAPTION, bad, media=0),
    )
    own = article(units=units)
    own = replace(
        own,
        link=link,
        byline=bad,
        rights=bad,
        sections=(bad,),
        source=replace(own.source, title=bad, link=link, feed=link, guid=bad),
        media=(Media("https://e.org/x.png", credit=bad), Media(link), Media("https://e.org/" + bad, "audio")),
    )
    settings = replace(SETTINGS, title={LanguageTag("und"): bad}, description={LanguageTag("und"): bad}, rights=bad)
    build([edition(language, article=own, units=units) for language in (EN, AR)], settings, tmp_path / "s")
    for language in (EN, AR):
        folder = tmp_path / "s" / language
        item = json.loads((folder / "feed.json").read_text())["items"][0]
        atom = etree.parse(folder / "feed.atom").find("{*}entry/{*}content").text
        rss = etree.parse(folder / "feed.rss").find("channel/item/{*}encoded").text
        pages = [path.read_text() for path in folder.rglob("*.html")]
        for text in (item["content_html"], atom, rss, *pages):
            parsed = html.fromstring(text)
            assert [one for one in parsed.iter("script") if one.get("type") != "application/ld+json"] == []
            for element in parsed.iter():
                assert not [name for name in element.attrib if name.startswith("on")]
                assert not element.get("href", "").startswith("java")
                assert not element.get("src", "").startswith("java")
        for path in folder.rglob("*"):
            if path.is_file():
                assert link not in path.read_text()


@pytest.mark.parametrize(
    ("identifier", "language"),
    [
        ("../../../evil", "es"),
        ("/etc/passwd", "es"),
        ("a/b", "es"),
        ("a\x00b", "es"),
        ("..", "es"),
        ("", "es"),
        ("C:evil", "es"),
        ("ok", "../es"),
        ("ok", "und"),
        ("ok", "es_MX"),
        ("ok", ""),
    ],
)
def test_hostile_ids_and_languages_are_failures_and_stop_nothing(
    tmp_path: Path, identifier: str, language: str
) -> None:
    hostile = edition(LanguageTag(language), 2, article=replace(article(2), id=identifier))
    report = build([hostile, edition(ES)], SETTINGS, tmp_path / "in" / "site")
    assert len(report.failures) == 1
    assert report.editions == {ES: 1}
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["site"]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_language_asked_for_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="outside the site"):
        build([], SETTINGS, tmp_path / "site", languages=[LanguageTag("../evil")])
    assert not (tmp_path / "evil").exists()


def test_an_edition_without_a_date_or_zone_or_given_twice_is_a_failure(tmp_path: Path) -> None:
    undated = replace(edition(ES, 2), published=None)
    naive = replace(edition(ES, 3), published=datetime(2022, 9, 28))  # noqa: DTZ001 - a date without a zone is the case
    report = build([edition(ES), edition(ES), undated, naive], SETTINGS, tmp_path / "site")
    assert [failure.stage for failure in report.failures] == ["publish"] * 3
    assert report.editions == {ES: 1}


def test_newest_stand_first_and_equals_by_id() -> None:
    editions = [edition(ES, 1), edition(ES, 3), replace(edition(ES, 2), published=DAY + timedelta(hours=3))]
    (channel,) = channels_of(editions, SETTINGS)
    assert [one.article.id[-1] for one in channel.editions] == ["2", "3", "1"]


def test_a_folder_that_is_not_ours_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match=r"not empty.*Choose an empty"):
        build(newsroom(), SETTINGS, tmp_path)
    assert tree(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_folder_can_be_claimed(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("news.example.org")
    (tmp_path / MANIFEST).touch()
    build([edition(ES)], SETTINGS, tmp_path)
    assert (tmp_path / "CNAME").read_text() == "news.example.org"
    assert (tmp_path / "es" / "feed.atom").is_file()


def test_a_file_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).touch()
    (tmp_path / "style.css").write_text("body { color: hotpink }")
    with pytest.raises(PublishError, match=r"style\.css.*not of our making"):
        build([edition(ES)], SETTINGS, tmp_path)
    assert set(tree(tmp_path)) == {MANIFEST, "style.css"}


def test_a_forged_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (tmp_path / "keep.txt").write_text("keep")
    (out / MANIFEST).write_text(f"../keep.txt\n{tmp_path}/keep.txt\nes/../../keep.txt\n")
    build([edition(ES)], SETTINGS, out)
    assert (tmp_path / "keep.txt").read_text() == "keep"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out = tmp_path / "site"
    out.mkdir()
    (out / MANIFEST).touch()
    (out / "es").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="outside the site"):
        build([edition(ES)], SETTINGS, out)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(PublishError, match="folder") as caught:
            build([edition(ES)], SETTINGS, out)
        assert caught.value.advice


def test_a_document_that_cannot_be_read_back_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    replace_files(out, [File("a.xml", b"<a/>"), File("b.json", b"{}")])
    before = tree(out)
    for bad in (File("b.json", b"{"), File("c.atom", b"<a>"), File("d.html", b"\xff")):
        with pytest.raises(PublishError, match="not well-formed"):
            replace_files(out, [File("a.xml", b"<b/>"), bad])
        assert tree(out) == before


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="two files"):
        replace_files(tmp_path / "site", [File("a.txt", b"1"), File("A.txt", b"2")])


@pytest.mark.parametrize(
    "changes",
    [
        {"base": "https://example.org"},
        {"base": "/site/"},
        {"base": "javascript:alert(1)/"},
        {"base": "https://example.org/?a/"},
        {"authority": "Example Org"},
        {"authority": ""},
        {"date": "today"},
        {"date": "20220928"},
        {"hub": "hub.example.org"},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(PublishError, match=r"syndicate\.toml") as caught:
        build([edition(ES)], replace(SETTINGS, **changes), tmp_path / "site")
    assert caught.value.advice
    assert not (tmp_path / "site").exists()


def test_the_original_stands_beside_its_translations(tmp_path: Path) -> None:
    build([edition(EN), replace(edition(ES), origin=Origin.EDITED)], SETTINGS, tmp_path / "s")
    page = (tmp_path / "s" / "en" / "articles" / f"{article(1).id}.html").read_text()
    assert "machine" not in page
    assert "compositeWithTrainedAlgorithmicMedia" in (tmp_path / "s" / "es" / "feed.atom").read_text()


def test_a_feed_is_as_new_as_the_last_withdrawal_it_tells_of(tmp_path: Path) -> None:
    later = DAY + timedelta(days=9)
    editions = [edition(ES, 1, withdrawn=later), edition(ES, 2, withdrawn=DAY + timedelta(days=3)), edition(ES, 3)]
    build(editions, replace(SETTINGS, withdrawn="remove"), tmp_path / "site")
    feed = etree.parse(tmp_path / "site" / "es" / "feed.atom").getroot()
    assert datetime.fromisoformat(feed.findtext("{*}updated")) == later
    assert [one.get("ref")[-24:-3] for one in feed.iter("{*}deleted-entry")] == [
        f"/{article(1).id}", f"/{article(2).id}",
    ]  # fmt: skip
    rss = etree.parse(tmp_path / "site" / "es" / "feed.rss")
    assert parsedate_to_datetime(rss.findtext("channel/lastBuildDate")) == later
