from pathlib import Path

import pytest

from syndicate.config import load_config
from syndicate.errors import ConfigError


def load(folder: Path, text: str):
    file = folder / "syndicate.toml"
    file.write_text(text, "utf-8")
    return load_config(file)


def test_every_table(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
        [run]
        sources = ["in"]
        to = ["es", "pt_br"]
        out = "site"
        glossaries = ["names"]
        [engines]
        use = ["apertium"]
        beam = 2
        timeout = 10
        preference = { "en-es" = ["apertium"] }
        [gate]
        rules = { numbers = "note" }
        review = ["en-az"]
        [publish]
        title = { und = "News", es = "Noticias" }
        """,
    )
    assert config.run.to == ("es", "pt-BR")
    assert config.run.out == tmp_path / "site"
    assert config.run.glossaries == (tmp_path / "names",)
    assert config.engines.preference == {"en-es": ("apertium",)}
    assert (config.engines.beam, config.engines.timeout) == (2, 10.0)
    assert config.gate.rules == {"numbers": "note"}
    assert config.publish.title["es"] == "Noticias"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[rum]", r"does not know “rum”\. Did you mean “run”"),
        ("[run]\nsource = ['a']", r"\[run\].*Did you mean “sources”"),
        ("[run]\nto = 'es'", r"\[run\] to: 'es' is not what belongs here"),
        ("[run]\nto = ['spanish!']", "is not a language tag"),
        ("[run]\nto = ['ua']", r"\[run\] to: “ua” is not the code of the language. Write “uk”."),
        ("[engines]\nbeam = true", r"\[engines\] beam: True"),
        ("[engines]\nserver = 'localhost:5000'", r"\[engines\] server: “localhost:5000” begins with neither"),
        ("[gate]\nrules = { numbers = 'stop' }", "“stop” is no action"),
        ("[run", "is not TOML"),
        ("run = 3", r"is not a table"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load(tmp_path, text)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")
