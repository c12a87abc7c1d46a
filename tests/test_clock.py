import pytest

from syndicate.dates import find_dates, written
from syndicate.languages import language_tag
from syndicate.model import LanguageTag

EN = language_tag("en")


def said(text: str, language: str) -> list[str | None]:
    return [written(span, language_tag(language)) for span in find_dates(text, EN)]


@pytest.mark.parametrize(
    ("text", "found", "es", "fr"),
    [
        ("at two in the morning.", "at two in the morning", "a las dos de la madrugada", "à deux heures du matin"),
        ("At 9 a.m. it", "At 9 a.m.", "a las 9 de la mañana", "à 9 heures du matin"),
        ("They met at 7pm in", "at 7pm", "a las 7 de la tarde", "à 7 heures du soir"),
        ("By noon it", "By noon", "para el mediodía", "avant midi"),
        ("open until midnight", "until midnight", "hasta la medianoche", "jusqu’à minuit"),
        ("It ends at midnight.", "at midnight", "a medianoche", "à minuit"),
        ("closed from noon", "from noon", "desde el mediodía", "de midi"),
        ("at half past four", "at half past four", "a las cuatro y media", "à quatre heures et demie"),
        ("leaves at 6:45 and", "at 6:45", "a las 6:45", "à 6 h 45"),
        ("at 12:30 p.m., it", "at 12:30 p.m.", "a las 12:30 del mediodía", "à 12 h 30"),
        ("shortly before ten.", "shortly before ten", "poco antes de las diez", "peu avant dix heures"),
        ("at one o’clock", "at one o’clock", "a la una", "à une heure"),
        ("by a quarter to one", "by a quarter to one", "para la una menos cuarto", "avant une heure moins le quart"),
        ("around 11 p.m., it", "around 11 p.m.", "alrededor de las 11 de la noche", "vers 11 heures du soir"),
        ("after 3 at night", "after 3 at night", "después de las 3 de la madrugada", "après 3 heures du matin"),
    ],
)  # fmt: skip
def test_times_are_found_with_their_preposition(text: str, found: str, es: str, fr: str) -> None:
    (span,) = find_dates(text, EN)
    assert text[span.start : span.end] == found
    assert (written(span, language_tag("es")), written(span, language_tag("fr"))) == (es, fr)
    assert written(span, language_tag("uk")) is None


def test_two_times_are_a_span() -> None:
    assert said("from 9 a.m. to 6 p.m. daily", "es") == ["desde las 9 de la mañana", "hasta las 6 de la tarde"]
    assert said("from three to five in the afternoon", "fr") == ["de trois heures", "à cinq heures de l’après-midi"]
    assert said("between five and six in the morning", "es") == ["entre las cinco", "y las seis de la mañana"]


def test_a_day_behind_a_time_needs_no_on() -> None:
    assert said("at 5 p.m. Monday and 6pm Friday", "es") == ["a las 5 de la tarde", "el lunes", "el viernes"]


@pytest.mark.parametrize("text", ["at 8 p.m.", "at 8 p.m. Nobody came."])
def test_the_stop_of_a_sentence_is_not_the_times(text: str) -> None:
    (span,) = find_dates(text, EN)
    assert text[span.start : span.end] == "at 8 p.m"


@pytest.mark.parametrize("text", ["at 8 p.m. Monday", "at 8 p.m. GMT", "at 8 p.m. in May"])
def test_a_stop_within_a_sentence_is(text: str) -> None:
    assert text[find_dates(text, EN)[0].start :].startswith("at 8 p.m. ")
    assert find_dates(text, EN)[0].end == len("at 8 p.m.")


@pytest.mark.parametrize(
    "text",
    [
        "at two schools",
        "at 9.5 percent",
        "at 61 percent",
        "before two, three came",
        "between five and six people",
        "the 5 p.m. train",
        "at 25 p.m.",
        "from three to five, and four",
        "to one",
        "and noon",
        "by 20:75",
    ],
)
def test_what_is_no_time_of_its_own(text: str) -> None:
    assert find_dates(text, EN) == ()


def test_other_languages_are_left_to_the_engine() -> None:
    assert find_dates("at 5 p.m.", LanguageTag("ru")) == ()
