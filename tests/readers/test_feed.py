import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from syndicate.errors import ReadError
from syndicate.fetch.full_text import is_summary
from syndicate.markup import to_html
from syndicate.model import Article, Failure, LanguageHint, UnitKind
from syndicate.readers import Document
from syndicate.readers._article import article_id
from syndicate.readers.feed import read, sniff

FIXTURES = Path(__file__).parents[1] / "fixtures" / "readers"
RSS = (FIXTURES / "full.rss").read_text(encoding="utf-8")

ATOM = (FIXTURES / "xhtml.atom").read_text(encoding="utf-8")

RDF = (FIXTURES / "old.rdf").read_text(encoding="utf-8")


def entries(text: str | bytes, name: str = "feed.xml") -> list[Article | Failure]:
    return list(read(Document(name, text if isinstance(text, bytes) else text.encode())))


def test_an_rss_item_becomes_an_article() -> None:
    first = entries(RSS)[0]
    assert isinstance(first, Article)
    assert [(unit.kind, to_html(unit.text, unit.spans)) for unit in first.units] == [
        (UnitKind.TITLE, "Bir <em>iki</em>"),
        (UnitKind.SUMMARY, "Qısa xülasə."),
        (UnitKind.PARAGRAPH, '<b>Y</b>ol <a href="https://example.org/xerite">xəritə</a>də &lt;var&gt;.'),
        (UnitKind.PARAGRAPH, "İkinci."),
    ]
    assert first.id == article_id("https://example.org/feed.xml", "n-1")
    assert (first.source.title, first.source.language, first.source.link) == (
        "Dağ & dəniz",
        "az",
        "https://example.org/",
    )
    assert (first.byline, first.sections, first.rights) == ("Leyla Quliyeva", ("Şəhər", "Yol"), "© Dağ")
    assert first.published == datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=4)))
    assert first.published.utcoffset() == timedelta(hours=4)
    assert [(media.url, media.type, media.length) for media in first.media] == [
        ("https://example.org/1.mp3", "audio/mpeg", 1200)
    ]
    assert first.notes == ()


def test_a_summary_alone_is_the_body_and_the_article_says_so() -> None:
    second = entries(RSS)[1]
    assert isinstance(second, Article)
    assert [unit.text for unit in second.units] == ["Ancaq xülasə", "Birinci cümlə. İkinci <b> cümlə."]
    assert second.notes == ("The feed gives a summary only; it stands as the body.",)


def test_an_entry_without_a_title_is_called_by_its_first_words_and_not_by_the_feed() -> None:
    text = "<item><guid>n-9</guid><description>Fog closed the port. Two ferries wait.</description></item>"
    (found,) = entries(f'<rss version="2.0"><channel><title>Port</title>{text}</channel></rss>')
    assert isinstance(found, Article)
    assert found.title == "Fog closed the port"
    assert "It has no title; its first words stand for it." in found.notes


def test_an_empty_or_repeated_item_is_a_failure_that_stops_nothing() -> None:
    found = entries(RSS)
    assert [isinstance(one, Failure) for one in found] == [False, False, True, True]
    assert str(found[2]).startswith("feed.xml, entry 3: ")
    assert "twice" in str(found[3])


def test_an_item_with_a_headline_and_a_link_is_an_article_whose_page_has_the_text() -> None:
    third = entries(RSS.replace("<title>Boş</title>", "<title>Boş</title><link>https://example.org/3</link>"))[2]
    assert isinstance(third, Article)
    assert [unit.kind.value for unit in third.units] == ["title"]
    assert third.notes == ("The feed gives a headline only.",)
    assert is_summary(third)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("Fish &amp; chips", "Fish & chips"),
        ("<![CDATA[Fish & chips]]>", "Fish & chips"),
        ("The tag &#60;i&#62;", "The tag <i>"),
        ("The tag &amp;lt;i&amp;gt;", "The tag <i>"),
        ("&lt;i&gt;", "<i>"),
        ("&lt;b&gt;&lt;/b&gt;", "<b></b>"),
        ("1 &lt; 2", "1 < 2"),
        ("AT&amp;T", "AT&T"),
    ],
)
def test_a_title_is_what_its_writer_meant(title: str, read: str) -> None:
    item = f"<item><title>{title}</title><description>x y</description></item>"
    rss = f"<rss><channel><title>F</title>{item}</channel></rss>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>1</id><title>{title}</title>'
    for feed in (rss, f"{atom}<summary>x y</summary></entry></feed>"):
        (one,) = entries(feed)
        assert isinstance(one, Article)
        assert one.title == read


@pytest.mark.parametrize("reference", ["&#x110000;", "&#1114112;", "&amp;#x110000;", "&#x99999999999999999999;"])
def test_a_number_beyond_unicode_is_a_broken_sign_and_no_crash(reference: str) -> None:
    item = f"<item><title>A {reference} b</title><description>x {reference} y &#x1F600;</description></item>"
    (one,) = (each for each in entries(f"<rss><channel>{item}</channel></rss>") if isinstance(each, Article))
    assert one.units[1].text.endswith("\U0001f600")


def test_a_link_without_an_address_is_none() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><link rel="alternate"/><link rel="self"/>'
    (one,) = entries(f"{feed}<entry><id>1</id><title>T</title><link/><summary>x y</summary></entry></feed>")
    assert isinstance(one, Article)
    assert one.link == ""


def test_an_entry_that_its_feed_says_is_deleted_is_withdrawn() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
      <title>F</title><id>urn:f</id>
      <entry><id>urn:1</id><title>One</title><summary>The ferry sails.</summary></entry>
      <at:deleted-entry ref="urn:2" when="2026-11-01T10:00:00Z"/></feed>"""
    one, two = entries(feed)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.withdrawn, two.withdrawn, two.source.guid) == (False, True, "urn:2")


def test_an_atom_entry_has_its_own_language_base_and_dates() -> None:
    (one,) = entries(ATOM)
    assert isinstance(one, Article)
    assert [(unit.kind.value, unit.text) for unit in one.units] == [
        ("title", "Five < six"), ("paragraph", "The map is new."), ("list-item", "one"), ("list-item", "two")
    ]  # fmt: skip
    assert one.units[1].spans[0].attributes == (("href", "https://example.org/base/map"),)
    assert one.hints == (LanguageHint("xml:lang", "en"), LanguageHint("feed language", "uk"))
    assert one.source.feed == "https://example.org/o/"
    assert one.source.guid == "tag:e.org,2026:x/1"
    assert one.updated == datetime(2026, 10, 18, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00Z", "0001-01-01", "0099-12-31T23:00:00Z"])
def test_the_year_one_is_no_date(said: str) -> None:
    (one,) = entries(re.sub(r"2026-10-18T\d\d:00:00\+03:00", said, ATOM))
    assert isinstance(one, Article)
    assert (one.published, one.updated) == (None, None)


def test_an_rdf_item_is_read_too() -> None:
    (one,) = entries(RDF)
    assert isinstance(one, Article)
    assert (one.title, one.link) == ("Nine", "https://example.org/9")
    assert sniff(Document("x", RDF.encode())) > 0.9


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1254"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    data = RSS.replace('encoding="utf-8"', f'encoding="{encoding}"').replace("ə", "e").encode(encoding)
    first = entries(data)[0]
    assert isinstance(first, Article)
    assert first.units[3].text == "İkinci."
    assert sniff(Document("x", data)) > 0.9


def test_a_feed_cut_off_gives_what_is_there_and_says_where_it_ends() -> None:
    found = entries(RSS[: RSS.index("<item><title>Boş")])
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Failure)
    assert "not well-formed" in found[-1].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>' + RDF, "entities"),
        ("<?xml version='1.0'?><!-- c --><!DOCTYPE x [\n<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + RDF, "entities"),
        ("<rss>" + "<a>" * 1000, "nested"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "no entries"),
        ("<html><body>x</body></html>", "no feed"),
    ],
)
def test_hostile_and_empty_feeds_are_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        entries(text)


def test_an_entry_without_an_author_takes_its_sources_and_then_the_feeds() -> None:
    opening = '<entry xml:lang="en">'
    bare = ATOM.replace("<author><name>Olena Bondar</name></author>", "")
    feed = bare.replace(opening, f"<author><name>The desk</name></author>{opening}")
    guest = feed.replace(opening, f"{opening}<source><author><name>A guest</name></author></source>")
    bylines = [one.byline for text in (ATOM, bare, feed, guest) for one in entries(text) if isinstance(one, Article)]
    assert bylines == ["Olena Bondar", "", "The desk", "A guest"]
