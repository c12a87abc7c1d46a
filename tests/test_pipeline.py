"""The main job with the real engine, on files as they come."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from syndicate.built import RECORD
from syndicate.config import Config, EngineTable, GateTable, RunSettings
from syndicate.languages import language_tag
from syndicate.model import EditionState
from syndicate.pipeline import run
from syndicate.report import RunReport

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GLOSSARY = """
atalikov-aslan:
  kind: person
  gender: m
  names: {en: Aslan Atalikov, es: Aslán Atalikov, fr: Aslan Atalikov, ru: Аслан Аталыков, uk: Аслан Аталиков}
  short: {en: Atalikov, es: Atalikov, fr: Atalikov, ru: Аталыков, uk: Аталиков}
kazakhstan:
  kind: place
  names: {en: Kazakhstan, es: Kazajistán, fr: Kazakhstan, ru: Казахстан, uk: Казахстан}
migration-service:
  kind: organisation
  names: {en: Migration Service, es: Servicio de Migración, fr: Service des migrations}
"""
PAGE = """<!doctype html><html lang="en"><head><title>Borders stay open</title>
<link rel="canonical" href="https://example.org/borders">
<meta property="article:published_time" content="2026-09-26T09:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Borders stay open</h1>
<p>Colonel Aslan <b>Atalikov</b> spoke in the capital on September 26. He leads the
<a href="https://example.org/service">Migration Service</a> of Kazakhstan.</p>
<p>The borders of Kazakhstan are open, and 40,000 people crossed them this year. The office of the
Migration Service answers letters at press@example.org.</p></article>
<div id="respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div>
</body></html>"""
BRIEF = """Границы Казахстана открыты

Полковник Аслан Аталыков сообщил, что границы открыты.

Вопрос передали Аталыкову.
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "page.html").write_text(PAGE, "utf-8")
    (inbox / "brief.txt").write_text(BRIEF, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),),
        to=tuple(language_tag(tag) for tag in ("es", "fr", "uk")),
        out=tmp_path / "public",
        state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )
    return Config(settings, EngineTable(use=("apertium",)))


def states(report: RunReport) -> dict[str, EditionState]:
    return {f"{each.source}-{each.language}": each.state for each in report.outcomes}


def page(config: Config, language: str) -> str:
    (file,) = (config.run.out / language / "articles").glob("*.html")
    return file.read_text("utf-8")


def test_the_main_job(config: Config) -> None:
    report = run(config, NOW)
    assert states(report) == {
        "en-es": EditionState.PUBLISHED,
        "en-fr": EditionState.PUBLISHED,
        "en-uk": EditionState.SKIPPED,
        "ru-es": EditionState.SKIPPED,
        "ru-fr": EditionState.SKIPPED,
        "ru-uk": EditionState.PUBLISHED,
    }
    assert set(report.names) == {"held"}
    assert report.exit_code == 0
    spanish = page(config, "es")
    assert "Aslán <b>Atalikov</b>" in spanish
    assert '<a href="https://example.org/service">Servicio de Migración</a>' in spanish
    assert "el 26 de septiembre" in spanish
    assert "press@example.org" in spanish
    assert "Kazajistán" in spanish
    for chrome in ("Leave a Reply", "email address", "World"):
        assert chrome not in spanish
    assert "Аталикову" in page(config, "uk") or "Аталикові" in page(config, "uk")


def test_the_feeds_are_in_their_language_and_open_on_their_page(config: Config) -> None:
    run(config, NOW)
    ids = set()
    for name in ("feed.atom", "feed.rss"):
        feed = feedparser.parse((config.run.out / "es" / name).read_bytes())
        (entry,) = feed.entries
        assert feed.feed.language == "es"
        assert "/es/articles/" in entry.link
        assert "Kazajistán" in entry.content[0].value
        ids.add(entry.id)
    item = json.loads((config.run.out / "es" / "feed.json").read_text("utf-8"))["items"][0]
    assert {item["id"]} == ids


def test_a_second_run_translates_and_writes_nothing(config: Config) -> None:
    first = run(config, NOW)
    assert first.translated == first.sentences > 0
    files = {path: path.stat().st_mtime_ns for path in config.run.out.rglob("*") if path.is_file()}
    second = run(config, NOW.replace(day=23))
    assert (second.translated, second.remembered, second.written) == (0, first.sentences, 0)
    assert {path: path.stat().st_mtime_ns for path in config.run.out.rglob("*") if path.is_file()} == files


def test_an_edited_name_retranslates_what_met_it_and_nothing_else(config: Config) -> None:
    first = run(config, NOW)
    names = config.run.glossaries[0]
    names.write_text(GLOSSARY.replace("es: Servicio de Migración", "es: Agencia de Migración"), "utf-8")
    second = run(config, NOW)
    met = 2 * 2  # two sentences hold it, in Spanish and on the way to French
    assert second.translated == met
    assert second.remembered == first.sentences - met
    assert "Agencia de Migración" in page(config, "es")
    assert "Servicio de Migración" not in page(config, "es")


def test_what_is_held_is_in_no_feed(config: Config) -> None:
    strict = replace(config, gate=GateTable(review=("en-es",)))
    report = run(strict, NOW)
    assert states(report)["en-es"] is EditionState.HELD
    assert report.exit_code == 3
    for path in config.run.out.rglob("*"):
        if path.is_file() and "es" in path.relative_to(config.run.out).parts:
            assert "Atalikov" not in path.read_text("utf-8"), path


def test_bad_input_stops_nothing_else(config: Config) -> None:
    inbox = Path(config.run.sources[0])
    (inbox / "empty.html").write_text("<html><body></body></html>", "utf-8")
    (inbox / "broken.rss").write_text("<rss><channel><title>x</title>", "utf-8")
    (inbox / "noise.txt").write_bytes(b"\x00\x01\xfe\xff" * 50)
    (inbox / "unknown.txt").write_text("qwx zzk vvq jjx kkw qqz xxv wwj\n", "utf-8")
    config.run.glossaries[0].write_text(GLOSSARY + "osh:\n  kind: town\n  names: {en: Osh}\n", "utf-8")
    report = run(config, NOW)
    assert states(report)["en-es"] is EditionState.PUBLISHED
    told = "\n".join(map(str, report.failures))
    for name in ("empty.html", "broken.rss", "noise.txt", "names.yaml:"):
        assert name in told
    assert report.exit_code == 1


def test_the_same_input_gives_the_same_bytes(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    elsewhere = replace(config.run, out=tmp_path / "other", state=tmp_path / "other-state" / "state.sqlite")
    run(replace(config, run=elsewhere), NOW)
    for path in sorted(config.run.out.rglob("*")):
        if path.is_file() and path.name != RECORD:  # which holds times
            assert path.read_bytes() == (elsewhere.out / path.relative_to(config.run.out)).read_bytes(), path
