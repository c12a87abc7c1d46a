"""Firefox's translation models as they lie in a folder: what each translates, whether it is whole; nothing is loaded.

A model is a folder named after its pair, `en-es`, as the program `fxtranslate models add` and Mozilla's registry have
it: `model.*.bin`, a vocabulary `vocab.*.spm` or one a side (`srcvocab.*.spm`, `trgvocab.*.spm`), and mostly a shortlist
`lex.*.bin`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import DetectError, ModelError
from syndicate.languages import language_tag
from syndicate.model import Direction

_PAIR = re.compile(r"([A-Za-z]{2,3}(?:_[A-Za-z]+)*)-([A-Za-z]{2,3}(?:_[A-Za-z]+)*)")
_ADVICE = "Fetch it anew: fxtranslate models add; or delete this folder."


@dataclass(frozen=True, slots=True)
class Model:
    """One model, whole as far as its files tell."""

    direction: Direction
    """What it translates."""
    weights: Path
    """`model.*.bin`."""
    source: Path
    """The vocabulary of the language translated from."""
    target: Path
    """That of the language translated to; mostly the same file."""
    shortlist: Path | None
    """`lex.*.bin`; None where it has none."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.weights.parent

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that decides what it writes, each once."""
        return tuple(dict.fromkeys(file for file in (self.weights, self.source, self.target, self.shortlist) if file))


def models_folder(models: Path | None) -> Path:
    """Return the folder of models: *models*, or the one where the program `fxtranslate` keeps them. Makes nothing."""
    if models is not None:
        return models
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "fxtranslate" / "models"


def find_models(folder: Path) -> tuple[tuple[Model, ...], tuple[ModelError, ...]]:
    """Return the whole models in *folder* by direction, and what is wrong with the broken ones.

    A folder that is not named after a pair, or holds no file of a model of this kind, is another engine's.
    """
    whole: dict[Direction, Model] = {}
    broken: list[ModelError] = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if is_model(entry):
            try:
                model = read_model(entry)
                whole[model.direction] = model
            except ModelError as error:
                broken.append(error)
    return tuple(whole[direction] for direction in sorted(whole, key=str)), tuple(broken)


def is_model(folder: Path) -> bool:
    """Whether *folder* is named after a pair and holds a file of a model of this kind."""
    return bool(_PAIR.fullmatch(folder.name)) and any(
        _only(folder, pattern) for pattern in ("model.*.bin", "*vocab.*.spm")
    )


def read_model(folder: Path) -> Model:
    """Return the model in *folder*.

    Raises:
        ModelError: a file that it needs is missing, empty or there twice; names the folder.
    """
    pair = _PAIR.fullmatch(folder.name)
    try:
        if pair is None:
            raise DetectError("")
        direction = Direction(language_tag(pair[1]), language_tag(pair[2]))
    except DetectError as error:
        raise ModelError("its name is no pair of languages.", where=str(folder), advice=_ADVICE) from error
    found = {name: _only(folder, f"{name}.*") for name in ("model", "vocab", "srcvocab", "trgvocab", "lex")}
    shared = found["vocab"]
    weights, source, target = found["model"], shared or found["srcvocab"], shared or found["trgvocab"]
    if weights is None or source is None or target is None:
        lacks = "model.*.bin" if weights is None else "vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm,"
        raise ModelError(f"{lacks} is missing, or there twice.", where=str(folder), advice=_ADVICE)
    model = Model(direction, weights, source, target, found["lex"])
    for file in model.files:
        if not file.stat().st_size:
            raise ModelError(f"{file.name} is empty.", where=str(folder), advice=_ADVICE)
    return model


def _only(folder: Path, pattern: str) -> Path | None:
    """Return the one file in *folder* that fits *pattern*; None where there is none, or several."""
    files = [file for file in folder.glob(pattern) if file.suffix in {".bin", ".spm"}]
    return files[0] if len(files) == 1 else None
