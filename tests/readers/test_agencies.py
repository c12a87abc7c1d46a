"""What news agencies send: NewsML-G2, NITF and ninjs."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from syndicate.markup import to_html
from syndicate.model import Article, Failure, LanguageHint, Media
from syndicate.readers import Document
from syndicate.sources import read_document, reader_of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "readers"
BAKU = timezone(timedelta(hours=4))


def fixture(name: str) -> Document:
    return Document(f"in/{name}", (FIXTURES / name).read_bytes())


def articles(document: Document) -> list[Article]:
    return [one for one in read_document(document) if isinstance(one, Article)]


def shown(article: Article) -> list[tuple[str, str]]:
    return [(unit.kind.value, to_html(unit.text, unit.spans)) for unit in article.units]


def test_a_news_message_gives_its_texts() -> None:
    found = read_document(fixture("message.xml"))
    assert [one.source.guid if isinstance(one, Article) else one.where for one in found] == [
        "urn:newsml:example.org:20261102:ferry", "in/message.xml, item 3", "urn:newsml:example.org:20261102:bus"
    ]  # fmt: skip
    assert isinstance(found[1], Failure)
    assert "withholds" in found[1].message


def test_nitf_inside_newsml_becomes_units_and_spans() -> None:
    ferry = articles(fixture("message.xml"))[0]
    assert shown(ferry) == [
        ("title", "The ferry to Aktau sails again"),
        ("summary", "Two ships for one week."),
        ("paragraph", "The port office of Baku said the ferry sails <em>again</em> on Monday; the "
                      '<a href="https://example.org/map">map</a> is new.'),
        ("alt", "A white ship"),
        ("caption", "The ferry in the harbour."),
        ("heading", "Two ships"),
        ("quote", "We checked both ships twice."),
        ("paragraph", '<span lang="kk">Сәлем</span> is what the crew says.'),
        ("list-item", "a passport"),
        ("list-item", "a ticket"),
    ]  # fmt: skip
    assert ferry.media == (Media("https://example.org/ferry.jpg", "image", 1200, 800, "Aysel Rzayeva"),)
    assert [unit.media for unit in ferry.units if unit.media is not None] == [0, 0]


def test_the_envelope_tells_of_the_story() -> None:
    ferry, bus = articles(fixture("message.xml"))
    assert (ferry.byline, ferry.rights, ferry.sections) == ("Leyla Quliyeva", "© 2026 Caspian Desk", ("transport",))
    assert (ferry.source.feed, ferry.source.title) == ("Caspian Desk", "Caspian Desk")
    assert ferry.published == datetime(2026, 11, 2, 9, 30, tzinfo=BAKU)
    assert ferry.updated == datetime(2026, 11, 2, 9, 45, tzinfo=BAKU)
    assert ferry.hints == (LanguageHint("NewsML language", "en-GB"),)
    assert shown(bus) == [("title", "Автобус"), ("paragraph", "Автобус идёт <b>в Ош</b>."), ("paragraph", "Он новый.")]
    assert bus.hints == (LanguageHint("NewsML language", "ru"),)


def test_nitf_alone_is_an_article() -> None:
    (story,) = articles(fixture("story.nitf"))
    assert shown(story) == [
        ("title", "The bridge over the Naryn opens"), ("summary", "After the flood, cars may cross."),
        ("paragraph", "The bridge was closed for nine days, the road office said."), ("cell", "Day"), ("cell", "Cars"),
        ("cell", "Monday"), ("cell", "410"), ("paragraph", "Cars may cross from Monday<br>at nine."),
    ]  # fmt: skip
    assert (story.byline, story.rights, story.sections) == ("Anara Usenova", "© 2026 Valley Desk", ("Roads", "Floods"))
    assert (story.source.feed, story.source.guid) == ("Valley Desk", "desk-2026-77")
    assert story.published == datetime(2026, 11, 2, 9, 30, tzinfo=BAKU)


def test_ninjs_3_is_read_with_its_pictures() -> None:
    (saiga,) = articles(fixture("item-3.json"))
    assert shown(saiga) == [
        ("title", "Saiga counted &amp; mapped"), ("summary", "The herd has grown."),
        ("paragraph", 'The herd near <a href="https://example.org/lake">the lake</a> was counted.'),
        ("paragraph", "It took two days."), ("alt", ""), ("caption", "Saiga at dawn."),
    ]  # fmt: skip
    assert saiga.media == (
        Media("https://example.org/l.jpg", "image", 1800, 1200, "Timur Seitov"),
        Media("https://example.org/a.mp3", "audio"),
    )
    assert (saiga.byline, saiga.rights, saiga.sections) == ("Dana Akhmetova", "© 2026 Steppe Desk", ("nature",))
    assert saiga.published == datetime(2026, 11, 2, 8, 0, tzinfo=timezone(timedelta(hours=5)))
    assert saiga.source.guid == "urn:example.org:20261102:saiga"


def test_ninjs_2_without_a_body_gives_its_description_and_says_so() -> None:
    (ferry,) = articles(fixture("item-2.json"))
    assert shown(ferry) == [("title", "Fergen går igjen"), ("paragraph", "To skip i en uke.")]
    assert "summary only" in ferry.notes[0]


def test_ninjs_1_has_fields_of_any_name() -> None:
    item = {"uri": "u:1", "versioncreated": "2026-11-02T09:00:00Z", "headline": "Old", "body_text": "One.\n\nTwo."}
    (old,) = articles(Document("a.json", json.dumps(item).encode()))
    assert [unit.text for unit in old.units] == ["Old", "One.", "Two."]
    items = [{**item, "uri": f"u:{number}", "body_main": "<p>X &amp; y</p>", "body_text": ""} for number in range(2)]
    several = articles(Document("a.json", json.dumps([*items, {**item, "type": "picture"}]).encode()))
    assert [(one.source.document, one.units[1].text) for one in several] == [
        ("a.json, item 1", "X & y"), ("a.json, item 2", "X & y")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("item-3.json", '"type"', '"embargoedUntil": "2999-01-01T00:00:00Z", "type"', "under embargo until 2999-01-01"),
        ("item-3.json", '"type"', '"embargoed": "by request", "type"', "withholds"),
        ("item-3.json", '"type": "text"', '"type": "event"', "there is no text in it, only event"),
        ("item-3.json", "}\n}", "}", "not JSON"),
        ("story.nitf", 'status="usable"', 'status="embargoed"', "withholds"),
        ("story.nitf", "<date.issue", '<date.release norm="29990101T000000Z"/><date.issue', "under embargo"),
        ("story.nitf", "</head>", "", "not well-formed"),
        ("story.nitf", '"nitf-3-6.dtd">', '"x" [<!ENTITY a "b">]>', "entities"),
        ("message.xml", "ninat:text", "ninat:video", "only video, picture"),
    ],
)  # fmt: skip
def test_what_may_not_go_out_or_cannot_be_read_is_a_failure(name: str, old: str, new: str, message: str) -> None:
    document = fixture(name)
    text = document.data.decode()
    changed = text[: text.rindex("}")] if old == "}\n}" else text.replace(old, new)
    assert changed != text
    found = read_document(Document(document.name, changed.encode()))
    assert any(isinstance(one, Failure) and message in one.message and one.advice for one in found)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("item-3.json", '"usable"', '"canceled"'),
        ("message.xml", "stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"),
        ("story.nitf", 'status="usable"', 'status="canceled"'),
    ],
)
def test_what_its_agency_took_back_is_given_on_as_that(name: str, old: str, new: str) -> None:
    document = fixture(name)
    before, after = (
        [one for one in read_document(Document(name, text.encode())) if isinstance(one, Article)]
        for text in (document.data.decode(), document.data.decode().replace(old, new))
    )
    assert not any(one.withdrawn for one in before)
    assert [one.id for one in after if one.withdrawn]
    assert {one.id for one in after} == {one.id for one in before}


def test_a_cancellation_needs_no_text() -> None:
    item = {"uri": "u:1", "versioncreated": "2026-11-02T09:00:00Z", "headline": "Old", "pubstatus": "canceled"}
    (gone,) = articles(Document("a.json", json.dumps(item).encode()))
    assert gone.withdrawn
    assert [unit.text for unit in gone.units] == ["Old"]


def test_of_the_versions_of_an_item_the_newest_counts() -> None:
    item = {"uri": "u:1", "versioncreated": "2026-11-02T09:00:00Z", "headline": "First", "body_text": "One."}
    newer = {**item, "headline": "Second", "versioncreated": "2026-11-02T10:00:00Z"}
    tenth, ninth = ({**item, "headline": f"Number {number}", "version": str(number)} for number in (10, 9))
    cases = (([newer, item], "Second", 2), ([item, newer], "Second", 1), ([tenth, ninth], "Number 10", 2))
    for items, title, number in cases:
        failure, article = read_document(Document("a.json", json.dumps(items).encode()))
        assert isinstance(article, Article)
        assert article.title == title
        assert isinstance(failure, Failure)
        assert (failure.where, "newer version" in failure.message) == (f"a.json, item {number}", True)


def test_an_embargo_that_is_over_holds_nothing_back() -> None:
    text = fixture("item-3.json").data.replace(b'"type"', b'"embargoed": "2026-01-01T00:00:00Z", "type"', 1)
    assert len(articles(Document("a.json", text))) == 1


def test_a_reference_to_a_text_is_told() -> None:
    text = fixture("message.xml").data.decode().replace("stat:withheld", "stat:usable")
    inline = '<inlineData contenttype="text/plain">Words.</inlineData>'
    found = read_document(Document("m.xml", text.replace(inline, '<remoteContent href="t.txt"/>').encode()))
    assert "only a reference to “t.txt”" in str(found[1])
    whole = articles(Document("m.xml", text.encode()))[1]
    assert shown(whole) == [("title", "Not yet"), ("paragraph", "Words.")]


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?><!-- c --><n:newsItem xmlns:n='x'/>", "newsml"),
        ("a.xml", '<?xml version="1.0" encoding="utf-16"?><nitf/>'.encode("utf-16"), "nitf"),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "jsonfeed"),
        ("a.json", b'{"uri": "x", "price": 3}', None),
        ("a.xml", b"<?xml version='1.0'?><book><p class='x'>Words.</p></book>", None),
        ("-", b"<?xml version='1.0'?><urlset/>", None),
        ("a.xml", b"<?xml version='1.0'?><html xmlns='h'><body><p>x</p></body></html>", "html"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_told_by_its_first_element(name: str, data: bytes, reader: str | None) -> None:
    assert reader_of(Document(name, data)) == reader


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<?xml version='1.0'?><urlset/>", "it is a sitemap"),
        (b"<NewsML><NewsItem/></NewsML>", "NewsML 1"),
        (b"<!-- x --><book/>", "it is XML of a kind that is not known: <book>"),
    ],
)
def test_other_xml_is_told_by_its_kind(data: bytes, message: str) -> None:
    (failed,) = read_document(Document("a.xml", data))
    assert isinstance(failed, Failure)
    assert message in failed.message
    assert failed.advice
