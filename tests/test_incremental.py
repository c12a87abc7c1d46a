"""A run costs what changed: what is redone, what is not, and that what comes out is the same as from nothing."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from test_pipeline import BRIEF, GLOSSARY, NOW, PAGE

from syndicate.config import Config, EngineTable, GateTable, PublishSettings, RunSettings
from syndicate.editing import review
from syndicate.engines.apertium import ApertiumEngine
from syndicate.languages import language_tag
from syndicate.model import Direction, EditionState, Hypothesis, Origin, Protected, Segment
from syndicate.pipeline import run
from syndicate.report import RunReport
from syndicate.runs.changes import TRIES
from syndicate.state import State
from syndicate.state.decisions import Action

EN, ES, UK = language_tag("en"), language_tag("es"), language_tag("uk")
LATER = NOW + timedelta(days=1)
SECOND = PAGE.replace("Borders stay open", "A bridge opens").replace("/borders", "/bridge").replace(
    "The borders of Kazakhstan are open", "The bridge in Talas is open"
)  # fmt: skip


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, text in (("a.html", PAGE), ("b.html", SECOND), ("c.txt", BRIEF)):
        (inbox / name).write_text(text, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),), to=(ES, UK), out=tmp_path / "public", state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )  # fmt: skip
    return Config(settings, EngineTable(use=("apertium",)))


def explained(config: Config, now: datetime = NOW) -> tuple[RunReport, list[tuple[str, str, str]]]:
    said: list[tuple[str, str, str]] = []
    report = run(config, now, explain=lambda article, language, why: said.append((article[:12], language, why)))
    return report, said


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words(config: Config) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return what stands in each edition; when it changed is another matter."""
    with State(config.run.state) as state:
        return {(one.article.id, one.language): (one.state, one.units, one.issues) for one in state.releases.editions()}


def anew(config: Config, folder: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return what comes of nothing but the sources."""
    fresh = replace(config, run=replace(config.run, out=folder / "o", state=folder / "s" / "s.sqlite"))
    run(fresh, NOW)
    return words(fresh)


def test_nothing_changed_nothing_is_done_and_the_report_still_tells_all(config: Config) -> None:
    strict = replace(config, gate=GateTable(review=("en-es",)))
    first = run(strict, NOW)
    second, said = explained(strict, LATER)
    assert said == []
    assert (second.redone, second.translated, second.written) == (0, 0, 0)
    assert (list(second.outcomes), second.exit_code, second.names) == (list(first.outcomes), 3, first.names)
    assert second.sentences == second.remembered == first.sentences
    assert second.unchanged == first.written


def test_an_unchanged_run_loads_nothing_heavy(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    program = (
        "import sys, datetime\nfrom pathlib import Path\nfrom syndicate.config import *\n"
        "from syndicate.pipeline import run\n"
        f"there = Path({str(tmp_path)!r})\n"
        f"run(Config(RunSettings(({str(config.run.sources[0])!r},), ('es', 'uk'), there / 'public',"
        " there / 'state/state.sqlite', (there / 'names.yaml',)), EngineTable(use=('apertium',))),"
        " datetime.datetime.now(datetime.UTC), explain=lambda *said: print(said, file=sys.stderr))\n"
        "heavy = 'lxml langdetect ahocorasick_rs ctranslate2 trafilatura jinja2 sentencex babel yaml'.split()\n"
        "print([each for each in heavy if each in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (told.stdout.strip(), told.stderr) == ("[]", "")


def test_a_changed_source_redoes_its_own_article(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    path = Path(config.run.sources[0]) / "b.html"
    path.write_text(SECOND.replace("40,000 people", "50,000 people"), "utf-8")
    report, said = explained(config)
    assert {(article, why) for article, _, why in said} == {("inbox/b.html", "its source changed")}
    assert (report.redone, report.articles) == (2, 3)
    assert words(config) == anew(config, tmp_path / "anew")


def test_a_touched_file_is_no_change(config: Config) -> None:
    run(config, NOW)
    os.utime(Path(config.run.sources[0]) / "a.html", (1, 1))
    assert explained(config)[1] == []


@pytest.mark.parametrize("later", [NOW, LATER])
def test_another_character_set_reads_the_same_bytes_again(config: Config, later: datetime) -> None:
    for path in Path(config.run.sources[0]).iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))  # old enough that their times tell them apart
    wrong = replace(config, run=replace(config.run, encoding="no-such-thing"))
    assert len(run(wrong, NOW).failures) == 3
    assert not run(config, later).failures
    assert len(run(wrong, later).failures) == 3


def test_an_edited_entry_redoes_what_met_it(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    names = config.run.glossaries[0]
    names.write_text(GLOSSARY.replace("es: Kazajistán", "es: Kazajstán"), "utf-8")
    report, said = explained(config)
    assert {why for _, _, why in said} == {"of the names, kazakhstan changed"}
    # All three articles met Kazakhstan; only in Spanish, and in the languages of the entry, the words differ.
    assert report.translated > 0
    assert words(config) == anew(config, tmp_path / "anew")
    names.write_text(names.read_text("utf-8") + "talas:\n  kind: place\n  names: {en: Talas, es: Talás}\n", "utf-8")
    report, said = explained(config)
    assert {(article, why) for article, _, why in said} == {("inbox/b.html", "of the names, talas is new")}
    assert report.translated == 1  # the one sentence that it stands in
    assert words(config) == anew(config, tmp_path / "again")
    names.write_text(names.read_text("utf-8").partition("talas:")[0], "utf-8")
    report, said = explained(config)
    assert {(article, why) for article, _, why in said} == {("inbox/b.html", "of the names, talas is gone")}
    assert report.translated == 0, "the sentence was translated without it before"


def test_a_changed_gate_judges_again_and_translates_nothing(config: Config) -> None:
    run(config, NOW)
    report, said = explained(replace(config, gate=GateTable(review=("en-es",))))
    assert {why for _, _, why in said} == {"the rules of the gate changed"}
    assert report.translated == 0
    assert report.count(EditionState.HELD) == 2


def test_what_only_the_site_depends_on_is_told_of_the_site(config: Config, tmp_path: Path) -> None:
    run(config, NOW)
    templates = tmp_path / "templates"
    templates.mkdir()
    ours = replace(config, publish=PublishSettings(templates=templates))
    assert explained(ours)[1] == [("the site", "", "a setting of [publish], the languages or the folder changed")]
    (templates / "style.css").write_text("body { color: teal }", "utf-8")
    report, said = explained(ours)
    assert said == [("the site", "", "a template or the table of sections changed")]
    assert (report.redone, report.written > 0) == (0, True)
    (config.run.out / "es" / "feed.atom").unlink()
    assert explained(ours)[1] == [("the site", "", "files of it are missing")]
    assert explained(ours)[1] == []


def test_what_left_its_source_and_came_back_is_told(config: Config) -> None:
    run(config, NOW)
    path = Path(config.run.sources[0]) / "a.html"
    path.unlink()
    assert explained(config, LATER)[1] == [("inbox/a.html", "", "its source has it no more")]
    assert explained(config, LATER)[1] == []
    path.write_text(PAGE, "utf-8")
    assert [why for *_, why in explained(config, LATER)[1]] == ["its source has it again"]
    assert explained(config, LATER)[1] == []


def test_a_correction_holds_when_only_a_link_of_its_source_changes(config: Config) -> None:
    path = Path(config.run.sources[0]) / "d.md"
    path.write_text("# The press\n\nThe mayor spoke to [the press](https://example.org/a) today.\n", "utf-8")
    first = run(config, NOW)
    article = next(one.id for one in first.outcomes if "d.md" in one.article)
    text = 'La alcaldesa habló hoy con <a href="https://example.org/a">la prensa</a>.'
    with State(config.run.state) as state:
        review.correct(state, article, ES, (1, 0), *review.markup(text), reviewer="Ana", when=NOW)
    path.write_text(path.read_text("utf-8").replace("example.org/a", "example.org/b"), "utf-8")
    assert run(config, LATER).translated == 0
    page = site(config.run.out)[f"es/articles/{article}.html"].decode()
    assert text.replace("example.org/a", "example.org/b") in page
    with State(config.run.state) as state:
        (one,) = [each for each in review.sheet(state, article, ES).sentences if each.correction]
        assert dict(one.spans[0].attributes) == {"href": "https://example.org/b"}


def test_a_correction_that_stood_is_told_stale_in_every_article(config: Config) -> None:
    article = next(one.id for one in run(config, NOW).outcomes if "a.html" in one.article)
    with State(config.run.state) as state:
        one = next(each for each in review.sheet(state, article, ES).sentences if each.source.text[:7] == "Colonel")
        place = (one.source.unit, one.source.index)
        review.correct(state, article, ES, place, "El coronel habló.", reviewer="Ana", when=NOW)
    run(config, LATER)
    path = Path(config.run.sources[0]) / "b.html"
    path.write_text(SECOND.replace("September 26", "September 27"), "utf-8")
    for gate in (GateTable(), GateTable(rules={"length": "pass"})):  # made again for another reason, it is still told
        report = run(replace(config, gate=gate), LATER)
        told = {each.article[:12]: each.reasons for each in report.outcomes if each.language == ES}
        assert [any("that Ana corrected has changed" in why for why in told[f"inbox/{one}.html"]) for one in "ab"] == [
            False, True,
        ]  # fmt: skip


def test_what_people_wrote_reaches_a_sentence_that_no_engine_answers(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ApertiumEngine.translate

    def mute(self: ApertiumEngine, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        made = real(self, direction, batch)
        return [Hypothesis("") if "Colonel" in one.text else each for one, each in zip(batch, made, strict=True)]

    monkeypatch.setattr(ApertiumEngine, "translate", mute)
    for _ in range(TRIES + 1):
        _, said = explained(config)
    assert said == []
    with State(config.run.state) as state:
        article, _ = state.releases.unanswered()[0]
        (source,) = state.releases.lacking(article, ES)
        state.corrections.add(
            Segment(0, 0, 0, source, EN), ES, "El coronel Atalikov habló el 26 de septiembre.", reviewer="B", when=NOW
        )
    _, said = explained(config, LATER)
    assert {(name, why) for name, _, why in said} == {
        ("inbox/a.html", "a sentence of it was corrected"), ("inbox/b.html", "a sentence of it was corrected"),
    }  # fmt: skip
    with State(config.run.state) as state:
        assert not state.releases.unanswered()


def test_a_correction_wins_in_every_article_and_goes_when_it_is_taken_back(config: Config) -> None:
    before = run(config, NOW)
    article = next(one.id for one in before.outcomes if "a.html" in one.article)
    with State(config.run.state) as state:
        sheet = review.sheet(state, article, ES)
        one = next(each for each in sheet.sentences if each.source.text.startswith("Colonel"))
        words, spans = review.markup("El coronel Aslán <b>Atalikov</b> habló en la capital el 26 de septiembre.")
        made = review.correct(
            state, article, ES, (one.source.unit, one.source.index), words, spans, reviewer="Ana", when=NOW
        )
    report, said = explained(config, LATER)
    assert {(each, language) for each, language, _ in said} == {("inbox/a.html", "es"), ("inbox/b.html", "es")}
    assert report.translated == 0
    with State(config.run.state) as state:
        for name in (each.id for each in report.outcomes if each.language == ES and each.source == "en"):
            edition = state.releases.edition(name, ES)
            assert (edition.origin, edition.reviewer) == (Origin.EDITED, "Ana")
            assert "habló en la capital" in " ".join(unit.text for unit in edition.units)
    pages = [text for path, text in site(config.run.out).items() if path.startswith("es/articles/")]
    assert sum("habló en la capital".encode() in text for text in pages) == 2
    with State(config.run.state) as state:
        review.withdraw_correction(state, made.id, when=LATER)
    run(config, LATER)
    pages = [text for path, text in site(config.run.out).items() if path.startswith("es/articles/")]
    assert sum(b"Ana" in text for text in pages) == 0


def test_a_decision_is_told_and_published_by_the_next_run(config: Config) -> None:
    strict = replace(config, gate=GateTable(review=("en-es",)))
    article = next(one.id for one in run(strict, NOW).outcomes if one.state is EditionState.HELD)
    with State(config.run.state) as state:
        review.decide(state, article, ES, Action.APPROVE, reviewer="Ana", when=NOW)
    report = run(strict, LATER)
    assert {one.state for one in report.outcomes if one.id == article and one.language == ES} == {
        EditionState.PUBLISHED
    }
    assert f"es/articles/{article}.html" in site(config.run.out)


def test_a_file_taken_away_is_withdrawn_and_comes_back(config: Config) -> None:
    first = run(config, NOW)
    path = Path(config.run.sources[0]) / "a.html"
    gone = next(one.id for one in first.outcomes if "a.html" in one.article)
    path.unlink()
    run(config, LATER)
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {gone: LATER}
        assert {one.article.id for one in state.releases.released("mark") if one.withdrawn} == {gone}
        assert gone not in {one.article.id for one in state.releases.released("remove")}
        assert all(one.withdrawn is None for one in state.releases.released("keep"))
    removing = replace(config, publish=PublishSettings(withdrawn="remove"))
    run(removing, LATER)
    assert b"Atalikov" not in site(config.run.out)[f"es/articles/{gone}.html"]  # the address says that it is gone
    path.write_text(PAGE, "utf-8")
    run(removing, LATER)
    assert b"Atalikov" in site(config.run.out)[f"es/articles/{gone}.html"]


def test_a_source_that_cannot_be_read_withdraws_nothing(config: Config) -> None:
    run(config, NOW)
    inbox = Path(config.run.sources[0])
    away = inbox.rename(inbox.with_name("elsewhere"))
    run(config, LATER)
    inbox.mkdir()
    run(config, LATER)
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {}
    inbox.rmdir()
    away.rename(inbox)
    (inbox / "a.html").write_text("<html><body></body></html>", "utf-8")
    run(config, LATER)
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {}


def test_of_two_files_with_one_article_the_other_counts_when_the_first_goes(config: Config, tmp_path: Path) -> None:
    inbox = Path(config.run.sources[0])
    (inbox / "a2.html").write_text(PAGE.replace("Kazakhstan are open", "Kazakhstan are shut"), "utf-8")
    report = run(config, NOW)
    assert any("same article" in str(each) for each in report.failures)
    (inbox / "a.html").unlink()
    again = run(config, NOW)
    assert not again.failures
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {}
    assert words(config) == anew(config, tmp_path / "anew")


def test_an_editors_change_reaches_articles_whose_source_has_another_name_now(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run(replace(config, run=replace(config.run, sources=("inbox",))), NOW)
    names = tmp_path / "names.yaml"
    names.write_text(GLOSSARY.replace("Kazajistán", "Kazajstán"), "utf-8")
    assert names.read_text("utf-8") != GLOSSARY
    second = run(config, LATER, look=False)
    assert second.redone > 0
    assert second.articles == first.articles
    assert b"Kazajst\xc3\xa1n" in (tmp_path / "public" / "es" / "feed.atom").read_bytes()


def ninjs(version: int, hour: int, words: str) -> str:
    item = {
        "uri": "tag:agency.example,2024:ferry",
        "version": str(version),
        "versioncreated": f"2024-10-24T{hour:02}:00:00Z",
        "language": "en",
        "headline": "The ferry sails",
        "body_text": f"{words} The port office said so on Friday.",
    }
    return json.dumps(item)


@pytest.mark.parametrize("order", [("a.json", "b.json"), ("b.json", "a.json")])
def test_of_the_versions_of_an_item_the_newest_counts_in_whatever_file(config: Config, order: tuple[str, str]) -> None:
    inbox = Path(config.run.sources[0])
    (inbox / order[0]).write_text(ninjs(1, 9, "The ferry between Baku and Aktau sails on Monday."), "utf-8")
    (inbox / order[1]).write_text(ninjs(2, 12, "The ferry between Baku and Aktau sails on Tuesday."), "utf-8")
    report = run(config, NOW)
    said = [str(one) for one in report.failures if "newer version" in str(one)]
    assert [order[0] in one and order[1] in one for one in said] == [True]

    def body() -> list[str]:
        with State(config.run.state) as state:
            ours = [one for one in state.releases.editions() if one.article.title == "The ferry sails"]
        return [unit.text for one in ours if one.language == ES for unit in one.article.units[1:]]

    assert ["Tuesday" in text for text in body()] == [True]
    assert explained(config, LATER)[1] == [], "what was left out is not read or done again"
    (inbox / order[1]).unlink()
    run(config, LATER)
    assert ["Monday" in text for text in body()] == [True], "without the newest the one before it counts"


def test_a_batch_with_five_in_a_hundred_poisoned_publishes_the_others(config: Config) -> None:
    inbox = Path(config.run.sources[0])
    for old in inbox.iterdir():
        old.unlink()
    for number in range(57):
        page = PAGE.replace("/borders", f"/borders-{number}").replace(
            "Borders stay open", f"Borders stay open {number}"
        )
        (inbox / f"{number:02}.html").write_text(page, "utf-8")
    poison = {
        "07-deep.html": "<div>" * 100_000,
        "23-laughs.xml": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><title>&b;</title></rss>',
        "41-attributes.html": "<html><body><p "
        + " ".join(f"a{number}" for number in range(200_000))
        + ">x</p></body></html>",
    }
    for name, text in poison.items():
        (inbox / name).write_text(text, "utf-8")
    report = run(config, NOW)
    with State(config.run.state) as state:
        published = [
            one for one in state.releases.editions() if one.language == ES and one.state is EditionState.PUBLISHED
        ]
    assert len(published) == 57
    told = [str(one) for one in report.failures]
    assert [any(name in one for one in told) for name in poison] == [True] * 3


def test_a_part_of_a_source_that_is_not_there_withdraws_nothing(config: Config) -> None:
    inbox = Path(config.run.sources[0])
    part = inbox / "agency" / "2026"
    part.mkdir(parents=True)
    (part / "d.html").write_text(PAGE.replace("/borders", "/other").replace("Borders stay", "Others stay"), "utf-8")
    assert not run(config, NOW).failures
    away = part.rename(inbox.with_name("elsewhere"))
    for _ in range(2):
        report = run(config, LATER)
        (said,) = report.failures
        assert (said.where, report.exit_code) == ("inbox/agency", 1)
        assert "1 file; what they gave is not withdrawn" in said.message
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {}
    away.rename(part)
    report, why = explained(config, LATER)
    assert (report.failures, why) == ((), [])
    shutil.rmtree(part.parent)
    assert not run(config, LATER).failures
    with State(config.run.state) as state:
        assert len(state.articles.withdrawn()) == 1


def test_what_was_missed_and_is_not_there_when_the_rest_comes_back_is_withdrawn(config: Config) -> None:
    run(config, NOW)
    inbox = Path(config.run.sources[0])
    away = inbox.rename(inbox.with_name("elsewhere"))
    run(config, LATER)
    away.rename(inbox)
    (inbox / "a.html").unlink()
    run(config, LATER)
    with State(config.run.state) as state:
        assert len(state.articles.withdrawn()) == 1


def test_a_folder_that_cannot_be_listed_withdraws_nothing(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = Path(config.run.sources[0])
    (inbox / "part").mkdir()
    (inbox / "part" / "d.html").write_text(PAGE.replace("/borders", "/other"), "utf-8")
    run(config, NOW)
    real = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("part"):
            raise OSError(errno.ESTALE, "Stale file handle", str(path))
        return real(path)

    with monkeypatch.context() as stale:
        stale.setattr("os.scandir", refusing)
        report = run(config, LATER)
    assert "Stale file handle" in str(report.failures)
    with State(config.run.state) as state:
        assert state.articles.withdrawn() == {}


def test_a_file_whose_name_is_no_text_is_read_like_any_other(config: Config) -> None:
    path = Path(config.run.sources[0]) / os.fsdecode(b"fa\xe7ade.txt")
    path.write_text(BRIEF.replace("открыты", "закрыты"), "utf-8")
    report = run(config, NOW)
    assert not report.failures
    assert any(one.article.startswith(r"inbox/fa\xe7ade.txt") for one in report.outcomes)
    assert run(config, LATER).redone == 0
