from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from newsstand import PAGE, Stand

from syndicate.config import Config, RunSettings, SourceTable, load_config
from syndicate.errors import ConfigError
from syndicate.intake import gather
from syndicate.model import Article, Failure, UnitKind
from syndicate.readers._article import article_id

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title><link>{home}</link>
<language>en</language>
<item><guid isPermaLink="false">n1</guid><title>The ferry is back</title><link>{home}/ferry</link>
<pubDate>Mon, 02 Nov 2020 09:00:00 +0400</pubDate>
<description>The ferry between the two banks sails again from Monday...</description>
<enclosure url="{home}/ferry.mp3" type="audio/mpeg" length="9"/></item>
<item><guid isPermaLink="false">n2</guid><title>Market moves</title><link>{home}/market</link>
<description>The market moves to the square behind the library in spring.</description></item>
<item><guid isPermaLink="false">n3</guid><title>Bridge opens</title><link>{home}/bridge</link>
<description>The bridge opens on Friday, the roads office said.</description></item>
<item><guid isPermaLink="false">n4</guid><title>Inside</title><link>http://127.0.0.2/admin</link>
<description>The page behind this entry is on another machine of the network.</description></item>
</channel></rss>"""
FERRY = PAGE.replace("<p>It had", '<figure><img src="/ferry.jpg" alt="The ferry"></figure><p>It had')
CONSENT = """<html><head><title>Before you go on</title></head><body><main><h1>Before you go on</h1>
<p>We and our partners keep and read information on your device, and use it to show advertising that fits you.</p>
<p>You can choose what you agree to, and change your choice at any time under Settings at the foot of each page.</p>
</main></body></html>"""


@pytest.fixture
def harbour(stand: Stand) -> SourceTable:
    """A feed of summaries on a server whose pages are: there, a consent form, missing, elsewhere."""
    stand.page("/ferry", FERRY)
    stand.page("/market", CONSENT)
    address = stand.page("/feed", FEED.replace("{home}", stand.at("")), "application/rss+xml", ETag='"1"')
    return SourceTable(address=address, allow_private=True, delay=0, timeout=5)


def read(tmp_path: Path, *tables: SourceTable, sources: tuple[str, ...] = ()) -> tuple[list[Article], list[str]]:
    found = list(gather(Config(run=RunSettings(sources=sources), sources=tables), tmp_path / "cache"))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [str(one) for one in found if isinstance(one, Failure)]


def test_a_feed_is_read_as_it_is(stand: Stand, harbour: SourceTable, tmp_path: Path) -> None:
    articles, failures = read(tmp_path, harbour)
    assert [one.source.guid for one in articles] == ["n1", "n2", "n3", "n4"]
    assert failures == []
    assert stand.paths() == ["/feed"]


def test_whole_texts_from_the_pages(stand: Stand, harbour: SourceTable, tmp_path: Path) -> None:
    plain, _ = read(tmp_path, harbour)
    articles, failures = read(tmp_path, replace(harbour, full_text=True))
    assert [one.id for one in articles] == [one.id for one in plain]
    ferry = articles[0]
    assert ferry.id == article_id(ferry.source.feed, "n1")
    assert ferry.source == plain[0].source
    assert ferry.title == "The ferry is back"
    assert (ferry.published, ferry.link) == (plain[0].published, stand.at("/ferry"))
    assert [unit.text[:20] for unit in ferry.units if unit.kind is UnitKind.PARAGRAPH] == [
        "The ferry between th",
        "It had stood still f",
        "Tickets cost as much",
    ]
    assert [media.url for media in ferry.media] == [stand.at("/ferry.jpg"), stand.at("/ferry.mp3")]
    alt = next(unit for unit in ferry.units if unit.kind is UnitKind.ALT)
    assert ferry.media[alt.media].url == stand.at("/ferry.jpg")
    assert not any("summary" in note for note in ferry.notes)
    assert not any(unit.kind is UnitKind.SUMMARY for unit in ferry.units), "it is how the page begins"

    # What cannot be had keeps its summary, and that is said.
    for article, before in zip(articles[1:], plain[1:], strict=True):
        assert article.units == before.units
        assert "The whole text could not be taken" in article.notes[-1]
    consent, missing, inside = failures
    assert f"«Market moves»: its page {stand.at('/market')} could not be taken" in consent
    assert "does not hold what the summary says" in consent
    assert "«Bridge opens»" in missing
    assert "the server answered 404" in missing
    assert "address of this machine" in inside


def test_a_feed_cannot_make_us_fetch_for_hours(
    stand: Stand, harbour: SourceTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.fetch.full_text.MOST", 1)
    articles, failures = read(tmp_path, replace(harbour, full_text=True))
    assert len(articles) == 4
    assert stand.paths() == ["/feed", "/ferry"]
    assert all("only the pages of the first 1 entries are fetched" in failure for failure in failures)
    assert len(failures) == 3


def test_pages_that_were_read_are_not_fetched_in_the_next_run(
    stand: Stand, harbour: SourceTable, tmp_path: Path
) -> None:
    first, _ = read(tmp_path, replace(harbour, full_text=True))
    second, _ = read(tmp_path, replace(harbour, full_text=True))
    assert second == first
    assert stand.paths().count("/ferry") == 1
    assert [fields.get("If-None-Match") for path, fields in stand.asked if path == "/feed"] == [None, '"1"']


def test_a_table_says_language_title_and_character_set(stand: Stand, tmp_path: Path) -> None:
    page = PAGE.replace("The ferry between", "“Ferry” – between").replace("Ferry sails again", "İzmir")
    address = stand.page("/a", page.encode("cp1254"), "text/html; charset=iso-8859-1")
    table = SourceTable(address=address, allow_private=True, delay=0)
    (plain,), _ = read(tmp_path, table)
    assert plain.title == "Ýzmir", "the server is wrong, and nothing shows it"
    (said,), _ = read(tmp_path, replace(table, encoding="windows-1254", title="Liman", language="tr"))
    assert (said.title, said.source.title, said.language) == ("İzmir", "Liman", "tr")
    assert said.id == plain.id


def test_one_bad_source_stops_nothing(stand: Stand, harbour: SourceTable, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("Bread is dearer\n\nBread costs a tenth more than a year ago, the statistics office said.\n")
    bad = SourceTable(address=stand.at("/nowhere"), allow_private=True, delay=0)
    articles, failures = read(
        tmp_path, bad, SourceTable(path=str(file), language="en"), harbour, sources=("http://[", stand.at("/feed"))
    )
    assert len(articles) == 5
    assert articles[0].language == "en"
    assert [failure.split(": ")[0] for failure in failures] == ["http://[", stand.at("/feed"), stand.at("/nowhere")]
    assert "allow_private = true" in failures[1]


def test_a_wrong_address_with_every_wish_is_a_failure_too(tmp_path: Path) -> None:
    articles, failures = read(tmp_path, SourceTable(address="http://[", allow_private=True, full_text=True))
    assert not articles
    assert "is no address" in failures[0]


def test_files_alone_open_no_cache(tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    file.write_text(PAGE)
    assert len(read(tmp_path, sources=(str(file),))[0]) == 1
    assert not (tmp_path / "cache").exists()


def test_sources_tables(tmp_path: Path) -> None:
    file = tmp_path / "syndicate.toml"
    file.write_text(
        """
        [run]
        sources = ["inbox", "-", "https://example.org/feed"]
        [[sources]]
        address = "https://example.org/atom"
        language = "pt_br"
        full_text = true
        delay = 2
        [[sources]]
        path = "old"
        title = "Archive"
        """
    )
    config = load_config(file)
    assert config.run.sources == (str(tmp_path / "inbox"), "-", "https://example.org/feed")
    assert config.sources == (
        SourceTable(address="https://example.org/atom", language="pt-BR", full_text=True, delay=2.0),
        SourceTable(path=str(tmp_path / "old"), title="Archive"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sources]\naddress = 'https://a'", "is not a list of tables"),
        ("sources = ['a']", "is not a list of tables"),
        ("[[sources]]\nadress = 'https://a'", "Did you mean “address”"),
        ("[[sources]]\ntitle = 'a'", "needs either an address or a path"),
        ("[[sources]]\naddress = 'https://a'\npath = 'b'", "needs either an address or a path"),
        ("[[sources]]\naddress = 'ftp://a'", "begins with neither"),
        ("[[sources]]\naddress = 'http://me:secret@a/'", "holds a user's name or password"),
        ("[[sources]]\npath = 'a'\nfull_text = true", "belong to an address"),
        ("[[sources]]\naddress = 'https://a'\nfull_text = 'yes'", r"\[sources\] 1\] full_text: 'yes' is not what"),
        ("[[sources]]\naddress = 'https://a'\ntimeout = 0", "out of bounds"),
        ("[[sources]]\naddress = 'https://a'\ndelay = nan", "out of bounds"),
        ("[[sources]]\naddress = 'https://a'\nlanguage = 'english!'", "is not a language tag"),
        (
            "[[sources]]\naddress = 'https://a'\n[[sources]]\naddress = 'https://a'",
            r"sources\] 2\].*names https://a again",
        ),
        ("[run]\nsources = [1]", "is not what belongs here"),
    ],
)
def test_tables_that_cannot_be_meant(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "syndicate.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=says):
        load_config(file)


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{home}/about</loc></url>
<url><loc>{home}/bridge</loc><news:news><news:publication><news:name>Harbour</news:name><news:language>ky</news:language>
</news:publication><news:publication_date>2020-11-01</news:publication_date><news:title>Bridge opens</news:title>
</news:news></url>
<url><loc>{home}/ferry</loc><news:news><news:publication><news:name>Harbour</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2020-11-02T09:00:00+04:00</news:publication_date>
<news:title>The ferry is back</news:title></news:news></url>
<url><loc>{home}/ferry</loc><news:news><news:title>The ferry is back</news:title></news:news></url>
<url><loc>mailto:x@example.org</loc><news:news><news:title>Write to us</news:title></news:news></url>
</urlset>"""


def test_the_pages_of_a_news_sitemap_are_fetched(stand: Stand, tmp_path: Path) -> None:
    stand.page("/ferry", FERRY)
    address = stand.page("/news.xml", SITEMAP.replace("{home}", stand.at("")), "application/xml")
    articles, failures = read(tmp_path, SourceTable(address=address, allow_private=True, delay=0, timeout=5))
    ferry, bridge = articles
    assert [ferry.title, bridge.title] == ["The ferry is back", "Bridge opens"], "the newest first"
    assert sum(unit.kind is UnitKind.PARAGRAPH for unit in ferry.units) == 3
    assert (ferry.source.title, ferry.link, ferry.source.feed) == ("Harbour", stand.at("/ferry"), address)
    assert ferry.published is not None
    assert ferry.published.isoformat() == "2020-11-02T09:00:00+04:00"
    assert ("sitemap language", "en") in [(one.place, one.language) for one in ferry.hints]
    assert stand.paths() == ["/news.xml", "/ferry", "/bridge"], "an ordinary page of the sitemap is not asked for"
    missing, again, nowhere = failures
    assert "url 4" in again
    assert "names no address" in nowhere
    assert "the server answered 404" in missing
    assert "The whole text could not be taken" in bridge.notes[-1]


def test_a_sitemap_without_news_is_refused(stand: Stand, tmp_path: Path) -> None:
    plain = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://a.example/</loc></url></urlset>"
    )
    address = stand.page("/sitemap.xml", plain, "application/xml")
    articles, (failure,) = read(tmp_path, SourceTable(address=address, allow_private=True, delay=0, timeout=5))
    assert articles == []
    assert "it is a sitemap" in failure
