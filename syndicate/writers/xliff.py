"""XLIFF 2.1, if `[publish] exports` names it: each translated article with its source, for translators' tools.

One document an edition, beside its page. A unit is a block of the article, with a segment for each sentence, and
what lies between two as `ignorable`: joined, the parts of a unit are its whole text. Inline elements are codes whose
originals stand in originalData. A segment says how far it has come; by what route it was made, or who wrote it, is
metadata of its unit. What the checks found, and who reviewed the article, are notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from syndicate.alignment import Part, aligned, parts
from syndicate.model import UND, Edition, Issue, Maker, Origin
from syndicate.writers import Channel, File
from syndicate.writers._archive import documents
from syndicate.writers._codes import NAMESPACE, Codes, X
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import Entry
from syndicate.writers._text import one_line, printable
from syndicate.writers._titles import title_of

_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_M = f"{{{_METADATA}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write(channel: Channel) -> Iterator[File]:
    """Give a document for each translated edition of *channel*."""
    for one in documents(channel):
        for entry in one.fresh:
            yield from single(channel, entry)


def single(channel: Channel, entry: Entry) -> Iterator[File]:
    """Give the document of an edition, where it is a translation."""
    edition = entry.edition
    paired = len(edition.units) == len(edition.article.units)
    translated = edition.origin is not Origin.ORIGINAL and edition.article.language != UND
    if "xliff" in channel.settings.exports and translated and paired:
        yield File(f"{edition.language}/articles/{edition.article.id}.xlf", document(edition))


def document(edition: Edition) -> bytes:
    """Return *edition* as an XLIFF 2.1 document."""
    article, edition = edition.article, edition if edition.sentences else aligned(edition)
    spaces: dict[Any, str] = {None: NAMESPACE, "mda": _METADATA}
    root = etree.Element(X + "xliff", version="2.1", srcLang=article.language, trgLang=edition.language, nsmap=spaces)
    file = etree.SubElement(root, X + "file", id=f"a-{article.id}")
    if article.link:
        file.set("original", article.link)
    _notes(
        file,
        [("title", one_line(title_of(edition))), *_review(edition)],
        [one for one in edition.issues if one.unit is None],
    )
    for index, unit in enumerate(article.units):
        if unit.text.strip():
            _unit(file, index, edition)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _review(edition: Edition) -> list[tuple[str, str]]:
    """Return who reviewed *edition*, and when, as notes."""
    when = rfc3339(edition.reviewed) if edition.reviewed else ""
    return [("reviewer", " ".join(part for part in (one_line(edition.reviewer), when) if part))]


def _unit(file: etree._Element, index: int, edition: Edition) -> None:
    """Add the unit *index* to *file*: its sentences as segments, and what lies between them."""
    source, target = edition.article.units[index], edition.units[index]
    unit = etree.SubElement(file, X + "unit", id=f"u{index}", type=f"syndicate:{source.kind}")
    if not source.translate:
        unit.set("translate", "no")
    told = [*parts(edition, index)]
    _makers(unit, told)
    _notes(unit, [], [one for one in edition.issues if one.unit == index])
    originals = etree.SubElement(unit, X + "originalData")
    holders = []
    for part, name in zip(told, _names(told), strict=True):
        if name:
            holder = etree.SubElement(unit, X + "segment", id=name, state=_state(part.maker, edition))
        else:
            holder = etree.SubElement(unit, X + "ignorable")
        holders.append([etree.SubElement(holder, X + side, {_SPACE: "preserve"}) for side in ("source", "target")])
    codes = Codes(originals)
    codes.source(source, [part.source[1] for part in told], [each[0] for each in holders])
    codes.target(target, [part.target[1] for part in told], [each[1] for each in holders])
    if not len(originals):
        unit.remove(originals)


def _names(told: Sequence[Part]) -> Iterator[str]:
    """Give the id of each part; nothing for what is no segment."""
    number = 0
    for part in told:
        number += part.words
        yield f"s{number}" if part.words else ""


def _makers(unit: etree._Element, told: Sequence[Part]) -> None:
    """Say who made each segment of *unit*, as XLIFF's module for metadata has it."""
    made = [(name, part.maker) for name, part in zip(_names(told), told, strict=True) if part.maker]
    if not made:
        return
    metadata = etree.SubElement(unit, _M + "metadata")
    for name, maker in made:
        group = etree.SubElement(metadata, _M + "metaGroup", id=f"m-{name}", category="provenance", appliesTo="target")
        when = rfc3339(maker.reviewed) if maker.reviewed else ""
        facts = (("segment", name), ("route", maker.route), ("reviewer", one_line(maker.reviewer)), ("reviewed", when))
        for key, value in facts:
            if value:
                etree.SubElement(group, _M + "meta", type=key).text = printable(value)


def _state(maker: Maker | None, edition: Edition) -> str:
    """Return how far the translation of a segment has come: `final` when a named person answers for it."""
    if maker is not None and maker.reviewed:
        return "final" if maker.reviewer else "reviewed"
    # The edition's last reviewer may have corrected another sentence of it; then nobody has approved this one.
    if edition.origin is not Origin.EDITED or edition.reviewed in {one.reviewed for one in edition.makers} - {None}:
        return "translated"
    return "final" if edition.reviewer else "reviewed"


def _notes(parent: etree._Element, said: list[tuple[str, str]], issues: list[Issue]) -> None:
    """Add what is *said*, by category, and the *issues* to *parent*: ITS' type for a category, 1 the most urgent."""
    said = [(category, text) for category, text in said if text]
    if not said and not issues:
        return
    notes = etree.SubElement(parent, X + "notes")
    for category, text in said:
        etree.SubElement(notes, X + "note", category=category).text = text
    for issue in issues:
        priority = str(max(1, min(10, 10 - int(issue.severity) // 10)))
        note = etree.SubElement(notes, X + "note", category=issue.type, appliesTo="target", priority=priority)
        note.text = one_line(issue.comment)
