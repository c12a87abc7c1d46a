"""A name edited at the desk: its impact, the sentences made anew, the feeds, and the way back. A real run, Apertium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from deskroom import Editor, entered, worked_in

GLOSSARY = """\
oral:
  kind: place
  names: {ru: Орал, uk: Орал}

sarsenova-dana:
  kind: person
  gender: f
  names: {ru: Дана Сарсенова, uk: Дана Сарсенова}
  short: {ru: Сарсенова, uk: Сарсенова}
"""
FIRST = """\
# Школа в Орале

Дана Сарсенова открыла новую школу. Учителя говорили с Даной Сарсеновой. Дети пели песни.
"""
SECOND = """\
# Книга о реке

Автор книги живёт у реки. Сарсенова прочитала книгу. Зима была долгой.
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("newsroom")
    with entered(worked_in(folder, {"school.md": FIRST, "river.md": SECOND}, GLOSSARY), folder) as editor:
        yield editor


def feed(editor: Editor) -> str:
    return (editor.folder / "public" / "uk" / "feed.atom").read_text("utf-8")


def test_what_an_edit_would_touch_is_counted_and_listed(editor: Editor) -> None:
    page = editor.post("/names/sarsenova-dana/preview", names__uk="Дана Сарсенівна").text
    assert "<strong>3 sentences</strong> in 2 articles would be translated anew" in page
    assert page.count('<p lang="ru"') == 3
    assert "Даною Сарсенівною" in page
    note = editor.post("/names/sarsenova-dana/preview", note="A teacher").text
    assert "No sentence would be translated anew." in note


def test_a_new_reading_reaches_articles_that_did_not_have_the_name(editor: Editor) -> None:
    page = editor.post("/names/oral/preview", also__ru="Зима").text
    assert "<strong>2 sentences</strong> in 2 articles" in page  # the heading that has it, and the one that would


def test_each_form_stands_in_its_sentence(editor: Editor) -> None:
    page = editor.get("/names/sarsenova-dana/uses").text
    assert re.search(r" з <mark>Даною Сарсеновою</mark>\.", page)
    assert re.search(r'href="/articles/[0-9a-f]{20}/uk#s1-1"', page)
    assert "0 mentions" in editor.get("/names/sarsenova-dana/uses?outcome=lost").text


def test_saving_makes_anew_what_it_touches_and_taking_back_undoes_it(editor: Editor) -> None:
    before = feed(editor)
    answer = editor.post("/names/sarsenova-dana", names__uk="Дана Сарсенко", short__uk="Сарсенко")
    page = editor.get(answer.headers["location"]).text
    assert "3 sentences made anew, in 2 articles (3 by an engine)" in page
    assert "published: 2" in page
    assert "Сарсенко" in feed(editor)
    assert "Сарсенова" not in feed(editor)
    changes = editor.get("/changes").text
    assert "A. Editor" in changes
    assert 'name="number" value="1"' in changes
    editor.post("/changes", number="1")
    assert (editor.folder / "names.yaml").read_text("utf-8") == GLOSSARY
    assert "Сарсенко" not in feed(editor)
    assert before.count("Сарсенов") == feed(editor).count("Сарсенов")
    assert editor.post("/changes", number="99").status_code == 404
