"""The search for sentences like one that is wanted."""

from pathlib import Path

import pytest

from syndicate.languages import language_tag
from syndicate.state import State, near
from syndicate.tmx import TranslationUnit

EN, ES, ZH = language_tag("en"), language_tag("es"), language_tag("zh")


@pytest.fixture
def state(tmp_path: Path):
    units = [
        TranslationUnit(
            "The minister opened the new bridge in Osh.", "El ministro abrió el puente nuevo en Osh.", (EN, ES)
        ),
        TranslationUnit("The minister closed the old school in Osh.", "El ministro cerró la escuela vieja.", (EN, ES)),
        TranslationUnit("Rain is expected.", "Se espera lluvia.", (EN, ES)),
        TranslationUnit("部长今天开放了新桥。", "El ministro abrió hoy el puente.", (ZH, ES)),
    ]
    with State(tmp_path / "state.sqlite") as opened:
        assert opened.translations.take(units, "agency.tmx") == 4
        yield opened


def test_the_nearest_comes_first_and_the_far_never(state: State) -> None:
    found = state.translations.near("The minister opened a new bridge in Osh.", EN, ES, least=50)
    assert found[0].target == "El ministro abrió el puente nuevo en Osh."
    assert found[0].score > found[-1].score or len(found) == 1
    assert "Se espera lluvia." not in [one.target for one in found]
    assert found[0].tool == "tmx:agency.tmx"


def test_a_pair_is_a_pair(state: State) -> None:
    assert state.translations.near("Rain is expected.", ES, EN) == []
    assert [one.score for one in state.translations.near("Rain is expected.", EN, ES)] == [100.0]


def test_scripts_without_spaces(state: State) -> None:
    assert [one.source for one in state.translations.near("部长昨天开放了新桥。", ZH, ES)] == ["部长今天开放了新桥。"]


def test_what_others_translated_is_never_recalled_and_never_pruned(state: State) -> None:
    assert state.translations.prune() == 0
    assert len(list(state.translations.units())) == 4


def test_what_is_translated_again_is_found_by_its_new_words_only(state: State) -> None:
    unit = TranslationUnit("The harbour reopened.", "Reabrió el puerto.", (EN, ES), "tool")
    state.translations.take([unit, unit], "a.tmx")
    assert [one.target for one in state.translations.near("The harbour reopened.", EN, ES)] == ["Reabrió el puerto."]
    database = state.translations._base.connection
    assert database.execute(
        "SELECT count(*) FROM words w LEFT JOIN translations t USING (number) WHERE t.number IS NULL"
    ).fetchone() == (0,)


def test_a_sentence_costs_as_much_to_remember_however_many_there_are(state: State) -> None:
    def units(start: int, count: int) -> list[TranslationUnit]:
        return [
            TranslationUnit(f"Number{each} was late again.", f"El número{each} llegó tarde.", (EN, ES), "tool")
            for each in range(start, start + count)
        ]

    def steps(some: list[TranslationUnit]) -> int:
        counted = [0]
        database = state.translations._base.connection
        database.set_progress_handler(lambda: counted.__setitem__(0, counted[0] + 1), 100)
        state.translations.take(some, "a.tmx")
        database.set_progress_handler(None, 0)
        return counted[0]

    few = steps(units(0, 100))
    state.translations.take(units(100, 3000), "a.tmx")
    assert steps(units(3100, 100)) < 3 * few


def test_the_commonest_words_are_left_out_where_too_many_places_would_be_read(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = [
        TranslationUnit(f"The minister opened hall number {n}.", f"Abrió la sala {n}.", (EN, ES)) for n in range(50)
    ]
    state.translations.take(units, "b.tmx")
    monkeypatch.setattr(near, "_READ", 20)
    database = state.translations._base.connection
    read: list[str] = []
    database.set_trace_callback(read.append)
    found = state.translations.near("The minister opened the new bridge in Talas.", EN, ES)
    assert found[0].target == "El ministro abrió el puente nuevo en Osh."
    [search] = [each for each in read if "shared" in each]
    words = near.signature("The minister opened the new bridge in Talas.", "en", "es")
    assert 2 <= sum(str(word) in search for word in words) < len(words)
