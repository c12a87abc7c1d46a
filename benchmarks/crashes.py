"""Kills a run at random points, and looks whether the next one makes what a run never killed makes.

    python benchmarks/crashes.py [--kills 200] [--articles 60] [--seed 20220928] [--seconds 0]

Small articles go through Apertium into Spanish and Ukrainian. A child is killed (-9) at a moment drawn from a
seed; sometimes it goes on from what was left, sometimes it begins from nothing. After each kill every published file
that a reader opens is parsed; every few kills a run is let to its end, and its site is compared byte by byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

SEED = 20220928
ARTICLES = 60
ROUND = 5
"""Kills before a run is let to its end."""
SUBJECTS = ("bridge", "school", "road", "market", "river", "station")
PLACES = ("Osh", "Talas", "Naryn", "Batken", "Almaty")


def lay_out(folder: Path, articles: int) -> None:
    """Write the articles and the settings."""
    draw = random.Random(SEED)
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for feed in range(6):
        entries = ""
        for number in range(feed, articles, 6):
            what, where, count = draw.choice(SUBJECTS), draw.choice(PLACES), draw.randint(2, 900)
            entries += (
                f"<entry><id>urn:{number}</id><title>{number}: a {what} opens in {where}</title>"
                f"<updated>2026-11-{1 + number % 20:02}T09:00:00Z</updated>"
                f'<link href="https://paper.example/{number}"/><content type="text">The {what} in {where} is'
                f" open again. {count} people came on Monday. It was shut for a year.</content></entry>"
            )
        (inbox / f"{feed}.atom").write_text(
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>https://paper.example/{feed}</id>'
            f"<title>Paper</title><updated>2026-11-01T10:00:00Z</updated>{entries}</feed>",
            "utf-8",
        )
    (folder / "syndicate.toml").write_text(
        '[run]\nsources = ["inbox"]\nto = ["es", "uk"]\n[engines]\nuse = ["apertium"]\n', "utf-8"
    )


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Begin a run; its clock stands, so that two runs can be compared."""
    return subprocess.Popen(
        [sys.executable, "-c", "from syndicate.cli import main; main()", "run", "--from", "en", "-q"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795348800"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def site(folder: Path) -> dict[str, bytes]:
    """Return what a reader can open: what is being staged lies in a hidden folder."""
    files = (path for path in (folder / "public").rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if "/." not in name}


def unreadable(folder: Path) -> int:
    """Return how many published files do not parse."""
    bad = 0
    for name, data in site(folder).items():
        try:
            if name.endswith((".atom", ".rss", ".xml", ".opml")):
                etree.fromstring(data)
            elif name.endswith(".json"):
                json.loads(data)
            elif name.endswith(".html"):
                bad += not data.rstrip().endswith(b"</html>")
        except (etree.XMLSyntaxError, ValueError) as error:
            print(f"{name}: {error}")
            bad += 1
    return bad


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=SEED, help="of the moments")
    parser.add_argument("--seconds", type=float, default=0, help="begin no round after so many; 0: all kills")
    chosen = parser.parse_args()
    end = time.monotonic() + (chosen.seconds or float("inf"))
    draw = random.Random(chosen.seed)
    hits = broken = other = rounds = 0
    with tempfile.TemporaryDirectory() as name:
        whole, killed = Path(name) / "whole", Path(name) / "killed"
        lay_out(whole, chosen.articles)
        began = time.monotonic()
        if start(whole).wait() not in {0, 3}:
            raise SystemExit("the run that is not killed fails")
        long = time.monotonic() - began
        wanted = site(whole)
        while hits < chosen.kills and time.monotonic() < end:
            if rounds % 4 == 0:  # from nothing; else something is taken away, so that there is something to do
                shutil.rmtree(killed, ignore_errors=True)
                lay_out(killed, chosen.articles)
            else:
                shutil.rmtree(killed / ".syndicate")
                shutil.rmtree(killed / "public")
            for _ in range(ROUND):
                child = start(killed)
                try:
                    child.wait(draw.uniform(0.1, long))
                except subprocess.TimeoutExpired:
                    child.send_signal(signal.SIGKILL)
                    child.wait()
                    hits += 1
                broken += unreadable(killed)
            if start(killed).wait() not in {0, 3}:
                raise SystemExit("the run after a kill fails")
            rounds += 1
            other += site(killed) != wanted
            print(f"{hits} kills, {rounds} runs to the end, {other} other sites, {broken} files broken", flush=True)


if __name__ == "__main__":
    main()
