"""A name that was lost is written, and a neural model goes on from there: the last step of the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from smallmodel import settings_over

from syndicate.engines.argos import Argos, open_engine
from syndicate.engines.argos.attempts import collapsed
from syndicate.engines.argos.worker import Setup, load
from syndicate.glossary.entries import glossary
from syndicate.glossary.match import Matcher
from syndicate.model import (
    Ability,
    Article,
    ConceptEntry,
    Direction,
    EntryKind,
    Hop,
    Hypothesis,
    LanguageTag,
    Link,
    Mention,
    Method,
    Segment,
    Source,
    Unit,
    UnitKind,
)
from syndicate.prepare import prepare_article
from syndicate.protect import ladder, protect
from syndicate.restore import opening
from syndicate.translate import translate

MODEL = "translate-en_es-copy-0_1"
EN, ES = LanguageTag("en"), LanguageTag("es")
EN_ES = Direction(EN, ES)
NAMES = {"Kostanay": "Kostanái", "Talas": "Talás", "Zhanaozen": "Zhanaozén"}
TOM = ConceptEntry("tom", EntryKind.PERSON, {EN: "Temir Zhaksylyk", ES: "Temir Yaksylyk"}, "m")
TALAS = ConceptEntry("talas", EntryKind.PLACE, {EN: "Talas", ES: "Talás"}, "")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Argos]:
    opened = open_engine(settings_over(tmp_path_factory.mktemp("argos"), MODEL))
    yield opened
    opened.close()


def segment(text: str, *names: tuple[str, ConceptEntry]) -> Segment:
    mentions = tuple(Mention(text.index(name), text.index(name) + len(name), entry, "names") for name, entry in names)
    return Segment(0, 0, 0, text, EN, mentions=mentions)


def test_the_opening_ends_with_the_first_name_that_is_lost() -> None:
    source = segment("He saw Talas and Temir Zhaksylyk.", ("Talas", TALAS), ("Temir Zhaksylyk", TOM))
    # One name is in its place; the other came out in two pieces.
    links = (
        Link((0, 2), (0, 3)), Link((3, 6), (0, 3)), Link((7, 12), (4, 9)), Link((13, 16), (10, 11)),
        Link((17, 22), (12, 17)), Link((23, 32), (21, 26)),
    )  # fmt: skip
    answer = Hypothesis("Vio Talas y Temra de Zhasy.", links)
    assert opening(protect(source, Method.ALIGNMENT, ES), answer, ES) == "Vio Talás y Temir Yaksylyk"


def test_where_two_names_ran_into_one_it_ends_with_the_first() -> None:
    source = segment("Talas and Temir Zhaksylyk won.", ("Talas", TALAS), ("Temir Zhaksylyk", TOM))
    links = (Link((0, 5), (0, 5)), Link((6, 9), (6, 10)), Link((10, 15), (0, 5)), Link((16, 25), (0, 5)))
    assert opening(protect(source, Method.ALIGNMENT, ES), Hypothesis("Talas ganó.", links), ES) == "Talás"


def test_there_is_none_where_nothing_is_lost_or_no_word_came_from_the_name() -> None:
    source = segment("He saw Talas.", ("Talas", TALAS))
    protected = protect(source, Method.ALIGNMENT, ES)
    assert opening(protected, Hypothesis("Vio Talás.", (Link((7, 12), (4, 9)),)), ES) == ""
    assert opening(protected, Hypothesis("Vio."), ES) == ""


def test_the_model_goes_on_from_an_opening(engine: Argos) -> None:
    source = segment("Tom bought a red car in Boston.")
    protected = replace(protect(source, Method.PREFIX, ES), opening="Tomás compró un coche")
    (found,) = engine.translate(EN_ES, [protected])
    assert found.text == "Tomás compró un coche rojo en Boston."


def test_where_it_does_not_know_how_to_go_on_there_is_no_answer(engine: Argos, monkeypatch: pytest.MonkeyPatch) -> None:
    model = load(Setup(str(engine.package(EN_ES).folder), str(engine._settings.cache), 1, 4, 1024))
    source, words = "Tom bought a red car in Boston.", "Tomás compró un coche"
    assert dict(model.each([source], (), {source: words}))[source].text == "Tomás compró un coche rojo en Boston."
    monkeypatch.setattr("syndicate.engines.argos.attempts.COLLAPSE", -0.01)
    assert dict(model.each([source], (), {source: words}))[source].text == ""


def test_a_continuation_that_the_model_does_not_believe_has_collapsed() -> None:
    assert collapsed([-2.0, -3.0, -0.1])
    assert not collapsed([-0.5, -1.0, -0.1])
    assert collapsed([])


def test_three_names_in_a_row_come_through_by_it(engine: Argos) -> None:
    assert Method.PREFIX in ladder(engine.abilities(EN_ES))
    assert Method.PREFIX not in ladder(engine.abilities(EN_ES) - {Ability.OPENING})
    places = [ConceptEntry(own.lower(), EntryKind.PLACE, {EN: own, ES: other}, "") for own, other in NAMES.items()]
    text = "People in Kostanay, Talas and Zhanaozen lost their homes."
    unit = Unit(UnitKind.PARAGRAPH, text, language=EN)
    article = Article("one", Source("desk", "one"), (unit,), language=EN)
    prepared = prepare_article(article, {EN: Matcher(glossary(places), EN)})
    (made,) = translate(list(prepared.segments), [Hop("argos", EN_ES, "", "")], {"argos": engine})
    assert made.provenance.method is Method.PREFIX
    assert made.target.text == "La gente en Kostanái, Talás y Zhanaozén perdió las casas."
    assert [row.outcome for row in made.ledger] == ["held"] * 3
