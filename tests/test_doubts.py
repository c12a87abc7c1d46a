"""What is doubtful about a language: told in a run, shown by `syndicate detect`, and silent where all is plain."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from syndicate.cli.detect import command
from syndicate.config import Config, EngineTable, GateTable, RunSettings
from syndicate.detect import study
from syndicate.doubts import doubts, reading
from syndicate.gate import action
from syndicate.languages import language_tag
from syndicate.model import Article, EditionState, LanguageTag, Source, Unit, UnitKind
from syndicate.pipeline import run

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RUSSIAN = """Новый мост через Иртыш откроют в мае, сообщил во вторник отдел дорог. Длина моста составляет 740 метров.

Инженер из Анкары, который работал на стройке три года, написал жителям письмо:

{}

Движение по мосту будет бесплатным. Старый паром останется до осени, потому что к нему привыкли."""
TURKISH = "Üç yıl boyunca bu nehrin kıyısında yaşadık ve her sabah buzun sesini dinledik. Köprü artık sizin."
UKRAINIAN = "Ми варили останній шов уночі, щоб металу не було спекотно. Дякуємо всім, хто приносив нам чай."
PLAIN = "Bakida yeni park acildi, seher idaresi bildirib. Parkda iki min agac ekilib ve usaqlar ucun meydanca qurulub."
"""Azerbaijani without its own letters."""
KAZAKH = "Ауыл клубы жөндеуден кейін ашылды, мерекеге төрт жүз адам келді. Бірінші концертті балалар берді. " * 3


def told(*texts: str) -> list[str]:
    units = tuple(Unit(UnitKind.PARAGRAPH, text) for text in texts)
    article, found = study(Article("0" * 20, Source("feed", "guid"), units))
    return [each.comment for each in doubts(found, article)]


def test_a_plain_article_raises_no_doubt() -> None:
    assert told(RUSSIAN.format("Мост теперь ваш.")) == []
    assert told("2021") == []  # skipped, and the reason told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAIN, "is likely az"),
        ("Жаңы көпүрө ушул жуманын аягында ачылат деп мэрия билдирди.", "Tuvan"),
        ("Nova škola za trista učenika otvorena je u ponedeljak u Novom Pazaru.", "not told apart"),
    ],
)
def test_a_doubtful_language_is_told(text: str, expected: str) -> None:
    (comment,) = told(text)
    assert expected in comment


def test_a_mixed_article_is_told() -> None:
    (comment,) = told(RUSSIAN.format("Мост теперь ваш."), KAZAKH)
    assert comment.startswith(("3", "4", "5"))
    assert "% of the words are in" in comment


@pytest.fixture
def config(tmp_path: Path) -> Config:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "names.yaml").write_text("{}\n", "utf-8")
    settings = RunSettings(
        sources=(str(inbox),),
        to=(language_tag("uk"),),
        out=tmp_path / "public",
        state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )
    return Config(settings, EngineTable(use=("apertium",)), gate=GateTable({"detect": "hold"}))


def outcome(config: Config, text: str, language: LanguageTag | None = None) -> tuple[EditionState, list[str]]:
    (Path(config.run.sources[0]) / "brief.txt").write_text(f"Мост через Иртыш откроют в мае\n\n{text}\n", "utf-8")
    (found,) = run(config, NOW, language=language).outcomes
    return found.state, [each for each in found.reasons if "stays in" in each or "language is" in each]


def test_what_a_reader_could_not_keep_is_a_note_and_a_summary_is_none() -> None:
    notes = ("It has no title; its first words stand for it.", "The feed gives a summary only; it stands as the body.")
    (issue,) = reading(Article("0" * 20, Source("feed", "guid"), (), notes=notes))
    assert (issue.comment, action(issue, GateTable())) == (notes[0], "note")
    assert action(issue, GateTable({"read": "hold"})) == "hold"


def test_an_article_whose_characters_were_guessed_does_not_go_out_in_silence(config: Config) -> None:
    text = "Мост через Иртыш откроют в мае. Об этом сообщил во вторник отдел дорог города.\n"
    (Path(config.run.sources[0]) / "brief.txt").write_bytes(text.encode("cp1251"))
    (found,) = run(config, NOW).outcomes
    assert found.state is EditionState.NOTED
    assert "It has no title; its first words stand for it." in found.reasons
    assert any(each.startswith("The character set was guessed to be ") for each in found.reasons)


def test_a_quotation_that_stays_in_its_language_is_told(config: Config) -> None:
    state, comments = outcome(config, RUSSIAN.format(TURKISH))
    assert state is EditionState.HELD
    assert comments == ["it stays in tr: no engine translates it from there."]


def test_a_quotation_in_the_language_of_the_edition_stays_and_is_no_doubt(config: Config) -> None:
    assert outcome(config, RUSSIAN.format(UKRAINIAN))[1] == []
    (page,) = (config.run.out / "uk" / "articles").glob("*.html")
    assert UKRAINIAN.split(".")[0] in page.read_text("utf-8")


def test_what_the_user_says_is_no_doubt(config: Config) -> None:
    short = "На мосту через Иртыш Сымс набрал очка."
    assert outcome(config, short, language_tag("ru"))[1] == []


def test_detect_shows_doubts_beside_its_answer(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text(f"Bakida yeni park acildi\n\n{PLAIN}\n", "utf-8")
    shown = CliRunner().invoke(command, [str(file)])
    assert shown.stdout.startswith("az\tlikely\t")
    assert "the language is likely az" in shown.stderr
    asked = CliRunner().invoke(command, ["--json", str(file)])
    assert json.loads(asked.stdout)["doubts"]
