"""Pages that are no plain story: what of them is the article, and what is said of what is not."""

from syndicate.model import Article, UnitKind
from syndicate.readers import Document
from syndicate.sources import read_document

LEAD = "The ferry between Baku and Aktau sails again from Monday, the port office said on Friday."
MORE = "Lorries wait in line at both ports, and the drivers asked for water and shade, a clerk told reporters."


def article(body: str, head: str = "") -> Article:
    data = f'<html lang="en"><head><title>Ferry</title>{head}</head><body>{body}</body></html>'.encode()
    (read,) = read_document(Document("page.html", data, address="https://paper.example/ferry"))
    assert isinstance(read, Article), read
    return read


def texts(read: Article, *kinds: UnitKind) -> list[str]:
    return [unit.text for unit in read.units if unit.text and (not kinds or unit.kind in kinds)]


def test_a_live_blog_keeps_its_entries_in_order() -> None:
    entries = "".join(
        f'<div class="live-entry"><h3 class="time">1{hour}:00</h3><p>{words}</p></div>'
        for hour, words in enumerate(
            (LEAD, MORE, "The first ship has left the port, the harbour master wrote at noon.")
        )
    )
    said = texts(
        article(f"<main><article><h1>Ferry: live</h1><p>{LEAD[:-1]}, as we follow it.</p>{entries}</article></main>")
    )
    assert [one for one in said if one in {"10:00", "11:00", "12:00", LEAD, MORE}] == [
        "10:00",
        LEAD,
        "11:00",
        MORE,
        "12:00",
    ]


def test_a_gallery_keeps_every_picture_with_its_caption() -> None:
    pictures = "".join(
        f'<figure><img src="/{n}.jpg" alt="Ship {n}">'
        f"<figcaption>Ship {n} lies at pier {n} in Aktau.</figcaption></figure>"
        for n in range(1, 5)
    )
    read = article(f"<article><h1>Ships in the port</h1><p>{LEAD}</p>{pictures}</article>")
    assert [media.url for media in read.media] == [f"https://paper.example/{n}.jpg" for n in range(1, 5)]
    captions = [unit for unit in read.units if unit.kind is UnitKind.CAPTION]
    assert [(unit.text, unit.media) for unit in captions] == [
        (f"Ship {n} lies at pier {n} in Aktau.", n - 1) for n in range(1, 5)
    ]


def test_a_pull_quote_is_not_said_twice() -> None:
    quote = "<aside class='pullquote'><blockquote>the drivers asked for water and shade</blockquote></aside>"
    said = texts(article(f"<article><h1>Lorries wait</h1><p>{LEAD}</p>{quote}<p>{MORE}</p></article>"))
    assert said == ["Lorries wait", LEAD, MORE]


def test_a_quotation_of_its_own_stays() -> None:
    quote = "<blockquote>We have no water since Tuesday.</blockquote>"
    said = texts(article(f"<article><h1>Lorries wait</h1><p>{LEAD}</p>{quote}<p>{MORE}</p></article>"))
    assert "We have no water since Tuesday." in said


def test_a_page_that_draws_itself_is_read_from_json_ld() -> None:
    script = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again",'
        f'"articleBody":"{LEAD}\\n{MORE}"}}</script>'
    )
    read = article('<div id="root"></div>', script)
    assert texts(read) == ["Ferry sails again", LEAD, MORE]
    assert any("JSON-LD" in note for note in read.notes)


def test_a_brief_above_a_comment_form() -> None:
    form = (
        '<div id="respond"><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are'
        " marked *</p><form><textarea></textarea></form></div>"
    )
    said = texts(article(f"<article><h1>Ferry</h1><div class='entry-content'><p>{LEAD}</p></div></article>{form}"))
    assert said == ["Ferry", LEAD]


def test_an_embedded_post_keeps_its_words() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">We sail on Monday at nine.</p>&mdash; Port of Aktau'
        ' <a href="https://posts.example/1">May 5, 2025</a></blockquote><script src="https://posts.example/w.js"></script>'
    )
    said = texts(article(f"<article><h1>Ferry</h1><p>{LEAD}</p>{post}<p>{MORE}</p></article>"), UnitKind.QUOTE)
    assert said[0] == "We sail on Monday at nine."


def test_a_page_around_a_film_says_which_frame_was_left_out() -> None:
    frame = '<iframe src="https://films.example/embed/7"></iframe><video src="/ferry.mp4"></video>'
    read = article(f"<article><h1>Ferry</h1>{frame}<p>{LEAD}</p></article>")
    assert any("films.example" in note for note in read.notes)
    assert ("https://paper.example/ferry.mp4", "video") in [(media.url, media.type) for media in read.media]


def test_a_text_cut_by_a_wall_is_said_to_be_cut() -> None:
    said = '{"@type":"NewsArticle","headline":"Ferry","isAccessibleForFree":"False"}'
    script = f'<script type="application/ld+json">{said}</script>'
    read = article(
        f"<article><h1>Ferry</h1><p>{LEAD}</p><div class='paywall'>Subscribe to read on.</div></article>", script
    )
    assert texts(read) == ["Ferry", LEAD]
    assert any("paying readers" in note for note in read.notes)


def test_what_stands_behind_a_wall_is_the_article() -> None:
    consent = "".join(
        f"<p>{MORE} We store cookies on your browser to collect information, number {n}.</p>" for n in range(9)
    )
    read = article(
        f"<div class='paywall-article'><h1>Ferry</h1><p>{LEAD}</p><p>{MORE}</p></div>"
        f"<div id='onetrust-consent-sdk'><div class='ot-sdk-container'>{consent}</div></div>"
    )
    assert texts(read) == ["Ferry", LEAD, MORE]


def test_an_answer_that_comes_again_stays() -> None:
    talk = "".join(
        f"<p>Will the ferry to port number {n} sail this winter, as the ministry has promised?</p><p>No.</p>"
        for n in range(3)
    )
    assert texts(article(f"<article><h1>Three questions</h1><p>{LEAD}</p>{talk}</article>")).count("No.") == 3


def test_a_label_before_another_article_goes_but_not_from_a_sentence() -> None:
    another = "<p>Читайте также: <a href='/other'>Паром снова ходит</a></p>"
    labels = f"<p>Реклама</p>{another}<p>Read also the report of the port.</p>"
    said = texts(article(f"<article><h1>Ferry</h1><p>{LEAD}</p>{labels}<p>{MORE}</p></article>"))
    assert said == ["Ferry", LEAD, "Read also the report of the port.", MORE]


def test_a_fact_box_that_is_left_out_is_told() -> None:
    box = f"<div class='factbox'><h3>The Caspian ferries</h3><p>{MORE} They have sailed since 1962.</p></div>"
    read = article(f"<article><h1>Ferry</h1><p>{LEAD}</p>{box}<p>{MORE}</p></article>")
    assert texts(read) == ["Ferry", LEAD, MORE]
    assert any("The Caspian ferries" in note for note in read.notes)


def test_header_cells_are_known() -> None:
    table = "<table><tr><th>Port</th><th>Ships</th></tr><tr><th>Aktau</th><td>12</td></tr></table>"
    read = article(f"<article><h1>Ferry</h1><p>{LEAD}</p>{table}<p>{MORE}</p></article>")
    assert [(unit.text, unit.header) for unit in read.units if unit.kind is UnitKind.CELL] == [
        ("Port", True), ("Ships", True), ("Aktau", True), ("12", False),
    ]  # fmt: skip


def test_paragraphs_in_boxes_of_their_own_are_one_text() -> None:
    sentences = [f"{LEAD[:-1]}, and ship number {n} is the {n}th to leave." for n in range(1, 9)]
    boxes = "".join(
        f"<div class='widget-text'><div class='wrap'><p>{one}</p></div></div><div class='ad'></div>"
        for one in sentences
    )
    assert [
        one for one in texts(article(f"<h1>Ferry</h1><div class='column'>{boxes}</div>")) if one in sentences
    ] == sentences
