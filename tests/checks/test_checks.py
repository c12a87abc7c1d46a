"""Each check on hand-made sentences: what it must say, and what it must not."""

from dataclasses import replace

import pytest

from syndicate import registry
from syndicate.checks.length import repeated
from syndicate.checks.numbers import difference
from syndicate.languages import language_tag
from syndicate.model import (
    Article,
    ConceptEntry,
    Edition,
    EntryKind,
    Issue,
    IssueType,
    LedgerRow,
    Mention,
    Method,
    Provenance,
    Segment,
    Source,
    Span,
    SpanKind,
    Translation,
)

EN, ES = language_tag("en"), language_tag("es")
KYIV = ConceptEntry("kyiv", EntryKind.PLACE, {EN: "Kyiv", ES: "Kiev"}, avoid={ES: ("Kyev",)})


def pair(source: str, target: str, **more: object) -> Translation:
    segments = Segment(3, 1, 0, source, EN), Segment(3, 1, 0, target, ES)
    return replace(Translation(*segments, Provenance((), Method.SEARCH)), **more)


def found(check: str, *translations: Translation) -> list[Issue]:
    edition = Edition(Article("a", Source("f", "g"), (), language=EN), ES, (), translations=translations)
    issues = list(registry.load("checks", check).check(edition))
    assert all(issue.check == check for issue in issues)
    return issues


def row(outcome: str, form: str = "Kiev") -> LedgerRow:
    return LedgerRow("a", 3, 1, "kyiv", ES, "Kyiv", "", form, "entry", Method.PLACEHOLDER, outcome)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("lost", IssueType.TERMINOLOGY),
        ("doubled", IssueType.TERMINOLOGY),
        ("no-form", IssueType.INCONSISTENT_ENTITIES),
    ],
)
def test_a_name_that_does_not_hold_is_reported(outcome: str, kind: IssueType) -> None:
    (issue,) = found("names", pair("Kyiv spoke.", "Habló.", ledger=(row(outcome, ""),)))
    assert (issue.type, issue.unit, issue.segment) == (kind, 3, 1)
    assert "“Kyiv” (kyiv)" in issue.comment


def test_a_title_without_a_term_is_no_finding() -> None:
    title = replace(KYIV, kind=EntryKind.TITLE)
    each = pair("Kyiv spoke.", "Habló.", ledger=(row("no-form", ""),))
    each = replace(each, source=replace(each.source, mentions=(Mention(0, 4, title, "names"),)))
    assert found("names", each) == []


def test_a_name_is_proved_in_the_finished_text() -> None:
    assert found("names", pair("Kyiv spoke.", "Kiev habló.", ledger=(row("held"),))) == []
    (issue,) = found("names", pair("Kyiv spoke.", "Kyiv habló.", ledger=(row("held"),)))
    assert "is not in the target any more" in issue.comment


def test_an_avoided_spelling_is_reported() -> None:
    each = pair("Kyiv spoke.", "Kyev habló.")
    each = replace(each, source=replace(each.source, mentions=(Mention(0, 4, KYIV, "names"),)))
    (issue,) = found("names", each)
    assert "“Kyev” must not be written" in issue.comment


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("260,000 people", "260.000 personas"),
        ("260,000 people", "260 000 personnes"),
        ("3.5 metres", "3,5 metros"),
        ("On May 4, 2026, 12 came", "El 4 de mayo de 2026 llegaron 12"),
        ("in 2026 500 people", "500 personas en 2026"),
        ("٤ books", "4 libros"),
        ("the 26th", "el 26"),
        ("in the 19th century", "en el siglo XIX"),
        ("Catherine II came", "Vino Catalina 2"),
    ],
)
def test_the_same_numbers(source: str, target: str) -> None:
    assert difference(source, target) == ([], [])


@pytest.mark.parametrize(
    ("source", "target", "missing", "extra"),
    [
        ("1,200 people", "120 personas", ["1200"], ["120"]),
        ("12 and 12", "12", ["12"], []),
        ("none", "7", [], ["7"]),
    ],
)
def test_other_numbers(source: str, target: str, missing: list[str], extra: list[str]) -> None:
    assert difference(source, target) == (missing, extra)
    (issue,) = found("numbers", pair(source, target))
    assert issue.type is IssueType.NUMBERS


def test_markup_is_counted() -> None:
    each = pair("the red car", "el coche rojo")
    bold, kept = Span(4, 7, SpanKind.INLINE, "b"), Span(4, 7, SpanKind.KEEP, "code")
    (issue,) = found("markup", replace(each, source=replace(each.source, spans=(bold,))))
    assert "bold on “red” stands 0 times for 1" in issue.comment
    (issue,) = found("markup", replace(each, source=replace(each.source, spans=(kept,))))
    assert issue.type is IssueType.OMISSION
    both = replace(each, source=replace(each.source, spans=(bold,)), target=replace(each.target, spans=(bold,)))
    assert found("markup", both) == []


def test_what_came_back_as_it_went_in() -> None:
    sentence = "The borders of the country are open again."
    kinds = {issue.type for issue in found("language", pair(sentence, sentence))}
    assert IssueType.UNTRANSLATED in kinds
    assert found("language", pair("Photo: Aida Saparova", "Photo: Aida Saparova")) == []


def test_another_language_is_heard() -> None:
    sentence = "Границы страны снова открыты, сообщили в министерстве, и поезда пойдут с понедельника."
    (issue,) = found("language", pair("The borders are open again, the ministry said.", sentence))
    assert issue.type is IssueType.LOCALE_VIOLATION
    spanish = "Las fronteras del país están abiertas otra vez, dijo el ministerio, y los trenes saldrán el lunes."
    assert found("language", pair("The borders are open again, the ministry said.", spanish)) == []


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("", IssueType.OMISSION),
        ("sí", IssueType.LENGTH),
        ("de la casa de la casa de la casa de la casa de la casa", IssueType.DUPLICATION),
        ("Las fronteras del país están abiertas.", None),
    ],
)
def test_length(target: str, kind: IssueType | None) -> None:
    issues = found("length", pair("The borders of the country are open.", target))
    assert [issue.type for issue in issues] == ([kind] if kind else [])


def test_repetition_is_told_from_emphasis() -> None:
    assert repeated("no no no, he said") == ""
    assert repeated("10 10 10 10") == ""
    assert repeated("ha ha ha ha ha") == "ha"


def test_words_the_engine_does_not_know() -> None:
    known = "los caballos no conocen las fronteras de ningún país del mundo"
    (issue,) = found("words", pair("x", f"{known} walkers walkers", unknown=("walkers", "walkers", "Khovd")))
    assert issue.comment == "words that the engine does not know: “walkers” (2)."
    kinds = [issue.type for issue in found("words", pair("x", "los walkers loaves", unknown=("walkers", "loaves")))]
    assert kinds == [IssueType.UNTRANSLATED, IssueType.MISTRANSLATION]


def test_a_fraction_is_no_whole_number() -> None:
    from syndicate.checks.numbers import difference

    assert difference("4.2 million", "42 millones") == (["4.2"], ["42"])
    assert difference("40,000 people", "4.000 personas") == (["40000"], ["4000"])
    assert difference("4.2 million and 25,000", "4,2 millones y 25.000") == ([], [])
