"""Building the XML of feeds: namespaces by their usual prefixes, and bytes at the end."""

from __future__ import annotations

from lxml import etree

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""The namespaces we write, by the prefixes they usually have."""


_LANGUAGE = f"{{{SPACES['xml']}}}lang"


def root(name: str, *prefixes: str, space: str = "") -> etree._Element:
    """Return a root element.

    Args:
        name: its name.
        prefixes: of the namespaces used below it.
        space: prefix of its own namespace, which needs none in what is written.
    """
    spaces: dict[str | None, str] = {prefix: SPACES[prefix] for prefix in prefixes}
    if space:
        spaces[None] = SPACES[space]
    # lxml-stubs do not know of default namespaces.
    return etree.Element(f"{{{SPACES[space]}}}{name}" if space else name, nsmap=spaces)  # type: ignore[arg-type]


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str | None) -> etree._Element:
    """Add an element to *parent* and return it.

    Args:
        parent: where it goes, last.
        name: `prefix:name`, or a name in the namespace of *parent*.
        text: what it holds; nothing makes it empty.
        attributes: those that are None are left out; `language` is xml:lang.
    """
    prefix, colon, local = name.rpartition(":")
    # The name of the parent begins with its namespace in braces, if it has one.
    space = f"{{{SPACES[prefix]}}}" if colon else str(parent.tag).rpartition("}")[0]
    element = etree.SubElement(parent, f"{space}{'' if colon or not space else '}'}{local}")
    for key, value in attributes.items():
        if value is not None:
            element.set(_LANGUAGE if key == "language" else key, value)
    element.text = text or None
    return element


def document(element: etree._Element) -> bytes:
    """Return a whole document as bytes, indented, in UTF-8."""
    return etree.tostring(element, xml_declaration=True, encoding="utf-8", pretty_print=True)
