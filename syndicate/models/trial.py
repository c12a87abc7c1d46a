"""Loads a package in a process of its own and lets it translate one sentence: a hostile model must not stop us.

Run as `python -m syndicate.models.trial FOLDER`: it writes the translation and ends with 0, or the error and with 1.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from syndicate.engines.argos.package import read_package
from syndicate.errors import ModelError, SyndicateError

SENTENCE = "Tom 1984, Boston 25."
"""Reads the same in every language."""


def try_package(folder: Path, *, seconds: float = 180.0) -> str:
    """Return what the package in *folder* makes of the trial sentence.

    Raises:
        ModelError: it cannot be loaded, translates nothing, takes too long, or takes the process down.
    """
    command = [sys.executable, "-m", "syndicate.models.trial", str(folder)]
    advice = "Do not use this package; get it anew from a source you trust."
    try:
        run = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"the model translated nothing in {seconds:g} seconds.", advice=advice) from error
    said = run.stdout.decode("utf-8", "replace").strip()
    if run.returncode == 0 and said:
        return said
    if run.returncode == 1 and said:
        raise ModelError(said, advice=advice)
    raise ModelError(f"the model does not run: its process ended with {run.returncode}.", advice=advice)


def main(folder: str) -> int:
    """Translate the trial sentence with the package in *folder*; return the exit code."""
    from syndicate.engines.argos.translator import Attention, Translator

    try:
        package = read_package(Path(folder))
        answer = Translator(package, Attention()).translate([SENTENCE])[0].text
    except SyndicateError as error:
        sys.stdout.buffer.write(error.message.encode())
        return 1
    sys.stdout.buffer.write((answer or "the model translates nothing.").encode())
    return 0 if answer else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
