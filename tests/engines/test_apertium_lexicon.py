"""What we add to Apertium's dictionaries: senses, words and letters."""

from importlib import resources

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.engines.apertium.lexicon import Lexicon, lexicon
from syndicate.engines.apertium.lexicon._ukrainian import respell
from syndicate.languages import language_tag
from syndicate.model import Direction, Protected, Segment

EN_ES = Direction(language_tag("en"), language_tag("es"))
RU_UK = Direction(language_tag("ru"), language_tag("uk"))


@pytest.mark.parametrize(
    ("russian", "ukrainian"),
    [
        ("Уэльса", "Уельса"),
        ("Мичиган", "Мічиган"),
        ("Сингапуре", "Сінгапуре"),  # a spelling, no declension
        ("Чили", "Чилі"),
        ("Дания", "Данія"),
        ("Каир", "Каїр"),
        ("Иванов", "Іванов"),
        ("объект", "об'єкт"),
        ("Соловьёв", "Соловйов"),
        ("Горбачёв", "Горбачов"),
        ("Хрущёв", "Хрущов"),
        ("Премьер", "Премьер"),  # no ь before a Ukrainian vowel is decided here
        ("BBC", "BBC"),
        ("-", "-"),
    ],
)
def test_russian_words_in_ukrainian_letters(russian: str, ukrainian: str) -> None:
    assert respell(russian) == ukrainian


def test_every_row_is_a_pair() -> None:
    for file in resources.files("syndicate.engines.apertium.lexicon").iterdir():
        if file.name.endswith(".txt"):
            rows = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
            assert all(row.count("\t") == 1 and all(row.split("\t")) for row in rows)
            assert len({row.split("\t")[0] for row in rows}) == len(rows)


def test_the_sense_meant_is_chosen_among_what_the_dictionary_offers() -> None:
    words = Lexicon({"article<n>": "artículo", "oil<n>": "crudo"})
    assert words.meant("Article<n><sg>", ["Prenda<n><f>", "Artículo<n><m>"]) == ["Artículo<n><m>"]
    assert words.meant("oil<n><sg>", ["óleo<n>", "aceite<n>"]) == ["óleo<n>", "aceite<n>"]
    assert lexicon(Direction(language_tag("es"), language_tag("fr"))) == Lexicon()


@pytest.mark.parametrize(
    ("direction", "source", "target", "unknown"),
    [
        (EN_ES, "The border is open.", "La frontera es abierta.", []),
        (RU_UK, "Другие страны открыты.", "Інші країни відкриті.", []),
        (RU_UK, "Газеты пишут о новом законе.", "Газети пишуть про новий закон.", []),
        (RU_UK, "Он сказал об этом президенту.", "Він сказав про це президенту.", []),
        (RU_UK, "Комиссия Уэльса открыта.", "Комісія Уельса відкрита.", ["Уельса"]),
    ],
)
def test_the_engine_writes_them(direction: Direction, source: str, target: str, unknown: list[str], tmp_path) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    (answer,) = engine.translate(direction, [Protected(source, (), (), Segment(0, 0, 0, source, direction.source))])
    engine.close()
    assert answer.text == target
    assert [answer.text[start:end] for start, end in answer.unknown] == unknown
