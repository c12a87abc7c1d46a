"""Names and markup in sentences as they are written, against gold files that an editor could write.

`tests/gold/carriage/<pair>.txt`: a sentence with its elements, `---`, then the names in the order of the source and
the runs of the elements, as they must stand in the target, `===`.
"""

from collections.abc import Iterator

import pytest
from goldcases import GOLD, elements, sentences

from syndicate.engines import Engine, EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.glossary.entries import load_all
from syndicate.glossary.match import Matcher
from syndicate.languages import language_tag
from syndicate.model import Article, Direction, Hop, Source, SpanKind, Unit, UnitKind
from syndicate.prepare import prepare_article
from syndicate.translate import translate


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(EngineSettings(cache=tmp_path_factory.mktemp("cache")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def matchers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Matcher]:
    names, problems = load_all([GOLD / "carriage" / "names.yaml"], tmp_path_factory.mktemp("names"))
    assert problems == ()
    return {tag: Matcher(names, language_tag(tag)) for tag in ("en", "ru")}


@pytest.mark.parametrize(("pair", "marked", "wanted"), sentences("carriage"))
def test_names_and_elements(pair: str, marked: str, wanted: list[str], engine: Engine, matchers) -> None:
    source, target = (language_tag(tag) for tag in pair.split("-"))
    text, spans = elements(marked)
    unit = Unit(UnitKind.PARAGRAPH, text, spans, language=source)
    article = Article("gold", Source("gold", "gold"), (unit,), language=source)
    prepared = prepare_article(article, {source: matchers[source]})
    made = translate(prepared.segments, [Hop("apertium", Direction(source, target), "", "")], {"apertium": engine})
    kinds = {SpanKind.INLINE: "", SpanKind.KEEP: "keep"}
    found = [f"name: {row.target_form}" for each in made for row in each.ledger]
    found += [
        f"{kinds[span.kind] or span.name}: {each.target.text[span.start : span.end]}"
        for each in made
        for span in each.target.spans
        if span.kind in kinds
    ]
    assert sorted(found) == sorted(wanted)
    assert all(row.outcome == "held" and row.target_form in each.target.text for each in made for row in each.ledger)
