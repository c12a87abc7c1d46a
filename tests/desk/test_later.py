"""The pages that nobody has asked for yet are brought in the background, and what a save works with, once."""

from __future__ import annotations

import threading

import pytest
from deskroom import KEY, PORT, stranger_at

from syndicate.config import Config
from syndicate.desk.later import WARMING
from syndicate.desk.room import Room
from syndicate.desk.safety import entrance


def test_whichever_page_is_first_the_others_are_brought_once(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    warmed: list[str] = []
    monkeypatch.setattr(Room, "warm", lambda _: warmed.append(threading.current_thread().name))
    with stranger_at(config) as client:
        client.get(entrance(PORT, KEY))
        for path in ("/settings", "/names", "/settings"):
            assert client.get(path).status_code == 200
            for each in threading.enumerate():
                if each.name == WARMING:
                    each.join()
    assert warmed == [WARMING]
