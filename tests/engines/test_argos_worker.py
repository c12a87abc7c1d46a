"""A model's process that is killed, stopped, or speaks nonsense: once more, then an error, and never a hang."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from smallmodel import settings_over

from syndicate.engines import EngineSettings
from syndicate.engines.argos import Argos, open_engine
from syndicate.engines.argos import worker as process
from syndicate.errors import EngineError
from syndicate.model import Direction, LanguageTag, Protected, Segment

MODEL = "translate-en_es-0_1"
EN_ES = Direction(LanguageTag("en"), LanguageTag("es"))
MARY = "Where is Mary?"


def texts(engine: Argos, *sources: str) -> list[str]:
    batch = [Protected(text, (), (), Segment(0, 0, 0, text, LanguageTag("en"))) for text in sources]
    return [each.text for each in engine.translate(EN_ES, batch)]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> EngineSettings:
    return settings_over(tmp_path_factory.mktemp("argos"), MODEL, timeout=60)


def running(engine: Argos) -> int:
    return engine._loaded[EN_ES].id


def with_limit(settings: EngineSettings, timeout: float) -> Argos:
    return open_engine(EngineSettings(cache=settings.cache, models=settings.models, workers=1, timeout=timeout))


def test_a_killed_process_is_started_once_more(settings: EngineSettings) -> None:
    engine = open_engine(settings)
    assert texts(engine, MARY) == ["¿Dónde está Mary?"]
    first = running(engine)
    os.kill(first, signal.SIGKILL)
    assert texts(engine, MARY) == ["¿Dónde está Mary?"]
    assert running(engine) != first
    engine.close()


@pytest.mark.parametrize(
    ("own", "begins"), [("", b"glibc.malloc.hugetlb=1"), ("glibc.malloc.check=1", b"glibc.malloc.check=1")]
)
def test_it_starts_with_large_pages_where_the_user_says_nothing_else(
    settings: EngineSettings, monkeypatch: pytest.MonkeyPatch, own: str, begins: bytes
) -> None:
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    if own:
        monkeypatch.setenv("GLIBC_TUNABLES", own)
    engine = open_engine(settings)
    assert texts(engine, MARY) == ["¿Dónde está Mary?"]
    # The library cuts its own copy at the colons.
    assert b"\0GLIBC_TUNABLES=" + begins in b"\0" + Path(f"/proc/{running(engine)}/environ").read_bytes()
    assert os.environ.get("GLIBC_TUNABLES", "") == own
    engine.close()


def test_one_killed_in_the_middle_changes_no_word(settings: EngineSettings) -> None:
    sources = [f"Tom bought {number} red cars in Boston, but Mary did not like them." for number in range(150)]
    engine = open_engine(settings)
    whole = texts(engine, *sources)
    first = running(engine)
    killer = threading.Timer(0.3, os.kill, (first, signal.SIGKILL))
    killer.start()
    assert texts(engine, *sources) == whole
    killer.join()
    assert running(engine) != first
    engine.close()


def test_one_that_hangs_is_given_up_in_time(settings: EngineSettings) -> None:
    engine = with_limit(settings, 20)
    texts(engine, MARY)
    first = running(engine)
    engine._loaded[EN_ES]._timeout = 1
    os.kill(first, signal.SIGSTOP)
    assert texts(engine, MARY) == ["¿Dónde está Mary?"]
    assert running(engine) != first
    engine.close()


def test_one_that_always_hangs_is_an_error(settings: EngineSettings) -> None:
    engine = with_limit(settings, 0.01)
    start = time.monotonic()
    with pytest.raises(EngineError, match=r"died twice: it said nothing for 0.01 seconds.*workers"):
        texts(engine, MARY)
    assert time.monotonic() - start < 10
    assert not engine._loaded


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("raise SystemExit(7)", "ended with code 7"),
        ("import os; os.kill(os.getpid(), 9)", "killed by signal 9"),
        ("import os; os.write(1, b'\\0\\0\\0\\4garb')", "its answer cannot be read"),
        ("import os; os.write(1, b'\\0\\0\\0\\xffgarb')", "ended with code 0"),
    ],
)
def test_what_it_dies_of_is_told(
    settings: EngineSettings, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    monkeypatch.setattr(process, "_PROGRAM", program)  # a real process, but another one
    with pytest.raises(EngineError, match=told):
        texts(open_engine(settings), MARY)


def test_a_process_ends_with_whoever_started_it(settings: EngineSettings) -> None:
    engine = open_engine(settings)
    texts(engine, MARY)
    worker = running(engine)
    engine._loaded[EN_ES]._process._to.close()  # as when we die: nobody holds the other end any more
    end = time.monotonic() + 60
    while engine._loaded[EN_ES]._process.ended is None and time.monotonic() < end:
        time.sleep(0.05)
    assert engine._loaded[EN_ES]._process.ended == 0, worker
    engine.close()
