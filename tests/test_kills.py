"""A run that is killed leaves a state from which the next run makes what a run never killed makes."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from lxml import etree
from test_pipeline import BRIEF, GLOSSARY, PAGE

PROGRAM = "from syndicate.cli import main; main()"


def lay_out(folder: Path) -> None:
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    (folder / "names.yaml").write_text(GLOSSARY, "utf-8")
    (folder / "syndicate.toml").write_text('[run]\nglossaries = ["names.yaml"]\n', "utf-8")
    (inbox / "page.html").write_text(PAGE, "utf-8")
    for number in range(3):
        (inbox / f"brief-{number}.txt").write_text(BRIEF.replace("открыты", f"открыты {number} раз"), "utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-c", PROGRAM, "run", "inbox", "--to", "es,uk", "--engine", "apertium",
        "--config", "syndicate.toml", "-q",
    ]  # fmt: skip
    return subprocess.Popen(
        command, cwd=folder, env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1795348800"}, stdout=subprocess.DEVNULL
    )


def site(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "public").rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_killed_at_random_points(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    lay_out(whole)
    lay_out(killed)
    began = time.monotonic()
    assert start(whole).wait() in {0, 3}
    long = time.monotonic() - began
    draw, hits = random.Random(20220928), 0  # noqa: S311 - the same points in every run
    for _ in range(12):
        run = start(killed)
        try:
            run.wait(draw.uniform(0.05, long))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            hits += 1
        for path in killed.rglob("public/**/*"):
            if path.suffix in {".atom", ".rss", ".xml", ".opml"}:
                etree.fromstring(path.read_bytes())
    assert hits  # some were killed before they had ended
    assert start(killed).wait() in {0, 3}
    assert site(killed) == site(whole)
