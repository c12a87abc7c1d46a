import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from syndicate.model import Article, Failure
from syndicate.readers import Document, _workers
from syndicate.readers._workers import Workers
from syndicate.sources import read_articles, read_document

PROSE = "The ferry between Baku and Aktau sails again from Monday, the port office said in its statement. "
PAGE = f"<html><head><title>Ferry {{}}</title></head><body><article><p>{PROSE * 3}</p></article></body></html>"


def page(number: int) -> Document:
    return Document(f"news/{number:03}.html", PAGE.format(number).encode())


def in_workers(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """Have workers run *lines* before they serve; `w` is their module."""
    code = _workers._CODE.replace("serve; serve()", "serve; import syndicate.readers._workers as w\n")
    monkeypatch.setattr(_workers, "_CODE", f"{code}{lines}\nserve()")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workers, "SECONDS", 3.0)
    monkeypatch.setattr(_workers, "SECONDS_A_MEGABYTE", 0.0)
    in_workers(monkeypatch, "w.SECONDS, w.SECONDS_A_MEGABYTE = 3.0, 0.0")


# One page that no parser finishes in time: 300 paragraphs, each 280 elements deep.
SLOW = ("<div>" * 280 + PROSE + "</div>" * 280) * 300
HOSTILE = {
    "attributes": "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">x",
    "depth": "<div>" * 100_000 + "x",
    "slow": SLOW,
    "size": "<p>" + "x" * 10_500_000,
    "nothing": "<!--" * 50_000,
    "bytes": None,
}


def poison(name: str) -> Document:
    text = HOSTILE[name]
    data = bytes(range(128, 256)) * 50 + b"\0\1" if text is None else f"<html><body>{text}</body></html>".encode()
    return Document(f"news/{name}.html", data)


def test_a_batch_with_poison_in_it_ends_with_the_rest_read_in_order(quick: None) -> None:
    good = [page(number) for number in range(114)]
    found = good.copy()
    for place, name in enumerate(HOSTILE):
        found.insert(place * 17 + 3, poison(name))
    start = time.monotonic()
    given = list(read_articles(found))
    assert [one.source.document for one in given if isinstance(one, Article)] == [one.name for one in good]
    failed = [one for one in given if isinstance(one, Failure)]
    assert [one.where.removeprefix("news/").removesuffix(".html") for one in failed] == list(HOSTILE)
    assert all(one.message and one.advice for one in failed)
    assert "took over 3 seconds and was stopped" in failed[2].message
    assert time.monotonic() - start < 60


def test_what_a_worker_gives_is_what_this_process_would_give() -> None:
    samples = Path(__file__).parents[2] / "samples"
    found = [Document(path.name, path.read_bytes()) for path in sorted(samples.iterdir())]
    with Workers(1) as workers:
        assert [workers.submit(one).result() for one in found] == [read_document(one) for one in found]


def test_a_document_that_needs_too_much_memory_is_told_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    in_workers(monkeypatch, "w.MEMORY = 80_000_000")
    with Workers(1) as workers:
        (failed,) = workers.submit(Document("big.txt", f"{PROSE}\n".encode() * 90_000)).result()
        (read,) = workers.submit(Document("small.txt", PROSE.encode())).result()
    assert isinstance(failed, Failure)
    assert "more memory than a document may take" in failed.message
    assert isinstance(read, Article)


def test_a_worker_that_dies_takes_one_document_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    in_workers(
        monkeypatch,
        "import os\nread = w.read_document\n"
        "w.read_document = lambda one, **_: os.kill(os.getpid(), 9) if b'KILL' in one.data else read(one)",
    )
    found = [page(1), Document("news/kill.html", b"<html><body>KILL</body></html>"), page(2)]
    first, failed, second = read_articles(found)
    assert (type(first), type(second)) == (Article, Article)
    assert isinstance(failed, Failure)
    assert failed.where == "news/kill.html"
    assert "broke the process that read it (exit -9)" in failed.message


def test_a_worker_that_hangs_without_work_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workers, "SECONDS", 0.5)
    in_workers(monkeypatch, "import time\nw.read_document = lambda one, **_: time.sleep(60)")
    (failed,) = read_articles([page(1)])
    assert isinstance(failed, Failure)
    assert "was stopped" in failed.message


def test_no_process_is_started_for_small_texts_and_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workers, "_start", lambda: pytest.fail("a process was started"))
    feed = (Path(__file__).parents[1] / "fixtures" / "readers" / "full.rss").read_bytes()
    found = [Document("a.txt", b"Ferry\n\nThe ferry sails again."), Document("b.rss", feed), Document("c.xml", b"<x/>")]
    assert [type(one) for one in read_articles(found)][:2] == [Article, Article]


def test_leaving_early_ends_the_workers_at_once(quick: None) -> None:
    found = read_articles([page(1), *[Document(f"{number}.html", SLOW.encode()) for number in range(3)]])
    assert isinstance(next(found), Article)
    start = time.monotonic()
    found.close()  # type: ignore[attr-defined] - what a KeyboardInterrupt in the loop does
    assert time.monotonic() - start < 2


def test_it_works_in_a_script_without_a_guard_and_under_c(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("7"), encoding="utf-8")
    code = f"from syndicate.sources import *; print([a.title for a in read_articles(documents([{str(tmp_path)!r}]))])"
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for arguments in (["-c", code], [str(script)]):
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment, timeout=60
        )
        # script.py itself lies in the folder too, and is passed over
        assert done.stdout.strip() == "['Ferry 7']"
        assert done.stderr == ""


def test_an_interrupt_stops_the_worker_too(tmp_path: Path) -> None:
    import signal

    (tmp_path / "a.html").write_text(f"<html><body>{SLOW}</body></html>", encoding="utf-8")
    code = (
        # A shell that starts something in the background has it ignore interrupts.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from syndicate.sources import *; from syndicate.readers import _workers; _workers.SECONDS = 30.0\n"
        "try:\n    print('reading', flush=True)\n"
        f"    print(list(read_articles(documents([{str(tmp_path)!r}]))))\n"
        "except KeyboardInterrupt: print('stopped')"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    time.sleep(2)  # its worker is at it
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert out.strip() == "stopped"
    with pytest.raises(ProcessLookupError):  # nothing is left of its group
        os.killpg(process.pid, 0)
