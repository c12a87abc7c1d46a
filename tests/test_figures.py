import pytest

from syndicate.figures import localised
from syndicate.languages import language_tag
from syndicate.projection import apply_edits


@pytest.mark.parametrize(
    ("pair", "source", "text", "after"),
    [
        ("en-es", "It has 40,000 people.", "Tiene 40,000 personas.", "Tiene 40.000 personas."),
        ("en-fr", "It costs 25,000 som.", "Il coûte 25,000 som.", "Il coûte 25\u00a0000 som."),
        ("en-es", "1,250,000.5 tonnes", "1,250,000.5 toneladas", "1.250.000,5 toneladas"),
        ("en-es", "4.2 million dollars", "4.2 millones de dólares", "4,2 millones de dólares"),
        ("en-es", "a rise of 3.5%", "una subida de 3.5%", "una subida de 3,5%"),
        ("es-fr", "cuesta 1.250.000 manat", "coûte 1.250.000 manat", "coûte 1\u00a0250\u00a0000 manat"),
        ("es-fr", "a las 6.30 h", "à 6.30 h", "à 6.30 h"),
        ("en-es", "at 5.30 in 2026", "a las 5.30 en 2026", "a las 5.30 en 2026"),
        ("en-es", "version 3.11 of 12.10.2026", "la versión 3.11 de 12.10.2026", "la versión 3.11 de 12.10.2026"),
        ("en-es", "40,000 people", "4.000 personas", "4.000 personas"),  # the check holds it
        ("en-tr", "40,000 people", "40,000 kişi", "40.000 kişi"),
        ("ru-uk", "40 000 человек", "40 000 людей", "40 000 людей"),
        ("en-xx", "40,000 people", "40,000 x", "40,000 x"),
    ],
)
def test_figures_stand_as_the_language_writes_them(pair: str, source: str, text: str, after: str) -> None:
    original, language = (language_tag(tag) for tag in pair.split("-"))
    assert apply_edits(text, localised(source, text, original, language, []))[0] == after


def test_a_figure_in_a_name_stays() -> None:
    taken = [(0, 12, "Plan 40,000")]
    assert localised("Plan 40,000", "Plan 40,000", language_tag("en"), language_tag("es"), taken) == []
