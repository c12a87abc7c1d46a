"""The decisions that need no network."""

from datetime import UTC, datetime

import pytest

from syndicate.errors import ReadError
from syndicate.fetch.addresses import is_address, is_public, target
from syndicate.fetch.cache import Cache, Remembered
from syndicate.fetch.content import charset, is_readable, media_type
from syndicate.fetch.politeness import ATTEMPTS, pause
from syndicate.fetch.robots import Robots, parse


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a b?c=д#e", "https://example.org/a%20b?c=%D0%B4"),
        ("http://example.org:8080/%7Ea/?q=%20", "http://example.org:8080/%7Ea/?q=%20"),
        (" https://пример.рф/статья ", "https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("http://example.org./", "http://example.org/"),
    ],
)
def test_an_address_is_written_in_one_way(written: str, asked: str) -> None:
    assert target(written).address == asked


@pytest.mark.parametrize(
    "wrong",
    [
        "http://",
        "http:///path",
        "http://a..b/",
        "http://exa mple.org/",
        "http://evil\\@example.org/",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org:0x50/",
        "http://example.org:70000/",
        "http://[::1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ReadError) as caught:
        target(wrong)
    assert caught.value.advice
    assert "secret" not in caught.value.message


def test_a_relative_address_is_taken_from_where_it_stood() -> None:
    assert target("../b", "https://example.org/a/c?d").address == "https://example.org/b"
    assert target("//other.org", "https://example.org/").address == "https://other.org/"


@pytest.mark.parametrize("text", ["http://a", "HTTPS://a"])
def test_addresses_are_told_from_files(text: str) -> None:
    assert is_address(text)
    for other in ("-", "news/http", "https:", "C:/news", "ftp://a", "./http://a", "httpx://a"):
        assert not is_address(other)


@pytest.mark.parametrize(
    "inside",
    "127.0.0.1 127.255.1.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 "  # noqa: SIM905 - one line
    "224.0.0.1 198.18.0.1 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 "
    "::ffff:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b::7f00:1 2002:0a00:0001:: 2001:0:4136:e378:8000:63bf:3fff:fdd2 "
    "2001:db8::1 localhost 127.1".split(),
)
def test_inside(inside: str) -> None:
    assert not is_public(inside)


@pytest.mark.parametrize(
    "outside", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_outside(outside: str) -> None:
    assert is_public(outside)


ROBOTS = """\ufeff# ours and others'
User-Agent: *
Disallow: /
Crawl-delay: 90

User-agent: Other
User-agent: syndicate  # two names, one group
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?*q=
Disallow:
Disallow: /б
crawl-delay: 2.5

Sitemap: https://example.org/sitemap.xml

User-agent: Syndicate
Disallow: /late
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/privateer", False),
        ("/priv%61te/x", False),
        ("/private/open/1", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?a=1&q=2", False),
        ("/search?a=1", True),
        ("/late/1", False),
        ("/%D0%B1%D0%B0", False),
        ("/%d0%b1", False),
        ("/robots.txt", True),
    ],
)
def test_robots(path: str, allowed: bool) -> None:
    assert parse(ROBOTS, "syndicate").allows(path) is allowed


def test_robots_for_all_and_for_none() -> None:
    robots = parse(ROBOTS, "stranger")
    assert not robots.allows("/a")
    assert robots.delay == 30
    assert parse(ROBOTS, "syndicate").delay == 2.5
    assert parse("<html>nothing here</html>", "syndicate") == Robots()
    assert parse("Disallow: /\n", "syndicate").allows("/")
    assert parse("User-agent: syndicate\nAllow: /\n\nUser-agent: *\nDisallow: /", "syndicate").allows("/a")
    assert parse("User-agent: *\nDisallow: /a\nAllow: /a", "syndicate").allows("/a")
    assert parse("User-agent: *\nDisallow: /a$\n", "syndicate").allows("/ab")
    assert not parse("User-agent: *\nDisallow: *b*c$\n", "syndicate").allows("/abcbc")
    assert parse("User-agent: *\nDisallow: *b*bc$\n", "syndicate").allows("/abc")


def test_a_hostile_rule_is_not_slow() -> None:
    assert parse("User-agent: *\nDisallow: /" + "*a" * 2000 + "b", "syndicate").allows("/" + "a" * 8000)


NOW = datetime(2020, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempt", "asked", "wait"),
    [
        (1, "", 1),
        (2, "", 2),
        (1, "30", 30),
        (1, "61", None),
        (1, "9" * 400, None),
        (2, "1", 2),
        (1, "Mon, 02 Nov 2020 12:00:09 GMT", 9),
        (1, "Mon, 02 Nov 2020 11:00:00 GMT", 1),
        (1, "Mon, 02 Nov 2020 13:00:00 GMT", None),
        (1, "soon", 1),
        (1, "-5", 1),
        (ATTEMPTS, "", None),
    ],
)
def test_the_wait_before_another_attempt(attempt: int, asked: str, wait: float | None) -> None:
    assert pause(attempt, asked, NOW) == wait


CYRILLIC = "Паром снова ходит"


@pytest.mark.parametrize(
    ("field", "data", "found"),
    [
        ("text/html; charset=windows-1251", CYRILLIC.encode("cp1251"), "cp1251"),
        ("text/html; charset='KOI8-R'; x=y", CYRILLIC.encode("koi8-r"), "koi8-r"),
        ("text/html; charset=iso-8859-1", CYRILLIC.encode(), ""),  # the server's default, and false
        ("text/html; charset=iso-8859-1", "«Déjà»—".encode("cp1252"), "cp1252"),
        ("text/html; charset=iso-8859-9", "İzmir—".encode("cp1254"), "cp1254"),
        ("text/html; charset=utf-8", CYRILLIC.encode("cp1251"), ""),
        ("text/html; charset=utf-16", CYRILLIC.encode("utf-16"), "utf-16"),
        ("text/html; charset=iso-2022-jp", "新聞".encode("iso-2022-jp"), "iso2022_jp"),
        ("text/html; charset=nonsense", CYRILLIC.encode("cp1251"), ""),
        ("text/html; charset=idna", b"\xff" * 10, ""),
        ("text/html; charset=unicode_escape", b"\xff\\u0041", ""),
        ("text/html; charset=zlib", b"\xff", ""),
        ("text/html", CYRILLIC.encode("cp1251"), ""),
        ("", b"\xff", ""),
        ("text/html;charset=a\0b\r\n c", b"\xff", ""),
    ],
)
def test_a_servers_word_for_the_character_set(field: str, data: bytes, found: str) -> None:
    assert charset(field, data) == found


def test_types_that_hold_no_article() -> None:
    assert media_type(" Application/RSS+xml ; charset=utf-8") == "application/rss+xml"
    for media in ("", "text/html", "application/octet-stream", "text/x-unknown", "application/ld+json"):
        assert is_readable(media)
    for media in ("image/svg+xml", "video/mp4", "application/pdf", "text/css"):
        assert not is_readable(media)


def test_fields_that_cannot_be_sent_back_are_not() -> None:
    assert Remembered(b"", etag='"a"\r\n b', modified="Mon").conditions() == {"If-Modified-Since": "Mon"}
    assert Remembered(b"", etag='"ы"').conditions() == {}


def test_what_nobody_asks_for_is_forgotten(tmp_path) -> None:
    day = 86400.0
    with Cache(tmp_path / "a", 0) as cache:
        cache.put("old", Remembered(b"1", asked=0))
        cache.put("new", Remembered(b"2", asked=50 * day))
    with Cache(tmp_path / "a", 61 * day) as cache:
        assert cache.get("old") is None
        assert cache.get("new") == Remembered(b"2", asked=50 * day)


def test_a_server_that_says_latin_of_a_cyrillic_page_is_not_believed() -> None:
    page = ("<p>" + "Поезд из Ташкента в Самарканд теперь идёт два часа. " * 3).encode("windows-1251")
    assert charset("text/html; charset=iso-8859-1", page) == ""
    assert charset("text/html; charset=windows-1251", page) == "cp1251"
