"""Building the XML of feeds: namespaces by their usual prefixes, and bytes at the end.

A tree of our own, written out once: feeds are written often, and lxml's elements cost five times
as much to make. Every document is parsed by lxml before it replaces anything (`syndicate.validate`).
"""

from __future__ import annotations

from syndicate.writers._text import printable

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""The namespaces we write, by the prefixes they usually have."""

_SPECIAL = str.maketrans({"\r": "&#13;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class Element:
    """An element as it is built: a name, attributes, and either text or children."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, text: str, attributes: dict[str, str | None]) -> None:
        self.name = name
        self.text = text
        self.attributes = attributes
        self.children: list[Element] = []


def root(name: str, *prefixes: str, space: str = "", **attributes: str) -> Element:
    """Return a root element.

    Args:
        name: its name.
        prefixes: of the namespaces used below it.
        space: prefix of its own namespace, which needs none in what is written.
        attributes: as for `add`.
    """
    spaces: dict[str, str | None] = {f"xmlns:{prefix}": SPACES[prefix] for prefix in prefixes}
    if space:
        spaces["xmlns"] = SPACES[space]
    return Element(name, "", {**spaces, **_named(dict[str, str | None](attributes))})


def add(parent: Element, name: str, text: str = "", /, **attributes: str | None) -> Element:
    """Add an element to *parent* and return it.

    Args:
        parent: where it goes, last.
        name: `prefix:name`, or a name in the root's own namespace.
        text: what it holds; nothing makes it empty.
        attributes: those that are None are left out; `language` is xml:lang.
    """
    element = Element(name, text, _named(attributes))
    parent.children.append(element)
    return element


def _named(attributes: dict[str, str | None]) -> dict[str, str | None]:
    """Return *attributes* under the names that they are written with."""
    if "language" in attributes:
        attributes["xml:lang"] = attributes.pop("language")
    return attributes


def document(element: Element) -> bytes:
    """Return a whole document as bytes, indented, in UTF-8. What XML cannot hold is left out."""
    parts = ["<?xml version='1.0' encoding='utf-8'?>\n"]
    _write(element, "", parts)
    return printable("".join(parts)).encode()


def _write(element: Element, margin: str, parts: list[str]) -> None:
    """Append *element* to *parts*, each line after *margin*."""
    start = f"{margin}<{element.name}"
    for name, value in element.attributes.items():
        if value is not None:
            start += f' {name}="{_quoted(value)}"'
    if element.children:
        parts.append(f"{start}>\n")
        for child in element.children:
            _write(child, margin + "  ", parts)
        parts.append(f"{margin}</{element.name}>\n")
    elif element.text:
        # A bare carriage return would be read back as a newline.
        text = _escaped(element.text).replace("\r", "&#13;")
        parts.append(f"{start}>{text}</{element.name}>\n")
    else:
        parts.append(f"{start}/>\n")


def _quoted(text: str) -> str:
    """Return *text* as an attribute holds it."""
    plain = text.isprintable() and '"' not in text
    return _escaped(text) if plain else _escaped(text).translate(_SPECIAL)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
