"""English: a or an."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syndicate.sandhi import Place

_YOD = re.compile(r"eu|uk|u[nrt]i|u[ns]\b|uga|uru", re.IGNORECASE)
"""Beginnings that are written with a vowel and spoken with a consonant: a UN envoy, a Ukrainian."""


def before(place: Place) -> str | None:
    """Return the words before the name with the article it wants."""
    opens = re.match(r"[aeiou]", place.name, re.IGNORECASE) is not None and not _YOD.match(place.name)
    match = re.search(r"(?<![\w’'])([Aa])(n?) $", place.words)
    if match is None or bool(match[2]) == opens:
        return None
    return place.words[: match.start()] + match[1] + ("n " if opens else " ")
