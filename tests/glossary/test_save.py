import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import GlossaryError
from syndicate.glossary import save, shipped
from syndicate.glossary.render import block, line, scalar
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

EN, KK, MN, RU = (LanguageTag(tag) for tag in ("en", "kk", "mn", "ru"))
SHIPPED = sorted(shipped().glob("*.yaml"))
BAYAR = ConceptEntry("bayar-bat", EntryKind.PERSON, {EN: "Bat Bayar", RU: "Бат Баяр"}, gender="m")

HAND = """\
# Names of our house.

# The capital, as its own people write it.
astana:
    kind: place        # since 1997
    names:
        en: Astana     # not Nur-Sultan
        kk: 'Астана'
    also:
        en:
        - Akmola
    note: >
        The capital
        of Kazakhstan

# --- people ---
tokayev:
    kind: person
    names: {en: Tokayev, }   # a comma too many is no mistake
    also: {en: Tokaev}
"""


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """What went away and what came."""
    from difflib import ndiff

    rows = list(ndiff(before.splitlines(), after.splitlines()))
    return [row[2:] for row in rows if row.startswith("- ")], [row[2:] for row in rows if row.startswith("+ ")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_with_nothing_to_do_stays_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    assert save.revised(data) == data


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_added_entry_is_one_block_and_taking_it_away_gives_the_file_back(path: Path) -> None:
    data = path.read_bytes()
    after = save.revised(data, [BAYAR])
    languages = list(next(iter(save.parsed(data.decode())[0].values())).names)
    written = ("\n" + block(BAYAR, languages)).encode()
    assert after.count(b"\nbayar-bat:\n") == 1
    start = after.index(b"\nbayar-bat:\n")
    assert after[:start] + after[start + len(written) :] == data
    ids = [line.rstrip(":") for line in after.decode().splitlines() if line[:1].isalnum()]
    assert ids == sorted(ids)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_changed_field_is_one_changed_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = next(iter(save.parsed(text)[0]))
    away, come = lines(text, save.revised(text.encode(), changes={first: {"names": {"zh": "名"}}}).decode())
    assert len(away) == len(come) == 1
    assert come[0] == away[0].removesuffix("}") + ", zh: 名}"


def test_comments_quotes_and_indents_of_a_hand_stay() -> None:
    changes = {
        "astana": {"names": {"ru": "Астана", "kk": "Астанa"}, "also": {"en": ("Tselinograd",)}, "short": {"en": "A"}},
        "tokayev": {"names": {"ru": "Токаев"}, "also": {"en": ("Tokaiev",), "ru": ("Тоқаев",)}, "gender": "m"},
    }
    away, come = lines(HAND, save.revised(HAND.encode(), changes=changes).decode())
    assert away == [
        "        kk: 'Астана'",
        "    names: {en: Tokayev, }   # a comma too many is no mistake",
        "    also: {en: Tokaev}",
    ]
    assert come == [
        "        kk: Астанa",
        "        ru: Астана",
        "    short: {en: A}",
        "        - Tselinograd",
        "    gender: m",
        "    names: {en: Tokayev, ru: Токаев, }   # a comma too many is no mistake",
        "    also: {en: [Tokaev, Tokaiev], ru: [Тоқаев]}",
    ]


def test_an_entry_goes_above_the_comment_of_the_next_and_below_that_of_the_file() -> None:
    after = save.revised(HAND.encode(), [BAYAR, replace(BAYAR, id="a-first")]).decode()
    assert after.index("# Names of our house.") < after.index("a-first:") < after.index("# The capital")
    assert after.index("of Kazakhstan\n\nbayar-bat:") < after.index("# --- people ---\ntokayev:")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n# the end\n"])
def test_line_ends_marks_and_missing_line_ends_stay(ending: str, mark: str, last: str) -> None:
    text = mark + ("a:\n  names: {en: A}\n\nc:\n  names: {en: C}" + last).replace("\n", ending)
    new = [BAYAR, replace(BAYAR, id="d"), replace(BAYAR, id="e")]
    after = save.revised(text.encode(), new, {"c": {"note": "x", "names": {"ru": "Ц"}}}).decode()
    assert after.startswith(mark + "a:")
    assert ("\r\n" in after) == (ending == "\r\n")
    assert "\n" not in after.replace(ending, "")
    assert list(save.parsed(after.removeprefix("\ufeff"))[0]) == ["a", "bayar-bat", "c", "d", "e"]


def test_the_end_of_the_document_stays_the_end() -> None:
    assert save.revised(b"a:\n  names: {en: A}\n...\n", [BAYAR]).endswith("ru: Бат Баяр}\n...\n".encode())


@pytest.mark.parametrize("text", ["", "# Only a comment.\n", "# Only a comment.", "\n\n"])
def test_a_file_without_entries_takes_some(text: str) -> None:
    after = save.revised(text.encode(), [BAYAR, replace(BAYAR, id="c")]).decode()
    assert after.startswith(text)
    assert list(save.parsed(after)[0]) == ["bayar-bat", "c"]


def test_a_file_that_is_not_sorted_gets_no_worse() -> None:
    text = "zoo:\n  names: {en: Zoo}\na:\n  names: {en: A}\nc:\n  names: {en: C}\n"
    assert list(save.parsed(save.revised(text.encode(), [BAYAR]).decode())[0]) == ["zoo", "a", "bayar-bat", "c"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{a: {names: {en: A}}}", "cannot be changed without damage"),  # all in braces: there is no line to add
        ("bayar-bat:\n  names: {en: A}\n", "already there"),
        ("a: [b", "not closed"),
    ],
)
def test_what_cannot_be_done_safely_is_left_to_the_editor(text: str, words: str) -> None:
    with pytest.raises(GlossaryError, match=words):
        save.revised(text.encode(), [BAYAR], file="names.yaml")


def test_a_mistake_elsewhere_in_the_file_stays_as_it_is() -> None:
    text = "a:\n  nmes: {en: A}\n\nc:\n  names: {en: C}\n"
    assert save.revised(text.encode(), [BAYAR]).decode().startswith("a:\n  nmes: {en: A}\n\n")


def test_the_right_file_is_that_of_its_kind() -> None:
    files = {path: list(save.parsed(path.read_text(encoding="utf-8"))[0].values()) for path in SHIPPED}
    for kind, name in (
        ("person", "people"),
        ("place", "places"),
        ("organisation", "organisations"),
        ("term", "titles"),
    ):
        assert save.home(replace(BAYAR, kind=EntryKind(kind)), files).stem == name
    with pytest.raises(GlossaryError, match="Name the file with --into"):
        save.home(BAYAR, {path: inside for path, inside in files.items() if path.stem in ("places", "titles")})


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    save.write(link, b"new", was=b"old")
    assert path.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(GlossaryError, match="changed in the meantime"):
        save.write(path, b"newer", was=b"old")
    with pytest.raises(GlossaryError, match="cannot be written"):
        save.write(tmp_path / "no" / "names.yaml", b"x")
    assert path.read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.yaml", "names.yaml"]


def test_a_disk_that_is_read_only_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("open", "unlink"):
        monkeypatch.setattr(Path, name, refused)
    with pytest.raises(GlossaryError, match=r"cannot be written: Read-only file system\. See that the folder"):
        save.write(tmp_path / "names.yaml", b"")


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    wholes = {bytes([letter]) * 200_000 for letter in b"ab"}
    path.write_bytes(b"a" * 200_000)
    seen: set[bytes] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(path.read_bytes())

    thread = threading.Thread(target=look)
    thread.start()
    for _ in range(20):
        for whole in sorted(wholes):
            save.write(path, whole)
    stop.set()
    thread.join()
    assert seen <= wholes


# -- what must hold always ---------------------------------------------------------------------

TOKENS = [
    *("a", "Ilham", "Əliyev", "No", "true", "null", "1", "2026-11-22", "~", "-", "- x", "?", ":", ": ", "#", " # "),
    *(",", "[", "]", "{", "}", "&x", "*x", "!", "|", ">", "'", '"', "’", "%", "@", "`", "\\", "\\n", "=", "_", "\n"),
    *("  ", "\u00a0", "\u2028", "\u200c", "😀", "עב", "نَ", "--- "),
]
TEXTS = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=6).map("".join)


@given(TEXTS)
def test_any_text_is_written_so_that_it_reads_back(text: str) -> None:
    from syndicate.glossary.blocks import read

    for written in (
        line("a", text),
        f"a: {scalar(text)}",
        f"a: {{en: {scalar(text)}, ru: x}}",
        f"a: [{scalar(text)}, x]",
    ):
        found, problems = read(written)
        assert not problems
        value = found[0].block
        assert text in (
            value.value,
            *(part.block.value for part in value.fields),
            *(item.value for item in value.items),
        )


def styles() -> list[Callable[[str], str]]:
    """Ways in which an editor may have written an entry of one name and one spelling."""
    return [
        lambda key: f"{key}:\n  names: {{en: {key}}}\n  also: {{en: [X]}}\n",
        lambda key: f"{key}:\n  names:\n    en: {key}   # said\n  also:\n    en:\n      - X  # read\n",
        lambda key: (
            f"{key}:   # first\n    names: {{en: '{key}',\n            ru: Р }}\n    also: {{ en: X }}\n    # last\n"
        ),
        lambda key: f'{key}:\n  note: |\n    two\n    lines\n  also: {{en: [X, ]}}\n  names:\n    "en": "{key}"\n',
        lambda key: f"{key}: {{names: {{en: {key}}}, also: {{en: [X]}}}}\n",
    ]


@given(
    st.lists(st.tuples(st.sampled_from("bcdfgh"), st.integers(0, 4)), min_size=1, max_size=5, unique_by=lambda e: e[0]),
    st.sampled_from(["", "\n", "\n\n", "# between\n", "\n# between\n"]),
    st.lists(st.sampled_from("aceijz"), max_size=3, unique=True),
    st.sampled_from(
        [
            {},
            {"names": {"kk": "К", "en": "New: name"}, "short": {"en": "S"}},
            {"also": {"en": ("Y", "Z, z"), "kk": ("К",)}, "kind": "place"},
        ]
    ),
)
def test_whatever_the_style_only_what_is_meant_changes(
    entries: list[tuple[str, int]], between: str, new: list[str], change: dict[str, object]
) -> None:
    text = between.join(styles()[style](key) for key, style in entries)
    ids = [key for key, _ in entries]
    fresh = [replace(BAYAR, id=key) for key in new if key not in ids]
    # `revised` proves the entries; here, that no comment went, and that without a change every line is still there.
    after = save.revised(text.encode(), fresh, {ids[0]: change}).decode()
    for comment in ("# said", "# read", "# first", "# last", "# between"):
        assert after.count(comment) == text.count(comment)
    away, _ = lines(text, save.revised(text.encode(), fresh).decode())
    assert away == []
    for key, entry in save.parsed(text)[0].items():  # alone, and with the whole file: the same bytes
        assert save.changed(text.encode(), entry, change) == save.revised(text.encode(), changes={key: change})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_of_one_entry_only_its_own_lines_are_read(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HAND.replace("\n", end)
    entry, change = save.parsed(text)[0]["tokayev"], {"names": {"kk": "Тоқаев"}}
    whole = save.revised(text.encode(), changes={"tokayev": change})
    sizes: list[int] = []
    real = save.revised
    monkeypatch.setattr(save, "revised", lambda data, **more: (sizes.append(len(data)), real(data, **more))[1])
    assert save.changed(text.encode(), entry, change) == whole
    assert sizes == [len(text[text.index("tokayev:") :].encode())]
    sizes.clear()
    moved = f"# A line more.{end}{text}".encode()  # it does not stand where it was read
    assert save.changed(moved, entry, change) == f"# A line more.{end}".encode() + whole
    assert sizes == [len(moved)]
    sizes.clear()
    other = text.replace("[", "").replace("Tokaev", "Tokaew").encode()  # somebody wrote something else there
    assert b"Tokaew" in save.changed(other, entry, change)
    assert sizes == [len(other)]
