"""A desk over a small newsroom, and an editor who has entered it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deskroom import GLOSSARY, HOME, KEY, PORT, Editor
from starlette.testclient import TestClient

from syndicate.config import Config, RunSettings
from syndicate.desk.app import make_app
from syndicate.desk.safety import entrance


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    run = RunSettings(
        state=tmp_path / "state" / "state.sqlite", out=tmp_path / "public", glossaries=(tmp_path / "names.yaml",)
    )
    return Config(run=run)


@pytest.fixture
def editor(config: Config, tmp_path: Path) -> Iterator[Editor]:
    app = make_app(config, key=KEY, port=PORT, reviewer="A. Editor")
    with TestClient(app, base_url=HOME) as client:
        client.get(entrance(PORT, KEY))
        yield Editor(client, tmp_path)
