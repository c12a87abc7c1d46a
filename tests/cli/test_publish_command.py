from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli import main
from syndicate.model import Article, Edition, EditionState, LanguageTag, Source, Unit, UnitKind
from syndicate.state import State

ES = LanguageTag("es")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def edition(number: int, text: str, state: EditionState = EditionState.PUBLISHED) -> Edition:
    units = (Unit(UnitKind.TITLE, f"Noticia {number}"), Unit(UnitKind.PARAGRAPH, text))
    source = Source("https://source.example.net/rss", f"guid-{number}")
    return Edition(Article(f"{number:020x}", source, units, language=LanguageTag("en")), ES, units, state)


def release(folder: Path, *editions: Edition) -> None:
    with State(folder / "state.sqlite") as state:
        for each in editions:
            state.releases.release(each, NOW, {})


def call(folder: Path, *arguments: str, answer: str = "") -> Result:
    site, state = str(folder / "site"), str(folder / "state.sqlite")
    return CliRunner().invoke(main, ["publish", site, "--state", state, *arguments], input=answer)


def test_the_site_is_written_again_from_the_state(tmp_path: Path) -> None:
    release(tmp_path, edition(1, "Uno. Dos."), edition(2, "Tres.", EditionState.HELD))
    done = call(tmp_path, "--to", "uk")
    assert done.exit_code == 0, done.output
    assert "1 article in 2 languages" in done.output
    assert {path.name for path in (tmp_path / "site" / "es" / "articles").iterdir()} == {f"{1:020x}.html"}
    assert (tmp_path / "site" / "uk" / "feed.atom").is_file()
    again = call(tmp_path, "--to", "uk")
    assert " 0 files written, 0 removed" in again.output


def test_a_site_that_a_run_may_be_writing_is_left_alone(tmp_path: Path) -> None:
    release(tmp_path, edition(1, "Uno."))
    with State(tmp_path / "state.sqlite", exclusive=True):  # as a run has it
        busy, look = call(tmp_path), call(tmp_path, "--dry-run")
    assert busy.exit_code == 1
    assert "another run is using this state" in busy.output
    assert not (tmp_path / "site").exists()
    assert look.exit_code == 0, look.output


def test_a_dry_run_shows_the_sentences_that_change(tmp_path: Path) -> None:
    release(tmp_path, edition(1, "Uno. Dos."))
    call(tmp_path)
    release(tmp_path, edition(1, "Uno. Tres."), edition(2, "Cuatro."))
    told = call(tmp_path, "--dry-run").output.splitlines()
    assert told[:4] == ["~ [es] Noticia 1", "    - Dos.", "    + Tres.", "+ [es] Noticia 2"]
    assert "Articles: 1 new, 1 changed, 0 gone." in told
    assert "Dos." in (tmp_path / "site" / "es" / "feed.atom").read_text("utf-8")


def test_a_check_names_the_file_and_the_fault(tmp_path: Path) -> None:
    release(tmp_path, edition(1, "Uno."))
    call(tmp_path)
    good = call(tmp_path, "--check")
    assert (good.exit_code, good.output.count("nothing wrong")) == (0, 1)
    feed = tmp_path / "site" / "es" / "feed.rss"
    feed.write_text(feed.read_text("utf-8").replace('isPermaLink="false"', ""), "utf-8")
    bad = call(tmp_path, "--check")
    assert bad.exit_code == 1
    assert "es/feed.rss: “Noticia 1” has no lasting guid." in bad.output
    assert "1 problem." in bad.output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--check", "--dry-run"), 2, "not both"),
        (("--check",), 1, "no site of ours here"),
        ((), 1, "Run: syndicate run"),
    ],
)
def test_what_cannot_be_done_is_said_with_advice(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = call(tmp_path, *arguments)
    assert done.exit_code == code
    assert told in done.output


def test_help_is_quick_and_whole() -> None:
    told = CliRunner().invoke(main, ["publish", "--help"]).output
    assert "--dry-run" in told
    assert "Show the site" in CliRunner().invoke(main, ["serve", "--help"]).output


def test_a_state_that_is_not_the_sites_asks_before_it_writes(tmp_path: Path) -> None:
    release(tmp_path, edition(1, "Uno."), edition(2, "Dos."))
    call(tmp_path)
    before = files(tmp_path / "site")
    (tmp_path / "state.sqlite").rename(tmp_path / "old.sqlite")
    release(tmp_path, edition(1, "Uno."))  # as `memory import` begins one, or another's
    asked = call(tmp_path, answer="n\n")
    assert asked.exit_code == 1
    assert "1 page of an article stands here that this state never published" in asked.output
    assert call(tmp_path).exit_code == 1, "nobody there says no"
    assert files(tmp_path / "site") == before
    assert call(tmp_path, "--yes").exit_code == 0
    assert call(tmp_path).exit_code == 0, "nothing more to ask"


def files(folder: Path) -> dict[str, bytes]:
    """Return what stands on a site, but for the record of how it was built."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".syndicate-built"
    }


def test_a_language_is_taken_off_when_somebody_says_so_and_comes_back_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*words: str, code: int = 0, answer: str = "") -> str:
        result = CliRunner().invoke(main, words, input=answer)
        assert result.exit_code == code, result.output
        return result.output

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The bridge is open.\n\nIt was closed for a year.\n", "utf-8")
    both, one = (("run", "a.txt", "--from", "en", "--engine", "apertium", "--to", to) for to in ("en,es", "es"))
    said(*both)
    whole = files(Path("public"))
    assert "the next would bring it back" in said("publish", "--without", "en", "--yes", code=1)
    assert "To take them off: syndicate publish public --without en" in said(*one)
    assert {path for path in files(Path("public")) if path.startswith("en/")}
    before = files(Path("public"))
    assert "nothing is out in uk" in said("publish", "--without", "uk", "--yes", code=1)
    said("publish", "--without", "en", "--dry-run")
    asked = said("publish", "--without", "en", answer="n\n", code=1)
    assert "en: 1 article; " in asked
    assert files(Path("public")) == before, "nothing goes before somebody says so"
    said("publish", "--without", "en", "--yes")
    assert not [path for path in files(Path("public")) if path.startswith("en/")]
    said("publish", "--check")
    said("publish")
    for _ in "after it", "and nothing moved":
        assert "--without" not in said(*one)
        assert not [path for path in files(Path("public")) if path.startswith("en/")]
    said(*both)
    assert files(Path("public")) == whole
