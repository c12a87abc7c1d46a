"""The rules of our web pages: language, direction, one heading, no script, links that say what they are."""

from __future__ import annotations

import json
import posixpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from syndicate.languages import right_to_left
from syndicate.model import LanguageTag
from syndicate.validate.facts import Page, absolute


def inspect(path: str, text: str) -> tuple[Page, list[str]]:
    """Return the facts of a page, and its faults.

    Raises:
        etree.LxmlError: there is nothing in it.
    """
    # lxml.html gives every element a class of its own, which takes longer than the parsing.
    document = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    language = document.get("lang", "")
    faults = [] if text.lower().startswith("<!doctype html>") else ["does not begin with <!DOCTYPE html>"]
    if not language:
        faults.append("does not say its language")
    elif document.get("dir") != ("rtl" if right_to_left(LanguageTag(language)) else "ltr"):
        faults.append(f"is written in the wrong direction for {language}")
    headings = ["".join(map(str, heading.itertext())).strip() for heading in document.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        faults.append(f"has {len(headings)} headings of the first rank")
    faults += [
        f"does not have exactly one <{name}>" for name in ("title", "main") if len(list(document.iter(name))) != 1
    ]
    identifier, wrong = _scripts(document)
    faults += wrong
    faults += ["has a picture without alt" for image in document.iter("img") if image.get("alt") is None]
    links = list(document.iter("link"))
    canonical = [link.get("href", "") for link in links if link.get("rel") == "canonical"]
    if len(canonical) != 1 or not absolute(canonical[0]):
        faults.append("does not have exactly one canonical address")
    alternates = sorted((link.get("hreflang", ""), link.get("href", "")) for link in links if link.get("hreflang"))
    languages = [each for each, _ in alternates]
    if len(languages) != len(set(languages)):
        faults.append("names a language twice")
    return Page(
        path,
        language,
        "".join(canonical[:1]),
        tuple(alternates),
        identifier,
        "".join(headings[:1]),
        tuple(sorted(_local(document, path))),
    ), faults


def _scripts(document: etree._Element) -> tuple[str, list[str]]:
    """Return the identifier that the linked data give, and what runs or is not JSON."""
    identifier, faults = "", list[str]()
    for script in document.iter("script"):
        if script.get("type") != "application/ld+json":
            faults.append("has a script")
            continue
        try:
            identifier = str(json.loads(script.text or "").get("identifier", ""))
        except (ValueError, AttributeError):
            faults.append("has linked data that are not JSON")
    for element in document.iter(etree.Element):
        if not element.attrib:
            continue
        faults += [f"has the attribute {name}" for name in map(str, element.attrib) if name.startswith("on")]
        address = str(element.get("href") or element.get("src") or "")
        if address.lower().replace("\t", "").strip().startswith(("javascript:", "data:", "vbscript:")):
            faults.append(f"has the address “{address[:80]}”")
    return identifier, faults


def _local(document: etree._Element, path: str) -> set[str]:
    """Return the paths within the site that a page leads to."""
    found: set[str] = set()
    for element in document.iter("a", "link", "img", "audio", "video"):
        address = str(element.get("href") or element.get("src") or "")
        if address.startswith(("https://", "http://")):
            continue
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if address and not parts.scheme and not parts.netloc and parts.path:
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))))
    return found
