"""The case of a name from its neighbours, against sentences that an editor could write."""

import re

import pytest
from goldcases import cases

from syndicate.glossary.case import find_case
from syndicate.glossary.inflection import paradigm
from syndicate.model import EntryKind, LanguageTag

CASES = {"nom", "gen", "dat", "acc", "ins", "loc", "voc"}


def sentences():
    """Yield each gold case: language, sentence with one {mention}, its kind, the possible cases, the right one."""
    for language, number, asked, answer in cases("case"):
        sentence, kind, possible = (part.strip() for part in asked.split("|"))
        assert re.fullmatch(r"[^{}]*\{[^{}]+\}[^{}]*", sentence), f"{language} {number}: {sentence}"
        assert set(possible.split()) <= CASES, f"{language} {number}: {possible}"
        assert answer == "?" or answer in possible.split(), f"{language} {number}: {answer}"
        yield pytest.param(language, sentence, kind, possible, answer, id=f"{language}-{number}")


@pytest.mark.parametrize(("language", "sentence", "kind", "possible", "answer"), list(sentences()))
def test_gold_sentences(language, sentence, kind, possible, answer):
    start, end = sentence.index("{"), sentence.index("}") - 1
    text = sentence.replace("{", "").replace("}", "")
    found = find_case(text, start, end, tuple(possible.split()), LanguageTag(language), kind=EntryKind(kind))
    assert (found or "?") == answer


def ask(text, name, possible, language="ru", kind=EntryKind.PERSON):
    start = text.index(name)
    return find_case(text, start, start + len(name), tuple(possible.split()), LanguageTag(language), kind=kind)


def test_one_possible_case_needs_no_neighbours():
    assert ask("Аталыковым", "Аталыковым", "ins") == "ins"
    assert ask("Bakıda", "Bakıda", "loc", "az") == "loc"
    assert find_case("", 0, 0, (), LanguageTag("ru")) == ""


def test_the_same_title_is_a_genitive_before_a_place_and_an_apposition_before_a_person():
    assert ask("Письмо президенту Монголии вернули.", "Монголии", "gen dat loc", kind=EntryKind.PLACE) == "gen"
    assert ask("Письмо президенту Каримовой вернули.", "Каримовой", "gen dat ins loc") == "dat"


def test_what_stays_open_is_left_open():
    assert ask("Редакция передала вопрос Каримовой.", "Каримовой", "gen dat ins loc") == ""
    assert ask("Поддержал Китай.", "Китай", "nom acc", kind=EntryKind.PLACE) == ""
    assert ask("Some words about Баку here.", "Баку", "nom gen", "en", EntryKind.PLACE) == ""


def test_the_sentence_before_has_no_say():
    text = "Он приехал из Москвы. Казахстан закрыл границу."
    assert ask(text, "Казахстан", "nom acc", kind=EntryKind.PLACE) == "nom"


def test_a_region_in_the_tag_does_not_matter():
    assert ask("Без Каримовой никак.", "Каримовой", "gen dat ins loc", "ru-KZ") == "gen"


def test_motion_tells_an_aim_from_a_place():
    every = "nom gen dat acc ins loc"
    assert ask("Он живёт в Баку.", "Баку", every, kind=EntryKind.PLACE) == "loc"
    assert ask("Он едет в Баку.", "Баку", every, kind=EntryKind.PLACE) == "acc"


@pytest.mark.parametrize("case", ["gen", "dat", "ins", "loc"])
def test_a_preposition_decides_for_every_name_that_can_be_its_case(case):
    preposition = {"gen": "из-за", "dat": "благодаря", "ins": "перед", "loc": "при"}[case]
    for name in ("Баку", "Матвиенко", "ООН"):
        cases = " ".join({form.case for form in paradigm(name, LanguageTag("ru"), kind=EntryKind.PLACE)})
        assert ask(f"Споры возникли {preposition} {name} вчера.", name, cases) == case


def test_hostile_text_ends_quickly():
    text = "а " * 20_000 + "Баку" + " и" * 20_000
    assert ask(text, "Баку", "gen acc", kind=EntryKind.PLACE) in {"", "gen", "acc"}
    text = "Мир и " * 5_000 + "Баку"
    assert ask(text, "Баку", "gen dat", kind=EntryKind.PLACE) == ""
