"""The HTML of an entry: safe to show, in the right direction, and honest about the machine."""

from __future__ import annotations

import re

from lxml import etree

from syndicate.languages import right_to_left
from syndicate.model import LanguageTag

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Where digital source types are defined."""
SOURCE_TYPES = frozenset({IPTC + "trainedAlgorithmicMedia", IPTC + "compositeWithTrainedAlgorithmicMedia"})
"""Those that a translation may have."""
_UNDISCLOSED = "is a machine's translation and does not begin with a paragraph that says so"
_ACTIVE = frozenset(
    {"script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base", "svg", "math"}
)
_HARMLESS = re.compile(
    r"""(?:[^<]++|</?(?:p|em|strong|b|i|u|s|ul|ol|li|h[2-6]|blockquote|figure|figcaption|small|code|pre|cite|bdi|sub|sup
    |table|tbody|tr|td|br|span|q|mark)>|<(?:a\ href|img\ src)="https?://[^"<>\s]++"
    (?:\ (?:lang|dir|hreflang|alt|title|width|height)="[^"<>]*+")*+>|</a>)*+""",
    re.VERBOSE,
)
"""Bodies in which nothing can be wrong but how they begin: most, and parsing takes ten times as long as this."""
_FIRST = re.compile("<([a-z][a-z0-9]*)")


def body_faults(content: str, language: str, disclosed: str) -> list[str]:
    """Return what is wrong with the body *content* of an entry in *language*.

    Args:
        content: HTML.
        language: of the entry.
        disclosed: its digital source type, whole; empty for an original.
    """
    faults = [f"has “{disclosed}” for a digital source type"] if disclosed and disclosed not in SOURCE_TYPES else []
    if not content.strip():
        return faults
    if not right_to_left(LanguageTag(language)) and _HARMLESS.fullmatch(content):
        begun = _FIRST.search(content)
        return [*faults, _UNDISCLOSED] if disclosed and (begun is None or begun[1] != "p") else faults
    page = etree.fromstring(f"<div>{content}".encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    whole = page[0][0]
    for element in page[0].iter():
        name = element.tag
        if not isinstance(name, str):
            faults.append("has a comment or an instruction in its body")
            continue
        if name in _ACTIVE:
            faults.append(f"has <{name}> in its body")
        for attribute, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            if attribute.startswith("on") or attribute == "style":
                faults.append(f"has the attribute {attribute} in its body")
            elif attribute in {"href", "src"} and not _harmless(attribute, value):
                faults.append(f"has the address “{value[:80]}” in its body")
    first = next((element for element in whole if isinstance(element.tag, str)), None)
    if right_to_left(LanguageTag(language)):
        if first is None or first.tag != "div" or first.get("dir") != "rtl" or first.get("lang") != language:
            return [*faults, "is not wrapped in <div lang dir=rtl>, and will be shown the wrong way round"]
        first = next((element for element in first if isinstance(element.tag, str)), None)
    if disclosed and (first is None or first.tag != "p"):
        faults.append(_UNDISCLOSED)
    return faults


def _harmless(attribute: str, address: str) -> bool:
    """Whether an address may stand in a feed, where nothing relative has a meaning."""
    schemes = ("http://", "https://") if attribute == "src" else ("http://", "https://", "mailto:", "tel:")
    return address.lower().startswith(schemes)
