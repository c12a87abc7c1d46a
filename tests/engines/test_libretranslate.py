"""LibreTranslate over HTTP: a real server on the loopback that speaks its interface, with Apertium behind it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from syndicate.engines import Engine, EngineSettings
from syndicate.engines.apertium import open_engine as open_apertium
from syndicate.engines.libretranslate import KEY, TEXTS, open_engine
from syndicate.errors import EngineError
from syndicate.glossary.entries import load
from syndicate.glossary.match import Matcher
from syndicate.model import Article, Direction, LanguageTag, Method, Segment, Source, Unit, UnitKind
from syndicate.prepare import prepare_article
from syndicate.protect import protect
from syndicate.translate import translate

EN, ES = LanguageTag("en"), LanguageTag("es")
PAIR = Direction(EN, ES)
LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "es", "pb"]},
    {"code": "es", "name": "Spanish", "targets": ["es"]},
    {"code": "pb", "name": "Portuguese (Brazil)", "targets": []},
    {"code": "not a tag", "name": "?", "targets": ["en"]},
]


class Desk(ThreadingHTTPServer):
    """The server: `answers` may stand in for what it would say, a status and a body for each request."""

    daemon_threads = True

    def __init__(self, engine: Engine) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.engine = engine
        self.asked: list[Any] = []
        self.answers: list[Callable[[Any], tuple[int, Any] | None]] = []
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def said(self, texts: list[str]) -> list[str]:
        with self.lock:
            made = self.engine.translate(PAIR, [protect(segment(text), Method.SEARCH, ES) for text in texts])
        return [each.text for each in made]


class Clerk(BaseHTTPRequestHandler):
    """Speaks LibreTranslate's interface."""

    server: Desk

    def do_GET(self) -> None:
        self.send(200, LANGUAGES) if self.path == "/languages" else self.send(404, {"error": "Not found"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        for answer in self.server.answers:
            if (given := answer(body)) is not None:
                return self.send(*given)
        return self.send(200, {"translatedText": self.server.said(body["q"])})

    def send(self, status: int, body: Any) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def segment(text: str) -> Segment:
    return Segment(0, 0, 0, text, EN)


@pytest.fixture(scope="module")
def apertium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_apertium(EngineSettings(cache=tmp_path_factory.mktemp("cache"), workers=1))
    yield engine
    engine.close()


@pytest.fixture
def desk(apertium: Engine) -> Iterator[Desk]:
    server = Desk(apertium)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def opened(desk: Desk, tmp_path: Path) -> Engine:
    return open_engine(EngineSettings(cache=tmp_path, timeout=20, server=f"{desk.address}/"))


def ask(engine: Engine, *texts: str) -> list[str]:
    found = engine.translate(PAIR, [protect(segment(text), Method.SEARCH, ES) for text in texts])
    engine.close()
    return [each.text for each in found]


def test_it_offers_what_the_server_lists_under_the_tags_that_we_use(desk: Desk, tmp_path: Path) -> None:
    engine = opened(desk, tmp_path)
    assert [str(hop.direction) for hop in engine.hops()] == ["en-es", "en-pt-BR"]
    assert {hop.model for hop in engine.hops()} == {desk.address}
    assert engine.faults() == ()
    assert open_engine(EngineSettings(cache=tmp_path)).hops() == ()


def test_sentences_come_back_in_order_many_in_a_request(desk: Desk, tmp_path: Path) -> None:
    texts = [f"The town has {number} bridges." for number in range(2 * TEXTS)]
    assert ask(opened(desk, tmp_path), *texts, "", texts[0]) == [*desk.said(texts), "", *desk.said(texts[:1])]
    assert len(desk.asked) == 2
    assert {body["format"] for body in desk.asked} == {"text"}
    assert {(body["source"], body["target"]) for body in desk.asked} == {("en", "es")}
    assert all("api_key" not in body for body in desk.asked)


def test_a_name_is_proved_though_the_server_knows_nothing_of_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text(
        "ulanbaatar:\n  kind: place\n  names: {en: Ulaanbaatar, es: Ulán Bator}\n", "utf-8"
    )
    article = Article(
        "a", Source("f", "g"), (Unit(UnitKind.PARAGRAPH, "The town of Ulaanbaatar is big."),), language=EN
    )
    prepared = prepare_article(article, {EN: Matcher(load([tmp_path / "names.yaml"]), EN)})
    engine = opened(desk, tmp_path)
    [made] = translate(prepared.segments, [engine.hops()[0]], {"libretranslate": engine})
    assert "Ulán Bator" in made.target.text
    assert [row.outcome for row in made.ledger] == ["held"]
    assert made.provenance.method is Method.STAND_IN


def test_what_the_server_refuses_costs_that_sentence_only(desk: Desk, tmp_path: Path) -> None:
    bad = "The bridge of the town is old."
    desk.answers.append(lambda body: (500, {"error": "Cannot translate text"}) if bad in body["q"] else None)
    good = [f"The town has {number} bridges." for number in range(5)]
    assert ask(opened(desk, tmp_path), bad, *good) == ["", *desk.said(good)]


def test_too_many_sentences_are_sent_in_smaller_requests(desk: Desk, tmp_path: Path) -> None:
    desk.answers.append(lambda body: (400, {"error": "exceeds text limit (3)"}) if len(body["q"]) > 3 else None)
    texts = [f"The town has {number} bridges." for number in range(10)]
    assert ask(opened(desk, tmp_path), *texts) == desk.said(texts)


def test_a_busy_server_is_asked_again(desk: Desk, tmp_path: Path) -> None:
    busy = iter([(503, {"error": "busy"}), (429, {"error": "slow down"})])
    desk.answers.append(lambda _: next(busy, None))
    assert ask(opened(desk, tmp_path), "The town is big.") == desk.said(["The town is big."])


def test_a_key_goes_with_the_request(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = (403, {"error": "Please contact the server operator to get an API key"})
    desk.answers.append(lambda body: None if body.get("api_key") == "secret" else refused)
    with pytest.raises(EngineError, match=KEY) as caught:
        ask(opened(desk, tmp_path), "The town is big.")
    assert "operator" in str(caught.value)
    monkeypatch.setenv(KEY, "secret")
    assert ask(opened(desk, tmp_path), "The town is big.") == desk.said(["The town is big."])


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, {"translatedText": []}, "something else"),
        (200, {"translatedText": [7]}, "something else"),
        (200, b"<html>", "status 200"),
        (302, {}, "status 302"),
        (404, {"error": "gone"}, "gone"),
        (400, {"error": "es is not supported"}, "es is not supported"),
    ],
)
def test_what_is_no_answer_is_an_error_with_advice(
    desk: Desk, tmp_path: Path, status: int, body: Any, told: str
) -> None:
    desk.answers.append(lambda _: (status, body))
    with pytest.raises(EngineError, match=told) as caught:
        ask(opened(desk, tmp_path), "The town is big.")
    assert desk.address in str(caught.value)
    assert caught.value.advice


def test_a_silent_server_keeps_the_directions_it_had_and_is_told(desk: Desk, tmp_path: Path) -> None:
    before = opened(desk, tmp_path).hops()
    address = desk.address
    desk.shutdown()
    desk.server_close()
    engine = open_engine(EngineSettings(cache=tmp_path, timeout=5, server=address))
    assert engine.hops() == before
    assert "does not answer" in str(engine.faults()[0])
    with pytest.raises(EngineError, match="Is it running"):
        ask(engine, "The town is big.")
    assert open_engine(EngineSettings(cache=tmp_path / "new", timeout=5, server=address)).hops() == ()
