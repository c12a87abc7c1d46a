"""XLIFF 2.1, if `[publish] exports` names it: each translated article with its source, for translators' tools.

One document an edition, beside its page. A unit is a block of the article, with one segment; inline
elements are codes whose originals stand in originalData, and things to keep are marked as not to be
translated. What the checks found, and who reviewed it, are notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from syndicate.markup import to_html
from syndicate.model import MARKUP, UND, Edition, Issue, Origin, Unit
from syndicate.writers import Channel, File
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import title_of
from syndicate.writers._text import one_line, printable

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Of XLIFF 2.0 and 2.1 alike."""

_X = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write(channel: Channel) -> Iterator[File]:
    """Give a document for each translated edition of *channel*."""
    if "xliff" not in channel.settings.exports:
        return
    for edition in map(channel.load, channel.editions):
        paired = len(edition.units) == len(edition.article.units)
        if edition.origin is not Origin.ORIGINAL and edition.article.language != UND and paired:
            yield File(f"{edition.language}/articles/{edition.article.id}.xlf", document(edition))


def document(edition: Edition) -> bytes:
    """Return *edition* as an XLIFF 2.1 document."""
    article = edition.article
    spaces: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element(_X + "xliff", version="2.1", srcLang=article.language, trgLang=edition.language, nsmap=spaces)
    file = etree.SubElement(root, _X + "file", id=f"a-{article.id}")
    if article.link:
        file.set("original", article.link)
    _notes(
        file,
        [("title", one_line(title_of(edition))), *_review(edition)],
        [one for one in edition.issues if one.unit is None],
    )
    for index, (source, target) in enumerate(zip(article.units, edition.units, strict=True)):
        if source.text.strip():
            _unit(file, index, source, target, edition)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _review(edition: Edition) -> list[tuple[str, str]]:
    """Return who reviewed *edition*, and when, as notes."""
    when = rfc3339(edition.reviewed) if edition.reviewed else ""
    return [("reviewer", " ".join(part for part in (one_line(edition.reviewer), when) if part))]


def _unit(file: etree._Element, index: int, source: Unit, target: Unit, edition: Edition) -> None:
    """Add the unit *index* to *file*."""
    unit = etree.SubElement(file, _X + "unit", id=f"u{index}", type=f"syndicate:{source.kind}")
    if not source.translate:
        unit.set("translate", "no")
    _notes(unit, [], [one for one in edition.issues if one.unit == index])
    originals = etree.SubElement(unit, _X + "originalData")
    segment = etree.SubElement(unit, _X + "segment", id="s1", state=_state(edition))
    codes = _Codes(originals)
    for name, side in (("source", source), ("target", target)):
        element = etree.SubElement(segment, _X + name, {_SPACE: "preserve"})
        spans = [span for span in side.spans if span.kind in MARKUP]
        html = printable(to_html(side.text, spans, xml=True))
        codes.copy(etree.fromstring(f"<x>{html}</x>".encode()), element, source=name == "source")
    if not len(originals):
        unit.remove(originals)


def _state(edition: Edition) -> str:
    """Return how far the translation has come: `final` when a named person answers for it."""
    if edition.origin is Origin.EDITED:
        return "final" if edition.reviewer else "reviewed"
    return "translated"


class _Codes:
    """The inline codes of one unit: the same code has the same id in source and target."""

    def __init__(self, originals: etree._Element) -> None:
        self._originals = originals
        self._data: dict[str, str] = {}
        self._free: list[tuple[str, str]] = []
        """Start tags and ids of the source's codes that the target has not used yet."""
        self._count = 0

    def copy(self, html: etree._Element, parent: etree._Element, *, source: bool) -> None:
        """Copy text and elements of *html* into *parent*, the elements as codes."""
        _append(parent, html.text)
        for child in html:
            name = str(child.tag)
            plain = "".join(f' {key}="{_quoted(value)}"' for key, value in map(_plain, child.attrib.items()))
            start = f"<{name}{plain}>"
            code = self._id(start, source=source)
            if name in {"br", "wbr"}:
                etree.SubElement(parent, _X + "ph", id=code, dataRef=self._original(start))
            else:
                pair = etree.SubElement(parent, _X + "pc", id=code)
                pair.set("dataRefEnd", self._original(f"</{name}>"))
                pair.set("dataRefStart", self._original(start))
                self.copy(child, pair, source=source)
            _append(parent, child.tail)

    def _id(self, start: str, *, source: bool) -> str:
        """Return the id of a code: in a target that of the source's same code, where one is left."""
        same = next((pair for pair in self._free if pair[0] == start), None) if not source else None
        if same:
            self._free.remove(same)
            return same[1]
        self._count += 1
        code = f"c{self._count}"
        if source:
            self._free.append((start, code))
        return code

    def _original(self, text: str) -> str:
        """Return the id of the original data that say *text*."""
        if text not in self._data:
            self._data[text] = f"d{len(self._data) + 1}"
            etree.SubElement(self._originals, _X + "data", id=self._data[text]).text = text
        return self._data[text]


def _append(parent: etree._Element, text: str | None) -> None:
    """Append *text* behind the last child of *parent*."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _plain(pair: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    """Return name and value of an attribute as lxml's stubs do not promise them."""
    return str(pair[0]), str(pair[1])


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _notes(parent: etree._Element, said: list[tuple[str, str]], issues: list[Issue]) -> None:
    """Add what is *said*, by category, and the *issues* to *parent*: ITS' type for a category, 1 the most urgent."""
    said = [(category, text) for category, text in said if text]
    if not said and not issues:
        return
    notes = etree.SubElement(parent, _X + "notes")
    for category, text in said:
        etree.SubElement(notes, _X + "note", category=category).text = text
    for issue in issues:
        priority = str(max(1, min(10, 10 - int(issue.severity) // 10)))
        note = etree.SubElement(notes, _X + "note", category=issue.type, appliesTo="target", priority=priority)
        note.text = one_line(issue.comment)
