"""Files of packages: weights, tokenizers, and a package with BPE in place of SentencePiece."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
from syndicate.engines.argos.tokenizer import open_tokenizer
from syndicate.engines.argos.weights import HEADS, LAYER, choose_attention, variables
from syndicate.errors import ModelError
from syndicate.model import Direction, LanguageTag, Protected, Segment

PACKAGE = Path(__file__).parents[1] / "models" / "translate-en_es-0_1.argosmodel"


def member(name: str) -> bytes:
    with zipfile.ZipFile(PACKAGE) as archive:
        return archive.read(f"translate-en_es-0_1/{name}")


WEIGHTS = member("model/model.bin")


def test_the_table_of_variables() -> None:
    table = variables(WEIGHTS)
    assert table.choice
    assert table.layers == 2
    assert table.places[LAYER][1] == 2


def test_choosing_attention_changes_only_the_choice() -> None:
    changed = choose_attention(WEIGHTS, -2, 0)
    where = [index for index, (old, new) in enumerate(zip(WEIGHTS, changed, strict=True)) if old != new]
    table = variables(WEIGHTS)
    allowed = {place + n for name in (LAYER, HEADS) for place in [table.places[name][0]] for n in (0, 1)}
    assert where
    assert set(where) <= allowed
    assert choose_attention(changed, -1, 1) == choose_attention(WEIGHTS, -1, 1)


@settings(max_examples=60)
@given(st.one_of(st.integers(0, 400), st.integers(0, len(WEIGHTS) - 1)))
def test_a_model_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(ModelError, match=r"cut off|not a CTranslate2"):
        variables(WEIGHTS[:length])


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_garbage_is_refused_or_too_old(garbage: bytes) -> None:
    try:
        assert variables(garbage).places == {}
    except ModelError as error:
        assert "anew" in error.advice  # noqa: PT017 - either outcome is right


def test_sentencepiece_keeps_underscores_and_places(tmp_path: Path) -> None:
    file = tmp_path / "sentencepiece.model"
    file.write_bytes(member("sentencepiece.model"))
    tokenizer = open_tokenizer(file, ("en", "es"))
    text = "Tom read my_file_name.txt in Bishkek 🐎."
    pieces, offsets = tokenizer.encode(text)
    assert "".join(text[start:end] for start, end in offsets) == text
    assert tokenizer.decode(pieces)[0] == text
    decoded, places = tokenizer.decode(["▁M", "é", "xico", "_", "▁🐎", "▁España"])
    assert decoded == "México_ 🐎 España"
    assert decoded[slice(*places[-1])].strip() == "España"


BPE = ["#version: 0.2", "r e", "re d</w>", "c a", "ca r</w>"]
PIECES = ["<blank>", "<unk>", "<s>", "</s>", "red", "car", "ca@@", "r@@", "e@@", "t", "rojo", "co@@", "che"]


def bpe_package(folder: Path, end: float = 2.0) -> None:
    """Write a package of the older kind, with weights of chance: it answers, though nothing sensible."""
    from ctranslate2.specs import TransformerSpec

    chance = np.random.default_rng(5)
    spec = TransformerSpec.from_config((1, 1), 2, pre_norm=True)

    def fill(place: object, rows: int, columns: int) -> None:
        place.weight = chance.normal(0, 0.3, (rows, columns)).astype(np.float32)  # type: ignore[attr-defined]
        if hasattr(place, "bias"):
            place.bias = np.zeros(rows, np.float32)

    def norm(place: object) -> None:
        place.gamma, place.beta = np.ones(8, np.float32), np.zeros(8, np.float32)  # type: ignore[attr-defined]

    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        for layer in side.layer:
            norm(layer.self_attention.layer_norm)
            fill(layer.self_attention.linear[0], 24, 8)
            fill(layer.self_attention.linear[1], 8, 8)
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, 16, 8)
            fill(layer.ffn.linear_1, 8, 16)
    across = spec.decoder.layer[0].attention
    norm(across.layer_norm)
    for linear, rows in zip(across.linear, (8, 16, 8), strict=True):
        fill(linear, rows, 8)
    for embedding in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        fill(embedding, len(PIECES), 8)
    # Where the end is likely from the start, the output is short; where it never is, it runs away.
    spec.decoder.projection.bias = np.array([-9, -9, -9, end, *[0] * (len(PIECES) - 4)], np.float32)
    spec.register_source_vocabulary(PIECES)
    spec.register_target_vocabulary(PIECES)
    spec.validate()
    spec.optimize()
    (folder / "model").mkdir(parents=True)
    spec.save(str(folder / "model"))
    (folder / "bpe.model").write_text("\n".join(BPE) + "\n")
    (folder / "metadata.json").write_text(json.dumps({"from_code": "en", "to_code": "es", "package_version": "1.0"}))


def test_bpe_splits_joins_and_finds_its_pieces(tmp_path: Path) -> None:
    bpe_package(tmp_path / "old")
    tokenizer = open_tokenizer(tmp_path / "old" / "bpe.model", ("en", "es"))
    pieces, offsets = tokenizer.encode("red cat's my_file")
    assert pieces[:3] == ["red", "ca@@", "t"]
    assert offsets[:4] == [(0, 3), (4, 6), (6, 7), (7, 9)]
    assert offsets[-1] == (16, 17)
    assert tokenizer.decode(["co@@", "che", "rojo"]) == ("coche rojo", [(0, 2), (2, 5), (6, 10)])
    assert tokenizer.decode(tokenizer.encode("El coche rojo, señor.")[0])[0] == "El coche rojo, señor."


def test_a_bpe_package_translates(tmp_path: Path) -> None:
    bpe_package(tmp_path / "packages" / "old")
    engine = open_engine(EngineSettings(cache=tmp_path / "cache", models=tmp_path / "packages", workers=1))
    direction = Direction(LanguageTag("en"), LanguageTag("es"))
    texts = ["red car", "red cat's car"]
    batch = [Protected(text, (), (), Segment(0, 0, 0, text, LanguageTag("en"))) for text in texts]
    found = engine.translate(direction, batch)
    assert all(hypothesis.text for hypothesis in found)
    assert "@@" not in "".join(hypothesis.text for hypothesis in found)
    # Chance aligns nothing: the calibration must see that, and no link be given.
    assert engine.abilities(direction) == frozenset()
    assert all(hypothesis.links == () for hypothesis in found)


def test_what_runs_away_at_every_attempt_is_not_given(tmp_path: Path) -> None:
    bpe_package(tmp_path / "packages" / "old", end=-99)
    engine = open_engine(EngineSettings(cache=tmp_path / "cache", models=tmp_path / "packages", workers=1))
    batch = [Protected("red car", (), (), Segment(0, 0, 0, "red car", LanguageTag("en")))]
    (found,) = engine.translate(Direction(LanguageTag("en"), LanguageTag("es")), batch)
    assert (found.text, found.links, found.score) == ("", (), None)


@pytest.mark.parametrize("content", ["one two three\nfour\n", "#version: x\n"])
def test_a_damaged_bpe_model_is_an_error_not_an_exit(content: str, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "bpe.model"
    file.write_text(content)
    with pytest.raises(ModelError, match="cannot be read"):
        open_tokenizer(file, ("en", "es"))
