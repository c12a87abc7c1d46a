"""Words that the generator makes up: a spelling dictionary of the target, not Apertium's own, says which are none.

Apertium's analyser cannot tell. It is made from the same tables as the generator, and reads `великішийий` as it was
written. Hunspell's dictionaries are other people's work. They are asked only for words in small letters that the
generator wrote: names, and words that were copied, are told already or are proved.

Only languages in which it was measured stand here. In Spanish and French nearly all that it blames is right.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from syndicate.model import LanguageTag

FORM = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w-]|['’]\w)")
"""A word as the dictionaries have it; half of one with a hyphen is none."""

_DICTIONARIES = {"ru": "ru_RU", "uk": "uk_UA"}
_FOLDERS = ("/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell/dicts")
_SENTINEL = "щщщщ"
"""No word of any language here: Hunspell says so behind every question, and so we know that it has answered."""
_SHORTEST = 3
"""Letters of a word that is judged: what is shorter is an abbreviation to a dictionary."""
_AT_ONCE = 400
"""Words in one question: fewer than fill what lies between two programs, where each would wait for the other."""


def text_of(target: LanguageTag) -> str:
    """Return which dictionary judges words of *target*, for a digest; empty where none is installed."""
    found = _dictionary(target)
    return f"{found.name} {found.stat().st_size}" if found else ""


def _dictionary(target: LanguageTag) -> Path | None:
    name = _DICTIONARIES.get(target.split("-")[0])
    if name is None or not all(map(shutil.which, ("hunspell", "stdbuf"))):
        return None
    paths = (Path(folder, f"{name}.dic") for folder in _FOLDERS)
    return next((path for path in paths if path.is_file()), None)


class Speller:
    """The dictionary of one target language, open from the first question on; what it said is remembered.

    Args:
        target: the language of the words.
        timeout: seconds that an answer may take; a dictionary that is late or dies is not asked again.
    """

    def __init__(self, target: LanguageTag, timeout: float) -> None:
        self._dictionary = _dictionary(target)
        self._timeout = timeout
        self._program: subprocess.Popen[bytes] | None = None
        self._known: dict[str, bool] = {}

    @property
    def judges(self) -> bool:
        """Whether there is a dictionary that says anything."""
        return self._dictionary is not None

    def wrong(self, words: Iterable[str]) -> set[str]:
        """Return those of *words* that are no words; nothing where no dictionary is installed."""
        asked = sorted({word for word in words if len(word) >= _SHORTEST and FORM.fullmatch(word) and word.islower()})
        new = [word for word in asked if word not in self._known] if self._dictionary else []
        for some in (new[at : at + _AT_ONCE] for at in range(0, len(new), _AT_ONCE)):
            try:
                blamed = self._ask(some)
            except OSError:
                self.close()
                self._dictionary = None
                break
            self._known.update((word, word.replace("’", "'") not in blamed) for word in some)
        return {word for word in asked if not self._known.get(word, True)}

    def _ask(self, words: Iterable[str]) -> set[str]:
        """Return what Hunspell says of *words*: it repeats those that it does not have.

        Raises:
            OSError: it does not run, or is late.
        """
        if self._program is None:
            # Told to write line by line: else it says nothing before its end.
            command = ("stdbuf", "-oL", "hunspell", "-l", "-i", "UTF-8", "-d", str(self._dictionary)[: -len(".dic")])
            self._program = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        entry, exit_ = self._program.stdin, self._program.stdout
        assert entry is not None  # noqa: S101 - it is a pipe
        assert exit_ is not None  # noqa: S101 - it is a pipe
        entry.write("\n".join([*(word.replace("’", "'") for word in words), _SENTINEL, ""]).encode())
        entry.flush()
        answer = b""
        while not answer.endswith(f"{_SENTINEL}\n".encode()):
            ready, _, _ = select.select([exit_], [], [], self._timeout)
            more = os.read(exit_.fileno(), 1 << 16) if ready else b""
            if not more:
                raise OSError("no answer")
            answer += more
        return set(answer.decode("utf-8", "replace").split())

    def close(self) -> None:
        """Stop the program, if it was started."""
        if self._program is None:
            return
        self._program.kill()
        self._program.wait()
        for end in (self._program.stdin, self._program.stdout):
            if end is not None:
                with suppress(OSError):  # what was buffered cannot be written any more
                    end.close()
        self._program = None
