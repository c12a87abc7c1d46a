"""Names that ship, at the desk: shown, previewed and saved as the newsroom's own, and never written where they are."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from deskroom import GLOSSARY, Editor, entered

from syndicate.config import Config, RunSettings

OWN = "state/names.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    """A desk whose settings name no glossary; what ships is a small folder."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    monkeypatch.setattr("syndicate.glossary.shipped", lambda: folder)
    monkeypatch.setattr("syndicate.glossary.own.shipped", lambda: folder)
    monkeypatch.setattr("syndicate.desk.room.shipped", lambda: folder)
    run = RunSettings(state=tmp_path / "state" / "state.sqlite", out=tmp_path / "public")
    with entered(Config(run=run), tmp_path) as editor:
        yield editor
    assert (folder / "names.yaml").read_text("utf-8") == GLOSSARY
    assert [path.name for path in folder.iterdir()] == ["names.yaml"]


def test_what_is_saved_stands_in_a_file_of_ours_and_may_go_again(desk: Editor) -> None:
    assert '<span class="come">+ oral:</span>' in desk.post("/names/oral/preview", names__uk="Уральськ").text
    assert not (desk.folder / OWN).exists()
    assert desk.post("/names/oral", names__uk="Уральськ").headers["location"] == "/names/oral?done=1"
    assert f"Saved in {OWN}." in desk.get("/names/oral?done=1").text
    assert "Уральськ" in (desk.folder / OWN).read_text("utf-8")
    base = unescape(desk.get("/names/oral/remove").text.partition('name="base" value="')[2].partition('"')[0])
    assert desk.post("/names/oral/remove", base=base).headers["location"] == "/changes?done=1"
    assert "Орал" in desk.get("/names/oral").text


def test_an_entry_that_ships_is_not_deleted(desk: Editor) -> None:
    answer = desk.get("/names/oral/remove")
    assert answer.status_code == 409
    assert "oral ships with syndicate, and cannot be taken out." in answer.text
    base = unescape(desk.get("/names/oral").text.partition('name="base" value="')[2].partition('"')[0])
    assert desk.post("/names/oral/remove", base=base).headers["location"] == "/names/oral/remove"


def test_new_entries_go_into_a_file_of_ours_only(desk: Editor) -> None:
    assert str(desk.folder / "shipped") not in desk.get("/names/new").text
    own = str(desk.folder / OWN)
    desk.post("/names/new", id="turgai", file=own, kind="place", names__en="Turgai")
    assert "turgai:" in (desk.folder / OWN).read_text("utf-8")
    shipped = str(desk.folder / "shipped" / "names.yaml")
    assert desk.post("/names/new", id="tobol", file=shipped, kind="place", names__en="Tobol").status_code == 409
