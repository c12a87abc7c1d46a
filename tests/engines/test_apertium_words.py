"""Words that Debian's dictionaries would get badly wrong, and ours put right."""

from pathlib import Path

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.languages import language_tag
from syndicate.model import Direction, Protected, Segment


@pytest.mark.parametrize(
    ("source", "never", "wanted"),
    [
        # rus-ukr has a slur for the noun, and a nobleman for the Tatar.
        ("Новости выходят на русском.", "москал", "російськ"),
        ("Русские и украинцы живут рядом.", "москал", "російськ"),
        ("Татарин и еврей пишут письмо.", "мурзак", "татарин і єврей"),
        ("Россияне покинули страну.", "россия", "росіяни"),
    ],
)
def test_no_people_is_insulted(tmp_path: Path, source: str, never: str, wanted: str) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    segment = Segment(0, 0, 0, source, language_tag("ru"))
    direction = Direction(language_tag("ru"), language_tag("uk"))
    (answer,) = engine.translate(direction, [Protected(source, (), (), segment)])
    engine.close()
    assert never not in answer.text.lower()
    assert wanted in answer.text.lower()
