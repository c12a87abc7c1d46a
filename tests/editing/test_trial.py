"""A text is tried as a run would take it; what cannot be prepared says so."""

from pathlib import Path

import pytest

from syndicate.config import Config, EngineTable, RunSettings
from syndicate.editing.trial import try_text
from syndicate.errors import SyndicateError
from syndicate.languages import language_tag
from syndicate.model import Failure


def test_a_text_of_which_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    config = Config(RunSettings(state=tmp_path / "state.sqlite"), EngineTable(use=("apertium",)))
    with pytest.raises(SyndicateError, match="the text"):
        try_text("Caf\udce9 in Talas.", [language_tag("es")], config)


def test_a_glossary_file_that_is_wrong_is_told_and_its_other_names_are_used(tmp_path: Path) -> None:
    names = tmp_path / "names.yaml"
    names.write_text("osh:\n  kind: place\n  names: {en: Osh, es: Oxú}\n\ntalas:\n  kind: plaice\n", "utf-8")
    run = RunSettings(state=tmp_path / "state.sqlite", glossaries=(names,))
    told: list[Failure] = []
    config = Config(run, EngineTable(use=("apertium",)))
    [edition] = try_text("He lives in Osh.", [language_tag("es")], config, language_tag("en"), told.append)
    assert "Oxú" in edition.units[0].text
    assert {failure.where for failure in told} == {f"{names}:5", f"{names}:6"}
