"""Text as XML 1.0, HTML and JSON can all hold it."""

from __future__ import annotations

import re

_NONCHARACTERS = "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]+")
_SPACE = re.compile("[ \t\r\n\u2028\u2029]+")


def printable(text: str) -> str:
    """Return *text* without what a document cannot hold: controls, surrogates, noncharacters.

    The rule is XML 1.0's Char production less the characters that it and HTML discourage. lxml
    raises on the first, readers show boxes for the rest, and JSON cannot encode a surrogate.
    """
    # Most text has nothing to strip, and str sees that ten times sooner than a pattern does.
    return text if text.replace("\n", "").isprintable() else _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Return *text* printable and on one line, as titles must be. No-break spaces stay."""
    folded = text.isprintable() and "  " not in text
    return (text if folded else _SPACE.sub(" ", printable(text))).strip(" ")
