"""The second opinion on a language: which profile's letter groups the words of a text are most like.

The profiles are langdetect's and ours; the sum goes over every group of the text, where langdetect draws
some at random, so the answer is the same every time and comes forty times as fast. A script's profiles
are loaded when a text in it first asks, from a table that is kept (see `kept.py`).
"""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any

from syndicate.profiles import letters
from syndicate.profiles.kept import arrays, folder

SMOOTHING = 5e-5
"""Added to each group's frequency, as langdetect does: a group never seen is rare, not impossible."""
FREQUENT = 4_000
"""Letter groups of a profile that are used, the most frequent ones."""
READ = 1_500
"""Characters of a text that are read: more tells no more."""
_XZ = b"\xfd7zXZ"
"""What a compressed file begins with: ours are."""

_LATIN = (
    "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi "
    "az crh gag kaa ku tk uz"
)
_OTHERWISE = {"az": "az-Cyrl", "uz": "uz-Cyrl"}
"""Profiles in Cyrillic of languages that are written in Latin as well."""
_UNCOUNTED = frozenset({"ba"})
"""Languages that have no profile."""
PROFILES = {
    "LATIN": tuple(_LATIN.split()),
    **{
        script: tuple(_OTHERWISE.get(language, language) for language in sorted(letters.WRITTEN[script] - _UNCOUNTED))
        for script in ("ARABIC", "CYRILLIC", "DEVANAGARI")
    },
}
"""The profiles that are weighed for each script."""


def opinion(words: str, script: str) -> dict[str, float]:
    """Say how well each profile of *script* explains *words*.

    Args:
        words: a text made fit by `letters.clean`.
        script: its script.

    Returns:
        For each profile the mean logarithm of its letter groups' frequencies, best first: nearer to zero is
        better. Empty where the script has no profiles, or no profile knows any of the letters.
    """
    if script not in PROFILES:
        return {}
    names, places, table = _table(script)
    text = letters.uzbek_apostrophes(words[:READ])
    rows = [places[group] for group in _groups(_usual(text, script)) if group in places]
    if not rows:
        return {}
    means = table[rows].mean(axis=0).tolist()
    return dict(sorted(zip(names, means, strict=True), key=lambda each: (-each[1], each[0])))


def _groups(text: str) -> list[str]:
    """Return every one, two and three letters that stand together, the borders of words with them."""
    found: list[str] = []
    for word in letters.words(text):
        if len(word) > 1 and word.isupper():  # an abbreviation tells nothing, as langdetect has it
            continue
        framed = f" {word} "
        found += word
        found += [framed[at : at + 2] for at in range(len(framed) - 1)]
        found += [framed[at : at + 3] for at in range(len(framed) - 2)]
    return found


def _usual(text: str, script: str) -> str:
    """Write the letters as langdetect's profiles do: one yeh for Persian and Arabic."""
    return text.replace("\u06cc", "\u064a") if script == "ARABIC" else text


@cache
def _table(script: str) -> tuple[tuple[str, ...], dict[str, int], Any]:
    """Load the profiles of *script*: their names, each letter group's row, and the logarithms, a column a profile."""
    files = [packed(name) for name in PROFILES[script]]
    own, found = folder(), None
    if own is not None:
        digest = blake2b(b"".join([Path(__file__).read_bytes(), *files]), digest_size=8).hexdigest()
        found = arrays(own / f"{script.lower()}-{digest}", ("groups", "table"), lambda _: _made(files).items())
    made = found or _made(files)
    return PROFILES[script], {group: row for row, group in enumerate(made["groups"].tolist())}, made["table"]


def _made(files: Sequence[bytes]) -> dict[str, Any]:
    """Make the table of profiles: the letter groups, a row each, and the logarithms."""
    import numpy as np

    places: dict[str, int] = {}
    known: list[tuple[list[int], list[float]]] = []
    for each in files:
        profile = unpacked(each)
        sums, frequencies = profile["n_words"], profile["freq"]
        groups = sorted(frequencies, key=lambda group: (-frequencies[group], group))[:FREQUENT]
        rows = [places.setdefault(group, len(places)) for group in groups]
        known.append((rows, [math.log(frequencies[group] / sums[len(group) - 1] + SMOOTHING) for group in groups]))
    table = np.full((len(places), len(files)), math.log(SMOOTHING), dtype=np.float32)
    for column, (rows, logarithms) in enumerate(known):
        table[rows, column] = logarithms
    return {"groups": np.array(list(places)), "table": table}


def packed(name: str) -> bytes:
    """Read one profile as it lies there, ours before langdetect's."""
    ours = resources.files("syndicate.profiles") / f"{name}.json.xz"
    return (ours if ours.is_file() else resources.files("langdetect") / "profiles" / name).read_bytes()


def unpacked(file: bytes) -> dict[str, Any]:
    """Return what a profile's *file* holds: its letter groups with their numbers, and the sums for each length."""
    found: dict[str, Any] = json.loads(lzma.decompress(file) if file.startswith(_XZ) else file)
    return found
