"""Words that a neural model leaves out are told, and words that it did not leave out are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from smallmodel import settings_over

from syndicate.checks.coverage import check
from syndicate.config import GateTable
from syndicate.engines.argos import Argos, open_engine
from syndicate.engines.argos.coverage import MARGIN, left_out, shortened
from syndicate.gate import action
from syndicate.model import (
    Article,
    ConceptEntry,
    Direction,
    Edition,
    EntryKind,
    Hop,
    Hypothesis,
    LanguageTag,
    Mention,
    Method,
    Segment,
    Source,
)
from syndicate.protect import protect
from syndicate.restore import restore
from syndicate.state.remembered import pack, unpack
from syndicate.translate import translate

MODEL = "translate-en_es-copy-0_1"
SHORT, LEFT_OUT = "Has anybody seen my glasses anywhere?", "anywhere"
"""The test model makes “¿Alguien ha visto mis lentes?” of it."""
EN, ES = LanguageTag("en"), LanguageTag("es")
EN_ES = Direction(EN, ES)


def sentence(text: str) -> Segment:
    return Segment(0, 0, 0, text, EN)


def test_each_long_word_is_taken_out_with_its_pieces() -> None:
    pieces = ["▁Tom", "▁bought", "▁a", "▁um", "brella", "."]
    offsets = [(0, 3), (3, 10), (10, 12), (12, 15), (15, 21), (21, 22)]
    found = shortened(("Tom bought a umbrella.", pieces, offsets), "Tom compró un paraguas.")
    assert found == [
        ((4, 10), ["▁Tom", "▁a", "▁um", "brella", "."]),
        ((13, 21), ["▁Tom", "▁bought", "▁a", "."]),
    ]


def test_words_that_were_copied_and_figures_are_not_asked_for() -> None:
    text = "Boston 2024 waited"
    found = shortened((text, ["▁Boston", "▁2024", "▁waited"], [(0, 6), (6, 11), (11, 18)]), "Boston esperó")
    assert [text[start:end] for (start, end), _ in found] == ["waited"]


def test_only_a_clear_rise_is_an_omission() -> None:
    assert left_out(-10.0, [((0, 4), -10.0 + MARGIN + 0.1), ((5, 9), -10.0 + MARGIN), ((10, 14), -30.0)]) == ((0, 4),)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Argos]:
    opened = open_engine(settings_over(tmp_path_factory.mktemp("argos"), MODEL, omissions=True))
    yield opened
    opened.close()


def test_the_engine_tells_what_it_left_out_and_the_edition_says_so(engine: Argos) -> None:
    sources = [
        sentence(SHORT),
        sentence("Tom bought a red car in Boston."),
        sentence("My brother lives in a big house."),
    ]
    made = translate(sources, [Hop("argos", EN_ES, "", "")], {"argos": engine})
    assert [each.omitted for each in made] == [(LEFT_OUT,), (), ()]
    article = Article("one", Source("desk", "one"), (), language=EN)
    (issue,) = check(Edition(article, ES, (), translations=tuple(made)))
    assert LEFT_OUT in issue.comment
    assert SHORT in issue.comment
    assert action(issue, GateTable()) == "note"
    assert action(issue, GateTable({"coverage": "hold"})) == "hold"


def test_it_is_remembered_with_the_translation(engine: Argos) -> None:
    (made,) = translate([sentence(SHORT)], [Hop("argos", EN_ES, "", "")], {"argos": engine})
    assert unpack(pack(made), made.source, made.provenance.hops, "one").omitted == (LEFT_OUT,)


def test_where_it_is_not_wanted_nothing_is_looked_for_and_the_words_are_the_same(engine: Argos, tmp_path: Path) -> None:
    settings = replace(engine._settings, omissions=False)
    other = open_engine(settings)
    batch = [protect(sentence(SHORT), Method.ALIGNMENT, ES)]
    (plain,), (looked,) = other.translate(EN_ES, batch), engine.translate(EN_ES, batch)
    other.close()
    assert plain.text == looked.text
    assert (plain.omitted, bool(looked.omitted)) == ((), True)
    assert [hop.digest for hop in other.hops()] != [hop.digest for hop in engine.hops()]


def test_a_name_that_is_proved_is_no_omission() -> None:
    entry = ConceptEntry("oral", EntryKind.PLACE, {EN: "Uralsk", ES: "Oral"}, "")
    segment = replace(sentence("We left Uralsk yesterday."), mentions=(Mention(8, 14, entry, "names"),))
    answer = Hypothesis("Salimos de Oral.", omitted=((8, 14), (15, 24)))
    assert restore(protect(segment, Method.SEARCH, ES), answer, ES).omitted == ("yesterday",)
