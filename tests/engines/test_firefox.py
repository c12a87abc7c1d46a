"""Firefox's models through the real library: one of the same form, trained on sentences of our own."""

from __future__ import annotations

import os
import shutil
import signal
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicate.engines import Engine, EngineSettings
from syndicate.engines.argos.package import find_packages
from syndicate.engines.firefox import open_engine
from syndicate.engines.firefox.models import find_models
from syndicate.engines.firefox.worker import LONGEST, Steady
from syndicate.errors import EngineError, ModelError
from syndicate.glossary.entries import load
from syndicate.glossary.match import Matcher
from syndicate.model import Article, Direction, LanguageTag, Method, Segment, Source, Unit, UnitKind
from syndicate.prepare import prepare_article
from syndicate.protect import protect
from syndicate.translate import translate

MODEL = Path(__file__).parents[1] / "models" / "firefox" / "en-es"
EN, ES = LanguageTag("en"), LanguageTag("es")
PAIR = Direction(EN, ES)
SAID = {
    "The mayor opened a school in Boston on Monday.": "El alcalde abrió una escuela en Boston el lunes.",
    "My sister lost a key near the river yesterday.": "Mi hermana perdió una llave cerca del río ayer.",
    "Our neighbour sold the house last year.": "Nuestro vecino vendió la casa el año pasado.",
}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(MODEL, tmp_path / "models" / "en-es")
    return tmp_path / "models"


@pytest.fixture
def engine(models: Path, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(EngineSettings(cache=tmp_path / "cache", models=models, workers=2, timeout=60))
    yield opened
    opened.close()


def ask(engine: Engine, *texts: str) -> list[str]:
    found = engine.translate(PAIR, [protect(Segment(0, 0, 0, text, EN), Method.SEARCH, ES) for text in texts])
    return [each.text for each in found]


def test_sentences_come_back_whole_and_in_order(engine: Engine) -> None:
    texts = [*SAID, "", *SAID] * 20
    assert ask(engine, *texts) == [SAID.get(text, "") for text in texts]
    assert ask(engine) == []


def test_a_sentence_is_never_cut(engine: Engine) -> None:
    """The library would read the first pieces and say nothing."""
    long = " ".join(["The mayor opened a school in Boston on Monday"] * (LONGEST // 5)) + "."
    first, *rest = SAID
    assert ask(engine, long, first, *rest) == ["", *SAID.values()]


def test_a_target_without_end_is_none(models: Path, engine: Engine) -> None:
    weights = models / "en-es" / "model.enes.intgemm.alphas.bin"
    data = bytearray(weights.read_bytes())
    struct.pack_into(
        "<f", data, place(bytes(data), "decoder_ff_logit_out_b"), -1000.0
    )  # the piece that ends a sentence
    weights.write_bytes(data)
    assert ask(engine, *SAID) == [""] * len(SAID)


def place(data: bytes, wanted: str) -> int:
    """Return where the numbers of the item *wanted* begin in Marian's file *data*."""
    (count,) = struct.unpack_from("<Q", data, 8)
    heads = [struct.unpack_from("<4Q", data, 16 + 32 * number) for number in range(count)]
    at = 16 + 32 * count
    names = []
    for length, *_ in heads:
        names.append(data[at : at + length - 1].decode())
        at += length
    at += sum(4 * dimensions for _, _, dimensions, _ in heads)
    at += 8 + struct.unpack_from("<Q", data, at)[0]
    return at + sum(
        size for name, (*_, size) in zip(names, heads, strict=True) if names.index(name) < names.index(wanted)
    )


def test_a_name_that_the_model_does_not_know_is_proved(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text(
        "abaeva:\n  kind: person\n  gender: f\n  names: {en: Aizhan Abaeva, es: Aizhán Abáeva}\n", "utf-8"
    )
    unit = Unit(UnitKind.PARAGRAPH, "Aizhan Abaeva wrote a letter in the town on Friday.")
    article = Article("a", Source("f", "g"), (unit,), language=EN)
    prepared = prepare_article(article, {EN: Matcher(load([tmp_path / "names.yaml"]), EN)})
    [made] = translate(prepared.segments, [engine.hops()[0]], {"firefox": engine})
    assert made.target.text == "Aizhán Abáeva escribió una carta en la ciudad el viernes."
    assert [row.outcome for row in made.ledger] == ["held"]


def test_its_models_are_told_from_those_of_argos(models: Path, engine: Engine, tmp_path: Path) -> None:
    [hop] = engine.hops()
    assert (str(hop.direction), hop.model) == ("en-es", "model.enes.intgemm.alphas.bin")
    assert engine.faults() == ()
    assert find_packages(models) == ((), ())
    assert {file.parent for file in engine.files(PAIR)} == {models / "en-es"}
    (models / "en-es" / "vocab.enes.spm").write_bytes(MODEL.joinpath("vocab.enes.spm").read_bytes() + b"\0")
    assert engine.hops()[0].digest != hop.digest


def test_a_vocabulary_for_each_side(models: Path, engine: Engine) -> None:
    shared = models / "en-es" / "vocab.enes.spm"
    shutil.copy(shared, models / "en-es" / "srcvocab.enes.spm")
    shared.rename(models / "en-es" / "trgvocab.enes.spm")
    assert ask(engine, *SAID) == list(SAID.values())


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "vocab.enes.spm").unlink(), r"vocab\.\*\.spm.* is missing"),
        (lambda folder: (folder / "model.enes.intgemm.alphas.bin").write_bytes(b""), "is empty"),
        (lambda folder: shutil.copy(folder / "vocab.enes.spm", folder / "vocab.esen.spm"), "there twice"),
    ],
)
def test_a_broken_model_is_named_and_not_offered(models: Path, engine: Engine, spoil: object, told: str) -> None:
    spoil(models / "en-es")  # type: ignore[operator]
    assert engine.hops() == ()
    [fault] = engine.faults()
    assert str(models / "en-es") in str(fault)
    with pytest.raises(ModelError, match=told):
        raise fault


@pytest.mark.parametrize("file", ["model.enes.intgemm.alphas.bin", "vocab.enes.spm"])
def test_a_model_that_the_library_does_not_take_is_an_error(models: Path, engine: Engine, file: str) -> None:
    (models / "en-es" / file).write_bytes(b"nothing of the kind" * 100)
    with pytest.raises((ModelError, EngineError), match="en-es"):
        ask(engine, *SAID)


def test_a_process_that_dies_or_hangs_is_replaced_once(models: Path) -> None:
    worker = Steady(models / "en-es", timeout=3)
    first, *_ = SAID
    assert worker.translate([first]) == [SAID[first]]
    os.kill(worker.id, signal.SIGKILL)
    assert worker.translate([first]) == [SAID[first]]
    os.kill(worker.id, signal.SIGSTOP)
    with pytest.raises(EngineError, match="died twice: it said nothing for 3 seconds"):
        worker.translate([first])
    worker.close()


def test_without_the_library_nothing_is_offered_and_why_is_told(
    models: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.engines.firefox.find_spec", lambda _: None)
    assert engine.hops() == ()
    assert [fault.message for fault in engine.faults()] == ["the library fxtranslate is missing."]
    shutil.rmtree(models)
    assert engine.faults() == ()
    assert find_models(models) == ((), ())
