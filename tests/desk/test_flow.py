"""From the queue to the feed on disk: what an editor does with an edition, by the real engine."""

from __future__ import annotations

import html
import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from deskroom import GLOSSARY, HOME, entered
from starlette.testclient import TestClient

from syndicate import pipeline
from syndicate.config import Config, EngineTable, GateTable, RunSettings
from syndicate.desk import room as desk_room
from syndicate.editing import review
from syndicate.model import EditionState, LanguageTag
from syndicate.state import State
from syndicate.state.tallies import Wanted

ES = LanguageTag("es")
BREAD = """<!doctype html><html lang="en"><head><title>Bread from Oral</title>
<link rel="canonical" href="https://paper.example/bread"></head><body><article><h1>Bread from Oral</h1>
<p>Dana Sarsenova opened <a href="https://bakery.example/">a bakery</a> in Oral with 12 workers.</p>
<p>The people of the town are happy with the bread.</p></article></body></html>"""
SCRIPT = """<!doctype html><html lang="en"><head><title>x</title>
<link rel="canonical" href="https://paper.example/script"></head><body><article>
<h1>&lt;script&gt;alert(1)&lt;/script&gt; was the title of the book</h1>
<p>The book about the town has 300 pages and many pictures.</p></article></body></html>"""


@dataclass
class Desk:
    """A browser at the desk, and the newsroom behind it."""

    client: TestClient
    config: Config

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def post(self, path: str, origin: str = HOME, **form: str) -> Any:
        token = re.search(r'name="token" value="([0-9a-f]{64})"', self.client.get("/settings").text)
        assert token
        sent = {"token": token[1], **form}
        return self.client.post(path, data=sent, headers={"origin": origin}, follow_redirects=False)

    def sheet(self, title: str = "Bread") -> review.Sheet:
        with State(self.config.run.state) as state:
            lines, _ = review.waiting(state, Wanted((), text=title, language=ES))
            return review.sheet(state, lines[0].article, ES)

    def address(self, title: str = "Bread") -> str:
        return f"/articles/{self.sheet(title).edition.article.id}/es"

    def fields(self, path: str) -> dict[str, str]:
        return dict(re.findall(r'name="(version|words)" value="(\w+)"', self.get(path)))

    def site(self, name: str) -> str:
        path = self.config.run.out / "es" / name
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "bread.html").write_text(BREAD, "utf-8")
    (folder / "inbox" / "script.html").write_text(SCRIPT, "utf-8")
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    run = RunSettings(
        (str(folder / "inbox"),), (ES,), folder / "public", folder / "state" / "state.sqlite", (folder / "names.yaml",)
    )
    config = Config(run, EngineTable(use=("apertium",)), GateTable(review=("en-es",)))
    report = pipeline.run(config, datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert [one.state for one in report.outcomes] == [EditionState.HELD] * 2
    return config


@pytest.fixture
def desk(newsroom: Config, tmp_path: Path) -> Iterator[Desk]:
    """The newsroom, of which nothing is published yet, and Ana at its desk."""
    shutil.copytree(newsroom.run.state.parent.parent, tmp_path / "copy")
    folder = tmp_path / "copy"
    run = replace(newsroom.run, out=folder / "public", state=folder / "state" / "state.sqlite")
    config = replace(newsroom, run=replace(run, glossaries=(folder / "names.yaml",)))
    with entered(config, folder, "Ana") as ana:
        yield Desk(ana.client, config)


def test_the_queue_says_what_waits_and_why(desk: Desk) -> None:
    page = desk.get("/queue")
    assert "from en to es nothing goes out before a person has read it." in page
    assert len(re.findall("<li id=.* data-row>", page)) == 2
    assert 'Always read first <span class="count">2</span>' in page
    assert len(re.findall("<li id=.* data-row>", desk.get("/queue?is=review&q=BREAD&language=es"))) == 1
    assert "Nothing waits here." in desk.get("/queue?language=uk")
    assert "Nothing waits here." in desk.get("/queue?check=names")
    assert "Nothing waits here." in desk.get("/queue?is=nonsense&page=99999999999&source=nowhere")


def test_from_the_queue_over_an_edit_and_an_approval_to_every_feed(desk: Desk) -> None:
    address = desk.address()
    assert address in desk.get("/queue")
    assert "Sarsenova" not in desk.site("feed.atom")
    words = "Dana Sarsenova abrió <1>una panadería</1> en Oral con 12 trabajadores."
    saved = desk.post(f"{address}/1-0/save", text=words, version="0")
    assert (saved.status_code, saved.headers["location"]) == (303, f"{address}#s1-0")
    assert "Sarsenova" not in desk.site("feed.atom")  # corrected, and not approved
    page = desk.get(address)
    assert "una panadería" in page
    approved = desk.post(address, action="approve", note="read", **desk.fields(address))
    assert approved.status_code == 303
    for feed in ("feed.atom", "feed.rss", "feed.json"):
        text = html.unescape(html.unescape(desk.site(feed)))
        assert '<a href="https://bakery.example/">una panadería</a>' in text.replace('\\"', '"'), feed
        assert "compositeWithTrainedAlgorithmicMedia" in text, feed
        assert "Ana" in text, feed
    [page_file] = (desk.config.run.out / "es" / "articles").glob("*.html")
    assert "Ana" in page_file.read_text("utf-8")
    assert "una panadería" in page_file.read_text("utf-8")
    assert json.loads(desk.site("feed.json"))["items"][0]["title"]
    assert len(re.findall("<li id=.* data-row>", desk.get("/queue"))) == 1
    assert "Ana · approve: read" in desk.get(address)
    desk.post(address, action="undo", **desk.fields(address))
    assert desk.sheet().edition.state is EditionState.HELD


def test_a_decision_in_the_queue_is_undone_there(desk: Desk) -> None:
    form = dict(re.findall(r'name="(version|words|back)" value="([^"]*)"', html.unescape(desk.get("/queue?q=bread"))))
    answer = desk.post(desk.address(), action="approve", **form)
    there = answer.headers["location"]
    assert there.startswith("/queue?is=held&q=bread&done=")
    page = desk.get(there)
    assert "Nothing waits here." in page
    done = re.search(r'class="told done".*?name="version" value="(\d+)"', page, re.DOTALL)
    assert done
    desk.post(desk.address(), action="undo", version=done[1], back="/queue?is=held")
    assert len(re.findall("<li id=.* data-row>", desk.get("/queue?q=bread"))) == 1


def test_nobody_is_sent_away_from_the_desk(desk: Desk) -> None:
    for away in ("https://attacker.example/", "//attacker.example/queue?", "/queue", "javascript:alert(1)"):
        answer = desk.post(desk.address(), action="automatic", back=away, **desk.fields(desk.address()))
        assert answer.headers["location"] == desk.address()


def test_two_editors_lose_nothing(desk: Desk) -> None:
    address = desk.address()
    seen = desk.fields(f"{address}/2-0")
    assert desk.post(f"{address}/2-0/save", text="La gente está contenta.", **seen).status_code == 303
    with entered(desk.config, desk.config.run.out.parent, "Bo") as other:
        bo = Desk(other.client, desk.config)
        refused = bo.post(f"{address}/2-0/save", text="El pueblo está contento.", **seen)
        assert refused.status_code == 409
        assert "Ana corrected this sentence meanwhile." in refused.text
        assert '<p class="theirs" lang="es" dir="auto">La gente está contenta.</p>' in refused.text
        assert ">El pueblo está contento.</textarea>" in refused.text
        now = dict(re.findall(r'name="(version)" value="(\w+)"', refused.text))
        assert bo.post(f"{address}/2-0/save", text="El pueblo está contento.", **now).status_code == 303
    assert desk.sheet().sentences[-1].target == "El pueblo está contento."
    desk.post(address, action="withdraw", correction=now_of(desk))
    assert desk.sheet().sentences[-1].target == "La gente está contenta."


def now_of(desk: Desk) -> str:
    correction = desk.sheet().sentences[-1].correction
    assert correction
    return str(correction.id)


def test_nobody_approves_words_that_they_have_not_seen(desk: Desk) -> None:
    address = desk.address()
    seen = desk.fields(address)
    desk.post(f"{address}/2-0/save", text="La gente está contenta.", version="0")
    refused = desk.post(address, action="approve", **seen)
    assert refused.status_code == 409
    assert "its words have changed meanwhile." in refused.text
    assert desk.sheet().edition.state is EditionState.HELD


def counted(desk: Desk) -> tuple[int, int]:
    with State(desk.config.run.state) as state:
        return len(state.corrections.numbers()), sum(number for *_, number in state.translations.stats())


def test_what_is_typed_is_checked_and_not_kept(desk: Desk) -> None:
    before, path = counted(desk), f"{desk.address()}/1-0/check"
    page = desk.post(
        path, text="Dana Sarsenova abrió <1>una panadería</1> en Oral con 13 trabajadores.", version="0"
    ).text
    assert "12 of the source is not in the target; 13 in the target is not in the source." in page
    page = desk.post(path, text="Abrió <1>una panadería</1> en Oral con 12 trabajadores.", version="0").text
    assert "Dana Sarsenova" in re.findall(r'<p class="held told">(.*?)</p>', page)[0]
    page = desk.post(path, text="Dana Sarsenova abrió <1>una panadería en Oral.", version="0").text
    assert "the tag &lt;1&gt; is not closed." in page
    page = desk.post(
        path, text="Dana Sarsenova abrió <1>una panadería</1> en Oral con 12 trabajadores.", version="0"
    ).text
    assert "Nothing is found in this sentence." in page
    assert counted(desk) == before


def test_another_way_gives_words_with_names_and_links_and_keeps_nothing(desk: Desk) -> None:
    before, address = counted(desk), f"{desk.address()}/1-0"
    form = desk.get(address)
    assert ">apertium English → Spanish (" in form
    ways = re.findall(r'<option value="([^"]+)"', form)
    assert [way.partition(":")[0] for way in ways] == ["apertium"]
    page = desk.post(f"{address}/again", text="Nada.", version="0", way=ways[0]).text
    typed = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert typed
    assert "Dana Sarsenova" in typed[1]
    assert "&lt;1&gt;" in typed[1]
    lost = desk.post(f"{address}/again", text="Mis palabras.", version="0", way="argos:en-es:none").text
    assert "this way is not there any more." in lost
    assert ">Mis palabras.</textarea>" in lost
    assert counted(desk) == before


def test_another_run_is_waited_for_and_nothing_is_lost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_room, "_PAUSE", 0.05)
    address = desk.address()
    with State(desk.config.run.state, exclusive=True):
        saved = desk.post(f"{address}/2-0/save", text="La gente está contenta.", version="0")
        assert saved.headers["location"] == f"{address}?busy=1#s2-0"
        page = desk.get(f"{address}?busy=1")
        assert "Another run is going on; the feeds follow as soon as it has ended." in page
        assert "La gente está contenta." in page
    for _ in range(1200):
        if desk.sheet().sentences[-1].target == "La gente está contenta.":
            break
        time.sleep(0.05)
    assert desk.sheet().sentences[-1].target == "La gente está contenta."


def test_a_script_in_a_title_stays_text(desk: Desk) -> None:
    address = desk.address("book")
    for path in ("/queue", address, f"{address}/0-0", "/queue?q=<script>alert(2)</script>"):
        page = desk.get(path)
        assert "<script>alert" not in page
        assert re.search(r"&lt;\w+&gt;", page)  # the engine may translate even the word


@pytest.mark.parametrize(
    "path",
    ["/articles/../settings/es", "/articles/%2e%2e/es", "/articles/%00/es", "/articles/_/es", "/articles/zz/es"],
)
def test_addresses_that_name_nothing(desk: Desk, path: str) -> None:
    answer = desk.client.get(path, follow_redirects=False)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_a_language_or_sentence_that_is_not_there(desk: Desk) -> None:
    article = desk.address().rpartition("/")[0]
    for path in (f"{article}/uk", f"{article}/x%3Cscript%3E", f"{article}/es/9-9", f"{article}/es/1-0/save"):
        assert desk.client.get(path).status_code in {404, 405}
    assert desk.post(f"{article}/es", action="delete", version="0").status_code == 400


def test_another_origin_decides_and_corrects_nothing(desk: Desk) -> None:
    address, before = desk.address(), counted(desk)
    for path, form in ((address, {"action": "approve", "version": "0"}), (f"{address}/1-0/save", {"text": "Nada."})):
        assert desk.post(path, origin="https://attacker.example", **form).status_code == 403
        assert desk.client.post(path, data=form, headers={"origin": HOME}).status_code == 403  # no token
    assert desk.sheet().edition.state is EditionState.HELD
    assert counted(desk) == before


def test_before_the_first_run_there_is_a_plain_word(config: Config, tmp_path: Path) -> None:
    with entered(config, tmp_path, "Ana") as ana:
        answer = ana.get("/queue")
        assert answer.status_code == 422
        assert "nothing has been run yet" in answer.text
    with suppress(FileNotFoundError):
        assert not list(config.run.state.parent.iterdir())
