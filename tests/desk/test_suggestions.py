"""Names that no entry knows: found in the articles of a real run, accepted, changed, or never asked about again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from deskroom import HOME, KEY, PORT, Editor
from starlette.testclient import TestClient

from syndicate.config import Config, RunSettings
from syndicate.desk.app import make_app
from syndicate.desk.safety import entrance
from syndicate.model import LanguageTag
from syndicate.pipeline import run

GLOSSARY = """\
sarsenova-dana:
  kind: person
  gender: f
  names: {ru: Дана Сарсенова, uk: Дана Сарсенова}
"""
ARTICLE = """\
# Школа у реки

Вчера Марат Жолдасов открыл школу. Дети говорили с Маратом Жолдасовым. Учителя ждали Марата Жолдасова.

Дана Сарсенёва читала книгу. Дети видели Дану Сарсенёву. Потом Акмарал Школьная пела.
Все слушали, как Акмарал Школьная поёт.
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    (folder / "school.md").write_text(ARTICLE, "utf-8")
    settings = RunSettings(
        sources=(str(folder / "school.md"),), to=(LanguageTag("uk"),), glossaries=(folder / "names.yaml",),
        state=folder / "state" / "state.sqlite", out=folder / "public",
    )  # fmt: skip
    config = Config(run=settings, engines=replace(Config().engines, use=("apertium",)))
    run(config, datetime(2026, 11, 1, tzinfo=UTC), language=LanguageTag("ru"))
    with TestClient(make_app(config, key=KEY, port=PORT, reviewer="A. Editor"), base_url=HOME) as client:
        client.get(entrance(PORT, KEY))
        yield Editor(client, folder)


def test_nothing_is_looked_for_before_somebody_asks(editor: Editor) -> None:
    assert "Nobody has looked yet" in editor.get("/suggestions").text
    assert editor.post("/suggestions", action="look").status_code == 303
    page = editor.get("/suggestions").text
    assert "Looked for in 1 article" in page
    assert "Марат Жолдасов</span> <small>3×" in page
    assert "<mark>Маратом Жолдасовым</mark>" in page


def test_a_typo_of_a_known_name_stands_apart(editor: Editor) -> None:
    page = editor.get("/suggestions").text
    assert "One letter from a known name" in page
    assert 'href="/names/sarsenova-dana"' in page


def test_never_asked_again_is_a_file_that_editors_own(editor: Editor) -> None:
    assert "Акмарал Школьная" in editor.get("/suggestions").text
    editor.post("/suggestions", action="never", words="Акмарал Школьная\n")
    assert "Акмарал Школьная" not in editor.get("/suggestions").text
    text = (editor.folder / "never.txt").read_text("utf-8")
    assert text.startswith("# ")
    assert text.endswith("\nАкмарал Школьная\n")
    editor.post("/suggestions", action="look")
    assert "Акмарал Школьная" not in editor.get("/suggestions").text


def test_accepting_writes_the_entry_as_it_was_changed(editor: Editor) -> None:
    page = editor.get("/suggestions").text
    form = next(
        one for one in re.findall(r'<form method="post" action="/names/new">.*?</form>', page, re.S) if "Марат" in one
    )
    said = {name: unescape(value) for name, value in re.findall(r'name="([\w.-]+)"[^>]* value="([^"]*)"', form)}
    said["names.uk"] = "Марат Жолдасів"
    file = re.search(r'name="file"><option value="([^"]*)"', form)
    assert file
    more = editor.post("/names/new/more", **said).text
    assert 'value="Марат Жолдасів"' in more
    answer = editor.post("/names/new", **{**said, "file": unescape(file[1])})
    assert answer.headers["location"] == f"/names/{said['id']}?done=1"
    assert "3 sentences made anew" in editor.get(answer.headers["location"]).text
    assert "uk: Марат Жолдасів" in (editor.folder / "names.yaml").read_text("utf-8")
    assert "Марат Жолдасов</span>" not in editor.get("/suggestions").text
    assert "Жолдасів" in (editor.folder / "public" / "uk" / "feed.atom").read_text("utf-8")
