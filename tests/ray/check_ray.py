"""Runs on a real Ray cluster of two workers, against the same runs in one process. `make ray` calls this."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from syndicate.built import RECORD
from syndicate.config import EngineTable
from syndicate.engines.argos.beam import Way, remember
from syndicate.engines.argos.package import digest_of, find_packages
from syndicate.guard import open_engines
from syndicate.languages import language_tag
from syndicate.model import Segment, Translation
from syndicate.models import install_file
from syndicate.workplaces import Job, Setting, ray
from syndicate.workplaces.here import Here

MODEL = Path(__file__).parents[1] / "models" / "translate-en_es-copy-0_1.argosmodel"
SYNDICATE = Path(sys.executable).with_name("syndicate")
WHO = "Tom|Mary|My father|Our teacher|The old man|The doctor|A student|The driver|The lawyer|My uncle".split("|")  # noqa: SIM905 - reads best
DID = "bought|sold|found|lost|broke|painted|carried|remembered|opened|cleaned".split("|")  # noqa: SIM905 - reads best
WHAT = "a red car|an old house|the new book|a letter|the boat|a strange box|the garden|a key|the piano".split("|")  # noqa: SIM905 - reads best
WHERE = "in Boston|at the station|near the river|in the city|at school|behind the church|in the hotel".split("|")  # noqa: SIM905 - reads best
GLOSSARY = """
kazakhstan:
  kind: place
  names: {en: Kazakhstan, es: Kazajistán, fr: Kazakhstan}
"""
ARTICLES = 210


def sentence(number: int) -> str:
    """Return one of 6,300 sentences, with a name in some and a mark in others."""
    who, number = WHO[number % 10], number // 10
    did, number = DID[number % 10], number // 10
    what, where = WHAT[number % 9], WHERE[number // 9 % 7]
    place = "in Kazakhstan" if number % 5 == 0 else where
    return f"{who} {did} <b>{what}</b> {place}." if number % 3 == 0 else f"{who} {did} {what} {place}."


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    inbox = folder / "inbox"
    inbox.mkdir()
    for number in range(ARTICLES):
        body = "".join(f"<p>{sentence(8 * number + at)} {sentence(8 * number + at + 4)}</p>" for at in range(4))
        text = f'<!doctype html><html lang="en"><head><title>Story {number}</title></head><body><article>'
        (inbox / f"{number:03}.html").write_text(f"{text}<h1>Story {number}</h1>{body}</article></body></html>")
    (inbox / "broken.html").write_bytes(b"<html>\0\0")
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    install_file(MODEL, folder / "models")
    (folder / "syndicate.toml").write_text(
        '[run]\nsources = ["inbox"]\nto = ["es"]\nglossaries = ["names.yaml"]\n'
        '[engines]\nuse = ["argos", "apertium"]\nmodels = "models"\nworkers = 2\n'
        '[gate]\nrules = { names = "note", numbers = "note", length = "note", markup = "note", words = "note",'
        ' language = "note" }\n'
    )
    return folder


def start(newsroom: Path, name: str, *options: str, **env: str) -> subprocess.Popen[str]:
    out = ("--out", f"{name}/public", "--state", f"{name}/state.sqlite")
    return subprocess.Popen(
        [SYNDICATE, "run", *out, *options],
        cwd=newsroom,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1780000000", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def site(newsroom: Path, name: str) -> dict[str, bytes]:
    folder = newsroom / name / "public"
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != RECORD)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def processes(title: str) -> dict[int, str]:
    """Return the commands of the processes whose command begins with *title*, by number."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        except OSError:
            continue
        if command.startswith(title):
            found[int(path.parent.name)] = command
    return found


def translating(below: int) -> bool:
    """Whether workers below the process *below* are translating."""
    return any(descends(each, below) for each in processes("ray::MapWorker(MapBatches(Translating)"))


def descends(process: int, ancestor: int) -> bool:
    while process > 1 and process != ancestor:
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return process == ancestor


@pytest.fixture(scope="session")
def local(newsroom: Path) -> tuple[dict[str, bytes], str]:
    run = start(newsroom, "local")
    told, wrong = run.communicate()
    assert (run.returncode, wrong) in {(1, ""), (3, "")}
    files = site(newsroom, "local")
    assert len(files) > ARTICLES
    return files, told.replace("local/public", "?")


@contextmanager
def heading(folder: Path, cache: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a cluster of its own, as docs/clusters.md says; its workers have another cache than the runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ.update({"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)})
    head = subprocess.Popen(
        [
            Path(sys.executable).with_name("ray"), "start", "--head", "--block", f"--port={port}", "--num-cpus=2",
            "--node-ip-address=127.0.0.1", "--include-dashboard=false", "--object-store-memory=300000000",
            f"--temp-dir={folder}",
        ],
        env={**os.environ, "SYNDICATE_CACHE": str(cache), "RAY_USAGE_STATS_ENABLED": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    for _ in range(60):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(1)
    time.sleep(5)  # the head answers before its node is there
    assert head.poll() is None
    yield f"127.0.0.1:{port}", head
    with suppress(ProcessLookupError):
        os.killpg(head.pid, signal.SIGKILL)
    head.wait(60)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    cache = tmp_path_factory.mktemp("workers")
    with heading(tmp_path_factory.mktemp("ray"), cache) as (address, _):
        yield address, cache


def test_the_same_bytes_and_words_and_nothing_left_behind(newsroom: Path, local: tuple[dict[str, bytes], str]) -> None:
    with tempfile.TemporaryDirectory() as own:
        run = start(newsroom, "ray", "--on", "ray", TMPDIR=own)
        told, wrong = run.communicate()
        assert wrong == ""
        assert told.replace("ray/public", "?") == local[1]
        assert site(newsroom, "ray") == local[0]
        assert not [process for process in processes("ray::") if descends(process, run.pid)]
        again = start(newsroom, "ray", "--on", "ray", TMPDIR=own)
        told, wrong = again.communicate()
        assert "0 translated" in told
        assert not list(Path(own).glob("syndicate-*"))
    print(f"{len(local[0])} files are the same; {told.strip().splitlines()[-3]}")


@pytest.mark.parametrize("said", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing_behind(newsroom: Path, said: signal.Signals) -> None:
    with tempfile.TemporaryDirectory() as own:
        run = start(newsroom, f"stopped-{said}", "--on", "ray", TMPDIR=own)
        while run.poll() is None and not translating(run.pid):
            time.sleep(0.1)
        run.send_signal(said)
        _, wrong = run.communicate()
        assert run.returncode == 130
        assert wrong.strip() == "Stopped. Nothing is left half done: the same command takes up from here."
        time.sleep(5)  # a worker that was just beginning would have written by now
        assert not [command for command in processes("").values() if own in command]
        assert not list(Path(own).glob("syndicate-*"))


def killing(run: subprocess.Popen[str], most: int) -> int:
    """Kill *most* workers of *run*, each in the middle of translating; return how many there were."""
    killed: list[int] = []
    seen: dict[int, float] = {}
    while run.poll() is None:
        for process, title in processes("ray::MapWorker(MapBatches(Translating)").items():
            first = seen.setdefault(process, time.monotonic())
            # Long enough to be in the middle; another one dies as soon as the first was replaced.
            middle = time.monotonic() - first > 2.5 and not title.endswith("__init__")
            if middle and len(killed) < most and process not in killed and descends(process, run.pid):
                os.kill(process, signal.SIGKILL)
                killed.append(process)
        time.sleep(0.05)
    return len(killed)


def test_a_killed_worker_changes_nothing(newsroom: Path, local: tuple[dict[str, bytes], str]) -> None:
    run = start(newsroom, "killed", "--on", "ray")
    killed = killing(run, 2)
    told, wrong = run.communicate()
    assert killed
    assert wrong == ""
    assert told.replace("killed/public", "?") == local[1]
    assert site(newsroom, "killed") == local[0]
    print(f"{killed} workers were killed; {len(local[0])} files are the same")


def test_sentences_that_kill_every_worker_are_given_up_and_asked_again(
    newsroom: Path, local: tuple[dict[str, bytes], str]
) -> None:
    run = start(newsroom, "deadly", "--on", "ray")
    killed = killing(run, 1_000)
    told, wrong = run.communicate()
    assert run.returncode == 1
    assert "Traceback" not in told + wrong
    assert "died, one after the other" in told
    again = start(newsroom, "deadly")
    again.communicate()
    assert site(newsroom, "deadly") == local[0]
    print(f"{killed} workers were killed; the next run made the same {len(local[0])} files")


def test_a_cluster_by_its_address(
    newsroom: Path, local: tuple[dict[str, bytes], str], cluster: tuple[str, Path]
) -> None:
    run = start(newsroom, "cluster", "--on", "ray", "--address", cluster[0])
    told, wrong = run.communicate()
    assert wrong == ""
    assert told.replace("cluster/public", "?") == local[1]
    assert site(newsroom, "cluster") == local[0]
    assert list((cluster[1] / "argos").iterdir())  # the workers used a cache of their own


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Ray's own, at its import
def test_models_reach_workers_that_do_not_see_them(
    newsroom: Path, cluster: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray, "SENTENCES", 0)
    install_file(MODEL, tmp_path / "models")
    (package,) = find_packages(tmp_path / "models")[0]
    remember(package, digest_of(package, tmp_path / "cache"), {Way(4): 50.0, Way(1): 50.0})
    table = EngineTable(use=("argos",), models=tmp_path / "models", workers=2, fastest=True)
    english = language_tag("en")
    with open_engines(table, tmp_path / "cache") as engines:
        hops = engines["argos"].hops()
        words = [sentence(number).replace("<b>", "").replace("</b>", "") for number in range(400)]
        segments = [Segment(0, at, 0, text, english) for at, text in enumerate(words)]
        jobs = [Job(tuple(segments[at : at + 100]), hops) for at in range(0, 400, 100)]
        here = dict(Here(engines).translate(jobs, lambda _: None))
        place = ray.open_workplace(Setting(engines, table, tmp_path / "cache", cluster[0]))
        assert dict(place.translate(jobs[:1], lambda _: None)) == {0: here[0]}
        assert not (cluster[1] / "parcels").exists()
        (tmp_path / "models").rename(tmp_path / "gone")
        assert dict(place.translate(jobs, lambda _: None)) == here
        place.close()
    assert len(list((cluster[1] / "parcels").iterdir())) == 1
    assert all(isinstance(each, Translation) for done in here.values() if isinstance(done, list) for each in done)


def test_a_head_that_is_lost_is_told_and_the_next_run_goes_on(
    newsroom: Path, local: tuple[dict[str, bytes], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with heading(tmp_path_factory.mktemp("lost"), tmp_path_factory.mktemp("cache")) as (address, head):
        run = start(newsroom, "lost", "--on", "ray", "--address", address)
        while run.poll() is None and not translating(head.pid):
            time.sleep(0.1)
        os.killpg(head.pid, signal.SIGKILL)
        _, wrong = run.communicate()
    assert run.returncode == 1
    assert wrong.strip().startswith("Error: --on ray: the head of the Ray cluster was lost.")
    start(newsroom, "lost").communicate()
    assert site(newsroom, "lost") == local[0]


def test_a_cluster_that_is_not_there_is_told(newsroom: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = start(newsroom, "nowhere", "--address", f"127.0.0.1:{port}", "--json")
    told, wrong = run.communicate()
    assert run.returncode == 1
    assert "Traceback" not in told + wrong
    assert f"the Ray cluster cannot be used: nobody is at 127.0.0.1:{port}" in told + wrong
