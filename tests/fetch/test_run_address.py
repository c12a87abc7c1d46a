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
