"""Names that no entry knows: found in the articles of a real run, accepted, changed, or never asked about again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from deskroom import Editor, entered, worked_in

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
    with entered(worked_in(folder, {"school.md": ARTICLE}, GLOSSARY), folder) as editor:
        yield editor


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
