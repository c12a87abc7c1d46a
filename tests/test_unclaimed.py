"""A state that knows nothing of a site takes nothing away from it: it was lost, or it is another's."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_pipeline import GLOSSARY, NOW, PAGE

from syndicate.cli import main
from syndicate.config import Config, EngineTable, RunSettings
from syndicate.languages import language_tag
from syndicate.rerun import run

ES = language_tag("es")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A newsroom whose state was lost after it had published two articles."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.html").write_text(PAGE, "utf-8")
    (inbox / "b.html").write_text(PAGE.replace("/borders", "/roads").replace("Borders stay", "Roads stay"), "utf-8")
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),), to=(ES,), out=tmp_path / "public", state=tmp_path / "first.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )  # fmt: skip
    made = Config(settings, EngineTable(use=("apertium",)))
    assert run(made, NOW).exit_code == 0
    return replace(made, run=replace(settings, state=tmp_path / "new" / "state.sqlite"))


def site(config: Config) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in config.run.out.rglob("*") if path.is_file()}


def pages(config: Config) -> int:
    return len(list((config.run.out / "es" / "articles").glob("*.html")))


def take_away(config: Config, *names: str) -> None:
    for name in names:
        (Path(config.run.sources[0]) / name).unlink()


def test_sources_that_are_empty_leave_the_site(config: Config) -> None:
    before = site(config)
    take_away(config, "a.html", "b.html")
    for _ in range(2):  # the second run has a state, and it knows no more
        report = run(config, NOW)
        assert report.exit_code == 1
        assert "2 pages of articles stand here that this state never published" in str(report.failures[-1])
        assert site(config) == before


def test_sources_that_have_less_leave_the_site_until_somebody_says_that_it_may_go(config: Config) -> None:
    before = site(config)
    take_away(config, "b.html")
    report = run(config, NOW)
    told = str(report.failures[-1])
    assert "1 page of an article stands here" in told
    assert "the whole site is kept as it is, and nothing new goes out, in the next runs neither" in told
    assert site(config) == before
    (command,) = re.findall(r"removes those pages: syndicate (.*) \(it asks before;", told)
    listed = CliRunner().invoke(main, [*command.split(), "--dry-run"])
    assert ", 1 gone.\n" in listed.output
    assert site(config) == before
    said = CliRunner().invoke(main, command.split(), input="y\n")
    assert said.exit_code == 0, said.output
    assert pages(config) == 1
    assert run(config, NOW).exit_code == 0


def test_an_engine_that_is_broken_then_leaves_the_site(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site(config)
    with monkeypatch.context() as broken:
        broken.setattr("syndicate.engines.apertium.ApertiumEngine.translate", lambda *_, **__: 1 / 0)
        assert run(config, NOW).exit_code == 1
    assert site(config) == before
    assert run(config, NOW).exit_code == 0
    assert pages(config) == 2


def test_a_site_of_another_newsroom_is_not_replaced(config: Config, tmp_path: Path) -> None:
    inbox = tmp_path / "other"
    inbox.mkdir()
    (inbox / "c.html").write_text(PAGE.replace("/borders", "/trains").replace("Borders stay", "Trains stay"), "utf-8")
    before = site(config)
    report = run(replace(config, run=replace(config.run, sources=(str(inbox),))), NOW)
    assert report.exit_code == 1
    assert site(config) == before


def test_what_a_person_keeps_in_is_taken_away_as_before(config: Config) -> None:
    old = replace(config, run=replace(config.run, state=config.run.out.with_name("first.sqlite")))
    one = next((config.run.out / "es" / "articles").glob("*.html")).stem
    words = ["review", "hold", one, "es", "--as", "Ana", "--state", str(old.run.state)]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output
    assert not run(old, NOW).failures
    assert pages(config) == 1
