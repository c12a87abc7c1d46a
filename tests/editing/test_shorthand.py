"""Numbered tags: what an editor sees and types, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.editing.shorthand import read, written
from syndicate.errors import StateError
from syndicate.model import Span, SpanKind

LINK = Span(0, 3, SpanKind.INLINE, "a", (("href", "https://example.org/"),))
BOLD = Span(4, 9, SpanKind.INLINE, "strong")
BREAK = Span(9, 10, SpanKind.VOID, "br")
SOURCE = (LINK, BOLD, BREAK, Span(1, 2, SpanKind.KEEP, "number"))


def at(span: Span, start: int, end: int) -> Span:
    return Span(start, end, span.kind, span.name, span.attributes)


def test_tags_carry_the_numbers_of_the_source() -> None:
    target = (at(BOLD, 0, 2), at(LINK, 3, 6))
    assert written("El mundo", target, SOURCE) == "<2>El</2> <1>mun</1>do"


def test_elements_that_overlap_and_a_break() -> None:
    typed = "<1>uno <2>dos</1> tres</2><3/>cuatro"
    text, spans = read(typed, SOURCE)
    assert text == "uno dos tres\ncuatro"
    assert spans == (at(LINK, 0, 7), at(BOLD, 4, 12), at(BREAK, 12, 13))
    assert written(text, spans, SOURCE) == typed


def test_white_space_at_the_ends_is_no_part_of_a_sentence() -> None:
    assert read("  <1>uno</1> ", SOURCE) == ("uno", (at(LINK, 0, 3),))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<4>a</4>", "not in the source. The source has numbers 1 to 3"),
        ("<1>a", "<1> is not closed. Write </1> behind"),
        ("a</1>", "was not opened. Write <1> before"),
        ("<1>a<1>b</1>", "stands twice. Close it first"),
        ("a<1/>", "holds no words"),
    ],
)
def test_a_mistake_says_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(StateError) as told:
        read(typed, SOURCE)
    assert said in str(told.value)


def test_what_looks_like_a_tag_stays_text() -> None:
    for text in ("5 <1> 4", "&lt;1>", "&amp;lt;", "R&D < 3 </2>", "<b>"):
        assert read(written(text, (), SOURCE), SOURCE) == (text, ())


@given(st.text(alphabet="ab<>/&;123lt amp", max_size=30).map(str.strip), st.data())
def test_what_is_shown_reads_back(text: str, data: st.DataObject) -> None:
    spans = []
    for span in (LINK, BOLD):
        ends = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        if ends[0] < ends[1]:
            spans.append(at(span, *ends))
    back, found = read(written(text, spans, SOURCE), SOURCE)
    assert back == text
    assert sorted(found, key=repr) == sorted(spans, key=repr)
