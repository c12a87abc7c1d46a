"""Pages put together from records beside one another, what a site ends its pages with, and titles of old pages."""

import pytest

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.readers._closing import is_closing
from syndicate.readers.html import read

FIRST = "The reed cutters of the delta began their season a week late, because the water stood too high in November."
SECOND = "Every boat takes forty bundles, and the drying yard behind the school is full before the first snow falls."
THIRD = "Most of the reed goes to roofers on the coast, who pay by the bundle and send the money before the spring."
FOURTH = "The yard is <b>empty</b> by March, and the boats lie tarred on the bank until the last ice is gone."
RIGHTS = "Бүх эрх хуулиар хамгаалагдсан. Ашиглахдаа эх сурвалжийг дурдана уу"


def article(page: str) -> Article:
    (one,) = read(Document("page.html", page.encode()))
    assert isinstance(one, Article)
    return one


def record(inside: str) -> str:
    return f'<div class="rec"><div class="a1"><div class="row"><div class="col">{inside}</div></div></div></div>'


def texts(*records: str) -> list[str]:
    page = article(f"<html><head><title>Reed</title></head><body><div id=all>{''.join(records)}</div></body></html>")
    return [unit.text for unit in page.units if unit.kind in {UnitKind.PARAGRAPH, UnitKind.HEADING}]


def test_what_stands_alone_in_a_record_between_the_records_of_the_text_is_of_the_text() -> None:
    long = f"{FIRST} {SECOND} {FIRST} {SECOND} {FIRST}"
    said = texts(
        record("<h1>Reed</h1>"),
        record(f'<div class="text">{long}</div>'),
        record('<div class="line">Nobody counts the days.</div>'),
        record(f'<div class="text">{THIRD}</div>'),
        record('<h2 class="title">After the snow</h2>'),
        record('<div class="x"><a href="/b">Another story.</a></div>'),
        record(f'<div class="text">{FOURTH}</div>'),
    )
    assert said[:4] == [long, "Nobody counts the days.", THIRD, "After the snow"]
    assert said[4].startswith("The yard is empty by March")


def test_rights_and_cookies_at_the_end_are_no_part_of_the_text() -> None:
    lines = [FIRST, SECOND, THIRD, RIGHTS, "Манай сайт күүки ашигладаг. Үргэлжлүүлснээр та үүнийг зөвшөөрнө."]
    page = article(f"<body><article><h1>Reed</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article></body>")
    assert [unit.text for unit in page.units if unit.kind is UnitKind.PARAGRAPH] == lines[:3]


def test_the_same_words_inside_the_text_stay() -> None:
    lines = [FIRST, "On its gate the yard has written: all rights reserved.", SECOND]
    page = article(f"<body><article><h1>Reed</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article></body>")
    assert [unit.text for unit in page.units if unit.kind is UnitKind.PARAGRAPH] == lines


@pytest.mark.parametrize(
    "line",
    [
        "Barcha huquqlar himoyalangan.",
        "Bütün hüquqlar qorunur. Materiallardan istifadə zamanı istinad vacibdir",
        "TÜM HAKLARI SAKLIDIR",
        "Бардык укуктар корголгон",
        "ყველა უფლება დაცულია",
        "Наш сайт использует файлы cookie.",
        "Biz saytımızda çərəzlərdən istifadə edirik.",
    ],
)
def test_a_closing_line_is_known_in_many_languages(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize("line", ["She baked cookies for the whole village.", f"All rights reserved. {FIRST * 3}"])
def test_what_says_more_closes_nothing(line: str) -> None:
    assert not is_closing(line)


def test_an_old_page_shows_its_title_in_bold_behind_the_name_of_the_paper() -> None:
    def old(bold: str) -> str:
        head = "<title>Delta Herald: Reed is late</title>"
        return f"<html><head>{head}</head><body><font size=5><b>{bold}</b></font><p>{FIRST}<p>{SECOND}</body></html>"

    assert article(old("Reed is late")).title == "Reed is late"
    assert article(old("Weather")).title == "Delta Herald: Reed is late"
