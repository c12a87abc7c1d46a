"""Text as XML 1.0, HTML and JSON can all hold it."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|[" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)) + "]"
)
_SPACE = re.compile("[ \t\r\n\u2028\u2029]+")


def printable(text: str) -> str:
    """Return *text* without what a document cannot hold: controls, surrogates, noncharacters.

    The rule is XML 1.0's Char production less the characters that it and HTML discourage. lxml
    raises on the first, readers show boxes for the rest, and JSON cannot encode a surrogate.
    """
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Return *text* printable and on one line, as titles must be. No-break spaces stay."""
    return _SPACE.sub(" ", printable(text)).strip(" ")
