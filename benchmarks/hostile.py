"""Hostile input, each piece alone: how long it takes, how much memory, and what is said of it.

Usage: python benchmarks/hostile.py [--only WORDS]

Files are read as a batch is, in workers; archives are opened and addresses fetched as a source is. Seconds are those
of processors, the start of workers among them: the clock (in brackets) tells of the machine's other work too. All must
end within ten seconds and 512 MB, read or with an error that names the file. Exit code 1 where one does not.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from syndicate.model import Failure
from syndicate.readers import Document

PROSE = "The ferry between Baku and Aktau sails again from Monday, the port office said. "
SECONDS, MEGABYTES = 10.0, 512
_HEAD = b"<rss><channel><title>T</title>"
_ITEM = b"<item><guid>%d</guid><title>T</title><description>The ferry sails again on Monday.</description></item>"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="pieces whose name holds these words")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_measured(given.one)))
        return 0
    failed = 0
    print("seconds (clock)     MB  piece and what is said of it")
    for name in [one for one in (*_files(), *ARCHIVES, *ANSWERS) if given.only in one]:
        command = [sys.executable, __file__, "--one", name]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            failed += 1
            print(f"    -                -  {name}: NOT SURVIVED {answer.stderr[-200:]}", flush=True)
            continue
        seconds, clock, megabytes, said = json.loads(answer.stdout)
        bad = seconds > SECONDS or megabytes > MEGABYTES or not said
        failed += bad
        print(f"{seconds:7.1f} ({clock:5.1f}) {megabytes:6.0f}  {name}: {said}{'   MISSED' if bad else ''}", flush=True)
    print(f"{failed} missed")
    return 1 if failed else 0


def _measured(name: str) -> tuple[float, float, float, str]:
    """Return seconds of processors, seconds of the clock, megabytes at most, and what is said."""
    with tempfile.TemporaryDirectory() as folder, _found(name, Path(folder)) as documents:
        before, clock = _used(), time.monotonic()
        said = _said(documents)
        seconds = _used() - before
    whole = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return seconds, time.monotonic() - clock, whole / 1024, said


def _used() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _said(documents: Iterator[Document | Failure]) -> str:
    from syndicate.readers._batch import read_batch

    read, failures = 0, []
    for _, one in read_batch(documents):
        if isinstance(one, Failure):
            failures.append(one)
        else:
            read += 1
    if failures:
        return f"{failures[0].message[:90]} ({len(failures)} failures, {read} read)"
    return f"{read} read" if read else ""


@contextmanager
def _found(name: str, folder: Path) -> Iterator[Iterator[Document | Failure]]:
    """Give the documents of one piece."""
    from syndicate.sources import documents

    if name in ARCHIVES:
        (folder / name).write_bytes(ARCHIVES[name]())
        yield documents([str(folder / name)])
    elif name in ANSWERS:
        with _served() as home:
            yield _fetched(f"{home}/{name.replace(' ', '-')}")
    else:
        yield iter([Document(name, _files()[name])])


def _fetched(address: str) -> Iterator[Document | Failure]:
    from syndicate.config import SourceTable
    from syndicate.fetch.cache import Cache
    from syndicate.fetch.client import Fetcher
    from syndicate.intake import fetch_for
    from syndicate.sources import documents

    table = SourceTable(address=address, allow_private=True, delay=0, timeout=8)
    with Cache(None, 0.0) as cache:
        fetcher = Fetcher(cache)
        yield from documents([address], fetch=lambda one: fetch_for(fetcher, table, one))


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """A server that means no good."""

    def do_GET(self) -> None:
        """Answer as the path says."""
        name = self.path[1:].replace("-", " ")
        if name not in ANSWERS:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        if name.startswith("gzip"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        try:
            for block in ANSWERS[name]():
                self.wfile.write(block)
        except OSError:
            pass  # who asked has heard enough

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.html", b"0" * 250_000_000)
    return kept.getvalue()


def _many() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.png", b"")
    return kept.getvalue()


def _inner() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("inner.zip", _many()[:1000])
    return kept.getvalue()


def _gzip() -> Iterator[bytes]:
    yield gzip.compress(b"0" * 200_000_000)


def _endless() -> Iterator[bytes]:
    yield _HEAD
    number = 0
    while True:
        yield b"".join(_ITEM % place for place in range(number, number + 1_000))
        number += 1_000


def _dribble() -> Iterator[bytes]:
    yield _HEAD
    while True:
        time.sleep(0.5)
        yield b" "


ARCHIVES = {"1 GB in 1 MB.zip": _bomb, "60,000 names.zip": _many, "a zip in a zip.zip": _inner}
ANSWERS = {"gzip bomb": _gzip, "endless feed": _endless, "a byte at a time": _dribble}


def _files() -> dict[str, bytes]:
    """Return files by name."""

    def page(body: str) -> bytes:
        return f"<html><head><title>T</title></head><body><article>{body}</article></body></html>".encode()

    return {
        "200,000 attributes.html": page("<p " + " ".join(f"a{number}" for number in range(200_000)) + ">x</p>"),
        "depth 100,000.html": page("<div>" * 100_000 + "x"),
        "depth 280, 300 times.html": page(("<div>" * 280 + PROSE + "</div>" * 280) * 300),
        "text node of 10 MB.html": page("<p>" + "x" * 10_500_000),
        "22,000 paragraphs.html": page(f"<p>{PROSE}</p>" * 22_000),
        "40,000 line breaks.html": page("x<br>" * 40_000),
        "25,000 bold letters.html": page("<p>" + "<b>x</b>" * 25_000),
        "20,000 headings.html": page("<h1>x</h1>" * 20_000),
        "200,000 <.html": page("<" * 200_000),
        "50,000 open comments.html": page("<!--" * 50_000),
        "a table in a table, 400 times.html": page("<table><tr><td>" * 400 + "x"),
        "60,000 rows.html": page(f"<table>{'<tr><td>x<td>y' * 60_000}</table>"),
        "9 MB of paragraphs.html": page(f"<p>{PROSE * 3}</p>" * 36_000),
        "2 MB of one word.html": page("<p>" + "x" * 2_000_000),
        "3 MB of classes.html": page("<p class='" + "caption-" * 375_000 + "'>x</p>"),
        "random bytes.html": bytes(range(256)) * 2_000,
        "entities.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        "10,000 entries.xml": b"<rss><channel><title>T</title>"
        + b"".join(
            b"<item><guid>%d</guid><title>T</title><description>x</description></item>" % n for n in range(10_000)
        )
        + b"</channel></rss>",
        "an entry of 5 MB.xml": b"<rss><channel><title>T</title><item><guid>1</guid><description>"
        + b"&lt;b&gt;x" * 500_000
        + b"</description></item></channel></rss>",
        "20,000 attributes.xml": b"<rss " + b" ".join(b'a%d="x"' % n for n in range(20_000)) + b"></rss>",
        "deep feed.xml": b"<rss>" + b"<a>" * 100_000,
        "billion laughs.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
        + b"]><rss><channel><title>&a9;</title></channel></rss>",
        "billion laughs.nitf": b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha">'
        + b'<!ENTITY b "&a;&a;">]><nitf>&b;</nitf>',
        "quoted to no end.html": page("<p " + "a='" * 300_000),
        "half a tag, 300,000 times.html": page("<a b=" * 300_000),
        "a word and 500,000 spaces.html": page("<p>x" + " " * 500_000 + "x"),
        "200,000 initials.html": page("<p>" + "A. " * 200_000),
        "100,000 quotation marks.html": page("<p>" + "“a” " * 100_000),
        "a script that never ends.html": page("<script>" + "</scrip " * 200_000),
        "depth 1,000, 1,000 times.html": page(("<b>" * 1_000 + "x" + "</b>" * 1_000) * 1_000),
        "50,000 addresses.txt": b"Leave a Reply http://" * 50_000,
        "deep.json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
        "a million lines.txt": b"x\n" * 1_000_000,
        "200,000 brackets.md": b"[" * 200_000,
        "100,000 quotes.md": b"> " * 100_000 + b"x",
    }


if __name__ == "__main__":
    sys.exit(main())
