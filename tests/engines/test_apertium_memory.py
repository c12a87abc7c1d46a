"""What is remembered of words: the same answers as without, and no fault of a program is hidden or kept by it."""

import os
import shlex
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import ApertiumEngine, memory, open_engine
from syndicate.engines.apertium.lexicon import additions
from syndicate.engines.apertium.memory import Asked, question
from syndicate.engines.apertium.stream import units
from syndicate.languages import language_tag
from syndicate.model import Direction, Hypothesis, Placeholder, Protected, Segment

EN_ES = Direction(language_tag("en"), language_tag("es"))
TEXTS = [
    "The red car of the minister was sold.",
    "He praised the red car, and the mayor sold 58 watches.",
    "Zzqrx said the mayor's car is 10km away.",
    "The old man looked for the key: “Is it here?”",
    "They did not know what to do.",
    "THE MAYOR SOLD THE CAR.",
]


def protected(text: str, name: str = "") -> Protected:
    """Return the segment, with a placeholder where *name* stands."""
    at = text.find(name) if name else -1
    held = (Placeholder(at, at + len(name), None),) if at >= 0 else ()
    return Protected(text, held, (), Segment(0, 0, 0, text, EN_ES.source))


def fresh(batch: list[Protected], folder: Path) -> list[Hypothesis]:
    """Return what an engine that has seen nothing says of each of *batch*."""
    answers = []
    for item in batch:
        engine = open_engine(EngineSettings(cache=folder))
        answers += engine.translate(EN_ES, [item])
        engine.close()
    return answers


def test_remembered_words_answer_as_fresh_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = [protected(text, name) for text, name in zip(TEXTS, ["car", "mayor", "", "", "", ""], strict=True)]
    expected = fresh(batch, tmp_path)
    engine = open_engine(EngineSettings(cache=tmp_path))
    for _ in range(2):
        assert engine.translate(EN_ES, batch) == expected
        assert engine.translate(EN_ES, batch[::-1]) == expected[::-1]
    (known,) = engine._memories.values()
    before = len(known.forms)
    monkeypatch.setattr(memory, "_MOST", 5)
    assert engine.translate(EN_ES, batch[:2]) == expected[:2]
    assert 0 < len(known.forms) < before
    assert engine.translate(EN_ES, batch) == expected
    engine.close()


FAKE = r"""
import re, sys, time
role, asked = sys.argv[1], open(sys.argv[2], "a", encoding="utf-8")
made = {
    "analyser": lambda text: re.sub(r"[a-z]+", lambda word: f"^{word[0]}/{word[0]}<n>$", text),
    "tagger": lambda text: re.sub(r"\^[^/]*/", "^", text),
    "dictionary": lambda text: re.sub(r"\^(\w*)<n>\$", r"^\1<n>/\1\1<n>$", text),
    "transfer": lambda text: re.sub(r"\^[^/]*/", "^", text),
    "generator": lambda text: re.sub(r"\^(\w*)<n>\$", r"\1", text),
}[role]
record = b""
while byte := sys.stdin.buffer.read(1):
    record += byte
    if byte == b"\0":
        text = record[:-1].decode()
        print(role, *re.findall(r"\^(\w*)", text), file=asked, flush=True)
        if "hanging" + role in text:
            time.sleep(60)
        if "deadly" + role in text:
            sys.exit(1)
        if "mute" + role in text:
            text = ""
        if "short" + role in text:
            text = text.replace("\n", "", 1)
        sys.stdout.buffer.write(made(text).encode() + b"\0")
        sys.stdout.buffer.flush()
        record = b""
"""


@pytest.fixture
def frail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApertiumEngine]:
    """An engine whose dictionaries double a word, and die, hang or say too little at certain ones."""
    programs, modes = tmp_path / "bin", tmp_path / "share/apertium/modes"
    programs.mkdir()
    modes.mkdir(parents=True)
    fake = tmp_path / "fake.py"
    fake.write_text(FAKE, encoding="utf-8")
    for name in ("lt-proc", "apertium-tagger", "apertium-transfer"):
        call = shlex.join([sys.executable, str(fake)])
        last = f'exec {call} "$(basename "$role")" {shlex.quote(str(tmp_path / "asked"))}'
        (programs / name).write_text(f"#!/bin/sh\nfor role; do :; done\n{last}\n", encoding="utf-8")
        (programs / name).chmod(stat.S_IRWXU)
    roles = {"analyser": "lt-proc", "tagger": "apertium-tagger", "dictionary": "lt-proc -b"}
    roles |= {"transfer": "apertium-transfer", "generator": "lt-proc $1"}
    for role in roles:
        (tmp_path / role).write_bytes(b"")
    chain = " | ".join(f"{program} {shlex.quote(str(tmp_path / role))}" for role, program in roles.items())
    (modes / "eng-spa.mode").write_text(chain, encoding="utf-8")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("APERTIUM_PREFIX", str(tmp_path))
    engine = open_engine(EngineSettings(cache=tmp_path, timeout=2.0))
    yield engine
    engine.close()


def asked_words(folder: Path, role: str) -> list[str]:
    """Return the words that the program *role* was asked for."""
    lines = (folder / "asked").read_text("utf-8").splitlines()
    return [word for line in lines for name, *words in [line.split()] for word in words if name == role]


@pytest.mark.parametrize("role", ["dictionary", "generator"])
@pytest.mark.parametrize("fault", ["deadly", "hanging", "mute", "short"])
def test_a_word_that_a_dictionary_fails_at_costs_its_own_segment_only(
    frail: ApertiumEngine, role: str, fault: str
) -> None:
    texts = ["one", "two", f"one {fault}{role} three", "three", "four"]
    answers = frail.translate(EN_ES, [protected(text) for text in texts])
    assert [answer.text for answer in answers] == ["oneone", "twotwo", "", "threethree", "fourfour"]


def test_a_word_is_asked_for_once(frail: ApertiumEngine, tmp_path: Path) -> None:
    (first,) = frail.translate(EN_ES, [protected("one two one")])
    assert (first.text, asked_words(tmp_path, "dictionary")) == ("oneone twotwo oneone", ["one", "two"])
    (second,) = frail.translate(EN_ES, [protected("two three one")])
    assert second.text == "twotwo threethree oneone"
    assert asked_words(tmp_path, "dictionary") == ["one", "two", "three"]
    assert asked_words(tmp_path, "generator") == ["oneone", "twotwo", "threethree"]


def test_a_reply_must_have_a_line_for_each_word() -> None:
    known = Asked(str)
    for replies in ("", "x", "x\n", "x\ny", "x\ny\nz", "x\ny\nz\n"):
        with pytest.raises(ValueError, match=r"zip|not a line"):
            known.learn(["a", "b"], replies)
        assert known == {}
    known.learn(["a", "b"], "x\n\n")
    assert known == {"a": "x", "b": ""}
    assert known.unknown(["b", "c", "a", "c"]) == ["c"]
    assert question(["c", "d"]) == "^c$\n^d$\n"


PUNCTUATED = [additions(Direction(*map(language_tag, pair.split("-")))) for pair in ("en-es", "fr-es", "ru-uk")]


SIGNS = ["^,<cm>$", "^?<sent>$", "^!<sent>$", "^;<cm>$", "^*?$"]
PARTS = [*SIGNS, " ^,<cm>$ ", "^hola<ij>$", " ", '"', "[[t:w:1]]", "?", ", ", "¿", "»"]


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_without_its_signs_a_stream_needs_no_punctuation(parts: list[str]) -> None:
    stream = "".join(parts)
    for lexicon in PUNCTUATED:
        assert lexicon.punctuate is not None
        assert lexicon.signs
        if lexicon.signs.isdisjoint(units(stream).words):
            assert lexicon.punctuate(stream) == stream
