"""Our constraint grammars: which readings are left, against gold files that an editor could write.

`tests/gold/grammar/<language>.txt`: a sentence, `---`, then words of it with the tags that every reading left must
have, `===`.
"""

import re
from pathlib import Path

import pytest
from goldcases import sentences

from syndicate.engines.apertium import grammar
from syndicate.engines.apertium.modes import installed
from syndicate.engines.apertium.pipe import run_once
from syndicate.engines.apertium.stream import ITEM
from syndicate.errors import EngineError
from syndicate.languages import language_tag

PAIRS = {"en": "en-es", "ru": "ru-uk"}


@pytest.mark.parametrize(("language", "sentence", "wanted"), sentences("grammar"))
def test_gold(language: str, sentence: str, wanted: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    analyser = next(mode for mode in installed() if str(mode.direction) == PAIRS[language]).analysis[0]
    cache = tmp_path_factory.getbasetemp()
    (rules,) = grammar.stages(language_tag(language), cache, small="-w" in analyser)
    stream = run_once(rules, run_once(analyser, sentence + "[][\n]", 60.0), 60.0)
    words = [item["word"].split("/") for item in ITEM.finditer(stream) if item["word"]]
    assert wanted
    for row in wanted:
        form, tags = row.split(": ")
        readings = [word[1:] for word in words if word[0] == form]
        assert readings, form
        for reading in readings[0]:
            assert set(tags.split()) <= set(re.findall(r"<([^>]*)>", reading)), readings


def test_a_grammar_that_does_not_compile_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "text_of", lambda _source: "SELECT (n) IF (0 NOBODY) ;")
    with pytest.raises(EngineError, match="NOBODY"):
        grammar.stages(language_tag("en"), tmp_path, small=False)
    assert list(tmp_path.rglob("*.bin")) == []


def test_a_language_without_a_grammar_adds_no_program(tmp_path: Path) -> None:
    assert grammar.stages(language_tag("is"), tmp_path, small=False) == ()
