"""What breaks in an engine or model is named, and is the loss of those articles only."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_pipeline import GLOSSARY, NOW, PAGE

from syndicate.config import Config, EngineTable, RunSettings
from syndicate.languages import language_tag
from syndicate.model import EditionState
from syndicate.models import install_file
from syndicate.pipeline import run

MODEL = Path(__file__).parent / "models" / "translate-en_es-copy-0_1.argosmodel"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    settings = RunSettings(
        sources=(str(tmp_path / "page.html"),),
        to=(language_tag("es"), language_tag("fr")),
        out=tmp_path / "public",
        state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )
    return Config(settings, EngineTable(models=tmp_path / "models"))


def test_a_neural_engine_carries_the_names(config: Config, tmp_path: Path) -> None:
    install_file(MODEL, tmp_path / "models")
    report = run(replace(config, engines=replace(config.engines, use=("argos",))), NOW)
    spanish, french = report.outcomes
    assert spanish.state in {EditionState.PUBLISHED, EditionState.NOTED, EditionState.HELD}
    assert french.state is EditionState.SKIPPED
    assert report.names["held"] >= 3
    assert report.translated == report.sentences > 0
    assert run(replace(config, engines=replace(config.engines, use=("argos",))), NOW).translated == 0


def test_a_broken_package_is_named_and_its_articles_fail(config: Config, tmp_path: Path) -> None:
    install_file(MODEL, tmp_path / "models")
    (weights,) = (tmp_path / "models").rglob("model.bin")
    weights.write_bytes(weights.read_bytes()[:5000])
    report = run(config, NOW)  # argos is preferred for English and Spanish
    spanish, french = report.outcomes
    assert spanish.state is EditionState.FAILED
    assert "translate-en_es" in " ".join((*spanish.reasons, spanish.advice))
    assert french.state is EditionState.FAILED
    assert report.exit_code == 1
    again = run(replace(config, engines=replace(config.engines, use=("apertium",))), NOW)
    assert {outcome.state for outcome in again.outcomes} <= {EditionState.PUBLISHED, EditionState.NOTED}


def test_a_package_that_lacks_a_file_is_named(config: Config, tmp_path: Path) -> None:
    package = install_file(MODEL, tmp_path / "models")
    (metadata,) = (tmp_path / "models").rglob("metadata.json")
    metadata.write_text("{", "utf-8")
    report = run(config, NOW)
    assert any(
        "translate-en_es" in failure.where or "translate-en_es" in failure.message for failure in report.failures
    )
    assert package is not None
    assert next(iter(report.outcomes)).state in {EditionState.PUBLISHED, EditionState.NOTED}  # by Apertium


def test_a_release_stays_when_the_engine_breaks(config: Config, tmp_path: Path) -> None:
    run(replace(config, engines=replace(config.engines, use=("apertium",))), NOW)
    feed = (tmp_path / "public" / "es" / "feed.atom").read_bytes()
    install_file(MODEL, tmp_path / "models")
    (weights,) = (tmp_path / "models").rglob("model.bin")
    weights.write_bytes(weights.read_bytes()[:5000])
    report = run(config, NOW)
    assert next(iter(report.outcomes)).state is EditionState.FAILED
    assert next(iter(report.outcomes)).earlier
    assert (tmp_path / "public" / "es" / "feed.atom").read_bytes() == feed
