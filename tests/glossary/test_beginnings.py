import pytest

from syndicate.glossary.beginnings import Beginnings
from syndicate.glossary.normal import shape
from syndicate.languages import language_tag


def begun(language: str, names: list[str], text: str) -> list[tuple[str, tuple[int, ...]]]:
    """What may begin a name, to the end of the text, and how long such names are."""
    tag = language_tag(language)
    found = Beginnings([shape(name, tag) for name in names], tag).find(text, shape(text, tag))
    return [(text[start:], lengths) for start, lengths in found]


def test_names_begin_with_whole_words_and_the_longest_are_first() -> None:
    names = ["Bank", "Bank of Asia", "Asia", "Asian Games"]
    assert begun("en", names, "The Bank of Asians, Banks") == [("Bank of Asians, Banks", (12, 4))]
    assert begun("en", names, "(Asia)Asian-Asia") == [
        ("Asia)Asian-Asia", (4,)),
        ("Asian-Asia", (11,)),
        ("Asia", (4,)),
    ]


@pytest.mark.parametrize("name", [".NET", "«Восток» банк", "@home", "2ГИС", "C++", "Ы_Ы", "-", "]", "^a", "\\"])
def test_names_may_begin_with_any_sign(name: str) -> None:
    assert begun("ru", [name, "Путин"], f"о {name}, x") == [(f"{name}, x", (len(name),))]


def test_a_name_begins_anywhere_where_no_spaces_are() -> None:
    assert begun("zh", ["王毅", "毅"], "部长王毅说") == [("王毅说", (2,)), ("毅说", (1,))]


def test_an_abbreviation_is_seen_in_front_of_its_ending() -> None:
    assert begun("ky", ["АКШ", "G8", "В"], "АКШнын, G8дин, Внын; АКШны") == [
        ("АКШнын, G8дин, Внын; АКШны", (3,)),
        ("G8дин, Внын; АКШны", (2,)),
        ("АКШны", (3,)),
    ]
    assert begun("ky", ["АКШ", "АКШнын"], "АКШнын") == [("АКШнын", (3,)), ("АКШнын", (6,))]
    assert begun("ru", ["США"], "СШАть") == []


def test_no_names_begin_nowhere() -> None:
    assert begun("en", [], "Bank") == []
