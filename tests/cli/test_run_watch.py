"""`syndicate run --watch` as a process that is told to end, and logs as JSON."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate.cli import main

BRIEF = "Roads {0}\n\nThe roads of Georgia are closed for {0} days. Nobody spoke in Baku about {0} trains.\n"
TOML = """[run]
sources = ["inbox"]
to = ["es"]
report = "account"
metrics = "syndicate.prom"
[engines]
use = ["apertium"]
"""
PROGRAM = "from syndicate.cli import main; main()"
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(BRIEF.format(2), "utf-8")
    (tmp_path / "syndicate.toml").write_text(TOML, "utf-8")
    return tmp_path


@pytest.fixture
def watcher(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", PROGRAM, "run", "--watch", "--json", "--every", "1h"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        yield process
        process.kill()


def line(watcher: "subprocess.Popen[str]") -> dict[str, object]:
    assert watcher.stdout is not None
    return json.loads(watcher.stdout.readline())


def test_a_watcher_notices_files_refuses_a_second_and_ends_when_told(
    folder: Path, watcher: "subprocess.Popen[str]"
) -> None:
    first = line(watcher)
    assert (first["new"], first["published"], first["failed"]) == (1, 1, 0)
    second = CliRunner().invoke(main, ["run", "--watch"])
    assert second.exit_code == 1
    assert f"watched already, by process {watcher.pid}" in second.output
    (folder / "inbox" / "b.txt").write_text(BRIEF.format(3), "utf-8")
    assert line(watcher)["new"] == 1
    (folder / "syndicate.toml").write_text(TOML.replace("[engines]", "[engine]"), "utf-8")  # a mistake ends nothing
    assert watcher.stderr is not None
    assert "Did you mean “engines”?" in watcher.stderr.readline()
    (folder / "syndicate.toml").write_text(TOML, "utf-8")
    assert line(watcher)["new"] == 0
    assert json.loads((folder / "account" / "report.json").read_text("utf-8"))["articles"] == 2
    assert "syndicate_articles 2\n" in (folder / "syndicate.prom").read_text("utf-8")
    assert sorted(each.name for each in (folder / "account").iterdir()) == ["report.html", "report.json"]
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(PATIENCE) == 0


def test_a_run_under_way_is_left_and_the_next_one_ends_it(folder: Path, watcher: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not (folder / ".syndicate" / "state.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(PATIENCE) == 0
    assert not (folder / "public" / ".syndicate-staging").exists()
    assert CliRunner().invoke(main, ["run", "-q"]).exit_code == 0
    assert len(list((folder / "public" / "es" / "articles").glob("*.html"))) == 1


@pytest.mark.parametrize(("every", "says"), [("1", "is no time"), ("soon", "is no time"), ("8761h", "is no time")])
def test_a_time_that_cannot_be_meant(folder: Path, every: str, says: str) -> None:
    result = CliRunner().invoke(main, ["run", "--watch", "--every", every])
    assert result.exit_code == 2
    assert says in result.output


def test_standard_input_cannot_be_watched(folder: Path) -> None:
    result = CliRunner().invoke(main, ["run", "-", "--watch", "--to", "es"])
    assert result.exit_code == 2
    assert "cannot read standard input again" in result.output


def test_a_time_without_watching_is_refused(folder: Path) -> None:
    result = CliRunner().invoke(main, ["run", "--every", "5m"])
    assert result.exit_code == 2
    assert "add --watch" in result.output


def logged(*words: str, **environment: str) -> tuple[int, list[dict[str, str]]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], env={**os.environ, **environment}, capture_output=True, check=False
    )
    return done.returncode, [json.loads(each) for each in done.stderr.decode("utf-8").splitlines()]


def test_logs_are_objects_and_quote_no_article(folder: Path) -> None:
    (folder / "inbox" / "broken.json").write_text("{", "utf-8")
    code, lines = logged("run", "--log-json", "-vv", "-q")
    assert code == 1
    assert all(each.keys() - {"error"} == {"time", "level", "stage", "article", "message"} for each in lines)
    assert ("read", "inbox/broken.json") in {(each["stage"], each["article"]) for each in lines}
    assert {"prepare", "scale", "run"} <= {each["stage"] for each in lines}
    assert "closed for" not in json.dumps(lines)
    assert "Georgia" not in json.dumps(lines)


def test_logs_are_json_in_every_locale(folder: Path) -> None:
    (folder / "inbox" / os.fsdecode(b"\xff.txt")).write_text("", "utf-8")  # a name of another character set
    _, lines = logged("run", "--log-json", "-vv", "-q", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "inbox/a.txt «Roads 2»" in {each["article"] for each in lines}
    assert (r"inbox/\xff.txt", "warning") in {(each["article"], each["level"]) for each in lines}


def test_the_error_that_ends_a_run_is_logged(folder: Path) -> None:
    (folder / "public").mkdir()
    (folder / "public" / "mine.txt").write_text("mine", "utf-8")
    code, lines = logged("run", "--log-json", "-q")
    assert code == 1
    assert [(each["level"], each["stage"], each["error"]) for each in lines] == [("error", "publish", "PublishError")]


@pytest.mark.parametrize(
    ("toml", "code", "error"),
    [
        (TOML.replace("[engines]", "[engine]"), 2, "ConfigError"),
        (TOML.replace("sources", "# sources"), 2, "ConfigError"),
        (TOML + '[publish]\ntemplates = "none"\n', 1, "PublishError"),
    ],
)
def test_errors_before_a_run_are_lines_too(folder: Path, toml: str, code: int, error: str) -> None:
    (folder / "syndicate.toml").write_text(toml, "utf-8")
    ended, lines = logged("run", "--log-json", "-q")
    assert (ended, [each["error"] for each in lines]) == (code, [error])


def test_a_page_of_the_last_run(folder: Path) -> None:
    assert CliRunner().invoke(main, ["run", "-q"]).exit_code == 0
    assert CliRunner().invoke(main, ["report", "--page", "made.html"]).exit_code == 0
    assert (folder / "made.html").read_text("utf-8") == (folder / "account" / "report.html").read_text("utf-8")
