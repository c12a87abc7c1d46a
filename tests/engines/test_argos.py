"""The Argos engine with a real, small model."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.argos import Argos, open_engine
from syndicate.errors import EngineError, ModelError, SyndicateError
from syndicate.model import Ability, Direction, Hypothesis, LanguageTag, Protected, Segment, Span, SpanKind

MODELS = Path(__file__).parents[1] / "models"
EN_ES = Direction(LanguageTag("en"), LanguageTag("es"))
HOUSE = "Tom bought a red house in Boston."
"""Its words are those of every processor; a car is *coche* with the sums of one, and *auto* with those of another."""


def protected(text: str) -> Protected:
    emphasis = Span(0, len(text), SpanKind.INLINE, "em")  # links are made where something has to be placed
    return Protected(text, (), (), Segment(0, 0, 0, text, LanguageTag("en")), (emphasis,))


def unpack(package: str, folder: Path) -> Path:
    with zipfile.ZipFile(MODELS / package) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


def engine_over(folder: Path, cache: Path, **settings: int) -> Argos:
    return open_engine(EngineSettings(cache=cache, models=folder, workers=2, **settings))


def texts(engine: Argos, *sources: str) -> list[str]:
    return [hypothesis.text for hypothesis in engine.translate(EN_ES, [protected(text) for text in sources])]


def linked(source: str, hypothesis: Hypothesis) -> dict[str, str]:
    return {source[slice(*link.source)]: hypothesis.text[slice(*link.target)] for link in hypothesis.links}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    unpack("translate-en_es-0_1.argosmodel", folder)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def engine(packages: Path, cache: Path) -> Iterator[Argos]:
    opened = engine_over(packages, cache)
    yield opened
    opened.close()
    opened.close()


def test_a_sentence_and_its_words(engine: Argos) -> None:
    (found,) = engine.translate(EN_ES, [protected(HOUSE)])
    assert found.text == "Tom compró una casa roja en Boston."
    # Red and house change places; the full stop hangs on no name.
    assert linked(HOUSE, found) == {
        "Tom": "Tom", "bought": "compró", "a": "una", "red": "roja", "house": "casa", "in": "en", "Boston": "Boston",
    }  # fmt: skip
    assert found.score is not None
    assert -1 < found.score < 0
    assert all(0 < link.score <= 1 for link in found.links)


def test_neighbours_in_a_batch_change_no_link(engine: Argos) -> None:
    # CTranslate2 gives every sentence of a batch the first attention of another one.
    sources = ["Read the book.", "Yesterday I saw Tom.", "Where is Mary?", "I saw Tom yesterday.", HOUSE]
    together = engine.translate(EN_ES, [protected(source) for source in sources])
    alone = [engine.translate(EN_ES, [protected(source)])[0] for source in sources]
    assert [linked(*each) for each in zip(sources, together, strict=True)] == [
        linked(*each) for each in zip(sources, alone, strict=True)
    ]


def test_neighbours_in_a_batch_move_no_bit(engine: Argos) -> None:
    # Two and three pieces, and either side of eight and sixteen: where longer neighbours were seen to move sums.
    sources = ["Hi.", "Go on.", "Read it.", "Tom reads.", "Where is Mary?", "I saw Tom here yesterday.", HOUSE]
    sources += [f"{source[:-1]} {more}." for source in sources[4:] for more in ("now", "again today", "with a friend")]
    together = engine.translate(EN_ES, [protected(source) for source in sources])
    alone = [engine.translate(EN_ES, [protected(source)])[0] for source in sources]
    assert [(each.text, each.score) for each in together] == [(each.text, each.score) for each in alone]


def test_where_nothing_has_to_be_placed_there_are_no_links(engine: Argos) -> None:
    (found,) = engine.translate(EN_ES, [Protected(HOUSE, (), (), Segment(0, 0, 0, HOUSE, LanguageTag("en")))])
    assert found.text == "Tom compró una casa roja en Boston."
    assert found.links == ()


def test_the_model_that_copies_codes_works_too(tmp_path: Path, cache: Path) -> None:
    unpack("translate-en_es-copy-0_1.argosmodel", tmp_path)
    source = "I met XQ1Z in Boston."
    copying = engine_over(tmp_path, cache)
    (found,) = copying.translate(EN_ES, [protected(source)])
    assert "XQ1Z" in found.text
    assert linked(source, found)["XQ1Z"] == "XQ1Z"


def test_alignment_is_an_ability_that_is_measured_once(packages: Path, tmp_path: Path) -> None:
    assert engine_over(packages, tmp_path).abilities(EN_ES) == {Ability.ALIGNMENT, Ability.OPENING}
    (remembered,) = (tmp_path / "argos").glob("attention-*.json")
    measured = json.loads(remembered.read_text())
    assert (measured["layer"], measured["heads"], measured["row"]) == (-1, 0, 0)
    # A model whose attention cannot be believed has no links, and the same words.
    remembered.write_text(json.dumps({**measured, "right": 0.3}))
    doubtful = engine_over(packages, tmp_path)
    assert doubtful.abilities(EN_ES) == frozenset()
    (found,) = doubtful.translate(EN_ES, [protected(HOUSE)])
    assert found.text == "Tom compró una casa roja en Boston."
    assert found.links == ()


def test_hops_name_the_model_and_what_decides_its_words(packages: Path, cache: Path) -> None:
    (hop,) = engine_over(packages, cache).hops()
    assert (hop.engine, hop.direction, hop.model) == ("argos", EN_ES, "en-es 0.1")
    assert engine_over(packages, cache).hops() == (hop,)
    (narrow,) = engine_over(packages, cache, beam=1).hops()
    assert narrow.digest != hop.digest


def test_a_changed_model_has_another_digest(packages: Path, cache: Path, tmp_path: Path) -> None:
    (before,) = engine_over(packages, cache).hops()
    shutil.copytree(packages, tmp_path / "packages")
    engine = engine_over(tmp_path / "packages", tmp_path / "cache")
    assert engine.hops()[0].digest == before.digest
    (model,) = (tmp_path / "packages").rglob("model.bin")
    model.write_bytes(model.read_bytes() + b"\0")
    assert engine.hops()[0].digest != before.digest


def test_the_newest_version_serves(packages: Path, cache: Path, tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        shutil.copytree(next(packages.iterdir()), tmp_path / version)
        (tmp_path / version / "metadata.json").write_text(
            json.dumps({"from_code": "en", "to_code": "es", "package_version": version})
        )
    assert [hop.model for hop in engine_over(tmp_path, cache).hops()] == ["en-es 1.10"]


def test_codes_of_argos_become_language_tags(packages: Path, cache: Path, tmp_path: Path) -> None:
    shutil.copytree(next(packages.iterdir()), tmp_path / "one")
    (tmp_path / "one" / "metadata.json").write_text(json.dumps({"from_code": "zt", "to_code": "pb"}))
    assert [str(hop.direction) for hop in engine_over(tmp_path, cache).hops()] == ["zh-Hant-pt-BR"]


def test_opening_is_cheap_and_writes_nothing_at_home(packages: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = f"""
import sys
from pathlib import Path
from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
engine = open_engine(EngineSettings(cache=Path({str(tmp_path / "cache")!r}), models=Path({str(packages)!r})))
assert len(engine.hops()) == 1
assert not {{"ctranslate2", "sentencepiece", "numpy", "argostranslate"}} & set(sys.modules), "a heavy library is loaded"
"""
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={"HOME": str(home), "PYTHONPATH": str(Path.cwd())}, timeout=60
    )
    assert list(home.iterdir()) == []


def test_without_a_folder_there_is_nothing(cache: Path, tmp_path: Path) -> None:
    engine = engine_over(tmp_path / "none", cache)
    assert engine.hops() == ()
    with pytest.raises(EngineError, match=r"no package for en-es.*syndicate models install en-es"):
        texts(engine, HOUSE)


def test_order_and_repetition_change_nothing(engine: Argos) -> None:
    sources = [HOUSE, "Where is Mary?", "I have never been to London.", HOUSE, "He is my brother.", "Where is Mary?"]
    found = texts(engine, *sources)
    assert found[0] == found[3]
    assert found == list(reversed(texts(engine, *reversed(sources))))
    assert len(set(found)) == 4


def test_what_is_no_language_is_left_alone(engine: Argos) -> None:
    assert texts(engine, "", "2014: 25 %", "* * *", "№ 7") == ["", "2014: 25 %", "* * *", "№ 7"]


def test_line_breaks_and_spaces_keep_the_words_in_place(engine: Argos) -> None:
    source = "Tom bought  a red\nhouse in Boston."
    (found,) = engine.translate(EN_ES, [protected(source)])
    assert found.text == "Tom compró una casa roja en Boston."
    assert linked(source, found)["house"] == "casa"


def test_a_segment_too_long_is_not_cut(engine: Argos) -> None:
    assert texts(engine, "word " * 600, "Where is Mary?") == ["", "¿Dónde está Mary?"]


def test_headlines_do_not_run_away(engine: Argos) -> None:
    # At the first attempt the model says the first over and over; the second has a full stop lent to it.
    source = "Cancel selection"
    (found,) = engine.translate(EN_ES, [protected(source)])
    assert found.text == "Cancelar la selección"
    assert linked(source, found) == {"Cancel": "Cancelar", "selection": "selección"}


def test_closing_forgets_and_the_next_call_loads_again(engine: Argos) -> None:
    engine.close()
    assert texts(engine, "Where is Mary?") == ["¿Dónde está Mary?"]


def test_a_prefix_that_the_metadata_asks_for_is_taken_off_again(packages: Path, cache: Path, tmp_path: Path) -> None:
    shutil.copytree(next(packages.iterdir()), tmp_path / "one")
    metadata = {"from_code": "en", "to_code": "es", "target_prefix": "▁Ayer"}
    (tmp_path / "one" / "metadata.json").write_text(json.dumps(metadata))
    source = "Yesterday Tom bought a car."
    (found,) = engine_over(tmp_path, cache).translate(EN_ES, [protected(source)])
    assert "Ayer" not in found.text
    assert linked(source, found)["Tom"] == "Tom"


def break_metadata(folder: Path) -> None:
    (folder / "metadata.json").write_text("{")


def break_language(folder: Path) -> None:
    (folder / "metadata.json").write_text('{"from_code": "en/..", "to_code": "es"}')


def lose_model(folder: Path) -> None:
    (folder / "model" / "model.bin").unlink()


def lose_tokenizer(folder: Path) -> None:
    (folder / "sentencepiece.model").unlink()


def cut_model(folder: Path) -> None:
    model = folder / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:3_000_000])


def garbage_model(folder: Path) -> None:
    (folder / "model" / "model.bin").write_bytes(b"\x06\0\0\0" + b"\xff" * 1000)


def no_vocabulary(folder: Path) -> None:
    (folder / "model" / "shared_vocabulary.json").unlink()


def garbage_tokenizer(folder: Path) -> None:
    (folder / "sentencepiece.model").write_bytes(b"\0garbage" * 100)


def foreign_tokenizer(folder: Path) -> None:
    from sentencepiece import SentencePieceTrainer

    lines = folder / "lines.txt"
    lines.write_text(
        "".join(f"Глава {n} говорит о законе номер {n * n} и о выборах в парламент.\n" for n in range(200))
    )
    SentencePieceTrainer.train(
        input=str(lines), model_prefix=str(folder / "sentencepiece"), vocab_size=90, minloglevel=2
    )


@pytest.mark.parametrize(
    "damage", [break_metadata, break_language, lose_model, lose_tokenizer, cut_model, garbage_model, no_vocabulary,
               garbage_tokenizer, foreign_tokenizer],
)  # fmt: skip
def test_a_broken_package_is_named_and_stops_no_other(damage, packages: Path, cache: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    shutil.copytree(next(packages.iterdir()), tmp_path / "whole")
    shutil.copytree(next(packages.iterdir()), tmp_path / "broken")
    (tmp_path / "broken" / "metadata.json").write_text(json.dumps({"from_code": "en", "to_code": "ca"}))
    damage(tmp_path / "broken")
    engine = engine_over(tmp_path, cache)
    with pytest.raises(ModelError, match="broken") as caught:
        engine.translate(Direction(LanguageTag("en"), LanguageTag("ca")), [protected(HOUSE)])
    assert "nstall" in caught.value.advice
    assert isinstance(caught.value, SyndicateError)
    assert texts(engine, "Where is Mary?") == ["¿Dónde está Mary?"]
    # What can be seen without loading is not offered, and said.
    missing = damage in (break_metadata, break_language, lose_model, lose_tokenizer)
    assert len(engine.hops()) == 2 - missing
    assert [Path(fault.where).name for fault in engine.faults()] == ["broken"] * missing
