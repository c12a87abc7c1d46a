"""Case forms, against gold files that an editor could write, and what must hold for any name."""

import pytest
from goldcases import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.glossary.inflection import decline, known, paradigm
from syndicate.glossary.inflection._shevchenko import library_cases
from syndicate.model import EntryKind, Form, LanguageTag

LANGUAGES = ("az", "be", "en", "kk", "ky", "ru", "tr", "tt", "uk", "uz")


def names():
    """Yield each gold case: language, name, kind, gender, other fields, the wanted forms by case."""
    for language, number, asked, answer in cases("inflection"):
        name, kind, gender, *more = (part.strip() for part in asked.split("|"))
        fields = dict(field.split("=") for field in more)
        wanted = dict(line.split(": ") for line in answer.splitlines())
        assert wanted, f"{language} {number}: no forms"
        assert set(fields) <= {"fixed", "say"}, f"{language} {number}: {fields}"
        yield pytest.param(language, name, kind, gender, fields, wanted, id=f"{language}-{name}")


@pytest.mark.parametrize(("language", "name", "kind", "gender", "fields", "wanted"), list(names()))
def test_gold_names(language, name, kind, gender, fields, wanted):
    fixed, say = tuple(fields.get("fixed", "").split()), fields.get("say", "")
    for case, text in wanted.items():
        form = decline(name, LanguageTag(language), case, kind=EntryKind(kind), gender=gender, fixed=fixed, say=say)
        assert form is not None
        assert form.case == case
        assert form.rule.startswith(f"{language}/")
        assert form.text in text.split(" / ")


def test_the_forms_of_a_ukrainian_name_are_those_of_its_library():
    import shevchenko

    cases = ("nominative", "genitive", "dative", "accusative", "ablative", "locative", "vocative")
    words = "Тарас Ілля Марія Олег Жан-Жак Ґульнара Любов Федір Шевченко Забужко Лучицька Чорновіл Нечуй-Левицький Кос"
    for word in words.split():
        for part in ("given_name", "family_name", "patronymic_name"):
            for gender in ("masculine", "feminine"):
                told = tuple(shevchenko.in_case(case, {part: word}, gender=gender)[part] for case in cases)
                assert library_cases(word, part, gender == "feminine") == told


def test_every_language_has_gold():
    assert {each.name for each in cases("inflection")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_languages(language):
    assert known(LanguageTag(language))


@pytest.mark.parametrize("language", ["es", "mn", "ka", "und", "paradigms", "harmony"])
def test_languages_without_rules(language):
    assert not known(LanguageTag(language))
    assert paradigm("Elbegdorj", LanguageTag(language), kind=EntryKind.PERSON) == ()
    assert decline("Elbegdorj", LanguageTag(language), "gen", kind=EntryKind.PERSON) is None


def test_script_and_region_do_not_matter():
    assert known(LanguageTag("uz-Cyrl"))
    assert texts("Ироқ", "uz-Cyrl")["dat"] == ["Ироққа"]
    assert texts("Iroq", "uz-Latn")["dat"] == ["Iroqqa"]
    assert texts("Москва", "ru-KZ")["gen"] == ["Москвы"]


def texts(name, language, kind="place", **fields):
    found: dict[str, list[str]] = {}
    for form in paradigm(name, LanguageTag(language), kind=EntryKind(kind), **fields):
        found.setdefault(form.case, []).append(form.text)
    return found


def test_a_case_that_the_language_has_not():
    assert decline("Ankara", LanguageTag("tr"), "voc", kind=EntryKind.PLACE) is None
    assert decline("Москва", LanguageTag("ru"), "abl", kind=EntryKind.PLACE) is None


def test_fixed_parts_do_not_decline():
    given = texts("Цахиагийн Элбэгдорж", "ru", "person", gender="m", fixed=("Цахиагийн",))
    assert given["ins"] == ["Цахиагийн Элбэгдоржем"]
    assert texts("Абай Кунанбай", "ru", "person", gender="m", fixed=("Абай",))["gen"] == ["Абай Кунанбая"]
    assert texts("Республика Тыва", "ru", "place", fixed=("Республика",))["gen"] == ["Республика Тыва"]


def test_say_decides_where_the_spelling_misleads():
    assert texts("Wyndham", "tr", "person")["gen"] == ["Wyndham'ın"]
    assert texts("Leicester", "tr", say="lestır")["gen"] == ["Leicester'ın"]
    assert texts("Trump", "tr", "person", say="tramp")["gen"] == ["Trump'ın"]


def test_both_ukrainian_datives_are_admitted_and_the_one_in_u_preferred():
    assert texts("Тарас Шевченко", "uk", "person", gender="m")["dat"] == [
        "Тарасу Шевченку",
        "Тарасу Шевченкові",
        "Тарасові Шевченку",
        "Тарасові Шевченкові",
    ]


def test_turkish_institutions_with_and_without_apostrophe():
    assert texts("Dışişleri Bakanlığı", "tr", "organisation")["abl"] == [
        "Dışişleri Bakanlığı'ndan",
        "Dışişleri Bakanlığından",
    ]


def test_gender_is_guessed_from_the_name():
    assert texts("Марина Каримова", "ru", "person")["dat"] == ["Марине Каримовой"]
    assert texts("Марат Каримов", "ru", "person")["dat"] == ["Марату Каримову"]
    assert texts("Марія Карімова", "uk", "person")["gen"] == ["Марії Карімової"]


def test_the_rule_says_what_made_the_form():
    assert decline("Путин", LanguageTag("ru"), "gen", kind=EntryKind.PERSON) == Form("Путина", "gen", "ru/pytrovich")
    assert decline("Тува", LanguageTag("ru"), "gen", kind=EntryKind.PLACE) == Form("Тувы", "gen", "ru/place-a")
    assert decline("Київ", LanguageTag("uk"), "gen", kind=EntryKind.PLACE) == Form("Києва", "gen", "uk/place-hard")


def test_a_doubtful_belarusian_word_has_its_nominative_only():
    assert texts("Беларусь", "be") == {"nom": ["Беларусь"]}


words = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=12),
        st.sampled_from(
            ["Цахиагийн", "оглы", "«Газпром»", "Нур-Султан", "на-Дону", "Київ", "ООН", "O'Brien", "ь", "-", "И."]
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(words, st.sampled_from(LANGUAGES), st.sampled_from(list(EntryKind)), st.sampled_from(["", "m", "f", "n", "pl"]))
def test_any_name_has_its_nominative_first_and_always_the_same_forms(parts, language, kind, gender):
    name = " ".join(parts).strip()
    found = paradigm(name, LanguageTag(language), kind=kind, gender=gender)
    assert found == paradigm(name, LanguageTag(language), kind=kind, gender=gender)
    if name:
        assert found[0].case == "nom"
        assert found[0].text == name
        assert len({(form.case, form.text) for form in found}) == len(found)
    else:
        assert found == ()
