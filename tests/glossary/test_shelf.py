"""What is kept of glossaries may be lost at any time, and does not pile up."""

from __future__ import annotations

import os
import time
from pathlib import Path

from syndicate.glossary import shelf


def test_what_is_put_can_be_taken(tmp_path: Path) -> None:
    shelf.put(tmp_path / "new", "a.forms", b"words")
    assert shelf.take(tmp_path / "new", "a.forms") == b"words"
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["a.forms"]


def test_a_file_under_another_name_is_not_taken(tmp_path: Path) -> None:
    shelf.put(tmp_path, "a.forms", b"words")
    (tmp_path / "a.forms").rename(tmp_path / "b.forms")
    assert shelf.take(tmp_path, "b.forms") is None
    assert shelf.take(tmp_path, "a.forms") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    shelf.put(tmp_path / "file", "a.forms", b"words")
    assert shelf.take(tmp_path / "file", "a.forms") is None


def test_what_nobody_takes_goes_and_nothing_else(tmp_path: Path) -> None:
    long_ago = time.time() - 40 * 86_400
    for name in ("idle.forms", "used.forms", "idle.glossary", "killed.forms.77.part", "package"):
        if name != "package":
            shelf.put(tmp_path, name, b"words")
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (long_ago, long_ago))
    assert shelf.take(tmp_path, "used.forms") == b"words"
    shelf.put(tmp_path, "new.forms", b"words")
    assert {one.name for one in tmp_path.iterdir()} == {"used.forms", "new.forms", "idle.glossary", "package"}
