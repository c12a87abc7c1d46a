import pytest

from syndicate.dates import find_dates, written
from syndicate.languages import language_tag

RU, UK = language_tag("ru"), language_tag("uk")


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("Снег пошёл в два часа ночи.", "в два часа ночи", "о другій ночі"),
        ("он ушёл в час дня", "в час дня", "о першій дня"),
        ("приедет в три утра", "в три утра", "о третій ранку"),
        ("Начало в 11 часов утра", "в 11 часов утра", "об 11 годині ранку"),
        ("в одиннадцать часов", "в одиннадцать часов", "об одинадцятій"),
        ("вылет в 18.30, посадка позже", "в 18.30", "о 18:30"),
        ("в 2 часа 21 минуту ночи", "в 2 часа 21 минуту ночи", "о 2 годині 21 хвилина ночі"),
        ("в половине третьего", "в половине третьего", "о пів на третю"),
        ("к пяти часам утра", "к пяти часам утра", "до п'ятої ранку"),
        ("до трех ночи", "до трех ночи", "до третьої ночі"),
        ("с 9 часов утра", "с 9 часов утра", "з 9 години ранку"),
        ("уехал в полночь", "в полночь", "опівночі"),
    ],
)
def test_an_hour_is_named(text: str, found: str, said: str) -> None:
    (span,) = find_dates(text, RU)
    assert text[span.start : span.end] == found
    assert written(span, UK) == said
    assert written(span, language_tag("es")) is None


@pytest.mark.parametrize(
    "text",
    [
        "в двух часах езды",
        "в три часа пути отсюда",
        "ждали до двух часов",
        "вырос в 2.5 раза",
        "в 2.37 процента",
        "в час пик",
        "в два раза",
        "к пяти врачам",
        "в 7 классе",
    ],
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert find_dates(text, RU) == ()
