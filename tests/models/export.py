"""A trained network to CTranslate2's int8 weights, and those to an .argosmodel."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerSpec
from network import Network
from sentencepiece import SentencePieceProcessor


def specification(network: Network, tokenizer: Path) -> TransformerSpec:
    """Return CTranslate2's description of *network*, weights and vocabulary in it."""
    shape = network.shape
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    spec = TransformerSpec.from_config((shape.encoder, shape.decoder), shape.heads, pre_norm=True)

    def linear(place: Any, *names: str) -> None:
        """CTranslate2 keeps query, key and value as one matrix."""
        place.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        place.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(place: Any, name: str) -> None:
        place.gamma, place.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def own(layer: Any, name: str) -> None:
        norm(layer.self_attention.layer_norm, f"{name}.own_norm")
        linear(layer.self_attention.linear[0], *(f"{name}.own.{part}" for part in ("query", "key", "value")))
        linear(layer.self_attention.linear[1], f"{name}.own.out")

    def feed(layer: Any, name: str) -> None:
        norm(layer.ffn.layer_norm, f"{name}.feed_norm")
        linear(layer.ffn.linear_0, f"{name}.feed.rise")
        linear(layer.ffn.linear_1, f"{name}.feed.fall")

    embedding = weights["embedding.weight"]
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = weights["bias"]
    norm(spec.encoder.layer_norm, "encoder_norm")
    norm(spec.decoder.layer_norm, "decoder_norm")
    for index, layer in enumerate(spec.encoder.layer):
        own(layer, f"encoder.{index}")
        feed(layer, f"encoder.{index}")
    for index, layer in enumerate(spec.decoder.layer):
        name = f"decoder.{index}"
        own(layer, name)
        norm(layer.attention.layer_norm, f"{name}.other_norm")
        linear(layer.attention.linear[0], f"{name}.other.query")
        linear(layer.attention.linear[1], f"{name}.other.key", f"{name}.other.value")
        linear(layer.attention.linear[2], f"{name}.other.out")
        feed(layer, name)

    processor = SentencePieceProcessor(model_file=str(tokenizer))
    pieces = [processor.id_to_piece(index) for index in range(shape.pieces)]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.decoder_start_token = "<s>"  # noqa: S105 - a piece of the vocabulary, no password
    spec.config.layer_norm_epsilon = 1e-6
    return spec


def export(network: Network, tokenizer: Path, package: Path, codes: tuple[str, str], version: str, readme: str) -> None:
    """Write *network* and its *tokenizer* as an Argos *package* from and to the languages *codes*."""
    source, target = codes
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    folder = f"translate-{source}_{target}-{version.replace('.', '_')}"
    spec = specification(network, tokenizer)
    spec.validate()
    spec.optimize(quantization="int8")
    with (
        tempfile.TemporaryDirectory() as draft,
        zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        spec.save(draft)
        archive.writestr(f"{folder}/metadata.json", json.dumps(metadata, indent=2))
        archive.writestr(f"{folder}/README.md", readme)
        archive.write(tokenizer, f"{folder}/sentencepiece.model")
        for file in sorted(Path(draft).iterdir()):
            archive.write(file, f"{folder}/model/{file.name}")
