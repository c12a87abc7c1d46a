"""Argos packages as they lie in a folder: what each translates, and whether it is whole. Cheap: no model is loaded.

A package is a folder with `metadata.json`, `model/` (CTranslate2's files) and `sentencepiece.model` or `bpe.model`.
Only these are read; what else is in it (models that cut sentences) is not used.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate.engines._whole import digest_of_files
from syndicate.engines.firefox.models import is_model
from syndicate.errors import DetectError, ModelError
from syndicate.languages import language_tag
from syndicate.model import Direction, LanguageTag

TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""File names of the two kinds of tokenizer a package may have, the one preferred first."""

_TAGS = {"pb": "pt-BR", "zt": "zh-Hant"}
"""Argos' own codes that are not BCP 47, and what they mean."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    folder: Path
    """Where it lies."""
    direction: Direction
    """What it translates."""
    version: str
    """Its `package_version`."""
    prefix: str = ""
    """Token that must begin every target, for models of several targets; mostly none."""
    codes: tuple[str, str] = ("", "")
    """The two languages as Argos writes them; its tokenizer for BPE packages wants these."""

    @property
    def name(self) -> str:
        """How reports name it: en-es 1.9."""
        return f"{self.direction} {self.version}"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's file."""
        return next(
            (path for name in TOKENIZERS if (path := self.folder / name).is_file()), self.folder / TOKENIZERS[0]
        )

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that decides what it writes, sorted: tokenizer and model."""
        model = sorted(path for path in (self.folder / "model").iterdir() if path.is_file())
        return (self.tokenizer, *model)


def tag_of(code: str) -> LanguageTag:
    """Return the BCP 47 tag for Argos' language *code* (`pb` is pt-BR, `zt` zh-Hant).

    Raises:
        DetectError: it is not a language tag.
    """
    return language_tag(_TAGS.get(code, code))


def described(metadata: object, folder: Path) -> Package:
    """Return the package that *metadata*, the value of its metadata.json, describes.

    Raises:
        ModelError: it is no translation package, or says its languages or version in a way that cannot be used.
    """
    advice = "Install the package anew from where it came."
    if not isinstance(metadata, Mapping):
        raise ModelError("metadata.json is not a JSON object.", where=str(folder), advice=advice)
    if metadata.get("type", "translate") != "translate":
        raise ModelError(
            f"this is a package of the type “{metadata['type']}”, which does not translate.",
            where=str(folder),
            advice="Take a package of the type “translate”.",
        )
    try:
        codes = (str(metadata["from_code"]), str(metadata["to_code"]))
        direction = Direction(tag_of(codes[0]), tag_of(codes[1]))
    except (KeyError, DetectError) as error:
        raise ModelError(
            "metadata.json does not say from which language to which.", where=str(folder), advice=advice
        ) from error
    version = str(metadata.get("package_version", "0"))
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", version):
        raise ModelError(f"“{version[:40]}” is not a version.", where=str(folder), advice=advice)
    return Package(folder, direction, version, str(metadata.get("target_prefix") or ""), codes)


def read_package(folder: Path) -> Package:
    """Return the package in *folder*.

    Raises:
        ModelError: a file that it needs is missing, or its metadata cannot be read; names the package.
    """
    advice = "Install the package anew, or delete this folder."
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("metadata.json is missing or not JSON.", where=str(folder), advice=advice) from error
    package = described(metadata, folder)
    if not (folder / "model" / "model.bin").is_file():
        raise ModelError("model/model.bin is missing.", where=str(folder), advice=advice)
    if not package.tokenizer.is_file():
        raise ModelError(f"the tokenizer ({' or '.join(TOKENIZERS)}) is missing.", where=str(folder), advice=advice)
    return package


def packages_folder(models: Path | None) -> Path:
    """Return the folder of packages: *models*, or the one where Argos Translate itself keeps them. Makes nothing."""
    if models is not None:
        return models
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "argos-translate" / "packages"


def find_packages(folder: Path) -> tuple[tuple[Package, ...], tuple[ModelError, ...]]:
    """Return the whole packages in *folder*, and what is wrong with the broken ones.

    The whole ones stand in the order of their directions, the newest version first. Folders
    whose names begin with a dot are not looked into: an installation may be under way there.
    Models of Firefox may lie in the same folder.
    """
    whole: list[Package] = []
    broken: list[ModelError] = []
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    for entry in entries:
        if entry.is_dir() and not entry.name.startswith(".") and not is_model(entry):
            try:
                whole.append(read_package(entry))
            except ModelError as error:
                broken.append(error)
    whole.sort(key=lambda package: package.folder.name)
    whole.sort(key=lambda package: _rank(package.version), reverse=True)
    whole.sort(key=lambda package: str(package.direction))
    return tuple(whole), tuple(broken)


def digest_of(package: Package, cache: Path) -> str:
    """Return the sha256 of everything that decides what *package* writes, in 64 hex digits.

    It is kept in *cache*.
    """
    return digest_of_files(package.files, cache, package.prefix)


def vocabulary_of(package: Package, side: str = "source") -> frozenset[str]:
    """Return the pieces that *package* reads, or writes (`target`); empty where the file is of an unknown kind."""
    for stem in (f"{side}_vocabulary", "shared_vocabulary", f"{side}_1_vocabulary"):
        listed, plain = (package.folder / "model" / f"{stem}{ending}" for ending in (".json", ".txt"))
        if listed.is_file():
            return frozenset(json.loads(listed.read_text("utf-8")))
        if plain.is_file():
            return frozenset(plain.read_text("utf-8").split("\n"))
    return frozenset()


def _rank(version: str) -> tuple[tuple[int, str], ...]:
    """Return what versions sort by: 1.10 comes after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[._-]", version))
