"""The glossaries that ship with the project: in the form that editors are asked to keep, and true to their sources."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale

from syndicate.glossary import shipped
from syndicate.glossary.entries import load_all
from syndicate.glossary.forms import allowed_forms, forbidden
from syndicate.glossary.normal import normalise
from syndicate.languages import language_tag

FILES = sorted(shipped().glob("*.yaml"))
LANGUAGES = {"en", "ru", "uk", "es", "az", "kk", "tr", "fr", "ky", "uz", "mn", "ka", "be"}
LATIN = {"en", "es", "fr", "az", "tr", "uz"}
LETTERS = {"ka": "[\u10d0-\u10ff]", **dict.fromkeys(LATIN, "[A-Za-z\u00c0-\u024fƏə]")}
CYRILLIC = "[\u0400-\u04ff]"
KEPT_LATIN = {"amnesty-international", "human-rights-watch", "reuters", "kazinform"}
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ'", "’"))

Entry = dict[str, Any]


def parsed(path: Path) -> dict[str, Entry]:
    """Read a file as any YAML reader does that takes every scalar for a text."""
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - texts only


ENTRIES: dict[str, Entry] = {key: entry for path in FILES for key, entry in parsed(path).items()}


def spellings(entry: Entry, language: str) -> set[str]:
    own = {entry[field][language] for field in ("names", "short") if language in entry.get(field, {})}
    return own | set(entry.get("also", {}).get(language, ()))


def test_all_are_read_without_a_mistake() -> None:
    glossary, failures = load_all([shipped()])
    assert [str(failure) for failure in failures] == []
    assert set(glossary.entries) == set(ENTRIES)


def test_there_is_enough_of_each_kind() -> None:
    kinds = Counter(entry["kind"] for entry in ENTRIES.values())
    assert kinds["person"] >= 80
    assert kinds["place"] >= 180
    assert kinds["organisation"] >= 40
    assert kinds["title"] + kinds["term"] >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_blocks_are_sorted_and_one_line_a_field(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z0-9-]+):$", text, re.MULTILINE)
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    assert set(keys) == set(parsed(path)), "an entry stands in another form than a block"
    body = text[text.index(keys[0] + ":") :]
    assert re.fullmatch(r"(?:[a-z0-9-]+:\n(?:  [a-z_]+: \S.*\n)+\n?)+", body), "a field takes more than a line"


def test_no_identifier_stands_in_two_files() -> None:
    assert sum(len(parsed(path)) for path in FILES) == len(ENTRIES)


@pytest.mark.parametrize("identifier", sorted(ENTRIES))
def test_entry_has_what_the_house_asks(identifier: str) -> None:
    entry = ENTRIES[identifier]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [a-z]{2,3}", entry["checked"])
    assert "en" in entry["names"]
    assert set(entry["names"]) <= LANGUAGES
    if entry["kind"] == "person":
        assert entry.get("gender") in {"m", "f"}
    if entry["kind"] == "organisation":
        gender = entry.get("gender")
        assert gender in ("m", "f", "n", "pl") or set(gender) >= {"es", "fr"}
    if entry["kind"] in {"person", "place", "organisation"}:
        assert {"es", "fr"} <= set(entry["names"]), "editions in Spanish and French need it"
    if entry["kind"] in {"title", "term"}:
        assert entry["status"] == "preferred"
        assert entry["case_sensitive"] == "false"


@pytest.mark.parametrize("identifier", sorted(ENTRIES))
def test_each_form_is_in_the_letters_of_its_language(identifier: str) -> None:
    entry = ENTRIES[identifier]
    for language in sorted(set(entry["names"]) | set(entry.get("also", {}))):
        assert language == language_tag(language)
        wanted = LETTERS.get(language, CYRILLIC)
        for term in spellings(entry, language):
            assert normalise(term, language_tag(language)).offsets is None, f"{term}: not NFC, or an invisible sign"
            if identifier in KEPT_LATIN:
                continue
            letters = [sign for sign in term if sign.isalpha() and sign not in "ʻʼ"]
            wrong = [sign for sign in letters if not re.match(wanted, sign)]
            assert not wrong, f"{language} “{term}”: {wrong}"


def test_each_form_stands_for_one_entry_in_its_language() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for identifier, entry in ENTRIES.items():
        for language in entry["names"] | entry.get("also", {}):
            for term in spellings(entry, language):
                text = normalise(term, language_tag(language)).text
                owners.setdefault((language, text), set()).add(identifier)
    assert {form: sorted(ids) for form, ids in owners.items() if len(ids) > 1} == {}


def test_no_form_of_one_entry_is_avoided_by_another() -> None:
    glossary, _ = load_all([shipped()])
    avoided = {
        (tag, text) for entry in glossary.entries.values() for tag in entry.avoid for text in forbidden(entry, tag)
    }
    written = {
        (tag, text) for entry in glossary.entries.values() for tag in entry.names for text in allowed_forms(entry, tag)
    }
    assert avoided
    assert avoided & written == set()


def test_short_forms_end_or_abbreviate_the_name() -> None:
    for identifier, entry in ENTRIES.items():
        for language, short in entry.get("short", {}).items():
            name = entry["names"].get(language, "")
            if entry["kind"] == "person":
                assert name.endswith(" " + short), identifier
            else:
                assert " " not in short or short == "УВКБ ООН", identifier


def cldr(source: str, language: str) -> str | None:
    """CLDR's name for *source*; its root's, the identifier, where a language has none of its own."""
    what, _, code = source.partition(", but ")[0].rpartition(" ")
    locale = Locale(language)
    if what == "CLDR territories":
        return locale.territories.get(code)
    assert what == "CLDR exemplar cities"
    own = locale.time_zones.get(code, {}).get("city")
    return own or (code.rpartition("/")[2].replace("_", " ") if language in LATIN else None)


@pytest.mark.parametrize(
    "identifier", sorted(key for key, entry in ENTRIES.items() if entry.get("source", "").startswith("CLDR"))
)
def test_names_are_those_of_cldr_where_the_source_says_so(identifier: str) -> None:
    entry = ENTRIES[identifier]
    departs = set(entry["source"].partition(", but ")[2].split())
    differing = {
        language
        for language, name in entry["names"].items()
        if name.translate(APOSTROPHES) != (cldr(entry["source"], language) or "").translate(APOSTROPHES)
    }
    assert differing == departs


def test_most_places_rest_on_a_table() -> None:
    places = [entry for entry in ENTRIES.values() if entry["kind"] == "place"]
    tabled = [entry for entry in places if re.match("CLDR|iso-codes", entry.get("source", ""))]
    assert len(tabled) > len(places) / 2


def test_readme_names_every_file_and_field() -> None:
    readme = (shipped() / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []
    used = set(chain.from_iterable(ENTRIES.values())) - {"part_of_speech"}
    assert [field for field in sorted(used) if f"`{field}`" not in readme] == []


def test_the_name_that_the_projects_readme_adds_is_not_there_yet() -> None:
    readme = (shipped().parent / "README.md").read_text(encoding="utf-8")
    (added,) = re.findall(r"syndicate glossary add (\S+)", readme)
    assert added not in load_all([shipped()])[0].entries  # the next run would refuse it


def test_header_comments_stay_above_the_entries() -> None:
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# ")
        assert not any(before == "" and after.startswith("#") for before, after in pairwise(lines))
