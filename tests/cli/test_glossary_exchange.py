import re
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from syndicate.cli import main
from syndicate.glossary import exchange, shipped
from syndicate.glossary.entries import load

PEOPLE = shipped() / "people.yaml"


def run(*arguments: str | Path, text: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["glossary", *map(str, arguments)], input=text)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """A file as an editor has it."""
    path = tmp_path / "names.yaml"
    path.write_text(
        "# Our names.\n\n"
        "astana:\n  kind: place     # since 1997\n  names: {en: Astana, ru: Астана}\n\n"
        "tokayev-kassym-jomart:\n  kind: person\n  gender: m\n  names: {en: Kassym-Jomart Tokayev}\n",
        encoding="utf-8",
    )
    return path


def test_add_writes_one_block(names: Path) -> None:
    before = names.read_text(encoding="utf-8")
    options = (
        "--kind",
        "person",
        "--gender",
        "m",
        "--short",
        "en=Bayar",
        "--also",
        "en=B. Bayar",
        "--also",
        "en=Bayar Bat",
    )
    more = ("--form", "mn.gen=Батын", "--fixed", "Бат", "--note", "Invented: for a test", "--checked", "2026-11-22 sf")
    arguments = ("add", "bayar-bat", "en=Bat Bayar", "ru=Бат Баяр", *options, *more, "--into", names)
    dry = run(*arguments, "--dry-run")
    assert dry.exit_code == 0
    assert names.read_text(encoding="utf-8") == before
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (0, f"{names}: written.\n")
    block = (
        "\nbayar-bat:\n"
        "  kind: person\n"
        "  gender: m\n"
        "  names: {en: Bat Bayar, ru: Бат Баяр}\n"
        "  short: {en: Bayar}\n"
        "  also: {en: [B. Bayar, Bayar Bat]}\n"
        "  fixed: [Бат]\n"
        "  forms: {mn: {gen: Батын}}\n"
        '  note: "Invented: for a test"\n'
        "  checked: 2026-11-22 sf\n"
    )
    after = names.read_text(encoding="utf-8")
    assert after == before.replace("Астана}\n", "Астана}\n" + block)
    assert sorted(row[1:] for row in dry.stdout.splitlines()[3:]) == sorted(block.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("astana", "en=Astana"), r"names.yaml:3: astana: this entry is already there"),
        (("Bat Bayar", "en=Bat"), r"“Bat Bayar” is not an identifier. Write “bat-bayar”"),
        (("bat", "xxq=Bat"), r"names, xxq: “xxq” is not a language"),
        (("bat", "Bat"), r"has no language. Write it so: en=“Bat”"),
        (("bat", "en=Bat", "en=Batu"), r"two texts in en"),
        (("bat", "en=Bat", "--kind", "person", "--gender", "n"), r"a person's gender is m or f"),
        (("bat", "en=Bat", "--form", "mn.genitive=Батын"), r"Write “gen”"),
        (("bat", "en=  "), r"the term is empty"),
        (("bat", "en=Bat", "--avoid", "en=Astana"), r"“Astana” is a name of astana"),
    ],
)
def test_add_refuses_what_load_would_refuse(names: Path, arguments: tuple[str, ...], words: str) -> None:
    before = names.read_bytes()
    result = run("add", *arguments, "--into", names)
    assert result.exit_code != 0
    assert re.search(words, " ".join(result.output.split()))
    assert names.read_bytes() == before


def test_add_finds_the_right_file_of_a_folder_and_can_begin_a_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "glossaries"
    copytree(shipped(), folder)
    assert run("add", "zzz-town", "en=Zzz Town", "--kind", "place", "--into", folder).exit_code == 0
    assert "zzz-town" in (folder / "places.yaml").read_text(encoding="utf-8")
    new = tmp_path / "new.yaml"
    assert run("add", "zzz-town", "en=Zzz Town", "--kind", "place", "--into", new).exit_code == 0
    assert new.read_text(encoding="utf-8") == "zzz-town:\n  kind: place\n  names: {en: Zzz Town}\n"
    assert "no such file" in run("add", "a", "en=A", "--into", tmp_path / "none" / "names").output


def test_a_broken_glossary_is_not_written_into(names: Path) -> None:
    names.write_text("a:\n  nmes: {en: A}\n", encoding="utf-8")
    result = run("add", "b", "en=B", "--into", names)
    assert result.exit_code == 1
    assert "“nmes” is not a field" in result.output


@pytest.mark.parametrize("name", sorted(exchange.FORMATS))
def test_what_is_exported_is_imported_into_a_new_glossary(tmp_path: Path, name: str) -> None:
    out, new = tmp_path / f"out.{name}", tmp_path / "new.yaml"
    done = run("export", PEOPLE, "--format", name, "--languages", "en,ru", "--out", out)
    assert done.exit_code == 0
    assert "entries written" in done.stderr
    piped = run("export", PEOPLE, "--format", name, "--languages", "en,ru")
    assert piped.stdout_bytes == out.read_bytes()
    result = run("import", out, "--into", new, "--languages", "en,ru")
    assert result.exit_code == 0, result.output
    whole, taken = load([PEOPLE]), load([new])
    if name == "deepl":
        assert {entry.names["en"] for entry in taken.entries.values()} >= {"Tsakhiagiin Elbegdorj", "Elbegdorj"}
    else:
        assert {key: dict(entry.names) for key, entry in taken.entries.items()} == {
            key: {tag: entry.names[tag] for tag in ("en", "ru") if tag in entry.names}
            for key, entry in whole.entries.items()
            if {"en", "ru"} <= entry.names.keys() or (name not in ("weblate",) and {"en", "ru"} & entry.names.keys())
        }
    # What was just taken up is nothing new, and not a byte of it is touched.
    before = new.read_bytes()
    again = run("import", out, "--into", new, "--languages", "en,ru")
    assert re.search(r": 0 new, 0 added to entries, 0 differ, \d+ the same, 0 ambiguous", again.output)
    assert new.read_bytes() == before


def test_export_says_what_is_lost(tmp_path: Path) -> None:
    result = run("export", shipped(), "--format", "tbx")
    assert "Not held by tbx, by number of entries: " in result.stderr
    assert re.search(r"forms \(\d+\)", result.stderr)
    assert "Not held" not in run("export", PEOPLE, "--format", "csv").stderr
    assert run("export", PEOPLE, "--format", "deepl").exit_code == 1
    assert "cannot be written" in run("export", PEOPLE, "--format", "csv", "--out", tmp_path / "no" / "x").output


TABLE = """id,kind,en,ru,note,colour
astana,place,Astana,Астана,The capital,
tokayev-kassym-jomart,person,Kasym-Zhomart Tokayev,Касым-Жомарт Токаев,,blue
uran,place,Uran,Уран,,
"""


def test_import_shows_everything_and_overwrites_nothing_unasked(names: Path, tmp_path: Path) -> None:
    table = tmp_path / "theirs.csv"
    table.write_text(TABLE, encoding="utf-8")
    before = names.read_text(encoding="utf-8")
    result = run("import", table, "--into", names)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{table}:1: the column “colour” is not a field and was not taken. Columns are called names:en.",
        "new      uran: en Uran, ru Уран",
        f"adds     astana, note: “The capital” ({names}:3)",
        f"adds     tokayev-kassym-jomart, names, ru: “Касым-Жомарт Токаев” ({names}:7)",
        "differs  tokayev-kassym-jomart, names, en: ours “Kassym-Jomart Tokayev”, theirs “Kasym-Zhomart Tokayev” "
        f"({names}:7)",
        "csv: 1 new, 2 added to entries, 1 differ, 0 the same, 0 ambiguous, 0 without a name in these languages, "
        "1 not taken.",
        "Nothing is written: say whose word counts with --prefer ours or --prefer theirs.",
    ]
    assert names.read_text(encoding="utf-8") == before
    assert run("import", table, "--into", names, "--prefer", "ours").exit_code == 0
    ours = before.replace("Астана}\n", "Астана}\n  note: The capital\n")
    ours = ours.replace(
        "Tokayev}\n", "Tokayev, ru: Касым-Жомарт Токаев}\n\nuran:\n  kind: place\n  names: {en: Uran, ru: Уран}\n"
    )
    assert names.read_text(encoding="utf-8") == ours
    assert run("import", table, "--into", names, "--prefer", "theirs").exit_code == 0
    assert names.read_text(encoding="utf-8") == ours.replace("Kassym-Jomart Tokayev", "Kasym-Zhomart Tokayev")


def test_a_dry_run_shows_the_lines(names: Path, tmp_path: Path) -> None:
    table = tmp_path / "theirs.csv"
    table.write_text(TABLE, encoding="utf-8")
    before = names.read_bytes()
    result = run("import", table, "--into", names, "--prefer", "theirs", "--dry-run")
    assert result.exit_code == 0
    assert "+  note: The capital" in result.output.splitlines()
    assert "-  names: {en: Kassym-Jomart Tokayev}" in result.output.splitlines()
    assert names.read_bytes() == before


def test_import_of_pairs_takes_languages_and_a_kind(names: Path) -> None:
    pairs = "Astana,Астана\nSemey,Семей\n".encode()
    assert "--languages en,es" in run("import", "-", "--into", names, text=pairs).output
    result = run("import", "-", "--into", names, "--languages", "en,ru", "--kind", "place", text=pairs)
    assert result.exit_code == 0, result.output
    assert "semey:\n  kind: place\n  names: {en: Semey, ru: Семей}\n" in names.read_text(encoding="utf-8")


def test_import_refuses_what_is_no_glossary(names: Path, tmp_path: Path) -> None:
    before = names.read_bytes()
    assert "this is a glossary already" in run("import", names, "--into", tmp_path / "x.yaml").output
    for data in (b"", b"PK\x03\x04\xff\xff", b"<html/>", b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>'):
        result = run("import", "-", "--into", names, text=data)
        assert result.exit_code == 1
        assert "0 new" in result.output
    contradiction = b"id,names:en,avoid:en\nx,X,Astana\n"
    assert run("import", "-", "--into", names, text=contradiction).exit_code == 1
    assert names.read_bytes() == before


def test_another_programs_glossary_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    sheet = tmp_path / "pairs.csv"
    sheet.write_text("id,kind,en,es\nosh,place,Osh,Osh\n", "utf-8")
    (tmp_path / "names.yaml").write_text("uran:\n  kind: place\n  names: {en: Uran}\n", "utf-8")
    told = run("check", tmp_path)
    assert told.exit_code == 0, told.output
    assert f"{sheet}: look: it is not read. Take it up: syndicate glossary import {sheet} --into" in told.output
    named = run("check", sheet)
    assert named.exit_code == 1
    assert (
        "it is another program's glossary. What another program wrote is taken up by: syndicate glossary import"
        in named.output
    )


def test_a_folder_is_not_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "glossaries"
    folder.mkdir()
    (folder / "a.yaml").write_text("a:\n  kind: place\n  names: {en: A}\n", encoding="utf-8")
    (folder / "b.yaml").write_text("{b: {kind: person, names: {en: B}}}\n", encoding="utf-8")  # nothing can be added
    table = b"id,kind,en\na2,place,A2\nb2,person,B2\n"
    result = run("import", "-", "--into", folder, text=table)
    assert result.exit_code == 1
    assert "cannot be changed without damage" in result.output
    assert "a2" not in (folder / "a.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["add", "import", "export"])
def test_help_has_examples(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.count(f"  syndicate glossary {name} ") >= 2
