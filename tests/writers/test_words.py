from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

import pytest
import yaml

from syndicate.languages import language_tag
from syndicate.model import LanguageTag
from syndicate.writers._words import Words, words

FILES = sorted(path.name.removesuffix(".yaml") for path in (files("syndicate") / "templates" / "words").iterdir())


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_every_word_and_no_other(name: str) -> None:
    said = yaml.safe_load((files("syndicate") / "templates" / "words" / f"{name}.yaml").read_text("utf-8"))
    assert language_tag(name) == name
    assert set(said) == {field.name for field in fields(Words)} - {"language"}
    assert all(isinstance(text, str) and text.strip() == text != "" for text in said.values())


@pytest.mark.parametrize("tag", ["en", "es", "fr", "uk", "ru", "az", "kk", "ky", "uz", "tr", "ka", "mn", "de"])
def test_the_languages_of_the_project_have_words_of_their_own(tag: str) -> None:
    assert tag in FILES
    assert words(LanguageTag(tag)).language == tag


@pytest.mark.parametrize(
    ("tag", "language", "start"),
    [
        ("pt-BR", "pt-BR", "Este texto foi"),
        ("uz-Cyrl", "uz-Cyrl", "Бу матнни"),
        ("uz-Latn", "uz-Latn", "Bu matnni"),
        ("zh-Hant", "zh-Hant", "本文由機器"),
        ("zh-TW", "zh-TW", "本文由機器"),
        ("zh-Hans", "zh-Hans", "本文由机器"),
        ("ky-Cyrl", "ky-Cyrl", "Бул текстти"),
        ("en-GB", "en-GB", "This text"),
        ("az-Cyrl", "en", "This text"),
        ("sw", "en", "This text"),
    ],
)
def test_words_are_never_in_a_script_that_was_not_asked_for(tag: str, language: str, start: str) -> None:
    said = words(LanguageTag(tag))
    assert said.language == language
    assert said.machine.startswith(start)
