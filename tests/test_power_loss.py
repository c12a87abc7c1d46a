"""What is on the disk when the power fails: bytes before names, names before anybody holds the site for done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from syndicate import site
from syndicate.built import RECORD, Group
from syndicate.writers import File


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was forced to the disk, and what was renamed, in order."""
    done: list[tuple[str, str]] = []
    force, rename = os.fsync, os.replace

    def fsync(handle: int) -> None:
        done.append(("forced", os.readlink(f"/proc/self/fd/{handle}")))
        force(handle)

    def replace(old: Path, new: Path) -> None:
        done.append(("renamed", f"{old} {new}"))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    return done


def test_bytes_then_names_then_the_record(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    out = tmp_path / "public"
    files = [File("index.txt", b"front"), File("en/articles/a.txt", b"a"), File("en/feed.txt", b"feed")]
    site.update(out, [Group("all", "1", lambda: files)])
    for file in files:
        (moved,) = [at for at, (_, what) in enumerate(seen) if what.endswith(f" {out / file.path}")]
        bytes_ = seen.index(("forced", seen[moved][1].split(" ")[0]))
        name = seen.index(("forced", str((out / file.path).parent)), moved)
        (record,) = [at for at, (_, what) in enumerate(seen) if what.endswith(f" {out / RECORD}")]
        assert bytes_ < moved < name < record
    folders = {what for kind, what in seen if kind == "forced"}
    assert {str(out), str(out / "en"), str(out / "en" / "articles")} <= folders


def test_what_did_not_change_costs_no_waiting(tmp_path: Path, seen: list[tuple[str, str]]) -> None:
    def made() -> list[File]:
        return [File("index.txt", b"front")]

    site.update(tmp_path / "public", [Group("all", "1", made)])
    seen.clear()
    site.update(tmp_path / "public", [Group("all", "1", made)])
    assert not seen
