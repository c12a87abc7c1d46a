"""What ships is never written: an edit of it becomes an entry of the newsroom's own, which wins, and may go again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import syndicate
from syndicate.config import RunSettings
from syndicate.errors import GlossaryError
from syndicate.glossary import own, shipped
from syndicate.glossary.entries import load, load_all

OWN = "bishkek:\n  kind: place\n  names: {en: Bishkek, uk: Пішпек}\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel installs it: what ships lies inside."""
    place = tmp_path_factory.mktemp("site")
    package = Path(syndicate.__file__).parent
    shutil.copytree(package, place / "syndicate", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(shipped(), place / "syndicate" / "shipped")
    return place


def test_an_edit_leaves_what_ships_as_it_is_and_is_used_and_may_be_taken_back(installed: Path, tmp_path: Path) -> None:
    def said(*words: str, code: int = 0) -> str:
        answer = subprocess.run(
            [sys.executable, "-m", "syndicate", *words], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert answer.returncode == code, answer.stdout + answer.stderr
        return answer.stdout + answer.stderr

    folder = installed / "syndicate" / "shipped"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "a.md").write_text("# Школа\n\nДети пели песни. Школа стоит в Бишкеке.\n", "utf-8")
    (tmp_path / "syndicate.toml").write_text('[engines]\nuse = ["apertium"]\n', "utf-8")
    feed, names = tmp_path / "public" / "uk" / "feed.atom", tmp_path / ".syndicate" / "names.yaml"
    said("run", "a.md", "--from", "ru", "--to", "uk")
    assert "у Бішкеку" in feed.read_text("utf-8")
    dry = said("glossary", "edit", "bishkek", "names.uk=Пішпек", "--dry-run")
    assert "1 sentence in 1 article would be translated anew." in dry
    assert not names.exists()
    done = said("glossary", "edit", "bishkek", "names.uk=Пішпек", "--run")
    assert "bishkek ships with syndicate" in done
    assert f"{Path('.syndicate/names.yaml')} (beside the state; no setting has to name it)" in done
    assert "у Пішпеку" in feed.read_text("utf-8")
    assert "0 errors" in said("glossary", "check")
    assert "names.yaml:1" in said("glossary", "show", "bishkek")
    assert "cannot be taken out" in said("glossary", "remove", "oral", code=1)
    assert "already there" in said("glossary", "add", "oral", "en=Oral", code=1)
    said("glossary", "add", "turgai", "--kind", "place", "en=Turgai")
    said("glossary", "suggest", "a.md", "--never", "Школа")
    assert "made anew; 1 published" in said("glossary", "remove", "bishkek", "--run"), "what ships counts again"
    assert "у Бішкеку" in feed.read_text("utf-8")
    assert "turgai:" in names.read_text("utf-8")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_entries_of_ours_win_in_any_order_and_what_ships_stays_below(tmp_path: Path) -> None:
    file = tmp_path / "names.yaml"
    file.write_text(OWN, "utf-8")
    for paths in ([shipped(), file], [file, shipped()]):
        found = load(paths)
        assert found.entries["bishkek"].names["uk"] == "Пішпек"
        assert found.beneath["bishkek"].names["uk"] == "Бішкек"
    twice = tmp_path / "more.yaml"
    twice.write_text(OWN, "utf-8")
    _, failures = load_all([shipped(), file, twice])
    assert [failure.where for failure in failures] == [f"{twice}:1"]


def test_where_edits_go_is_what_the_settings_name_and_never_what_ships(tmp_path: Path) -> None:
    state, file = tmp_path / "state.sqlite", tmp_path / "names.yaml"
    assert own.in_use(RunSettings(state=state)) == [shipped()]
    assert own.home(RunSettings(state=state)) == file
    file.touch()
    assert own.in_use(RunSettings(state=state)) == [shipped(), file]
    named = RunSettings(state=state, glossaries=(shipped(), tmp_path / "names"))
    assert own.in_use(named) == [shipped(), tmp_path / "names"]
    assert own.home(named) == tmp_path / "names" / "names.yaml"
    with pytest.raises(GlossaryError, match="a file of your own"):
        own.home(RunSettings(state=state, glossaries=(shipped(),)))
