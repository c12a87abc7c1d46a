from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.glossary.capitals import Passage, unknown_capitals
from syndicate.glossary.entries import Glossary, glossary, load_all
from syndicate.glossary.match import Matcher
from syndicate.glossary.proposals import block, propose
from syndicate.glossary.suggest import Typo, Unknown, suggest
from syndicate.glossary.transliteration import transliterate
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, LanguageTag, Segment

EN, RU, UK, ES, KK, AZ, TR = (language_tag(tag) for tag in ("en", "ru", "uk", "es", "kk", "az", "tr"))
KNOWN = glossary(
    [
        ConceptEntry("peskov-dmitry", EntryKind.PERSON, {EN: "Dmitry Peskov", RU: "Дмитрий Песков"}, "m"),
        ConceptEntry("osh", EntryKind.PLACE, {EN: "Osh", RU: "Ош", UK: "Ош"}),
    ]
)


def passages(texts: Sequence[str], language: LanguageTag, known: Glossary = KNOWN) -> list[Passage]:
    matcher = Matcher(known, language)
    return [
        Passage(f"{index}.txt", Segment(0, 0, 0, text, language, mentions=matcher.find(text)))
        for index, text in enumerate(texts)
    ]


def look(language: LanguageTag, *texts: str) -> tuple[list[Unknown], list[Typo]]:
    return suggest(passages(texts, language), language, KNOWN, Matcher(KNOWN, language).near_misses)


def names(language: LanguageTag, *texts: str) -> list[str]:
    return [each.text for each in unknown_capitals(passages(texts, language), language)]


# -- words with capitals -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        (EN, ["The mayor met Aida Saparova in Osh."], ["Aida Saparova"]),
        (EN, ["Yesterday Aida Saparova left."], ["Aida Saparova"]),  # a word that opens sentences
        (EN, ["Bread is dear.", "She sold bread."], []),  # also written small
        (EN, ["Bakers were busy."], []),  # only at the beginning: nothing tells
        (EN, ["Naryn froze.", "Snow fell on Naryn."], ["Naryn", "Naryn"]),
        (EN, ["In March, on a Friday, she spoke Kyrgyz."], []),
        (EN, ["She read Saparova’s letter."], ["Saparova"]),
        (EN, ["The centre is open to 8 p.m. Visitors come."], []),
        (EN, ["He met J. K. Omarov."], ["J. K. Omarov"]),
        (EN, ["Mayor Opens New Bridge Over River"], []),  # a headline
        (EN, ["They met President Bakyt Usubaliev."], ["Bakyt Usubaliev"]),
        (EN, ["He said: “Nobody came.” and left."], []),
        (EN, ["It was I who came, and I’m glad."], []),
        (EN, ["See part IV of the book of the FSB."], ["FSB"]),
        (EN, ["Marta von der Linde spoke."], ["Marta von der Linde"]),
        (RU, ["Город Нарын и река Нарын.", "Этот город мал."], ["Нарын", "Нарын"]),
        (RU, ["Письмо Аслану Мирзоеву."], ["Аслану Мирзоеву"]),
        (RU, ["Дмитрий Ильич Мирзоев уехал."], ["Дмитрий Ильич Мирзоев"]),
        (RU, ["ГОРОД НАРЫН ВСТРЕЧАЕТ МИРЗОЕВА"], []),
        (RU, ["Вышел роман «Манас», сказала она: «Никто не пришёл»."], ["Манас"]),
        (UK, ["Місто Палу далеко.", "До міста йшли довго."], ["Палу"]),
        (TR, ["Toplantı 3 Kasım’da başladı."], []),
    ],
)
def test_names_are_told_from_words_that_begin_a_sentence(
    language: LanguageTag, texts: list[str], expected: list[str]
) -> None:
    assert names(language, *texts) == expected


def test_names_that_are_known_are_not_suggested() -> None:
    assert names(RU, "В Оше и Нарыне встретили Дмитрия Пескова.") == ["Нарыне"]


@given(st.lists(st.sampled_from(["Нарын", "в", "«", "»", " ", ". ", "А.", "-", "’", "И", "оглы", "ФСБ", "\n", "1"])))
def test_what_is_found_stands_there(tokens: list[str]) -> None:
    text = "".join(tokens)
    for each in unknown_capitals([Passage("", Segment(0, 0, 0, text, RU))], RU):
        assert text[each.start : each.end] == each.text
        assert each.text[0].isupper()


# -- inflected forms ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        (RU, ["Вместе с Асланом Мирзоевым пришли к Аслану Мирзоеву."], "Аслан Мирзоев"),
        (RU, ["Письмо от Нурлана Бейшенова и встреча с Нурланом Бейшеновым."], "Нурлан Бейшенов"),
        (RU, ["Ураган над Индонезией прошёл.", "Помощь дошла до Индонезии."], "Индонезия"),
        (UK, ["Лист Степанові Гончару.", "Зустріч зі Степаном Гончаром."], "Степан Гончар"),
        (KK, ["Кеше Асқар Мамановтың үйі жанды.", "Бұл Асқар Мамановқа айтылды."], "Асқар Маманов"),
        (TR, ["Dün Rüstem Aydın’ın evi ve Rüstem Aydın’a mektup."], "Rüstem Aydın"),
        (AZ, ["Dünən Kamran Rzayevin evi və Kamran Rzayevə məktub."], "Kamran Rzayev"),
    ],
)
def test_forms_of_one_name_are_counted_together(language: LanguageTag, texts: list[str], expected: str) -> None:
    unknown, _ = look(language, *texts)
    assert [(each.name, each.count) for each in unknown] == [(expected, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ответ пришёл от Аслана Мирзоева.", "Аслан Мирзоев"), ("Сегодня Аслана Мирзоева поёт.", "Аслана Мирзоева")],
)
def test_the_words_around_a_form_decide_where_it_can_be_two_names(text: str, expected: str) -> None:
    assert [each.name for each in look(RU, text)[0]] == [expected]


def test_a_name_that_stands_often_in_one_form_is_left_as_it_is() -> None:
    unknown, _ = look(RU, *["Новый ураган Роза идёт на север."] * 4)
    assert [(each.name, each.count) for each in unknown] == [("Роза", 4)]


def test_a_surname_alone_counts_with_its_full_name() -> None:
    unknown, _ = look(RU, "Пришёл Аслан Мирзоев.", "Потом ждали Мирзоева.", "Ему, А. Мирзоеву, писали.")
    [found] = unknown
    assert (found.name, found.short, found.count, found.kind, found.gender) == (
        "Аслан Мирзоев",
        "Мирзоев",
        3,
        EntryKind.PERSON,
        "m",
    )
    assert found.documents == ("0.txt", "1.txt", "2.txt")


def test_two_people_of_one_surname_do_not_share_it() -> None:
    unknown, _ = look(EN, "Here came Aslan Mirzoyev and Timur Mirzoyev.", "We saw Mirzoyev.")
    assert sorted((each.name, each.short) for each in unknown) == [
        ("Aslan Mirzoyev", ""),
        ("Mirzoyev", ""),
        ("Timur Mirzoyev", ""),
    ]


def test_typos_of_known_names_stand_apart() -> None:
    unknown, typos = look(EN, "The office of Dmitry Peksov did not answer.")
    assert unknown == []
    assert [(typo.text, typo.name, typo.entry.id) for typo in typos] == [("Peksov", "Peskov", "peskov-dmitry")]


def test_a_person_who_is_near_to_a_place_is_no_typo() -> None:
    astana = glossary([ConceptEntry("astana", EntryKind.PLACE, {RU: "Астана"})])
    batch = passages(["Ответ дал Аслана Аталыкова кабинет."], RU, astana)
    unknown, typos = suggest(batch, RU, astana, Matcher(astana, RU).near_misses)
    assert len(unknown) == 1
    assert typos == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (RU, "Снег выпал в Нарыне.", EntryKind.PLACE),
        (EN, "They live near Naryn.", EntryKind.PLACE),
        (RU, "Решение принял ФСБ.", EntryKind.ORGANISATION),
        (EN, "The bank wrote to Naryn Bank.", EntryKind.ORGANISATION),
        (RU, "Пришёл Аслан Мирзоев.", EntryKind.PERSON),
    ],
)
def test_what_a_name_names_is_guessed(language: LanguageTag, text: str, kind: EntryKind) -> None:
    assert [each.kind for each in look(language, text)[0]] == [kind]


# -- proposals ---------------------------------------------------------------------------------


def test_one_name_in_two_languages_is_one_entry() -> None:
    found = [
        *look(RU, "Письмо Аслану Мирзоеву.", "Встреча с Асланом Мирзоевым.")[0],
        *look(EN, "It was Aslan Mirzoyev.")[0],
    ]
    [proposal] = propose(found, [EN, UK, ES], frozenset())
    assert proposal.id == "mirzoyev-aslan"
    assert proposal.count == 3
    assert {tag: text for tag, (text, _) in proposal.names.items()} == {
        RU: "Аслан Мирзоев",
        EN: "Aslan Mirzoyev",
        UK: "Аслан Мірзоєв",
        ES: "Aslan Mirzoyev",
    }
    assert proposal.names[EN] == ("Aslan Mirzoyev", "")  # read, not made by a rule


def test_the_block_marks_every_guess_and_can_be_pasted(tmp_path: Path) -> None:
    found = look(RU, "Письмо Аслану Мирзоеву.", "Встреча с Асланом Мирзоевым.", "Потом ждали Мирзоева.")[0]
    [proposal] = propose(found, [EN, UK], frozenset({"mirzoyev-aslan"}))
    assert block(proposal) == (
        "# 3 in 3 articles. ru: Асланом Мирзоевым 1, Аслану Мирзоеву 1, Мирзоева 1\n"
        "mirzoyev-aslan-2:\n"
        "  kind: person  # proposed\n"
        "  gender: m  # proposed\n"
        "  names:\n"
        "    ru: Аслан Мирзоев  # proposed, from its cases\n"
        "    en: Aslan Mirzoyev  # proposed, ru-en BGN/PCGN\n"
        "    uk: Аслан Мірзоєв  # proposed, ru-uk orthography 2019\n"
        "  short:\n"
        "    ru: Мирзоев  # proposed, from its cases\n"
        "    en: Mirzoyev  # proposed, ru-en BGN/PCGN\n"
        "    uk: Мірзоєв  # proposed, ru-uk orthography 2019\n"
    )
    path = tmp_path / "new.yaml"
    path.write_text(block(proposal), encoding="utf-8")
    loaded, failures = load_all([path])
    assert not failures
    assert [mention.entry.id for mention in Matcher(loaded, RU).find("Письмо Аслану Мирзоеву.")] == ["mirzoyev-aslan-2"]


def test_a_country_has_the_names_that_cldr_gives() -> None:
    [proposal] = propose(look(RU, "Помощь дошла до Индонезии.", "Тайфун над Индонезией.")[0], [EN, ES], frozenset())
    assert (proposal.id, proposal.kind) == ("indonesia", EntryKind.PLACE)
    assert proposal.names[EN] == ("Indonesia", "CLDR")


@given(st.text(alphabet="ЖшНо: #'\"-&*![]{}%@`,.\\", min_size=1, max_size=12).filter(lambda text: text.strip() == text))
def test_any_name_comes_back_from_its_block(text: str) -> None:
    name = f"Ж{text}н"
    unknown = Unknown(RU, name, "", EntryKind.TERM, "", ((name, 1),), ("a",), ())
    written = block(propose([unknown], [], frozenset())[0])
    import yaml

    [(_, fields)] = yaml.safe_load(written).items()
    assert fields["names"]["ru"] == name


# -- transliteration ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "name", "expected"),
    [
        (RU, EN, "Сергей Лавров", "Sergey Lavrov"),
        (RU, EN, "Андрей Ельчин", "Andrey Yelchin"),
        (RU, EN, "Дмитрий Щербаков", "Dmitry Shcherbakov"),
        (RU, ES, "Даниэль Хамгокова", "Daniel Jamgokova"),
        (RU, ES, "Сергей Гусев", "Serguei Gusev"),
        (RU, UK, "Владимир Зеленский", "Володимир Зеленський"),
        (RU, UK, "Бакыт Усубалиев", "Бакит Усубалієв"),
        (UK, EN, "Згурський", "Zghurskyi"),  # the resolution's own examples
        (UK, EN, "Юрій Щербухи", "Yurii Shcherbukhy"),
        (UK, EN, "Знам’янка", "Znamianka"),
        (UK, EN, "Їжакевич", "Yizhakevych"),
        (UK, RU, "Володимир Зеленський", "Владимир Зеленский"),
        (KK, EN, "Қасым Тоқаев", "Kasym Tokayev"),
        (KK, RU, "Әлихан Смайылов", "Алихан Смайылов"),
        (KK, UK, "Асқар Маманов", "Аскар Маманов"),  # by way of Russian
        (AZ, EN, "İlham Əliyev", "Ilham Aliyev"),
        (AZ, RU, "Ceyhun Bayramov", "Джейхун Байрамов"),
        (EN, RU, "Kamran Rzayev", "Камран Рзаев"),
        (EN, ES, "Aida Saparova", "Aida Saparova"),
        (RU, KK, "Сергей Лавров", "Сергей Лавров"),
    ],
)
def test_spellings(source: LanguageTag, target: LanguageTag, name: str, expected: str) -> None:
    spelling = transliterate(name, source, target)
    assert spelling is not None
    assert spelling.text == expected
    assert spelling.scheme


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [("ООН", "ru", "en"), ("12", "ru", "en"), ("თბილისი", "ka", "en"), ("Шавкат", "uz-Cyrl", "en"), ("Ош", "ru", "zh")],
)
def test_where_no_rule_leads_nothing_is_proposed(name: str, source: str, target: str) -> None:
    assert transliterate(name, language_tag(source), language_tag(target)) is None
