"""Finds what must not be translated: addresses, e-mail, handles, hashtags, file names, codes."""

from __future__ import annotations

import re

from syndicate.model import Span, SpanKind

_RULES = (
    ("address", r"\bhttps?://[^\s<>\"«»“”]+[^\s<>\"«»“”.,;:!?)\]’']"),
    ("e-mail", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    ("address", r"\b(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|org|net|info|gov|edu|int|az|kz|kg|uz|mn|ge|am|ru|ua|by|tr|eu|uk)"
                r"(?:/[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]’'])?(?![\w.-]*\w)"),
    ("handle", r"(?<![\w@/.])@\w[\w.]*\w"),
    ("hashtag", r"(?<![\w#&/])#\w*[^\W\d]\w*"),
    ("file", r"(?<![\w./])[\w-]+(?:_[\w-]+)*\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|zip|csv|json|html?|py)\b"),
    ("code", r"(?<!\w)\w+_\w[\w_]*(?!\w)"),
    ("code", r"(?<![\w&])[A-Z]{1,3}&[A-Z]{1,3}(?![\w&])"),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<r{index}>{rule})" for index, (_, rule) in enumerate(_RULES)))


def keeps(text: str) -> tuple[Span, ...]:
    """Return the stretches of *text* that must come through unchanged, by start, disjoint."""
    return tuple(
        Span(match.start(), match.end(), SpanKind.KEEP, _RULES[int(match.lastgroup[1:])][0])
        for match in _PATTERN.finditer(text)
        if match.lastgroup is not None
    )
