"""TBX: TermBase eXchange, ISO 30042:2019, dialect TBX-Basic in DCA style, checked against its RELAX NG and Schematron.

Written so: the kind is the subject field; a name is a `fullForm`, a short form an admitted `shortForm`,
another spelling a superseded `variant` (read, no longer written), what to avoid a deprecated term; `checked`
is the last modification. Read as well: the style DCT, and TBX of 2008 (`martif`), which many programs
still write.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from syndicate.glossary.blocks import Problem
from syndicate.glossary.entries import Glossary, gender_of
from syndicate.glossary.exchange import Read, restricted
from syndicate.glossary.exchange.draft import Draft, entries
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LIMITS = (
    "fixed, forms, say, case_sensitive and keep: TBX-Basic has no category for them.",
    "The gender “pl”; one gender of what is no person stands at one term only, and genders by language that are all"
    " the same are read back as one.",
    "A part_of_speech other than noun, verb, adjective or adverb.",
    "Line breaks and spaces about a note, source or checked.",
)
"""What it cannot hold."""

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {"preferred": "preferredTerm-admn-sts", "admitted": "admittedTerm-admn-sts",
           "forbidden": "deprecatedTerm-admn-sts", "superseded": "supersededTerm-admn-sts"}  # fmt: skip
_STATUS_READ = {
    **{text: word for word, text in _STATUS.items()},
    "preferred": "preferred", "admitted": "admitted", "notRecommended": "forbidden", "obsolete": "superseded",
    "deprecatedTerm": "forbidden", "supersededTerm": "superseded",
}  # fmt: skip
_GENDER = {"m": "masculine", "f": "feminine", "n": "neuter"}
_PARTS = frozenset({"noun", "verb", "adjective", "adverb"})
_GENDERED = ("es", "fr", "pt", "it", "ca", "ro", "de", "ru", "uk", "be")
"""Languages whose nouns have a gender, as `gender` is about them: README of the glossaries."""
_DATE = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?: (\S.*))?", re.DOTALL)
_BRIEF = ("shortForm", "abbreviation", "acronym", "initialism")


# -- writing -----------------------------------------------------------------------------------


def write(glossary: Glossary, languages: Sequence[LanguageTag]) -> bytes:
    """Return the file."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}tbx", nsmap=cast(Any, {None: _NAMESPACE}))
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    root.set(_LANG, "en")
    source = _under(_under(_under(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _under(source, "p", "A glossary of syndicate.")
    kept = [one for entry in glossary.entries.values() if (one := restricted(entry, languages)).names]
    text = _under(root, "text")
    if kept:
        body = _under(text, "body")
        for entry in kept:
            _write_entry(body, entry, _genders(glossary.entries[entry.id], entry.names))
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))


def holds(entry: ConceptEntry, languages: Sequence[LanguageTag]) -> ConceptEntry | None:
    """Return what of *entry* the file keeps."""
    kept = restricted(entry, languages)
    if not kept.names:
        return None
    said = set((genders := _genders(entry, kept.names)).values())
    return replace(
        kept,
        gender="" if not said else genders if len(said) > 1 else said.pop(),
        part_of_speech=kept.part_of_speech if kept.part_of_speech in _PARTS else "",
        note=kept.note.strip(),
        source=kept.source.strip(),
        checked=kept.checked.strip(),
        fixed=(),
        forms={},
        say={},
        case_sensitive=True,
        keep=False,
    )


def _genders(entry: ConceptEntry, kept: Container[LanguageTag]) -> dict[LanguageTag, str]:
    """Return what is said of the names that are *kept*: a person's gender at all, else where it is true."""
    said = {tag: gender_of(entry, tag) for tag in _gender_languages(entry) if tag in kept}
    return {tag: gender for tag, gender in said.items() if gender in _GENDER}


def _gender_languages(entry: ConceptEntry) -> tuple[LanguageTag, ...]:
    """Return the languages at whose names the gender stands: a person's at all, else those it is about."""
    tags = sorted(entry.names)
    if entry.kind is EntryKind.PERSON or not isinstance(entry.gender, str):
        return tuple(tags)
    first = min(tags, key=lambda tag: _GENDERED.index(tag) if tag in _GENDERED else len(_GENDERED))
    return (first,)


def _write_entry(body: Element, entry: ConceptEntry, genders: Mapping[LanguageTag, str]) -> None:
    concept = _under(body, "conceptEntry")
    concept.set("id", f"_{entry.id}" if entry.id[0].isdigit() else entry.id)  # an XML ID begins with a letter or _
    _under(concept, "descrip", str(entry.kind), "subjectField")
    if source := entry.source.strip():
        _under(concept, "admin", source, "source")
    if checked := entry.checked.strip():
        change = _under(concept, "transacGrp")
        _under(change, "transac", "modification", "transactionType")
        dated = _DATE.fullmatch(checked)
        date, who = (dated[1], dated[2]) if dated and _exists(dated[1]) else ("", checked)
        if date:
            _under(change, "date", date)
        if who:
            _under(change, "transacNote", who, "responsibility")
    if note := entry.note.strip():
        _under(concept, "note", note)
    for tag in sorted({*entry.names, *entry.short, *entry.also, *entry.avoid}):
        section = _under(concept, "langSec")
        section.set(_LANG, tag)
        if name := entry.names.get(tag):
            gender = _GENDER.get(genders.get(tag, ""), "")
            part = entry.part_of_speech if entry.part_of_speech in _PARTS else ""
            _write_term(section, name, part, gender, entry.status, "fullForm")
        if short := entry.short.get(tag):
            _write_term(section, short, "", "", "admitted", "shortForm")
        for term in entry.also.get(tag, ()):
            _write_term(section, term, "", "", "superseded", "variant")
        for term in entry.avoid.get(tag, ()):
            _write_term(section, term, "", "", "forbidden", "")


def _write_term(section: Element, term: str, part: str, gender: str, status: str, form: str) -> None:
    parent = _under(section, "termSec")
    _under(parent, "term", term)
    notes = {"partOfSpeech": part, "grammaticalGender": gender, "administrativeStatus": _STATUS.get(status, "")}
    for category, value in {**notes, "termType": form}.items():
        if value:
            _under(parent, "termNote", value, category)


def _under(parent: Element, name: str, text: str = "", category: str = "") -> Element:
    """Add an element under *parent*."""
    from lxml import etree

    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    if category:
        child.set("type", category)
    if text:
        child.text = text
    return child


def _exists(date: str) -> bool:
    """Whether *date* is in the calendar, which XML Schema wants."""
    from datetime import date as calendar

    try:
        return bool(calendar.fromisoformat(date))
    except ValueError:
        return False


# -- reading -----------------------------------------------------------------------------------


def read(data: bytes, languages: Sequence[LanguageTag] = ()) -> Read:  # noqa: ARG001 - the file says its languages
    """Read TBX of 2019 in either style, or of 2008. Entities are not expanded, and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = int(getattr(error, "lineno", 0) or 0)
        return [], [
            Problem(
                line,
                f"this is not well-formed XML: {getattr(error, 'msg', error)}.",
                "Export it again from its program.",
            )
        ]
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        return [], [Problem(1, "the file declares entities, which TBX does not need.", "Take its DOCTYPE away.")]
    if _name(root) not in ("tbx", "martif"):
        return [], [Problem(1, f"this is not TBX: its first element is “{_name(root)[:80]}”.", "Export it as TBX.")]
    left: Counter[str] = Counter()
    lines: dict[str, int] = {}
    drafts: list[Draft] = []
    for concept in root.iter("{*}conceptEntry", "{*}termEntry"):
        draft, unused = _draft(concept)
        drafts.append(draft)
        for what in unused:
            left[what] += 1
            lines.setdefault(what, draft.line)
    good, problems = entries([draft for draft in drafts if draft.values.get("names")])
    problems += [
        Problem(draft.line, f"{draft.id or 'an entry'}: there is no term to write.", "It was not taken.")
        for draft in drafts
        if not draft.values.get("names")
    ]
    problems += [
        Problem(lines[what], f"{what} has no place in a glossary ({left[what]}, the first here).", "It was not taken.")
        for what in sorted(left)
    ]
    return good, problems


def _draft(concept: Element) -> tuple[Draft, list[str]]:
    """Read one concept; with it what could not be held."""
    values: dict[str, Any] = {}
    unused: list[str] = []
    notes: list[str] = []
    changes: list[str] = []
    sections: list[Element] = []
    for child in _flat(concept):
        category = _category(child)
        text = _text(child)
        if _name(child) in ("langSec", "langSet"):
            sections.append(child)
        elif category == "subjectField" and text in set(EntryKind):
            values["kind"] = text
        elif category in ("note", "definition"):
            notes.append(text)
        elif category in ("source", "externalCrossReference") and "source" not in values:
            values["source"] = text if text or category == "source" else str(child.get("target", ""))
        elif _name(child) == "transacGrp":
            found = list(_change(child))
            changes += found
            unused += [] if found else ["transacGrp of an origination"]
        elif category:
            unused.append(f"{category} “{text[:40]}”" if category == "subjectField" else category)
    terms: dict[str, list[dict[str, str]]] = {}
    for section in sections:
        terms.setdefault(str(section.get(_LANG) or section.get("lang") or ""), []).extend(_terms(section, unused))
    values |= {key: value for key, value in _by_language(terms, values.get("kind", ""), unused).items() if value}
    values |= {"note": "\n".join(notes)} if notes else {}
    values |= {"checked": max(changes)} if changes else {}
    line: Any = concept.sourceline
    return Draft(str(concept.get("id") or "").removeprefix("_"), values, line or 0), unused


def _by_language(terms: Mapping[str, list[dict[str, str]]], kind: str, unused: list[str]) -> dict[str, Any]:
    """Sort terms into names, short, also and avoid; and what they say of the entry as a whole."""
    chosen = {tag: name for tag, found in terms.items() if (name := _preferred(found)) is not None}
    statuses = {name.get("status", "") for name in chosen.values()}
    if len(statuses) > 1:  # a term deprecated in one language is to avoid there, not a name
        chosen = {tag: name for tag, name in chosen.items() if name.get("status") != "forbidden"}
    values: dict[str, Any] = {"names": {}, "short": {}, "also": {}, "avoid": {}}
    for tag, found in terms.items():
        name = chosen.get(tag)
        if name is not None:
            values["names"][tag] = name["term"]
        for term in found:
            if term is name:
                continue
            if term.get("status") == "forbidden":
                values["avoid"].setdefault(tag, []).append(term["term"])
            elif term.get("form") in _BRIEF and term.get("status") != "superseded" and tag not in values["short"]:
                values["short"][tag] = term["term"]
            else:
                values["also"].setdefault(tag, []).append(term["term"])
    if len(statuses) == 1 and statuses <= {"preferred", "admitted", "forbidden"}:
        values["status"] = statuses.pop()
    for field, category in (("gender", "gender"), ("part_of_speech", "part")):
        found_at = {tag: name[category] for tag, name in chosen.items() if name.get(category)}
        said = set(found_at.values())
        if len(said) == 1 and not (kind == EntryKind.PERSON and said == {"n"}):
            values[field] = said.pop()
        elif field == "gender" and said and kind != EntryKind.PERSON:
            values[field] = found_at
        elif said:
            unused.append("grammaticalGender of a person" if field == "gender" else "partOfSpeech")
    return values


def _preferred(terms: Sequence[dict[str, str]]) -> dict[str, str] | None:
    """Return the term of a language that is its name, None where all are short, other or to be avoided."""

    def rank(term: dict[str, str]) -> int | None:
        status, form = term.get("status", ""), term.get("form", "")
        if status == "preferred":
            return 0
        if status == "" and form != "variant":
            return 2 if form in _BRIEF else 1
        if status == "admitted" and form not in (*_BRIEF, "variant"):
            return 3
        return 4 if status == "forbidden" and form == "fullForm" else None

    ranked = [(number, index) for index, term in enumerate(terms) if (number := rank(term)) is not None]
    return terms[min(ranked)[1]] if ranked else None


def _terms(section: Element, unused: list[str]) -> Iterator[dict[str, str]]:
    """Give the terms of a language with what is said of each."""
    for child in _flat(section):
        if _name(child) not in ("termSec", "tig", "ntig"):
            unused += [_category(child)] if _category(child) else []
            continue
        found: dict[str, str] = {}
        for part in _flat(child):
            category, text = _category(part), " ".join(_text(part).split())
            if _name(part) == "term":
                found["term"] = text
            elif category == "administrativeStatus":
                found["status"] = _STATUS_READ.get(text, "")
            elif category == "termType":
                found["form"] = text
            elif category == "grammaticalGender":
                found["gender"] = next((short for short, word in _GENDER.items() if word == text), "")
                unused += [] if found["gender"] else [f"grammaticalGender “{text[:40]}”"]
            elif category == "partOfSpeech" and text in _PARTS:
                found["part"] = text
            elif category:
                unused.append(category)
        if found.get("term"):
            yield found


def _flat(parent: Element) -> Iterator[Element]:
    """Give what is under *parent*; what is grouped with notes about it, without the group."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue  # an entity that was not expanded
        if _name(child) in ("descripGrp", "adminGrp", "termNoteGrp", "termGrp"):
            yield from _flat(child)
        else:
            yield child


def _change(group: Element) -> Iterator[str]:
    """Give date and person of a modification."""
    said = {_category(child): _text(child) for child in _flat(group)}
    if said.get("transactionType") == "modification":
        yield " ".join(text for text in (said.get("date", "")[:10], said.get("responsibility", "")) if text)


def _category(element: Element) -> str:
    """Return the data category of an element: its type in the style DCA, its own name otherwise."""
    return str(element.get("type") or _name(element))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()
