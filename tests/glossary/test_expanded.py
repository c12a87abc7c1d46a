"""The forms of a whole glossary: the same from the shelf, and only what changed is inflected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.glossary import expanded as module
from syndicate.glossary import shapes, shipped
from syndicate.glossary.entries import Glossary, glossary, load
from syndicate.glossary.expanded import expanded
from syndicate.languages import language_tag

RU = language_tag("ru")


@pytest.fixture
def names(tmp_path: Path) -> Glossary:
    return load([shipped()], tmp_path)


@pytest.fixture
def inflected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the entries that are inflected from now on."""
    asked: list[str] = []
    before = module.source_forms

    def noted(entry, *rest):
        asked.append(entry.id)
        return before(entry, *rest)

    monkeypatch.setattr(module, "source_forms", noted)
    return asked


def forms(names: Glossary) -> dict[str, list[tuple[str, str, str]]]:
    return {entry.id: list(some) for entry, some in expanded(names, RU)}


def test_the_shelf_gives_what_the_rules_give(names: Glossary, inflected: list[str]) -> None:
    plain = forms(replace(names, cache=None))
    assert len(plain) > module._FEW
    assert forms(names) == plain
    inflected.clear()
    assert forms(names) == plain
    assert not inflected


def test_an_edit_inflects_one_name_and_taken_back_none(names: Glossary, inflected: list[str]) -> None:
    plain = forms(names)
    entry = next(one for one in names.entries.values() if one.gender == "m" and RU in one.names)
    edited = [replace(one, gender="f") if one is entry else one for one in names.entries.values()]
    inflected.clear()
    changed = forms(replace(glossary(edited), cache=names.cache))
    assert inflected == [entry.id]
    assert changed == {**plain, entry.id: changed[entry.id]} != plain
    inflected.clear()
    assert forms(names) == plain
    assert not inflected


def test_other_rules_take_up_nothing(names: Glossary, inflected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    forms(names)
    inflected.clear()
    monkeypatch.setattr(module, "_rules", lambda: "other")
    forms(names)
    assert len(inflected) == len(names.entries)


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "another"])
def test_a_damaged_file_is_as_if_it_were_not_there(names: Glossary, inflected: list[str], damage: str) -> None:
    plain = forms(names)
    assert names.cache is not None
    (kept,) = names.cache.glob("*.forms")
    data = kept.read_bytes()
    flipped = bytes([data[-5] ^ 1])
    kept.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "bit": data[:-5] + flipped + data[-4:],
            "empty": b"",
            "another": next(names.cache.glob("*.glossary")).read_bytes(),
        }[damage]
    )
    inflected.clear()
    assert forms(names) == plain
    assert inflected
    inflected.clear()
    assert forms(names) == plain
    assert not inflected


def test_what_is_edited_for_years_does_not_pile_up(names: Glossary) -> None:
    assert names.cache is not None
    for turn in range(4):
        entries = [replace(one, fixed=(*one.fixed, f"слово{turn}")) for one in names.entries.values()]
        forms(replace(glossary(entries), cache=names.cache))
    (kept,) = names.cache.glob("*.forms")
    _, texts = module._taken(names.cache, kept.name)
    assert len(texts) <= 2 * len(names.entries)


def test_a_matcher_of_few_names_opens_no_file(tmp_path: Path, names: Glossary) -> None:
    few = list(names.entries.values())[:3]
    shapes.Shapes(replace(glossary(few), cache=tmp_path / "none"), RU)
    assert not (tmp_path / "none").exists()
