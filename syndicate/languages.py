"""BCP 47 tags: validated once at the door, compared and shortened here."""

from __future__ import annotations

import re

from syndicate.errors import DetectError
from syndicate.model import LanguageTag

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE,
)

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left in their usual script."""


def language_tag(text: str, *, where: str = "") -> LanguageTag:
    """Return *text* as a canonical BCP 47 tag (RFC 5646 section 2.1.1: az, uz-Cyrl, pt-BR).

    Underscores and capitals as in `pt_br` are forgiven. Extensions and private use are not
    admitted: nothing of ours could act on them.

    Raises:
        DetectError: *text* is not a well-formed tag.
    """
    match = _TAG.fullmatch(text.strip().replace("_", "-"))
    if match is None:
        raise DetectError(
            f"“{text}” is not a language tag.", where=where, advice="Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."
        )
    parts = [match["language"].lower()]
    if match["script"]:
        parts.append(match["script"].title())
    if match["region"]:
        parts.append(match["region"].upper())
    return LanguageTag("-".join(parts) + match["variants"].lower())


def primary(tag: LanguageTag) -> LanguageTag:
    """Return the primary language of *tag*: uz for uz-Cyrl."""
    return LanguageTag(tag.split("-", 1)[0])


def without_region(tag: LanguageTag) -> LanguageTag:
    """Return *tag* without its region: en for en-US, uz-Cyrl for uz-Cyrl-UZ."""
    match = _TAG.fullmatch(tag)
    if match is None or not match["region"]:
        return tag
    return LanguageTag("-".join(filter(None, (match["language"], match["script"]))) + match["variants"])


def right_to_left(tag: LanguageTag) -> bool:
    """Whether *tag* is written from right to left."""
    subtags = tag.split("-")
    if len(subtags) > 1 and len(subtags[1]) == 4:
        return subtags[1] in {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}
    return subtags[0] in RIGHT_TO_LEFT
