"""The rules of XLIFF 2.1 (OASIS, sections 4.2 to 4.8) and of TMX 1.4b, as far as what we write can break them."""

from __future__ import annotations

from lxml import etree

from syndicate.validate.facts import twice

_CODES = ("{*}pc", "{*}ph", "{*}sc", "{*}ec")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def xliff(path: str, root: etree._Element) -> list[str]:
    """Return the faults of an XLIFF document."""
    faults = [] if root.get("version") == "2.1" else ["is not XLIFF 2.1"]
    own = path.partition("/")[0]
    if root.get("trgLang") != own:
        faults.append(f"is in “{root.get('trgLang')}”, its folder in “{own}”")
    if not root.get("srcLang"):
        faults.append("does not say what it was translated from")
    units = list(root.iter("{*}unit"))
    faults += [f"has the unit “{each}” twice" for each in twice(each.get("id", "") for each in units)]
    for unit in units:
        faults += [f"unit {unit.get('id')} {fault}" for fault in _unit(unit)]
    return faults


def _unit(unit: etree._Element) -> list[str]:
    """Return the faults of one unit."""
    segments = list(unit.iter("{*}segment"))
    faults = [] if segments else ["has no segment"]
    faults += [f"has the segment “{each}” twice" for each in twice(each.get("id", "") for each in segments)]
    if any(each.find("{*}source") is None for each in (*segments, *unit.iter("{*}ignorable"))):
        faults.append("has a part without a source")
    data = {each.get("id") for each in unit.iter("{*}data")}
    for side in ("source", "target"):
        codes = [code for each in unit.iter("{*}" + side) for code in each.iter(*_CODES)]
        ids = [code.get("id", "") for code in codes if code.get("id")]
        faults += [f"has the code “{each}” twice in its {side}" for each in twice(ids)]
        wanted = {code.get(key) for code in codes for key in ("dataRef", "dataRefStart", "dataRefEnd")} - {None}
        faults += [f"has no original data “{each}”" for each in sorted(map(str, wanted - data))]
        starts = {code.get("id") for code in codes if etree.QName(code).localname == "sc"}
        ends = {code.get("startRef") for code in codes if etree.QName(code).localname == "ec"}
        faults += [f"begins and does not end the code “{each}”" for each in sorted(map(str, starts ^ ends))]
    return faults


def tmx(root: etree._Element) -> list[str]:
    """Return the faults of a TMX document."""
    faults = [] if root.get("version") == "1.4" and root.find("header") is not None else ["is not TMX 1.4"]
    for number, unit in enumerate(root.iter("tu"), start=1):
        variants = unit.findall("tuv")
        languages = [each.get(_LANGUAGE, "") for each in variants]
        if len(set(languages)) < 2 or not all(languages):
            faults.append(f"its unit {number} is not in two languages")
        if any(each.find("seg") is None for each in variants):
            faults.append(f"its unit {number} has no words")
    return faults
