"""A shortlist: learned from text that the model translates, kept to where it covers, away from where it does not."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from syndicate.cli.models import command
from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
from syndicate.engines.argos.beam import Way, chosen, places, remember
from syndicate.engines.argos.package import Package, digest_of, read_package, vocabulary_of
from syndicate.engines.argos.shortlist import SEEN, Shortlist, learned, read
from syndicate.engines.argos.translator import Attention, Translator
from syndicate.errors import ModelError
from syndicate.model import Direction, Hop, LanguageTag, Segment
from syndicate.models.learn import covered, learn, sentences
from syndicate.translate import translate

MODEL = Path(__file__).parents[1] / "models" / "translate-en_es-0_1.argosmodel"
EN, ES = LanguageTag("en"), LanguageTag("es")
EN_ES = Direction(EN, ES)
NOUNS = {"car": "coche", "house": "casa", "book": "libro", "letter": "carta", "box": "caja"}
PEOPLE = ("Tom", "Mary", "My father", "The old man")
TEXTS = [f"{who} bought a {noun} in Boston." for who in PEOPLE for noun in NOUNS]
TEXTS += [f"{who} has {count} {noun}s." for who in PEOPLE for noun in NOUNS for count in ("two", "three")]
PAIRS = [(f"Tom has {count} {noun}s.", f"Tom tiene {count} {word}s.") for count in range(2, 22)
         for noun, word in NOUNS.items()]  # fmt: skip


def nobody(done: int, total: int | None) -> None:
    """Watch nothing."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> EngineSettings:
    place = tmp_path_factory.mktemp("short")
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(place / "models")
    return EngineSettings(cache=place / "cache", models=place / "models", workers=1)


@pytest.fixture(scope="module")
def package(settings: EngineSettings) -> Package:
    return open_engine(settings).package(EN_ES)


@pytest.fixture(scope="module")
def shortlist(settings: EngineSettings) -> Shortlist:
    return learn(EN_ES, TEXTS, settings, nobody)


class Watched:
    """A model that writes down what it was asked."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.asked: list[tuple[int, bool]] = []

    def translate_batch(self, source: Sequence[Sequence[str]], **options: Any) -> Any:
        self.asked.append((len(source), options.get("use_vmap", False)))
        return self.model.translate_batch(source, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)


def watched(package: Package, shortlist: Shortlist | None, **more: Any) -> tuple[Translator, Watched]:
    translator = Translator(package, Attention(), shortlist=shortlist, **more)
    translator._model = Watched(translator._model)
    return translator, translator._model


def test_what_goes_with_a_piece_is_learned_and_what_was_hardly_seen_has_no_line() -> None:
    many = {f"w{index}": f"p{index}" for index in range(600)}
    pairs = [([word, "the"], [piece, "la"]) for word, piece in many.items() for _ in range(SEEN)]
    found = learned([*pairs, (["rare", "the"], ["raro", "la"])], ["la", "x", "▁7", "@@"])
    lines = dict(line.split("\t") for line in found.content.decode().splitlines())
    assert {"x", "▁7", "la"} <= set(lines[""].split(" "))
    assert "@@" not in lines[""].split(" ")
    away = [word for word, piece in many.items() if piece not in lines[""].split(" ")]
    assert away
    assert all({many[word], word} == set(lines[word].split(" ")) for word in away)
    assert found.covers(["w1", "the"])
    assert not found.covers(["rare", "the"])
    assert not found.covers(["w1", "new"])
    assert read(found.content) == found


def test_known_pieces_make_no_known_word() -> None:
    seen = [(["▁the", "▁bo", "at", "."], ["▁la", "▁barca"]), (["▁the", "▁c", "at"], ["▁el", "▁gato"])]
    found = learned(seen * SEEN, [])
    assert "▁bo at\t" in found.content.decode().split("\n")
    assert found.covers(["▁the", "▁bo", "at"])
    assert found.covers(["▁the", "▁c", "at", "."])
    assert not found.covers(["▁the", "▁c", "▁bo", "at", "at"])
    assert not found.covers(["▁bo", "▁the", "at"])


def test_pieces_that_the_file_cannot_hold_are_left_out() -> None:
    found = learned([(["a b", "c", "c\td"], ["x\ny", "c"])] * SEEN, ["\t", "\n"])
    assert found.known == {"c"}
    assert found.content == b"\tc\nc\t\n"


@pytest.mark.parametrize("damaged", [b"", b"a\tb\n", b"\ta\nb\n", b"\xff\t\n"])
def test_a_file_that_is_no_shortlist_is_none(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"no shortlist|decode"):
        read(damaged)


def test_it_is_learned_the_same_again(settings: EngineSettings, shortlist: Shortlist) -> None:
    told: list[tuple[int, int | None]] = []
    again = learn(EN_ES, TEXTS, settings, lambda done, total: told.append((done, total)))
    assert again.content == shortlist.content
    assert told == [(0, len(TEXTS)), (len(TEXTS), len(TEXTS))]


def test_covered_texts_keep_to_it_and_others_do_not(package: Package, shortlist: Shortlist) -> None:
    unknown = ["The bridge collapsed.", "Elections were postponed."]
    assert covered(package, shortlist, TEXTS) == len(TEXTS)
    assert covered(package, shortlist, unknown) == 0
    translator, model = watched(package, shortlist, beam=1)
    plain = Translator(package, Attention(), beam=1)
    texts = [*TEXTS[:9], *unknown]
    assert [each.text for each in translator.translate(texts)] == [each.text for each in plain.translate(texts)]
    assert {short for _, short in model.asked} == {True, False}
    assert sum(count for count, short in model.asked if short) == 9


def test_the_model_writes_nothing_else(package: Package) -> None:
    only = read("\t▁coche .\n".encode() + b"".join(
        f"{piece}\t▁coche\n".encode() for piece in sorted(vocabulary_of(package))))  # fmt: skip
    text = "Tom bought a red house in Boston."
    short, whole = (
        Translator(package, Attention(), beam=1, shortlist=each).translate([text])[0] for each in (only, None)
    )
    assert whole.text == "Tom compró una casa roja en Boston."
    assert short.text != whole.text


def test_what_runs_away_is_tried_again_with_all_pieces(package: Package) -> None:
    # It may only say house, and runs away with it; the second attempt has all pieces and a full stop.
    only = read("\t▁casa\n".encode() + b"".join(
        f"{piece}\t▁casa\n".encode() for piece in sorted(vocabulary_of(package))))  # fmt: skip
    translator, model = watched(package, only, beam=1)
    (found,) = translator.translate(["Tom bought a red car"])
    assert found.text == "Tom compró un coche rojo"
    assert [short for _, short in model.asked] == [True, False]


def test_an_opening_is_gone_on_from_with_all_pieces(package: Package, shortlist: Shortlist) -> None:
    text = TEXTS[0]
    translator, model = watched(package, shortlist)
    found = dict(translator.each([text], (), {text: "Ayer"}))
    assert found[text].text.startswith("Ayer")
    assert [short for _, short in model.asked] == [False]


def test_the_order_of_texts_changes_nothing(package: Package, shortlist: Shortlist) -> None:
    translator = Translator(package, Attention(), shortlist=shortlist, workers=2, batch_tokens=64)
    texts = [*TEXTS, "The bridge collapsed.", "Elections were postponed."]
    assert dict(translator.each(texts, texts)) == dict(translator.each(texts[::-1], texts))


def test_links_are_those_of_the_whole_model(package: Package, shortlist: Shortlist) -> None:
    text = "Tom bought a car in Boston."
    short, whole = (Translator(package, Attention(), shortlist=each).translate([text])[0] for each in (shortlist, None))
    assert short.text == whole.text
    assert [(link.source, link.target) for link in short.links] == [(link.source, link.target) for link in whole.links]


def test_it_is_kept_with_the_package_and_is_part_of_the_digest(
    settings: EngineSettings, package: Package, shortlist: Shortlist
) -> None:
    digest = digest_of(package, settings.cache)
    scores = {Way(4): 50.0, Way(2): 49.9, Way(1): 49.0, Way(4, True): 50.0, Way(2, True): 49.8, Way(1, True): 48.0}
    fast, careful = (open_engine(replace(settings, fastest=fastest)) for fastest in (True, False))
    remember(package, digest, {way: score for way, score in scores.items() if not way.short})
    plain = fast.hops()[0].digest
    slow = careful.hops()[0].digest
    remember(package, digest, scores, shortlist)
    measured, listed = places(package)
    assert fast._way(package) == (2, shortlist.digest)
    assert len({plain, fast.hops()[0].digest, slow}) == 3
    assert careful.hops()[0].digest == slow
    assert {measured, listed} <= set(fast.files(EN_ES))
    with patch("syndicate.engines._whole._sha256", side_effect=AssertionError("it is digested once")):
        assert open_engine(replace(settings, fastest=True)).hops() == fast.hops()
    # Only the shortlist that was measured is used, and none that is wider than asked for.
    assert chosen(package, digest, 1, settings.cache) == (1, "")
    for damaged in (b"", b"\xff", b"\ta\nb\tc\n", shortlist.content[:-9]):
        listed.write_bytes(damaged)
        assert fast._way(package) == (2, "")
        assert fast.hops()[0].digest == plain
    remember(package, digest, {Way(4): 50.0, Way(2): 50.0})
    assert not listed.exists()
    assert fast._way(package) == (2, "")


def test_a_run_uses_it(settings: EngineSettings, package: Package, shortlist: Shortlist, tmp_path: Path) -> None:
    only = read(shortlist.content.replace("▁casa".encode(), "▁coche".encode()))
    scores = {Way(4): 50.0, Way(2): 50.0, Way(2, True): 50.0}
    digest = digest_of(package, settings.cache)
    texts = [Segment(0, 0, 0, "Tom bought a house in Boston.", EN)]
    said = {}
    for name, given in (("whole", None), ("short", only)):
        remember(package, digest, scores if given else {Way(4): 50.0, Way(2): 50.0}, given)
        engine = open_engine(replace(settings, fastest=True))
        said[name] = next(iter(translate(texts, [Hop("argos", EN_ES, "", "")], {"argos": engine}))).target.text
        engine.close()
    assert "casa" in said["whole"]
    assert "casa" not in said["short"]


def test_text_that_is_held_out_is_not_learned_from(tmp_path: Path) -> None:
    text = tmp_path / "text.tsv"
    text.write_text("Tom left. Mary stayed.\tTom se fue.\nTom left.\nI know.\n\n", "utf-8")
    assert sentences(text, EN, []) == (["Tom left.", "Mary stayed.", "I know."], 0)
    assert sentences(text, EN, ["Mary stayed. Tom left."]) == (["I know."], 2)
    with pytest.raises(ModelError, match=r"text\.tsv: it has no sentence to learn from"):
        sentences(text, EN, ["Mary stayed. Tom left.", "I know."])


def test_a_model_of_several_targets_has_none(settings: EngineSettings, tmp_path: Path) -> None:
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(tmp_path)
    (metadata,) = tmp_path.glob("*/metadata.json")
    metadata.write_text(metadata.read_text("utf-8").replace("{", '{"target_prefix": "__es__",', 1), "utf-8")
    with pytest.raises(ModelError, match="several targets"):
        learn(EN_ES, TEXTS, replace(settings, models=tmp_path), nobody)


def test_the_command_learns_measures_and_remembers(tmp_path: Path) -> None:
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(tmp_path / "models")
    held, text = tmp_path / "held-out.tsv", tmp_path / "text.txt"
    held.write_text("".join(f"{here}\t{there}\n" for here, there in PAIRS), "utf-8")
    text.write_text("\n".join([*TEXTS, PAIRS[0][0]]) + "\n", "utf-8")
    call = ["measure", "en-es", str(held), "--learn", str(text), "--models", str(tmp_path / "models")]
    done = CliRunner().invoke(command, call)
    assert done.exit_code == 0, done.output
    assert f"Held out too, so not learned from: 1 of {text}." in done.output
    assert f"The shortlist of {len(TEXTS)} sentences covers" in done.output
    ways = [line.split("   ")[0].strip() for line in done.output.splitlines() if line.startswith("beam")]
    assert ways == [f"beam {beam}{more}" for beam in (4, 2, 1) for more in ("", " with shortlist")]
    (folder,) = (tmp_path / "models").iterdir()
    assert all(path.is_file() for path in places(read_package(folder)))
