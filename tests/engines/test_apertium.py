"""The engine with the installed pairs: real programs, real dictionaries."""

import os
import re
import shlex
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import ApertiumEngine, open_engine
from syndicate.errors import EngineError
from syndicate.languages import language_tag
from syndicate.model import (
    Ability,
    ConceptEntry,
    Direction,
    EntryKind,
    Hypothesis,
    Mention,
    Placeholder,
    Protected,
    Segment,
)

KINDS = {kind.value: kind for kind in EntryKind}


def direction(pair: str) -> Direction:
    source, target = pair.split("-")
    return Direction(language_tag(source), language_tag(target))


def protected(marked: str) -> Protected:
    """Return the segment behind `{name|kind|gender|case}` and `<run>` marks; several cases are left open."""
    text, placeholders, runs, start, done = "", [], [], 0, 0
    for match in re.finditer(r"\{([^|}]*)\|([^}]*)\}|<(/?)r>", marked):
        text += marked[done : match.start()]
        done = match.end()
        if match[1] is None:
            if match[3]:
                runs.append((start, len(text)))
            start = len(text)
            continue
        kind, gender, case = [*match[2].split("|"), "", ""][:3]
        begin, text = len(text), text + match[1]
        origin = None
        if "," in case:
            entry = ConceptEntry("x", KINDS[kind], {})
            origin, case = Mention(begin, len(text), entry, "names", tuple(case.split(","))), ""
        placeholders.append(Placeholder(begin, len(text), KINDS.get(kind), gender, case, origin))
    text += marked[done:]
    return Protected(text, tuple(placeholders), tuple(runs), Segment(0, 0, 0, text, language_tag("und")))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApertiumEngine]:
    opened = open_engine(EngineSettings(cache=tmp_path_factory.mktemp("cache")))
    yield opened
    opened.close()


def one(engine: ApertiumEngine, pair: str, marked: str) -> Hypothesis:
    (answer,) = engine.translate(direction(pair), [protected(marked)])
    return answer


def linked(answer: Hypothesis) -> list[str]:
    return [answer.text[slice(*link.target)] for link in answer.links]


@pytest.mark.parametrize(
    ("pair", "source", "target"),
    [
        ("en-es", "He bought a red car in Moscow.", "Compró un coche rojo en Moscú."),
        ("es-en", "El presidente habló en Madrid.", "The president spoke in Madrid."),
        ("fr-es", "Le ministre parle de la ville.", "El ministro habla de la ciudad."),
        ("ru-uk", "Журналисты передали вопрос министру.", "Журналісти передали питання міністру."),
        ("uk-ru", "Президент приїхав у місто.", "Президент приехал в город."),
        ("be-ru", "Улады закрылі мяжу.", "Власти закрыли границу."),
    ],
)
def test_sentences(engine: ApertiumEngine, pair: str, source: str, target: str) -> None:
    assert one(engine, pair, source).text == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("{Elbegdorj|person|m}'s video was watched.", "El vídeo de Elbegdorj fue mirado."),
        ("{Peskov|person|m} said that he had a car.", "Peskov dijo que tuvo un coche."),
        ("The {gas pipeline|term|m} is old.", "El gas pipeline es viejo."),
        ("The {gas pipeline|term|f} is old.", "La gas pipeline es vieja."),
        ("The {elections|term|pl} are new.", "Los elections son nuevos."),
        ("According to {Atalikov|person|m}, the rules of {@the_desk|keep} are new.",
         "Según Atalikov, las reglas de @the_desk son nuevas."),
    ],
)  # fmt: skip
def test_the_grammar_sees_a_name_where_a_placeholder_is(engine: ApertiumEngine, source: str, target: str) -> None:
    answer = one(engine, "en-es", source)
    assert answer.text == target
    names = [answer.text[place.start : place.end] for place in answer.places]
    assert names == re.findall(r"\{([^|]*)\|", source)


@pytest.mark.parametrize(
    ("source", "cases"),
    [
        ("Письмо {Элбэгдоржа|person|m|gen} опубликовали газеты.", ["gen"]),
        ("Журналисты передали вопрос {Аталыкову|person|m|dat}.", ["dat"]),
        ("Встреча с {Песковым|person|m|ins} прошла в {Уральске|place|m|loc}.", ["ins", "loc"]),
        ("{Токаев|person|m|nom} поблагодарил {Алиева|person|m|acc} за приглашение.", ["nom", "acc"]),
        ("Письмо {Элбэгдоржа|person|m|gen,acc} опубликовали газеты.", ["gen"]),
        ("Поезд из {Уральска|place|m|gen,acc} опоздал.", ["gen"]),
    ],
)
def test_the_target_says_its_case(engine: ApertiumEngine, source: str, cases: list[str]) -> None:
    assert [place.case for place in one(engine, "ru-uk", source).places] == cases


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("He bought a <r>red</r> car.", ["rojo"]),
        ("The <r>president's spokesman</r> resigned.", ["El portavoz del presidente"]),
        ("According to <r>some media reports</r>, people left.", ["algunos informes de medios de comunicación"]),
        ("The <r>spokesman {Dmitry Peskov|person|m}</r> spoke.", ["portavoz Dmitry Peskov"]),
        ("The <r>New York Times</r> is here.", ["New York Times"]),
        ("He went to <r>New</r> York.", ["Nueva York"]),
        ("A <r>big</r> <r>black</r> dog barked.", ["negro", "grande"]),
        ("They said <r>—</r> no.", ["—"]),
        ("They were in <r></r>Moscow.", []),
        ("The end <r>of</r> <r>the</r> world.", ["del", "del"]),
        ("<r>Was</r> <r>said</r>.", ["Fue", "dicho"]),
    ],
)
def test_a_run_is_found_in_one_piece(engine: ApertiumEngine, source: str, target: list[str]) -> None:
    answer = one(engine, "en-es", source)
    assert linked(answer) == target
    assert answer.text == one(engine, "en-es", re.sub("</?r>", "", source)).text


@pytest.mark.parametrize("text", ["", " ", "12,5 % — 40", "😀", "…", "«»\n[]^$/\\"])
def test_text_without_letters_stays(engine: ApertiumEngine, text: str) -> None:
    assert one(engine, "en-es", text).text == text


def test_a_name_alone_stays(engine: ApertiumEngine) -> None:
    answer = one(engine, "ru-uk", "{Песков|person|m|nom}")
    assert (answer.text, answer.places[0].case) == ("Песков", "nom")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Zzqrx said it.", "Zzqrx lo dijo."),
        ('He said "yes" — it’s 10\u00a0000 «people» 😀…', 'Dijo "sí" — es 10\u00a0000 «personas» 😀…'),
        ("The first line\nand the second line.", "La primera línea\ny la segunda línea."),
        ("Use \u200fx\u200f & [y] ^ $ / \\ { } < > @ ~ * # now!", None),
    ],
)
def test_signs_and_unknown_words_come_through(engine: ApertiumEngine, source: str, target: str | None) -> None:
    text = one(engine, "en-es", source).text
    if target is not None:
        assert text == target
    signs = re.findall(r"[^\w\s'’]", source)
    assert re.findall(r"[^\w\s'’¡]", text) == signs


PARTS = ["\n", "Q\ue001", "😀", "{A|person|m}", "{B|place}", "{C|keep}", "{D|term|f}"]
PARTS += ["the", "red", "car", "of", "New", "York", "said", "Zzqrx", "do", "not", ",", ".", '"', "[", "]]"]
PARTS += ["^", "$", "*", "#", "@", "~", "\\", "/"]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_placeholder_comes_back_once(engine: ApertiumEngine, parts: list[str]) -> None:
    source = protected(" ".join(parts))
    (answer,) = engine.translate(direction("en-es"), [source])
    assert bool(answer.text.strip()) == bool(source.text.strip())
    assert sorted(place.index for place in answer.places) == list(range(len(source.placeholders)))
    for place in answer.places:
        held = source.placeholders[place.index]
        assert answer.text[place.start : place.end] == source.text[held.start : held.end]
    assert answer.text.count("\n") == source.text.count("\n")
    assert "[[t:w" not in answer.text


def test_a_batch_comes_back_in_order_and_as_its_segments_alone(engine: ApertiumEngine, tmp_path: Path) -> None:
    batch = [protected(f"The {{N{number}|person|m}} has {number} red cars.") for number in range(120)]
    together = engine.translate(direction("en-es"), batch)
    assert [engine.translate(direction("en-es"), [item])[0] for item in batch[:5]] == together[:5]
    assert all(f" {number} coches rojos" in answer.text for number, answer in enumerate(together) if number > 1)
    two = open_engine(EngineSettings(cache=tmp_path, workers=2))
    assert two.translate(direction("en-es"), batch) == together
    two.close()


def test_abilities_and_a_direction_that_is_not_here(engine: ApertiumEngine) -> None:
    assert engine.abilities(direction("en-es")) == {Ability.PLACEHOLDERS, Ability.RUNS}
    assert engine.abilities(direction("en-mn")) == frozenset()
    with pytest.raises(EngineError, match="no en-mn"):
        engine.translate(direction("en-mn"), [protected("x")])


@pytest.mark.parametrize("section", range(6))
def test_a_program_that_was_killed_is_started_again(tmp_path: Path, section: int) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    before = one(engine, "en-es", "The red car.")
    (pipe,) = engine._pipes.values()
    pipe._sections[section]._programs[-1].kill()
    assert one(engine, "en-es", "The red car.") == before
    assert list(engine._pipes.values()) != [pipe]
    engine.close()
    engine.close()
    assert one(engine, "en-es", "The red car.") == before
    engine.close()


FAKE = """
import sys, time
read, write = sys.stdin.buffer, sys.stdout.buffer
record = b""
while byte := read.read(1):
    record += byte
    if byte == b"\\0":
        if b"deadly" in record:
            sys.exit(1)
        if b"slow" in record:
            time.sleep(60)
        write.write(b"\\0" if b"mute" in record else record)
        write.flush()
        record = b""
"""


@pytest.fixture
def frail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApertiumEngine]:
    """An engine whose programs copy, and die, sleep or fall silent at certain words."""
    programs, modes = tmp_path / "bin", tmp_path / "share/apertium/modes"
    programs.mkdir()
    modes.mkdir(parents=True)
    fake = tmp_path / "fake.py"
    fake.write_text(FAKE, encoding="utf-8")
    for name in ("lt-proc", "apertium-tagger", "apertium-transfer"):
        (programs / name).write_text(f"#!/bin/sh\nexec {shlex.join([sys.executable, str(fake)])}\n", encoding="utf-8")
        (programs / name).chmod(stat.S_IRWXU)
    data = tmp_path / "data.bin"
    data.write_bytes(b"")
    chain = ("lt-proc", "apertium-tagger", "lt-proc -b", "apertium-transfer", "lt-proc $1")
    (modes / "eng-spa.mode").write_text(
        " | ".join(f"{stage} {shlex.quote(str(data))}" for stage in chain), encoding="utf-8"
    )
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("APERTIUM_PREFIX", str(tmp_path))
    engine = open_engine(EngineSettings(cache=tmp_path, timeout=2.0))
    yield engine
    engine.close()


@pytest.mark.parametrize("word", ["deadly", "mute"])
def test_a_segment_it_dies_of_is_empty_and_all_others_hold(frail: ApertiumEngine, word: str) -> None:
    batch = [protected(text) for text in ("one", "two", word, "four", word, "six")]
    assert [answer.text for answer in frail.translate(direction("en-es"), batch)] == [
        "one",
        "two",
        "",
        "four",
        "",
        "six",
    ]


def test_a_segment_it_hangs_on_is_given_up_in_time(frail: ApertiumEngine) -> None:
    start = time.monotonic()
    answers = frail.translate(direction("en-es"), [protected(text) for text in ("one", "slow", "three")])
    assert [answer.text for answer in answers] == ["one", "", "three"]
    assert time.monotonic() - start < 40


def test_programs_that_cannot_run_are_an_engine_error(frail: ApertiumEngine, tmp_path: Path) -> None:
    frail.hops()
    (tmp_path / "bin/apertium-tagger").write_text("#!/bin/false\n", encoding="utf-8")
    with pytest.raises(EngineError, match="eng-spa does not answer"):
        frail.translate(direction("en-es"), [protected("one")])


def test_a_pair_that_does_not_answer_is_not_asked_again(frail: ApertiumEngine, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    (tmp_path / "bin/apertium-tagger").write_text(f"#!/bin/sh\necho . >> {shlex.quote(str(asked))}\n", encoding="utf-8")
    times = []
    for _ in range(2):
        with pytest.raises(EngineError, match="eng-spa does not answer"):
            frail.translate(direction("en-es"), [protected("one")])
        times.append(asked.read_text("utf-8").count("."))
    assert times[0] == times[1] > 0


def test_dictionaries_that_hang_are_no_dictionaries_without_names(frail: ApertiumEngine, tmp_path: Path) -> None:
    # What would be translated without them would be remembered.
    asked = tmp_path / "asked"
    (tmp_path / "bin/lt-proc").write_text(f"#!/bin/sh\necho . >> {shlex.quote(str(asked))}\nexec sleep 60\n", "utf-8")
    for _ in range(2):
        with pytest.raises(EngineError, match="eng-spa does not answer"):
            frail.translate(direction("en-es"), [protected("one")])
    assert asked.read_text("utf-8").count(".") == 2
