from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.glossary.entries import load
from syndicate.glossary.forms import allowed_forms, forbidden, source_forms, source_tags, target_form
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, Form, LanguageTag, Mention

NAMES = load([Path(__file__).parent.parent / "fixtures" / "glossary" / "names.yaml"]).entries
EN, ES, MN, PT, RU, UK, UZ = map(LanguageTag, ("en", "es", "mn", "pt-BR", "ru", "uk", "uz-Cyrl"))


def target(key: str, language: LanguageTag, case: str = "", field: str = "names", text: str = "") -> Form | None:
    return target_form(Mention(0, 1, NAMES[key], field), language, case, text=text)


def test_a_language_without_cases_has_the_name_as_written() -> None:
    assert target("trump-donald", ES, "gen") == Form("Donald Trump", "", "entry")
    assert target("putin-vladimir", EN) == Form("Vladimir Putin", "", "entry")


def test_a_mention_by_its_short_form_gives_the_short_form_where_there_is_one() -> None:
    assert target("putin-vladimir", EN, field="short") == Form("Putin", "", "entry")
    assert target("trump-donald", EN, field="short") == Form("Donald Trump", "", "entry")
    assert target("putin-vladimir", EN, field="also") == Form("Vladimir Putin", "", "entry")


@pytest.mark.parametrize(
    ("key", "language", "case", "field", "text"),
    [
        ("putin-vladimir", RU, "dat", "names", "Владимиру Путину"),
        ("putin-vladimir", RU, "ins", "short", "Путиным"),
        ("putin-vladimir", UK, "gen", "names", "Володимира Путіна"),
        ("putin-vladimir", RU, "", "names", "Владимир Путин"),
        ("elbegdorj-tsakhiagiin", RU, "dat", "names", "Цахиагийн Элбэгдоржу"),
        ("moscow", UK, "loc", "names", "Москві"),
        ("ukraine", UK, "acc", "names", "Україну"),
        ("prime-minister", RU, "gen", "names", "премьер-министра"),
        ("solovyov-yury", RU, "gen", "names", "Юрия Соловьёва"),
    ],
)
def test_the_form_is_in_the_case(key: str, language: LanguageTag, case: str, field: str, text: str) -> None:
    form = target(key, language, case, field)
    assert form is not None
    assert (form.text, form.case) == (text, case or "nom")
    assert form.text in allowed_forms(NAMES[key], language)


def test_a_case_that_the_language_has_not_gives_the_nominative_and_says_so() -> None:
    assert target("putin-vladimir", RU, "erg") == Form("Владимир Путин", "nom", "entry")


def test_no_term_no_form() -> None:
    assert target("trump-donald", UK) is None
    assert target("tashkent", LanguageTag("uz-Arab")) is None
    assert allowed_forms(NAMES["trump-donald"], UK) == frozenset()


def test_a_region_is_served_by_its_language_but_never_another_script() -> None:
    assert target("tashkent", PT) == Form("Tashkent", "", "entry")
    form = target("tashkent", UZ)
    assert form is not None
    assert form.text == "Тошкент"


def test_what_the_editor_wrote_comes_before_every_rule() -> None:
    entry = replace(NAMES["putin-vladimir"], forms={RU: {"dat": "Владимиру свет Путину", "nom": "Владимир свет"}})
    mention = Mention(0, 1, entry, "names")
    assert target_form(mention, RU, "dat") == Form("Владимиру свет Путину", "dat", "forms")
    assert target_form(mention, RU, "acc") == target("putin-vladimir", RU, "acc")
    allowed = allowed_forms(entry, RU)
    assert {"Владимиру свет Путину", "Владимир свет"} <= allowed
    assert "Владимиру Путину" not in allowed


def test_one_written_form_serves_the_full_and_the_short_name() -> None:
    assert target("elbegdorj-tsakhiagiin", MN, "gen", "short") == Form("Элбэгдоржийн", "gen", "forms")
    assert target("elbegdorj-tsakhiagiin", MN, "gen") == Form("Цахиагийн Элбэгдоржийн", "gen", "forms")
    full = replace(NAMES["elbegdorj-tsakhiagiin"], forms={MN: {"gen": "Цахиагийн Элбэгдоржийн"}})
    assert target_form(Mention(0, 1, full, "short"), MN, "gen") == Form("Элбэгдоржийн", "gen", "forms")


def test_a_written_short_form_says_nothing_of_a_given_name_that_declines() -> None:
    entry = replace(NAMES["putin-vladimir"], forms={RU: {"gen": "Путинова"}})
    assert target_form(Mention(0, 1, entry, "short"), RU, "gen") == Form("Путинова", "gen", "forms")
    form = target_form(Mention(0, 1, entry, "names"), RU, "gen")
    assert form is not None
    assert form.text == "Владимира Путина"


def test_what_is_kept_stands_as_in_the_source() -> None:
    kept = target("new-york-times", RU, "gen", text="The New York Times")
    assert kept == Form("The New York Times", "", "keep")
    assert allowed_forms(NAMES["new-york-times"], RU) == {"The New York Times"}


def test_what_must_not_stand_in_a_target_must_not_in_any_case() -> None:
    entry = NAMES["elbegdorj-tsakhiagiin"]
    assert forbidden(entry, EN) == {"Elbegdorzh"}
    assert {"Элбегдорж", "Элбегдоржа", "Элбегдоржу"} <= forbidden(entry, RU)
    assert not forbidden(entry, RU) & allowed_forms(entry, RU)
    assert forbidden(NAMES["moscow"], EN) == frozenset()


def test_a_forbidden_entry_forbids_its_own_terms() -> None:
    entry = ConceptEntry("kirghizia", EntryKind.PLACE, {EN: "Kirghizia"}, status="forbidden")
    assert forbidden(entry, EN) == {"Kirghizia"}
    assert target_form(Mention(0, 1, entry, "names"), EN) is None
    assert allowed_forms(entry, EN) == frozenset()


def test_source_forms_are_tagged_with_field_and_case() -> None:
    forms = list(source_forms(NAMES["peskov-dmitry"], RU, [RU]))
    assert ("Дмитрию Пескову", "names", "dat") in forms
    assert ("Пескове", "short", "loc") in forms
    assert [field for text, field, _ in source_forms(NAMES["trump-donald"], ES, [ES])] == ["names", "surname"]
    assert list(source_forms(NAMES["new-york"], EN, [EN])) == [("New York", "names", "")]


def test_a_source_is_read_in_its_own_script_and_any_region() -> None:
    tags = [language_tag(tag) for tag in ("uz", "uz-Cyrl", "uz-Latn", "pt", "pt-BR", "en")]
    assert source_tags(tags, language_tag("uz")) == ("uz", "uz-Latn")
    assert source_tags(tags, language_tag("uz-Cyrl")) == ("uz-Cyrl",)
    assert source_tags(tags, language_tag("pt")) == ("pt", "pt-BR")
    assert source_tags(tags, language_tag("pt-BR")) == ("pt-BR", "pt")


def test_a_fixed_part_is_read_declined_and_never_written_so() -> None:
    entry = ConceptEntry(
        "elbegdorj",
        EntryKind.PERSON,
        {LanguageTag("ru"): "Цахиагийн Элбэгдорж"},
        gender="m",
        fixed=("Цахиагийн",),
    )
    read = {text for text, _, _ in source_forms(entry, LanguageTag("ru"), [LanguageTag("ru")])}
    assert {"Цахиагийн Элбэгдоржа", "Цахиагийна Элбэгдоржа"} <= read
    assert not any("Цахиагийна" in form for form in allowed_forms(entry, LanguageTag("ru")))
