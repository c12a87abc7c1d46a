from dataclasses import replace

from syndicate.editions import Prepared, Ways, assemble, plan
from syndicate.languages import language_tag
from syndicate.model import (
    Article,
    Direction,
    EditionState,
    Hop,
    Method,
    Origin,
    Provenance,
    Segment,
    Source,
    Span,
    SpanKind,
    Translation,
    Unit,
    UnitKind,
)

EN, ES, RU, KK = (language_tag(tag) for tag in ("en", "es", "ru", "kk"))
HOPS = [Hop("apertium", Direction(EN, ES), "pair", "digest"), Hop("apertium", Direction(RU, EN), "pair", "digest")]


def prepared(*units: tuple[str, str], language=EN, spans: tuple[Span, ...] = ()) -> Prepared:
    made = tuple(Unit(UnitKind.PARAGRAPH, text, spans, language=language_tag(tag)) for text, tag in units)
    segments = []
    for index, unit in enumerate(made):
        start = 0
        for number, sentence in enumerate(unit.text.replace("\n", " ").split(". ")):
            text = unit.text[start : start + len(sentence) + 1]
            inside = tuple(
                replace(span, start=max(span.start - start, 0), end=min(span.end - start, len(text)))
                for span in spans
                if span.start < start + len(text) and start < span.end
            )
            segments.append(Segment(index, number, start, text, unit.language, inside))
            start += len(text) + 1
    return Prepared(Article("a", Source("f", "g"), made, language=language), tuple(segments))


def translated(draft, **words: str):
    made = {}
    for segment in (each for each in draft.wanted if each.language in draft.routes):
        target = replace(segment, text=words.get(segment.text[:-1], segment.text.upper()), language=draft.language)
        spans = tuple(replace(span, end=min(span.end, len(target.text))) for span in segment.spans)
        target = replace(target, spans=spans)
        made[segment.unit, segment.index] = Translation(segment, target, Provenance((), Method.SEARCH))
    return assemble(draft, made)


def test_a_quotation_without_a_way_stays_as_it_is() -> None:
    draft = plan(prepared(("It rains.", "en"), ("Жаңбыр жауып тұр.", "kk")), ES, Ways(HOPS, {}))
    assert draft.problem is None
    assert set(draft.routes) == {EN}
    own = plan(prepared(("It rains.", "en"), ("Жаңбыр жауып тұр.", "kk")), EN, Ways(HOPS, {}))
    assert own.problem is None
    assert translated(draft).units[1].language == KK


def test_an_article_without_a_way_says_what_would_give_one() -> None:
    draft = plan(prepared(("Дождь.", "ru"), language=RU), language_tag("fr"), Ways(HOPS, {}))
    assert "en-fr" in draft.problem.advice
    assert "ru-en" not in draft.problem.advice  # it is there


def test_an_article_in_the_wanted_language_is_an_original() -> None:
    edition = assemble(plan(prepared(("Llueve.", "es"), language=ES), ES, Ways(HOPS, {})), {})
    assert (edition.origin, edition.state) == (Origin.ORIGINAL, EditionState.PUBLISHED)
    assert edition.units == edition.article.units


def test_the_white_space_between_sentences_is_the_sources() -> None:
    edition = translated(plan(prepared(("One. Two. Three.", "en")), ES, Ways(HOPS, {})), One="Uno.", Two="Dos.")
    assert edition.units[0].text == "Uno. Dos. THREE."
    assert edition.units[0].language == ES


def test_a_line_break_between_sentences_stays() -> None:
    line_break = Span(4, 5, SpanKind.VOID, "br")
    edition = translated(plan(prepared(("One.\nTwo.", "en"), spans=(line_break,)), ES, Ways(HOPS, {})), One="Primero.")
    (unit,) = edition.units
    assert unit.text == "Primero.\nTWO."
    assert [(span.name, span.start, span.end) for span in unit.spans] == [("br", 8, 9)]


def test_an_element_over_two_sentences_stays_one() -> None:
    link = Span(0, 9, SpanKind.INLINE, "a", (("href", "https://example.org/"),))
    edition = translated(plan(prepared(("One. Two.", "en"), spans=(link,)), ES, Ways(HOPS, {})))
    (unit,) = edition.units
    assert [(span.name, unit.text[span.start : span.end]) for span in unit.spans] == [("a", "ONE. TWO.")]
