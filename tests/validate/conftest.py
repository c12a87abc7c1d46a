"""A difficult site, built once, and the programs of others that look at it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import AR, BRAZIL, DAY, EN, ES, HANT, LANGUAGES, NASTY, SETTINGS, UK, article, edition, units_in

from syndicate.model import Edition, EditionState, LanguageTag, Media, Origin, Span, SpanKind, Unit, UnitKind
from syndicate.publish import build
from syndicate.sections import Sections

HERE = Path(__file__).parent
EMPTY = LanguageTag("ky")

TABLE = Sections(
    {"politics": {EN: "Politics", ES: "Política", AR: "سياسة", HANT: "政治", BRAZIL: "Política", UK: "Політика"}}
)
DIFFICULT = replace(
    SETTINGS,
    entries=12,
    hub="https://hub.example.org/",
    section_feeds=("politics",),
    exports=("ninjs", "tmx", "xliff"),
    icon="https://news.example.org/icon.png",
    logo="https://news.example.org/logo.png",
    editor="desk@example.org (The desk)",
    webmaster="web@example.org",
    generator="syndicate",
    ttl=30,
)
"""Everything that can be set."""


@dataclass(frozen=True)
class Site:
    """The built site, and what must be found in it."""

    folder: Path
    entries: dict[str, dict[str, str]]
    """For each language: address of each entry's page, and its title."""
    bodies: dict[str, str]
    """For the address of each entry's page: its body."""


def rich(language: LanguageTag, number: int) -> Edition:
    """An article with everything that a body can hold."""
    own = article(number)
    units = (
        *units_in(language),
        Unit(UnitKind.HEADING, "Water & roads", level=3),
        Unit(UnitKind.PARAGRAPH, "See the map, the file.txt\nand 5 < 6.", (
            Span(8, 11, SpanKind.INLINE, "a", (("href", "https://source.example.net/map?a=1&b=2"), ("lang", "en"))),
            Span(4, 11, SpanKind.INLINE, "strong"), Span(17, 25, SpanKind.INLINE, "code"),
            Span(25, 26, SpanKind.VOID, "br"),
        )),
        *(Unit(UnitKind.LIST_ITEM, f"item {n}", level=1 + n % 3, ordered=n > 3, group=1) for n in range(6)),
        *(Unit(UnitKind.CELL, f"cell {n}", level=1 + n // 2, group=2) for n in range(4)),
        Unit(UnitKind.QUOTE, "A quotation in English.", language=LanguageTag("en"), group=3),
        Unit(UnitKind.CODE, "for x in y:\n    print(x)  # <b>", translate=False),
        Unit(UnitKind.CAPTION, "A film", media=2),
    )  # fmt: skip
    media = (*own.media, Media("https://source.example.net/f%20g.mp4", "video", 640, 360, "T & D"))
    return edition(language, number, article=replace(own, media=media), units=units)


def newsroom() -> list[Edition]:
    """The editions: nasty ones, rich ones, plain ones; in Ukrainian one is held, one is reviewed, one withdrawn."""
    made = [
        edition(language, 100 + index, units=units_in(language, nasty, nasty),
                article=article(100 + index, byline=nasty, sections=(nasty, "Politics"), rights=nasty))
        for index, nasty in enumerate(NASTY.values()) for language in LANGUAGES
    ]  # fmt: skip
    made += [rich(language, number) for number in (1, 2, 3) for language in LANGUAGES]
    made += [
        edition(language, 6, units=units_in(language), withdrawn=DAY + timedelta(days=9)) for language in LANGUAGES
    ]
    made += [
        edition(each, 7, origin=Origin.EDITED, reviewer="Г. Иванова <desk>", reviewed=DAY) for each in (AR, ES, HANT)
    ]
    made += [edition(ES, 4, origin=Origin.EDITED), edition(ES, 5, state=EditionState.NOTED), edition(AR, 5)]
    return [
        replace(each, state=EditionState.HELD) if (each.language, each.article.id[-1]) == (UK, "2") else each
        for each in made
    ]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build it, with archives and a hub."""
    folder = tmp_path_factory.mktemp("validate") / "site"
    report = build(newsroom(), DIFFICULT, folder, languages=[EMPTY], sections=TABLE)
    assert not report.failures
    assert {*report.languages} == {*LANGUAGES, EMPTY}
    assert report.editions[UK] < report.editions[HANT]
    entries: dict[str, dict[str, str]] = {language: {} for language in report.languages}
    bodies: dict[str, str] = {}
    for path in sorted(folder.glob("*/**/*.json")):
        if path.name.endswith(".ninjs.json"):
            continue
        for item in json.loads(path.read_text())["items"]:
            bodies[item["url"]] = item["content_html"]
            entries[item["language"]][item["url"]] = item["title"]
    assert {language: len(own) for language, own in entries.items()} == dict(report.editions)
    return Site(folder, entries, bodies)


def node(script: str, *arguments: str) -> object:
    """Run one of our Node scripts, and return the JSON it prints."""
    done = subprocess.run(["node", str(HERE / script), *arguments], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
