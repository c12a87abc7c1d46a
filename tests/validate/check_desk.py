"""The editors' desk in Chromium: from a click to the feed on disk, by keys alone, without scripts, and by axe-core."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import node

from syndicate import pipeline
from syndicate.config import load_config

GLOSSARY = """\
oral:
  kind: place
  names: {en: Oral, es: Oral, ru: Уральск}

sarsenova-dana:
  kind: person
  gender: f
  names: {en: Dana Sarsenova, es: Dana Sarsenova}
"""
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://paper.example/{name}"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>"""
ARTICLES = {
    "bread": (
        "Bread from Oral",
        '<p>Dana Sarsenova opened <a href="https://bakery.example/">a bakery</a> in Oral with 12 workers.</p>'
        "<p>The people of the town are happy with the bread.</p>",
    ),
    "bridge": (
        "A bridge is opened",
        "<p>The bridge of the city is opened on Monday.</p><p>The way is shorter now.</p>",
    ),
    "script": (
        "&lt;script&gt;alert(1)&lt;/script&gt; is the title of the book",
        "<p>The book about the town has 300 pages and many pictures.</p>"
        "<p>An <em>old</em> and <b>very</b> heavy book.</p>",
    ),
}
SETTINGS = """\
[run]
sources = ["inbox"]
to = ["es"]
out = "public"
state = "state/state.sqlite"
glossaries = ["names.yaml"]
[engines]
use = ["apertium"]
[gate]
review = ["en-es"]
"""


@dataclass(frozen=True)
class Desk:
    """A desk that is served, as an editor starts it."""

    folder: Path
    entrance: str

    def feed(self, name: str) -> str:
        path = self.folder / "public" / "es" / name
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Run a newsroom whose articles are all held, and open its desk."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "inbox").mkdir()
    for name, (title, body) in ARTICLES.items():
        (folder / "inbox" / f"{name}.html").write_text(PAGE.format(name=name, title=title, body=body), "utf-8")
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    (folder / "syndicate.toml").write_text(SETTINGS, "utf-8")
    pipeline.run(load_config(folder / "syndicate.toml"), datetime(2026, 11, 22, 12, tzinfo=UTC))
    program = [sys.executable, "-c", "from syndicate.cli import main; main()"]
    served = subprocess.Popen(
        [*program, "desk", "--config", str(folder / "syndicate.toml"), "--no-browser", "--port", "0", "--as", "Ana"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert served.stdout is not None
    address = re.search(r"http\S+", served.stdout.readline())
    assert address is not None
    yield Desk(folder, address[0])
    served.terminate()
    served.communicate(timeout=30)


def browser() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "apt-get install chromium"
    return found


def pages(desk: Desk) -> list[str]:
    """Return every page of the navigation, and one of each sort behind them."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    home = "{0.scheme}://{0.netloc}".format(urlsplit(desk.entrance))

    def read(address: str) -> str:
        with opener.open(address) as answer:
            return str(answer.read().decode())

    queue = read(desk.entrance)
    found = re.findall(r'href="(/[a-z]+)"', re.findall(r"<nav.*?</nav>", queue, re.DOTALL)[0])
    found += ["/queue?is=published", "/queue?q=nothing+like+it", "/names/oral", "/no-such-page"]
    for state in ("held", "published"):
        for article in re.findall(r'href="(/articles/\w+/es)"', read(f"{home}/queue?is={state}")):
            found += [article, f"{article}/1-0"]
    return [desk.entrance, *(home + each for each in dict.fromkeys(found))]


def test_an_editor_works(desk: Desk) -> None:
    assert "panadería" not in desk.feed("feed.atom")
    start = time.monotonic()
    seen = node("desk.mjs", browser(), desk.entrance)
    assert isinstance(seen, dict)
    assert seen["told"] == []  # nothing that the content security policy stopped, no mistake of a script
    assert seen["dialogs"] == 0
    assert "13 in the target is not in the source" in seen["wrong"]
    assert seen["stayed"]
    assert "una panadería" in seen["saved"]
    assert seen["lit"] == 1
    assert seen["row"] == "A"
    assert seen["out"] == 2
    assert seen["focus"] != "outside: BODY"
    assert "Nothing is found" in seen["plain"] or "characters" in seen["plain"]
    assert "La gente está contenta con el pan." in seen["kept"]
    assert seen["state"] == "published"
    for feed in ("feed.atom", "feed.rss", "feed.json"):
        text = desk.feed(feed)
        for words in (
            "una panadería",
            "El puente de la ciudad se abre el lunes.",
            "La gente está contenta con el pan.",
        ):
            assert words in text, feed
        assert "compositeWithTrainedAlgorithmicMedia" in text, feed
        assert "Ana" in text, feed
        assert "alert" not in text, feed  # that one is held still
    print(f"by mouse, by keys, and without scripts from the queue to the feeds: {time.monotonic() - start:.0f} s")


def test_every_page_can_be_used_by_everybody(desk: Desk) -> None:
    addresses = pages(desk)
    seen = node("browser.mjs", browser(), os.environ.get("SCREENSHOTS", "-"), *addresses)
    assert isinstance(seen, list)
    assert len(seen) == 4 * len(addresses)
    for each in seen:
        assert each["broken"] == [], each  # by axe-core: WCAG 2.2 A and AA, and what is good practice
        assert each["overflow"] <= 0, each
        assert each["direction"] == each["dir"], each
    print(f"{len(addresses)} pages of the desk at two widths, dark and light: axe-core finds 0 violations")
