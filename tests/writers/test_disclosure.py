"""Who reviewed a translation, and what its source has withdrawn, in every format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html
from newsroom import AR, EN, ES, LANGUAGES, SETTINGS, article, edition

from syndicate.languages import right_to_left
from syndicate.model import Edition, LanguageTag, Origin
from syndicate.publish import build
from syndicate.sections import Sections
from syndicate.validate import inspect_site
from syndicate.writers._words import words

REVIEWED = datetime(2026, 3, 1, 12, tzinfo=UTC)
GONE = datetime(2026, 4, 2, 8, tzinfo=UTC)
A = "{http://www.w3.org/2005/Atom}"
TABLE = Sections({"politics": {EN: "Politics", ES: "Política", AR: "سياسة"}})


def site(folder: Path, editions: Sequence[Edition], **settings: object) -> Path:
    build(editions, replace(SETTINGS, **settings), folder, sections=TABLE)
    paths = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
    assert inspect_site(folder, iter(sorted(paths)))[1] == []
    return folder


def page(folder: Path, language: LanguageTag, number: int = 1) -> str:
    return (folder / language / "articles" / f"{article(number).id}.html").read_text("utf-8")


@pytest.mark.parametrize("language", [ES, AR])
def test_reviewer_and_date_stand_in_every_format(tmp_path: Path, language: LanguageTag) -> None:
    one = edition(language, origin=Origin.EDITED, reviewer="Г. <Ивано́ва>", reviewed=REVIEWED)
    folder = site(tmp_path / "site", [one])
    entry = etree.parse(folder / language / "feed.atom").getroot().find(A + "entry")
    assert entry is not None
    assert entry.findtext(f"{A}contributor/{A}name") == "Г. <Ивано́ва>"
    assert entry.findtext("{http://purl.org/dc/terms/}dateAccepted") == "2026-03-01T12:00:00Z"
    (item,) = etree.parse(folder / language / "feed.rss").getroot().iter("item")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}contributor") == "Г. <Ивано́ва>"
    assert item.findtext("{http://purl.org/dc/terms/}dateAccepted") == "2026-03-01T12:00:00Z"
    (member,) = json.loads((folder / language / "feed.json").read_text())["items"]
    assert member["_syndicate"]["reviewer"] == "Г. <Ивано́ва>"
    assert member["_syndicate"]["reviewed"] == "2026-03-01T12:00:00Z"
    assert "compositeWith" in member["_syndicate"]["digital_source_type"]
    document = html.document_fromstring(page(folder, language))
    linked = json.loads(document.findtext(".//script") or "")
    assert linked["editor"] == {"@type": "Person", "name": "Г. <Ивано́ва>"}
    assert linked["mainEntityOfPage"]["lastReviewed"] == "2026-03-01"
    for text in (member["content_html"], html.tostring(document, encoding="unicode")):
        shown = html.fromstring(text).text_content()
        assert f"{words(language).reviewer}: Г. <Ивано́ва>, " in shown
        assert words(language).edited in shown


def test_an_unreviewed_translation_names_no_reviewer(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", [edition(ES, reviewer="X", reviewed=REVIEWED)])
    assert "dateAccepted" not in (folder / "es" / "feed.atom").read_text()
    assert words(ES).reviewer not in page(folder, ES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_withdrawn_says_so_in_title_body_and_page(tmp_path: Path, language: LanguageTag) -> None:
    folder = site(tmp_path / "site", [edition(language, withdrawn=GONE), edition(language, 2)])
    said = words(language)
    for ending in ("atom", "rss"):
        parsed = feedparser.parse(BytesIO((folder / language / f"feed.{ending}").read_bytes()))
        titles = [entry.title for entry in parsed.entries]
        assert [title.startswith(f"[{said.withdrawn}] ") for title in titles] == [False, True]
        assert said.withdrawal in parsed.entries[1].content[0].value
        assert parsed.entries[1].updated == "2026-04-02T08:00:00Z"
    assert f"<h1><bdi>[{said.withdrawn}] " in page(folder, language)
    assert said.withdrawal in page(folder, language)
    assert f'dir="{"rtl" if right_to_left(language) else "ltr"}"' in page(folder, language)


def test_what_is_kept_stands_as_it_was(tmp_path: Path) -> None:
    kept = site(tmp_path / "kept", [edition(ES, withdrawn=GONE)], withdrawn="keep")
    plain = site(tmp_path / "plain", [edition(ES)])
    assert (kept / "es" / "feed.atom").read_bytes() == (plain / "es" / "feed.atom").read_bytes()
    assert page(kept, ES) == page(plain, ES)


def test_what_is_removed_leaves_a_word_at_its_address_and_in_atom(tmp_path: Path) -> None:
    editions = [edition(ES, withdrawn=GONE), edition(AR, withdrawn=GONE), edition(ES, 2)]
    folder = site(tmp_path / "site", editions, withdrawn="remove", section_feeds=("politics",))
    title = editions[0].title
    assert words(ES).withdrawal in page(folder, ES)
    assert title not in page(folder, ES)
    feed = etree.parse(folder / "es" / "feed.atom").getroot()
    (gone,) = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    identifier = f"tag:example.org,2022-09-28:t/{article(1).id}/es"
    assert (gone.get("ref"), gone.get("when")) == (identifier, "2026-04-02T08:00:00Z")
    for path in ("es/feed.rss", "es/feed.json", "es/index.html", "es/sitemap.xml", "news-sitemap.xml", "index.html"):
        assert article(1).id not in (folder / path).read_text(), path
    assert json.loads((folder / "ar" / "feed.json").read_text())["items"] == []
    for ending in ("atom", "rss"):
        parsed = feedparser.parse(BytesIO((folder / "es" / f"feed.{ending}").read_bytes()))
        assert (parsed.bozo, [entry.id.rpartition("/")[0][-1] for entry in parsed.entries]) == (False, ["2"])


def test_a_section_has_the_same_id_in_every_language_and_its_own_feeds(tmp_path: Path) -> None:
    editions = [edition(language, number) for language in (EN, ES, AR) for number in (1, 2)]
    other = edition(ES, 3, article=article(3, sections=("Sport",)))
    folder = site(tmp_path / "site", [*editions, other], section_feeds=("politics",))
    for language, label in ((EN, "Politics"), (ES, "Política"), (AR, "سياسة")):
        feed = etree.parse(folder / language / "sections" / "politics" / "feed.atom").getroot()
        assert feed.findtext(A + "id") == f"tag:example.org,2022-09-28:{language}/sections/politics"
        assert (feed.findtext(A + "title") or "").endswith(f" – {label}")
        named = [each for each in feed.iter(A + "category") if (each.get("scheme") or "").endswith(":sections")]
        assert {(each.get("term"), each.get("label"), each.get("{http://www.w3.org/XML/1998/namespace}lang"))
                for each in named} == {("politics", label, None)}  # fmt: skip
        assert len(feed.findall(A + "entry")) == 2
        assert "../sections/politics/index.html" in page(folder, language)
    sport = page(folder, ES, 3)
    assert "Sport" not in html.document_fromstring(sport).find(".//main").text_content()  # in English, unlike the page
    items = json.loads((folder / "es" / "feed.json").read_text())["items"]
    assert [item.get("tags") for item in items] == [None, ["Política"], ["Política"]]
    outlines = etree.parse(folder / "languages.opml").getroot().iter("outline")
    assert sum("/sections/politics/feed.atom" in (one.get("xmlUrl") or "") for one in outlines) == 3


def test_all_sections_have_feeds_by_a_star(tmp_path: Path) -> None:
    odd = edition(ES, 3, article=article(3, sections=("Спорт", "Politics", "politics")))
    folder = site(tmp_path / "site", [edition(ES), odd], section_feeds=("*",))
    names = sorted(path.name for path in (folder / "es" / "sections").iterdir())
    assert len(names) == 2
    assert names[0] == "politics"
    assert len(json.loads((folder / "es" / "sections" / "politics" / "feed.json").read_text())["items"]) == 2


def test_the_channel_says_what_the_settings_say(tmp_path: Path) -> None:
    folder = site(
        tmp_path / "site", [edition(ES)], icon="https://news.example.org/i.png", logo="https://news.example.org/l.png",
        editor="desk@example.org (The desk)", webmaster="web@example.org", generator="syndicate", ttl=30,
    )  # fmt: skip
    channel = etree.parse(folder / "es" / "feed.rss").getroot().find("channel")
    assert channel is not None
    told = {name: channel.findtext(name) for name in ("managingEditor", "webMaster", "generator", "ttl", "image/url")}
    assert [*told.values()] == [
        "desk@example.org (The desk)", "web@example.org", "syndicate", "30", "https://news.example.org/l.png"
    ]  # fmt: skip
    feed = etree.parse(folder / "es" / "feed.atom").getroot()
    assert [feed.findtext(A + name) for name in ("icon", "logo", "generator")] == [
        "https://news.example.org/i.png", "https://news.example.org/l.png", "syndicate"
    ]  # fmt: skip
    assert 'rel="icon"' in page(folder, ES)
