from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from newsroom import AR, EN, ES, article, bold, edition, units_in

from syndicate.markup import to_html
from syndicate.model import LanguageTag, Media, Span, SpanKind, Unit, UnitKind
from syndicate.writers._body import _cleaner, body_html, sanitised, wrapped


def body(*units: Unit, media: tuple[Media, ...] = (), language: LanguageTag = ES) -> str:
    own = replace(article(), media=media)
    return body_html(edition(language, article=own, units=(Unit(UnitKind.TITLE, "Title"), *units)))


def test_title_and_summary_are_no_part_of_the_body() -> None:
    assert body(Unit(UnitKind.SUMMARY, "Short"), Unit(UnitKind.PARAGRAPH, "Long")) == "<p>Long</p>"


def test_inline_markup_is_kept_and_text_stays_text() -> None:
    assert body(Unit(UnitKind.PARAGRAPH, "a <b> & c", (bold(0, 1),))) == "<p><strong>a</strong> &lt;b&gt; &amp; c</p>"


@pytest.mark.parametrize(
    ("levels", "ranks"),
    [
        ([1], [2]),
        ([3], [2]),
        ([9], [2]),
        ([2, 3, 2], [2, 3, 2]),
        ([3, 5, 3, 9], [2, 3, 2, 4]),
        ([0, 1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_rank_below_the_title_and_leave_no_rank_out(levels: list[int], ranks: list[int]) -> None:
    units = tuple(Unit(UnitKind.HEADING, "H", level=level) for level in levels)
    made = body_html(edition(ES, units=units))
    assert [int(rank) for rank in re.findall("<h([1-6])>", made)] == ranks


def test_lists_nest_by_level_and_change_by_kind() -> None:
    def item(text: str, level: int, ordered: bool = False, group: int = 1) -> Unit:
        return Unit(UnitKind.LIST_ITEM, text, level=level, ordered=ordered, group=group)

    made = body(
        item("a", 1), item("b", 2, True), item("c", 2, True), item("d", 1), item("e", 1, True), item("f", 1, group=2)
    )
    assert made.replace("\n", "") == (
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e</li></ol><ul><li>f</li></ul>"
    )


def test_a_list_that_begins_deep_loses_no_item() -> None:
    items = [Unit(UnitKind.LIST_ITEM, text, level=level, group=1) for text, level in (("a", 3), ("b", 1), ("c", 99))]
    assert body(*items).replace("\n", "") == "<ul><li>a</li></ul><ul><li>b<ul><li>c</li></ul></li></ul>"


def test_tables_break_rows_by_level() -> None:
    cells = [Unit(UnitKind.CELL, text, level=row, group=1) for text, row in (("a", 1), ("b", 1), ("c", 2))]
    assert "<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr>" in body(*cells)


def test_header_cells_say_what_they_name() -> None:
    cells = [
        Unit(UnitKind.CELL, text, level=row, group=1, header=header)
        for text, row, header in (("", 1, True), ("2025", 1, True), ("Aktau", 2, True), ("12", 2, False))
    ]
    assert body(*cells).replace("\n", "") == (
        '<table><thead><tr><th scope="col"></th><th scope="col">2025</th></tr></thead>'
        '<tbody><tr><th scope="row">Aktau</th><td>12</td></tr></tbody></table>'
    )


def test_quotes_of_one_group_are_one_quote() -> None:
    quotes = [Unit(UnitKind.QUOTE, text, group=group) for text, group in (("a", 1), ("b", 1), ("c", 2))]
    assert body(*quotes).count("<blockquote>") == 2


def test_a_credit_that_the_caption_tells_is_not_told_twice() -> None:
    picture = Media("https://e.org/a.png", credit="Photo: Ana")
    caption = Unit(UnitKind.CAPTION, "A hill. Photo: Ana", media=0)
    units = (Unit(UnitKind.TITLE, "T"), Unit(UnitKind.ALT, "hill", media=0), caption)
    own = replace(article(), media=(picture,), units=units)
    translated = (*units[:2], replace(caption, text="Una colina. Foto: Ana"))
    assert body_html(edition(ES, article=own, units=translated)).count("Ana") == 1


def test_a_figure_has_picture_caption_and_credit() -> None:
    picture = Media("https://e.org/a b.png", width=400, height=300, credit="D & D")
    made = body(Unit(UnitKind.ALT, 'Room "1"', media=0), Unit(UnitKind.CAPTION, "Here", media=0), media=(picture,))
    assert made == (
        '<figure><img src="https://e.org/a%20b.png" alt="Room &quot;1&quot;" width="400" height="300">'
        "<figcaption>Here <small>D &amp; D</small></figcaption></figure>"
    )


def test_a_caption_without_a_picture_that_can_be_shown_is_a_paragraph() -> None:
    for media in ((), (Media("javascript:alert(1)"),)):
        made = body(Unit(UnitKind.ALT, "Alt", media=0), Unit(UnitKind.CAPTION, "Here", media=0), media=media)
        assert made == "<p>Here</p>"


def test_blocks_in_another_language_say_so() -> None:
    assert body(Unit(UnitKind.PARAGRAPH, "نص", language=AR)) == '<p lang="ar" dir="rtl">نص</p>'
    assert body(Unit(UnitKind.PARAGRAPH, "text", language=EN), language=AR) == '<p lang="en" dir="ltr">text</p>'
    assert body(Unit(UnitKind.PARAGRAPH, "texto", language=ES)) == "<p>texto</p>"


def test_code_runs_from_left_to_right() -> None:
    assert body(Unit(UnitKind.CODE, "a < b\n  c"), language=AR) == '<pre dir="ltr"><code>a &lt; b\n  c</code></pre>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVa\nScript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "\x01javascript:x",
    ],
)
def test_hostile_links_lead_nowhere(address: str) -> None:
    link = Span(0, 4, SpanKind.INLINE, "a", (("href", address), ("onclick", "alert(1)"), ("style", "x")))
    tree = html.fragment_fromstring(body(Unit(UnitKind.PARAGRAPH, "here", (link,))), create_parent=True)
    for element in tree.iter():
        assert not set(element.attrib) & {"onclick", "style"}
        assert element.get("href", "https:").startswith(("https:", "http:"))
    assert tree.text_content() == "here"


@pytest.mark.parametrize("name", ["script", "style", "iframe", "object", "svg", "form", "a onload=x"])
def test_hostile_elements_leave_only_their_text(name: str) -> None:
    made = body(Unit(UnitKind.PARAGRAPH, "alert(1)", (Span(0, 8, SpanKind.INLINE, name),)))
    assert made == "<p>alert(1)</p>"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<p onclick="x" style="x" class="x" id="x" lang="ar">a</p>', '<p lang="ar">a</p>'),
        ("<p>a<script>alert(1)</script><style>x</style><!-- x --></p>", "<p>a</p>"),
        ('<iframe src="https://e.org/"></iframe><form action="https://e.org/">a</form>', "a"),
        ('<a href="/x">a</a>', "<a>a</a>"),
        ('<a href="https://user:word@e.org/ж">a</a>', '<a href="https://e.org/%D0%B6">a</a>'),
        ('<a href="mailto:desk@e.org">a</a>', '<a href="mailto:desk@e.org">a</a>'),
        ('<img src="data:image/png;base64,x" alt="a"><img src="mailto:a@e.org">', '<img alt="a"><img>'),
        ("<svg><script>alert(1)</script></svg><math><mtext></mtext></math>", ""),
    ],
)
def test_whatever_reached_the_end_is_sanitised(given: str, expected: str) -> None:
    assert sanitised(given) == expected


def test_links_of_a_text_are_kept() -> None:
    link = Span(0, 4, SpanKind.INLINE, "a", (("href", "https://e.org/?a=1&b=2"),))
    made = body(Unit(UnitKind.PARAGRAPH, "here", (link,)))
    assert made == '<p><a href="https://e.org/?a=1&amp;b=2">here</a></p>'


def test_right_to_left_bodies_are_wrapped() -> None:
    assert wrapped("<p>x</p>", AR) == '<div lang="ar" dir="rtl">\n<p>x</p>\n</div>'
    assert wrapped("<p>x</p>", ES) == "<p>x</p>"


def test_every_word_of_a_rich_article_is_there() -> None:
    kinds = [kind for kind in UnitKind if kind not in {UnitKind.TITLE, UnitKind.SUMMARY, UnitKind.ALT}]
    units = [Unit(kind, f"word-{kind}", level=1, group=1) for kind in kinds]
    made = body(*units)
    assert [kind for kind in kinds if f"word-{kind}" not in made] == []
    assert units_in(ES)[2].text in body(*units_in(ES)[1:])


@pytest.mark.parametrize(
    "text",
    [
        "<p>plain &lt;b&gt; text = x</p>",
        '<p><a href="https://e.org/a?b=1&amp;c=2">x</a></p>',
        '<figure><img src="https://e.org/a.jpg" alt="a &amp; b" width="3" height="4"></figure>',
    ],
)
def test_what_needs_no_sanitising_is_what_the_sanitiser_leaves_as_it_is(text: str) -> None:
    assert sanitised(text) == text == _cleaner().clean(text)


WORDS = st.lists(st.sampled_from(["a", " ", "<b>", "&amp;", "\u00a0", "\x1b", '"', "\n", "سلام", "\ud800"]), max_size=8)
ADDRESSES = st.sampled_from(
    [
        "https://e.org/a?b=1&c=2",
        "https://e.org/a b",
        "javascript:x",
        "mailto:a@e.org",
        "https://e.org/a'b",
        "http://ü.org",
    ]
)
SPANS = st.builds(
    lambda start, length, name, attributes: Span(start, start + length, SpanKind.INLINE, name, attributes),
    st.integers(0, 8),
    st.integers(1, 8),
    st.sampled_from(["a", "b", "code", "span", "script", "abbr"]),
    st.one_of(
        st.just(()),
        ADDRESSES.map(lambda one: (("href", one),)),
        ADDRESSES.map(lambda one: (("href", one), ("rel", "x"))),
        st.just((("title", "x"),)),
        st.just((("onclick", "x"),)),
    ),
)


@given(WORDS.map("".join), st.lists(SPANS, max_size=3), st.sampled_from([None, ES, AR]))
def test_what_is_known_to_be_safe_is_what_the_sanitiser_would_give(
    text: str, spans: list[Span], language: LanguageTag | None
) -> None:
    unit = Unit(UnitKind.PARAGRAPH, text, tuple(spans), language=language)
    said = ' lang="ar" dir="rtl"' if language == AR else ""
    assert body(unit) == sanitised(f"<p{said}>{to_html(text, spans)}</p>")
    assert (
        html.fragment_fromstring(body(unit)).xpath("count(.//@onclick | .//script | .//@href[contains(., 'script')])")
        == 0
    )


@pytest.mark.parametrize(
    "text",
    [
        "<p><script>x</script></p>",
        '<p onclick="x">y</p>',
        '<a href="https://e.org/" onclick="x">y</a>',
        '<a href="javascript:x">y</a>',
        '<a href="https://e.org/"x">y</a>',
        '<img src="https://e.org/a.jpg" alt="x" onerror="x">',
        '<img src="https://e.org/a.jpg" alt="x" width="1;x">',
        "<style>p { x }</style>",
        "<!-- x -->",
        "<p",
        '<a href="https://e.org/&#106;x;">y</a>',
    ],
)
def test_whatever_else_there_is_goes_through_the_sanitiser(text: str) -> None:
    assert sanitised(text) == _cleaner().clean(text)
