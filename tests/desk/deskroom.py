"""What the desk's tests stand on: a small glossary, and a browser that has entered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

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
