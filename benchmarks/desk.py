"""The editors' desk over a large newsroom: time of each page, the first page, from a saved sentence to the feeds.

    python benchmarks/desk.py [--articles 10000] [--entries 5000] [--saved 300] [--names 4400] [--only names]

The state is made by the program's own functions from a seed: articles in two languages each, held, noted and published
as in life, and a glossary. Times are of the processor, and of the clock, at the median of many requests; and the
ratio to a page that asks the state nothing (`/settings`), for machines are noisy.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path

from starlette.testclient import TestClient

from syndicate.config import Config, EngineTable, GateTable, RunSettings
from syndicate.desk.app import make_app
from syndicate.desk.later import WARMING
from syndicate.desk.safety import entrance
from syndicate.model import (
    Article,
    Direction,
    Edition,
    EditionState,
    Hop,
    Issue,
    IssueType,
    LanguageTag,
    Method,
    Provenance,
    Segment,
    Source,
    Translation,
    Unit,
    UnitKind,
)
from syndicate.pipeline import run
from syndicate.state import State

SEED = 20220928
EN, LANGUAGES = LanguageTag("en"), (LanguageTag("es"), LanguageTag("uk"))
TEXT = (
    "the river council opened a new road bridge school after long talks about water prices while farmers from two"
    " valleys asked for seed and the ministry promised help before winter because snow closed every pass early"
)
WORDS = TEXT.split()
STATES = (EditionState.HELD,) * 3 + (EditionState.NOTED,) * 3 + (EditionState.PUBLISHED,) * 13 + (EditionState.FAILED,)
FOUND = (
    (IssueType.TERMINOLOGY, "names", "“Karakol” of the source is not in the target."),
    (IssueType.NUMBERS, "numbers", "12 of the source is not in the target."),
    (IssueType.UNTRANSLATED, "words", "words that the engine does not know: “seed”, “pass”."),
    (IssueType.OMISSION, "length", "the target has 20 characters for 90."),
)
KEY, PORT = "benchmark", 8620

RU, UK = LanguageTag("ru"), LanguageTag("uk")
TYPING = 3
"""Seconds between the page of a name and the edit."""
NAMED = (3, 1, 2, 2, 1, 3, 2, 1, 2)
"""Sentences of nine articles that have the name that is edited: 17."""
WITH = ("{nom} открыл новую школу.", "Учителя говорили с {ins} о книгах.", "Жители долго ждали {gen}.")
WITHOUT = (
    "Зима в долине была долгой.", "Дети пели песни у реки.", "Совет города открыл новый мост.",
    "Крестьяне просили семян до снега.", "Врачи говорили о воде.", "Школа стоит у старой дороги.",
)  # fmt: skip
GIVEN = (
    "Азамат", "Айбек", "Артём", "Богдан", "Вадим", "Виктор", "Григорий", "Данияр", "Денис", "Ерлан", "Захар",
    "Игорь", "Камил", "Кирилл", "Леонид", "Марат",
)  # fmt: skip
SYLLABLES = (
    "ба", "ве", "го", "ду", "жа", "зи", "ко", "лу", "ме", "на", "па", "ро", "са", "ту", "фе", "ха", "цы", "ша",
    "бор", "вель", "гал", "дар", "кар", "лен", "мир", "нор", "пол", "рад", "сар", "тур",
)  # fmt: skip
ENDINGS = (("ов", "ов"), ("ин", "ін"), ("ский", "ський"), ("енко", "енко"))
TOWNS = (("ск", "ськ"), ("ово", "ове"), ("град", "град"), ("тау", "тау"))


def sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=draw.randint(8, 18))).capitalize() + f" {draw.randint(2, 900)}."


def editions(number: int, start: datetime) -> Iterator[tuple[Edition, datetime]]:
    """Give one article in both languages, with four sentences, and the moment of its run."""
    draw = random.Random(SEED * 1_000_003 + number)
    texts = [sentence(draw) for _ in range(4)]
    units = tuple(Unit(UnitKind.PARAGRAPH if at else UnitKind.TITLE, text) for at, text in enumerate(texts))
    source = Source(f"https://paper-{number % 40}.example/feed.atom", f"guid-{number}", document=f"feed {number % 40}")
    article = Article(f"{number:020x}", source, units, language=EN, published=start + timedelta(minutes=number))
    for language in LANGUAGES:
        state = draw.choice(STATES)
        hop = Hop("apertium", Direction(EN, language), "pair", "digest")
        made = tuple(
            Translation(
                Segment(at, 0, 0, text, EN),
                Segment(at, 0, 0, f"{text[:-1]} ({language}).", language),
                Provenance((hop,), Method.PLACEHOLDER),
            )
            for at, text in enumerate(texts)
        )
        issues = tuple(
            Issue(kind, check, comment, 80.0, draw.randrange(4), 0)
            for kind, check, comment in draw.sample(FOUND, draw.randint(1, 3))
            if state in {EditionState.HELD, EditionState.NOTED}
        )
        words = tuple(replace(unit, text=each.target.text) for unit, each in zip(units, made, strict=True))
        yield (
            Edition(article, language, words, state, issues=issues, translations=made),
            start + timedelta(minutes=number),
        )


def fill(path: Path, articles: int) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    with State(path) as state, state.writing():
        for number in range(articles):
            for edition, moment in editions(number, start):
                if edition.language == LANGUAGES[0]:
                    state.articles.keep([edition.article])
                keys = {
                    (one.source.unit, 0): f"{number}-{one.source.unit}-{edition.language}"
                    for one in edition.translations
                }
                state.translations.remember((keys[one.source.unit, 0], one) for one in edition.translations)
                state.releases.release(edition, moment, keys)


def glossary(path: Path, entries: int) -> None:
    block = "place-{n}:\n  kind: place\n  names: {{en: Kara{n}tau, ru: Кара{n}тау, es: Kara{n}tau, uk: Кара{n}тау}}\n"
    path.write_text("".join(block.format(n=n) for n in range(entries)), "utf-8")


def desk(config: Config) -> TestClient:
    client = TestClient(make_app(config, key=KEY, port=PORT, reviewer="A. Editor"), base_url=f"http://127.0.0.1:{PORT}")
    client.get(entrance(PORT, KEY))
    return client


def median(client: TestClient, path: str, times: int = 15) -> tuple[float, float]:
    """Return the milliseconds of processor and of clock of one page at the median, once it is warm."""
    assert client.get(path).status_code == 200, path
    taken = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        client.get(path)
        taken.append(((time.process_time() - busy) * 1000, (time.perf_counter() - start) * 1000))
    return statistics.median(each[0] for each in taken), statistics.median(each[1] for each in taken)


def first_page(folder: Path) -> tuple[float, float]:
    """Return seconds of processor, and of clock from the start of the process, to the first page."""
    command = [sys.executable, "-c", "from syndicate.cli import main; main()", "desk", "--no-browser", "--port", "0"]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = re.search(r"http\S+", process.stdout.readline())
    assert address is not None
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(address[0]).read()
    taken = time.perf_counter() - start
    process.terminate()
    _, _, usage = os.wait4(process.pid, 0)
    assert b"<h1>" in page
    return usage.ru_utime + usage.ru_stime, taken


def saving(folder: Path, articles: int) -> tuple[int, list[float], list[float]]:
    """Run *articles* pages with Apertium; return the editions there are, and seconds of saves and of decisions."""
    inbox = folder / "inbox"
    inbox.mkdir()
    draw = random.Random(SEED)
    for number in range(articles):
        body = "".join(f"<p>{sentence(draw)} {sentence(draw)}</p>" for _ in range(5))
        link = f'<link rel="canonical" href="https://paper.example/{number}">'
        page = (
            f'<html lang="en"><head>{link}</head><body><article><h1>{sentence(draw)}</h1>{body}</article></body></html>'
        )
        (inbox / f"{number:04}.html").write_text(page, "utf-8")
    settings = RunSettings(
        (str(inbox),), (LANGUAGES[0],), folder / "public", folder / "state.sqlite", (folder / "names.yaml",)
    )
    config = Config(settings, EngineTable(use=("apertium",)), GateTable({"words": "pass"}))
    report = run(config, datetime.now(UTC))
    with desk(config) as client:
        token = re.findall(r'name="token" value="(\w+)"', client.get("/settings").text)[0]
        places = re.findall(r'href="(/articles/\w+/es)"', client.get("/queue?is=published").text)[:8]
        saves, decisions = [], []
        said = {"origin": f"http://127.0.0.1:{PORT}"}
        for count, address in enumerate(places):
            start = time.perf_counter()
            form = {"token": token, "version": "0", "text": f"El consejo abrió una carretera, la número {count}."}
            assert (
                client.post(f"{address}/1-0/save", data=form, headers=said, follow_redirects=False).status_code == 303
            )
            saves.append(time.perf_counter() - start)
            form = dict(re.findall(r'name="(version|words)" value="(\w+)"', client.get(address).text))
            start = time.perf_counter()
            approved = {"token": token, "action": "approve", **form}
            assert client.post(address, data=approved, headers=said, follow_redirects=False).status_code == 303
            decisions.append(time.perf_counter() - start)
            # Where there are more articles than a feed has entries, an older one stands in an archive of it.
            assert any(f"la número {count}." in each.read_text("utf-8") for each in folder.glob("public/es/**/*.atom"))
        client.app.state.room.close()  # type: ignore[attr-defined]
    return report.editions, saves, decisions


def people_and_towns(count: int) -> str:
    """Return a glossary of *count* different names, in Russian and Ukrainian, half of them people."""
    draw = random.Random(SEED)
    stems: dict[str, None] = {}
    while len(stems) < count:
        stems[("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4)))).capitalize()] = None
    blocks = []
    for number, stem in enumerate(stems):
        own = stem.replace("ы", "и").replace("и", "і")
        russian, ukrainian = (ENDINGS if number % 2 else TOWNS)[number // 2 % 4]
        ru, uk = stem + russian, own + ukrainian
        if number % 2:
            given = GIVEN[number % len(GIVEN)]
            there = given.replace("ё", "е").replace("и", "і")
            told = f"kind: person\n  gender: m\n  names: {{ru: {given} {ru}, uk: {there} {uk}}}"
            told += f"\n  short: {{ru: {ru}, uk: {uk}}}"
        else:
            told = f"kind: place\n  names: {{ru: {ru}, uk: {uk}}}"
        blocks.append(f"n{number:05}:\n  {told}\n")
    middle = "n02200a:\n  kind: person\n  gender: m\n  names: {ru: Тимур Оразбаев, uk: Тимур Оразбаєв}\n"
    blocks.insert(count // 2, middle)
    return "\n".join(blocks)


def renaming(folder: Path, names: int) -> tuple[list[float], list[float], list[float]]:
    """Run nine articles with a name and ninety without, and save it as an editor does: open, type, look, save.

    Returns seconds of clock and of processor of its saves, and seconds of clock of what an edit is shown to touch.
    """
    inbox = folder / "inbox"
    inbox.mkdir()
    draw = random.Random(SEED)
    forms = {"nom": "Тимур Оразбаев", "ins": "Тимуром Оразбаевым", "gen": "Тимура Оразбаева"}
    for number in range(99):
        count = NAMED[number // 11] if number % 11 == 0 else 0
        said = [WITH[at].format(**forms) for at in range(count)] + draw.sample(WITHOUT, 4)
        (inbox / f"{number:03}.md").write_text(f"# Новости долины, день {number}\n\n{' '.join(said)}\n", "utf-8")
    (folder / "names.yaml").write_text(people_and_towns(names), "utf-8")
    settings = RunSettings((str(inbox),), (UK,), folder / "public", folder / "state.sqlite", (folder / "names.yaml",))
    config = Config(settings, EngineTable(use=("apertium",)), GateTable({"words": "pass"}))
    run(config, datetime.now(UTC), language=RU)
    feed = folder / "public/uk/feed.json"
    clock, busy, looked = [], [], []
    with desk(config) as client:
        token = re.findall(r'name="token" value="(\w+)"', client.get("/settings").text)[0]
        said = {"origin": f"http://127.0.0.1:{PORT}"}
        for count in range(6):
            wanted = f"Тимур Оразба{'їє'[count % 2]}в"
            form = {"token": token, "names.uk": wanted}
            client.get("/names/n02200a")
            time.sleep(TYPING)
            start = time.perf_counter()
            shown = client.post("/names/n02200a/preview", data=form, headers=said).text
            looked.append(time.perf_counter() - start)
            assert "17" in shown, shown
            start, used = time.perf_counter(), time.process_time()
            answer = client.post("/names/n02200a", data=form, headers=said, follow_redirects=False)
            clock.append(time.perf_counter() - start)
            busy.append(time.process_time() - used)
            assert answer.status_code == 303, answer.text
            told = client.get("/names/n02200a?done=1").text
            assert re.search("17 sentences made anew.*in 9 articles", told), told
            assert wanted in feed.read_text("utf-8")
        client.app.state.room.close()  # type: ignore[attr-defined]
    return clock, busy, looked


def in_pages(folder: Path, asked: argparse.Namespace) -> None:
    glossary(folder / "names.yaml", asked.entries)
    (folder / ".syndicate").mkdir()
    state = folder / ".syndicate" / "state.sqlite"
    fill(state, asked.articles)
    print(f"{asked.articles} articles in two languages, {asked.entries} entries, {state.stat().st_size / 1e6:.0f} MB")
    toml = '[run]\nsources = ["inbox"]\nto = ["es", "uk"]\nglossaries = ["names.yaml"]\n[gate]\nreview = ["en-uk"]\n'
    (folder / "syndicate.toml").write_text(toml, "utf-8")
    config = Config(
        RunSettings(("inbox",), LANGUAGES, folder / "public", state, (folder / "names.yaml",)),
        gate=GateTable(review=("en-uk",)),
    )
    with desk(config) as client:
        early = median(client, "/queue")
        for each in threading.enumerate():
            if each.name == WARMING:
                each.join()
        floor, _ = median(client, "/settings")
        print(f"{'page':70} ms of processor, of clock, and against /settings ({floor:.1f} ms)")
        busy, clock = early
        print(f"{'/queue in the first seconds, names and engines made ready beside it':70} {busy:8.1f} {clock:8.1f}")
        article = f"/articles/{asked.articles // 2:020x}/es"
        for path in (
            "/queue", "/queue?is=published", "/queue?is=published&page=100", "/queue?is=review",
            "/queue?check=names",
            "/queue?language=uk&source=https%3A%2F%2Fpaper-7.example%2Ffeed.atom", "/queue?q=river+council",
            "/queue?is=published&q=nothing+like+it", article, f"{article}/1-0", "/names", "/names?q=kara49",
            "/names?doubtful=1", "/names/place-7",
        ):  # fmt: skip
            busy, clock = median(client, path)
            print(f"{path:70} {busy:8.1f} {clock:8.1f} {busy / floor:8.1f}", flush=True)
        client.app.state.room.close()  # type: ignore[attr-defined]
    times = [first_page(folder) for _ in range(5)]
    busy, clock = (statistics.median(column) for column in zip(*times, strict=True))
    figures = f"{busy:.2f} s of processor, {clock:.2f} s of clock"
    print(f"first page from the start of `syndicate desk`, at the median: {figures}", flush=True)


def in_saves(folder: Path, asked: argparse.Namespace) -> None:
    glossary(folder / "names.yaml", asked.entries)
    count, saves, decisions = saving(folder, asked.saved)
    for told, taken in (("a corrected sentence", saves), ("an approval", decisions)):
        figures = f"{statistics.median(taken):.2f} s at the median, {max(taken):.2f} s at most"
        print(f"from saving {told} to the feeds on disk, {count} editions by Apertium: {figures}")


def in_names(folder: Path, asked: argparse.Namespace) -> None:
    clock, busy, looked = renaming(folder, asked.names)
    told = f"from saving a name of {asked.names} to the feeds on disk, 17 sentences of 9 articles by Apertium"
    print(f"{told}: {clock[0]:.2f} s the first ({busy[0]:.2f} of processor),", end=" ")
    print(f"then {statistics.median(clock[1:]):.2f} s ({statistics.median(busy[1:]):.2f}) at the median", flush=True)
    print(f"what it touches, shown before: {looked[0]:.2f} s the first, then {statistics.median(looked[1:]):.2f} s")


def main() -> None:
    options = argparse.ArgumentParser()
    for name, default in (("articles", 10_000), ("entries", 5_000), ("saved", 300), ("names", 4_400)):
        options.add_argument(f"--{name}", type=int, default=default)
    parts = {"pages": in_pages, "saved": in_saves, "names": in_names}
    options.add_argument("--only", choices=parts)
    asked = options.parse_args()
    for name, part in parts.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                part(Path(folder), asked)


if __name__ == "__main__":
    main()
