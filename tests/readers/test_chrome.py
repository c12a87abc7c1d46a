"""What names itself like chrome and is the article, and what names itself nothing and is chrome."""

import pytest

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.readers.html import read

FIRST = "The ferry between Baku and Aktau sails again from Monday, the port office said on Friday morning."
SECOND = "Tickets are sold at the gate only, and lorries wait in the northern yard until their number is called."
THIRD = "The crossing takes about twenty hours in calm weather, and twice as long when the wind turns against it."


def article(body: str) -> Article:
    page = f"<html><head><title>The ferry sails</title></head><body>{body}</body></html>"
    (one,) = read(Document("page.html", page.encode()))
    assert isinstance(one, Article)
    return one


def texts(body: str) -> list[str]:
    return [unit.text for unit in article(body).units if unit.kind in {UnitKind.PARAGRAPH, UnitKind.HEADING}]


@pytest.mark.parametrize(
    "wrapper",
    ["paywalled", "sidebar-grid__container", "subscription-wall"],
)
def test_a_name_that_most_sentences_stand_under_is_no_chrome(wrapper: str) -> None:
    pieces = "".join(f'<div class="{wrapper}"><p>{one} {one}</p></div>' for one in (FIRST, SECOND, THIRD))
    assert len(texts(f"<h1>The ferry sails</h1><section>{pieces}</section>")) == 3


def test_many_comments_are_comments_all_the_same() -> None:
    comments = "".join(f'<div class="comment"><p>{SECOND} {number}</p></div>' for number in range(9))
    page = f'<article><h1>The ferry sails</h1><p>{FIRST}</p><p>{THIRD}</p></article><div id="comments">{comments}</div>'
    assert texts(page) == [FIRST, THIRD]


def test_the_id_of_a_heading_is_its_words() -> None:
    page = f'<article><p>{FIRST}</p><h2 id="nav_prices__0">Prices</h2><p>{SECOND}</p></article>'
    assert texts(page) == [FIRST, "Prices", SECOND]


def test_a_block_that_is_a_link_is_the_card_of_another_article() -> None:
    card = f'<a href="https://example.org/other"><div><h3>Another story</h3><p>{THIRD}</p></div></a>'
    assert texts(f"<article><p>{FIRST}</p>{card}<p>{SECOND}</p></article>") == [FIRST, SECOND]


def test_a_teaser_that_calls_itself_an_article_is_not_the_body() -> None:
    teaser = '<article class="teaser-card"><h3>Another story</h3><p>It is short.</p></article>'
    page = f'<article class="story"><p>{FIRST}</p>{teaser}<p>{SECOND}</p><p>{THIRD}</p></article>'
    assert texts(page) == [FIRST, SECOND, THIRD]


def test_a_body_in_pieces_is_whole() -> None:
    pieces = [
        f'<div class="article-body"><p>{one} {one}</p></div><div class="ads">Buy!</div>' for one in (FIRST, THIRD)
    ]
    assert texts(f"<h1>The ferry sails</h1><div>{''.join(pieces)}</div>") == [f"{FIRST} {FIRST}", f"{THIRD} {THIRD}"]


@pytest.mark.parametrize(
    "picture",
    [
        '<figure class="shareable-item"><img src="/a.jpg"><figcaption>The harbour</figcaption></figure>',
        '<div class="image_widget"><img src="/a.jpg"><p><span>The harbour</span></p></div>',
        '<div class="foto"><div><img src="/a.jpg"></div><span class="img__caption-x">The harbour</span></div>',
        '<div class="widget"><figure><img src="/a.jpg"><figcaption>The harbour</figcaption></figure></div>',
        '<button class="zoom"><figure><img src="/a.jpg"><figcaption>The harbour</figcaption></figure></button>',
    ],
)
def test_a_caption_is_known_however_a_template_writes_it(picture: str) -> None:
    page = (
        f'<link rel="canonical" href="https://example.org/1"><article><p>{FIRST}</p>{picture}<p>{SECOND}</p></article>'
    )
    captions = [unit for unit in article(page).units if unit.kind is UnitKind.CAPTION]
    assert [(unit.text, unit.media) for unit in captions] == [("The harbour", 0)]


ALT = "Lorries wait in the northern yard of Aktau"


@pytest.mark.parametrize(
    "picture",
    [
        f'<div class="x1"><div><img src="/a.jpg" alt="{ALT}"></div><p>{ALT}</p></div>',
        f'<div class="x1"><img src="/a.jpg" alt="{ALT}"><div>{ALT} A. Petrova</div><p>{THIRD} {SECOND}</p></div>',
        f'<div class="x1"><img src="/a.jpg" alt="{ALT} …"><span><b>{ALT}</b> since the {FIRST}</span></div>',
    ],
)
def test_what_says_the_alternative_text_again_is_the_caption(picture: str) -> None:
    read_ = article(
        f'<link rel="canonical" href="https://example.org/1"><article><p>{FIRST}</p>{picture}<p>{SECOND}</p></article>'
    )
    captions = [unit for unit in read_.units if unit.kind is UnitKind.CAPTION]
    assert [(unit.text.startswith(ALT), unit.media) for unit in captions] == [(True, 0)]


@pytest.mark.parametrize(
    "beginning",
    [
        f'<img src="/a.jpg" alt="{FIRST}"><p>{FIRST}</p><p>{THIRD}</p>',
        f'<img src="/a.jpg" alt="{FIRST}"><p>{FIRST} They said so again at noon.</p><p>{THIRD}</p>',
    ],
)
def test_an_alternative_text_made_of_the_first_sentence_takes_it_not_away(beginning: str) -> None:
    assert texts(f"<article>{beginning}<p>{SECOND}</p></article>")[0].startswith(FIRST)


def test_the_headline_of_another_articles_card_is_no_caption() -> None:
    card = f'<div><img src="/a.jpg" alt="{ALT}"><span><a href="/other">{ALT}</a></span></div>'
    read_ = article(f"<article><p>{FIRST}</p>{card}<p>{SECOND}</p><p>{THIRD}</p></article>")
    assert not [unit.text for unit in read_.units if unit.kind is UnitKind.CAPTION]


def test_the_picture_under_the_headline_is_the_articles() -> None:
    lead = '<figure><img src="https://example.org/a.jpg"><figcaption>The ferry</figcaption></figure>'
    page = f"<div><h1>The ferry sails</h1>{lead}</div><article><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert "The ferry" in [unit.text for unit in article(page).units if unit.kind is UnitKind.CAPTION]


def test_what_the_template_shows_twice_is_read_once() -> None:
    whole = f"<h2>The ships</h2><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    page = f"<article><div class='desktop'>{whole}</div><div class='mobile'>{whole}</div></article>"
    assert texts(page) == ["The ships", FIRST, SECOND, THIRD]
    assert len([note for note in article(page).notes if note.startswith("A copy of a paragraph")]) == 3


def test_a_standfirst_that_opens_the_text_again_is_read_once() -> None:
    assert texts(f"<article><p>{FIRST}</p><div><p>{FIRST}</p><p>{SECOND}</p></div></article>") == [FIRST, SECOND]


def test_what_the_author_says_again_stays() -> None:
    refrain = f"<p>{SECOND}</p><p>So the port says.</p>"
    page = f"<article><p>{FIRST}</p>{refrain}<p>{THIRD}</p>{refrain}</article>"
    said = [SECOND, "So the port says."]
    assert texts(page) == [FIRST, *said, THIRD, *said]
    boxed = page.replace("<p>", "<div class='part'><p>").replace("</p>", "</p></div>")
    assert texts(boxed) == [FIRST, *said, THIRD, *said]


def test_every_piece_of_code_is_taken() -> None:
    code = ["import ferry", "ferry.sail()", "import ferry"]
    parts = zip((FIRST, SECOND, THIRD), code, strict=True)
    page = f"<article>{''.join(f'<p>{prose}</p><pre>{one}</pre>' for prose, one in parts)}</article>"
    assert [unit.text for unit in article(page).units if unit.kind is UnitKind.CODE] == code


def test_the_text_for_readers_without_scripts_is_read_where_there_is_no_other() -> None:
    prose = "".join(
        f"<p>{one}</p>" for one in (FIRST, SECOND, THIRD, SECOND[:-1] + ", a clerk said.", FIRST[:-1] + ", too.")
    )
    assert texts(f"<div id='app'></div><noscript><article>{prose}</article></noscript>")[:3] == [FIRST, SECOND, THIRD]
    assert texts(f"<article>{prose}</article><noscript><p>Switch scripts on, please.</p></noscript>")[2] == THIRD


def test_parts_of_a_content_system_are_no_consent_layers() -> None:
    parts = "".join(f"<div class='cmp-text'><p>{one}</p></div>" for one in (FIRST, SECOND, THIRD))
    layer = "<div class='cmp-banner'><p>We and our partners would like to keep cookies, if you agree to that.</p></div>"
    assert texts(f"<main><div class='cmp-container'>{parts}</div></main>{layer}") == [FIRST, SECOND, THIRD]


def test_a_lead_that_is_called_the_text_is_not_all_of_it() -> None:
    story = "".join(f"<p>{SECOND[:-1]}, and ship number {n} waits for another day at the pier.</p>" for n in range(20))
    page = f"<main><div class='field--name-body'><p>{FIRST}</p></div><div class='more'>{story}</div></main>"
    assert len(texts(page)) == 21


@pytest.mark.parametrize(
    "word",
    [
        '<a class="popup" href="#">carriers</a>',
        '<span class="author-name">carriers</span>',
        '<button class="glossary">carriers</button>',
        '<em><a class="related-link" href="/a">carriers</a></em>',
    ],
)
def test_a_word_in_a_sentence_stays_however_its_link_is_called(word: str) -> None:
    sentence = f"The port pays the {word} who wait in the northern yard until the wind turns, its office said."
    assert "The port pays the carriers who wait in the northern yard until the wind turns, its office said." in texts(
        f"<article><h1>The ferry sails</h1><p>{FIRST}</p><p>{sentence}</p><p>{THIRD}</p></article>"
    )


def test_a_word_for_screen_readers_is_no_part_of_a_sentence() -> None:
    line = f'The port office <span class="sr-only">(opens in a new window)</span> said so. {SECOND}'
    assert texts(f"<article><p>{FIRST}</p><p>{line}</p></article>")[1] == f"The port office said so. {SECOND}"


def test_the_place_a_report_is_dated_from_stays() -> None:
    page = f'<article><p><span class="dateline">AKTAU</span> - {FIRST}</p><p>{SECOND}</p></article>'
    assert texts(page)[0] == f"AKTAU - {FIRST}"


def test_a_long_list_of_readers_is_not_the_article() -> None:
    readers = ", ".join(f'<a href="https://forum.example.org/{number}">reader {number}</a>' for number in range(4_000))
    page = f"<div id=work><div><p>{FIRST}</p><p>{SECOND}</p></div></div><div id=kudos><p>{readers}</p></div>"
    assert texts(f"<h1>The ferry sails</h1>{page}") == [FIRST, SECOND]


def test_a_role_names_the_article_too() -> None:
    body = f"<div role=article><p>{FIRST}</p><p>Yes.</p><p>{THIRD}</p></div>"
    page = f"<div><p>{SECOND} {SECOND}</p></div><h1>The ferry sails</h1>{body}"
    assert texts(page)[-3:] == [FIRST, "Yes.", THIRD]


def test_links_to_places_of_the_page_are_no_paragraphs() -> None:
    contents = "<ul><li><a href='#one'>The crossing</a></li><li><a href='#two'>The tickets</a></li></ul>"
    skip = '<p><a href="#after">Skip the film</a></p>'
    page = (
        f"<article><h1>The ferry sails</h1><p>{FIRST}</p>{contents}{skip}<p>{SECOND}<a href='#n1'>1</a></p></article>"
    )
    assert texts(page) == [FIRST, f"{SECOND}1"]
    assert not any(unit.kind is UnitKind.LIST_ITEM for unit in article(page).units)


LINK = '<link rel="canonical" href="https://news.example.org/ferry">'


def cards(*teasers: str) -> str:
    return "".join(
        f'<h3><a href="/news/{number}">Another story of the coast, number {number}</a></h3><p>{teaser}</p>'
        for number, teaser in enumerate(teasers)
    )


def test_cards_of_other_articles_at_the_end_are_left_out_and_told() -> None:
    page = article(
        f"{LINK}<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{cards(FIRST[:40], SECOND[:40])}</article>"
    )
    assert [unit.text for unit in page.units if unit.kind is not UnitKind.TITLE] == [FIRST, SECOND, THIRD]
    assert any("number 0" in note and "number 1" in note for note in page.notes)


def test_linked_headings_of_a_list_with_much_to_say_stay() -> None:
    long = f"{FIRST} {SECOND} {THIRD} {FIRST}"
    assert len(texts(f"{LINK}<article><p>{FIRST}</p>{cards(long, long, long)}</article>")) == 7


def test_a_single_linked_heading_stays() -> None:
    assert len(texts(f"{LINK}<article><p>{FIRST}</p><p>{SECOND}</p>{cards(THIRD)}</article>")) == 4


def test_a_list_of_topics_and_links_is_no_part_of_the_article() -> None:
    links = "".join(f"<li>Port: <a href='/news/{number}'>Another story {number}</a></li>" for number in range(3))
    said = article(f"{LINK}<article><p>{FIRST}</p><ul>{links}</ul><p>{SECOND}</p></article>").units
    assert not any(unit.kind is UnitKind.LIST_ITEM for unit in said)


def test_a_list_whose_items_say_something_stays() -> None:
    items = "".join(
        f"<li>Port: <a href='/news/{number}'>line {number}</a> sails on Monday.</li>" for number in range(3)
    )
    said = article(f"{LINK}<article><p>{FIRST}</p><ul>{items}</ul><p>{SECOND}</p></article>").units
    assert sum(unit.kind is UnitKind.LIST_ITEM for unit in said) == 3


def test_the_headline_with_a_kicker_is_not_said_again() -> None:
    title = "The ferry between Baku and Aktau sails again"
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><h2>Port {title}</h2>"
    (one,) = read(Document("page.html", f"{page}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>".encode()))
    assert isinstance(one, Article)
    assert [unit.text for unit in one.units if unit.kind is UnitKind.HEADING] == []


def test_the_day_behind_the_standfirst_goes_but_not_from_a_line_that_says_more() -> None:
    meta = '<meta property="article:published_time" content="2024-10-24T09:00:00+04:00">'
    said = texts(f"{meta}<article><p>{FIRST}</p><p>24.10.2024, 18:58, 5 min</p><p>{SECOND}</p><p>{THIRD}</p></article>")
    assert said == [FIRST, SECOND, THIRD]
    long = "24 October 2024: the last ferry of the season left Baku for Aktau with lorries"
    said = texts(f"{meta}<article><p>{FIRST}</p><p>{long}</p><p>{SECOND}</p><p>{THIRD}</p></article>")
    assert long in said


def test_an_invitation_around_a_field_for_an_address_is_chrome_whatever_it_is_called() -> None:
    field = '<form action="/post"><input type="email" required><button>Subscribe</button></form>'
    box = f'<div class="x1"><div><h3>Our letter</h3><p>The news of the day, every morning.</p></div>{field}</div>'
    assert texts(f"<article><p>{FIRST}</p>{box}<p>{SECOND}</p></article>") == [FIRST, SECOND]
    around = f'<div class="x1"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{THIRD}{FIRST}{field}</div>'
    assert FIRST in texts(f"<body>{around}</body>"), "what says more than the invitation stays"


def test_the_entries_of_a_report_are_headings_and_paragraphs_and_no_list() -> None:
    entries = "".join(
        f'<li class="live-entry"><time>{hour}:05</time><h3>{title}</h3><p>{text}</p></li>'
        for hour, title, text in ((9, "Gates open", FIRST), (8, "Lorries wait", SECOND), (7, "The wind turns", THIRD))
    )
    found = texts(f"<article><h1>The ferry sails</h1><ol>{entries}</ol></article>")
    assert [text for text in found if len(text) > 5] == [
        "Gates open", FIRST, "Lorries wait", SECOND, "The wind turns", THIRD,
    ]  # fmt: skip


def test_lines_parted_by_breaks_in_a_box_that_is_named_like_chrome_are_the_article() -> None:
    lines = "<br><br>".join(f"{one} {one}" for one in (FIRST, SECOND, THIRD))
    assert len(texts(f'<div class="navigation"><a href="/">Home</a></div><div class="sidebar">{lines}</div>')) == 3


def test_a_form_around_the_whole_page_is_no_form() -> None:
    cells = "".join(f"<table><tr><td><span>{one}</span></td></tr></table>" for one in (FIRST, THIRD))
    inside = f'<input type="hidden" name="__VIEWSTATE">{cells}<div class="comments"><p>{SECOND}</p></div>'
    found = article(f'<form method="post" id="aspnetForm">{inside}</form>').units
    assert [unit.text for unit in found if unit.text] == ["The ferry sails", FIRST, THIRD]
