import pytest

from syndicate.languages import language_tag
from syndicate.projection import apply_edits
from syndicate.sandhi import openings, seams


@pytest.mark.parametrize(
    ("language", "before", "name", "after"),
    [
        ("fr", "le président de X parle", "Azerbaïdjan", "le président d’Azerbaïdjan parle"),
        ("fr", "le chef d'X parle", "Kazakhstan", "le chef de Kazakhstan parle"),
        ("fr", "le chef de X parle", "Mongolie", "le chef de Mongolie parle"),
        ("es", "Rusia y X hablaron", "Irán", "Rusia e Irán hablaron"),
        ("es", "Rusia e X hablaron", "Georgia", "Rusia y Georgia hablaron"),
        ("es", "Bakú o X", "Osh", "Bakú u Osh"),
        ("en", "an X official", "Kazakh", "a Kazakh official"),
        ("en", "a X official", "Uzbek", "an Uzbek official"),
        ("en", "a X official", "Ukrainian", "a Ukrainian official"),
        ("es", "trenes de X", "el 1 de diciembre", "trenes del 1 de diciembre"),
        ("fr", "à X", "le 1er mai", "au 1er mai"),
        ("fr", "encore du X", "le 1er mai", "encore du 1er mai"),
        ("ru", "а X говорит", "Ош", "а Ош говорит"),
    ],
)
def test_the_word_before_a_name_fits_it(language: str, before: str, name: str, after: str) -> None:
    start = before.index("X")
    edits = [(start, start + 1, name)]
    text, _ = apply_edits(before, seams(before, edits, language_tag(language)))
    assert text == after


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Quién es Ana?", "¿Quién es Ana?"),
        ("¿Quién es Ana?", "¿Quién es Ana?"),
        ("Vino ayer. Quién es Ana?", "Vino ayer. ¿Quién es Ana?"),
        ("«Quién es Ana?», preguntó.", "«¿Quién es Ana?», preguntó."),
        ('Dijo: "Qué pasa?"', 'Dijo: "¿Qué pasa?"'),
        ("Fuera!", "¡Fuera!"),
        ("Va https://example.org/a?b=1 bien.", "Va https://example.org/a?b=1 bien."),
        ("?", "?"),
    ],
)
def test_spanish_opens_its_questions(text: str, whole: str) -> None:
    assert apply_edits(text, openings(text, language_tag("es")))[0] == whole
    assert openings(text, language_tag("fr")) == []


def test_no_question_opens_within_a_name() -> None:
    text = "Vino A. Atalikov?"
    assert openings(text, language_tag("es"), [(5, 16, "A. Atalikov")]) == [(0, 0, "¿")]
