"""A newsroom's own templates: they stand before ours, cannot reach out, and their mistakes are told by line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from newsroom import ES, SETTINGS, edition

from syndicate.errors import PublishError
from syndicate.publish import build


def page(tmp_path: Path, **files: str) -> str:
    """Build a site of one article with those templates, and return its page."""
    folder = tmp_path / "templates"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    build([edition(ES)], replace(SETTINGS, templates=folder), tmp_path / "site")
    return next((tmp_path / "site" / "es" / "articles").iterdir()).read_text("utf-8")


def test_a_block_is_replaced_and_the_rest_is_ours(tmp_path: Path) -> None:
    own = '{% extends "syndicate/article.html" %}{% block after %}<p>Write to {{ site }} & us</p>{% endblock %}'
    made = page(tmp_path, article=own)
    assert "<p>Write to Estepa y mar & us</p>" in made
    assert '<div class="notice"' in made
    assert "<h1><bdi>El expresidente de Mongolia habla en Moscú</bdi></h1>" in made


def test_the_frame_of_every_page_is_replaced(tmp_path: Path) -> None:
    own = '{% extends "syndicate/page.html" %}{% block footer %}<footer>Ours: {{ "<b>" }}</footer>{% endblock %}'
    made = page(tmp_path, page=own)
    assert "<footer>Ours: &lt;b&gt;</footer>" in made
    assert "Ours" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_the_style_sheet_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "style.css").write_text("body { color: teal }")
    build([edition(ES)], replace(SETTINGS, templates=folder), tmp_path / "site")
    assert (tmp_path / "site" / "style.css").read_text() == "body { color: teal }"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{% extends 'syndicate/article.html' %}\n{% block after %}\n{{ nothing }}{% endblock %}", 3, "nothing"),
        ("<p>\n{% if x %}\n</p>", 2, "endif"),
        ("\n\n{{ entry.none.at_all }}", 3, "none"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ entry.__init__.__globals__ }}", 2, "unsafe"),
        ("\n\n\n{% include 'absent.html' %}", 4, "absent"),
        ("\n{{ 1 / 0 }}", 2, "zero"),
        ("\n{{ sections.append(1) }}", 2, "append"),
    ],
)
def test_a_mistake_is_told_with_file_and_line_and_nothing_is_published(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    with pytest.raises(PublishError) as raised:
        page(tmp_path, article=text)
    assert raised.value.where == f"{tmp_path / 'templates' / 'article.html'}:{line}"
    assert said in raised.value.message
    assert not (tmp_path / "site" / "es").exists()


def test_a_template_that_breaks_a_rule_is_refused(tmp_path: Path) -> None:
    own = '{% extends "syndicate/article.html" %}{% block after %}<script>x()</script>{% endblock %}'
    with pytest.raises(PublishError, match="has a script"):
        page(tmp_path, article=own)
    assert not (tmp_path / "site" / "es").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no such folder"):
        build([edition(ES)], replace(SETTINGS, templates=tmp_path / "none"), tmp_path / "site")
