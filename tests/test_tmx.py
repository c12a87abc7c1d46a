import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import tmx
from syndicate.errors import SyndicateError
from syndicate.languages import language_tag
from syndicate.state.migration import _tags
from syndicate.tmx import TranslationUnit

TAGS = [language_tag(tag) for tag in ("en", "es", "uz-Cyrl", "pt-BR", "zh-Hant")]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1)
LANGUAGES = st.permutations(TAGS).map(lambda tags: (tags[0], tags[1]))
UNITS = st.builds(TranslationUnit, TEXT, TEXT, LANGUAGES, TEXT)


@given(st.lists(UNITS, max_size=5))
def test_what_is_written_is_read(units: list[TranslationUnit]) -> None:
    assert tmx.read(tmx.write(units)) == units


def test_others_tmx() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/><body>
    <tu><tuv xml:lang="en-US"><seg>A <bpt i="1">&lt;b></bpt><hi>red</hi><ept i="1">&lt;/b></ept> car.</seg></tuv>
    <tuv xml:lang="es"><seg>Un coche rojo.</seg></tuv><tuv lang="fr"><seg>Une voiture rouge.</seg></tuv></tu>
    </body></tmx>"""
    first, second = tmx.read(data)
    assert (first.source, first.target, first.languages) == ("A red car.", "Un coche rojo.", ("en-US", "es"))
    assert second.languages == ("en-US", "fr")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<tmx><body>", "not well-formed"),
        (b"<book/>", "no TMX, but <book>"),
        (b'<tmx><body><tu><tuv xml:lang="e$"><seg>a</seg></tuv></tu></body></tmx>', "is not a language tag"),
    ],
)
def test_what_is_no_tmx_is_told(data: bytes, says: str) -> None:
    with pytest.raises(SyndicateError, match=says):
        tmx.read(data, where="x.tmx")


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
