"""What is on the disk when the power fails: bytes before names, names before anybody holds the site for done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from syndicate import site
from syndicate.built import RECORD, Group
from syndicate.writers import File


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was forced to the disk, and what was renamed, in order."""
    done: list[tuple[str, ...]] = []
    force, rename = os.fsync, os.replace

    def fsync(handle: int) -> None:
        done.append(("forced", os.readlink(f"/proc/self/fd/{handle}")))
        force(handle)

    def replace(old: Path, new: Path) -> None:
        done.append(("renamed", str(old), str(new)))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    return done


def test_bytes_then_names_then_the_record(tmp_path: Path, seen: list[tuple[str, ...]]) -> None:
    out = tmp_path / "public"
    files = [File("index.txt", b"front"), File("en/articles/a.txt", b"a"), File("en/feed.txt", b"feed")]
    site.update(out, [Group("all", "1", lambda: files)])
    for file in files:
        (moved,) = [at for at, each in enumerate(seen) if each[2:] == (str(out / file.path),)]
        bytes_ = seen.index(("forced", seen[moved][1]))
        name = seen.index(("forced", str((out / file.path).parent)), moved)
        (record,) = [at for at, each in enumerate(seen) if each[2:] == (str(out / RECORD),)]
        assert bytes_ < moved < name < record
    folders = {each[1] for each in seen if each[0] == "forced"}
    assert {str(out), str(out / "en"), str(out / "en" / "articles")} <= folders


def test_what_did_not_change_costs_no_waiting(tmp_path: Path, seen: list[tuple[str, ...]]) -> None:
    def made() -> list[File]:
        return [File("index.txt", b"front")]

    site.update(tmp_path / "public", [Group("all", "1", made)])
    seen.clear()
    site.update(tmp_path / "public", [Group("all", "1", made)])
    assert not seen
