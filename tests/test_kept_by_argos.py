"""Addresses and other things to keep come through a neural model that would translate their pieces."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from smallmodel import settings_over

from syndicate.engines import Engine
from syndicate.engines.argos import open_engine
from syndicate.keep import keeps
from syndicate.model import Direction, Hop, LanguageTag, Segment, Span, SpanKind
from syndicate.translate import translate

MODEL = "translate-en_es-0_1"
EN_ES = Direction(LanguageTag("en"), LanguageTag("es"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(settings_over(tmp_path_factory.mktemp("argos"), MODEL))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "Write to press@example.org.",
        "Visit https://example.org/a today.",
        "The file report_2024.pdf is in the box.",
        "Tom opened www.example.com yesterday.",
        "Send it to ed.itor+news@mail.example.net, please.",
        "I read it on example.org last week.",
    ],
)
def test_it_stands_there_once_and_nothing_of_the_stand_in(engine: Engine, text: str) -> None:
    (kept,) = keeps(text)
    word = text[kept.start : kept.end]
    link = Span(kept.start, kept.end, SpanKind.INLINE, "a")
    segment = Segment(0, 0, 0, text, EN_ES.source, (link, kept))
    (made,) = translate([segment], [Hop("argos", EN_ES, "", "")], {"argos": engine})
    assert made.target.text.count(word) == 1
    assert "Boston" not in made.target.text
    held = {span.kind: made.target.text[span.start : span.end] for span in made.target.spans}
    assert held == {SpanKind.INLINE: word, SpanKind.KEEP: word}
