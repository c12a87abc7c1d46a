"""A folder with hostile files in it: what is sound is published, and each of the others is named."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate.cli import main

POISON = {
    "03-bytes.html": bytes(range(256)) * 200,
    "04-deep.html": b"<html><body><article>" + b"<div>" * 100_000 + b"x",
    "05-entities.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
    "06-deep.json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
}


def test_what_is_sound_is_published_beside_what_is_hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(8):
        words = f"Ship number {number} sails to the northern port on Monday, the port office said to reporters."
        page = f"<html lang='en'><body><article><h1>Ship {number} leaves</h1><p>{words}</p></article></body></html>"
        (inbox / f"{number:02}-story.html").write_text(page, "utf-8")
    for name, data in POISON.items():
        (inbox / name).write_bytes(data)
    result = CliRunner().invoke(main, ["run", "inbox", "--to", "es", "--engine", "apertium", "--json"])
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert len(list((tmp_path / "public/es/articles").glob("*.html"))) == 8
    told = json.dumps(report["failures"])
    assert len(report["failures"]) == len(POISON)
    assert all(name in told for name in POISON)
