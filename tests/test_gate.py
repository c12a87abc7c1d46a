import pytest

from syndicate.config import GateTable
from syndicate.gate import decide, reasons
from syndicate.languages import language_tag
from syndicate.model import Article, Edition, EditionState, Issue, IssueType, Origin, Source

ARTICLE = Article("0" * 20, Source("f", "g"), (), language=language_tag("en"))


def edition(*found: tuple[str, IssueType], origin: Origin = Origin.MACHINE) -> Edition:
    issues = tuple(Issue(kind, check, "x") for check, kind in found)
    return Edition(ARTICLE, language_tag("az"), (), origin=origin, issues=issues)


@pytest.mark.parametrize(
    ("found", "rules", "state"),
    [
        ([], {}, EditionState.PUBLISHED),
        ([("names", IssueType.MISSPELLING)], {}, EditionState.NOTED),
        ([("names", IssueType.MISSPELLING), ("names", IssueType.TERMINOLOGY)], {}, EditionState.HELD),
        ([("numbers", IssueType.NUMBERS)], {"numbers": "note"}, EditionState.NOTED),
        ([("names", IssueType.MISSPELLING)], {"names": "hold", "names/misspelling": "pass"}, EditionState.PUBLISHED),
        ([("mine", IssueType.MARKUP)], {"markup": "hold"}, EditionState.HELD),
    ],
)
def test_the_worst_finding_decides(
    found: list[tuple[str, IssueType]], rules: dict[str, str], state: EditionState
) -> None:
    assert decide(edition(*found), GateTable(rules)).state is state


def test_a_direction_under_review_is_held_however_many_sentences_were_corrected() -> None:
    table = GateTable(review=("en-az",))
    assert decide(edition(), table).state is EditionState.HELD
    assert decide(edition(origin=Origin.EDITED), table).state is EditionState.HELD


def test_an_original_passes() -> None:
    found = edition(("names", IssueType.TERMINOLOGY), origin=Origin.ORIGINAL)
    assert decide(found, GateTable()).state is EditionState.PUBLISHED


def test_reasons_are_what_holds() -> None:
    found = edition(("names", IssueType.MISSPELLING), ("numbers", IssueType.NUMBERS))
    assert [issue.type for issue in reasons(found, GateTable())] == [IssueType.NUMBERS]
