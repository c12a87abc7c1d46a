"""An editor's day at the command line: the list, a sentence corrected, editions let out, kept in, and given back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syndicate.cli import main

TEXT = """A bridge opens

The bridge in Talas is open again. It was shut for a year.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    monkeypatch.setenv("USER", "ana")
    (tmp_path / "story.txt").write_text(TEXT, "utf-8")
    (tmp_path / "syndicate.toml").write_text(
        '[run]\nsources = ["story.txt"]\nto = ["es"]\n[engines]\nuse = ["apertium"]\n[gate]\nreview = ["en-es"]\n'
    )
    assert call("run").exit_code == 3
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def said(*words: str) -> str:
    result = call("review", *words)
    assert result.exit_code == 0, result.output
    return result.output


def pages() -> str:
    return "".join(path.read_text("utf-8") for path in Path("public/es/articles").glob("*.html"))


def held() -> str:
    """Return the beginning of the held article's id, as the list prints it."""
    return said("list").split()[0]


def test_the_list_is_narrowed_by_each_option(folder: Path) -> None:
    line = said("list")
    assert "es  held" in line
    assert "«A bridge opens» [en]" in line
    assert "nothing goes out before a person has read it" in line
    for words in (
        ("--is", "held"), ("--language", "es"), ("--text", "bridge"), ("--all",), ("--most", "1"), ("--first",),
        ("--state", ".syndicate/state.sqlite"), ("--config", "syndicate.toml"),
    ):  # fmt: skip
        assert "es  held" in said("list", *words), words
    for words in (("--is", "published"), ("--language", "fr"), ("--text", "nowhere"), ("--source", "nobody")):
        assert said("list", *words) == "Nothing waits.\n", words
    assert call("review", "list", "--is", "nonsense").exit_code == 2
    settings = folder / "syndicate.toml"
    settings.write_text(settings.read_text("utf-8").replace('"en-es"', '"en-az"'), "utf-8")
    assert said("list", "--first") == "Nothing waits.\n"
    settings.write_text(settings.read_text("utf-8").replace('"en-az"', ""), "utf-8")
    refused = call("review", "list", "--first")
    assert (refused.exit_code, "[gate] review" in refused.output) == (2, True)


def test_an_edition_is_let_out_kept_in_and_given_back(folder: Path) -> None:
    article = held()
    said("approve", article, "es", "--as", "Ana", "--note", "read twice")
    assert pages() == ""
    assert call("publish").exit_code == 0
    assert "un año" in pages()
    assert said("list") == "Nothing waits.\n"
    shown = said("show", article, "es")
    assert "Ana: approve read twice" in shown
    assert "The bridge in Talas is open again." in shown
    said("hold", article, "es", "--note", "a doubt")
    call("publish")
    assert "un año" not in pages()
    assert "ana: hold a doubt" in said("show", article, "es")
    assert "Undone: hold by ana." in said("undo", article, "es")
    call("publish")
    assert "un año" in pages()
    said("automatic", article, "es", "--as", "Bek")
    assert "es  held" in said("list")
    call("publish")
    assert "un año" not in pages()  # before, an approval that was taken back stayed in the feeds
    assert call("run").exit_code == 3


def test_a_sentence_is_checked_corrected_and_taken_back(folder: Path) -> None:
    article = held()
    assert "Nothing is found in this sentence." in said("check", article, "es", "1.1", "Llevaba un año cerrado.")
    assert "apertium" in said("retranslate", article, "es", "1.1", "--engine", "apertium")
    assert "Correction 1 is kept" in said("correct", article, "es", "1.1", "Llevaba <b>un año</b> cerrado.")
    call("run")
    assert "ana: Llevaba <b>un año</b> cerrado." in said("show", article, "es")
    said("approve", article, "es", "--as", "Ana")
    call("publish")
    assert "Llevaba <b>un año</b> cerrado." in pages()
    assert "is taken back" in said("undo", article, "es", "--correction", "1")
    call("run")
    call("publish")
    shown = said("show", article, "es")
    assert "Llevaba" not in shown


def test_a_correction_says_what_will_hold_the_edition_all_the_same(folder: Path) -> None:
    told = said("correct", held(), "es", "1.0", "El puente de Talas está abierto de nuevo.")
    assert "The next syndicate run puts it in, and checks the edition anew." in told
    assert f"unless you approve it after the run (syndicate review approve {held()} es):" in told
    assert "    - from en to es nothing goes out before a person has read it." in told
    said("hold", held(), "es", "--as", "Bek", "--note", "a libel?")
    told = said("correct", held(), "es", "1.0", "El puente de Talas está otra vez abierto.")
    assert ": a libel?" in told
    call("run")
    said("approve", held(), "es", "--as", "Bek")
    article = said("list", "--is", "published").split()[0]
    told = said("correct", article, "es", "1.0", "El puente de Talas abre.")
    assert "Bek approved the words from before; approve the new ones after the run: syndicate review approve" in told


def test_a_correction_names_the_reasons_of_other_sentences_and_not_its_own(folder: Path) -> None:
    settings = (folder / "syndicate.toml").read_text("utf-8").replace("review", "# review")
    (folder / "syndicate.toml").write_text(settings, "utf-8")
    call("run")
    article = said("list", "--all", "--is", "published").split()[0]
    wrong = ("1.0", "El puente de Talas abre tras 9 años."), ("1.1", "Llevaba 4 años cerrado.")
    for place, text in wrong:
        assert said("correct", article, "es", place, text).count("\n") == 1  # it is out: there is nothing more to tell
    call("run")
    assert f"{article} es  held" in said("list")
    told = said("correct", article, "es", "1.1", "Llevaba un año cerrado.")
    assert "stays held" in told
    assert "\n    - 9 in the target is not in the source.\n" in told
    assert "- 4" not in told
    call("run")
    told = said("correct", article, "es", "1.0", "El puente de Talas está abierto de nuevo.")
    assert "The edition goes out then, if nothing is found in the new words that holds it." in told
    assert "stays held" not in told
    call("run")
    assert "Nothing waits." in said("list")


def test_words_that_were_corrected_are_not_approved_before_the_correction_is_in(folder: Path) -> None:
    article = held()
    said("correct", article, "es", "1.1", "Llevaba un año cerrado.")
    result = call("review", "approve", article, "es", "--as", "Ana")
    assert result.exit_code == 1
    assert "the correction of 1.1 is not in it yet" in result.output
    assert "syndicate run" in result.output
    call("publish")
    assert pages() == ""  # before, the words that the editor had rejected went out with the editor's name
    call("run")
    said("approve", article, "es", "--as", "Ana")
    call("publish")
    assert "Llevaba un año cerrado." in pages()


def test_a_direction_that_is_always_read_is_the_reason_wherever_reasons_are_told(folder: Path) -> None:
    reason = "from en to es nothing goes out before a person has read it."
    assert reason in call("run").output
    assert reason in call("report", "--held").output
    assert reason in said("show", held(), "es")


def test_what_is_not_there_is_told(folder: Path) -> None:
    article = held()
    for words, says in (
        (("show", "zzzz", "es"), "there is no article “zzzz”"),
        (("show", article, "fr"), "there is no such edition"),
        (("correct", article, "es", "9.9", "Nada."), "there is no such sentence"),
        (("correct", article, "es", "1.1", " "), "a correction needs a text. To take one back: syndicate review undo"),
        (("correct", article, "es", "1.1", "Nada.", "--as", " "), "needs the name of the person. Say --as NAME."),
        (("retranslate", article, "es", "1.1", "--engine", "abacus"), "[es] 1.1: no way of “abacus” leads there"),
        (("approve", article, "es", "--as", " "), "needs the name of the person"),
        (("undo", article, "es"), "nothing was decided here"),
        (("list", "--state", "none.sqlite"), "nothing has been run yet"),
    ):
        result = call("review", *words)
        assert result.exit_code == 1, words
        assert says in result.output, result.output
    assert call("review", "correct", article, "es", "nonsense", "Nada.").exit_code == 2
    assert said("list", "--page", "99") == "There is no page 99: the last is 1.\n"
    (folder / "plain.toml").write_text("")
    assert '[gate] review = ["en-az"]' in call("review", "list", "--first", "--config", "plain.toml").output
