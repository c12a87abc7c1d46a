from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import etree
from newsroom import AR, DAY, EN, ES, HANT, LANGUAGES, SETTINGS, article, edition

from syndicate.model import LanguageTag
from syndicate.publish import channels_of
from syndicate.writers import opml, sitemap

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def written(editions, writer=sitemap) -> dict[str, etree._Element]:
    channels = channels_of(editions, SETTINGS, [LanguageTag("ky")])
    files = [file for channel in channels for file in writer.write(channel)] + list(writer.site(channels))
    return {file.path: etree.fromstring(file.data) for file in files}


def test_every_page_is_in_a_sitemap_that_the_index_names() -> None:
    made = written([edition(language, number) for language in LANGUAGES for number in (1, 2)])
    named = [one.removeprefix(SETTINGS.base) for one in made["sitemap.xml"].xpath("//s:loc/text()", namespaces=NAMES)]
    assert sorted(named) == sorted(path for path in made if "/" in path)
    pages = [page for path in named for page in made[path].xpath("//s:loc/text()", namespaces=NAMES)]
    for language in LANGUAGES:
        assert f"{SETTINGS.base}{language}/" in pages
        for number in (1, 2):
            assert f"{SETTINGS.base}{language}/articles/{article(number).id}.html" in pages
    assert f"{SETTINGS.base}ky/" in pages
    assert len(pages) == len(set(pages)) == 3 * len(LANGUAGES) + 1


def test_translations_are_named_from_every_page() -> None:
    made = written([edition(language) for language in LANGUAGES])
    for language in LANGUAGES:
        links = made[f"{language}/sitemap.xml"].xpath("//x:link/@hreflang", namespaces=NAMES)
        assert links == sorted(LANGUAGES)


def test_a_long_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    made = written([edition(ES, number) for number in range(5)])
    assert [path for path in made if path.startswith("es/")] == [
        "es/sitemap.xml",
        "es/sitemap-2022-09-28-2.xml",
        "es/sitemap-2022-09-28.xml",
    ]
    assert len(made["sitemap.xml"]) == 4
    assert [len(made[path]) for path in made if path.startswith("es/")] == [2, 2, 2]  # the first has the list's page


def test_news_are_those_of_the_last_two_days_before_the_newest() -> None:
    editions = [replace(edition(ES, n), published=DAY - timedelta(hours=20 * n)) for n in range(5)]
    made = written(editions)["news-sitemap.xml"]
    found = made.xpath("//s:loc/text()", namespaces=NAMES)
    assert found == [f"{SETTINGS.base}es/articles/{article(n).id}.html" for n in range(3)]


def test_news_say_languages_as_their_schema_wants() -> None:
    tags = [LanguageTag(tag) for tag in ("zh", "zh-Hans", "zh-TW", "pt-BR", "uz-Cyrl")]
    made = written([edition(one) for one in (EN, AR, HANT, *tags)])["news-sitemap.xml"]
    found = dict(
        zip(
            [address.split("/")[4] for address in made.xpath("//s:loc/text()", namespaces=NAMES)],
            made.xpath("//n:language/text()", namespaces=NAMES),
            strict=True,
        )
    )
    expected = {"en": "en", "ar": "ar", "zh-Hant": "zh-tw", "zh": "zh-cn", "zh-Hans": "zh-cn", "zh-TW": "zh-tw"}
    assert found == expected | {"pt-BR": "pt", "uz-Cyrl": "uz"}


def test_an_empty_site_has_an_empty_news_sitemap() -> None:
    assert len(written([])["news-sitemap.xml"]) == 0


def test_the_list_of_feeds_names_each_language_once() -> None:
    (made,) = written([edition(language) for language in LANGUAGES], opml).values()
    outlines = made.findall("body/outline")
    assert [one.get("language") for one in outlines] == sorted([*LANGUAGES, "ky"])
    assert {one.get("xmlUrl") for one in outlines} == {
        f"{SETTINGS.base}{language}/feed.atom" for language in [*LANGUAGES, "ky"]
    }
    assert all(one.get("text") and one.get("type") == "rss" for one in outlines)
