from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html
from newsroom import AR, EN, ES, HANT, LANGUAGES, SETTINGS, UK, article, edition

from syndicate.model import Edition, EditionState, LanguageTag, Media, Origin
from syndicate.publish import channels_of
from syndicate.writers import page

KY = LanguageTag("ky")
BASE = SETTINGS.base
ADDRESS = f"articles/{article(1).id}.html"


def site(editions: list[Edition] | None = None) -> dict[str, html.HtmlElement]:
    made = channels_of(editions or [edition(language) for language in LANGUAGES], SETTINGS, [KY])
    files = [file for channel in made for file in page.write(channel)] + list(page.site(made))
    return {file.path: html.document_fromstring(file.data) for file in files if file.path.endswith(".html")}


def alternates(one: html.HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in one.iter("link") if link.get("hreflang")}


def test_pages_say_their_language_and_direction() -> None:
    for path, one in site().items():
        language = path.split("/")[0] if "/" in path else EN
        assert (one.get("lang"), one.get("dir")) == (language, "rtl" if language == AR else "ltr")


def test_translations_name_each_other_and_themselves() -> None:
    pages = site()
    expected = {language: f"{BASE}{language}/{ADDRESS}" for language in LANGUAGES}
    for language in LANGUAGES:
        one = pages[f"{language}/{ADDRESS}"]
        assert alternates(one) == {**expected, "x-default": expected[EN]}
        assert one.xpath("string(//link[@rel='canonical']/@href)") == expected[language]
    homes = {language: f"{BASE}{language}/" for language in (*LANGUAGES, KY)} | {"x-default": BASE}
    for language in (*LANGUAGES, KY):
        assert alternates(pages[f"{language}/index.html"]) == homes
    assert alternates(pages["index.html"]) == homes


def test_a_held_sibling_is_not_linked() -> None:
    pages = site([edition(EN), edition(ES)])
    assert set(alternates(pages[f"es/{ADDRESS}"])) == {"en", "es", "x-default"}


@pytest.mark.parametrize(("languages", "default"), [((AR, ES), AR), ((EN, ES), EN), ((ES, UK), ES)])
def test_readers_of_no_language_of_ours_get_the_same_page_from_every_sibling(languages, default) -> None:
    pages = site([edition(language) for language in languages])
    assert {alternates(pages[f"{one}/{ADDRESS}"])["x-default"] for one in languages} == {f"{BASE}{default}/{ADDRESS}"}


def test_links_within_the_site_are_relative_and_lead_to_pages_that_are_there() -> None:
    pages = site()
    for path, one in pages.items():
        for anchor in one.xpath(
            "//header//a | //main//ol[@class='articles']//a | //ul[@class='front']//a | //footer//a"
        ):
            parts = path.split("/")[:-1]
            for step in anchor.get("href").split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            target = "/".join(parts)
            assert target in pages or target.split("/")[-1] in {"feed.atom", "feed.rss", "feed.json"}, (path, target)


def test_pages_name_the_feeds_of_their_own_language() -> None:
    for path, one in site().items():
        if "/" in path:
            language = path.split("/")[0]
            feeds = [
                link.get("href") for link in one.iter("link") if (link.get("type") or "").startswith("application/")
            ]
            assert feeds == [f"{BASE}{language}/feed.{ending}" for ending in ("atom", "rss", "json")]


def test_languages_stand_by_their_own_names() -> None:
    names = {a.get("hreflang"): (a.text, a.get("dir")) for a in site()[f"es/{ADDRESS}"].xpath("//header//li/a")}
    assert names[UK] == ("українська", "ltr")
    assert names[AR] == ("العربية", "rtl")
    assert names[HANT][0].startswith("中文")


def test_no_page_runs_a_script_and_none_would_be_let() -> None:
    for one in site().values():
        (policy,) = one.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert {script.get("type") for script in one.iter("script")} <= {"application/ld+json"}
        assert one.xpath("//*[@style] | //style") == []


def test_search_engines_are_told_of_the_original() -> None:
    def data(origin: Origin) -> dict:
        return json.loads(site([edition(ES, origin=origin)])[f"es/{ADDRESS}"].find(".//script").text)

    machine = data(Origin.MACHINE)
    assert machine["@type"] == "NewsArticle"
    assert machine["inLanguage"] == "es"
    assert machine["datePublished"] == "2022-09-28T03:00:00Z"
    assert machine["isBasedOn"] == machine["translationOfWork"]["@id"] == article().link
    assert machine["translationOfWork"]["inLanguage"] == "en"
    assert machine["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert machine["translator"]["name"] == "Estepa y mar"
    assert data(Origin.EDITED)["digitalSourceType"].endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert not {"digitalSourceType", "translator", "translationOfWork"} & set(data(Origin.ORIGINAL))


def test_the_notice_and_the_note_can_be_read() -> None:
    one = site([edition(ES, state=EditionState.NOTED)])[f"es/{ADDRESS}"]
    notice = one.xpath("string(//*[@role='note'])")
    assert "traducido por una máquina" in notice
    assert "aún tiene que revisar" in notice
    assert article().title in notice
    assert site([edition(EN)])[f"en/{ADDRESS}"].xpath("//*[@role='note']") == []


def test_dates_are_as_the_language_writes_them() -> None:
    pages = site()
    assert pages[f"es/{ADDRESS}"].xpath("string(//main//time)") == "28 de septiembre de 2022"
    assert pages[f"uk/{ADDRESS}"].xpath("string(//main//time)").startswith("28 вересня 2022")
    assert pages[f"es/{ADDRESS}"].xpath("//main//time/@datetime") == ["2022-09-28T03:00:00Z"]


def test_an_empty_language_has_a_page_that_says_so() -> None:
    one = site()["ky/index.html"]
    assert "Азырынча макала жок." in one.text_content()


def test_media_without_a_place_are_shown() -> None:
    media = (
        Media("https://e.org/a.jpg"),
        Media("https://e.org/b.mp3", "audio"),
        Media("https://e.org/c.pdf", "application/pdf"),
    )
    own = replace(article(units=article().units[:3]), media=media)
    one = site([edition(EN, article=own)])[f"en/{ADDRESS}"]
    assert one.xpath("//main//img/@src") == ["https://e.org/a.jpg"]
    assert one.xpath("//main//audio/@src") == ["https://e.org/b.mp3"]
    assert one.xpath("//main//figure/a/@href") == ["https://e.org/c.pdf"]
