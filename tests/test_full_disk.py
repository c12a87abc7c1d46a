"""A disk without room, while the state and while the site is written: a clear error, and what stood there stands.

The room is taken away by the limit on the size of files, which a write meets as it meets a full disk.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate.accounts.keeping import write
from syndicate.config import Config, EngineTable, RunSettings
from syndicate.errors import PublishError, StateError
from syndicate.model import EditionState
from syndicate.pipeline import run

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BRIEF = "Roads {0}\n\nThe roads of Georgia are closed for {0} days. Nobody spoke in Baku about {0} trains.\n"


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file grow beyond *size* bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class Fills:
    """A watch at whose *stage* the disk is full."""

    def __init__(self, stage: str) -> None:
        self._full = stage

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002 - of the Protocol
        if name == self._full:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    def advance(self, done: int = 1, what: str = "") -> None:
        pass


def site(config: Config) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in config.run.out.rglob("*") if path.is_file()}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(BRIEF.format(2), "utf-8")
    settings = RunSettings((str(inbox),), ("es",), tmp_path / "public", tmp_path / "state" / "state.sqlite")
    made = Config(settings, EngineTable(use=("apertium",)))
    assert run(made, NOW).exit_code == 0
    for number in range(3, 6):
        (inbox / f"b{number}.txt").write_text(BRIEF.format(number), "utf-8")
    return made


@pytest.mark.parametrize(
    ("stage", "error", "says"),
    [("read", StateError, "room"), ("translate", StateError, "room"), ("publish", PublishError, "has room")],
)
def test_a_full_disk_is_told_and_leaves_the_site(config: Config, stage: str, error: type[Exception], says: str) -> None:
    before = site(config)
    with pytest.raises(error, match=says), room(resource.RLIM_INFINITY):
        run(config, NOW, watch=Fills(stage))
    assert site(config) == before
    report = run(config, NOW)  # there is room again
    assert report.count(EditionState.PUBLISHED) == 4
    assert len(list((config.run.out / "es" / "articles").glob("*.html"))) == 4


def test_a_report_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    place = tmp_path / "report.html"
    write(place, [b"before"])
    with pytest.raises(PublishError, match="the run itself is done"), room(100):
        write(place, [b"x" * 5000])
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("report.html", b"before")]


def test_a_full_disk_at_the_first_run_makes_no_site(config: Config, tmp_path: Path) -> None:
    first = replace(config, run=replace(config.run, out=tmp_path / "new", state=tmp_path / "fresh.sqlite"))
    with pytest.raises(StateError), room(2000):
        run(first, NOW)
    assert not first.run.out.exists()
