"""What is written for other programs: ninjs, XLIFF and TMX, read back by the rules of each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from newsroom import AR, ES, LINK, NASTY, SETTINGS, article, edition, sentence_by_sentence

from syndicate import tmx
from syndicate.errors import PublishError
from syndicate.model import (
    Edition,
    Issue,
    IssueType,
    LanguageTag,
    Origin,
    Span,
    SpanKind,
    Unit,
    UnitKind,
)
from syndicate.publish import build
from syndicate.readers import Document
from syndicate.readers import ninjs as ninjs_reader
from syndicate.writers import xliff

X = "{urn:oasis:names:tc:xliff:document:2.0}"
CODES = tuple(X + name for name in ("pc", "ph", "sc", "ec"))
PART = {"segment": "part", "ignorable": "part"}


def translated(language: LanguageTag = ES, number: int = 1, text: str = "", **changes: object) -> Edition:
    """An edition whose units lie side by side with those of its source, with codes that move and nest."""
    source = (
        Unit(UnitKind.TITLE, text or "Bold speaks"),
        Unit(UnitKind.PARAGRAPH, "The red map\nis here, is here.", (
            Span(4, 11, SpanKind.INLINE, "a", (LINK,)), Span(4, 7, SpanKind.INLINE, "em"),
            Span(11, 12, SpanKind.VOID, "br"), Span(12, 14, SpanKind.KEEP, "number"),
        )),
        Unit(UnitKind.CODE, "if a < b & c:", translate=False),
        Unit(UnitKind.PARAGRAPH, "  "),
    )  # fmt: skip
    target = (
        Unit(UnitKind.TITLE, text or "Habla Bold"),
        Unit(UnitKind.PARAGRAPH, "Aquí está el mapa rojo.", (
            Span(13, 22, SpanKind.INLINE, "a", (LINK,)), Span(18, 22, SpanKind.INLINE, "em"),
            Span(0, 4, SpanKind.INLINE, "strong"),
        )),
        source[2], source[3],
    )  # fmt: skip
    return edition(language, number, article=article(number, units=source), units=target, **changes)


def site(folder: Path, *editions: Edition, **settings: object) -> Path:
    build(editions, replace(SETTINGS, exports=("ninjs", "tmx", "xliff"), **settings), folder)
    return folder


def core_faults(root: etree._Element) -> list[str]:
    """Return what breaks XLIFF 2.1's core: its structure and its constraints on ids and references."""
    order = {
        "xliff": ["file"], "file": ["notes", "unit"], "ignorable": ["source", "target"],
        "unit": ["metadata", "notes", "originalData", "part"], "segment": ["source", "target"],
        "notes": ["note"], "originalData": ["data"],
    }  # fmt: skip
    faults = [] if root.get("version") == "2.1" and root.get("srcLang") and root.get("trgLang") else ["no head"]
    for element in root.iter():
        name = etree.QName(element).localname
        children = [PART.get(each, each) for each in (etree.QName(child).localname for child in element)]
        if name in order and (children != sorted(children, key=order[name].index) or not children):
            faults.append(f"{name} holds {children}")
    for unit in root.iter(X + "unit"):
        data = [each.get("id") for each in unit.iter(X + "data")]
        for name in ("source", "target"):
            # An id is an element's own in all sources of a unit, and in all its targets.
            codes = [code for side in unit.iter(X + name) for code in side.iter(*CODES)]
            ids = [each.get("id") for each in codes if each.tag != X + "ec"]
            faults += [f"{unit.get('id')}: an id stands twice"] if len(ids) != len(set(ids)) else []
            wanted = [each.get(key) for each in codes for key in ("dataRef", "dataRefStart", "dataRefEnd")]
            faults += [f"{unit.get('id')}: {each} is no data" for each in wanted if each and each not in data]
            starts = [each.get("id") for each in codes if each.tag == X + "sc"]
            ends = [each.get("startRef") for each in codes if each.tag == X + "ec"]
            faults += [] if sorted(starts) == sorted(ends) else [f"{unit.get('id')}: {starts} end as {ends}"]
            for code in codes:
                one_sided = {each for each in (code.get("id"), code.get("startRef")) if each in starts}
                inside = any(each.tag == X + "pc" for each in code.iterancestors())
                faults += [f"{unit.get('id')}: {one_sided} begins or ends in a pair"] if one_sided and inside else []
        own = [each.get("id") for each in unit.iter(X + "segment")]
        faults += [f"{unit.get('id')}: a segment twice"] if len(own) != len(set(own)) else []
        faults += [f"{unit.get('id')}: data twice"] if len(data) != len(set(data)) else []
    units = [unit.get("id") for unit in root.iter(X + "unit")]
    return faults + (["a unit twice"] if len(units) != len(set(units)) else [])


def test_xliff_keeps_the_rules_of_its_core_and_the_codes_their_places() -> None:
    root = etree.fromstring(xliff.document(translated()))
    assert core_faults(root) == []
    assert [unit.get("id") for unit in root.iter(X + "unit")] == ["u0", "u1", "u2"]
    unit = root.findall(f".//{X}unit")[1]
    source, target = unit.find(f".//{X}source"), unit.find(f".//{X}target")
    assert source is not None
    assert target is not None
    assert "".join(map(str, source.itertext())) == "The red mapis here, is here."
    assert "".join(map(str, target.itertext())) == "Aquí está el mapa rojo."
    link = source.find(X + "pc")
    assert link is not None
    data = {each.get("id"): each.text for each in unit.iter(X + "data")}
    assert data[link.get("dataRefStart")] == '<a href="https://source.example.net/a?b=1&amp;c=%222\'">'
    assert data[link.get("dataRefEnd")] == "</a>"
    same = {each.get("id"): "".join(map(str, each.itertext())) for each in target.iter(X + "pc")}
    assert same[link.get("id")] == "mapa rojo"
    assert len(same) == 3
    assert {each.get("id") for each in source.iter(X + "pc", X + "ph")} & set(same) == {"c1", "c2"}
    assert root.findall(f".//{X}unit")[2].get("translate") == "no"


def test_xliff_has_a_segment_for_each_sentence_and_loses_nothing_between_them() -> None:
    root = etree.fromstring(xliff.document(sentence_by_sentence()))
    assert core_faults(root) == []
    unit = root.findall(f".//{X}unit")[1]
    for side, whole in (("source", "One red. Two <b>. Three."), ("target", "Uno rojo. Dos <b>. ¡Tres!")):
        assert "".join("".join(map(str, each.itertext())) for each in unit.iter(X + side)) == whole
    kinds = [etree.QName(each).localname for each in unit if each.tag in {X + "segment", X + "ignorable"}]
    assert kinds == ["segment", "ignorable", "segment", "ignorable", "segment"]
    assert [each.get("state") for each in unit.iter(X + "segment")] == ["translated", "translated", "final"]
    made = {group.find("{*}meta").text: [meta.text for meta in group][1:] for group in unit.iter("{*}metaGroup")}
    assert made == {
        "s1": ["apertium:en-es:eng-spa 1"],
        "s2": ["apertium:en-es:eng-spa 1"],
        "s3": ["B. B.", "2022-09-28T02:00:00Z"],
    }


def test_a_code_over_the_border_of_sentences_begins_in_one_and_ends_in_the_other() -> None:
    unit = etree.fromstring(xliff.document(sentence_by_sentence())).findall(f".//{X}unit")[1]
    for side in ("source", "target"):
        first, _, second, *_ = unit.iter(X + side)
        (start,), (end,) = first.iter(X + "sc"), second.iter(X + "ec")
        assert (start.get("id"), end.get("startRef")) == ("c1", "c1")
        assert [each.get("id") for each in second.iter(X + "pc")] == ["c2"]


def test_tmx_has_a_unit_for_each_sentence_and_says_who_made_it(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", sentence_by_sentence())
    units = list(tmx.read(BytesIO((folder / "es" / "translations.tmx").read_bytes())))
    assert [(one.source, one.target, one.tool) for one in units[1:]] == [
        ("One red.", "Uno rojo.", "apertium:en-es:eng-spa 1"),
        ("Two <b>.", "Dos <b>.", "apertium:en-es:eng-spa 1"),
        ("Three.", "¡Tres!", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "translated"),
        ({"origin": Origin.EDITED}, "reviewed"),
        ({"origin": Origin.EDITED, "reviewer": "B. B."}, "final"),
    ],
)
def test_xliff_says_how_far_the_translation_has_come(changes: dict[str, object], state: str) -> None:
    root = etree.fromstring(xliff.document(translated(**changes)))
    assert {each.get("state") for each in root.iter(X + "segment")} == {state}
    assert ("reviewer" in {each.get("category") for each in root.iter(X + "note")}) is (state == "final")


def test_xliff_notes_what_was_found() -> None:
    issues = (
        Issue(IssueType.NUMBERS, "numbers", "5 is\nmissing \x01.", 70.0, 1),
        Issue(IssueType.TERMINOLOGY, "names", "A name is lost.", 100.0),
    )
    root = etree.fromstring(xliff.document(translated(issues=issues)))
    assert core_faults(root) == []
    notes = {(each.get("category"), each.get("priority"), each.text) for each in root.iter(X + "note")}
    assert {("numbers", "3", "5 is missing ."), ("terminology", "1", "A name is lost.")} <= notes


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_whatever_a_text_holds_the_exports_hold_it(tmp_path: Path, nasty: str) -> None:
    folder = site(tmp_path / "site", translated(text=nasty), translated(AR, 2, text=nasty))
    for path in folder.rglob("*.xlf"):
        assert core_faults(etree.parse(path).getroot()) == []
    item = next(folder.glob("es/articles/*.ninjs.json"))
    (read,) = ninjs_reader.read(Document(item.name, item.read_bytes()))
    assert read.title
    units = list(tmx.read(BytesIO((folder / "es" / "translations.tmx").read_bytes())))
    assert ("The red map is here, is here.", "Aquí está el mapa rojo.") in {(one.source, one.target) for one in units}


def test_ninjs_is_read_back_by_our_own_reader(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", translated())
    path = next(folder.glob("es/articles/*.ninjs.json"))
    item = json.loads(path.read_text())
    assert item["uri"] == f"tag:example.org,2022-09-28:t/{article(1).id}/es"
    assert item["digitalSourceType"]["uri"].endswith("/trainedAlgorithmicMedia")
    assert item["pubStatus"] == "usable"
    (read,) = ninjs_reader.read(Document("a.json", path.read_bytes()))
    assert read.title == "Habla Bold"
    assert "Aquí está el mapa rojo." in {unit.text for unit in read.units}


@pytest.mark.parametrize("policy", ["mark", "remove"])
def test_ninjs_takes_back_what_is_withdrawn(tmp_path: Path, policy: str) -> None:
    gone = translated(withdrawn=datetime(2026, 4, 2, tzinfo=UTC))
    folder = site(tmp_path / "site", gone, translated(number=2), withdrawn=policy)
    items = [json.loads(path.read_text()) for path in sorted(folder.glob("es/articles/*.ninjs.json"))]
    assert [item["pubStatus"] for item in items] == ["canceled", "usable"]
    assert ("bodies" in items[0]) is (policy == "mark")


def test_nothing_is_exported_unless_it_is_asked_for(tmp_path: Path) -> None:
    build([translated()], SETTINGS, tmp_path / "site")
    assert {path.suffix for path in (tmp_path / "site" / "es" / "articles").iterdir()} == {".html"}
    with pytest.raises(PublishError, match="exports names “xlif”"):
        build([translated()], replace(SETTINGS, exports=("xlif",)), tmp_path / "site")


def test_originals_are_no_translations(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", edition(LanguageTag("en")))
    assert not list(folder.rglob("*.xlf"))
    assert not list(folder.rglob("*.tmx"))
