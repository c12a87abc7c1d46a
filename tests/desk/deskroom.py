"""What the desk's tests stand on: a small glossary, and a browser that has entered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from syndicate.config import Config, RunSettings
from syndicate.desk.app import make_app
from syndicate.desk.safety import entrance
from syndicate.model import LanguageTag
from syndicate.pipeline import run

KEY = "a-key-of-this-session"
PORT = 8620
HOME = f"http://127.0.0.1:{PORT}"

GLOSSARY = """\
# Names of the newsroom.
oral:
  kind: place
  names: {en: Oral, uk: Орал, es: Oral}
  also: {en: [Uralsk]}  # the older name

sarsenova-dana:
  kind: person
  gender: f
  names: {en: Dana Sarsenova, uk: Дана Сарсенова, es: Dana Sarsenova, tr: Dana Sarsenova}
  short: {en: Sarsenova, uk: Сарсенова}
"""


@dataclass
class Editor:
    """A browser in which the desk was opened."""

    client: TestClient
    folder: Path

    def get(self, path: str, **said: Any) -> Any:
        return self.client.get(path, **said)

    def post(self, path: str, **form: str) -> Any:
        sent = {"token": self.token(), **{name.replace("__", "."): value for name, value in form.items()}}
        return self.client.post(path, data=sent, headers={"origin": HOME}, follow_redirects=False)

    def token(self) -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.client.get("/settings").text)
        assert found
        return found[1]


@contextmanager
def stranger_at(config: Config, reviewer: str = "A. Editor") -> Iterator[TestClient]:
    """Give a browser at the desk of *config*, which is closed when the test is done with it."""
    app = make_app(config, key=KEY, port=PORT, reviewer=reviewer)
    with TestClient(app, base_url=HOME) as client:
        yield client
        app.state.room.close()


@contextmanager
def entered(config: Config, folder: Path, reviewer: str = "A. Editor") -> Iterator[Editor]:
    """Give a browser that has entered the desk of *config*."""
    with stranger_at(config, reviewer) as client:
        client.get(entrance(PORT, KEY))
        yield Editor(client, folder)


def worked_in(folder: Path, documents: Mapping[str, str], glossary: str) -> Config:
    """Lay out a newsroom in *folder* that has translated *documents*, Russian by name, into Ukrainian."""
    inbox, names = folder / "inbox", folder / "names.yaml"
    inbox.mkdir()
    for name, text in documents.items():
        (inbox / name).write_text(text, "utf-8")
    names.write_text(glossary, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),), to=(LanguageTag("uk"),), glossaries=(names,), state=folder / "state" / "state.sqlite",
        out=folder / "public",
    )  # fmt: skip
    config = Config(run=settings, engines=replace(Config().engines, use=("apertium",)))
    run(config, datetime(2026, 11, 1, tzinfo=UTC), language=LanguageTag("ru"))
    return config
