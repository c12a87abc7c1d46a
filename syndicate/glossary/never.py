"""Words that are no names of ours, as editors said: `never.txt` beside the glossaries, one a line, `#` for remarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from syndicate.errors import GlossaryError
from syndicate.glossary import save

NAME = "never.txt"
"""The file's name."""
_HEAD = "# Words that `syndicate glossary suggest` shall not ask about again, one a line.\n"


def place(paths: Sequence[Path]) -> Path:
    """Return the file that belongs to the glossaries *paths*: in the first folder, or beside the first file."""
    first = paths[0]
    return (first if first.is_dir() else first.parent) / NAME


def words(paths: Sequence[Path]) -> frozenset[str]:
    """Return the words that nobody shall be asked about, folded.

    Raises:
        GlossaryError: a file cannot be read.
    """
    found: set[str] = set()
    for file in sorted({place([path]) for path in paths}):
        for line in _text(file).splitlines():
            word = line.partition("#")[0]
            if word.strip():
                found.add(folded(word))
    return frozenset(found)


def add(paths: Sequence[Path], new: Iterable[str]) -> Path:
    """Put words into the file that belongs to *paths*, at its end, once each; return the file.

    Raises:
        GlossaryError: it cannot be written, or somebody else changed it.
    """
    file = place(paths)
    data = save.read(file)
    text = _text(file)
    known = words(paths)
    wanted = {folded(word): " ".join(word.split()) for word in reversed([*new])}
    lines = [line for key, line in reversed(wanted.items()) if key and key not in known and "#" not in line]
    if lines:
        begun = text if not text or text.endswith("\n") else text + "\n"
        save.write(file, ((begun or _HEAD) + "".join(f"{line}\n" for line in lines)).encode(), was=data)
    return file


def folded(word: str) -> str:
    """Return *word* as it is compared."""
    return " ".join(word.split()).casefold()


def _text(file: Path) -> str:
    try:
        return save.read(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError("the file is not UTF-8.", where=str(file), advice="Save it as UTF-8.") from error
