import pytest

from syndicate.initials import extent, written
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, Mention, Segment

RU, UK, EN = (language_tag(tag) for tag in ("ru", "uk", "en"))
KOSANOV = ConceptEntry(
    "kosanov", EntryKind.PERSON, {RU: "Ермек Косанов", UK: "Єрмек Косанов", EN: "Ermek Kosanov"}, short={RU: "Косанов"}
)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Сказал Е. Косанов вчера.", "Е. Косанов"),
        ("Сказал Е. Т. Косанов вчера.", "Е. Т. Косанов"),
        ("Косанов Е.Т. и другие", "Косанов Е.Т."),
        ("Это Косанов Е., он здесь", "Косанов Е."),
        ("Пришёл Косанов. А. Петров ушёл.", "Косанов"),
        ("Тут и Косанов Е.", "Косанов"),
        ("в 2020 г. Косанов уехал", "Косанов"),
    ],
)
def test_initials_belong_to_the_name(text: str, whole: str) -> None:
    start = text.index("Косанов")
    segment = Segment(0, 0, 0, text, RU)
    begin, end = extent(segment, Mention(start, start + 7, KOSANOV, "short"))
    assert text[begin:end] == whole


def test_a_place_has_none() -> None:
    osh = ConceptEntry("osh", EntryKind.PLACE, {RU: "Ош"})
    assert extent(Segment(0, 0, 0, "А. Ош", RU), Mention(3, 5, osh, "names")) == (3, 5)


def test_initials_are_those_of_the_given_name() -> None:
    assert written("Е. ", KOSANOV, RU, UK) == "Є. "
    assert written(" Т.", KOSANOV, RU, UK) == " Т."
    assert written("E. ", KOSANOV, EN, RU) == "Е. "
