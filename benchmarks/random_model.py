"""An Argos package of the size that Argos publishes (6+6 layers, width 512, 32,000 pieces), its weights drawn by lot.

Its output means nothing. It is made so that every translation has the same length, in any program and without any
option: a number in the position encodings passes through all layers untouched and turns on the end of the sentence.
Another one makes it begin with the beginning of a word, and positions weigh more than words, so that it seldom says
one word four times in a row: a trained model does neither, and argostranslate joins the one without a space, where ours
tries the other again.
"""

from __future__ import annotations

import json
import random
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece

LAYERS, WIDTH, INNER, HEADS, PIECES, LONGEST = 6, 512, 2048, 8, 32_000, 600
END, BEGINNING = 0, 1
"""Numbers of the WIDTH that every layer leaves alone."""
SYLLABLES = "ba ka ta mi lo ren dor vik sha nur ali bek tan gor per mo sal den hov ski lin zan ory ul mak en ist ra to"


def make_package(path: Path, texts: Sequence[str], length: int, sentence_model: Path, seed: int = 1) -> None:
    """Write the package.

    Args:
        path: the .argosmodel to write.
        texts: what its pieces are learned from, besides made-up words.
        length: pieces of every translation.
        sentence_model: a package with minisbd/ inside, so that argostranslate needs no network.
        seed: of the weights.
    """
    with tempfile.TemporaryDirectory() as draft, zipfile.ZipFile(path, "w") as archive:
        place = Path(draft)
        _tokenizer(place / "pieces", texts)
        processor = sentencepiece.SentencePieceProcessor(model_file=str(place / "pieces.model"))
        pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
        spec = _specification(pieces, length, np.random.default_rng(seed))
        spec.validate()
        spec.optimize(quantization="int8")
        (place / "model").mkdir()
        spec.save(str(place / "model"))
        names = {"from_code": "en", "from_name": "English", "to_code": "es", "to_name": "Spanish"}
        metadata = {"package_version": "9.9", "argos_version": "1.9", **names}
        archive.writestr("translate-en_es-9_9/metadata.json", json.dumps(metadata))
        archive.write(place / "pieces.model", "translate-en_es-9_9/sentencepiece.model")
        for file in sorted((place / "model").iterdir()):
            archive.write(file, f"translate-en_es-9_9/model/{file.name}")
        with zipfile.ZipFile(sentence_model) as other:
            for name in other.namelist():
                if "/minisbd/" in name and not name.endswith("/"):
                    archive.writestr(f"translate-en_es-9_9/minisbd/{name.rsplit('/', 1)[1]}", other.read(name))


def _tokenizer(prefix: Path, texts: Sequence[str]) -> None:
    """Learn 32,000 pieces from *texts* and made-up words."""
    lot = random.Random(1)
    syllables = SYLLABLES.split()
    made_up = ["".join(lot.choice(syllables) for _ in range(lot.randint(2, 4))) for _ in range(60_000)]
    lines = [*texts, *(" ".join(made_up[at : at + 10]) for at in range(0, len(made_up), 10))]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_prefix=str(prefix), vocab_size=PIECES, model_type="bpe", minloglevel=2
    )


def _specification(pieces: Sequence[str], length: int, lot: np.random.Generator) -> Any:
    """Return the network; the first two of its WIDTH numbers tell the position and are left alone by every layer."""

    def linear(place: Any, rows: int, columns: int, *, first: bool = True) -> None:
        place.weight = lot.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)
        place.bias = np.zeros(rows, np.float32)
        if not first:
            place.weight[[END, BEGINNING]] = 0

    def norm(place: Any) -> None:
        place.gamma, place.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def block(layer: Any, attention: str, *, own: bool) -> None:
        part = getattr(layer, attention)
        norm(part.layer_norm)
        if own:
            linear(part.linear[0], 3 * WIDTH, WIDTH)
        else:
            linear(part.linear[0], WIDTH, WIDTH)
            linear(part.linear[1], 2 * WIDTH, WIDTH)
        linear(part.linear[-1], WIDTH, WIDTH, first=False)

    def feed(layer: Any) -> None:
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, INNER, WIDTH)
        linear(layer.ffn.linear_1, WIDTH, INNER, first=False)

    spec = ctranslate2.specs.TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)
    embedding = lot.normal(0, WIDTH**-0.5, (len(pieces), WIDTH)).astype(np.float32)
    embedding[:, [END, BEGINNING]] = 0
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embedding
    for layer in spec.encoder.layer:
        block(layer, "self_attention", own=True)
        feed(layer)
    for layer in spec.decoder.layer:
        block(layer, "self_attention", own=True)
        block(layer, "attention", own=False)
        feed(layer)
    norm(spec.encoder.layer_norm)
    norm(spec.decoder.layer_norm)
    positions = lot.normal(0, 3, (LONGEST, WIDTH)).astype(np.float32)
    positions[:, END] = np.where(np.arange(LONGEST) >= length, 20, -20)
    positions[:, BEGINNING] = np.where(np.arange(LONGEST) == 0, 20, 0)
    spec.decoder.position_encodings.encodings = positions
    projection = lot.normal(0, 0.1, (len(pieces), WIDTH)).astype(np.float32)
    projection[:, END] = 0
    projection[:, BEGINNING] = [5 if piece.startswith("▁") else 0 for piece in pieces]
    projection[pieces.index("</s>")] = [20, *[0] * (WIDTH - 1)]
    projection[[pieces.index("<unk>"), pieces.index("<s>")]] = [-20, *[0] * (WIDTH - 1)]
    spec.decoder.projection.weight, spec.decoder.projection.bias = projection, np.zeros(len(pieces), np.float32)
    # The two would turn on with the end; a smaller number keeps them below it and above nothing else.
    spec.decoder.projection.bias[[pieces.index("<unk>"), pieces.index("<s>")]] = -1000
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.decoder_start_token = "<s>"
    return spec
