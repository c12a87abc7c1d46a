"""Lists of phrases as they are written in these modules, a bar between two, and text as it is compared with them."""

from __future__ import annotations

import re


def comparable(text: str) -> str:
    """Return *text* as it is compared: Turkish capitals have a loose dot in lower case, and ı and i are both I."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def any_of(phrases: str) -> str:
    """Return a pattern for any of *phrases*; a bar or a new line parts them."""
    parted = comparable(phrases).replace("\n", "|").split("|")
    return "|".join(re.escape(one.strip()) for one in parted if one.strip())
