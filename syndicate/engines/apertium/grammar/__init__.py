"""Constraint grammars of our own: which readings of a word cannot be, before a pair's tagger chooses among them.

One file a source language, `<language>.cg3`, in the notation of VISL CG-3. It is compiled by `cg-comp`, kept in the
cache under the digest of its text, and run as a program of the chain right behind the analyser, so that placeholders
are words to it like any other. A language without a file, or a machine without the programs, keeps the pair's tagger
alone; the digest of a direction says which.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib import resources
from pathlib import Path

from syndicate.errors import EngineError
from syndicate.model import LanguageTag


def text_of(source: LanguageTag) -> str:
    """Return the grammar of *source*; empty where there is none, or where it cannot be run here."""
    file = resources.files(__name__).joinpath(f"{source.split('-')[0]}.cg3")
    return file.read_text("utf-8") if file.is_file() and shutil.which("cg-comp") and shutil.which("cg-proc") else ""


def stages(source: LanguageTag, cache: Path, *, small: bool) -> tuple[tuple[str, ...], ...]:
    """Return the program that runs the grammar of *source*, with its arguments; nothing where there is no grammar.

    Args:
        source: the language that is read.
        cache: folder where the compiled grammar is kept.
        small: whether the analyser gives a word at a sentence's start the capital of its dictionary, not of the text.

    Raises:
        EngineError: the grammar cannot be compiled here.
    """
    text = text_of(source)
    if not text:
        return ()
    digest = hashlib.sha256(text.encode()).hexdigest()[:20]
    compiled = cache / "apertium" / f"{source.split('-')[0]}-{digest}.rlx.bin"
    if not compiled.is_file():
        _compile(text, compiled)
    return (("cg-proc", "-z", *(["-w"] if small else []), str(compiled)),)


def _compile(text: str, compiled: Path) -> None:
    """Write the grammar *text* to *compiled*, whole or not at all: another run may do the same beside us."""
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=compiled.parent) as folder:
            source, made = Path(folder, "grammar.cg3"), Path(folder, "made")
            source.write_text(text, encoding="utf-8")
            done = subprocess.run(["cg-comp", source, made], capture_output=True, text=True, timeout=60)
            if done.returncode or not made.is_file():
                raise EngineError(
                    "cg-comp does not compile our grammar.",
                    where=compiled.name,
                    advice=(done.stderr.strip().splitlines() or ["Install cg3 anew."])[0],
                )
            os.replace(made, compiled)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise EngineError(
            f"The grammar of Apertium cannot be kept in the cache: {problem}",
            where=str(compiled.parent),
            advice="Make the folder writable, or name another cache.",
        ) from problem
