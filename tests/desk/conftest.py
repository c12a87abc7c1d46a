"""A desk over a small newsroom, and an editor who has entered it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deskroom import GLOSSARY, Editor, entered

from syndicate.config import Config, RunSettings


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    run = RunSettings(
        state=tmp_path / "state" / "state.sqlite", out=tmp_path / "public", glossaries=(tmp_path / "names.yaml",)
    )
    return Config(run=run)


@pytest.fixture
def editor(config: Config, tmp_path: Path) -> Iterator[Editor]:
    with entered(config, tmp_path) as editor:
        yield editor
