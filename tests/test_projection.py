from syndicate.model import Link, Span, SpanKind
from syndicate.projection import apply_edits, contiguous, project, target_ranges

INLINE = SpanKind.INLINE


def words(text: str, *marked: str) -> list[tuple[int, int]]:
    return [(text.index(each), text.index(each) + len(each)) for each in marked]


def linked(source: str, target: str, *pairs: tuple[str, str]) -> list[Link]:
    return [Link(words(source, a)[0], words(target, b)[0]) for a, b in pairs]


def marked(source: str, target: str, links: list[Link], *elements: tuple[str, str]) -> list[tuple[str, str]]:
    spans = [Span(*words(source, on)[0], INLINE, name) for name, on in elements]
    placed, _ = project(spans, links, target)
    return [(span.name, target[span.start : span.end]) for span in placed]


def test_an_element_moves_with_its_words() -> None:
    source, target = "The red car is mine.", "El coche rojo es mío."
    links = linked(source, target, ("red", "rojo"), ("car", "coche"))
    assert marked(source, target, links, ("b", "red")) == [("b", "rojo")]
    assert marked(source, target, links, ("a", "red car")) == [("a", "coche rojo")]


def test_a_gap_that_belongs_to_nobody_is_closed() -> None:
    source, target = "the Migration Service spoke", "el Servicio de Migración habló"
    links = linked(source, target, ("Migration", "Migración"), ("Service", "Servicio"))
    assert marked(source, target, links, ("a", "Migration Service")) == [("a", "Servicio de Migración")]


def test_a_gap_that_belongs_to_another_element_is_not() -> None:
    source, target = "the red and big car", "el coche rojo y grande"
    links = linked(source, target, ("red", "coche"), ("and", "rojo"), ("big", "y grande"))
    spans = [Span(*words(source, "red")[0], INLINE, "b"), Span(*words(source, "and")[0], INLINE, "i")]
    placed, lost = project(spans, links, target)
    assert [(span.name, target[span.start : span.end]) for span in placed] == [("b", "coche"), ("i", "rojo")]
    assert lost == []


def test_half_a_word_marks_the_word() -> None:
    source, target = "Russian men left.", "Los hombres rusos se fueron."
    links = linked(source, target, ("Russian", "rusos"), ("men", "hombres"))
    assert marked(source, target, links, ("a", "Russia")) == [("a", "rusos")]
    assert marked(source, target, links, ("b", "R")) == [("b", "rusos")]


def test_nested_elements_stay_nested() -> None:
    source, target = "the new European Union law", "la nueva ley de la Unión Europea"
    links = linked(source, target, ("European", "Europea"), ("Union", "Unión"), ("law", "ley"), ("new", "nueva"))
    found = marked(source, target, links, ("a", "European Union law"), ("b", "Union"))
    assert found == [("a", "ley de la Unión Europea"), ("b", "Unión")]


def test_an_element_without_words_is_told() -> None:
    placed, lost = project([Span(0, 3, INLINE, "b")], [], "nada")
    assert placed == []
    assert [span.name for span in lost] == ["b"]


def test_ranges_merge_and_keep_order() -> None:
    links = [Link((0, 3), (4, 8)), Link((0, 3), (0, 5)), Link((9, 12), (20, 22))]
    assert target_ranges((0, 3), links) == [(0, 8)]
    assert contiguous([(0, 2), (30, 36)], "ab" + " x" * 14 + "longer") == (30, 36)


def test_a_word_of_a_stronger_link_from_outside_is_not_taken() -> None:
    # "The police officer stopped the car." > "La policía dejó el coche."
    links = [
        Link((0, 3), (0, 2)), Link((4, 10), (3, 10), 0.9), Link((11, 18), (16, 18), 0.3), Link((19, 26), (11, 15)),
        Link((27, 30), (16, 18), 0.9), Link((31, 34), (19, 24)),
    ]  # fmt: skip
    assert target_ranges((4, 18), links) == [(3, 10)]
    assert target_ranges((11, 18), links) == [(16, 18)]  # nothing else is left of it


def test_edits_move_offsets() -> None:
    text, moved = apply_edits("a Tom b Tom c", [(2, 5, "Zarif"), (8, 11, "X")])
    assert text == "a Zarif b X c"
    assert [moved(2), moved(5), moved(8), moved(11), moved(12)] == [2, 7, 10, 11, 12]
    assert (moved(3), moved(3, after=True)) == (2, 7)


def test_an_element_whose_words_went_to_another_is_told_and_not_dropped_in_silence() -> None:
    source, target = "one two", "juntos"
    links = linked(source, target, ("one", "juntos"), ("two", "juntos"))
    spans = [Span(*words(source, each)[0], INLINE, "a") for each in ("one", "two")]
    placed, lost = project(spans, links, target)
    assert [(span.start, span.end) for span in placed] == [(0, 6)]
    assert lost == [spans[1]]  # no link stands in a link
    assert project([spans[0], Span(4, 7, INLINE, "b")], links, target)[1] == []
