import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from goldcases import cases
from hypothesis import given
from hypothesis import strategies as st

from syndicate.glossary.entries import Glossary, glossary, load
from syndicate.glossary.match import Found, Matcher
from syndicate.glossary.normal import fold, normalise, shape
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

TESTS = Path(__file__).parent.parent
EN, RU, TR = LanguageTag("en"), LanguageTag("ru"), LanguageTag("tr")


@pytest.fixture(scope="module")
def names() -> Glossary:
    return load([TESTS / "fixtures" / "glossary" / "names.yaml"])


def shown(paragraphs: list[str], article: tuple[Found, ...]) -> str:
    lines: list[str] = []
    for text, found in zip(paragraphs, article, strict=True):
        mentions = [(text[m.start : m.end], m.entry.id, m.field, " ".join(m.cases)) for m in found.mentions]
        lines += [" | ".join(mention).rstrip() for mention in mentions]
        lines += [f"? {a.text} | {' '.join(entry.id for entry in a.entries)}" for a in found.ambiguities]
    return "\n".join(lines)


@pytest.mark.parametrize("language", sorted({each.name for each in cases("match")}))
def test_gold(language: str, names: Glossary) -> None:
    """Paragraphs are parted by an empty line."""
    matcher = Matcher(names, language_tag(language))
    for text, expected in ((each.asked, each.answer) for each in cases("match") if each.name == language):
        paragraphs = text.split("\n\n")
        assert shown(paragraphs, matcher.find_article(paragraphs)) == expected, text


def found(names: Glossary, language: LanguageTag, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.id) for m in Matcher(names, language).find(text)]


def test_turkish_capitals_and_unknown_endings(names: Glossary) -> None:
    assert found(names, TR, "İSTANBUL, ISTANBUL, istanbul, Istanbul") == [
        ("İSTANBUL", "istanbul"),
        ("ISTANBUL", "istanbul"),
    ]
    assert found(names, TR, "VLADIMIR PUTİN VE PUTIN") == [
        ("VLADIMIR PUTİN", "putin-vladimir"),
        ("PUTIN", "putin-vladimir"),
    ]
    text = "Donald Trump’ınkiler geldi"
    (mention,) = Matcher(names, TR).find(text)
    assert (text[: mention.end], mention.cases) == ("Donald Trump’ınki" + "ler", ())


def test_a_script_is_not_crossed(names: Glossary) -> None:
    assert found(names, LanguageTag("uz"), "Toshkent va Тошкент") == [("Toshkent", "tashkent")]
    assert found(names, LanguageTag("uz-Cyrl"), "Toshkent va Тошкент") == [("Тошкент", "tashkent")]


def test_a_case_that_only_one_form_has_is_decided(names: Glossary) -> None:
    dative, open_case = Matcher(names, RU).find("Владимиру Путину и Путина")
    assert (dative.case, open_case.case, open_case.cases) == ("dat", "", ("gen", "acc"))


def test_offsets_are_of_the_text_as_it_was(names: Glossary) -> None:
    text = "«Пу\u0301тин» — \u00adЮ\u0301рий Соловье\u0308в\u00a0— в Нью‑Йорке"
    assert [text[m.start : m.end] for m in Matcher(names, RU).find(text)] == [
        "Пу\u0301тин",
        "Ю\u0301рий Соловье\u0308в",
        "Нью‑Йорке",
    ]


def test_a_long_miss_hides_no_shorter_name() -> None:
    entries = [
        ConceptEntry("bank", EntryKind.ORGANISATION, {EN: "Bank of Asia Minor"}),
        ConceptEntry("asia", EntryKind.PLACE, {EN: "Asia"}),
        ConceptEntry("new-asia", EntryKind.PLACE, {EN: "Asia Min"}),
    ]
    assert found(glossary(entries), EN, "the Bank of Asia Minority fund") == [("Asia", "asia")]
    assert found(glossary(entries), EN, "the Bank of Asia Minor, Asia Min") == [
        ("Bank of Asia Minor", "bank"),
        ("Asia Min", "new-asia"),
    ]


def test_a_forbidden_entry_is_not_found() -> None:
    entry = ConceptEntry("old", EntryKind.TERM, {EN: "Kirghizia"}, status="forbidden")
    assert not Matcher(glossary([entry]), EN).find("Kirghizia")


def test_two_people_of_one_name_are_never_guessed() -> None:
    entries = [ConceptEntry(key, EntryKind.PERSON, {EN: "John Smith"}) for key in ("smith-a", "smith-b")]
    (one,) = Matcher(glossary(entries), EN).find_article(["John Smith spoke."])
    assert not one.mentions
    (doubt,) = one.ambiguities
    assert (doubt.start, doubt.end, doubt.text, [e.id for e in doubt.entries]) == (0, 10, "John Smith", ["smith-a", "smith-b"])  # fmt: skip # noqa: E501 - one tuple, read at a glance


def test_the_full_name_decides_for_the_whole_article() -> None:
    smiths = {"smith-adam": "Adam Smith", "smith-zadie": "Zadie Smith"}
    entries = [ConceptEntry(key, EntryKind.PERSON, {EN: name}, short={EN: "Smith"}) for key, name in smiths.items()]
    matcher = Matcher(glossary(entries), EN)
    first, second = matcher.find_article(["Smith is back.", "Zadie Smith reads."])
    assert [m.entry.id for m in (*first.mentions, *second.mentions)] == ["smith-zadie", "smith-zadie"]
    (alone,) = matcher.find_article(["Smith is back."])
    assert not alone.mentions
    assert [entry.id for entry in alone.ambiguities[0].entries] == ["smith-adam", "smith-zadie"]


# -- near misses -------------------------------------------------------------------------------


def near(names: Glossary, language: LanguageTag, text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.name) for n in Matcher(names, language).near_misses(text)]


def test_one_letter_away_is_told(names: Glossary) -> None:
    text = "Peksov, Pesov, Pesckov, Paskov; Eskov; Peksvo, Peskov, Peskov's and PESKOV."
    assert [word for word, _ in near(names, EN, text)] == ["Peksov", "Pesov", "Pesckov", "Paskov", "Eskov"]
    assert near(names, RU, "С Песковым и Песокву") == [("Песокву", "Пескову")]
    assert near(names, EN, "Mus\u00adcow’s") == [("Mus\u00adcow", "Moscow")]


def test_a_word_near_a_given_name_is_none_before_the_name_of_a_place() -> None:
    maria = ConceptEntry("m", EntryKind.PERSON, {RU: "Мария Захарова"}, gender="f")
    city = ConceptEntry("b", EntryKind.PLACE, {RU: "Бишкек"})
    names = glossary([maria, city])
    assert near(names, RU, "Мэрия Бишкека повысила тариф.") == []
    assert near(names, RU, "Мэрия Захарова ответила.") == [("Мэрия", "Мария")]


def test_what_is_made_of_a_name_is_no_near_miss(names: Glossary) -> None:
    assert near(names, EN, "Ukrainen, Moscows; a Peskova, the Peskovs, Peskovy") == [("Peskovy", "Peskov")]
    assert near(names, EN, "muscow; Podcasd, Yorks, Yerk") == []


def test_a_given_name_is_told_before_a_surname_only(names: Glossary) -> None:
    assert near(names, EN, "Vladimyr Putin’s car; Vladimyr Horowitz") == [("Vladimyr", "Vladimir")]


def test_other_words_that_are_right_are_no_near_misses() -> None:
    places = {"germany": "Germany", "spain": "Spain", "poland": "Poland"}
    entries = glossary([ConceptEntry(key, EntryKind.PLACE, {EN: name}) for key, name in places.items()])
    assert near(entries, EN, "A German, a Spainard, the SPAN group, Holand and Roland") == []
    assert near(entries, EN, "Germani; Span") == [("Germani", "Germany"), ("Span", "Spain")]
    assert near(entries, EN, "SPAN WINS IN PARIS") == [("SPAN", "Spain")]


@given(st.data())
def test_every_single_edit_is_near(data: st.DataObject) -> None:
    entry = ConceptEntry("a", EntryKind.PERSON, {EN: "Kasymbek"})
    word = "Kasymbek"
    place = data.draw(st.integers(1, len(word) - 1))
    other = data.draw(st.sampled_from("qxz"))
    edits = [
        word[:place] + word[place + 1 :],
        word[:place] + other + word[place:],
        word[:place] + other + word[place + 1 :],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    ]
    wrong = data.draw(st.sampled_from(edits)).capitalize()
    assert [n.text for n in Matcher(glossary([entry]), EN).near_misses(f"Then {wrong} left.")] == [wrong]


# -- what holds always -------------------------------------------------------------------------

_TOKENS = ["Путин", "Путина", "ПУТИНУ", "Москва", "река", "Нью", "Йорк", "Цахиагийн", "Элбэгдорж", "В", "Соловьёв", " ",
           " ", " ", "-", "–", ".", ". ", "'", "’", "«", "»", "\u0301", "\u00ad", "\n", "и\u0306", "İ", "ß", "ﬁ", "x"]  # fmt: skip # noqa: E501


@pytest.fixture(scope="module")
def russian(names: Glossary) -> Matcher:
    return Matcher(names, RU)


@given(tokens=st.lists(st.sampled_from(_TOKENS), max_size=25))
def test_mentions_are_disjoint_in_order_and_name_their_entry(russian: Matcher, tokens: list[str]) -> None:
    text = "".join(tokens)
    (result,) = russian.find_article([text])
    spans = sorted([(m.start, m.end) for m in result.mentions] + [(a.start, a.end) for a in result.ambiguities])
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for mention in result.mentions:
        alone = russian.find_article([text[mention.start : mention.end]])[0]
        taken = {m.entry.id for m in alone.mentions} | {e.id for a in alone.ambiguities for e in a.entries}
        assert mention.entry.id in taken or text[mention.start : mention.end].isupper()
    assert russian.find_article([text])[0] == result


@given(st.text(), st.sampled_from(["en", "ru", "tr", "zh"]))
def test_normal_texts_know_the_way_back(text: str, language: str) -> None:
    tag = LanguageTag(language)
    normal = normalise(text, tag)
    offsets = normal.offsets if normal.offsets is not None else range(len(text) + 1)
    assert len(offsets) == len(normal.text) + 1
    assert offsets[-1] == len(text)
    assert list(offsets) == sorted(offsets)
    assert normalise(normal.text, tag).text == normalise(unicodedata.normalize("NFC", normal.text), tag).text
    for changed in (fold, shape):
        assert len(changed(normal.text, tag)) == len(normal.text)
