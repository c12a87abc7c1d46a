"""`syndicate glossary edit`, `remove`, `changes`, `undo`: a run, a name changed, the feed changed, and back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate.cli import main

GLOSSARY = """\
oral:
  kind: place
  names: {ru: Орал, uk: Орал}  # on the Ural

semey:
  kind: place
  names: {ru: Семей, uk: Семей}
"""


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "a.md").write_text("# Школа\n\nДети пели песни. Школа стоит в Орале.\n", "utf-8")
    (tmp_path / "syndicate.toml").write_text(
        '[run]\nsources = ["a.md"]\nto = ["uk"]\nglossaries = ["names.yaml"]\nstate = "state.sqlite"\n'
        'out = "public"\n[engines]\nuse = ["apertium"]\n', "utf-8",
    )  # fmt: skip
    return tmp_path


def said(*words: str) -> str:
    answer = CliRunner().invoke(main, ["glossary", *words])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_an_edit_is_seen_made_published_and_taken_back(newsroom: Path) -> None:
    CliRunner().invoke(main, ["run", "--from", "ru"])
    feed = newsroom / "public" / "uk" / "feed.atom"
    assert " Оралі" in feed.read_text("utf-8")
    dry = said("edit", "oral", "names.uk=Уральськ", "--dry-run")
    assert "+   names: {ru: Орал, uk: Уральськ}  # on the Ural" in dry
    assert "1 sentence in 1 article would be translated anew." in dry
    assert (newsroom / "names.yaml").read_text("utf-8") == GLOSSARY
    done = said("edit", "oral", "names.uk=Уральськ", "--run", "--as", "Ana")
    assert "1 sentence in 1 article made anew; 1 published." in done
    assert " Уральську" in feed.read_text("utf-8")
    assert said("changes").startswith("1  oral  ")
    assert "Ana" in said("changes", "--json")
    said("undo", "1", "--run")
    assert (newsroom / "names.yaml").read_text("utf-8") == GLOSSARY
    assert " Оралі" in feed.read_text("utf-8")


def test_an_entry_is_removed_alone(newsroom: Path) -> None:
    assert "- semey:" in said("remove", "semey")
    assert (newsroom / "names.yaml").read_text("utf-8") == GLOSSARY.split("\nsemey")[0]
    assert CliRunner().invoke(main, ["glossary", "remove", "semey"]).exit_code != 0


def test_what_is_no_field_is_refused(newsroom: Path) -> None:
    assert newsroom.is_dir()
    for wrong in ("name.uk=x", "names.uk"):
        assert CliRunner().invoke(main, ["glossary", "edit", "oral", wrong]).exit_code == 2
    answer = CliRunner().invoke(main, ["glossary", "edit", "oral", "names.zz-zz-zz=x"])
    assert answer.exit_code != 0


def test_an_entry_goes_back_to_the_last_commit(newsroom: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *words], check=True)

    git("init", "-q")
    assert CliRunner().invoke(main, ["glossary", "restore", "oral"]).exit_code == 1, "nothing is committed"
    git("add", "names.yaml")
    git("commit", "-qm", "Names")
    said("edit", "oral", "names.uk=Уральськ")
    said("edit", "semey", "names.uk=Семипалатинськ")
    assert "-   names: {ru: Орал, uk: Уральськ}  # on the Ural" in said("restore", "oral")
    text = (newsroom / "names.yaml").read_text("utf-8")
    assert text == GLOSSARY.replace("uk: Семей", "uk: Семипалатинськ"), "the other entry keeps its edit"
