"""The command, given addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsstand import PAGE, Stand

from syndicate.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_an_address_is_published_and_not_sent_twice(stand: Stand, folder: Path) -> None:
    address = stand.page("/ferry", PAGE, ETag='"1"')
    (folder / "other.html").write_text(PAGE)
    (folder / "syndicate.toml").write_text(
        f"""
        [run]
        sources = ["other.html"]
        to = ["es"]
        [engines]
        use = ["apertium"]
        [[sources]]
        address = "{address}"
        allow_private = true
        delay = 0
        """
    )
    result = call("run", address)  # alone, and as its table says
    assert result.exit_code == 0, result.output
    assert "1 article" in result.output
    (page,) = (folder / "public" / "es" / "articles").glob("*.html")
    assert "transbordador" in page.read_text("utf-8").lower()
    report = json.loads(call("run", "--json").stdout)
    assert report["articles"] == 2
    assert [fields.get("If-None-Match") for path, fields in stand.asked if path == "/ferry"] == [None, '"1"']
    assert (folder / ".syndicate" / "cache" / "fetched.sqlite").is_file()


def test_what_cannot_be_fetched_is_said_with_its_address(stand: Stand, folder: Path) -> None:
    address = stand.page("/ferry", PAGE)
    result = call("run", address, "--to", "es")
    assert result.exit_code == 1
    words = " ".join(result.output.split())
    assert f"{address}: 127.0.0.1 is an address of this machine or its own network." in words
    assert "Traceback" not in words
    assert stand.asked == []


def test_the_language_of_a_source_is_not_guessed(stand: Stand, folder: Path) -> None:
    address = stand.page("/ferry", PAGE)
    (folder / "syndicate.toml").write_text(
        f'[[sources]]\naddress = "{address}"\nlanguage = "ka"\nallow_private = true\ndelay = 0\n'
    )
    for options, language in (((), "ka"), (("--from", "en"), "en")):
        report = json.loads(call("run", "--to", "ka,en", "--engine", "apertium", "--json", *options).stdout)
        assert {outcome["source"] for outcome in report["outcomes"]} == {language}


def test_a_news_sitemap_is_published_with_the_texts_of_its_pages(stand: Stand, folder: Path) -> None:
    stand.page("/ferry", PAGE)
    address = stand.page(
        "/news.xml",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{stand.at('/ferry')}</loc><n:news><n:publication><n:name>Harbour</n:name>"
        "<n:language>en</n:language></n:publication><n:publication_date>2020-11-02</n:publication_date>"
        "<n:title>Ferry sails again</n:title></n:news></url></urlset>",
        "application/xml",
    )
    (folder / "syndicate.toml").write_text(
        f'[run]\nto = ["es"]\n[engines]\nuse = ["apertium"]\n'
        f'[[sources]]\naddress = "{address}"\nallow_private = true\ndelay = 0\n'
    )
    result = call("run")
    assert result.exit_code == 0, result.output
    (page,) = (folder / "public" / "es" / "articles").glob("*.html")
    assert "pasajeros" in page.read_text("utf-8"), "the last paragraph of the page"
    assert call("run").exit_code == 0
