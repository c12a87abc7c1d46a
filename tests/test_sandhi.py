import re

import pytest

from syndicate.languages import language_tag
from syndicate.model import EntryKind
from syndicate.projection import apply_edits
from syndicate.sandhi import Trait, openings, seams


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


KINDS = {"p": EntryKind.PERSON, "c": EntryKind.PLACE, "o": EntryKind.ORGANISATION}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [  # a name, its kind (person, country, organisation) and its gender in the language
        ("fr", "[Kazakhstan|cm] ouvre un centre", "Le Kazakhstan ouvre un centre"),
        ("fr", "[Mer Noire|cf] monte", "La mer Noire monte"),
        ("fr", "[Kazakhstan|cm]", "Kazakhstan"),
        ("fr", "Aktaou, [Kazakhstan|cm]", "Aktaou, Kazakhstan"),
        ("fr", "le président de [Kazakhstan|cm]", "le président du Kazakhstan"),
        ("fr", "le président du [Géorgie|cf]", "le président de la Géorgie"),
        ("fr", "trois ports du [mer Caspienne|cf]", "trois ports de la mer Caspienne"),
        ("fr", "le roi de [Pays-Bas|cpl]", "le roi des Pays-Bas"),
        ("fr", "trois villes d'[Ouzbékistan|cm]", "trois villes d’Ouzbékistan"),
        ("fr", "Il vit à [Kazakhstan|cm], en [Iran|cm]", "Il vit au Kazakhstan, en Iran"),
        ("fr", "Il va à [Géorgie|cf] et [Kazakhstan|cm].", "Il va en Géorgie et au Kazakhstan."),
        (
            "fr",
            "des élèves de [Géorgie|cf], [Kazakhstan|cm] et [Arménie|cf]",
            "des élèves de Géorgie, du Kazakhstan et d’Arménie",
        ),
        ("fr", "la frontière avec [Russie|cf]", "la frontière avec la Russie"),
        ("fr", "[Mongolie|cf] et [Kirghizstan|cm] ils partagent", "La Mongolie et le Kirghizstan partagent"),
        ("fr", "la ville de [Bakou|c]", "la ville de Bakou"),
        ("fr", "Ils sont venus [Russie|cf]", "Ils sont venus de Russie"),
        ("fr", "le site de Président [Ilham Aliyev|pm]", "le site du président Ilham Aliyev"),
        ("fr", "Colonel [Aslan Atalykov|pm] dirige", "Le colonel Aslan Atalykov dirige"),
        ("fr", "et le ministre [Olena Bondar|pf]", "et la ministre Olena Bondar"),
        ("fr", "son président [Ilham Aliyev|pm]", "son président Ilham Aliyev"),
        ("es", "el sitio de Presidente [Ilham Alíyev|pm]", "el sitio del presidente Ilham Alíyev"),
        ("es", "Coronel [Aslán Atalikov|pm] dirige", "El coronel Aslán Atalikov dirige"),
        ("es", "el ministro [Olena Bondar|pf] y señora [Ana|pf]", "la ministra Olena Bondar y la señora Ana"),
        ("es", "del ministro [Olena Bondar|pf]", "de la ministra Olena Bondar"),
        ("es", "su presidente [Ilham Alíyev|pm]", "su presidente Ilham Alíyev"),
        ("es", "PRESIDENTE [ALÍYEV|pm]", "PRESIDENTE ALÍYEV"),
        ("es", "el agua proviene [Kok-Sarái|cm]", "el agua proviene de Kok-Sarái"),
    ],
)
def test_articles_of_places_and_titles(language: str, before: str, after: str) -> None:
    text, edits, traits = "", [], {}
    for part in re.split(r"(\[[^]]*\])", before):
        if not part.startswith("["):
            text += part
            continue
        name, _, said = part.strip("[]").partition("|")
        edits.append((len(text), len(text) + 1, name))
        traits[len(text)] = Trait(KINDS[said[0]], said[1:])
        text += "X"
    made, moved = apply_edits(text, seams(text, edits, language_tag(language), traits))
    assert made == after
    for start, end, name in edits:
        assert made[moved(start) : moved(end, after=True)].lower() == name.lower()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Quién es Ana?", "¿Quién es Ana?"),
        ("¿Quién es Ana?", "¿Quién es Ana?"),
        ("Vino ayer. Quién es Ana?", "Vino ayer. ¿Quién es Ana?"),
        ("«Quién es Ana?», preguntó.", "«¿Quién es Ana?», preguntó."),
        ('Dijo: "Qué pasa?"', 'Dijo: "¿Qué pasa?"'),
        ("Fuera!", "¡Fuera!"),
        ("Tembló en 04:17 y en 1:05, en 2019 y en 3:2.", "Tembló a las 04:17 y a la 1:05, en 2019 y en 3:2."),
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


def test_spanish_contracts_what_an_engine_left_apart_but_nothing_of_a_name() -> None:
    text = "Dio las gracias a el ministro de el Cairo; a él no, y voy a el bar."
    made, _ = apply_edits(text, openings(text, language_tag("es")))
    assert made == "Dio las gracias al ministro de el Cairo; a él no, y voy al bar."
    at = text.index("ministro")
    assert openings(text, language_tag("es"), [(at, at + 8, "ministro")])[0][0] > at


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Вона жила у Києві.", "Вона жила в Києві."),
        ("Він жив в Києві.", "Він жив у Києві."),
        ("Він був у Одесі.", "Він був в Одесі."),
        ("Вона була в Франції і в Львові.", "Вона була у Франції і у Львові."),
        ("В Полтаві дощ.", "У Полтаві дощ."),
        ("Приїхав з школи, з Одеси.", "Приїхав зі школи, з Одеси."),
        ("Каса, у якій і в яких.", "Каса, у якій і в яких."),
        ("Фірма «В ЗНАК» і т. в. BBC", "Фірма «В ЗНАК» і т. в. BBC"),
    ],
)
def test_ukrainian_prepositions_are_said_as_the_letters_beside_them_ask(text: str, whole: str) -> None:
    assert apply_edits(text, openings(text, language_tag("uk")))[0] == whole


def test_a_preposition_is_said_with_the_name_that_is_to_stand_behind_it() -> None:
    text = "Вона жила у Киеве."
    assert openings(text, language_tag("uk"), [(12, 17, "Києві")]) == [(10, 11, "в")]
    assert openings(text, language_tag("uk"), [(12, 17, "Львові")]) == []
