"""The desk's catalogues: complete, without doubts, and read on the pages, from left and from right."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from subprocess import run

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from deskroom import Editor

from syndicate.desk import answer, words

DESK = Path(str(files("syndicate.desk")))
HOW = [("templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None, "said": None}
OTHERS = re.compile(
    r"<(script|style|pre)\b.*?</\1>|<option\b[^>]*>[^<]*|<\w+ [^>]*\blang=\"(?!ar)[^>]*>[^<]*", re.DOTALL
)
"""What is no message of the desk: code, data, and what is in another language."""
CATALOGUES = sorted(DESK.joinpath("words").glob("*.po"))
PAGES = ("/names", "/names/oral", "/names/oral/uses", "/names/oral/remove", "/names/new", "/suggestions", "/changes",
         "/overview", "/settings")  # fmt: skip


@pytest.fixture(scope="module")
def messages() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(DESK), HOW, keywords=KEYWORDS)
    return {text for _, _, text, _, _ in found if isinstance(text, str | tuple)}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=path.stem)


def translations(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_russian_and_azerbaijani_are_there() -> None:
    assert {"az", "ru"} <= {path.stem for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_has_its_translation(path: Path, messages: set[str | tuple[str, ...]]) -> None:
    known = {message.id: message for message in catalogue(path) if message.id}
    assert messages - known.keys() == set(), "run: make words"
    assert known.keys() - messages == set(), "run: make words"
    assert [key for key, message in known.items() if message.fuzzy or not all(translations(message))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_fills_in_what_its_message_does(path: Path) -> None:
    for message in catalogue(path):
        if message.id:
            wanted = set(re.findall(r"%\(\w+\)s", message.id if isinstance(message.id, str) else message.id[0]))
            for text in translations(message):
                assert set(re.findall(r"%\(\w+\)s", text)) == wanted, text
                assert "%" not in re.sub(r"%\(\w+\)s", "", text), text


def test_azerbaijani_is_written_in_latin_and_russian_in_cyrillic() -> None:
    ours = "syndicate|desk|Git|Escape|Enter|kbd|as|lt|gt"
    for tag, letters in (("az", r"[а-яё]"), ("ru", rf"\b(?!{ours}|[a-z]\b)[a-z]{{2,}}")):
        for message in catalogue(DESK / "words" / f"{tag}.po"):
            for text in translations(message) if message.id else ():
                assert not re.search(letters, re.sub(r"%\(\w+\)s", "", text), re.IGNORECASE), text


@pytest.mark.parametrize(
    ("tag", "said"),
    [("ru", ("Имена", "2 статьи глоссария", "Род в этом языке", "дательный", "Сохранить")),
     ("az", ("Adlar", "2 lüğət vahidi", "Bu dildə cins", "yönlük hal", "Yadda saxla"))],
)  # fmt: skip
def test_the_pages_are_read_in_the_editors_language(editor: Editor, tag: str, said: tuple[str, ...]) -> None:
    asked = {"accept-language": f"{tag}, en;q=0.5"}
    text = "".join(editor.get(path, headers=asked).text for path in ("/names", "/names/oral"))
    assert f'<html lang="{tag}" dir="ltr">' in text
    for each in said:
        assert each in text


@pytest.fixture
def mirrored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language from right to left in which every message stands in brackets."""
    (tmp_path / "words").mkdir()
    whole = catalogue(CATALOGUES[0])
    made = Catalog(locale="ar")
    for message in whole:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[1]
            text = f"⟦{one}⟧"
            made.add(message.id, (text,) * made.num_plurals if isinstance(message.id, tuple) else text)
    with (tmp_path / "words" / "ar.po").open("wb") as stream:
        write_po(stream, made)
    monkeypatch.setattr(words, "files", lambda _: tmp_path)
    caches = (words.languages, words.catalogue, answer._templates)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("path", PAGES)
def test_a_language_from_right_to_left(editor: Editor, path: str) -> None:
    answered = editor.get(path, headers={"accept-language": "ar"})
    assert answered.status_code == 200
    assert '<html lang="ar" dir="rtl">' in answered.text
    shown = OTHERS.sub(" ", answered.text)
    # No heading, button, label or legend is left in the templates' own language.
    for name in ("h1", "h2", "button", "label", "legend", "summary"):
        for text in re.findall(rf"<{name}\b[^>]*>(.*?)</{name}>", shown, re.S):
            plain = re.sub(r"⟦[^⟧]*⟧|<[^>]*>", " ", text)
            assert not re.search(r"[a-z]{4,}", plain.replace("sarsenova-dana", "").replace("Oral", "")), text


def test_a_change_of_nothing_changes_no_catalogue(tmp_path: Path) -> None:
    root = DESK.parent.parent
    copied = tmp_path / "syndicate" / "desk"
    copytree(DESK, copied, ignore=ignore_patterns("__pycache__", "static"))
    copy(root / "Makefile", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    run(["make", "--silent", "--old-file", ".venv/.tools", "words"], cwd=tmp_path, check=True)
    for path in CATALOGUES:
        assert (copied / "words" / path.name).read_bytes() == path.read_bytes(), path.name
