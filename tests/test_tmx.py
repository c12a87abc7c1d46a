import io
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import tmx
from syndicate.errors import SyndicateError
from syndicate.languages import language_tag
from syndicate.model import Failure
from syndicate.state.migration import _tags
from syndicate.tmx import TranslationUnit

TAGS = [language_tag(tag) for tag in ("en", "es", "uz-Cyrl", "pt-BR", "zh-Hant")]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1).filter(str.strip)
LANGUAGES = st.permutations(TAGS).map(lambda tags: (tags[0], tags[1]))
UNITS = st.builds(TranslationUnit, TEXT, TEXT, LANGUAGES, TEXT)


def read(data: bytes, where: str = "") -> tuple[list[TranslationUnit], list[Failure]]:
    """Return what `tmx.read` gives: the units, and what is none."""
    given = list(tmx.read(io.BytesIO(data), where=where))
    failures = [one for one in given if isinstance(one, Failure)]
    return [one for one in given if isinstance(one, TranslationUnit)], failures


@given(st.lists(UNITS, max_size=5))
def test_what_is_written_is_read(units: list[TranslationUnit]) -> None:
    assert read(b"".join(tmx.write(units))) == (units, [])


GROWTH = """
import io, resource
from syndicate import tmx

class Stream(io.RawIOBase):
    \"\"\"A document of very many units that stands nowhere as a whole.\"\"\"
    def __init__(self, number):
        self.parts = iter([b'<tmx><header srclang="en"/><body>', *[UNIT] * number, b"</body></tmx>"])
    def readable(self):
        return True
    def readinto(self, buffer):
        part = next(self.parts, b"")
        buffer[:len(part)] = part
        return len(part)

UNIT = b'<tu><tuv xml:lang="en"><seg>A car.</seg></tuv><tuv xml:lang="es"><seg>Un coche.</seg></tuv></tu>' * 50

def done(number):
    given = sum(1 for _ in tmx.write(tmx.read(Stream(number)))) - 2
    return given, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

(_, before), (given, after) = done(20), done(300)
print(given, (after - before) // 1024)
"""


def test_memory_does_not_grow_with_the_document() -> None:
    done = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    units, megabytes = map(int, done.stdout.split())
    assert units == 15_000
    assert megabytes < 8  # their elements alone, without what stands in them, take 19


def test_others_tmx() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/><body>
    <tu><tuv xml:lang="en-US"><seg>A <bpt i="1">&lt;b></bpt><hi>red</hi><ept i="1">&lt;/b></ept> car.</seg></tuv>
    <tuv xml:lang="es"><seg>Un coche rojo.</seg></tuv><tuv lang="fr"><seg>Une voiture rouge.</seg></tuv></tu>
    </body></tmx>"""
    (first, second), failures = read(data)
    assert failures == []
    assert (first.source, first.target, first.languages) == ("A red car.", "Un coche rojo.", ("en-US", "es"))
    assert second.languages == ("en-US", "fr")


def document(*units: str, head: str = 'srclang="en"', root: str = "tmx") -> bytes:
    return f"<{root}><header {head}/><body>{''.join(units)}</body></tmx>".encode()


def unit(source: str, target: str, spoken: str = "en-US", language: str = "es", more: str = "") -> str:
    return (
        f'<tu {more}><tuv xml:lang="{spoken}"><seg>{source}</seg></tuv>\n'
        f'<tuv xml:lang="{language}"><seg>{target}</seg></tuv></tu>\n'
    )


@pytest.mark.parametrize(
    "data",
    [
        document(unit("A car.", "Un coche.")),
        document(unit("A car.", "Un coche.", spoken="EN_us", more='srclang="EN"')),
        document(unit("A car.", "Un coche."), head='srclang="*all*"'),
        document(unit("A car.", "Un coche."), head=""),
        document(unit("A car.", "Un coche."), root='tmx xmlns="http://www.lisa.org/tmx14"'),
        document(unit("A <!-- red -->car<?mark?>.", 'Un <ph x="1">&lt;br/></ph>coche.')),
        document(unit("A car.", "Un coche.")).decode().encode("utf-16"),
    ],
)
def test_what_tools_differ_in_makes_no_difference(data: bytes) -> None:
    assert read(data) == ([TranslationUnit("A car.", "Un coche.", ("en-US", "es"))], [])


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (unit("a", "b", language="e$"), "x.tmx:3: “e\\$” is not a language tag. Write"),
        (unit("a", "b", spoken="fr"), "x.tmx:3: a unit has no sentence in en, its source language."),
        (unit("a", " "), "x.tmx:3: a unit has no translation."),
        ("<tu/>", "x.tmx:3: a unit has no sentence"),
    ],
)
def test_a_bad_unit_is_told_with_its_line_and_stops_no_other(bad: str, says: str) -> None:
    units, failures = read(document(unit("A", "B"), bad, unit("C", "D")), where="x.tmx")
    assert [one.source for one in units] == ["A", "C"]
    assert re.match(says, str(*failures))


def test_what_an_entity_stands_for_is_not_read() -> None:
    data = b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "ha">]>' + document(unit("A &a;&b;", "B"))
    ((one,), _) = read(data)
    assert one.source == "A &a;&b;"
    laughs = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    with pytest.raises(SyndicateError, match="not well-formed"):
        read(f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{laughs}]>'.encode() + document(unit("A &a11;", "B")))


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"<tmx><body>", "not well-formed"), (b"<book/>", "no TMX, but <book>"), (b"", "not well-formed")],
)
def test_what_is_no_tmx_is_told(data: bytes, says: str) -> None:
    with pytest.raises(SyndicateError, match=says):
        read(data, where="x.tmx")


@pytest.mark.parametrize(
    ("direction", "tags"),
    [
        ("en-es", ("en", "es")),
        ("uz-Cyrl-en", ("uz-Cyrl", "en")),
        ("en-pt-BR", ("en", "pt-BR")),
        ("en-zh-Hant", ("en", "zh-Hant")),
    ],
)
def test_a_direction_is_two_tags(direction: str, tags: tuple[str, str]) -> None:
    assert _tags(direction) == tags
