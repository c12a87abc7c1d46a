"""What is remembered: counted, given to other tools, taken from them, pruned; and the state of an older version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from syndicate.cli import main
from syndicate.editing.exchange import take
from syndicate.errors import ReadError
from syndicate.model import LanguageTag, Segment
from syndicate.state import State
from syndicate.tmx import TranslationUnit

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = """A bridge opens

The bridge in Talas is open again. It was shut for a year.
"""
OF_VERSION_1 = """
CREATE TABLE translations (
  key TEXT PRIMARY KEY, source TEXT, target TEXT, direction TEXT, route TEXT, method TEXT, entries TEXT, value BLOB
) WITHOUT ROWID;
CREATE TABLE articles (
  id TEXT PRIMARY KEY, feed TEXT, guid TEXT, language TEXT, document TEXT, title TEXT, value BLOB
) WITHOUT ROWID;
CREATE TABLE segments (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, key TEXT, PRIMARY KEY (article, language, unit, segment)
) WITHOUT ROWID;
CREATE TABLE editions (
  article TEXT, language TEXT, state TEXT, published TEXT, updated TEXT, words TEXT, current BLOB, released BLOB,
  PRIMARY KEY (article, language)
) WITHOUT ROWID;
CREATE TABLE ledger (
  article TEXT, language TEXT, unit INTEGER, segment INTEGER, position INTEGER, entry TEXT, source_form TEXT,
  grammatical_case TEXT, target_form TEXT, rule TEXT, method TEXT, outcome TEXT,
  PRIMARY KEY (article, language, unit, segment, position)
) WITHOUT ROWID;
CREATE INDEX ledger_entry ON ledger (entry, language);
CREATE TABLE runs (id INTEGER PRIMARY KEY, report BLOB);
INSERT INTO translations SELECT key, source, target, source_language || '-' || target_language, route, method,
  entries, value FROM now.translations;
INSERT INTO articles SELECT id, feed, guid, language, document, title, value FROM now.articles;
INSERT INTO segments SELECT article, language, unit, segment, key FROM now.segments;
INSERT INTO editions SELECT article, language, state, published, updated, words, current, released FROM now.editions;
INSERT INTO ledger SELECT * FROM now.ledger;
INSERT INTO runs SELECT 1, value FROM now.facts WHERE name = 'report';
PRAGMA user_version = 1;
"""
"""The tables as version 1 of the state had them, filled from a state of today."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    (tmp_path / "story.txt").write_text(TEXT, "utf-8")
    assert run().exit_code == 0
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def run() -> Result:
    return call("run", "story.txt", "--to", "es", "--engine", "apertium")


def page() -> str:
    return next(Path("public/es/articles").glob("*.html")).read_text("utf-8")


def site(folder: Path) -> dict[Path, bytes]:
    files = (path for path in (folder / "public").rglob("*") if path.is_file() and path.name[0] != ".")
    return {path: path.read_bytes() for path in files}


def test_what_is_remembered_is_counted_and_pruned(folder: Path) -> None:
    stats = call("memory", "stats").output
    assert "3  en-es  apertium:en-es:" in stats
    assert call("memory", "prune").output == "0 sentences forgotten.\n"
    (folder / "story.txt").write_text(TEXT.replace("It was shut for a year.", "It was new."), "utf-8")
    run()
    assert call("memory", "prune").output == "1 sentences forgotten.\n"
    assert "3  en-es" in call("memory", "stats").output
    assert call("memory", "stats", "--state", "none.sqlite").exit_code == 1
    assert "nothing has been run yet" in call("memory", "stats", "--state", "none.sqlite").output
    State(Path("fresh.sqlite")).close()
    assert call("memory", "stats", "--state", "fresh.sqlite").output == "Nothing is remembered yet.\n"


def test_tmx_goes_out_and_comes_in_as_suggestions(folder: Path) -> None:
    exported = call("memory", "export").stdout_bytes
    units = etree.fromstring(exported).findall("body/tu")
    assert {unit.findtext("tuv/seg") for unit in units} == {
        "A bridge opens", "The bridge in Talas is open again.", "It was shut for a year.",
    }  # fmt: skip
    (folder / "out.tmx").write_bytes(exported)
    before = page()
    assert call("memory", "import", "out.tmx", "--state", "other/state.sqlite").output == "3 sentences from out.tmx.\n"
    assert "3  en-es" in call("memory", "stats", "--state", "other/state.sqlite").output
    call("memory", "import", "out.tmx")
    run()
    assert page() == before  # a suggestion is for editors, and changes nothing by itself
    bad = folder / "bad.tmx"
    bad.write_text("<tmx>", "utf-8")
    said = call("memory", "import", "bad.tmx")
    assert (said.exit_code, "bad.tmx" in said.output, "not well-formed" in said.output) == (1, True, True)


def test_what_people_wrote_elsewhere_wins(folder: Path) -> None:
    (folder / "agency.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>It was shut for a year.</seg></tuv>'
        '<tuv xml:lang="es"><seg>Llevaba un año cerrado.</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    told = "1 sentences from agency.tmx.\n1 of them are people's; 0 stand in place of other words of theirs.\n"
    for _ in range(2):
        assert call("memory", "import", "agency.tmx", "--human", "Agencia").output == told
    said = run().output
    assert "0 translated, 3 remembered" in said
    assert "Llevaba un año cerrado." in page()
    assert "Agencia" in page()
    assert call("memory", "prune").output == "1 sentences forgotten.\n"  # the machine's, which stands nowhere now
    assert "Llevaba un año cerrado." in call("memory", "export").output
    with State(folder / ".syndicate" / "state.sqlite") as state:
        assert len(state.corrections.all(withdrawn=True)) == 1  # the same file twice is one correction


def test_a_memory_goes_into_a_new_state_and_people_stay_people(folder: Path) -> None:
    with State(folder / ".syndicate" / "state.sqlite") as state:
        segment = Segment(0, 0, 0, "It was shut for a year.", LanguageTag("en"))
        state.corrections.add(segment, LanguageTag("es"), "Llevaba un año cerrado.", reviewer="Ana", when=NOW)
    assert run().exit_code == 0
    before = page()
    (folder / "out.tmx").write_bytes(call("memory", "export").stdout_bytes)
    (folder / ".syndicate").rename(folder / "old")
    told = call("memory", "import", "out.tmx", "--human", "Somebody").output
    assert told == "4 sentences from out.tmx.\n1 of them are people's; 0 stand in place of other words of theirs.\n"
    assert "3 translated, 0 remembered" not in run().output
    assert page().count("Ana") == before.count("Ana") > 0
    assert "Somebody" not in page()
    assert call("memory", "import", "out.tmx", "--human", "Somebody").output == told
    assert call("memory", "export").stdout_bytes == (folder / "out.tmx").read_bytes()


def test_languages_of_other_tools_are_the_newsrooms(folder: Path) -> None:
    (folder / "agency.tmx").write_text(
        '<tmx version="1.4"><header srclang="EN-US"/><body>\n'
        '<tu><tuv xml:lang="EN-US"><seg>It was shut\n for a year.</seg></tuv>'
        '<tuv xml:lang="ES-ES"><seg>Llevaba un\u00a0año cerrado.</seg></tuv>'
        '<tuv xml:lang="pt-BR"><seg>Ficou um ano fechada.</seg></tuv></tu>\n'
        '<tu><tuv xml:lang="none?"><seg>x</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    told = call("memory", "import", "agency.tmx", "--human", "Agencia").output
    assert "2 sentences from agency.tmx." in told
    assert "EN-US" not in told
    assert "en-US is taken for en.\nes-ES is taken for es.\n" in told
    assert "Nothing is published in pt-BR: no article will use what is in it." in told
    assert "Left out: agency.tmx:4: “none?” is not a language tag." in told
    assert "0 translated, 3 remembered" in run().output
    assert "Llevaba un\u00a0año cerrado." in page()
    (folder / "bad.tmx").write_text("<tmx><body><tu/></body></tmx>", "utf-8")
    assert call("memory", "import", "bad.tmx").exit_code == 1


def test_a_state_stays_free_while_a_file_is_read_and_a_broken_file_leaves_nothing(folder: Path) -> None:
    unit = TranslationUnit("It rains.", "Llueve.", (LanguageTag("en"), LanguageTag("es")))
    journal = Path(".syndicate/state.sqlite.people").read_bytes()

    def slow() -> Iterator[TranslationUnit]:
        yield unit
        with State(Path(".syndicate/state.sqlite")) as other, other.writing():
            pass
        yield unit
        raise ReadError("it ends too soon.")

    with State(Path(".syndicate/state.sqlite")) as state:
        for reviewer in ("Ana", ""):
            with pytest.raises(ReadError):
                take(state, slow(), [LanguageTag("es")], origin="x.tmx", reviewer=reviewer, when=NOW)
        assert "It rains." not in [one.source for one in state.translations.units()]
    assert Path(".syndicate/state.sqlite.people").read_bytes() == journal


def test_nothing_is_pruned_while_a_run_goes_on(folder: Path) -> None:
    with State(folder / ".syndicate" / "state.sqlite", exclusive=True):
        said = call("memory", "prune")
    assert (said.exit_code, "another run is using this state" in said.output) == (1, True)


def test_a_state_of_version_1_goes_on(folder: Path) -> None:
    state, old = folder / ".syndicate" / "state.sqlite", folder / "old.sqlite"
    before = site(folder)
    with closing(sqlite3.connect(old, isolation_level=None)) as database:
        database.execute("ATTACH ? AS now", (str(state),))
        database.executescript(OF_VERSION_1)
    for path in state.parent.glob("state.sqlite*"):
        path.unlink()
    old.rename(state)
    assert "3 sentences wanted" in call("report").output  # the last report is still told
    said = run().output
    assert "0 translated, 3 remembered" in said
    assert site(folder) == before
    with State(state) as opened:
        assert opened.translations.near("The bridge in Talas is open.", "en", "es")
        assert opened.queue.tallies()
    assert (folder / ".syndicate" / "state.sqlite.people").is_file()
