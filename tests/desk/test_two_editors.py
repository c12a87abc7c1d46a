"""Two editors who save at the same moment, in two threads: one wins, the other is told, and nothing is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from threading import Barrier

import pytest
from deskroom import HOME, KEY, PORT, Editor, entered
from starlette.testclient import TestClient

from syndicate.config import Config
from syndicate.desk.app import make_app
from syndicate.desk.safety import entrance
from syndicate.languages import language_tag
from syndicate.model import (
    Article,
    Direction,
    Edition,
    EditionState,
    Hop,
    Method,
    Provenance,
    Segment,
    Source,
    Translation,
    Unit,
    UnitKind,
)  # fmt: skip
from syndicate.state import State

EN, ES = language_tag("en"), language_tag("es")
TEXT = "The bridge is open."


def keep(config: Config) -> None:
    """Keep one edition of one sentence."""
    article = Article("a1", Source("feed", "1", document="1.html"), (Unit(UnitKind.TITLE, TEXT),), language=EN)
    way = (Hop("apertium", Direction(EN, ES), "pair", "digest"),)
    made = Translation(
        Segment(0, 0, 0, TEXT, EN), Segment(0, 0, 0, "El puente está.", ES), Provenance(way, Method.PLACEHOLDER)
    )
    units = (Unit(UnitKind.TITLE, "El puente está."),)
    with State(config.run.state) as state:
        state.articles.keep([article])
        state.translations.remember([("key", made)])
        edition = Edition(article, ES, units, EditionState.HELD, translations=(made,))
        state.releases.release(edition, datetime(2026, 11, 29, tzinfo=UTC), {(0, 0): "key"})


def at_once(config: Config, save: Callable[[Editor, int], int], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return what two editors of one desk are answered who *save* together; the site is another test's."""
    app = make_app(config, key=KEY, port=PORT, reviewer="A. Editor")
    monkeypatch.setattr(app.state.room, "renew", lambda *_: None)
    together = Barrier(2)

    def go(number: int) -> int:
        together.wait(10)
        return save(editors[number], number)

    with (
        TestClient(app, base_url=HOME) as first,
        TestClient(app, base_url=HOME) as second,
        ThreadPoolExecutor(2) as pool,
    ):
        editors = [Editor(client, config.run.state.parent) for client in (first, second)]
        for one in editors:
            one.get(entrance(PORT, KEY))
        answers = sorted(pool.map(go, range(2)))
        app.state.room.close()
    return answers


def test_of_two_who_save_one_sentence_one_is_told(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(config)
    said: dict[int, str] = {}

    def save(editor: Editor, number: int) -> int:
        answer = editor.post("/articles/a1/es/0-0/save", text=f"El puente {number} está abierto.", version="0")
        said[number] = answer.text
        return int(answer.status_code)

    assert at_once(config, save, monkeypatch) == [303, 409]
    with closing(sqlite3.connect(config.run.state)) as database:
        [(kept,)] = database.execute("SELECT target FROM corrections").fetchall()
    won = int(re.findall(r"\d", kept)[0])
    told = said[1 - won]
    assert f"El puente {1 - won} está abierto." in told  # what they typed is still in the field
    assert f"El puente {won} está abierto." in told  # beside what the other wrote


def test_of_two_who_save_one_name_one_is_told(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[int, str] = {}
    base: list[str] = []

    def save(editor: Editor, number: int) -> int:
        answer = editor.post("/names/oral", names__uk=f"Орал{'ьк'[number]}", base=base[0])
        said[number] = answer.text
        return int(answer.status_code)

    with entered(config, config.run.state.parent) as first:
        base += [unescape(one) for one in re.findall(r'name="base" value="([^"]*)"', first.get("/names/oral").text)]
    assert at_once(config, save, monkeypatch) == [303, 409]
    stands = config.run.glossaries[0].read_text("utf-8")
    [won] = [number for number in (0, 1) if f"Орал{'ьк'[number]}," in stands]
    assert f"Орал{'ьк'[1 - won]}" in said[1 - won]
    assert "# the older name" in stands


def test_of_two_who_add_one_name_one_is_told(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(editor: Editor, number: int) -> int:
        said = {"names.en": "Petropavl", "names.es": f"Petropavl {number}", "kind": "place", "id": "petropavl"}
        file = str(config.run.glossaries[0])
        return int(editor.post("/names/new", **said, file=file).status_code)

    assert at_once(config, save, monkeypatch) == [303, 409]
    assert config.run.glossaries[0].read_text("utf-8").count("petropavl:") == 1
