import pytest

from syndicate.errors import ReadError
from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.readers.text import is_form, paragraphs, read, shared_lines, sniff, without_chrome
from syndicate.sources import read_articles

SCRAPED = """Caucasus news

The ferry to Aktau sails again

The ferry between Baku and Aktau sails again from Monday, the port office said in a statement.

Two ships for one week

“We checked both ships twice,” the port office said.

Readers asked us where they can leave a reply to the company, and we passed the question on.

News



Caucasus news

Leave a Reply

Your email address will not be published. Required fields are marked *

Name *

Back to top button
"""


def article(text: str, name: str = "ferry.txt") -> Article:
    (one,) = read(Document(name, text.encode()))
    assert isinstance(one, Article)
    return one


def test_a_scraped_text_comes_out_without_its_chrome() -> None:
    assert [(unit.kind, unit.text) for unit in article(SCRAPED).units] == [
        (UnitKind.TITLE, "The ferry to Aktau sails again"),
        (
            UnitKind.PARAGRAPH,
            "The ferry between Baku and Aktau sails again from Monday, the port office said in a statement.",
        ),
        (UnitKind.HEADING, "Two ships for one week"),
        (UnitKind.PARAGRAPH, "“We checked both ships twice,” the port office said."),
        (
            UnitKind.PARAGRAPH,
            "Readers asked us where they can leave a reply to the company, and we passed the question on.",
        ),
    ]


def test_without_a_comment_form_short_lines_are_the_authors() -> None:
    lines = ["Caucasus news", "The ferry to Aktau sails again on Monday, said the port.", "News", "Caucasus news"]
    assert without_chrome(lines) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply", "LEAVE A REPLY:", "Your email address will not be published. Required fields are marked *",
        "Добавить комментарий Отменить ответ", "Ваш адрес email не будет опубликован. Обязательные поля помечены *",
        "Залишити відповідь", "Deja una respuesta", "Laisser un commentaire", "BİR YANIT YAZIN",
        "E-posta adresiniz yayınlanmayacak. Gerekli alanlar * ile işaretlenmişlerdir", "Şərh yazın", "Пікір қалдыру",
        "Пикир калтыруу", "Fikr qoldirish", "Изоҳ қолдиринг", "Сэтгэгдэл бичих", "კომენტარის დატოვება",
        "Թողնել պատասխան",
    ],
)  # fmt: skip
def test_lines_of_comment_forms_are_known_in_many_languages(line: str) -> None:
    assert is_form(line)
    assert without_chrome(["One", "A line of prose that is long enough to be no label at all.", "Two", line]) == [
        "One", "A line of prose that is long enough to be no label at all."
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["", "***", "He would leave a reply", "Leave a Reply to the mayor, he said", "News"])
def test_the_same_words_in_other_lines_stay(line: str) -> None:
    assert not is_form(line)


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = (
        "The ferry between Baku and Aktau sails again from Monday, said\n"
        "the port office in a statement that stands on its own site, and\nit will."
    )
    assert paragraphs(wrapped + "\n\nIt is new.") == [wrapped.replace("\n", " "), "It is new."]
    assert paragraphs("One line.\r\nAnother line.\r\n\r\nThird") == ["One line.", "Another line.", "Third"]


def test_bullets_make_lists_and_dashes_of_speech_do_not() -> None:
    text = (
        "What to bring\n\nThe office named these things:\n\n- a passport\n- a ticket\n\n"
        "1. first\n2. second\n\n— Where is it? asked a reader.\n— Here."
    )
    assert [(unit.kind.value, unit.text, unit.ordered, unit.group) for unit in article(text).units[2:]] == [
        ("list-item", "a passport", False, 1),
        ("list-item", "a ticket", False, 1),
        ("list-item", "first", True, 2),
        ("list-item", "second", True, 2),
        ("paragraph", "— Where is it? asked a reader.", False, 0),
        ("paragraph", "— Here.", False, 0),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The ferry sails again. The port said so.", "The ferry sails again"),
        ("Mr. Osmonov is back. The port said so.", "Mr. Osmonov is back"),  # an abbreviation ends no title
        (
            "The ferry between the two halves of the old fishing village sails again after eleven months, it said.",
            "The ferry between the two halves of the old fishing village sails again after…",
        ),
    ],
)
def test_a_text_that_opens_with_prose_is_called_by_its_first_words(text: str, title: str) -> None:
    found = article(f"{text}\n\nIt sails on Monday.", "in/the-ferry_sails.txt")
    assert found.title == title
    assert len(found.units) == 3
    assert found.notes


@pytest.mark.parametrize("text", ["", "  \n \n", "Leave a Reply\n\nYour email address will not be published.\n"])
def test_nothing_but_chrome_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        article(text)


def test_flat_text_is_told_by_its_name_or_by_having_none() -> None:
    assert sniff(Document("a.TXT", b"x")) > sniff(Document("-", b"words")) > 0
    assert sniff(Document("-", b"\0\1")) == sniff(Document("a.toml", b"x = 1")) == sniff(Document("a.docx", b"PK")) == 0


def test_nothing_is_cut_above_the_last_line_of_prose() -> None:
    lines = ["Bridge closed", "Leave a comment", "The bridge was closed on Monday because of the flood in the valley."]
    assert without_chrome(lines) == lines
    assert without_chrome([*lines, "Leave a Reply"]) == lines


HEAD = "Caucasus news\n\nHome\n\nSubscribe\n\n"
TAIL = "\n\nMost read\n\n{} comments\n\nWe bring you the news of the whole Caucasus every single day of the week.\n"


def batch(count: int, text: str = HEAD + "{title}\n\n{prose}" + TAIL) -> list[Document]:
    prose = "The ferry number {} sails again from Monday, the port office said in a statement to the readers."
    whole = [
        (f"Ferry {n} sails" if n else "Ferries", f"{prose.format(n)}\n\nWeather\n\n{prose.format(n)}")
        for n in range(count)
    ]
    return [
        Document(f"in/{n}.txt", text.format(n, title=title, prose=prose).encode())
        for n, (title, prose) in enumerate(whole)
    ]


def units_of(documents: list[Document]) -> list[list[str]]:
    return [[unit.text for unit in one.units] for one in read_articles(documents) if isinstance(one, Article)]


def test_lines_that_most_texts_of_a_folder_share_are_chrome() -> None:
    found = units_of(batch(5))
    prose = "The ferry number 3 sails again from Monday, the port office said in a statement to the readers."
    assert found[3] == ["Ferry 3 sails", prose, "Weather", prose]
    (one, *_) = read_articles(batch(5))
    assert isinstance(one, Article)
    assert one.notes == ("6 lines that most texts of its folder share were left out.",)


def test_of_a_few_texts_nothing_is_cut() -> None:
    assert units_of(batch(3))[1][0] == "Caucasus news"
    elsewhere = [Document(one.name.replace("in/", f"in{n}/"), one.data) for n, one in enumerate(batch(5))]
    assert units_of(elsewhere)[1][0] == "Caucasus news"


def test_versions_of_one_article_stay_whole() -> None:
    drafts = [SCRAPED.replace("Two ships", f"Draft {number}") for number in ("one", "two", "three", "four", "five")]
    found = units_of([Document(f"in/{n}.txt", text.encode()) for n, text in enumerate(drafts)])
    assert all(one == units_of([Document("x.txt", drafts[n].encode())])[0] for n, one in enumerate(found))


def test_a_title_that_every_bulletin_has_stays_its_title() -> None:
    found = units_of(batch(4, "Morning bulletin\n\n{prose}\n\n{title}"))
    assert [one[0] for one in found] == ["Morning bulletin"] * 4


def test_a_text_that_cannot_be_decoded_does_not_disturb_the_others() -> None:
    documents = [*batch(5), Document("in/x.txt", b"words", encoding="no-such-set")]
    assert "caucasus news" in shared_lines(documents)


def test_a_table_of_a_million_lines_is_no_article() -> None:
    with pytest.raises(ReadError, match="100,000 lines"):
        article("x\n" * 100_001)
