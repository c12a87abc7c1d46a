"""Names at the desk: found, shown in their cases, changed by the fewest lines."""

from __future__ import annotations

import re
import subprocess
from html import unescape
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
    assert ">dative</dt>" in page
    assert "Дані Сарсеновій" in page
    assert "Dana Sarsenova&#39;ya" in page


def test_an_edit_is_seen_before_it_is_saved(editor: Editor) -> None:
    page = editor.post("/names/oral/preview", names__uk="Уральськ").text
    assert '<span class="come">+   names: {en: Oral, uk: Уральськ, es: Oral}</span>' in page
    assert "Уральську" in page
    assert changed_lines(editor.folder) == []


def test_saving_changes_one_line(editor: Editor) -> None:
    answer = editor.post("/names/oral", names__uk="Уральськ", names__en="Oral", note="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/names/oral?done=1")
    before = "  names: {en: Oral, uk: Орал, es: Oral}"
    assert changed_lines(editor.folder) == [(before, "  names: {en: Oral, uk: Уральськ, es: Oral}")]
    assert "Уральськ" in editor.get("/names/oral").text


def test_a_spelling_is_added_and_the_comment_stays(editor: Editor) -> None:
    editor.post("/names/oral", also__en="Uralsk\r\nYaik Town\r\n")
    [(_, after)] = changed_lines(editor.folder)
    assert after == "  also: {en: [Uralsk, Yaik Town]}  # the older name"


def test_what_would_not_read_back_is_refused(editor: Editor) -> None:
    answer = editor.post("/names/oral", names__xx_yy="Oral")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert changed_lines(editor.folder) == []


def test_what_is_emptied_goes_and_its_comment_with_it(editor: Editor) -> None:
    editor.post("/names/oral", also__en="", names__es="")
    now = (editor.folder / "names.yaml").read_text("utf-8")
    gone = GLOSSARY.replace("  also: {en: [Uralsk]}  # the older name\n", "").replace("Орал, es: Oral}", "Орал}")
    assert now == gone


def test_gender_by_language_kind_and_keep(editor: Editor) -> None:
    editor.post("/names/oral", gender__es="m", gender__uk="f", kind="organisation", keep="true")
    text = (editor.folder / "names.yaml").read_text("utf-8")
    assert "kind: organisation" in text
    assert "gender: {uk: f, es: m}" in text
    assert "keep: true" in text
    page = editor.get("/names/oral").text
    assert '<option value="m" selected>masculine</option>' in page
    answer = editor.post("/names/oral", gender="m", gender__es="m")
    assert answer.status_code == 409


def test_a_form_of_ones_own_stands_before_the_rule(editor: Editor) -> None:
    editor.post("/names/oral", forms__uk__loc="Оралові")
    assert "forms: {uk: {loc: Оралові}}" in (editor.folder / "names.yaml").read_text("utf-8")
    assert '<dd title="forms">Оралові</dd>' in editor.get("/names/oral").text


def base(editor: Editor, entry: str) -> str:
    found = re.search(r'name="base" value="([^"]*)"', editor.get(f"/names/{entry}").text)
    assert found
    return unescape(found[1])


def test_two_editors_of_different_fields_both_have_their_way(editor: Editor) -> None:
    seen = base(editor, "oral")
    editor.post("/names/oral", base=seen, names__uk="Уральськ", names__es="Oral")
    answer = editor.post("/names/oral", base=seen, names__uk="Орал", names__es="Oral de Kazajistán")
    assert answer.status_code == 303
    assert "{en: Oral, uk: Уральськ, es: Oral de Kazajistán}" in (editor.folder / "names.yaml").read_text("utf-8")


def test_two_editors_of_one_field_are_shown_side_by_side(editor: Editor) -> None:
    seen = base(editor, "oral")
    editor.post("/names/oral", base=seen, names__uk="Уральськ")
    answer = editor.post("/names/oral", base=seen, names__uk="Орал-місто")
    assert answer.status_code == 409
    assert "<td>Орал</td><td>Уральськ</td><td>Орал-місто</td>" in answer.text
    assert 'value="Орал-місто"' in answer.text
    assert "Орал-місто" not in (editor.folder / "names.yaml").read_text("utf-8")
    again = re.search(r'name="base" value="([^"]*)"', answer.text)
    assert again
    editor.post("/names/oral", base=unescape(again[1]), names__uk="Орал-місто")
    assert "uk: Орал-місто" in (editor.folder / "names.yaml").read_text("utf-8")


def test_a_new_entry_is_one_block_at_its_place(editor: Editor) -> None:
    said = {
        "names__en": "Petropavl",
        "names__uk": "Петропавл",
        "kind": "place",
        "file": str(editor.folder / "names.yaml"),
    }
    assert editor.post("/names/new", **said).headers["location"] == "/names/petropavl?done=1"
    block = "petropavl:\n  kind: place\n  names: {en: Petropavl, uk: Петропавл}\n\n"
    assert (editor.folder / "names.yaml").read_text("utf-8") == GLOSSARY.replace(
        "sarsenova-dana:", block + "sarsenova-dana:"
    )
    assert editor.post("/names/new", **said).status_code == 409
    assert editor.post("/names/new", **{**said, "id": "x", "file": "/etc/passwd"}).status_code == 409


def test_deleting_asks_first_and_only_that_entry_goes(editor: Editor) -> None:
    assert '<span class="go">- oral:</span>' in editor.get("/names/oral/remove").text
    assert editor.post("/names/oral/remove", base="{}").headers["location"] == "/names/oral/remove"
    assert "oral:" in (editor.folder / "names.yaml").read_text("utf-8")
    editor.post("/names/oral/remove", base=base(editor, "oral"))
    text = (editor.folder / "names.yaml").read_text("utf-8")
    assert text == "# Names of the newsroom.\n" + GLOSSARY[GLOSSARY.index("sarsenova-dana:") :]


def test_the_last_name_cannot_be_emptied(editor: Editor) -> None:
    answer = editor.post("/names/oral", names__en="", names__uk="", names__es="")
    assert answer.status_code == 409
    assert "no name in any language" in answer.text
    assert changed_lines(editor.folder) == []


def test_git_says_what_is_uncommitted(editor: Editor) -> None:
    assert "in no Git repository" in editor.get("/changes").text
    git = ["git", "-C", str(editor.folder), "-c", "user.name=E", "-c", "user.email=e@example.org"]
    for words in (["init", "-q"], ["add", "names.yaml"], ["commit", "-q", "-m", "Names"]):
        subprocess.run([*git, *words], check=True)
    assert "Nothing is uncommitted" in editor.get("/changes").text
    editor.post("/names/oral", names__uk="Уральськ", note="A note")
    assert '<span class="come">+  names: {en: Oral, uk: Уральськ, es: Oral}</span>' in editor.get("/changes").text
    editor.post("/names/oral/restore")
    assert changed_lines(editor.folder) == []


def test_markup_in_a_name_stays_text(editor: Editor) -> None:
    page = editor.post("/names/oral/preview", note="<img src=x onerror=alert(1)>").text
    assert "<img" not in page
    assert "&lt;img" in page


def test_no_such_entry(editor: Editor) -> None:
    assert editor.get("/names/nobody").status_code == 404
    assert editor.post("/names/nobody", names__en="x").status_code == 404
