from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from syndicate.markup import absolute, clean, escaped, flatten, fold, quoted, to_html
from syndicate.model import Span, SpanKind


def nodes(markup: str) -> list:
    paragraph = html.fragment_fromstring(markup, create_parent="p")
    return [paragraph.text or "", *(part for child in paragraph for part in (child, child.tail or ""))]


def inline(start: int, end: int, name: str, **attributes: str) -> Span:
    return Span(start, end, SpanKind.INLINE, name, tuple(attributes.items()))


@pytest.mark.parametrize(
    ("markup", "text", "again"),
    [
        ("<b>T</b>here is <a href='/r'>Russia</a>n tea", "There is Russian tea", None),
        ("one\n   <i> two </i>  three", "one two three", "one <i>two</i> three"),
        ("<br>a <br> b<br>", "a\nb", "a<br>b"),
        ("a<br><br>b", "a\n\nb", "a<br><br>b"),
        ("&lt;script&gt;x&lt;/script&gt; &amp;lt; &amp;amp;", "<script>x</script> &lt; &amp;", None),
        ("<script>alert(1)</script>x<style>p{}</style>", "x", "x"),
        ("<a href='javascript:alert(1)'>x</a> <a>y</a> <span>z</span>", "x y z", "x y z"),
        ("<a href='java\nscript:x'>x</a><a href='data:text/html,x'>y</a>", "xy", "xy"),
        ("<b onclick=x class=y lang=uk>x</b>", "x", '<b lang="uk">x</b>'),
        ("<font color=red>x<u>y</u></font><o:p>z</o:p>", "xyz", "x<u>y</u>z"),
        ("<b> </b>x<a href='http://e.org/'> </a>", "x", "x"),
        ("a<!-- c -->b<?pi x?>c", "abc", "abc"),
        ("<strike>a</strike><acronym title='U N'>UN</acronym>", "aUN", '<s>a</s><abbr title="U N">UN</abbr>'),
        ("x <img src=a.png alt=no> y <img class=wp-smiley alt=':)'>", "x y :)", "x y :)"),
        ("a&nbsp;b so\u00adft e\u0301", "a\u00a0b soft é", "a\u00a0b soft é"),
    ],
)
def test_inline_markup_becomes_text_with_spans_and_comes_back(markup: str, text: str, again: str | None) -> None:
    found, spans = flatten(nodes(markup), base="https://e.org/a/")
    assert found == text
    written = to_html(found, spans)
    if again is not None:
        assert written == again
    assert flatten(nodes(written)) == (found, spans)


def test_links_are_absolute_and_keep_their_attributes_in_order() -> None:
    text, spans = flatten(
        nodes('<a rel="nofollow" href="../b?x=1&amp;y=2" title=\'"q"\' target=_top>l</a>'), base="https://e.org/a/c"
    )
    assert spans == (inline(0, 1, "a", rel="nofollow", href="https://e.org/b?x=1&y=2", title='"q"'),)
    assert to_html(text, spans) == '<a rel="nofollow" href="https://e.org/b?x=1&amp;y=2" title="&quot;q&quot;">l</a>'


def test_code_and_what_is_not_to_be_translated_is_kept() -> None:
    text, spans = flatten(
        nodes('Run <code>x -y</code> in <span translate="no">Tash</span> <i class="notranslate">a</i>')
    )
    kept = [(text[span.start : span.end], span.name) for span in spans if span.kind is SpanKind.KEEP]
    assert kept == [("x -y", "code"), ("Tash", "translate-no"), ("a", "translate-no")]


def test_outer_spans_come_before_inner_ones() -> None:
    _, spans = flatten(nodes("<b><i><u>x</u></i></b> <i>y <b>z</b></i>"))
    assert [span.name for span in spans] == ["b", "i", "u", "i", "b"]


def test_overlapping_spans_are_split_and_links_never_lie_in_links() -> None:
    spans = [inline(3, 8, "i"), inline(0, 5, "b")]
    assert to_html("abcdefgh", spans) == "<b>abc<i>de</i></b><i>fgh</i>"
    links = [
        inline(0, 5, "a", href="http://x/"),
        inline(3, 8, "a", href="http://y/"),
        inline(1, 2, "a", href="http://z/"),
    ]
    assert to_html("abcdefgh", links) == '<a href="http://x/">abcde</a><a href="http://y/">fgh</a>'


def test_unsafe_spans_write_only_their_text() -> None:
    spans = [
        inline(0, 1, "script"),
        inline(1, 2, "a", href="javascript:x"),
        inline(2, 3, "b", onclick="x", lang='"><x'),
        inline(3, 99, "i"),
        Span(0, 1, SpanKind.VOID, "br"),
    ]
    assert to_html("<b>x", spans) == "&lt;b<b>&gt;</b><i>x</i>"


def test_xml_closes_void_elements() -> None:
    assert to_html("a\nb", [Span(1, 2, SpanKind.VOID, "br")], xml=True) == "a<br/>b"


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("/a b?q=“x”", "https://e.org/x/", "https://e.org/a%20b?q=“x”"),
        ("//cdn.e.org/x", "https://e.org/", "https://cdn.e.org/x"),
        ("#note", "https://e.org/a", "https://e.org/a#note"),
        ("", "https://e.org/a", ""),
        ("x.html", "", ""),
        ("MAILTO:a@e.org", "", "MAILTO:a@e.org"),
        ("tel:+994", "https://e.org/", "tel:+994"),
        ("http://[bad", "https://e.org/", ""),
        ("http:///x", "", ""),
        (" https://e.org/\u0000x ", "", "https://e.org/x"),
        ("vbscript:x", "https://e.org/", ""),
    ],
)
def test_addresses_are_absolute_and_of_a_safe_scheme(address: str, base: str, expected: str) -> None:
    assert absolute(address, base) == expected


def test_clean_text_has_no_letters_that_break_names() -> None:
    assert clean("Elbeg\u00addorj\u200b\ufeff\x07") == "Elbegdorj"
    assert clean("ភាសា\u200bខ្មែរ") == "ភាសា\u200bខ្មែរ"
    assert fold(" a \r\n\t b\u2028c ") == "a b c"


TOKENS = st.sampled_from(
    [
        "<script>",
        "&lt;",
        "&amp;",
        "Russia",
        "n",
        " ",
        "  ",
        "\n",
        "“",
        '"',
        "'",
        "</b>",
        "é",
        "Ə",
        "\u00a0",
        "]]>",
        "<!--",
    ]
)
ELEMENTS = st.sampled_from(
    [
        ("b", {}),
        ("i", {}),
        ("code", {}),
        ("span", {}),
        ("span", {"lang": "uk"}),
        ("font", {}),
        ("abbr", {"title": 'a "b" <c>'}),
        ("a", {"href": "https://e.org/?a=1&b=<2>"}),
        ("a", {"href": "/x"}),
        ("span", {"translate": "no"}),
        ("q", {}),
        ("div", {}),
    ]
)


@st.composite
def trees(draw: st.DrawFn) -> str:
    def inside(depth: int) -> str:
        parts = []
        for _ in range(draw(st.integers(0, 4))):
            kind = draw(st.integers(0, 4)) if depth else 0
            if kind == 4:
                parts.append("<br>")
            elif kind in {2, 3}:
                name, attributes = draw(ELEMENTS)
                written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
                parts.append(f"<{name}{written}>{inside(depth - 1)}</{name}>")
            else:
                parts.append(escape(draw(TOKENS)))
        return "".join(parts)

    return inside(4)


@given(trees())
def test_what_is_flattened_comes_back_the_same(markup: str) -> None:
    text, spans = flatten(nodes(markup), base="https://e.org/a/")
    assert flatten(nodes(to_html(text, spans))) == (text, spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(not text[span.start].isspace() for span in spans if span.kind is not SpanKind.VOID)


SPANS = st.builds(
    lambda start, length, element: Span(start, start + length, SpanKind.INLINE, element[0], tuple(element[1].items())),
    st.integers(-2, 30),
    st.integers(0, 20),
    ELEMENTS,
)


@given(st.lists(TOKENS, max_size=12).map("".join), st.lists(SPANS, max_size=6))
def test_any_spans_give_well_formed_markup_around_the_same_text(text: str, spans: list[Span]) -> None:
    text = clean(text)
    written = to_html(text, spans, xml=True)
    root = etree.fromstring(f"<p>{written}</p>")
    assert "".join(root.itertext()) == text
    assert not root.xpath("//a//a")
    for name in ("b", "i"):
        wanted = {
            place
            for span in spans
            if span.name == name
            for place in range(max(0, span.start), min(span.end, len(text)))
        }
        covered: set[int] = set()
        place = 0
        for event, node in etree.iterwalk(root, events=("start", "end")):
            piece = (node.text if event == "start" else node.tail if node is not root else "") or ""
            holder = node if event == "start" else node.getparent()
            if holder is not None and (holder.tag == name or next(holder.iterancestors(name), None) is not None):
                covered |= set(range(place, place + len(piece)))
            place += len(piece)
        assert covered == wanted


@given(st.lists(TOKENS, max_size=12).map("".join), st.lists(SPANS, max_size=6))
def test_the_same_spans_in_any_order_of_distinct_extents_give_the_same_bytes(text: str, spans: list[Span]) -> None:
    single = list({(max(span.start, 0), min(span.end, len(text))): span for span in spans}.values())
    assert to_html(text, single) == to_html(text, single[::-1])


@given(st.text())
def test_escaping_is_that_of_the_standard_library(text: str) -> None:
    assert (escaped(text), quoted(text)) == (escape(text, quote=False), escape(text))
