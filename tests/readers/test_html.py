from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from syndicate.errors import ReadError
from syndicate.markup import to_html
from syndicate.model import Article, LanguageHint, UnitKind
from syndicate.readers import Document
from syndicate.readers.html import read, sniff

FIXTURES = Path(__file__).parents[1] / "fixtures" / "readers"
SENTENCE = "<p>The town council met on Monday and voted for the new bridge over the river.</p>"


def article(page: str | bytes, name: str = "page.html") -> Article:
    (one,) = read(Document(name, page if isinstance(page, bytes) else page.encode()))
    assert isinstance(one, Article)
    return one


def body(page: str) -> list[str]:
    return [unit.text for unit in article(page).units if unit.kind not in {UnitKind.TITLE, UnitKind.SUMMARY}]


@pytest.fixture(scope="module")
def portal() -> Article:
    return article((FIXTURES / "portal.html").read_bytes(), "portal.html")


def test_a_whole_page_gives_its_article_and_nothing_of_its_chrome(portal: Article) -> None:
    assert [(unit.kind.value, unit.level, to_html(unit.text, unit.spans)) for unit in portal.units] == [
        ("title", 0, "Şəkidə köhnə karvansara açıldı"),
        ("summary", 0, "Bərpa üç il çəkib."),
        ("paragraph", 0, "<b>Ş</b>əkidə köhnə "
         '<a href="https://example.org/az/karvansara">karvansara</a>nın bərpası başa çatıb. '
         "Qapılar ziyarətçilər üçün bazar günü açılacaq."),
        ("alt", 0, "Daş darvaza"),
        ("caption", 0, "Darvaza bərpadan sonra. Foto: Murad Səfərov"),
        ("paragraph", 0, "— Nə vaxt?"),
        ("paragraph", 0, "— Bazar günü səhər saat doqquzda, hava yaxşı olsa, həyətdə musiqi də çalınacaq."),
        ("heading", 2, "Qiymətlər"),
        ("cell", 1, "Bilet"), ("cell", 1, "Manat"),
        ("cell", 2, "Böyüklər"), ("cell", 2, "5"),
        ("cell", 3, "Uşaqlar"), ("cell", 3, ""),
        ("list-item", 1, "Biletlər <em>qapıda</em> satılır.<br>Kart keçmir."),
        ("list-item", 1, "Otaqlar"),
        ("list-item", 2, "böyük zal"),
        ("quote", 0, "Мы ждали этого дня три года."),
        ("code", 0, "08:00  açılış\n18:00  bağlanış"),
        ("paragraph", 0, "Birinci sətir nömrəsi 12-dir.<br>İkinci sətir nömrəsi 14-dür."),
        ("paragraph", 0, "&lt;b&gt; işarəsi mətndir &amp; belə də qalır, bunu heç kim dəyişməməlidir."),
    ]  # fmt: skip


def test_units_say_what_they_are(portal: Article) -> None:
    by_text = {unit.text: unit for unit in portal.units}
    assert by_text["böyük zal"].ordered
    assert not by_text["Otaqlar"].ordered
    assert by_text["böyük zal"].group == by_text["Otaqlar"].group > 0
    assert by_text["5"].group == by_text["Bilet"].group != by_text["Otaqlar"].group
    assert by_text["Мы ждали этого дня три года."].language == "ru"
    assert by_text["Otaqlar"].language is None
    assert not by_text["08:00  açılış\n18:00  bağlanış"].translate
    assert by_text["Daş darvaza"].media == by_text["Darvaza bərpadan sonra. Foto: Murad Səfərov"].media == 0


def test_a_page_says_who_when_where_and_in_which_language(portal: Article) -> None:
    assert portal.link == portal.source.guid == "https://example.org/az/sheki-karvansara?utm=1"
    assert portal.source.feed == "https://example.org/"
    assert portal.source.title == "Dağ Xəbərləri"
    assert portal.source.document == "portal.html"
    assert portal.byline == "Leyla Quliyeva, Murad Səfərov"
    assert portal.published == datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=4)))
    assert portal.sections == ("Mədəniyyət",)
    assert portal.rights == "© Dağ Xəbərləri"
    assert portal.hints == (
        LanguageHint("html lang", "az"), LanguageHint("og:locale", "az-AZ"), LanguageHint("inLanguage", "az")
    )  # fmt: skip
    # og:image is the same file in another size as the picture in the article.
    assert [(media.url, media.width, media.credit) for media in portal.media] == [
        ("https://example.org/img/gate-600x400.jpg", 600, "Foto: Murad Səfərov")
    ]
    assert portal.notes == ("A frame from video.example.com in the article was left out.",)


def test_the_identity_of_an_article_is_its_link_not_its_words(portal: Article) -> None:
    page = (FIXTURES / "portal.html").read_text(encoding="utf-8").replace("karvansara açıldı", "karvansara bağlandı")
    other = article(page, "elsewhere.html")
    assert other.id == portal.id
    assert len(portal.id) == 20
    assert other.title != portal.title


@pytest.mark.parametrize("sentences", [1, 2, 3])
@pytest.mark.parametrize("wrapper", ["<article>{}</article>", "<div class='entry-content'>{}</div>", "<div>{}</div>"])
def test_a_body_of_few_sentences_above_a_comment_form_is_found(sentences: int, wrapper: str) -> None:
    words = ["<p>Мост закрыли.</p>", "<p>Поезда пойдут в обход.</p>", "<p>Рейсы вернут в мае.</p>"][:sentences]
    page = (
        "<html><head><title>Мост закрыт</title></head><body><nav><a href=/>Главная</a></nav><h1>Мост закрыт</h1>"
        + wrapper.format("".join(words))
        + "<div id='respond' class='comment-respond'><h3>Добавить комментарий</h3><form><p>Ваш адрес email не будет "
        "опубликован. Обязательные поля помечены *</p><p>Сохранить моё имя в этом браузере для последующих моих "
        "комментариев.</p></form></div><footer><p>Все права защищены.</p></footer></body></html>"
    )
    assert body(page) == ["Мост закрыли.", "Поезда пойдут в обход.", "Рейсы вернут в мае."][:sentences]


def test_a_short_body_is_not_drowned_by_longer_words_beside_it() -> None:
    about = (
        "<p>Our weekly has been printed in the valley since 1990 and is read in nine villages, the printers say.</p>"
        * 3
    )
    page = f"<body><h1>Bridge</h1><div class=entry-content>{SENTENCE}</div><div class=box>{about}</div></body>"
    assert body(page) == ["The town council met on Monday and voted for the new bridge over the river."]


@pytest.mark.parametrize("declared", ['<meta charset="windows-1251">', ""])
def test_a_page_in_windows_1251_is_read_declared_or_not(declared: str) -> None:
    text = "<p>В Тбилиси во вторник открыли библиотеку с книгами на четырёх языках, она стоит у вокзала.</p>" * 1
    more = "<p>Мы собрали шесть тысяч книг за полгода, и половину из них подарили читатели.</p>"
    page = f"<html><head>{declared}<title>Библиотека</title></head><body><article>{text}{more}</article></body></html>"
    found = article(page.encode("windows-1251"))
    assert found.units[1].text.startswith("В Тбилиси во вторник открыли библиотеку")
    assert bool(found.notes) is not bool(declared)


def test_old_pages_part_paragraphs_by_two_breaks() -> None:
    cell = "First line of it.<br><br>Second <b>line</b>.<br>Same."
    page = f"<title>T t t</title><body><table><tr><td><font size=2>{cell}</font></td></tr></table>{SENTENCE}"
    assert body(page)[:2] == ["First line of it.", "Second line.\nSame."]


def test_a_page_that_draws_itself_gives_the_text_of_its_json_ld() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closed",'
        '"articleBody":"The bridge was closed on Monday because of the flood.\\n'
        'It opens in May, the town said."}</script>'
        "</head><body><div id=app></div></body></html>"
    )
    found = article(page)
    assert found.title == "Bridge closed"
    assert [unit.text for unit in found.units[1:]] == [
        "The bridge was closed on Monday because of the flood.", "It opens in May, the town said."
    ]  # fmt: skip
    assert "JSON-LD" in found.notes[0]


@pytest.mark.parametrize(
    ("head", "heading", "expected"),
    [
        ("<title>Bridge closed | Town News</title>", "<h1>Town News</h1><h1>Bridge closed</h1>", "Bridge closed"),
        (
            "<title>Bridge closed - Town News</title><meta property=og:title content='Bridge closed'>",
            "",
            "Bridge closed",
        ),
        ("<title>Town News</title>", "<h1>A bridge is closed</h1>", "A bridge is closed"),
        ("", "<h2>Bridge closed</h2>", "Bridge closed"),
    ],
)
def test_the_title_is_what_the_page_agrees_on(head: str, heading: str, expected: str) -> None:
    assert (
        article(f"<html><head>{head}</head><body>{heading}<article>{SENTENCE}</article></body></html>").title
        == expected
    )


def test_a_page_without_a_title_says_so() -> None:
    found = article(f"<html><body>{SENTENCE}</body></html>", "old/bridge-closed.html")
    assert found.title
    assert found.units[1].text.startswith(found.title.removesuffix("…"))
    assert found.notes == ("It has no title; its first words stand for it.",)


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<p> </p>", "<html><body><div id=respond><p>Leave a Reply</p></div>"]
)
def test_a_page_without_an_article_is_refused_with_advice(page: str) -> None:
    with pytest.raises(ReadError) as caught:
        article(page, "empty.html")
    assert caught.value.where == "empty.html"
    assert caught.value.advice


def test_what_looks_like_a_page_is_one() -> None:
    assert sniff(Document("x", b"<!doctype html><p>x")) > 0.8
    assert sniff(Document("x.htm", b"hello")) > 0.5
    assert sniff(Document("x.json", b'{"html": "<p>x</p>"}')) == 0
    assert sniff(Document("x.txt", b"plain words")) == 0


@pytest.mark.parametrize("sign", ["&#1;", "&#x1F;", "&#xFFFE;", "&#65535;", "&#12;", "\f", "\x0b", "&#31"])
def test_a_sign_that_xml_does_not_know_loses_no_page(sign: str) -> None:
    text = f"<p>The ferry sails{sign} again from Monday, the port office of Baku said.</p>" * 5
    (one,) = read(Document("a.html", f"<html><body><article>{text}</article></body></html>".encode()))
    assert isinstance(one, Article)
    assert one.units[1].text in {
        "The ferry sails again from Monday, the port office of Baku said.",
    }
