"""What must hold in Atom, RSS and JSON Feed alike."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import feedparser
import pytest
from lxml import etree
from newsroom import AR, BRAZIL, DAY, EN, ES, HANT, LANGUAGES, SETTINGS, UK, article, edition, units_in

from syndicate.config import PublishSettings
from syndicate.model import Edition, EditionState, LanguageTag, Media, Origin
from syndicate.publish import channels_of
from syndicate.writers import Channel
from syndicate.writers import atom as atom_writer
from syndicate.writers import jsonfeed as json_writer
from syndicate.writers import rss as rss_writer

A = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SIBLING = "https://schema.org/workTranslation"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
BASE = SETTINGS.base


def channel(
    language: LanguageTag, editions: Sequence[Edition] | None = None, settings: PublishSettings = SETTINGS
) -> Channel:
    made = [edition(one, number) for one in LANGUAGES for number in (1, 2)] if editions is None else editions
    return next(one for one in channels_of(made, settings, [language]) if one.language == language)


def files(made: Channel) -> dict[str, bytes]:
    return {file.path: file.data for writer in (atom_writer, rss_writer, json_writer) for file in writer.write(made)}


def atom(made: Channel) -> etree._Element:
    return etree.fromstring(files(made)[f"{made.language}/feed.atom"])


def rss(made: Channel) -> etree._Element:
    return etree.fromstring(files(made)[f"{made.language}/feed.rss"]).find("channel")


def jsonfeed(made: Channel) -> dict:
    return json.loads(files(made)[f"{made.language}/feed.json"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_identifiers_and_dates_are_the_same_in_the_three_formats(language: LanguageTag) -> None:
    made = channel(language)
    expected = [f"tag:example.org,2022-09-28:t/{article(number).id}/{language}" for number in (2, 1)]
    assert [one.findtext(A + "id") for one in atom(made).iter(A + "entry")] == expected
    assert [one.findtext("guid") for one in rss(made).iter("item")] == expected
    assert [one["id"] for one in jsonfeed(made)["items"]] == expected
    assert {one.get("isPermaLink") for one in rss(made).iter("guid")} == {"false"}
    entry, item, member = next(atom(made).iter(A + "entry")), rss(made).find("item"), jsonfeed(made)["items"][0]
    assert entry.findtext(A + "published") == member["date_published"] == "2022-09-28T04:00:00Z"
    assert (
        entry.findtext(A + "updated")
        == item.findtext(A + "updated")
        == member["date_modified"]
        == "2022-09-28T04:05:00Z"
    )
    assert item.findtext("pubDate") == "Wed, 28 Sep 2022 04:00:00 GMT"


def test_identifiers_are_never_shared_between_languages() -> None:
    found = [one.findtext(A + "id") for language in LANGUAGES for one in atom(channel(language)).iter(A + "entry")]
    assert len(found) == len(set(found)) == 2 * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_feedparser_opens_each_entry_on_its_own_page(language: LanguageTag, ending: str) -> None:
    read = feedparser.parse(BytesIO(files(channel(language))[f"{language}/feed.{ending}"]))
    assert not read.bozo
    assert read.feed.language == language
    assert read.feed.link == f"{BASE}{language}/"
    assert [one.link for one in read.entries] == [f"{BASE}{language}/articles/{article(n).id}.html" for n in (2, 1)]
    for entry in read.entries:
        assert entry.title == units_in(language)[0].text
        assert entry.get("language", language) == language
        assert [link.href for link in entry.links if link.rel == "alternate"] == [entry.link]
        assert units_in(language)[2].text in entry.content[0].value
        # feedparser gives relations in small letters.
        siblings = {link.hreflang: link.href for link in entry.links if link.rel == SIBLING.lower()}
        assert set(siblings) == {*LANGUAGES} - {language}
        assert all(f"/{other}/articles/" in address for other, address in siblings.items())


def test_the_alternate_link_is_one_and_after_the_translations() -> None:
    for entry in atom(channel(ES)).iter(A + "entry"):
        relations = [link.get("rel") for link in entry.iter(A + "link") if link.getparent() is entry]
        assert relations == [SIBLING] * 5 + ["alternate", "via", "enclosure"]
    for item in rss(channel(ES)).iter("item"):
        names = [child.tag for child in item]
        assert names.index("link") < names.index(A + "link")
        assert "alternate" not in [link.get("rel") for link in item.iter(A + "link")]


def test_languages_are_said_where_each_format_wants_them() -> None:
    made = channel(HANT)
    assert atom(made).get(LANGUAGE) == HANT
    assert {entry.get(LANGUAGE) for entry in atom(made).iter(A + "entry")} == {HANT}
    assert rss(made).findtext("language") == HANT
    assert rss(made).find(DC + "language") is None
    assert {item.findtext(DC + "language") for item in rss(made).iter("item")} == {HANT}
    assert jsonfeed(made)["language"] == HANT
    assert {item["language"] for item in jsonfeed(made)["items"]} == {HANT}


def test_the_source_is_named_in_its_own_language() -> None:
    entry = next(atom(channel(UK)).iter(A + "entry"))
    source = entry.find(A + "source")
    assert source.get(LANGUAGE) == EN
    assert source.findtext(A + "id") == "https://source.example.net/rss"
    assert source.findtext(A + "title") == "The Ulaanbaatar Paper"
    assert [link.get("href") for link in entry.iter(A + "link") if link.get("rel") == "via"] == [article(2).link]
    assert entry.find(A + "rights").get(LANGUAGE) == EN
    item = rss(channel(UK)).find("item")
    assert (item.find("source").get("url"), item.findtext("source")) == (
        "https://source.example.net/rss",
        "The Ulaanbaatar Paper",
    )
    assert item.find(DC + "source") is None
    assert item.findtext(DC + "rights") == "© The Ulaanbaatar Paper"
    member = jsonfeed(channel(UK))["items"][0]
    assert member["external_url"] == article(2).link
    assert member["_syndicate"]["translations"]["es"] == f"{BASE}es/articles/{article(2).id}.html"


@pytest.mark.parametrize(
    ("origin", "term"),
    [
        (Origin.MACHINE, "trainedAlgorithmicMedia"),
        (Origin.EDITED, "compositeWithTrainedAlgorithmicMedia"),
        (Origin.ORIGINAL, None),
    ],
)
def test_machine_translation_is_disclosed(origin: Origin, term: str | None) -> None:
    made = channel(ES, [edition(ES, origin=origin)])
    terms = [one.get("term") for one in atom(made).iter(A + "category") if one.get("scheme") == IPTC]
    assert (
        terms
        == [one.text for one in rss(made).iter("category") if one.get("domain") == IPTC]
        == ([term] if term else [])
    )
    member = jsonfeed(made)["items"][0]
    assert member["_syndicate"].get("digital_source_type") == (IPTC + term if term else None)
    assert ("máquina" in member["content_html"]) == bool(term)
    if term:
        assert member["content_html"].startswith("<p>Este texto ha sido traducido por una máquina")
        assert f'<a href="{article().link}"' in member["content_html"]


def test_a_noted_edition_says_that_an_editor_has_yet_to_look() -> None:
    for language, words in (
        (ES, "aún tiene que revisar"),
        (UK, "ще має переглянути"),
        (LanguageTag("sw"), "has yet to look"),
    ):
        made = channel(language, [edition(language, state=EditionState.NOTED)])
        assert words in jsonfeed(made)["items"][0]["content_html"]
        assert words not in jsonfeed(channel(language, [edition(language)]))["items"][0]["content_html"]


def test_a_notice_in_another_language_is_marked() -> None:
    content = jsonfeed(channel(LanguageTag("sw"), [edition(LanguageTag("sw"))]))["items"][0]["content_html"]
    assert content.startswith('<p lang="en" dir="ltr">This text')


def test_right_to_left_bodies_say_so_in_every_format() -> None:
    made = channel(AR)
    start = '<div lang="ar" dir="rtl">'
    assert next(atom(made).iter(A + "content")).text.startswith(start)
    assert next(rss(made).iter("{*}encoded")).text.startswith(start)
    assert jsonfeed(made)["items"][0]["content_html"].startswith(start)


def test_media_are_enclosed() -> None:
    entry, item, member = (
        next(atom(channel(ES)).iter(A + "entry")),
        rss(channel(ES)).find("item"),
        jsonfeed(channel(ES))["items"][0],
    )
    enclosures = [dict(one.attrib) for one in entry.iter(A + "link") if one.get("rel") == "enclosure"]
    sound = "https://source.example.net/a.mp3"
    assert enclosures == [{"rel": "enclosure", "type": "audio/mpeg", "length": "12345", "href": sound}]
    assert [dict(one.attrib) for one in item.iter("enclosure")] == [
        {"url": sound, "length": "12345", "type": "audio/mpeg"}
    ]
    assert [one.get("url") for one in item.iter("{*}content")] == ["https://source.example.net/a.jpg", sound]
    assert member["attachments"] == [{"url": sound, "mime_type": "audio/mpeg", "size_in_bytes": 12345}]
    assert member["image"] == "https://source.example.net/a.jpg"


def test_rss_has_one_enclosure_and_every_type_is_whole() -> None:
    media = tuple(
        Media(f"https://e.org/{name}", kind) for name, kind in (("a", "image"), ("b.ogg", "audio"), ("c", "video/mp4"))
    )
    own = article(units=units_in(EN)[:3])
    made = channel(ES, [edition(ES, article=replace(own, media=media), units=own.units)])
    assert len(list(rss(made).iter("enclosure"))) == 1
    types = [one.get("type") for one in atom(made).iter(A + "link") if one.get("rel") == "enclosure"]
    assert types == ["image/jpeg", "audio/ogg", "video/mp4"]


def test_feeds_name_themselves_and_a_hub_only_if_configured() -> None:
    for settings, hubs in (
        (SETTINGS, []),
        (replace(SETTINGS, hub="https://hub.example.org/"), ["https://hub.example.org/"]),
    ):
        made = channel(ES, settings=settings)
        for links, ending in ((atom(made).findall(A + "link"), "atom"), (rss(made).findall(A + "link"), "rss")):
            assert [one.get("href") for one in links if one.get("rel") == "self"] == [f"{BASE}es/feed.{ending}"]
            assert [one.get("href") for one in links if one.get("rel") == "hub"] == hubs
        assert jsonfeed(made)["feed_url"] == f"{BASE}es/feed.json"
        assert [one["url"] for one in jsonfeed(made).get("hubs", [])] == hubs


def test_an_empty_feed_is_valid_and_never_now() -> None:
    made = channel(LanguageTag("ky"), [])
    assert atom(made).findtext(A + "updated") == "2022-09-28T00:00:00Z"
    assert rss(made).findtext("lastBuildDate") == "Wed, 28 Sep 2022 00:00:00 GMT"
    assert jsonfeed(made)["items"] == []
    for name in ("id", "title", "author"):
        assert atom(made).find(A + name) is not None
    assert rss(made).findtext("description")


def test_a_feed_was_updated_when_its_newest_entry_was() -> None:
    late = replace(edition(ES, 1), updated=DAY + timedelta(days=9))
    made = channel(ES, [late, edition(ES, 2)])
    assert atom(made).findtext(A + "updated") == "2022-10-07T02:00:00Z"


def test_updated_is_never_before_published() -> None:
    made = channel(ES, [replace(edition(ES), updated=DAY - timedelta(days=1))])
    entry = next(atom(made).iter(A + "entry"))
    assert entry.findtext(A + "updated") == entry.findtext(A + "published")


def test_titles_are_plain_and_summaries_escaped() -> None:
    made = channel(ES, [edition(ES, units=units_in(ES, "a < b & <i>c</i>"))])
    assert next(atom(made).iter(A + "entry")).findtext(A + "title") == "a < b & <i>c</i>"
    assert rss(made).find("item").findtext("description") == "a &lt; b &amp; &lt;i&gt;c&lt;/i&gt;."
    assert next(atom(made).iter(A + "summary")).get("type") is None


def months() -> list[Edition]:
    start = datetime(2022, 7, 31, 20, tzinfo=UTC)
    return [replace(edition(ES, n), published=start + timedelta(days=9 * n), updated=None) for n in range(12)]


@pytest.mark.parametrize("ending", ["atom", "rss", "json"])
def test_what_the_feed_has_no_room_for_is_in_archives_and_nothing_is_lost(ending: str) -> None:
    made = channel(ES, months(), replace(SETTINGS, entries=3))
    written = files(made)
    seen, name = [], "feed"
    while name:
        data = written.pop(f"es/{name}.{ending}")
        if ending == "json":
            seen += [item["id"] for item in json.loads(data)["items"]]
            following = json.loads(data).get("next_url", "")
        else:
            root = etree.fromstring(data)
            seen += [one.text for one in root.iter("guid")] or [
                one.findtext(A + "id") for one in root.iter(A + "entry")
            ]
            links = {one.get("rel"): one.get("href") for one in root.iter(A + "link")}
            following = links.get("prev-archive", "")
            assert ("current" in links) == (root.find(".//{*}archive") is not None) == (name != "feed")
        name = following.removeprefix(f"{BASE}es/").removesuffix(f".{ending}")
    assert set(seen) == {f"tag:example.org,2022-09-28:t/{article(n).id}/es" for n in range(12)}
    assert len(seen) <= 12 + 3
    assert not [path for path in written if path.endswith(f".{ending}")]


def test_an_archive_only_gets_a_successor_when_articles_come() -> None:
    settings = replace(SETTINGS, entries=3)
    before = files(channel(ES, months()[:9], settings))
    after = files(channel(ES, months(), settings))
    archived = [path for path in before if "archives/2022-0" in path]
    assert archived
    linked = re.compile(rb'.*rel="next-archive".*\n')
    assert [path for path in archived if linked.sub(b"", after[path]) != linked.sub(b"", before[path])] == []


def test_an_article_that_comes_late_moves_no_entry_from_one_archive_to_another() -> None:
    start, settings = datetime(2022, 9, 1, tzinfo=UTC), replace(SETTINGS, entries=3)
    given = [replace(edition(ES, n), published=start + timedelta(days=n), updated=None) for n in range(28)]
    late = replace(edition(ES, 99), published=start + timedelta(days=5, hours=1), updated=None)
    before, after = files(channel(ES, given, settings)), files(channel(ES, [*given, late], settings))
    tag = re.compile(rb"<id>(tag:[^<]*:t/[^<]*)</id>")
    atoms = {path: (tag.findall(before.get(path, b"")), tag.findall(after[path])) for path in after if "atom" in path}
    moved = {path: new for path, (old, new) in atoms.items() if old != new}
    assert list(moved) == ["es/archives/2022-09-05--06.atom"]
    assert len(atoms) == 14  # two days in each: of four there would be one too many
    assert [article(n).id.encode() in one for n, one in zip((99, 5, 4), moved.popitem()[1], strict=True)] == [True] * 3


@pytest.mark.parametrize("text", ["x" * 900, "<&>\"'" * 180, "ж" * 450, "😀" * 225])
def test_feeds_stay_below_their_size(text: str) -> None:
    editions = [edition(ES, n, units=units_in(ES, paragraph=text * 5)) for n in range(20)]
    written = files(channel(ES, editions, replace(SETTINGS, size=100_000)))
    for ending in ("atom", "rss", "json"):
        assert len(written[f"es/feed.{ending}"]) <= 100_000
    held = len(json.loads(written["es/feed.json"])["items"])
    assert 1 < held < 20
    assert held == written["es/feed.rss"].count(b"<item>") == written["es/feed.atom"].count(b"<entry ")


def test_the_newest_entry_stands_in_the_feed_whatever_its_size() -> None:
    made = channel(ES, [edition(ES, units=units_in(ES, paragraph="x" * 9000))], replace(SETTINGS, size=1000, entries=0))
    assert len(jsonfeed(made)["items"]) == 1


def test_brazilian_dates_and_tags_are_their_own() -> None:
    assert rss(channel(BRAZIL)).findtext("language") == "pt-BR"
    assert "Este texto foi" in jsonfeed(channel(BRAZIL))["items"][0]["content_html"]
