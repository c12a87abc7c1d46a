"""TMX 1.4b: what was translated, as other tools read it, and what they translated.

A translation unit is one sentence in two languages, with the engine that made it. Inline elements
are not written: TMX's own codes name no HTML, and the words are what a memory is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from syndicate.errors import ReadError, SyndicateError
from syndicate.languages import language_tag, primary
from syndicate.model import UND, Failure, LanguageTag

if TYPE_CHECKING:
    from lxml import etree

_CODES = ("bpt", "ept", "ph", "it", "ut")
"""Elements of a segment that hold another format's codes, not words."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A sentence and its translation."""

    source: str
    """The sentence."""
    target: str
    """Its translation."""
    languages: tuple[LanguageTag, LanguageTag]
    """From and to."""
    tool: str = ""
    """What made it: `apertium:en-es:apertium-eng-spa 0.8.1-2`; empty where a person did or it is not said."""


def write(units: Iterable[TranslationUnit]) -> Iterator[bytes]:
    """Give *units* as a TMX 1.4b document, in their order, piece by piece: a memory may be larger than a machine's."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    header = {"creationtool": "syndicate", "creationtoolversion": "1", "segtype": "sentence", "o-tmf": "syndicate"}
    etree.SubElement(root, "header", {**header, "adminlang": "en", "srclang": "*all*", "datatype": "plaintext"})
    etree.SubElement(root, "body").text = "\n  "
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    head, end, tail = whole.partition(b"  </body>")
    yield head
    for each in units:
        unit = etree.Element("tu", srclang=each.languages[0])
        if each.tool:
            etree.SubElement(unit, "prop", type="x-route").text = _held(each.tool)
        for language, text in zip(each.languages, (each.source, each.target), strict=True):
            variant = etree.SubElement(unit, "tuv", {_LANGUAGE: str(language)})
            etree.SubElement(variant, "seg").text = _held(text)
        etree.indent(unit, level=2)
        yield b"    " + etree.tostring(unit, encoding="UTF-8") + b"\n"
    yield end + tail


def read(stream: IO[bytes], *, where: str = "") -> Iterator[TranslationUnit | Failure]:
    """Give the translation units of a TMX document one by one, and what of it is none; one bad unit stops no other.

    Markup inside a segment is left out, its words stay. A unit in more than two languages gives one unit for each
    language besides its source's. A source said to be `en` is found where its words are said to be `en-US`.

    Raises:
        ReadError: it is no TMX, or not well-formed; what was given before that is not to be used.
    """
    from lxml import etree

    elements = etree.iterparse(
        stream, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root: etree._Element | None = None
    default = ""
    try:
        for event, element in elements:
            name = element.tag.rpartition("}")[2]
            if root is None:
                root = element
                if name != "tmx":
                    raise ReadError(f"it is no TMX, but <{root.tag}>.", where=where, advice="Export it as TMX 1.4.")
            if event == "start":
                default = element.get("srclang", "") if name == "header" else default
            elif name == "tu":
                try:
                    yield from _units(element, default)
                except SyndicateError as error:
                    yield Failure("read", f"{where}:{element.sourceline}", error.message, error.advice)
                _forget(element)
    except etree.XMLSyntaxError as error:
        at = f"{where}:{error.lineno or 1}"
        raise ReadError(f"it is not well-formed XML: {error.msg}.", where=at, advice="Export it once more.") from error


def _forget(element: etree._Element) -> None:
    """Let go of *element*, which was read, and of all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _units(unit: etree._Element, default: str) -> list[TranslationUnit]:
    """Return what the element *unit* holds, in a document whose source language is *default*.

    Raises:
        SyndicateError: a tag is none, or there is no source, or no translation of it.
    """
    from lxml import etree

    texts: dict[LanguageTag, str] = {}
    for variant in unit.iterfind("{*}tuv"):
        segment = variant.find("{*}seg")
        tag = language_tag(variant.get(_LANGUAGE) or variant.get("lang") or "und")
        if segment is not None:
            etree.strip_elements(segment, *(f"{{*}}{name}" for name in _CODES), with_tail=False)
            texts[tag] = "".join(str(part) for part in segment.itertext())
    said = unit.get("srclang", default)
    wanted = language_tag(said) if said not in {"", "*all*"} else next(iter(texts), UND)
    source = wanted if wanted in texts else next((tag for tag in texts if primary(tag) == primary(wanted)), None)
    others = [tag for tag in texts if tag != source and texts[tag].strip()]
    if source is None or not texts[source].strip():
        raise ReadError(f"a unit has no sentence in {wanted}, its source language.", advice="Look at its srclang.")
    if not others:
        raise ReadError("a unit has no translation.")
    tool = next((prop.text or "" for prop in unit.iterfind("{*}prop") if prop.get("type") == "x-route"), "")
    return [TranslationUnit(texts[source], texts[tag], (source, tag), tool) for tag in others]


def _held(text: str) -> str:
    """Return *text* without what XML 1.0 cannot hold."""
    return "".join(
        char for char in text if char in "\t\n\r" or " " <= char < "\ud800" or "\ue000" <= char not in "\ufffe\uffff"
    )
