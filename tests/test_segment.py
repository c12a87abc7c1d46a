"""Sentences: gold cases of sixteen languages, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from goldcases import GOLD, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.languages import language_tag
from syndicate.model import Article, LanguageTag, Source, Span, SpanKind, Unit, UnitKind
from syndicate.segment import borders, segment_article, segments


def gold() -> list[tuple[str, str, list[str]]]:
    """Read `input, ---, one sentence a line`."""
    found = []
    for language, number, text, expected in cases("segment"):
        assert " ".join(expected.split("\n")) == text, f"{language} {number}: input and sentences differ"
        found.append((language, text, expected.split("\n")))
    return found


def sentences(text: str, language: str = "en", kind: UnitKind = UnitKind.PARAGRAPH, **more: object) -> list[str]:
    unit = Unit(kind, text)
    return [each.text for each in segments(unit, 0, language_tag(language), **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "text", "expected"), gold())
def test_gold(language: str, text: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


def test_gold_covers_the_languages() -> None:
    wanted = {"en", "es", "fr", "ru", "uk", "tr", "az", "kk", "ky", "uz", "mn", "ka", "hy", "be", "de"}
    assert {language for language, _, _ in gold()} >= wanted


WORDS = [
    "А.", "Аталиков", "г.", "2021", "3.5", "т. д.", "The", "the", "Mr.", "გ.", "ეს", "։",
    "।", "。", "😀", "e.g.", "No.", "İ", "12.", "A", ":", ".", "?!", "…",
    "”", "»", "“", "(", ")", "—", "х",
]  # fmt: skip
TOKENS = st.sampled_from([*WORDS, *(f"{word} " for word in WORDS), " ", "\n", "\t", "\u00a0", "\u2028", '"'])
TEXTS = st.lists(TOKENS, max_size=40).map("".join) | st.text(max_size=80)
TAGS = st.sampled_from(["en", "ru", "ka", "hy", "kk", "tr", "de", "zh", "und", "uz-Cyrl"])


@settings(max_examples=300)
@given(text=TEXTS, tag=TAGS, data=st.data())
def test_nothing_is_lost_and_nothing_whole_is_cut(text: str, tag: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    pairs = st.tuples(places, places).map(sorted).filter(lambda pair: pair[0] < pair[1])
    ranges = data.draw(st.lists(pairs, max_size=3)) if text else []
    spans = tuple(Span(start, end, SpanKind.INLINE, "a") for start, end in ranges)
    unit = Unit(UnitKind.PARAGRAPH, text, spans)
    made = segments(unit, 3, LanguageTag(tag))
    position = 0
    for index, each in enumerate(made):
        assert (each.unit, each.index, each.language) == (3, index, tag)
        assert each.text == each.text.strip() != ""
        assert text[each.start : each.start + len(each.text)] == each.text
        assert not text[position : each.start].strip()
        position = each.start + len(each.text)
    assert not text[position:].strip()
    letters = sum(not character.isspace() for start, end in ranges for character in text[start:end])
    assert letters == sum(
        not character.isspace()
        for each in made
        for span in each.spans
        for character in each.text[span.start : span.end]
    )
    for start, end in ranges:
        inside = [border for border in borders(text, LanguageTag(tag), [(start, end)]) if start < border < end]
        assert all(not text[start:border].strip() or not text[border:end].strip() for border in inside)


def test_a_glossary_name_is_not_cut() -> None:
    text = "They met in Sept. Brown Hall was full."
    assert len(sentences("We saw Bravo! Network rise.")) == 2
    start = "We saw Bravo! Network rise.".index("Bravo")
    assert sentences("We saw Bravo! Network rise.", whole=[(start, start + len("Bravo! Network"))]) == [
        "We saw Bravo! Network rise."
    ]
    assert sentences(text) == [text]


def test_a_name_that_ends_in_a_stop_may_end_a_sentence() -> None:
    text = "He lives in the U.S. The house is old."
    start = text.index("U.S.")
    assert sentences(text, whole=[(start, start + 4)]) == ["He lives in the U.S.", "The house is old."]


def test_a_kept_span_is_not_cut() -> None:
    text = "Use print! Now and go."
    span = Span(4, 14, SpanKind.KEEP, "code")
    assert [each.text for each in segments(Unit(UnitKind.PARAGRAPH, text, (span,)), 0, LanguageTag("en"))] == [text]


def test_an_inline_span_across_a_border_is_split() -> None:
    text = "It is so. We go now. End."
    spans = (
        Span(0, 25, SpanKind.INLINE, "a", (("href", "https://example.org/"),)),
        Span(6, 12, SpanKind.INLINE, "em"),
    )
    first, second, third = segments(Unit(UnitKind.PARAGRAPH, text, spans), 0, LanguageTag("en"))
    assert [(span.name, first.text[span.start : span.end]) for span in first.spans] == [
        ("a", "It is so."),
        ("em", "so."),
    ]
    assert [(span.name, second.text[span.start : span.end]) for span in second.spans] == [
        ("a", "We go now."),
        ("em", "We"),
    ]
    assert third.spans == (Span(0, 4, SpanKind.INLINE, "a", (("href", "https://example.org/"),)),)


def test_a_title_without_a_final_stop_is_one_segment() -> None:
    assert sentences("Who pays? Brown knows", kind=UnitKind.TITLE) == ["Who pays? Brown knows"]
    assert sentences("Who pays? Brown knows", kind=UnitKind.CAPTION) == ["Who pays?", "Brown knows"]
    assert sentences("Who pays? Brown knows.", kind=UnitKind.TITLE) == ["Who pays?", "Brown knows."]


def test_code_is_one_segment() -> None:
    assert sentences("x = 1. Then y. End.", kind=UnitKind.CODE) == ["x = 1. Then y. End."]


def test_a_line_ends_a_sentence_unless_it_goes_on() -> None:
    assert sentences("First line\nSecond line\nand its rest,\nThird") == [
        "First line",
        "Second line\nand its rest,\nThird",
    ]


def test_a_long_quotation_is_cut_inside() -> None:
    one = "The committee has looked at every part of the plan and found that it can be done within the year. "
    text = f"“{(one * 4).strip()}”"
    assert len(sentences(text)) == 4
    assert len(sentences("“We signed. We go.”")) == 1


def test_list_numbers_stay_with_their_sentence() -> None:
    assert sentences("1. The first point. 2. The second point.") == ["1. The first point.", "2. The second point."]


def test_every_unit_is_cut_in_its_own_language() -> None:
    units = (
        Unit(UnitKind.TITLE, "Ерөнхийлөгч Ц. Элбэгдорж ирэв"),
        Unit(UnitKind.PARAGRAPH, ""),
        Unit(UnitKind.QUOTE, "We met Mr. Smith. He left.", language=LanguageTag("en")),
    )
    made = segment_article(Article("0" * 20, Source("f", "g"), units, language=LanguageTag("mn")))
    assert [(each.unit, each.index, each.language) for each in made] == [(0, 0, "mn"), (2, 0, "en"), (2, 1, "en")]


def test_a_hostile_text_takes_no_time_without_bound() -> None:
    assert len(sentences("А. " * 4000, "ru")) == 1
    assert sentences("a" * 100_000) == ["a" * 100_000]
    assert sentences(". " * 20_000) == [(". " * 20_000).strip()]


def news() -> list[tuple[str, list[str]]]:
    """Read the tricky cases of news: a paragraph a block, one sentence a line, an empty line between."""
    return [
        (file.stem, block.split("\n"))
        for file in (*sorted(GOLD.glob("segment/news/*.txt")), *sorted(GOLD.glob("segment/bulletin/*.txt")))
        for block in file.read_text(encoding="utf-8").strip().split("\n\n")
    ]


@pytest.mark.parametrize(("language", "expected"), news())
def test_tricky_cases_of_news(language: str, expected: list[str]) -> None:
    text = ("" if language in {"ja", "zh"} else " ").join(expected)
    assert sentences(text, language) == expected


def test_tricky_cases_cover_the_languages() -> None:
    assert len({language for language, _ in news()}) >= 25


def test_the_cost_grows_with_the_length() -> None:
    """Texts without a stop, of stops alone, of open brackets: ten times as long takes no hundred times as long."""

    def spent(text: str) -> float:
        start = time.process_time()
        borders(text, LanguageTag("ru"))
        return time.process_time() - start

    spent("Раз. Два. ")  # sentencex is loaded
    for piece in ("слово ", "Раз. ", "(«", "г. 5 ", "… ", "А.Б."):
        small, large = spent(piece * 2_000), spent(piece * 20_000)
        assert large < 40 * max(small, 0.01), piece
