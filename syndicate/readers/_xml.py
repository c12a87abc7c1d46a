"""XML -> a tree without namespaces, and what a file of XML is. Nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syndicate.errors import ReadError
from syndicate.markup import clean, fold

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROLOG = rb"\s*+(?:<\?[^>]*+>\s*+|<!--.*?-->\s*+|<!DOCTYPE\b[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+"
_ROOT = re.compile(_PROLOG + rb"<(?:[\w.-]++:)?(?P<name>[A-Za-z][\w.-]*+)", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_ENTITY = re.compile(r"<!DOCTYPE[^>]*?<!ENTITY", re.IGNORECASE)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DEPTH = 200
_SIZE = 30_000_000


def root_name(data: bytes) -> str:
    """Return the name of the first element in *data* without its prefix; empty where it does not begin like XML."""
    # UTF-16 reads like ASCII with zeros; UTF-8's mark stands before the first sign.
    match = _ROOT.match(data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))
    return match["name"].decode("ascii") if match else ""


def is_xml(data: bytes) -> bool:
    """Whether *data* says of itself that it is XML."""
    return data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<?xml")


def parse(text: str, *, where: str) -> _Element:
    """Return the root of *text*, its names without namespaces, `xml:lang` as `lang`, comments gone.

    Raises:
        ReadError: it is not well-formed, defines entities, or is nested too deep; `where` has the line.
    """
    from lxml import etree

    if len(text) > _SIZE:
        raise ReadError(f"it has {len(text):,} characters; the limit is {_SIZE:,}.", where=where, advice="Split it.")
    if _ENTITY.search(text[:200_000]):
        raise ReadError(
            "it defines entities of its own, which can make a short file endless.",
            where=where,
            advice="No agency needs them; look at where it came from.",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        # A declared encoding is of the bytes it once was; the parser gets UTF-8.
        root = etree.fromstring(clean(_DECLARATION.sub("", text, count=1)).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise ReadError(
            f"it is not well-formed XML: {error.msg}.", where=f"{where}:{line}", advice="Was it saved whole?"
        ) from None
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH:
            raise ReadError(
                f"its elements are nested over {_DEPTH} deep.", where=where, advice="Look at where it came from."
            )
        if event == "start" and isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            if (language := element.attrib.pop(_LANGUAGE, None)) is not None:
                element.set("lang", language)
    return root


def text_at(element: _Element, path: str) -> str:
    """Return the words of the first element at *path* under *element*, on one line; empty where there is none."""
    found = element.find(path)
    return "" if found is None else fold("".join(str(part) for part in found.itertext()))


def as_html(element: _Element) -> str:
    """Return what lies inside *element* as HTML."""
    from html import escape

    from lxml import etree

    parts = (etree.tostring(child, method="html", encoding="unicode") for child in element)
    return escape(element.text or "", quote=False) + "".join(parts)
