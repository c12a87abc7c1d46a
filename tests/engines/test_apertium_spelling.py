"""Words that the generator makes up are told; words of the language are not, nor what the generator did not write."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import ApertiumEngine, open_engine, spelling
from syndicate.engines.apertium.spelling import FORM, Speller
from syndicate.languages import language_tag
from syndicate.model import Direction, Protected, Segment

RU, UK, ES = language_tag("ru"), language_tag("uk"), language_tag("es")


@pytest.fixture
def speller() -> Iterator[Speller]:
    opened = Speller(UK, 20.0)
    yield opened
    opened.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[ApertiumEngine]:
    opened = open_engine(EngineSettings(cache=tmp_path))
    yield opened
    opened.close()


def told(engine: ApertiumEngine, text: str) -> list[str]:
    protected = Protected(text, (), (), Segment(0, 0, 0, text, RU))
    (answer,) = engine.translate(Direction(RU, UK), [protected])
    return [answer.text[start:end] for start, end in answer.unknown]


def test_nonsense_is_no_word(speller: Speller) -> None:
    assert speller.wrong(["великішийий", "великий", "скрутнішийий", "пам'ять"]) == {"великішийий", "скрутнішийий"}
    assert speller.wrong(["великішийий", "дім"]) == {"великішийий"}  # once remembered, once asked


def test_names_short_words_and_parts_are_not_judged(speller: Speller) -> None:
    assert speller.wrong(["Щщщщщ", "щщ", "щщщ-щщщ", "щщщ1"]) == set()


def test_half_a_word_is_none() -> None:
    assert FORM.findall("прем'єр-міністр і судово-медична пам’ять") == ["і", "пам’ять"]


def test_either_apostrophe_is_one(speller: Speller) -> None:
    assert speller.wrong(["пам’ять", "пам’ятььь"]) == {"пам’ятььь"}


def test_more_words_than_one_question_holds(speller: Speller) -> None:
    letters = "бвгджз"
    many = [f"щщ{a}{b}{c}{d}ъ" for a in letters for b in letters for c in letters for d in letters]
    assert speller.wrong([*many, "дім"]) == set(many)


def test_a_language_without_a_dictionary_blames_nothing() -> None:
    assert spelling.text_of(ES) == ""
    assert Speller(ES, 5.0).wrong(["xqzzy"]) == set()


def test_a_dictionary_that_hangs_or_dies_blames_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for script in ("exec sleep 60", "exit 1"):
        program = tmp_path / "stdbuf"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        speller = Speller(UK, 0.3)
        assert speller.wrong(["великішийий"]) == set()
        assert speller.wrong(["скрутнішийий"]) == set()
        speller.close()


def test_the_dictionary_is_part_of_the_digest() -> None:
    assert spelling.text_of(UK).startswith("uk_UA.dic ")


def test_a_form_that_the_generator_makes_up_is_told(engine: ApertiumEngine) -> None:
    assert told(engine, "Он перечислил общины и города.") == ["общини"]


def test_a_good_sentence_is_not_blamed(engine: ApertiumEngine) -> None:
    assert told(engine, "Министр подписал закон в понедельник.") == []
