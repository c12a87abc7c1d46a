import pytest

from syndicate.dates import find_dates, written
from syndicate.languages import language_tag

EN = language_tag("en")


@pytest.mark.parametrize(
    ("text", "found", "es", "fr"),
    [
        ("He spoke on September 26 in Moscow.", "on September 26", "el 26 de septiembre", "le 26 septembre"),
        ("On Monday, May 4, 2026, it", "On Monday, May 4, 2026", "el lunes 4 de mayo de 2026", "le lundi 4 mai 2026"),
        ("It opens on 1 December.", "on 1 December", "el 1 de diciembre", "le 1er décembre"),
        ("on the 3rd of Sept. 1911.", "on the 3rd of Sept. 1911", "el 3 de septiembre de 1911", "le 3 septembre 1911"),
        ("from December 1", "December 1", "el 1 de diciembre", "le 1er décembre"),
        ("He left on Tuesday.", "on Tuesday", "el martes", "le mardi"),
        ("On Friday night it rained", "On Friday night", "el viernes por la noche", "le vendredi soir"),
        ("on February 30", "on February 30", None, "le 30 février"),
    ],
)  # fmt: skip
def test_dates_are_found_with_their_preposition(text: str, found: str, es: str | None, fr: str | None) -> None:
    (span,) = find_dates(text, EN)
    assert text[span.start : span.end] == found
    if es is None:
        assert written(span, language_tag("es")) is None
    else:
        assert (written(span, language_tag("es")), written(span, language_tag("fr"))) == (es, fr)


@pytest.mark.parametrize(
    "text",
    [
        "In May 2026 it rained.",
        "He may 4 times.",
        "the May 4 meeting",
        "May 4.5 percent",
        "May 40",
        "Augusta 3",
        "on Mondays",
        "on Friday’s plan",
    ],
)
def test_what_is_no_date_of_its_own(text: str) -> None:
    assert find_dates(text, EN) == ()


def test_other_languages_are_left_to_the_engine() -> None:
    assert find_dates("on May 4", language_tag("ru")) == ()
    (span,) = find_dates("on May 4", EN)
    assert written(span, language_tag("uk")) is None
