"""What an editor would read: phrases that must stand in a translation, against gold files that an editor could write.

`tests/gold/translation/<pair>.txt`: a sentence, `---`, then phrases that must stand in its translation, or behind `!`
must not, `===`.
"""

from collections.abc import Iterator

import pytest
from goldcases import sentences

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import ApertiumEngine, open_engine
from syndicate.languages import language_tag
from syndicate.model import Direction, Hypothesis, Protected, Segment


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApertiumEngine]:
    opened = open_engine(EngineSettings(cache=tmp_path_factory.mktemp("cache")))
    yield opened
    opened.close()


def translated(engine: ApertiumEngine, pair: str, sentence: str) -> Hypothesis:
    source, target = map(language_tag, pair.split("-"))
    segment = Segment(0, 0, 0, sentence, source)
    return engine.translate(Direction(source, target), [Protected(sentence, (), (), segment)])[0]


@pytest.mark.parametrize(("pair", "sentence", "phrases"), sentences("translation"))
def test_gold(engine: ApertiumEngine, pair: str, sentence: str, phrases: list[str]) -> None:
    text = translated(engine, pair, sentence).text
    assert phrases
    for phrase in phrases:
        if phrase.startswith("! "):
            assert phrase[2:] not in text
        else:
            assert phrase in text


@pytest.mark.parametrize(
    ("pair", "sentence", "unknown"),
    [
        ("ru-uk", "Он помог живущим на улице.", ["що", "живе"]),  # no such participle
        ("ru-uk", "Для него это труднее, т. е. важнее.", []),  # what we write ourselves is known
        ("en-es", "The zzqrx said it.", ["zzqrx"]),
    ],
)
def test_what_could_not_be_written_is_told(
    engine: ApertiumEngine, pair: str, sentence: str, unknown: list[str]
) -> None:
    answer = translated(engine, pair, sentence)
    assert [answer.text[start:end] for start, end in answer.unknown] == unknown
