"""A damaged, cut off or vanished state: told, set aside, made anew; ids, dates and people's work are as they were."""

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from test_pipeline import BRIEF, GLOSSARY, NOW, PAGE

from syndicate.cli import main
from syndicate.config import Config, EngineTable, GateTable, RunSettings
from syndicate.desk.app import make_app
from syndicate.editing import review
from syndicate.errors import StateError
from syndicate.languages import language_tag
from syndicate.model import EditionState
from syndicate.rerun import run
from syndicate.state import State
from syndicate.state.database import told
from syndicate.state.decisions import Action
from syndicate.state.journal import append, journal_of, rows

ES = language_tag("es")
LATER = NOW + timedelta(days=3)
OWN = "Las fronteras siguen abiertas, dijo Ana."


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A newsroom with an undated article, a correction, an approval that was undone, and one that holds."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    undated = PAGE.replace("/borders", "/undated").replace("Borders stay", "Roads stay").replace("2022-09-2", "")
    for name, text in (("a.html", PAGE), ("b.html", undated), ("c.txt", BRIEF)):
        (inbox / name).write_text(text, "utf-8")
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),), to=(ES,), out=tmp_path / "public", state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )  # fmt: skip
    config = Config(settings, EngineTable(use=("apertium",)), GateTable(review=("en-es",)))
    held = [one.id for one in run(config, NOW).outcomes if one.state is EditionState.HELD]
    assert len(held) == 2
    with State(settings.state) as state:
        place = review.sheet(state, held[0], ES).sentences[0].source
        review.correct(state, held[0], ES, (place.unit, place.index), OWN, reviewer="Ana", when=NOW)
    run(config, NOW)
    with State(settings.state) as state:
        for one in held:
            review.decide(state, one, ES, Action.APPROVE, reviewer="Ana", when=NOW, note="read")
            review.undo(state, one, ES, when=NOW)
            review.decide(state, one, ES, Action.APPROVE, reviewer="Bek", when=NOW)
    assert run(config, NOW).exit_code == 0
    return config


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(20_000, len(data) - 4096, 16_384):
        data[start : start + 2000] = bytes(each ^ 0x5A for each in data[start : start + 2000])
    path.write_bytes(data)


def one_page(path: Path, table: str = "editions") -> None:
    """Damage the first page of a table: all else can be read."""
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\x7f" * 4096
    path.write_bytes(data)


def corrections(path: Path) -> None:
    """Damage what a run asks for before it does anything."""
    one_page(path, "corrections")


def inputs(path: Path) -> None:
    one_page(path, "inputs")


def a_letter(path: Path) -> None:
    """Damage the words of an article where SQLite cannot see it."""
    data = path.read_bytes()
    assert b'"units":[' in data
    path.write_bytes(data.replace(b'"units":[', b'"units";['))


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:30_000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(8192))


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "damage", [in_the_middle, one_page, corrections, inputs, a_letter, cut_off, emptied, zeroed, gone]
)
def test_the_next_run_gives_the_same_site(config: Config, damage) -> None:  # type: ignore[no-untyped-def]
    before = site(config.run.out)
    assert OWN.encode() in b"".join(before.values())
    with closing(sqlite3.connect(config.run.state)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(config.run.state)
    # What SQLite cannot see is found by whoever has to read it.
    next((config.run.out / "es" / "articles").glob("*.html")).unlink()
    # Something new makes the run look at all there is.
    (Path(config.run.sources[0]) / "d.txt").write_text(BRIEF.replace("открыты", "закрыты"), "utf-8")
    report = run(config, LATER)
    said = [each for each in report.failures if each.stage == "state"]
    assert len(said) == 1, report.failures
    assert "5 corrections and decisions of people" in said[0].message
    aside = config.run.state.with_name("state.sqlite.damaged-1")
    assert aside.exists() is (damage not in (emptied, gone))
    after = site(config.run.out)
    assert {path: text for path, text in after.items() if path.startswith("es/articles/")} == {
        path: text for path, text in before.items() if path.startswith("es/articles/")
    }
    assert report.count(EditionState.HELD) == 0
    assert after["es/feed.atom"] == before["es/feed.atom"]
    with State(config.run.state) as state:
        assert [one.reviewer for one in state.corrections.all()] == ["Ana"]
        undone = [one for each in report.outcomes for one in state.decisions.history(each.id, ES) if one.undone]
        assert [one.note for one in undone] == ["read", "read"]
    again = run(config, LATER)
    assert (again.failures, again.redone, again.exit_code) == ((), 0, 0)


def test_an_emptied_state_is_left_to_a_run_and_mended_also_where_no_file_moved(config: Config) -> None:
    files = [*Path(config.run.sources[0]).iterdir(), *config.run.glossaries]
    for path in files:
        os.utime(path, (time.time() - 3600,) * 2)  # of one written just now no time tells whether it moved
    run(config, NOW)
    before = site(config.run.out)
    emptied(config.run.state)
    said = "the state is empty. The next syndicate run makes it anew of all that can be recovered."
    for asked in ("report", "publish"):
        result = CliRunner().invoke(main, [asked, "--state", str(config.run.state)])
        assert (result.exit_code, said in result.output) == (1, True), result.output
    with pytest.raises(StateError, match=said):
        make_app(config, key="k", port=1, reviewer="Ana")
    report = run(config, LATER)
    assert [each.stage for each in report.failures] == ["state"], report.failures
    assert "5 corrections and decisions of people" in report.failures[0].message
    after = site(config.run.out)
    assert {path for path in after if after[path] != before.get(path)} == {".syndicate-built"}


def test_the_desk_does_not_open_over_what_is_no_state(config: Config) -> None:
    config.run.state.write_bytes(b"no state " * 5000)
    with pytest.raises(StateError, match=r"the state is damaged .* The next syndicate run sets it aside"):
        make_app(config, key="k", port=1, reviewer="Ana")
    journal_of(config.run.state).unlink()
    with pytest.raises(StateError, match="this is another kind of file"):
        make_app(config, key="k", port=1, reviewer="Ana")


def test_a_new_newsroom_recovers_nothing_and_says_nothing(config: Config, tmp_path: Path) -> None:
    settings = replace(config.run, out=tmp_path / "other", state=tmp_path / "other-state" / "state.sqlite")
    assert run(replace(config, run=settings), NOW).failures == ()


def test_what_belongs_to_somebody_else_is_not_touched(config: Config, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, this is no database.", "utf-8")
    with pytest.raises(StateError, match="another kind of file"):
        run(replace(config, run=replace(config.run, state=letter)), NOW)
    assert letter.read_text("utf-8") == "Dear all, this is no database."


def test_the_journal_has_each_row_and_survives_its_own_damage(config: Config) -> None:
    path = journal_of(config.run.state)
    whole = rows(path)
    assert [row["reviewer"] for row in whole["decisions"]] == ["Ana", "Bek"] * 2 or len(whole["decisions"]) == 4
    assert whole["corrections"][0]["target"] == OWN
    with path.open("ab") as file:
        file.write(b'{"decisions": {"id": 1, "act')  # the power went
    assert rows(path) == whole
    with State(config.run.state) as state:
        (one,) = state.corrections.all()
        review.withdraw_correction(state, one.id, when=LATER)
    assert rows(path)["corrections"][0]["withdrawn"] == LATER.isoformat()
    path.unlink()
    with State(config.run.state):
        pass
    assert rows(path)["decisions"] == whole["decisions"]  # a state of before the journal gets one


def test_a_line_that_cannot_be_made_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "more than is written at once " * 10_000
        raise sqlite3.OperationalError("disk I/O error")

    path = tmp_path / "state.sqlite.people"
    append(path, ["one"])
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        append(path, lines())
    assert path.read_bytes() == before


def test_a_writer_is_waited_for_and_then_named(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syndicate.state.database._PATIENCE", 0.2)
    with closing(sqlite3.connect(config.run.state, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with State(config.run.state) as state, pytest.raises(StateError, match="another program is writing"):
            state.facts.put("name", b"value")
        other.execute("ROLLBACK")
    with State(config.run.state) as state:
        state.facts.put("name", b"value")


def test_a_disk_on_which_sqlite_cannot_begin_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    assert "disk is full" not in str(told(error, tmp_path / "state.sqlite"))
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    assert "the disk is full" in str(told(error, tmp_path / "state.sqlite"))


def test_a_full_disk_is_said_and_leaves_everything_as_it_was(config: Config) -> None:
    journal = journal_of(config.run.state).read_bytes()
    with State(config.run.state) as state:
        article = next(state.releases.editions(language=ES)).article.id
        state.facts.put("before", b"1")
        size = (config.run.state.with_name("state.sqlite-wal")).stat().st_size
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(StateError, match="disk"):
                review.decide(state, article, ES, Action.HOLD, reviewer="Ana", when=LATER, note="n" * 100)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert journal_of(config.run.state).read_bytes() == journal
        assert all(one.action != "hold" for one in state.decisions.history(article, ES))
        review.decide(state, article, ES, Action.HOLD, reviewer="Ana", when=LATER)
    with State(config.run.state) as state:
        assert state.decisions.history(article, ES)[-1].action == "hold"


TMX = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="ru" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x"
 creationtool="x" creationtoolversion="1"/><body><tu>
<tuv xml:lang="ru"><seg>Дети пели песни.</seg></tuv><tuv xml:lang="es"><seg>Los niños cantaban.</seg></tuv>
</tu></body></tmx>
"""


@pytest.mark.parametrize("damage", [emptied, gone])
def test_an_import_recovers_what_people_did_before_it_writes(config: Config, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    before = site(config.run.out)
    damage(config.run.state)
    for own in config.run.state.parent.glob("*-wal"):
        own.unlink()
    file = tmp_path / "agency.tmx"
    file.write_text(TMX, "utf-8")
    result = CliRunner().invoke(
        main, ["memory", "import", str(file), "--human", "Gul", "--state", str(config.run.state)]
    )
    assert (result.exit_code, "5 corrections and decisions of people" in result.output) == (0, True), result.output
    report = run(config, LATER)
    assert report.count(EditionState.HELD) == 0
    assert site(config.run.out)["es/feed.atom"] == before["es/feed.atom"], "the dates too, which the site alone has"
    with State(config.run.state) as state:
        assert [one.reviewer for one in state.corrections.all()] == ["Ana", "Gul"]


def test_a_state_that_nobody_came_to_fill_is_filled(config: Config) -> None:
    emptied(config.run.state)
    State(config.run.state, exclusive=True).close()  # and then the run was killed
    report = run(config, LATER)
    assert "5 corrections and decisions of people" in report.failures[0].message
    assert run(config, LATER).failures == ()
