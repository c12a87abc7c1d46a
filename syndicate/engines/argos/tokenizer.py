"""Text to the pieces a model reads, and back, each piece with its place in the text.

Argos' own decoding turns every underscore into a space, so that `my_file_name.txt` breaks; ours does not.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from syndicate.errors import ModelError
from syndicate.model import Direction

Offsets = list[tuple[int, int]]
"""For each piece, start and end in the text; an empty stretch where the piece stands for no letter of it."""


class Tokenizer(Protocol):
    """One of the two kinds that Argos packages have."""

    def encode(self, text: str) -> tuple[list[str], Offsets]:
        """Return the pieces of *text*, and where each stands."""
        ...

    def decode(self, pieces: Sequence[str]) -> tuple[str, Offsets]:
        """Return the text of *pieces*, and where each stands."""
        ...

    def fits(self, vocabulary: frozenset[str]) -> bool:
        """Whether a model with *vocabulary* was trained on such pieces."""
        ...


def open_tokenizer(path: Path, codes: tuple[str, str]) -> Tokenizer:
    """Return the tokenizer in the file *path*; *codes* are the two languages as Argos writes them.

    Raises:
        ModelError: the file is damaged, or another kind of file.
    """
    try:
        return Bpe(path, codes) if path.name == "bpe.model" else SentencePiece(path)
    # SentencePiece raises RuntimeError, OSError or TypeError by what is wrong; apply_bpe leaves the program.
    except (Exception, SystemExit) as error:
        raise ModelError(
            f"the tokenizer {path.name} cannot be read.", where=str(path.parent), advice="Install the package anew."
        ) from error


class SentencePiece:
    """A sentencepiece.model."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._model: Any = SentencePieceProcessor(model_proto=path.read_bytes())

    def encode(self, text: str) -> tuple[list[str], Offsets]:
        """Return the pieces of *text*, and where each stands (the white space before a word is the word's piece's)."""
        found = self._model.encode_as_offset_mapping(text)
        return list(found["pieces"]), [(start, end) for start, end in found["offsets"]]

    def decode(self, pieces: Sequence[str]) -> tuple[str, Offsets]:
        """Return the text of *pieces*, and where each stands."""
        found = self._model.decode_pieces_as_proto(list(pieces))
        # The offsets are in bytes of UTF-8; a byte piece may end inside a character.
        whole = found.text.encode("utf-8")
        # A piece of the model that the tokenizer does not know keeps its mark of a space.
        return found.text.replace("▁", " "), [
            (len(whole[: piece.begin].decode("utf-8", "ignore")), len(whole[: piece.end].decode("utf-8", "ignore")))
            for piece in found.pieces
        ]

    def fits(self, vocabulary: frozenset[str]) -> bool:
        """Whether most of the tokenizer's pieces are the model's, or most of the model's are the tokenizer's."""
        pieces = {self._model.id_to_piece(index) for index in range(self._model.get_piece_size())}
        common = len(pieces & vocabulary)
        return 2 * common >= min(len(pieces), len(vocabulary))


class Bpe:
    """A bpe.model: Moses' tokenizer, then byte pair encoding, with the settings of Argos' own."""

    def __init__(self, path: Path, codes: tuple[str, str]) -> None:
        from argostranslate.apply_bpe import BPE

        # Sacremoses ships no types.
        from sacremoses.normalize import MosesPunctNormalizer  # type: ignore[import-untyped]
        from sacremoses.tokenize import MosesDetokenizer, MosesTokenizer  # type: ignore[import-untyped]

        self._normalizer: Any = MosesPunctNormalizer(codes[0])
        self._tokenizer: Any = MosesTokenizer(codes[0])
        self._detokenizer: Any = MosesDetokenizer(codes[1])
        with path.open(encoding="utf-8") as file:
            self._bpe: Any = BPE(file)

    def encode(self, text: str) -> tuple[list[str], Offsets]:
        """Return the pieces of *text*, and where each stands."""
        words = self._tokenizer.tokenize(self._normalizer.normalize(text))
        pieces = list(self._bpe.segment_tokens(words))
        return pieces, locate(pieces, text)

    def decode(self, pieces: Sequence[str]) -> tuple[str, Offsets]:
        """Return the text of *pieces*, and where each stands."""
        text: str = self._detokenizer.detokenize(" ".join(pieces).replace("@@ ", "").split(" "))
        return text, locate(pieces, text)

    def fits(self, vocabulary: frozenset[str]) -> bool:
        """Whether the model knows pieces that do not end a word, as every BPE model does."""
        return any(piece.endswith("@@") for piece in vocabulary)


def locate(pieces: Sequence[str], text: str) -> Offsets:
    """Return where each of the BPE *pieces* stands in *text*, searching word after word.

    The pieces of a word that Moses has written otherwise (`&apos;s`) all get the word's stretch. A word that
    normalisation has changed is not found: its pieces get an empty stretch, and the search does not move on.

    >>> locate(["Bos@@", "ton", "&@@", "apos;s"], "Boston's")
    [(0, 3), (3, 6), (6, 8), (6, 8)]
    """
    offsets: Offsets = []
    cursor = 0
    word: list[str] = []
    for index, piece in enumerate(pieces):
        word.append(piece.removesuffix("@@"))
        if piece.endswith("@@") and index + 1 < len(pieces):
            continue
        letters = html.unescape("".join(word))
        # Not far: the same letters stand elsewhere too, and a word that was changed must not carry the search away.
        start = text.find(letters, cursor, cursor + len(letters) + 8)
        if start < 0:
            offsets += [(cursor, cursor)] * len(word)
        elif letters != "".join(word):
            offsets += [(start, start + len(letters))] * len(word)
        else:
            for part in word:
                offsets.append((start, start + len(part)))
                start += len(part)
        cursor = max(cursor, offsets[-1][1])
        word = []
    return offsets


def vocabulary_error(folder: Path, direction: Direction) -> ModelError:
    """Return the error for a tokenizer that belongs to another model."""
    return ModelError(
        "the tokenizer belongs to another model: hardly any of its pieces is known to it.",
        where=str(folder),
        advice=f"Install the package for {direction} anew.",
    )
