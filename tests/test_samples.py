"""The samples read as a person would: every sentence, nothing of the page around them, every name known."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from syndicate.glossary import shipped
from syndicate.glossary.entries import load
from syndicate.glossary.match import Matcher
from syndicate.model import Article, Failure, LanguageTag, SpanKind, Unit, UnitKind
from syndicate.sources import documents, read_articles

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FILES = sorted(path.name for path in SAMPLES.iterdir())

COUNTS = {"06": 4, "07": 5, "08": 3, "15": 2}
"""Articles in a feed, by the number of the sample; one where there is none."""

TITLES = {
    "01": ["Kazakhstan opens a second registration centre in Oral"],
    "02": ["Mountain rescuers count their year"],
    "03": ["Gəncə ilə Tbilisi arasında yeni qatar"],
    "04": ["Оралда жаңа тіркеу орталығы ашылды"],
    "05": ["В Тбилиси открыли библиотеку для переехавших семей"],
    "06": [
        "Almaty plants ten thousand trees",
        "Radio from Osh: the bakers of the old bazaar",
        "Tbilisi & Baku agree on a timetable",
        "Kremlin press office moves its briefing",
    ],
    "07": [
        "В Бишкеке пересчитали автобусы",
        "Жогорку Кенеш обсудит закон о горных тропах",
        "Поезд из Ташкента в Самарканд ускорили",
        "Миграционная служба Казахстана ответила на вопросы",
        "Письмо Токаеву передали в Астане",
    ],
    "08": [
        "В Одесі відремонтували маяк",
        "Ukrainian students arrive in Istanbul",
        "Верховна Рада змінила графік засідань",
    ],
    "09": ["Mongolia and Kyrgyzstan share their maps of wild horses"],
    "10": ["Samarkand repairs its oldest observatory"],
    "11": ["A choir of three languages sings in Astana"],
    "12": ["Ankara ile Bakü arasında ek sefer"],
    "13": ["У Львові показали листи з п’яти столиць"],
    "14": ["Un barco escuela de Bakú visita tres puertos del Caspio"],
    "15": ["The post road to Kyzyl opens again", "Радио Элисты говорит на двух языках"],
}

LANGUAGES = {
    "01": ["en-US"], "02": ["en"], "03": ["az"], "04": ["kk"], "05": ["ru"], "06": ["en"] * 4, "07": ["ru"] * 5,
    "08": ["uk", "en", "uk"], "09": [""], "10": ["en"], "11": ["en"], "12": ["tr"], "13": ["uk"], "14": [""],
    "15": ["en", "ru"],
}  # fmt: skip
"""The nearest thing the source says of each article's language; empty where it says nothing."""

FIRST_AND_LAST = {
    "01": ("The Migration Service of Kazakhstan opened", "They counted 85 people in the hall."),
    "02": ("The mountain rescuers of Kyrgyzstan found 312", "It is not public yet."),
    "03": ("Gəncədən Tbilisiyə yeni sərnişin qatarı", "layihəni noyabrda müzakirə edəcək."),
    "04": ("Орал қаласында шетел азаматтарын", "мекенжайына жіберуге болады."),
    "05": ("В Тбилиси во вторник открыли", "или на странице записи."),
    "06": ("The city of Almaty will plant", "received the plan in June."),
    "07": ("В Бишкеке на линию вышли", "сообщили в мэрии."),
    "08": ("В Одесі відремонтували старий маяк.", "доглядач маяка Степан Гончар."),
    "09": ("Scientists from Mongolia and Kyrgyzstan", "wild-horses?year=2026 without payment."),
    "10": ("The old observatory of Samarkand", "which will open a small museum too."),
    "11": ("A choir of 60 singers opened", "“Everybody sang.”"),
    "12": ("Ankara ile Bakü arasındaki uçuşlara", "değişmeyeceğini bildirdi."),
    "13": ("У Львові відкрили виставку листів", "для студентів — 60 грн."),
    "14": ("El barco escuela «Hazar» salió", "o escribir a barco@example.com."),
    "15": ("The post road from Abakan", "brought the first letters."),
}
"""How the body of each sample's first article begins and ends."""

CHROME = (
    "Leave a Reply", "Leave a comment", "Cancel reply", "Your email address", "Required fields", "Post Comment",
    "Share this", "Share on", "Related", "Skip to content", "Recent Posts", "Search for", "Back to top",
    "All rights reserved", "Tagged", "Posted in", "Previous:", "First! Great article", "One thought on", "Subscribe",
    "Get the best stories", "appeared first on", "Privacy policy", "About us", "Steppe Courier", "Central Asia news",
    "Bir cavab yazın", "e-poçt ünvanınız", "Şərh", "Oxşar xəbərlər", "Ana səhifə", "İqtisadiyyat", "Bütün hüquqlar",
    "Пікір", "электрондық поштаңыз", "Бөлісу", "Тегтер", "Қоғам", "Барлық құқықтар", "29 қыркүйек",
    "Добавить комментарий", "Ваш адрес email", "Поделиться", "ВКонтакте", "Политика", "Все права", "14 октября",
    "Bir yanıt yazın", "Yanıtı iptal", "E-posta adres", "Yorum", "Gündem", "Tüm hakları", "tarayıcıya",
    "Залишити відповідь", "e-mail адреса", "Опублікувати коментар", "Читайте також", "Новини", "Усі права",
    "Telegram", "WhatsApp", "Facebook",
)  # fmt: skip
"""What stands around the articles: menus, labels, share buttons, comment forms, in each language."""


@cache
def samples() -> dict[str, list[Article | Failure]]:
    return {name[:2]: list(read_articles(documents([str(SAMPLES / name)]))) for name in FILES}


def articles(number: str) -> list[Article]:
    return [one for one in samples()[number] if isinstance(one, Article)]


def only(number: str) -> Article:
    (article,) = articles(number)
    return article


def body(article: Article) -> list[Unit]:
    return [unit for unit in article.units if unit.kind not in {UnitKind.TITLE, UnitKind.SUMMARY}]


def language(article: Article) -> LanguageTag:
    told = article.hints[0].language if article.hints else {"09": "en", "14": "es"}[article.source.document[:2]]
    return LanguageTag(told.split("-")[0])


def elements(article: Article) -> list[tuple[str, str]]:
    return [
        (span.name, unit.text[span.start : span.end])
        for unit in article.units
        for span in unit.spans
        if span.kind is SpanKind.INLINE
    ]


ALL = [article for number in TITLES for article in articles(number)]
BY_NAME = pytest.mark.parametrize("article", ALL, ids=lambda article: article.source.document)


def test_each_sample_is_tested_and_told_of() -> None:
    page = (SAMPLES.parent / "docs" / "samples.md").read_text(encoding="utf-8")
    assert [name for name in FILES if f"`{name}`" not in page] == []
    assert [name[:2] for name in FILES] == sorted(TITLES) == sorted(FIRST_AND_LAST) == sorted(LANGUAGES)


@pytest.mark.parametrize("number", sorted(TITLES))
def test_every_article_is_read_with_its_title_and_language(number: str) -> None:
    assert [str(one) for one in samples()[number] if isinstance(one, Failure)] == []
    assert len(articles(number)) == COUNTS.get(number, 1)
    assert [article.title for article in articles(number)] == TITLES[number]
    assert [article.hints[0].language if article.hints else "" for article in articles(number)] == LANGUAGES[number]


@pytest.mark.parametrize("number", sorted(FIRST_AND_LAST))
def test_the_body_is_whole(number: str) -> None:
    first, last = FIRST_AND_LAST[number]
    units = body(articles(number)[0])
    assert units[0].text.startswith(first)
    assert units[-1].text.endswith(last)


@BY_NAME
def test_nothing_of_the_page_around_is_in_it(article: Article) -> None:
    text = "\n".join(unit.text for unit in article.units)
    assert [phrase for phrase in CHROME if phrase in text] == []


@BY_NAME
def test_no_unit_is_empty_or_said_twice(article: Article) -> None:
    assert all(unit.text.strip() == unit.text and unit.text for unit in article.units)
    long = [unit.text for unit in article.units if len(unit.text) > 40]
    assert len(long) == len(set(long))


def test_identities_differ_and_stay() -> None:
    again = [one for one in read_articles(documents([str(SAMPLES)])) if isinstance(one, Article)]
    assert len({article.id for article in again}) == len(again) == len(ALL)
    linked = {article.link: article.id for article in ALL if article.link}
    assert {article.link: article.id for article in again if article.link} == linked


DATES = {
    "01": "2026-09-29T08:15:00+05:00", "02": "2026-10-06T09:30:00+06:00", "03": "2026-10-12T14:05:00+04:00",
    "04": "2026-09-29T10:00:00+05:00", "05": "2026-10-14T18:20:00+04:00", "06": "2026-10-15T09:00:00+05:00",
    "07": "2026-10-21T12:10:00+06:00", "08": "2026-10-18T08:00:00+03:00", "10": "2026-10-09T07:00:00+05:00",
    "11": "2026-10-20T06:45:00+05:00", "12": "2026-10-19T11:00:00+03:00", "13": "2026-10-22T13:00:00+03:00",
    "15": "2026-10-23T09:20:00+07:00",
}  # fmt: skip


@pytest.mark.parametrize("number", sorted(TITLES))
def test_dates_are_those_of_the_source_with_their_zones(number: str) -> None:
    published = articles(number)[0].published
    assert (published.isoformat() if published else None) == DATES.get(number)


def test_later_changes_are_kept() -> None:
    assert only("01").updated == datetime.fromisoformat("2026-09-29T11:40:00+05:00")
    assert only("13").updated == datetime.fromisoformat("2026-10-22T15:30:00+03:00")
    assert articles("08")[2].updated == datetime.fromisoformat("2026-10-16T11:45:00+03:00")


def test_authors_are_no_part_of_the_text() -> None:
    assert only("01").byline == "Marta Lindqvist"
    assert only("02").byline == "Tomasz Wilk"
    assert only("13").byline == "Олена Бондар, Тарас Лисенко"
    assert articles("06")[0].byline == "Ruslan Omarov"
    assert not any("Tomasz Wilk" in unit.text for unit in only("02").units)


def test_links_and_emphasis_lie_on_their_words() -> None:
    found = elements(only("02"))
    for one in (
        ("b", "T"), ("a", "Russia"), ("a", "Kazakh"), ("em", "Kazakh"), ("b", "Sadyr Japarov"), ("a", "Sadyr"),
        ("a", "the new timetable"), ("em", "new"), ("strong", "first team"), ("i", "team"), ("abbr", "UN"),
        ("a", "Tashkent"), ("b", "kent"), ("q", "The mountain does not wait"), ("code", "@alarescue"),
    ):  # fmt: skip
        assert one in found
    texts = [unit.text for unit in only("02").units]
    assert any("number of Russian and Kazakh visitors" in text for text in texts)
    assert any(text.startswith("The mountain rescuers") for text in texts)
    assert {("strong", "Tashkent"), ("a", "Tash")} <= set(elements(only("10")))
    assert ("a", "сайті парламенту") in elements(articles("08")[2])


def test_links_keep_their_addresses() -> None:
    (span,) = [
        span for unit in only("01").units for span in unit.spans if unit.text[span.start :].startswith("its web")
    ]
    assert span.attributes == (("href", "https://example.org/mfa/oral-centre"),)


def test_lists_tables_pictures_and_quotations_are_what_they_are() -> None:
    units = only("02").units
    items = [(unit.text, unit.level, unit.ordered) for unit in units if unit.kind is UnitKind.LIST_ITEM]
    assert ("One battery for the day", 2, False) in items
    assert ("Write to rescue@example.com.", 1, True) in items
    assert [unit.text for unit in units if unit.kind is UnitKind.CELL][:4] == ["Month", "Found", "Most from", "June"]
    assert next(unit.text for unit in units if unit.kind is UnitKind.QUOTE).startswith("A good walker")
    assert [unit.text for unit in only("13").units if unit.kind is UnitKind.ALT] == [
        "Старий конверт із трьома марками на дерев’яному столі"
    ]
    assert "Horses on the move" in [unit.text for unit in only("09").units if unit.kind is UnitKind.HEADING]
    assert [media.url for media in articles("06")[1].media] == ["https://example.org/silkroad/audio/osh-bakers.mp3"]


def test_a_sentence_that_sounds_like_a_comment_form_stays() -> None:
    assert any("They ask readers not to leave a reply to false reports" in unit.text for unit in only("09").units)


def test_quotations_keep_their_own_language() -> None:
    quotes = [unit.language for unit in only("11").units if unit.kind is UnitKind.QUOTE]
    assert quotes == ["ru", "es"]


def test_another_character_set_is_read() -> None:
    raw = (SAMPLES / "05-russian-windows-1251.html").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert any("«Мы собрали 6\u00a0500\u00a0книг" in unit.text for unit in only("05").units)
    assert not any("\ufffd" in unit.text or "Ð" in unit.text for unit in only("05").units)


NO_NAMES = frozenset(
    """Monday Tuesday Thursday Friday Saturday Sunday May June August October December Russian Kazakh Spanish President
    The We My Every Nobody Everybody Dmitry Peksov Glacier Road Hazar Aprenden Sərnişinlər Prezident Kasım’da
    Бұрынғы Потеряться Світло Мы Ми Нам Цахиагийна Gürcüstanla""".split()  # noqa: SIM905 - a list is a word a line
)
"""Words with a capital inside a unit that are no names, or are left out on purpose; the last two are inflected in
ways that the rules do not form."""


@cache
def matcher(tag: LanguageTag) -> Matcher:
    return Matcher(load([shipped()]), tag)


@BY_NAME
def test_every_name_is_in_the_glossary(article: Article) -> None:
    tag = language(article)
    units = [unit for unit in article.units if unit.language in (None, tag)]
    unknown: list[str] = []
    for unit, found in zip(units, matcher(tag).find_article([unit.text for unit in units]), strict=True):
        assert found.ambiguities == ()
        rest = list(unit.text)
        for mention in found.mentions:
            rest[mention.start : mention.end] = "_" * (mention.end - mention.start)
        inside = re.finditer(r"(?<![.!?] )(?<!^)\b[^\W\d_][\w’'-]+", "".join(rest))
        unknown += [word[0] for word in inside if word[0][0].isupper() and word[0] not in NO_NAMES]
    assert unknown == []


def test_a_slip_of_the_pen_is_no_name_and_is_told() -> None:
    texts = "\n".join(unit.text for unit in only("01").units)
    near = [(miss.text, miss.name) for miss in matcher(LanguageTag("en")).near_misses(texts)]
    assert near == [("Peksov", "Peskov")]
