from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.glossary.entries import Glossary, entry_digest, glossary, load, load_all
from syndicate.glossary.impact import difference, fields_changed, stale
from syndicate.glossary.ledger import Sentence, Sighting, open_state
from syndicate.glossary.used import as_last_read, edited
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, LedgerRow, Method
from syndicate.state import State

RU, UK, EN = language_tag("ru"), language_tag("uk"), language_tag("en")


def entry(identifier: str, kind: EntryKind = EntryKind.PERSON, gender: str = "m", **names: str) -> ConceptEntry:
    return ConceptEntry(identifier, kind, {language_tag(tag): name for tag, name in names.items()}, gender)


def sentence(index: int, source: str, target: str, *entries: str) -> Sentence:
    return Sentence("a", UK, 1, index, "news.txt", "Новости", RU, source, target, entries)


def sighting(of: Sentence, identifier: str, source_form: str, case: str, form: str) -> Sighting:
    row = LedgerRow("a", 1, of.segment, identifier, UK, source_form, case, form, "rule", Method.PLACEHOLDER, "held")
    return Sighting(row, of.document, of.title, RU, of.source, of.target, "published")


PETROV = entry("petrov-ivan", ru="Иван Петров", uk="Іван Петров")
OSH = entry("osh", EntryKind.PLACE, "", ru="Ош", uk="Ош")
USED = glossary([PETROV, OSH])
ARTICLE = (
    sentence(0, "Письмо Ивану Петрову пришло из Оша.", "Лист Івану Петрову прийшов з Оша.", "osh", "petrov-ivan"),
    sentence(1, "В Чолпон-Ате тепло.", "У Чолпон-Аті тепло."),
    sentence(2, "Ош далеко.", "Ош далеко.", "osh"),
)
LEDGER = [
    sighting(ARTICLE[0], "petrov-ivan", "Ивану Петрову", "dat", "Івану Петрову"),
    sighting(ARTICLE[0], "osh", "Оша", "gen", "Оша"),
    sighting(ARTICLE[2], "osh", "Ош", "nom", "Ош"),
]


def rows(*identifiers: str) -> list[Sighting]:
    return [each for each in LEDGER if each.row.entry in identifiers]


def after(*entries: ConceptEntry) -> Glossary:
    return glossary(list({**USED.entries, **{each.id: each for each in entries}}.values()))


def test_the_same_glossary_changes_nothing() -> None:
    edit = difference(USED, glossary([PETROV, OSH]))
    assert not edit.all
    assert stale([ARTICLE], edit, []) == []


def test_a_remark_changes_nothing() -> None:
    noted = ConceptEntry("osh", EntryKind.PLACE, OSH.names, note="asked the mayor", checked="2026-11-22 sf", line=7)
    assert not difference(USED, after(noted)).all


def test_a_changed_name_is_shown_in_the_case_of_its_sentence() -> None:
    new = entry("petrov-ivan", ru="Иван Петров", uk="Іван Петрів")
    edit = difference(USED, after(new))
    assert fields_changed(PETROV, new) == ("names.uk",)
    [found] = stale([ARTICLE], edit, rows("petrov-ivan"))
    assert (found.sentence.segment, found.entries) == (0, ("petrov-ivan",))
    [change] = found.changes
    assert (change.before, change.after, change.case) == ("Івану Петрову", "Івану Петріву", "dat")


def test_what_the_new_entry_still_allows_is_no_change_of_words() -> None:
    also = ConceptEntry(
        "petrov-ivan", EntryKind.PERSON, PETROV.names, "m", avoid={UK: ("Петров-Водкін",)}, also={RU: ("И. Петров",)}
    )
    [found] = stale([ARTICLE], difference(USED, after(also)), rows("petrov-ivan"))
    assert found.changes == ()


def test_a_new_entry_is_looked_for_in_every_sentence() -> None:
    town = entry("cholpon-ata", EntryKind.PLACE, "", ru="Чолпон-Ата", uk="Чолпон-Ата")
    [found] = stale([ARTICLE], difference(USED, after(town)), [])
    assert (found.sentence.segment, found.entries) == (1, ("cholpon-ata",))
    [change] = found.changes
    assert (change.before, change.after, change.case) == ("", "Чолпон-Аті", "loc")


def test_a_longer_name_hides_the_one_that_stood_there() -> None:
    river = entry("osh-river", EntryKind.TERM, "", ru="Ош далеко", uk="Ош далеко")
    [found] = stale([ARTICLE], difference(USED, after(river)), [])
    assert found.sentence.segment == 2


def test_a_removed_entry_leaves_its_names_to_the_engine() -> None:
    edit = difference(USED, glossary([PETROV]))
    assert edit.removed == {"osh"}
    found = stale([ARTICLE], edit, rows("osh"))
    assert [each.sentence.segment for each in found] == [0, 2]
    assert [(change.before, change.after, change.found) for change in found[1].changes] == [("Ош", "", False)]


def test_a_second_entry_of_one_name_makes_it_ambiguous() -> None:
    fair = entry("osh-fair", EntryKind.TERM, "", ru="Ош", uk="Ярмарок")
    found = stale([ARTICLE], difference(USED, after(fair)), [])
    assert [each.sentence.segment for each in found] == [0, 2]
    assert found[1].doubts == ("“Ош” could be osh or osh-fair: no name would be used.",)


def test_only_the_entry_asked_for_counts() -> None:
    new = glossary([entry("petrov-ivan", ru="Иван Петров", uk="Іван Петрів")])
    edit = difference(USED, new, frozenset({"petrov-ivan"}))
    assert (edit.changed, edit.removed) == ({"petrov-ivan"}, frozenset())
    assert "osh" in edit.after.entries


# -- what the last run had ---------------------------------------------------------------------


BEFORE = "osh:\n  kind: place\n  names: {ru: Ош, uk: Ош}\n"
EDITED = "osh:\n  kind: place\n  names: {ru: Ош, uk: Оша}\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder in which a run has read names.yaml, which was edited and tried afterwards."""
    names = tmp_path / "names.yaml"
    names.write_text(BEFORE, encoding="utf-8")
    keep(tmp_path, load([names]))
    names.write_text(EDITED, encoding="utf-8")
    load_all([names], tmp_path / "cache")  # as `syndicate translate` does: later than the run
    return tmp_path


def keep(folder: Path, read: Glossary) -> None:
    """Do what a run does at its end."""
    with State(folder / "state.sqlite") as state:
        state.entries.keep(read.entries, {one: entry_digest(each) for one, each in read.entries.items()})


def last_read(folder: Path) -> Glossary:
    with closing(open_state(folder / "state.sqlite")) as state:
        used, failures = as_last_read([folder / "names.yaml"], state, folder / "cache")
    assert not failures
    return used


def test_a_file_edited_in_its_place_is_compared_with_what_the_run_read(run: Path) -> None:
    used = last_read(run)
    assert used.entries["osh"].names[UK] == "Ош"
    new = load([run / "names.yaml"])
    edit = difference(used, edited(used, list(new.entries.values()), replaces=str(run / "names.yaml")))
    assert edit.changed == {"osh"}


def test_an_entry_written_since_is_new_and_one_taken_out_is_gone(run: Path) -> None:
    (run / "names.yaml").write_text("talas:\n  kind: place\n  names: {ru: Талас, uk: Талас}\n", encoding="utf-8")
    used, new = last_read(run), load([run / "names.yaml"])
    edit = difference(used, edited(used, list(new.entries.values()), replaces=str(run / "names.yaml")))
    assert (edit.added, edit.removed) == ({"talas"}, {"osh"})


def test_a_run_from_another_folder_knew_the_file_by_another_path(run: Path) -> None:
    keep(run, glossary([replace(OSH, file="names.yaml", line=1, names={UK: "Ош"})]))
    assert {each.file for each in last_read(run).entries.values()} == {str(run / "names.yaml")}


def test_where_no_run_kept_anything_the_file_of_today_counts(run: Path) -> None:
    keep(run, glossary([]))
    assert last_read(run).entries["osh"].names[UK] == "Оша"


def test_a_file_takes_the_place_of_another_or_stands_beside_it() -> None:
    used = glossary([ConceptEntry("a", EntryKind.TERM, {EN: "a"}, file="x.yaml"), OSH])
    new = [ConceptEntry("b", EntryKind.TERM, {EN: "b"}, file="copy/x.yaml")]
    assert list(edited(used, new, replaces="x.yaml").entries) == ["b", "osh"]
    assert list(edited(used, new, replaces="").entries) == ["a", "b", "osh"]
