"""Names at the desk: found, shown in their cases, changed by the fewest lines."""

from __future__ import annotations

from pathlib import Path

from deskroom import GLOSSARY, Editor


def changed_lines(folder: Path) -> list[tuple[str, str]]:
    now = (folder / "names.yaml").read_text("utf-8").splitlines()
    return [(old, new) for old, new in zip(GLOSSARY.splitlines(), now, strict=True) if old != new]


def test_names_are_found_in_any_language_and_by_older_names(editor: Editor) -> None:
    for wanted in ("сарсен", "SARSEN", "dana"):
        page = editor.get(f"/names?q={wanted}").text
        assert "sarsenova-dana" in page
        assert "/names/oral" not in page
    assert "/names/oral" in editor.get("/names?q=uralsk").text


def test_the_list_is_narrowed(editor: Editor) -> None:
    page = editor.get("/names?kind=place&missing=tr").text
    assert "/names/oral" in page
    assert "sarsenova" not in page
    assert "0 entries" in editor.get("/names?missing=en").text
    assert editor.get("/names?page=99999999999999999999").status_code == 200


def test_an_entry_shows_its_cases(editor: Editor) -> None:
    page = editor.get("/names/sarsenova-dana").text
    assert "<dt>dat</dt>" in page
    assert "Дані Сарсеновій" in page
    assert "Dana Sarsenova&#39;ya" in page


def test_an_edit_is_seen_before_it_is_saved(editor: Editor) -> None:
    page = editor.post("/names/oral/preview", names__uk="Уральськ").text
    assert '<span class="come">+   names: {en: Oral, uk: Уральськ, es: Oral}</span>' in page
    assert "Уральську" in page
    assert changed_lines(editor.folder) == []


def test_saving_changes_one_line(editor: Editor) -> None:
    answer = editor.post("/names/oral", names__uk="Уральськ", names__en="Oral", note="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/names/oral")
    before = "  names: {en: Oral, uk: Орал, es: Oral}"
    assert changed_lines(editor.folder) == [(before, "  names: {en: Oral, uk: Уральськ, es: Oral}")]
    assert "Уральськ" in editor.get("/names/oral").text


def test_a_spelling_is_added_and_the_comment_stays(editor: Editor) -> None:
    editor.post("/names/oral", also__en="Uralsk, Yaik Town")
    [(_, after)] = changed_lines(editor.folder)
    assert after == "  also: {en: [Uralsk, Yaik Town]}  # the older name"


def test_what_would_not_read_back_is_refused(editor: Editor) -> None:
    answer = editor.post("/names/oral", names__xx_yy="Oral")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert changed_lines(editor.folder) == []


def test_markup_in_a_name_stays_text(editor: Editor) -> None:
    page = editor.post("/names/oral/preview", note="<img src=x onerror=alert(1)>").text
    assert "<img" not in page
    assert "&lt;img" in page


def test_no_such_entry(editor: Editor) -> None:
    assert editor.get("/names/nobody").status_code == 404
    assert editor.post("/names/nobody", names__en="x").status_code == 404
