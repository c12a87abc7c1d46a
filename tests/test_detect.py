"""Languages: gold cases, what a source declares, and articles of several languages."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path

import goldcases
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.detect import detect, detect_article, study
from syndicate.languages import language_tag
from syndicate.model import UND, Article, DetectionStatus, LanguageHint, LanguageTag, Source, Unit, UnitKind
from syndicate.profiles import letters
from syndicate.profiles import opinion as opinions
from syndicate.profiles.alphabets import ruled_out
from syndicate.profiles.frequent import FEW, frequent, without_names
from syndicate.profiles.opinion import _table, opinion

RUSSIAN = "Министерство сообщило, что новая школа откроется в сентябре этого года."
KYRGYZ = "Министрлик жаңы мектеп ушул жылы сентябрда ачыларын билдирди."
ENGLISH = "The ministry said that the new school would open in September this year."
TURKISH = "Bakanlık yeni okulun bu yıl eylül ayında açılacağını duyurdu."


def cases() -> list[tuple[str, str]]:
    """Read `input, ---, tag`."""
    found = []
    for language, _, text, expected in goldcases.cases("detect"):
        assert language_tag(expected) == expected == language
        found.append((text, expected))
    return found


def article(*texts: str, hints: tuple[str, ...] = (), **marks: str) -> Article:
    units = tuple(
        Unit(UnitKind.PARAGRAPH if number else UnitKind.TITLE, text, language=_mark(marks.get(f"u{number}")))
        for number, text in enumerate(texts)
    )
    said = tuple(LanguageHint("html lang", LanguageTag(tag)) for tag in hints)
    return Article("0" * 20, Source("feed", "guid"), units, hints=said)


def _mark(tag: str | None) -> LanguageTag | None:
    return LanguageTag(tag) if tag else None


def languages(read: Article) -> list[str | None]:
    found = detect_article(read)
    assert [replace(unit, language=None) for unit in found.units] == [replace(u, language=None) for u in read.units]
    return [found.language, *(unit.language for unit in found.units)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_gold(text: str, expected: str) -> None:
    found = detect(text)
    assert found.language == expected
    assert (found.status is DetectionStatus.UNKNOWN) == (expected == UND)
    assert found == detect(text)


def test_candidates_come_best_first_and_explain_the_answer() -> None:
    found = detect(RUSSIAN)
    shares = [share for _, share in found.candidates]
    assert found.candidates[0] == (found.language, found.confidence)
    assert shares == sorted(shares, reverse=True)


def test_turkish_is_not_said_of_what_may_be_azerbaijani() -> None:
    assert detect("Bu daş parçalarından on beşinin").language != "tr"


def test_a_hint_decides_where_the_text_is_open_and_never_against_it() -> None:
    assert detect("Elbegdorj", [LanguageTag("en-GB")]).language == "en"
    assert detect("Elbegdorj", [LanguageTag("mn")]).language == UND  # mn is not written in Latin
    assert detect("Tbilisi", [LanguageTag("ka"), LanguageTag("es")]).language == "es"
    assert detect(RUSSIAN, [LanguageTag("en"), LanguageTag("kk")]).language == "ru"
    assert detect("Elbegdorj", [LanguageTag("en")]).status is DetectionStatus.LIKELY


def test_an_article_and_its_short_units() -> None:
    assert languages(article("Жаңы мектеп", KYRGYZ, "Бишкек", "2021")) == ["ky"] * 5


def test_a_quotation_left_in_another_language_is_found() -> None:
    assert languages(article("Жаңы мектеп", KYRGYZ * 2, RUSSIAN, KYRGYZ)) == ["ky", "ky", "ky", "ru", "ky"]


def test_a_short_unit_of_another_script() -> None:
    assert languages(article("Жаңы мектеп", KYRGYZ, "თბილისი", "Facebook")) == ["ky", "ky", "ky", "ka", "ky"]


def test_a_mark_in_the_source_must_be_plausible() -> None:
    said = article("Yeni okul", TURKISH * 2, "Kazan Kazan", "თბილისი", ENGLISH, u2="tt", u3="en", u4="tr", u1="tr")
    assert languages(said) == ["tr", "tr", "tr", "tr", "ka", "en"]
    assert languages(article("Жаңы мектеп", KYRGYZ, "Школа открыта", u2="ru")) == ["ky", "ky", "ky", "ru"]


def test_hints_settle_an_article_without_sentences_only() -> None:
    assert languages(article("Elbegdorj", "Ulan", hints=("en-US",)))[0] == "en"
    assert languages(article("Elbegdorj", "Ulan"))[0] == UND
    assert languages(article("Жаңы мектеп", KYRGYZ, hints=("en", "ru")))[0] == "ky"


def test_a_tie_goes_to_what_the_source_declares() -> None:
    assert languages(article("", RUSSIAN, ENGLISH))[0] in {"ru", "en"}
    for tag in ("ru", "en"):
        assert languages(article("", RUSSIAN, ENGLISH, hints=(tag,)))[0] == tag


def test_how_sure_an_article_is() -> None:
    _, found = study(article("Жаңы мектеп", KYRGYZ * 3, RUSSIAN))
    assert (found.language, found.status) == ("ky", DetectionStatus.CONFIRMED)
    assert [tag for tag, _ in found.candidates] == ["ky", "ru"]
    assert 0.5 < found.confidence < 1
    assert study(article("", "2021"))[1].status is DetectionStatus.UNKNOWN


def test_every_profile_is_whole_and_weighed_for_some_script() -> None:
    files = [each.name for each in resources.files("syndicate.profiles").iterdir() if each.name.endswith(".json.xz")]
    weighed = {name for names in opinions.PROFILES.values() for name in names}
    assert {name.removesuffix(".json.xz") for name in files} <= weighed
    for name in weighed:
        found = opinions.unpacked(opinions.packed(name))
        assert found["name"] == name
        assert len(found["freq"]) > 1000
        assert len(found["n_words"]) == 3


def test_cleaning() -> None:
    assert letters.clean("Қaлада BBC жаңалықтары https://example.org/x @user") == ("Қалада жаңалықтары", "CYRILLIC")
    assert letters.clean("Qәza") == ("Qəza", "LATIN")
    assert letters.clean("12 %") == ("", "")
    assert letters.uzbek_apostrophes("o'g‘il O’zbek it's") == "oʻgʻil Oʻzbek it's"


def test_letters_rule_languages_out() -> None:
    assert {"ba", "tt", "ky", "ru"} <= ruled_out("Бакыда јени мәктәб ачылаҹаг")
    assert "az" not in ruled_out("ачылаҹаг")
    assert {"tr", "az"} <= ruled_out("büünkü gündä gazetamız gözäl")
    assert "ru" not in ruled_out(f"{RUSSIAN} Ҹавадов")  # one foreign name rules nothing out
    assert "ba" in ruled_out("Министрлык яңа мәктәп ачылачагын хәбәр итте. " * 2)  # running Bashkir has ҙ, ҡ or ҫ


def test_frequent_words_tell_a_few_words_of_a_text_and_nothing_of_a_long_one() -> None:
    assert frequent("The president spoke in Astana", "LATIN")["en"] == 2
    assert frequent("в и на", "CYRILLIC")["ru"] == 3
    assert "ru" not in frequent("the and in", "LATIN")
    assert frequent("the " * (FEW + 1), "LATIN") == {}
    assert frequent("Сборная проиграла", "CYRILLIC") == {"ru": 1}  # by its ending
    assert "bg" in frequent("Реколтата", "CYRILLIC")
    assert without_names("The president spoke in Astana on Monday.", "LATIN") == "The president spoke in on"
    assert without_names("Merkel reiste nach Kiew", "LATIN") == "reiste nach"


def test_frequent_words_are_small_letters_of_known_languages() -> None:
    for line in (resources.files("syndicate.profiles") / "frequent.txt").read_text("utf-8").splitlines():
        name, colon, own = line.partition(":")
        assert line.startswith("#") or (colon and language_tag(name) == name), line
        assert line.startswith("#") or own.split() == own.lower().split(), line


def test_names_alone_tell_nothing() -> None:
    assert detect("Zelensky, Baku, Elbegdorj").language == UND
    assert detect("Путин приехал в Астану.").language in {UND, "ru"}


def test_small_languages_are_found_by_the_second_opinion_alone() -> None:
    assert detect("Ҫӗнӗ шкул ҫӗртмере уҫӑлӗ тесе пӗлтернӗ министерство ӗҫченӗсем").language == "cv"
    assert detect("Хакас тілінең пастағы школада ӱгретчелер паза прай улусха пілдірчелер").language == "kjh"


def test_a_language_nothing_here_knows_is_und() -> None:
    assert detect("Ын ачест орынк а фост дескисэ о школь ноуӂэ, ку мулӂэ копий ши ынвӂэцэторь").language == UND


def test_the_second_opinion_is_the_same_every_time_and_silent_without_profiles() -> None:
    means = opinion(KYRGYZ, "CYRILLIC")
    assert next(iter(means)) == "ky"
    assert list(means.values()) == sorted(means.values(), reverse=True)
    assert means == opinion(KYRGYZ, "CYRILLIC")
    assert opinion("会谈", "CJK") == {} == opinion("12", "LATIN")


def test_the_second_opinion_is_the_same_where_its_table_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    asked = [(KYRGYZ, "CYRILLIC"), ("The school would open in September.", "LATIN")]
    answers = []
    for home in ("file", "made", "made"):  # nothing can be kept; it is kept; it is taken from there
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / home))
        _table.cache_clear()
        answers.append([opinion(*each) for each in asked])
    _table.cache_clear()
    assert answers[0] == answers[1] == answers[2]
    assert sorted(each.name.partition("-")[0] for each in (tmp_path / "made" / "syndicate").iterdir()) == [
        "cyrillic",
        "latin",
    ]


@settings(max_examples=150)
@given(st.text(max_size=200) | st.text(alphabet="abcəğöüАаБбғқңөіїўҳ '’.@#/\n\u0301", max_size=200))
def test_any_text_has_an_answer_that_is_a_tag(text: str) -> None:
    found = detect(text, [LanguageTag("az"), LanguageTag("uz-Cyrl")])
    assert language_tag(found.language) == found.language
    assert 0 <= found.confidence <= 1
    assert (found.language == UND) == (found.status is DetectionStatus.UNKNOWN)
