"""`syndicate glossary audit|suggest|impact` over a state that a real run made of three articles."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli import main
from syndicate.cli.glossary import command

NAMES = """\
elbegdorj-tsakhiagiin:
  kind: person
  gender: m
  names: {ru: Цахиагийн Элбэгдорж, uk: Цахіагійн Елбегдорж, en: Tsakhiagiin Elbegdorj}
  short: {ru: Элбэгдорж, uk: Елбегдорж, en: Elbegdorj}
  fixed: [Цахиагийн, Цахіагійн]

osh:
  kind: place
  names: {ru: Ош, uk: Ош, en: Osh}
"""
ARTICLES = {
    "library.txt": "В Оше открыли библиотеку\n\n"
    "Книги подарил Цахиагийн Элбэгдорж. Вчера библиотеку показали Элбэгдоржу.\n",
    "market.txt": "В Оше вырос базар\n\n"
    "Здесь продают хлеб Аслана Мирзоева. Вместе с Асланом Мирзоевым работают трое.\n",
    "lake.txt": "На озере стало тихо\n\n"
    "Туристы уехали домой, и на берегу теперь очень тихо. Письмо прислал Пётр Элбэгдорш.\n",
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a glossary, articles, and the state of a run over them."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "names.yaml").write_text(NAMES, encoding="utf-8")
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, text in ARTICLES.items():
        (inbox / name).write_text(text, encoding="utf-8")
    (folder / "syndicate.toml").write_text(
        '[run]\nsources = ["inbox"]\nto = ["uk"]\nglossaries = ["names.yaml"]\nstate = "state/state.sqlite"\n'
        'out = "public"\n[engines]\nuse = ["apertium"]\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["run", "--config", str(folder / "syndicate.toml"), "--from", "ru"])
    assert result.exit_code in {0, 3}, result.output
    return folder


def run(newsroom: Path, name: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, [name, *arguments, "--config", str(newsroom / "syndicate.toml")])


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


# -- audit -------------------------------------------------------------------------------------


def test_audit_shows_every_form_in_its_sentence(newsroom: Path) -> None:
    result = run(newsroom, "audit", "elbegdorj-tsakhiagiin")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:2] == ["elbegdorj-tsakhiagiin", "  uk"]
    assert "    Елбегдоржу  1x  (dat, uk/shevchenko, placeholder)" in lines
    place = next(index for index, line in enumerate(lines) if "[Елбегдоржу]" in line)
    assert "показали [Элбэгдоржу]." in lines[place + 1]
    assert "library.txt «В Оше открыли библиотеку»" in lines[place + 2]
    assert lines[-1] == "2 mentions in 1 article: 2 hold."


def test_audit_without_contexts_is_a_list_of_forms(newsroom: Path) -> None:
    result = run(newsroom, "audit", "--contexts", "0")
    assert "Оші  2x  (loc," in result.output
    assert "[" not in result.output.partition("held for an editor")[0]


def test_audit_as_json_is_the_ledger(newsroom: Path) -> None:
    found = [row for row in rows(run(newsroom, "audit", "osh", "--json")) if "entry" in row]
    assert {(row["source_form"], row["target_form"], row["case"], row["outcome"]) for row in found} == {
        ("Оше", "Оші", "loc", "held")
    }


def test_audit_tells_what_was_meant(newsroom: Path) -> None:
    result = run(newsroom, "audit", "elbegdorj")
    assert "elbegdorj: no mention here. Did you mean elbegdorj-tsakhiagiin?" in result.output
    assert "0 mentions" in run(newsroom, "audit", "--language", "es").output
    assert "0 mentions" in run(newsroom, "audit", "osh", "--outcome", "lost").output


def test_audit_before_the_first_run_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["glossary", "audit", "--state", str(tmp_path / "none.sqlite")])
    assert result.exit_code == 1
    assert "nothing has been run yet" in result.output


# -- suggest -----------------------------------------------------------------------------------


def test_suggest_reads_the_state(newsroom: Path) -> None:
    result = run(newsroom, "suggest", "--to", "en,uk")
    assert result.exit_code == 0
    assert "ru Аслан Мирзоев  (person?)  2x in 1 article" in result.output
    assert "  ru: Аслана Мирзоева 1x, Асланом Мирзоевым 1x" in result.output
    assert "продают хлеб [Аслана Мирзоева]." in result.output
    assert "  proposed: en Aslan Mirzoyev, uk Аслан Мірзоєв" in result.output
    assert "Элбэгдорш  1x [ru]: is it Элбэгдорж (elbegdorj-tsakhiagiin)?" in result.output
    assert "    en: Aslan Mirzoyev  # proposed, ru-en BGN/PCGN" in result.output


def test_suggest_reads_files_and_what_it_writes_can_be_used(newsroom: Path, tmp_path: Path) -> None:
    market = str(newsroom / "inbox" / "market.txt")
    written = run(newsroom, "suggest", market, "--from", "ru", "--to", "uk", "--yaml")
    path = tmp_path / "new.yaml"
    path.write_text(written.stdout, encoding="utf-8")
    assert CliRunner().invoke(command, ["check", str(path)]).exit_code == 0
    again = run(newsroom, "suggest", market, "--from", "ru", "--glossary", str(path))
    assert again.output.startswith("0 unknown names in 1 article.")


def test_suggest_leaves_out_what_is_rare(newsroom: Path) -> None:
    assert (
        "0 unknown names in 3 articles. 1 more stand fewer than 3 times"
        in run(newsroom, "suggest", "--least", "3").output
    )
    found = rows(run(newsroom, "suggest", "--json"))
    assert [row.get("id", row.get("typo")) for row in found] == ["mirzoyev-aslan", "Элбэгдорш"]


# -- impact ------------------------------------------------------------------------------------


def test_impact_of_an_edit_in_its_place(newsroom: Path, tmp_path: Path) -> None:
    folder = tmp_path / "newsroom"
    shutil.copytree(newsroom, folder)
    before = run(folder, "impact", str(folder / "names.yaml"))
    assert "0 new, 0 changed, 0 gone." in before.output
    assert "No sentence would be translated anew." in before.output
    (folder / "names.yaml").write_text(NAMES.replace("uk: Елбегдорж", "uk: Ельбегдорж"), encoding="utf-8")
    result = run(folder, "impact", str(folder / "names.yaml"))
    assert "  elbegdorj-tsakhiagiin: short.uk" in result.output
    assert "2 sentences in 1 article would be translated anew (uk 2)." in result.output
    assert "  uk  Елбегдоржу -> Ельбегдоржу (dat)  elbegdorj-tsakhiagiin  1x" in result.output
    assert "0 new, 0 changed" in run(folder, "impact", str(folder / "names.yaml"), "osh").output


def test_impact_of_a_new_file(newsroom: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text("mirzoev:\n  kind: person\n  gender: m\n  names: {ru: Аслан Мирзоев, uk: Аслан Мирзаєв}\n", "utf-8")
    found = rows(run(newsroom, "impact", str(path), "--json"))
    changes = [change for row in found for change in row["changes"]]  # type: ignore[attr-defined]  # plain JSON
    assert [(change["before"], change["after"]) for change in changes] == [
        ("", "Аслана Мирзаєва"),
        ("", "Асланом Мирзаєвим"),
    ]


def test_impact_of_a_copy_replaces_the_file_of_its_name(newsroom: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(NAMES.partition("osh:")[0], encoding="utf-8")
    replaced = run(newsroom, "impact", str(path)).output
    assert "in place of" in replaced
    assert "0 new, 0 changed, 1 gone." in replaced
    assert "uk  Оші -> (Оше is not found)  osh  2x" in replaced
    assert "0 new, 0 changed, 0 gone." in run(newsroom, "impact", str(path), "--beside").output


def test_impact_tells_mistakes_and_unknown_entries(newsroom: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("osh:\n  kind: planet\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["glossary", "impact", str(path), "--config", str(newsroom / "syndicate.toml")])
    assert result.exit_code == 1
    assert f"{path}:2" in result.output
    assert "no entry “nobody”" in run(newsroom, "impact", str(newsroom / "names.yaml"), "nobody").output


@pytest.mark.parametrize("name", ["audit", "suggest", "impact"])
def test_help_has_examples(name: str) -> None:
    result = CliRunner().invoke(command, [name, "--help"])
    assert result.exit_code == 0
    assert f"syndicate glossary {name} " in result.output
