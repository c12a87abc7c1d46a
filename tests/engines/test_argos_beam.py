"""The beam of a model: measured on held-out text, remembered with the package, used where it is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sacrebleu
from click.testing import CliRunner
from smallmodel import settings_over

from syndicate.cli.models import command
from syndicate.config import EngineTable
from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
from syndicate.engines.argos.beam import Way, chosen, fastest, places, remember
from syndicate.engines.argos.package import Package, digest_of
from syndicate.errors import ModelError
from syndicate.guard import open_engines
from syndicate.model import Direction, LanguageTag
from syndicate.models.measure import chrf, held_out

MODEL = "translate-en_es-0_1"
EN_ES = Direction(LanguageTag("en"), LanguageTag("es"))
NOUNS = {"car": "coche", "house": "casa", "book": "libro", "letter": "carta", "box": "caja"}
PAIRS = [(f"Tom has {count} {noun}s.", f"Tom tiene {count} {word}s.") for count in range(2, 22)
         for noun, word in NOUNS.items()]  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> EngineSettings:
    return settings_over(tmp_path, MODEL)


def package(settings: EngineSettings) -> tuple[Package, str]:
    found = open_engine(settings).package(EN_ES)
    return found, digest_of(found, settings.cache)


@pytest.mark.parametrize(
    ("scores", "beam"),
    [
        ({4: 50.0, 2: 49.75, 1: 49.5}, 2),
        ({4: 50.0, 2: 49.75, 1: 49.75}, 1),
        ({4: 50.0, 2: 49.6, 1: 49.8}, 1),
        ({4: 50.0, 2: 49.6, 1: 49.6}, 4),
        ({4: 50.0, 2: 51.0, 1: 49.75}, 1),
    ],
)
def test_the_narrowest_that_costs_little(scores: dict[int, float], beam: int) -> None:
    assert fastest({Way(width): score for width, score in scores.items()}) == Way(beam)


@pytest.mark.parametrize(
    ("short", "way"),
    [
        ({4: 49.9, 2: 49.8, 1: 49.0}, Way(2, short=True)),
        ({4: 49.9, 2: 49.6, 1: 49.0}, Way(2)),
        ({4: 49.9, 2: 49.6, 1: 49.7}, Way(1, short=True)),
        ({4: 51.0, 2: 49.8, 1: 49.0}, Way(2, short=True)),
    ],
)
def test_a_shortlist_is_taken_where_it_costs_little(short: dict[int, float], way: Way) -> None:
    plain = {Way(4): 50.0, Way(2): 49.8, Way(1): 49.4}
    assert fastest(plain | {Way(beam, short=True): score for beam, score in short.items()}) == way


def test_chrf_is_that_of_others() -> None:
    texts = ["Tom tiene un coche rojo.", "", "¿Dónde está la casa de María?", "a"]
    right = ["Tom tiene un auto rojo.", "Nada.", "¿Dónde queda la casa de Mary?", "b"]
    assert chrf(texts, right) == pytest.approx(sacrebleu.corpus_chrf(texts, [right]).score, abs=1e-6)
    assert chrf(right, right) == pytest.approx(100)
    assert chrf([""], ["Nada."]) == 0


def test_what_was_measured_holds_for_that_model_only(settings: EngineSettings) -> None:
    found, digest = package(settings)
    assert chosen(found, digest, 4, settings.cache) == (4, "")
    remember(found, digest, {Way(4): 50.0, Way(2): 49.9, Way(1): 49.0})
    assert chosen(found, digest, 4, settings.cache) == (2, "")
    assert chosen(found, digest, 1, settings.cache) == (1, "")
    assert chosen(found, "another", 4, settings.cache) == (4, "")
    measured, _ = places(found)
    for damaged in ("", "[]", '{"digest": 1}', measured.read_text().replace("49.9", '"x"')):
        measured.write_text(damaged)
        assert chosen(found, digest, 4, settings.cache) == (4, "")


def test_the_beam_is_used_where_it_is_asked_for_and_is_part_of_the_digest(settings: EngineSettings) -> None:
    found, digest = package(settings)
    remember(found, digest, {Way(4): 50.0, Way(2): 49.0, Way(1): 50.0})
    careful, fast = open_engine(settings), open_engine(replace(settings, fastest=True))
    narrow = open_engine(replace(settings, beam=1))
    assert [hop.digest for hop in fast.hops()] == [hop.digest for hop in narrow.hops()]
    assert [hop.digest for hop in fast.hops()] != [hop.digest for hop in careful.hops()]
    assert places(found)[0] in fast.files(EN_ES)
    assert fast._way(found) == (1, "")
    assert careful._way(found) == (4, "")


def test_the_configuration_reaches_the_engine(settings: EngineSettings) -> None:
    found, digest = package(settings)
    remember(found, digest, {Way(4): 50.0, Way(1): 50.0})
    digests = set()
    for asked in (False, True):
        with open_engines(
            EngineTable(use=("argos",), models=settings.models, fastest=asked), settings.cache
        ) as engines:
            digests |= {hop.digest for hop in engines["argos"].hops()}
    assert len(digests) == 2


def test_the_command_measures_and_remembers(settings: EngineSettings, tmp_path: Path) -> None:
    text = tmp_path / "held-out.tsv"
    text.write_text("".join(f"{here}\t{there}\n" for here, there in PAIRS), "utf-8")
    done = CliRunner().invoke(command, ["measure", "en-es", str(text), "--models", str(settings.models)])
    assert done.exit_code == 0, done.output
    assert [line.split()[1] for line in done.output.splitlines() if line.startswith("beam")] == ["4", "2", "1"]
    assert "It is remembered for en-es 0.1; runs use it with [engines] fastest = true." in done.output
    assert f"Beam {chosen(*package(settings), 4, settings.cache)[0]} costs" in done.output
    assert places(package(settings)[0])[0].is_file()


def test_held_out_text_is_looked_at(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("\n".join(here for here, _ in PAIRS) + "\n", "utf-8")
    two.write_text("\n".join(there for _, there in PAIRS) + "\n", "utf-8")
    assert held_out(one, two) == PAIRS
    with pytest.raises(ModelError, match=r"one:1.*no tab"):
        held_out(one)
    two.write_text("Una.\n", "utf-8")
    with pytest.raises(ModelError, match=r"1 lines, and .*one has 100"):
        held_out(one, two)
    one.write_text("One.\tUna.\n", "utf-8")
    with pytest.raises(ModelError, match="too few"):
        held_out(one)
    with pytest.raises(ModelError, match="cannot be read"):
        held_out(tmp_path / "none")
