"""Sections: one id, one label in each language, kept, and never changed by the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.errors import PublishError
from syndicate.model import (
    Article,
    Edition,
    EditionState,
    Issue,
    IssueType,
    LanguageTag,
    Method,
    Provenance,
    Segment,
    Source,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.sections import Sections, complete, labelled, load, missing, save, slug, usual

EN, ES, UK, KK = map(LanguageTag, ("en", "es", "uk", "kk"))
WORDS = {"Roads": "Carreteras", "Sea": "Mar", "Wars": "Guerras"}


def article(language: LanguageTag, *sections: str) -> Article:
    units = (Unit(UnitKind.TITLE, "A title"),)
    return Article("0" * 20, Source("feed", "guid"), units, language=language, sections=sections)


def own(table: Sections) -> dict[str, object]:
    """What a table has beside the usual sections."""
    return {section: labels for section, labels in table.names.items() if labels != usual().names.get(section)}


def translate(sheets: Sequence[Article]) -> list[Edition]:
    """Translate into Spanish by a table; of what is not in it, and of wars, something is doubtful."""
    made = [Edition(sheet, KK, (), state=EditionState.SKIPPED) for sheet in sheets]
    for sheet in sheets:
        units = tuple(replace(unit, text=WORDS.get(unit.text, unit.text)) for unit in sheet.units)
        issues = tuple(
            Issue(IssueType.UNTRANSLATED, "words", "It was copied.", unit=index)
            for index, unit in enumerate(sheet.units)
            if unit.text not in WORDS or unit.text == "Wars"
        )
        done = tuple(
            Translation(
                Segment(index, 0, 0, one.text, EN), Segment(index, 0, 0, two.text, ES), Provenance((), Method.HUMAN)
            )
            for index, (one, two) in enumerate(zip(sheet.units, units, strict=True))
        )
        made.append(Edition(sheet, ES, units, issues=issues, translations=done))
    return made


def test_what_is_missing_is_translated_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "state" / "sections.yaml"
    table = labelled(path, [article(EN, "Roads", "Sea", "roads", "Politics")], [ES, EN], translate)
    assert own(table) == {"roads": {EN: "Roads", ES: "Carreteras"}, "sea": {EN: "Sea", ES: "Mar"}}
    assert "politics" not in path.read_text("utf-8")
    assert load(path) == table
    before = path.read_bytes()

    def refuse(sheets: Sequence[Article]) -> list[Edition]:
        raise AssertionError(sheets)

    assert labelled(path, [article(EN, "Sea")], [ES], refuse) == table
    assert path.read_bytes() == before


def test_what_an_editor_wrote_is_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "sections.yaml"
    path.write_text("sea: {en: Sea, es: La mar, uk: Море}\n", "utf-8")
    table = labelled(path, [article(EN, "Sea", "Roads")], [ES], translate)
    assert table.label("sea", ES) == "La mar"
    assert table.label("roads", ES) == "Carreteras"
    assert load(path) == table


def test_a_doubtful_label_stays_as_its_source_has_it(tmp_path: Path) -> None:
    table = labelled(tmp_path / "sections.yaml", [article(EN, "Wars", "Foo")], [ES], translate)
    assert own(table) == {"wars": {EN: "Wars"}, "foo": {EN: "Foo"}}


def test_a_label_is_found_in_any_language_and_letter_case() -> None:
    table = Sections({"sea": {EN: "Sea", ES: "Mar", UK: "Море"}})
    assert {table.id_of("МОРЕ", UK), table.id_of(" mar ", LanguageTag("es-MX")), table.id_of("sea", EN)} == {"sea"}
    assert table.id_of("Mar", UK) == "mar"
    assert missing(table, [article(ES, "Mar")], [EN, UK, ES]) == []
    assert [gap.target for gap in missing(table, [article(ES, "Mar")], [EN, KK])] == [KK]


def test_two_sections_never_share_an_id() -> None:
    gaps = missing(Sections(), [article(EN, "C++", "C"), article(ES, "C")], [UK])
    table = complete(Sections(), gaps, {})
    assert len(table.names) == len({gap.label + gap.language for gap in gaps}) == 3


def test_one_section_in_two_languages_of_sources_is_one() -> None:
    gaps = missing(Sections(), [article(EN, "Sea"), article(ES, "Mar"), article(UK, "Море")], [EN, ES])
    words = {(EN, "Sea", ES): "Mar", (ES, "Mar", EN): "Sea", (UK, "Море", EN): "Sea", (UK, "Море", ES): "Mar"}
    assert complete(Sections(), gaps, words).names == {"sea": {EN: "Sea", ES: "Mar", UK: "Море"}}


def test_the_english_label_gives_the_id() -> None:
    gaps = missing(Sections(), [article(UK, "Море")], [EN])
    assert [*complete(Sections(), gaps, {(UK, "Море", EN): "Sea"}).names] == ["sea"]


@pytest.mark.parametrize(
    ("label", "made"), [("Politics", "politics"), ("Économie & vie", "economie-vie"), ("  A  b ", "a-b")]
)
def test_ids_are_plain(label: str, made: str) -> None:
    assert slug(label) == made


@pytest.mark.parametrize("label", ["Море", "...", "x" * 99, "政治", "a/Море", "\ud800"])
def test_what_has_no_plain_id_gets_a_digest(label: str) -> None:
    assert slug(label).startswith("s-")
    assert slug(label) == slug(label.upper())


def test_sentences_and_numbers_are_no_sections() -> None:
    assert missing(Sections(), [article(EN, "2022", "x " * 40, " ")], [ES]) == []


@pytest.mark.parametrize(
    "text", ["- a\n", "politics: 5\n", "politics: {en: 5}\n", "Politics: {en: x}\n", "a: {xx-: y}\n", "{"]
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sections.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PublishError) as raised:
        load(path)
    assert str(path) in raised.value.where
    assert raised.value.advice


@pytest.mark.parametrize("label", ["a: b", "'", "{x}", "#", "ä, ö", "yes", "1", "- a", "null"])
def test_any_label_is_written_so_that_it_is_read_back(tmp_path: Path, label: str) -> None:
    table = Sections({"one": {EN: label, ES: "Uno"}})
    save(tmp_path / "sections.yaml", table)
    assert own(load(tmp_path / "sections.yaml")) == table.names


def test_the_usual_sections_are_known_in_the_languages_of_the_project(tmp_path: Path) -> None:
    for section, labels in usual().names.items():
        assert {"en", "es", "fr", "uk", "ru", "az", "kk", "ky", "uz", "tr", "ka", "mn", "ar", "zh"} <= set(labels), (
            section
        )
    assert usual().label("sport", LanguageTag("pt-BR")) == "Esportes"
    assert usual().label("sport", LanguageTag("az-Cyrl")) == ""
    assert usual().id_of("общество", LanguageTag("ru")) == "society"
    (tmp_path / "own.yaml").write_text("politics: {es: Poder}\n", "utf-8")
    mine = load(tmp_path / "own.yaml")
    assert (mine.label("politics", ES), mine.label("politics", UK)) == ("Poder", "Політика")


def test_no_label_of_the_usual_sections_means_two_of_them() -> None:
    labels = [(language, label) for section in usual().names.values() for language, label in section.items()]
    assert len(labels) == len(set(labels))
