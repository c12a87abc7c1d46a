"""The command as a newcomer meets it: what it prints, where, and its exit codes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli import main

TEXT = """Borders stay open

The borders of Kazakhstan are open again. Colonel Aslan Atalikov spoke in Tbilisi on Monday.

President Vladimir Putin was in Moscow.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(TEXT, "utf-8")
    return tmp_path


def call(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=stdin)


def test_a_run_says_what_it_did_and_where_the_site_is(folder: Path) -> None:
    result = call("run", "story.txt", "--to", "es,uk", "--engine", "apertium")
    assert result.exit_code == 0, result.output
    assert "Site: public/index.html" in result.output
    assert "en → uk: 1 article" in result.output
    assert "syndicate models install en-uk" in result.output
    assert "Aslán Atalikov" in "".join(
        path.read_text("utf-8") for path in (folder / "public" / "es" / "articles").glob("*.html")
    )


def test_a_language_that_is_not_asked_for_stays_as_it_was_and_is_named(folder: Path) -> None:
    said = "Languages that were not asked for keep what they have there: en (1 article). To take them off: "
    both = call("run", "story.txt", "--to", "en,es", "--engine", "apertium")
    assert both.exit_code == 0, both.output
    assert "not asked for" not in both.output
    before = {path: path.read_bytes() for path in Path("public/en").rglob("*") if path.is_file()}
    for _ in "narrowed", "and nothing moved":
        assert said in call("run", "story.txt", "--to", "es", "--engine", "apertium").output
    assert before
    assert {path: path.read_bytes() for path in Path("public/en").rglob("*") if path.is_file()} == before
    assert said in call("report", "--page", "report.html").output + call("report").output
    assert "keep what they have on the site: en (1 article)." in Path("report.html").read_text("utf-8")


def test_standard_input_json_and_report(folder: Path) -> None:
    result = call("run", "-", "--to", "es", "--engine", "apertium", "--json", stdin=TEXT)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert [outcome["state"] for outcome in report["outcomes"]] == ["published"]
    again = json.loads(call("report", "--json").stdout)
    assert again == report
    assert json.loads(call("report", "--json", "--held").stdout)["outcomes"] == []


def test_what_is_held_gives_exit_code_three(folder: Path) -> None:
    (folder / "syndicate.toml").write_text(
        '[run]\nsources = ["story.txt"]\nto = ["es"]\n[engines]\nuse = ["apertium"]\n[gate]\nreview = ["en-es"]\n'
    )
    result = call("run")
    assert result.exit_code == 3, result.output
    assert "Held for an editor" in result.output


def test_a_glossary_named_is_added_to_those_that_ship(folder: Path) -> None:
    (folder / "mine.yaml").write_text("borders:\n  kind: term\n  names: {en: borders, es: lindes}\n", "utf-8")
    result = call("run", "story.txt", "--to", "es", "--engine", "apertium", "--glossary", "mine.yaml")
    assert result.exit_code == 0, result.output
    page = "".join(path.read_text("utf-8") for path in (folder / "public" / "es" / "articles").glob("*.html"))
    assert "lindes" in page
    assert "Kazajistán" in page


def test_the_address_of_an_example_is_told_and_ones_own_is_not(folder: Path) -> None:
    assert "lead to https://example.org/" in call("run", "story.txt", "--to", "es").output
    (folder / "own.toml").write_text('[publish]\nbase = "https://news.example.net/"\n', "utf-8")
    assert "lead to" not in call("run", "story.txt", "--to", "es", "--config", "own.toml").output


def test_an_unknown_language_fails_and_from_mends_it(folder: Path) -> None:
    (folder / "odd.txt").write_text("Zzk vvq jjx\n\nQwx kkw qqz xxv wwj.\n", "utf-8")
    result = call("run", "odd.txt", "--to", "es", "--engine", "apertium")
    assert result.exit_code == 1, result.output
    assert "Say it with --from." in result.output
    assert call("run", "odd.txt", "--to", "es", "--engine", "apertium", "--from", "en").exit_code in {0, 3}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run"], 2, "Nothing to read"),
        (["run", "story.txt"], 2, "No language to publish"),
        (["run", "story.txt", "--to", "e$"], 2, "is not a language tag"),
        (["run", "story.txt", "--to", "es,ua"], 2, "“ua” is not the code of the language. Write “uk”."),
        (["run", "story.txt", "--to", "kyrgyz"], 2, "“kyrgyz” is not the code of the language. Write “ky”."),
        (["run", "story.txt", "--to", "es", "--from", "zz"], 2, "“zz” is not a language."),
        (["run", "story.txt", "--to", "es", "--engine", "nope"], 2, "There are: apertium"),
        (["run", "story.txt", "--to", "es", "--config", "none.toml"], 2, "cannot be read"),
        (["run", "none.txt", "--to", "es"], 1, "there is no such file"),
        (["run", "story.txt", "--to", "es", "--out", "full"], 1, "not empty"),
        (["run", "story.txt", "--to", "es", "--state", "story.txt"], 1, "state cannot be opened"),
        (["report"], 1, "nothing has been run yet"),
        (["run", "story.txt", "--to", "es", "--encoding", "windows-9"], 2, "there is no character set “windows-9”"),
        (["glossary", "export", "none", "--format", "csv"], 1, "there is no entry that can be read"),
        (["glossary", "suggest", "none.txt"], 1, "there is no article that can be read"),
        (["glossary", "changes"], 0, "No name was edited here yet."),
        (["nonsense"], 2, "No such command"),
        (["translate", "caf\udce9", "--to", "es"], 2, "“caf?” is not UTF-8. Write it in UTF-8"),
        (["run", "caf\udce9", "--to", "es"], 2, "“caf?” is not UTF-8."),
        (["glossary", "add", "osh", "en=caf\udce9", "--into", "n.yaml"], 2, "names: {en: caf?}” is not UTF-8."),
        (["glossary", "find", "caf\udce9", "--from", "en"], 2, "“caf?” is not UTF-8."),
        (["glossary", "show", "caf\udce9"], 2, "“caf?” is not UTF-8."),
        (["glossary", "audit", "caf\udce9"], 2, "“caf?” is not UTF-8."),
        (["glossary", "edit", "oral", "note=x", "--as", "caf\udce9"], 2, "“caf?” is not UTF-8."),
        (["detect", "caf\udce9 in Talas"], 2, "“caf? in Talas” is not UTF-8."),
        (["translate", " ", "--to", "es"], 2, "There is nothing to translate"),
    ],
)
def test_misuse_is_told_in_plain_words(folder: Path, words: list[str], code: int, says: str) -> None:
    (folder / "full").mkdir()
    (folder / "full" / "mine.txt").write_text("mine")
    result = call(*words)
    assert result.exit_code == code, result.output
    assert says in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
@pytest.mark.parametrize("command", [["translate", "--to", "es"], ["detect"]])
def test_standard_input_that_is_not_utf_8_is_told(command: list[str], errors: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": f"utf-8:{errors}"}
    words = [sys.executable, "-m", "syndicate", *command]
    done = subprocess.run(words, input=b"One line.\ncaf\xe9\n", env=environment, capture_output=True, check=False)
    told = done.stderr.decode()
    assert done.returncode == 1, told
    assert told == "Error: standard input: it is not UTF-8. Bring it there, as with: iconv -f windows-1251 -t UTF-8\n"


def test_nothing_to_tell_of_makes_no_table(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = call("run", "empty", "--to", "es")
    assert result.exit_code == 1
    assert result.output.startswith("\nCould not be read"), result.output


def test_ctrl_c_ends_with_a_sentence_and_its_own_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("syndicate.pipeline.run", stopped)
    result = call("run", "story.txt", "--to", "es")
    assert result.exit_code == 130
    assert "Stopped. Nothing is left half done" in result.stderr


def test_a_full_disk_is_no_mistake_of_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "names.tbx")

    monkeypatch.setattr("syndicate.pipeline.run", full)
    result = call("run", "story.txt", "--to", "es")
    assert result.exit_code == 1
    assert "Error: names.tbx: No space left on device. See that" in result.output
    assert "mistake of syndicate" not in result.output


def test_an_unforeseen_error_is_told_and_not_shown_raw(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("cogs")

    monkeypatch.setattr("syndicate.pipeline.run", broken)
    result = call("run", "story.txt", "--to", "es")
    assert result.exit_code == 1
    assert "RuntimeError: cogs" in result.output
    assert "Please report it" in result.output


def test_translate_shows_the_names(folder: Path) -> None:
    result = call("translate", "Elbegdorj spoke in Tbilisi.", "--to", "es", "--from", "en", "--engine", "apertium")
    assert result.exit_code == 0
    assert "Tiflis" in result.stdout
    assert "holds: Tbilisi -> Tiflis" in result.stderr
    assert call("translate", "Hello.", "--to", "kk", "--from", "en", "--engine", "apertium").exit_code == 1


def test_detect(folder: Path) -> None:
    result = call("detect", "Sərhədlər bağlanmayacaq, nazirlik bildirib.", "story.txt")
    assert [line.split("\t")[0] for line in result.output.splitlines()] == ["az", "en"]
    assert json.loads(call("detect", "--json", "story.txt").stdout)["language"] == "en"


def walk(group, words=()):
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield (*words, name)
        if hasattr(command, "list_commands"):
            yield from walk(command, (*words, name))


@pytest.mark.parametrize("words", sorted(walk(main)), ids=" ".join)
def test_every_command_has_help_with_examples(words: tuple[str, ...]) -> None:
    result = call(*words, "--help")
    assert result.exit_code == 0
    if len(words) == 1:
        assert f"syndicate {words[0]}" in result.output.replace("Usage: main", "")
    example = rf"(?m)^  (.* \| )?syndicate {' '.join(words)}\b"
    assert re.search(example, result.output), result.output
    _, _, commands = result.output.partition("Commands:\n")
    assert "..." not in commands  # no summary is cut
