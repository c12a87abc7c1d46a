"""What names, things to keep and markup go through, with the real engine: nothing lost, doubled or leaked.

Drawn by lot; benchmarks/names.py draws ten thousand of the same.
"""

from collections.abc import Iterator

import pytest
from drawn import EN_ES, RU_UK, loosened, sentences, wrong

from syndicate.engines import Engine, EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.model import Direction, Hop, SpanKind
from syndicate.translate import translate


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(EngineSettings(cache=tmp_path_factory.mktemp("cache")))
    yield opened
    opened.close()


@pytest.mark.parametrize("direction", [EN_ES, RU_UK], ids=str)
def test_nothing_is_lost_doubled_or_leaked(engine: Engine, direction: Direction) -> None:
    drawn = list(sentences(20220928, 600, direction))
    assert sum(len(each.mentions) for each in drawn) > 1000
    made = translate(drawn, [Hop("apertium", direction, "", "")], {"apertium": engine})
    assert [(each.source.text, each.target.text, wrong(each)) for each in made if wrong(each)] == []


@pytest.mark.parametrize("direction", [EN_ES, RU_UK], ids=str)
def test_elements_nest_and_hardly_one_is_lost(engine: Engine, direction: Direction) -> None:
    drawn = list(sentences(3, 600, direction))
    elements = sum(span.kind is SpanKind.INLINE for each in drawn for span in each.spans)
    made = translate(drawn, [Hop("apertium", direction, "", "")], {"apertium": engine})
    faults = [fault for each in made for fault in loosened(each)]
    assert [fault for fault in faults if "crosses" in fault or "outside" in fault] == []
    # An element on a word that the target language leaves out has no place.
    assert len(faults) <= elements * 0.01


def test_the_proof_sees_what_is_wrong(engine: Engine) -> None:
    """The judge of the tests above, on a translation that was spoilt by hand."""
    from dataclasses import replace

    drawn = [each for each in sentences(1, 40, EN_ES) if each.mentions]
    made = translate(drawn, [Hop("apertium", EN_ES, "", "")], {"apertium": engine})
    for each in made:
        assert wrong(replace(each, target=replace(each.target, text="")))
        assert wrong(replace(each, target=replace(each.target, text=each.target.text + " \ue003")))
        form = each.ledger[0].target_form
        if form not in each.source.text:
            assert wrong(replace(each, target=replace(each.target, text=f"{each.target.text} {form}")))
            assert wrong(replace(each, target=replace(each.target, text=each.target.text.replace(form, "X"))))
