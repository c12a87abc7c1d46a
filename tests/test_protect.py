"""protect and restore: what goes in comes out, whatever an engine does to the words around it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.glossary.agreement import said_gender
from syndicate.languages import language_tag
from syndicate.model import (
    Ability,
    ConceptEntry,
    EntryKind,
    Hypothesis,
    Link,
    Mention,
    Method,
    Place,
    Segment,
    Span,
    SpanKind,
)
from syndicate.protect import ladder, protect
from syndicate.restore import restore

EN, ES, RU, UK = (language_tag(tag) for tag in ("en", "es", "ru", "uk"))


def person(**names: str) -> ConceptEntry:
    return ConceptEntry("someone", EntryKind.PERSON, {language_tag(k): v for k, v in names.items()}, gender="m")


def place(**names: str) -> ConceptEntry:
    return ConceptEntry("somewhere", EntryKind.PLACE, {language_tag(k): v for k, v in names.items()})


ATALIKOV = person(en="Aslan Atalikov", es="Aslán Atalikov", ru="Аслан Аталыков", uk="Аслан Аталиков")
KAZAKHSTAN = place(en="Kazakhstan", es="Kazajistán")


def segment(text: str, *named: tuple[str, ConceptEntry], spans: tuple[Span, ...] = (), language=EN) -> Segment:
    mentions = tuple(
        Mention(text.index(words), text.index(words) + len(words), entry, "names") for words, entry in named
    )
    return Segment(0, 0, 0, text, language, spans, mentions)


def echo(protected, target=ES, case=""):
    """An engine that gives the words back, its placeholders where they stood."""
    places = tuple(Place(i, each.start, each.end, case) for i, each in enumerate(protected.placeholders))
    links = tuple(Link(run, run) for run in protected.runs)
    return restore(protected, Hypothesis(protected.text, links, places), target)


def on(segment: Segment) -> list[tuple[str, str]]:
    return [(span.name, segment.text[span.start : span.end]) for span in segment.spans]


def test_names_are_written_in_the_target_form_and_proved() -> None:
    source = segment("Aslan Atalikov left Kazakhstan.", ("Aslan Atalikov", ATALIKOV), ("Kazakhstan", KAZAKHSTAN))
    result = echo(protect(source, Method.PLACEHOLDER, ES))
    assert result.target.text == "Aslán Atalikov left Kazajistán."
    assert result.holds
    assert [result.target.text[m.start : m.end] for m in result.target.mentions] == ["Aslán Atalikov", "Kazajistán"]


def test_a_name_without_a_term_is_left_to_the_engine() -> None:
    source = segment("Kazakhstan spoke.", ("Kazakhstan", KAZAKHSTAN))
    assert protect(source, Method.PLACEHOLDER, RU).placeholders == ()


def test_the_english_possessive_stays_outside() -> None:
    source = segment("Aslan Atalikov's deputy spoke.", ("Aslan Atalikov's", ATALIKOV))
    (held,) = protect(source, Method.PLACEHOLDER, ES).placeholders
    assert source.text[held.start : held.end] == "Aslan Atalikov"


def test_lost_and_doubled_names_do_not_hold() -> None:
    protected = protect(segment("Aslan Atalikov left.", ("Aslan Atalikov", ATALIKOV)), Method.PLACEHOLDER, ES)
    lost = restore(protected, Hypothesis("Se fue."), ES)
    assert not lost.holds
    assert lost.carried[0].times == 0
    twice = restore(protected, Hypothesis("X y X", places=(Place(0, 0, 1), Place(0, 4, 5))), ES)
    assert not twice.holds
    assert twice.carried[0].times == 2


def test_the_engines_case_decides_the_form() -> None:
    source = segment("Вопрос передали Аслану Аталыкову.", ("Аслану Аталыкову", ATALIKOV), language=RU)
    result = echo(protect(source, Method.PLACEHOLDER, UK), UK, "ins")
    assert result.target.text == "Вопрос передали Асланом Аталиковим."
    assert result.target.mentions[0].case == "ins"


def test_half_a_name_in_bold_and_a_linked_name() -> None:
    text = "Aslan Atalikov left Kazakhstan."
    spans = (Span(0, 14, SpanKind.INLINE, "a"), Span(6, 14, SpanKind.INLINE, "b"), Span(20, 30, SpanKind.INLINE, "i"))
    source = segment(text, ("Aslan Atalikov", ATALIKOV), ("Kazakhstan", KAZAKHSTAN), spans=spans)
    result = echo(protect(source, Method.PLACEHOLDER, ES))
    assert on(result.target) == [("a", "Aslán Atalikov"), ("b", "Atalikov"), ("i", "Kazajistán")]


def test_things_to_keep_come_back_unchanged() -> None:
    text = "Write to press@example.org today."
    source = segment(text, spans=(Span(9, 26, SpanKind.KEEP, "e-mail"),))
    protected = protect(source, Method.PLACEHOLDER, ES)
    result = restore(protected, Hypothesis("Escriba hoy a ZQ.", places=(Place(0, 14, 16),)), ES)
    assert result.target.text == "Escriba hoy a press@example.org."
    assert on(result.target) == [("e-mail", "press@example.org")]


def test_a_line_break_finds_its_place_without_the_engines_help() -> None:
    source = segment("First line\nsecond line", spans=(Span(10, 11, SpanKind.VOID, "br"),))
    protected = protect(source, Method.ALIGNMENT, ES)
    links = (Link((0, 5), (0, 7)), Link((6, 10), (8, 13)), Link((11, 17), (14, 21)), Link((18, 22), (22, 27)))
    result = restore(protected, Hypothesis("Primera línea segunda línea", links), ES)
    assert result.target.text == "Primera línea\nsegunda línea"
    assert on(result.target) == [("br", "\n")]
    assert restore(protected, Hypothesis("Primera línea segunda línea"), ES).lost[0].name == "br"


def test_alignment_takes_what_is_right_and_replaces_what_is_not() -> None:
    source = segment("Aslan Atalikov left Kazakhstan.", ("Aslan Atalikov", ATALIKOV), ("Kazakhstan", KAZAKHSTAN))
    protected = protect(source, Method.ALIGNMENT, ES)
    target = "Aslan Talikó dejó Kazajistán."
    links = (Link((0, 5), (0, 5)), Link((6, 14), (6, 12)), Link((15, 19), (13, 17)), Link((20, 30), (18, 28)))
    result = restore(protected, Hypothesis(target, links), ES)
    assert result.target.text == "Aslán Atalikov dejó Kazajistán."
    assert [each.form.rule for each in result.carried if each.form] == ["entry", "already right"]


def test_a_surname_is_no_rendering_of_a_full_name() -> None:
    entry = replace(ATALIKOV, short={EN: "Atalikov", ES: "Atalikov"})
    source = segment("Aslan Atalikov left.", ("Aslan Atalikov", entry))
    links = (Link((0, 5), (0, 7)), Link((6, 14), (8, 16)))
    result = restore(protect(source, Method.ALIGNMENT, ES), Hypothesis("Drytran Atalikov se fue.", links), ES)
    assert result.target.text == "Aslán Atalikov se fue."


def test_a_split_alignment_is_refused() -> None:
    source = segment("Aslan Atalikov left.", ("Aslan Atalikov", ATALIKOV))
    protected = protect(source, Method.ALIGNMENT, ES)
    links = (Link((0, 5), (0, 2)), Link((6, 14), (9, 12)))
    assert not restore(protected, Hypothesis("As se fue Tal", links), ES).holds


def test_a_stand_in_is_exchanged_for_the_name() -> None:
    source = segment("Tom met Aslan Atalikov in town.", ("Aslan Atalikov", ATALIKOV))
    protected = protect(source, Method.STAND_IN, ES)
    stand_in = protected.text[protected.placeholders[0].start : protected.placeholders[0].end]
    assert stand_in not in source.text
    result = restore(protected, Hypothesis(f"Tom conoció a {stand_in} en la ciudad."), ES)
    assert result.target.text == "Tom conoció a Aslán Atalikov en la ciudad."
    assert result.holds
    doubled = restore(protected, Hypothesis(f"{stand_in} conoció a {stand_in}."), ES)
    assert not doubled.holds


def test_the_ladder_follows_the_abilities() -> None:
    assert ladder(frozenset({Ability.PLACEHOLDERS}))[0] is Method.PLACEHOLDER
    assert ladder(frozenset({Ability.ALIGNMENT}))[0] is Method.ALIGNMENT
    assert ladder(frozenset())[0] is Method.SEARCH


PIECES = (
    *("Aslan Atalikov", "Kazakhstan", "@desk", "«", "»", "(", "{0}", "[1]", "XQ1Z", "й", "שלום", "👩‍👩‍👧", "e\u0301"),
    *("a_b", "word", ",", "<b>", "&amp;", "."),
)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
    text, mentions, spans, starts = "", [], [], [0]
    for piece in pieces:
        start = len(text)
        text += piece
        if piece in {"Aslan Atalikov", "Kazakhstan"}:
            entry = ATALIKOV if piece.startswith("A") else KAZAKHSTAN
            mentions.append(Mention(start, len(text), entry, "names"))
        elif piece == "@desk":
            spans.append(Span(start, len(text), SpanKind.KEEP, "handle"))
        text += " "
        starts.append(len(text))
    for name in draw(st.lists(st.sampled_from("abi"), max_size=3, unique=True)):
        first = draw(st.integers(0, len(pieces) - 1))
        last = draw(st.integers(first + 1, len(pieces)))
        spans.append(Span(starts[first], starts[last] - 1, SpanKind.INLINE, name))
    spans.sort(key=lambda span: (span.start, -span.end))
    return Segment(0, 0, 0, text.rstrip(), EN, tuple(spans), tuple(mentions))


@given(segments())
def test_an_engine_that_changes_nothing_gives_everything_back(source: Segment) -> None:
    protected = protect(source, Method.PLACEHOLDER, EN)
    result = echo(protected, EN)
    assert result.holds
    assert result.target.text == source.text
    assert [(m.start, m.end) for m in result.target.mentions] == [(m.start, m.end) for m in source.mentions]
    kept = [span for span in result.target.spans if span.kind is SpanKind.KEEP]
    assert kept == [span for span in source.spans if span.kind is SpanKind.KEEP]


@given(segments())
def test_runs_cut_no_word_and_no_placeholder(source: Segment) -> None:
    protected = protect(source, Method.PLACEHOLDER, ES)
    for (_, end), (start, _) in zip(protected.runs, protected.runs[1:], strict=False):
        assert end <= start
    for low, high in protected.runs:
        assert not any(each.start < cut < each.end for each in protected.placeholders for cut in (low, high))
        assert protected.text[low:high].strip() == protected.text[low:high] != ""


@given(segments())
def test_projected_elements_nest(source: Segment) -> None:
    result = echo(protect(source, Method.PLACEHOLDER, ES))
    inline = [span for span in result.target.spans if span.kind is SpanKind.INLINE]
    for index, one in enumerate(inline):
        for other in inline[index + 1 :]:
            apart = one.end <= other.start or other.end <= one.start
            nested = one.start <= other.start and other.end <= one.end
            crossed_in_source = any(
                a.start < b.start < a.end < b.end
                for a in source.spans
                for b in source.spans
                if {a.name, b.name} == {one.name, other.name}
            )
            assert apart or nested or crossed_in_source or (other.start, other.end) == (one.start, one.end)
        assert replace(one) in inline


@pytest.mark.parametrize(
    ("name", "kind", "written", "gender"),
    [
        ("Comisión Electoral Central", "organisation", "", "f"),
        ("Fiscalía General", "organisation", "", "f"),
        ("Banco Nacional", "organisation", "", ""),
        ("Comisión Electoral Central", "organisation", "m", "m"),
        ("Toyota", "organisation", "", ""),
        ("Unión Soviética", "place", "", ""),
    ],
)
def test_an_organisations_first_word_tells_its_gender(name: str, kind: str, written: str, gender: str) -> None:
    entry = ConceptEntry("x", EntryKind(kind), {language_tag("es"): name}, written)
    assert said_gender(entry, language_tag("es")) == gender
