"""What a page ends with below its article, and what an article itself ends with."""

import pytest

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.readers._closing import is_closing
from syndicate.readers.html import read

FIRST = "The ferry between Baku and Aktau sails again from Monday, the port office said on Friday morning."
SECOND = "Tickets are sold at the gate only, and lorries wait in the northern yard until their number is called."
THIRD = "The crossing takes about twenty hours in calm weather, and twice as long when the wind turns against it."
ADDRESS = "https://paper.example/ferry"


def texts(body: str, title: str = "The ferry sails", byline: str = "") -> list[str]:
    head = f"<title>{title}</title><link rel='canonical' href='{ADDRESS}'><meta name='author' content='{byline}'>"
    (one,) = read(Document("page.html", f"<html><head>{head}</head><body>{body}</body></html>".encode()))
    assert isinstance(one, Article)
    beside = {UnitKind.TITLE, UnitKind.ALT, UnitKind.CAPTION}
    return [unit.text for unit in one.units if unit.kind not in beside]


def story(*lines: str, byline: str = "") -> list[str]:
    paragraphs = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD, *lines))
    return texts(f"<article><h1>The ferry sails</h1>{paragraphs}</article>", byline=byline)[3:]


INVITATIONS = [
    "Follow the Caspian Courier on Facebook and Telegram.",
    "Got a story? Get in touch with our news desk at desk@paper.example.",
    "Want to know first? Subscribe to the Courier's newsletter.",
    "Download our app and read the Courier without a line.",
    "Abonniere den Whatsapp-Kanal des Kuriers.",
    "Suivez le Courrier sur Instagram.",
    "Síguenos en Facebook y en X.",
    "Seguici su Telegram.",
    "Obserwuj nas na Facebooku.",
    "Sledujte Kurýr na Facebooku.",
    "Подписывайтесь на наш канал в Telegram.",
    "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
    "Підписуйтеся на наш телеграм-канал.",
    "Telegram арнамызға жазылыңыз.",
    "Telegram-каналыбызга кошулуңуз.",
    "BİZİ INSTAGRAM'DA TAKİP EDİN",
    "Facebook səhifəmizə abunə olun.",
    "Telegram kanalimizga obuna boʻling.",
    "Биднийг Facebook-ээр дагаарай.",
    "გამოიწერეთ ჩვენი Telegram-არხი.",
    "تابعونا على Facebook.",
    "微信扫码关注《信使报》公众号",
]


@pytest.mark.parametrize("line", INVITATIONS)
def test_an_invitation_below_the_text_goes_and_stays_in_its_middle(line: str) -> None:
    assert story(line) == []
    assert story("<h2>Stay with us</h2>" + line, line) == []
    assert story(line, THIRD[:-1] + ", or so they say.")[0] == line


@pytest.mark.parametrize(
    "line",
    [
        "Follow the instructions in the app of the ministry, the office said.",
        "Sign up at the gate, or in the app of the port.",
        "The office asks all drivers to follow it on Telegram.",
        "He followed the ships on Facebook until his death.",
        "“Follow us on Facebook,” the poster at the gate says.",
        "Get in touch with the port at gate@port.example by Friday.",
        "Присылайте заявки на адрес gate@port.example до пятницы.",
        "Следите за погодой, советуют моряки.",
        "Das Schiff folgt dem Kanal bis zur Schleuse.",
        "Follow the channel to the lock and wait for the lights.",
        "Новый канал в Telegram открыло министерство.",
        "这条消息在微博上引发关注。",
    ],
)
def test_a_sentence_that_sounds_like_an_invitation_ends_the_text(line: str) -> None:
    assert story(line) == [line]


def test_long_lines_are_no_invitations() -> None:
    assert not is_closing("Follow us on Telegram. " + FIRST * 4)


@pytest.mark.parametrize(
    "line",
    [
        "Anna Petrova is a reporter for the Courier and lives in Aktau.",
        "Our correspondent Anna Petrova has written about the sea since 2009.",
        "Anna Petrova",
        "By Anna Petrova, Aktau",
        "Anna Petrova: anna@paper.example",
        "Анна Петрова — корреспондент «Курьера» в Актау.",
        "Anna Petrova likes <a href='https://paper.example/people/anna-petrova'>ships</a>.",
    ],
)
def test_who_the_author_is_goes_from_below_the_text(line: str) -> None:
    byline = "Анна Петрова" if "Петрова" in line else "Anna Petrova, Ivan Sidorov"
    assert story(line, byline=byline) == []
    assert story(line, byline="Ivan Sidorov") != []


def test_an_author_of_whom_the_text_speaks_ends_it() -> None:
    last = "Anna Petrova, our reporter, was on the first ferry and saw the harbour lights at four."
    assert story("Anna Petrova stood at the rail.", last, byline="Anna Petrova")[-1] == last


def test_an_office_that_signs_its_news_ends_them() -> None:
    last = "Port of Aktau promises a second ferry in May."
    assert story(last, byline="Port of Aktau") == [last]


def test_a_byline_below_the_standfirst_is_not_said_again() -> None:
    page = f"<article><p>{FIRST}</p><p>Von Anna Petrova</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    assert texts(page, byline="Anna Petrova") == [FIRST, SECOND, THIRD]
    assert texts(page.replace("trova", "trova, Aktau"), byline="Anna Petrova") == [FIRST, SECOND, THIRD]
    both = page.replace("trova", "trova und Ivan Sidorov")
    assert texts(both, byline="Anna Petrova, Ivan Sidorov") == [FIRST, SECOND, THIRD]
    said = page.replace("Von Anna Petrova", "Von Anna Petrova stammt das Buch")
    assert "Von Anna Petrova stammt das Buch" in texts(said, byline="Anna Petrova")


def test_a_label_and_a_link_go_but_not_a_sentence_with_a_link() -> None:
    link = "<a href='/other'>The harbour master resigns</a>"
    assert story(f"MORE OF THIS | {link}", THIRD[::-1])[0] == THIRD[::-1]
    short = " | ".join(f"<a href='/{name}'>{name}</a>" for name in ("Oil", "Tea", "Fig", "Ore"))
    assert story(f"Look up: {short}", THIRD[::-1]) == [THIRD[::-1]]
    said = f"The report is here: {link}"
    assert story(said, THIRD[::-1])[0] == "The report is here: The harbour master resigns"
    assert story(f"He said so | {link} | and left the room")[0].startswith("He said so")


def test_a_list_of_topics_and_linked_headlines_goes_where_bars_part_them() -> None:
    linked = "<a href='/1'>The gate</a> | <a href='/2'>The northern yard</a>"
    page = f"<article><p>{FIRST}</p><ul><li>Places of the port: {linked}</li><li>Ships? {linked}</li></ul>"
    assert texts(f"{page}<p>{SECOND}</p><p>{THIRD}</p></article>") == [FIRST, SECOND, THIRD]


def test_towns_that_are_links_are_a_sentence_of_the_text() -> None:
    towns = ", ".join(f"<a href='/{town}'>{town}</a>" for town in ("Oy", "Bo", "Ub", "Ea", "Eu", "Ii", "Rø"))
    assert story(towns, THIRD[::-1])[0] == "Oy, Bo, Ub, Ea, Eu, Ii, Rø"


def test_a_way_past_a_frame_goes_and_a_note_of_a_sentence_stays() -> None:
    skip = "<div><a href='#behind'>A frame of another site follows. Here it can be skipped.</a></div>"
    said = texts(f"<article><p>{FIRST}</p>{skip}<p>{SECOND}<a href='#note'>[1]</a></p><p>{THIRD}</p></article>")
    assert said == [FIRST, f"{SECOND}[1]", THIRD]


def test_a_poll_goes_and_a_question_of_the_text_stays() -> None:
    answer = "<label><input type='radio' name='poll'><span>{}</span></label>"
    answers = "".join(answer.format(one) for one in ("Yes, often.", "No, never."))
    poll = f"<div class='q1'><div><p>Have you ever crossed the sea on this ferry?</p></div><div>{answers}</div></div>"
    page = "<article><p>{}</p>{}<p>{}</p><p>Who pays for it?</p><p>{}</p></article>"
    assert texts(page.format(FIRST, poll, SECOND, THIRD)) == [FIRST, SECOND, "Who pays for it?", THIRD]
    (one,) = read(Document("page.html", page.format(FIRST, poll, SECOND, THIRD).encode()))
    assert any("Have you ever crossed" in note for note in one.notes)  # whoever asks readers is told what is gone


def test_a_switch_beside_the_text_takes_nothing_along() -> None:
    switches = "".join(f"<input type='radio' name='tab' id='t{n}'><label for='t{n}'>Part {n}</label>" for n in (1, 2))
    said = texts(f"<div class='tabs'>{switches}<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD} {FIRST}</p></div></div>")
    assert said == [FIRST, SECOND, f"{THIRD} {FIRST}"]


def test_the_headline_in_other_words_is_not_said_again_above_the_text() -> None:
    title = "Ferry tickets: drivers pay 60 per cent less"
    heading = "Ferry tickets Drivers save 60 per cent at the gate"
    page = f"<article><h2>{heading}</h2><p>{FIRST}</p><h2>Why drivers pay less for ferry tickets</h2><p>{THIRD}</p>"
    assert texts(f"{page}</article>", title) == [FIRST, "Why drivers pay less for ferry tickets", THIRD]


def test_a_heading_above_the_text_that_says_something_else_stays() -> None:
    page = f"<article><h2>Lorries wait in the northern yard</h2><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert texts(page, "The ferry between Baku and Aktau sails") == ["Lorries wait in the northern yard", FIRST, SECOND]


@pytest.mark.parametrize(
    "line", ["Stand: 10:49 Uhr, Lesedauer: 5 Minuten", "5 min read", "Время чтения: 3 мин", "Okuma süresi 2 dk"]
)
def test_how_long_it_takes_to_read_is_not_told(line: str) -> None:
    page = f"<article><p>{line}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    assert texts(page) == [FIRST, SECOND, THIRD]
    said = "The pupils now have a longer reading time: 30 minutes a day in all schools of the town"
    assert texts(page.replace(line, said))[0] == said


def test_a_picture_and_an_agency_below_the_text_hold_no_invitation() -> None:
    lines = f"<p>{INVITATIONS[0]}</p><p>(CNA)</p><p>{INVITATIONS[1]}</p><img src='/a.jpg' alt='A ship'>"
    page = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{lines}</article>"
    assert texts(page) == [FIRST, SECOND, THIRD, "(CNA)"]


def test_a_linked_sentence_ends_the_text_where_it_leads_away() -> None:
    assert story("<a href='/other'>Read the whole story of the ferry here.</a>") == []
    away = "<a href='https://port.example/report'>The whole report is on the page of the port.</a>"
    assert story(away) == ["The whole report is on the page of the port."]
