"""Which directions Apertium has here, as argument lists; nothing is started.

A mode file is one line of shell: programs joined by ` | `. It is read, never given to a shell: only
programs of Apertium's own chain are admitted, and only with data files that the mode file names.
The chain is cut into sections, so that `stream` can work on what runs between them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from syndicate.engines.apertium import grammar, lexicon, spelling
from syndicate.languages import language_tag
from syndicate.model import Direction, Hop, LanguageTag

STREAM = "10"
"""Version of what we do to the stream; part of every digest, so that a change of ours is another translation."""

Stage = tuple[str, ...]
"""One program of a chain with its arguments."""

_DPKG = Path("/var/lib/dpkg")
_PROGRAMS = """
    lt-proc hfst-proc cg-proc cg-mwesplit lrx-proc lsx-proc apertium-tagger apertium-pretransfer apertium-transfer
    apertium-interchunk apertium-postchunk apertium-posttransfer apertium-anaphora
"""
_MENDED = frozenset({"rus-ukr", "ukr-rus", "rus-bel"})
_CODES = """
    afr af  arg an  ara ar  ast ast  aze az  bel be  ben bn  bre br  bul bg  cat ca  ces cs  cym cy  dan da  deu de
    ell el  eng en  epo eo  est et  eus eu  fao fo  fin fi  fra fr  gle ga  glg gl  hbs sh  heb he  hin hi  hun hu
    hye hy  ind id  isl is  ita it  kat ka  kaz kk  kir ky  lat la  lit lt  lvs lv  mkd mk  mlt mt  nld nl  nno nn
    nob nb  oci oc  pes fa  pol pl  por pt  ron ro  rus ru  slk sk  slv sl  spa es  sqi sq  srd sc  swe sv  tat tt
    tur tr  ukr uk  urd ur  uzb uz  zlm ms
"""
"""Apertium's codes (ISO 639-3) and BCP 47's, in pairs."""
_REGIONS = {"por_BR": "pt-BR"}
"""Variants worth a language of their own; all others are left out, the plain mode serves them."""
_ALSO = {"sh": ("hr", "bs", "sr-Latn")}
"""Serbo-Croatian is one dictionary; newsrooms know it by these tags."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One installed direction, cut into sections."""

    name: str
    """The mode's name, such as `eng-spa`."""
    direction: Direction
    """What it translates."""
    analysis: tuple[Stage, ...]
    """Text to words with every analysis."""
    lookup: tuple[Stage, ...]
    """Disambiguation, and the bilingual dictionary last."""
    transfer: tuple[Stage, ...]
    """Choice of words and the grammar of the target."""
    generation: tuple[Stage, ...]
    """Words back to text; what cannot be written has a mark."""
    finish: tuple[Stage, ...]
    """How words change beside each other; nothing in some pairs."""
    hop: Hop
    """How the direction is named to the pipeline."""

    @property
    def sections(self) -> tuple[tuple[Stage, ...], ...]:
        """The six sections in order: the bilingual dictionary is one of its own; the last is empty in some pairs."""
        return self.analysis, self.lookup[:-1], self.lookup[-1:], self.transfer, self.generation, self.finish


def installed(folders: tuple[Path, ...] | None = None) -> tuple[Mode, ...]:
    """Return every direction that is installed and can be driven, sorted by direction.

    Args:
        folders: folders of mode files; `share/apertium/modes` below APERTIUM_PREFIX, or below the
            prefix of the `apertium` program and /usr, where None.
    """
    found: dict[Direction, Mode] = {}
    versions = _versions()
    for folder in _folders() if folders is None else folders:
        for path in sorted(folder.glob("*.mode"), key=lambda path: (-len(path.stem), path.stem)):
            for direction in _directions(path.stem):
                if direction not in found and (mode := _read(path, direction, versions)) is not None:
                    found[direction] = mode
    return tuple(found[direction] for direction in sorted(found, key=str))


def _folders() -> tuple[Path, ...]:
    if prefix := os.environ.get("APERTIUM_PREFIX"):
        return (Path(prefix) / "share/apertium/modes",)
    program = shutil.which("apertium")
    prefixes = [Path(program).parent.parent] if program else []
    return tuple(dict.fromkeys(prefix / "share/apertium/modes" for prefix in [*prefixes, Path("/usr")]))


def _directions(name: str) -> list[Direction]:
    sides = [_tags(side) for side in name.split("-")]
    if len(sides) != 2:
        return []
    return [Direction(source, target) for source in sides[0] for target in sides[1]]


def _tags(code: str) -> tuple[LanguageTag, ...]:
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return (language_tag(_REGIONS[code]),) if code in _REGIONS else ()
    codes = _CODES.split()
    tag = dict(zip(codes[::2], codes[1::2], strict=True)).get(code, code)
    return tuple(language_tag(each) for each in (tag, *_ALSO.get(tag, ())))


def _read(path: Path, direction: Direction, versions: Mapping[str, str]) -> Mode | None:
    """Return the mode in *path* cut into sections; None where it holds what we do not know."""
    text = path.read_text(encoding="utf-8").strip()
    stages: list[Stage] = []
    generator = 0
    for command in text.split("|"):
        try:
            words = shlex.split(command)
        except ValueError:
            return None
        if not words or words[0] not in _PROGRAMS.split() or re.search(r"[;&<>`]|\$\(", command):
            return None
        if "$1" in words:
            generator = len(stages)
        # $1 is the generator's way with unknown words (-g: marks), $2 an option of the tagger that nobody sets.
        arguments = ["-g" if word == "$1" else word for word in words[1:] if word != "$2"]
        stages.append((words[0], "-z", *arguments))
    if path.stem in _MENDED:
        stages, generator = _mend(stages, generator)
    lookup = next((at for at, stage in enumerate(stages) if stage[0] == "lt-proc" and {"-b", "-o"} & set(stage)), 0)
    files = tuple(Path(word) for stage in stages for word in stage[1:] if word.startswith("/"))
    if not 0 < lookup < generator - 1 or not all(file.is_file() for file in files):
        return None
    package = files[0].parent.name
    model = f"{package} {versions.get(package, '')}".strip()
    ours = (lexicon.text_of(direction), grammar.text_of(direction.source), spelling.text_of(direction.target))
    return Mode(
        path.stem,
        direction,
        tuple(stages[:1]),
        tuple(stages[1 : lookup + 1]),
        tuple(stages[lookup + 1 : generator]),
        tuple(stages[generator : generator + 1]),
        tuple(stages[generator + 1 :]),
        Hop("apertium", direction, model, _digest([*map(repr, stages), *ours], package, files, versions)),
    )


def _mend(stages: list[Stage], generator: int) -> tuple[list[Stage], int]:
    """Let the constraint grammar choose the analysis itself: the tagger dies on these pairs' own words."""
    tagger = next(at for at, stage in enumerate(stages) if stage[0] == "apertium-tagger")
    grammar = stages[tagger - 1]
    chosen = (grammar[0], "-z", "-1", "-n", "-w", grammar[-1])
    return [*stages[: tagger - 1], chosen, *stages[tagger + 1 :]], generator - 1


def _versions() -> dict[str, str]:
    """Return Apertium's packages and their versions, from Debian's own list; nothing elsewhere."""
    try:
        status = (_DPKG / "status").read_text(encoding="utf-8")
    except OSError:
        return {}
    found = re.finditer(r"^Package: ((?:apertium|lttoolbox|cg3)\S*)\n(?:.+\n)*?Version: (.+)$", status, re.MULTILINE)
    return {match[1]: match[2] for match in found}


def _digest(decides: list[str], package: str, files: tuple[Path, ...], versions: Mapping[str, str]) -> str:
    """Return 20 hex digits over what *decides* and the pair's data: Debian's own checksums, else sizes and times."""
    parts = [STREAM, *decides]
    sums = _DPKG / "info" / f"{package}.md5sums"
    if sums.is_file():
        parts.append(sums.read_text(encoding="utf-8"))
    else:
        parts += [f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    parts += [versions.get(program, "") for program in ("apertium", "lttoolbox", "cg3", "apertium-lex-tools")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
