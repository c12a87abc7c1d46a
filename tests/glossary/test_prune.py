"""What is taken away from a glossary file, and that nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import GlossaryError
from syndicate.glossary import never, save, shipped
from syndicate.glossary.prune import Terms

HAND = """\
# Names of our house.

# The capital.
astana:
    kind: place        # since 1997
    names:
        en: Astana     # not Nur-Sultan
        kk: 'Астана'
    also:
        en:
        - Akmola
        - Tselinograd  # Soviet
    note: The capital

# A president.
tokayev:
    kind: person
    names: {en: Tokayev, kk: Тоқаев, }
    also: {en: Tokaev, ru: [Токаев, Такаев]}
"""


@pytest.mark.parametrize(
    ("tree", "gone", "come"),
    [
        ({"astana": {"names": {"kk": None}}}, "        kk: 'Астана'\n", ""),
        ({"astana": {"also": {"en": Terms(("Akmola",))}}}, "        - Tselinograd  # Soviet\n", ""),
        ({"astana": {"note": None}}, "    note: The capital\n", ""),
        ({"tokayev": {"names": {"en": None}}}, "en: Tokayev, ", ""),
        ({"tokayev": {"names": {"kk": None}}}, ", kk: Тоқаев", ""),
        ({"tokayev": {"also": {"en": None, "ru": Terms(())}}}, "    also: {en: Tokaev, ru: [Токаев, Такаев]}\n", ""),
        ({"tokayev": {"also": {"ru": Terms(("Такаев",))}}}, "Токаев, ", ""),
        ({"tokayev": {"also": {"ru": Terms(("Тукаев",))}}}, "[Токаев, Такаев]", "[Тукаев]"),
        ({"tokayev": {"also": {"en": Terms(("Tokajev",))}}}, "Tokaev", "[Tokajev]"),
    ],
)
def test_only_what_is_meant_goes(tree: dict[str, Any], gone: str, come: str) -> None:
    assert HAND.count(gone) == 1
    assert save.revised(HAND.encode(), changes=tree).decode() == HAND.replace(gone, come)


def test_an_entry_goes_with_the_comment_right_above_it() -> None:
    last = save.revised(HAND.encode(), gone=frozenset({"tokayev"})).decode()
    assert last == HAND[: HAND.index("\n# A president")]
    first = save.revised(HAND.encode(), gone=frozenset({"astana"})).decode()
    assert first == "# Names of our house.\n\n" + HAND[HAND.index("# A president") :]


def test_the_last_name_stays() -> None:
    with pytest.raises(GlossaryError, match="no name in any language"):
        save.revised(HAND.encode(), changes={"tokayev": {"names": {"en": None, "kk": None}}})


@pytest.mark.parametrize("path", sorted(shipped().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_entry_can_go_alone(path: Path) -> None:
    data = path.read_bytes()
    entries, _ = save.parsed(data.decode())
    for identifier in (*list(entries)[:2], list(entries)[-1]):
        left, problems = save.parsed(save.revised(data, gone=frozenset({identifier})).decode())
        assert left.keys() == entries.keys() - {identifier}
        assert problems == []


def test_words_never_asked_about_stand_once_and_remarks_stay(tmp_path: Path) -> None:
    file = tmp_path / never.NAME
    file.write_text("Вчера  # no name\n", "utf-8")
    assert never.add([tmp_path], ["ВЧЕРА", "Choir  of Osh", "Choir of Osh"]) == file
    assert file.read_text("utf-8") == "Вчера  # no name\nChoir of Osh\n"
    assert never.words([tmp_path]) == {"вчера", "choir of osh"}
