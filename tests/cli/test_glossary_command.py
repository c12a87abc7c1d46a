import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli.glossary import command

FIXTURES = Path(__file__).parent.parent / "fixtures" / "glossary"
NAMES = str(FIXTURES / "names.yaml")


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(command, arguments, input=text)


def test_check_tells_mistakes_with_their_lines_and_fails() -> None:
    result = run("check", str(FIXTURES / "broken.yaml"))
    assert result.exit_code == 1
    assert f"{FIXTURES / 'broken.yaml'}:4: elbegdorj-tsakhiagiin: “gendr” is not a field." in result.output
    assert result.output.endswith("2 entries, 34 errors, 0 to look at.\n")


def test_check_only_advises_on_what_is_doubtful() -> None:
    result = run("check", NAMES, "--languages", "es")
    assert result.exit_code == 0
    assert "look: washington, names, en: “Washington” is also in washington-george (short)" in result.output
    assert "look: bush-george: there is no name in es." in result.output
    assert "trump-donald: there is no name" not in result.output
    assert run("check", NAMES, "--strict").exit_code == 1


def test_list_filters_and_shows() -> None:
    result = run("list", NAMES, "--kind", "place", "--language", "ru")
    assert [line.split()[0] for line in result.output.splitlines()] == ["id", "istanbul", "moscow", "new-york", "york"]
    assert "Стамбул" in result.output
    rows = [json.loads(line) for line in run("list", NAMES, "--kind", "person", "--json").output.splitlines()]
    assert rows[0]["names"] == {"en": "George Bush"}


def test_find_shows_form_entry_and_case() -> None:
    result = run("find", "Владимиру Путину написали из Москвы, Пексов молчит.", "--from", "ru", "-g", NAMES)
    assert result.output.splitlines() == [
        "Владимиру Путину\tputin-vladimir\tnames\tdat",
        "Москвы\tmoscow\tnames\tgen",
        "~ Пексов\tpeskov-dmitry\tis it Песков?",
    ]


def test_find_reads_a_file_as_one_article(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Donald Trump\nspoke.\n\nTrump left for Washington. So did\nVladimir Bush.\n", encoding="utf-8")
    result = run("find", "--file", str(path), "--from", "en", "-g", NAMES, "--json")
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["paragraph"], row["text"], row["found"], row["entries"]) for row in rows] == [
        (1, "Donald Trump", "mention", ["trump-donald"]),
        (2, "Trump", "mention", ["trump-donald"]),
        (2, "Washington", "mention", ["washington"]),
        (2, "Bush", "ambiguity", ["bush-george"]),
    ]
    assert run("find", "--file", "-", "--from", "en", "-g", NAMES, text="Moscow").output.startswith("Moscow\tmoscow")


def test_find_wants_one_text() -> None:
    assert run("find").exit_code == 2
    assert "Give a text" in run("find", "a", "--file", NAMES).output


def test_show_gives_every_form() -> None:
    result = run("show", "elbegdorj-tsakhiagiin", "-g", NAMES)
    assert "ru: Цахиагийн Элбэгдорж | Элбэгдорж" in result.output
    assert "Элбэгдоржу" in result.output
    assert "never: Elbegdorzh" in result.output
    shown = json.loads(run("show", "moscow", "-g", NAMES, "--json").output)
    assert "Москвой" in shown["allowed"]["ru"]


def test_show_knows_what_was_meant() -> None:
    result = run("show", "elbegdorj", "-g", NAMES)
    assert result.exit_code == 1
    assert "Did you mean elbegdorj-tsakhiagiin" in result.output


@pytest.mark.parametrize("name", ["check", "list", "find", "show"])
def test_help_has_examples_on_lines_of_their_own(name: str) -> None:
    lines = run(name, "--help").output.splitlines()
    assert any(line.startswith(f"  syndicate glossary {name}") for line in lines)
