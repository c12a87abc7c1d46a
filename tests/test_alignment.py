from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from syndicate.alignment import aligned, parts
from syndicate.model import (
    Article,
    Direction,
    Edition,
    Hop,
    LanguageTag,
    Maker,
    Method,
    Provenance,
    Segment,
    Source,
    Translation,
    Unit,
    UnitKind,
)

EN, ES = LanguageTag("en"), LanguageTag("es")
ENGINE = Provenance((Hop("apertium", Direction(EN, ES), "eng-spa 1", "d"),), Method.PLACEHOLDER)
PERSON = Provenance((), Method.HUMAN, reviewer="B. B.", reviewed=datetime(2026, 4, 2, tzinfo=UTC))
SOURCE = " One.  «Вот так.»\nThree. "
TARGET = " Uno y medio.  «Вот так.»\nTres. "


def translation(start: int, source: str, target: str, by: Provenance, index: int = 0) -> Translation:
    segment = Segment(0, index, start, source, EN)
    return Translation(segment, replace(segment, text=target, language=ES), by)


def edition(*translations: Translation, target: str = TARGET) -> Edition:
    article = Article("a" * 20, Source("f", "g"), (Unit(UnitKind.PARAGRAPH, SOURCE),), language=EN)
    return Edition(article, ES, (Unit(UnitKind.PARAGRAPH, target),), translations=translations)


def told(made: Edition) -> list[tuple[str, str, bool]]:
    return [
        (SOURCE[slice(*each.source)], made.units[0].text[slice(*each.target)], each.words) for each in parts(made, 0)
    ]


def test_sentences_lie_side_by_side_after_the_translations_are_let_go() -> None:
    made = aligned(
        edition(translation(18, "Three.", "Tres.", PERSON, 2), translation(1, "One.", "Uno y medio.", ENGINE))
    )
    assert told(replace(made, translations=())) == [
        (" ", " ", False),
        ("One.", "Uno y medio.", True),
        ("  ", "  ", False),
        ("«Вот так.»", "«Вот так.»", True),
        ("\n", "\n", False),
        ("Three.", "Tres.", True),
        (" ", " ", False),
    ]
    assert [each.maker for each in parts(made, 0) if each.words] == [
        Maker("apertium:en-es:eng-spa 1"),
        None,
        Maker("", "B. B.", datetime(2026, 4, 2, tzinfo=UTC)),
    ]


def test_a_unit_whose_words_are_others_is_one_part() -> None:
    made = aligned(edition(translation(1, "One.", "Uno.", ENGINE), target="Otra cosa."))
    assert told(made) == [(SOURCE, "Otra cosa.", True)]
    other = aligned(edition(translation(1, "One.", "Uno y medio.", ENGINE), translation(18, "Three.", "Tres.", ENGINE)))
    changed = replace(other, units=(Unit(UnitKind.PARAGRAPH, TARGET + "!"),))
    assert told(changed) == [(SOURCE, TARGET + "!", True)]


def test_an_edition_without_translations_keeps_what_it_knows() -> None:
    made = aligned(edition(translation(1, "One.", "Uno y medio.", ENGINE)))
    assert aligned(replace(made, translations=())).sentences == made.sentences != ()
