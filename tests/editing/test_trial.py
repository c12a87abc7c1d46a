"""A text is tried as a run would take it; what cannot be prepared says so."""

from pathlib import Path

import pytest

from syndicate.config import Config, EngineTable, RunSettings
from syndicate.editing.trial import try_text
from syndicate.errors import SyndicateError
from syndicate.languages import language_tag


def test_a_text_of_which_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    config = Config(RunSettings(state=tmp_path / "state.sqlite"), EngineTable(use=("apertium",)))
    with pytest.raises(SyndicateError, match="the text"):
        try_text("Caf\udce9 in Talas.", [language_tag("es")], config)
