"""Building the XML of feeds: namespaces by their usual prefixes, and bytes at the end.

Lines of text, each escaped when it is made: feeds are written often, and lxml's elements cost ten times
as much to make. Every document is parsed by lxml before it replaces anything (`syndicate.validate`).
"""

from __future__ import annotations

from syndicate import markup
from syndicate.writers._text import printable

SPACES = {
    "at": "http://purl.org/atompub/tombstones/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""The namespaces we write, by the prefixes they usually have."""

_SPECIAL = str.maketrans({"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


class Element:
    """An element that others stand in, as it is built."""

    __slots__ = ("lines", "margin", "name", "start")

    def __init__(self, name: str, start: str, margin: str) -> None:
        self.name = name
        self.start = start
        """Its start tag, without the `>`."""
        self.margin = margin
        """What stands before each line of its children."""
        self.lines: list[str | bytes | Element] = []


def root(name: str, *prefixes: str, space: str = "", **attributes: str) -> Element:
    """Return a root element.

    Args:
        name: its name.
        prefixes: of the namespaces used below it.
        space: prefix of its own namespace, which needs none in what is written.
        attributes: as for `add`.
    """
    spaces = {f"xmlns:{prefix}": SPACES[prefix] for prefix in prefixes}
    if space:
        spaces["xmlns"] = SPACES[space]
    return Element(name, _start("", name, {**spaces, **attributes}), "  ")


def inside(parent: Element, name: str, /, **attributes: str | None) -> Element:
    """Add an element to *parent* that others are added to, and return it; attributes as for `add`."""
    element = Element(name, _start(parent.margin, name, attributes), parent.margin + "  ")
    parent.lines.append(element)
    return element


def add(parent: Element, name: str, text: str = "", /, **attributes: str | None) -> None:
    """Add an element to *parent* that holds text or nothing.

    Args:
        parent: where it goes, last.
        name: `prefix:name`, or a name in the root's own namespace.
        text: what it holds; nothing makes it empty. What XML cannot hold is left out.
        attributes: those that are None are left out; `language` is xml:lang, and `language_` the
            attribute of that name.
    """
    add_escaped(parent, name, escaped(text if text.isprintable() else printable(text)), **attributes)


def add_escaped(parent: Element, name: str, text: str, /, **attributes: str | None) -> None:
    """Add an element as `add` does, its *text* being printable and escaped already."""
    start = _start(parent.margin, name, attributes)
    parent.lines.append(f"{start}>{text}</{name}>\n" if text else f"{start}/>\n")


def add_lines(parent: Element, lines: bytes) -> None:
    """Add whole lines of XML to *parent*, spelled, escaped and encoded already."""
    parent.lines.append(lines)


def document(element: Element) -> bytes:
    """Return a whole document as bytes, indented, in UTF-8."""
    parts = [b"<?xml version='1.0' encoding='utf-8'?>\n"]
    _write(element, "", parts)
    return b"".join(parts)


def escaped(text: str) -> str:
    """Return *text* as the text of an element holds it. A bare carriage return would be read back as a newline."""
    plain = markup.escaped(text)
    return plain.replace("\r", "&#13;") if "\r" in plain else plain


def quoted(text: str) -> str:
    """Return *text* as an attribute in double quotes holds it."""
    whole = markup.escaped(text)
    if '"' in whole:
        whole = whole.replace('"', "&quot;")
    return whole if whole.isprintable() else printable(whole).translate(_SPECIAL)


def _start(margin: str, name: str, attributes: dict[str, str] | dict[str, str | None]) -> str:
    """Return a start tag, without its `>`."""
    start = f"{margin}<{name}"
    for key, value in attributes.items():
        if value is not None:
            start += f' {"xml:lang" if key == "language" else key.rstrip("_")}="{quoted(value)}"'
    return start


def _write(element: Element, margin: str, parts: list[bytes]) -> None:
    """Append *element*, which stands after *margin*, to *parts*."""
    if not element.lines:
        parts.append(f"{element.start}/>\n".encode())
        return
    parts.append(f"{element.start}>\n".encode())
    for line in element.lines:
        if isinstance(line, Element):
            _write(line, element.margin, parts)
        else:
            parts.append(line.encode() if isinstance(line, str) else line)
    parts.append(f"{margin}</{element.name}>\n".encode())
