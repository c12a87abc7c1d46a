"""Whatever an article holds, the site that comes of it keeps every rule: one odd article must not stop the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from newsroom import AR, ES, HANT, NASTY, SETTINGS, article

from syndicate.model import Edition, EditionState, LanguageTag, Media, Origin, Source, Span, SpanKind, Unit, UnitKind
from syndicate.publish import build

TEXTS = st.one_of(
    st.sampled_from(["", " ", "\u00a0", "…", *NASTY.values()]),
    st.text(max_size=20),
    st.text("<>&;='\"/!-[]{}%\\ \n\u200f\u00a0abcژ中\x00\ud800", max_size=20),
)
ADDRESSES = st.one_of(
    TEXTS,
    TEXTS.map("https://e.org/".__add__),
    st.sampled_from(
        ["http://", "https://é.org/ü", "//e.org", "javascript:x", "https://e.org:99999/", "https://[::1]/",
         "tag:e,2020:1",
         "https://u:p@e.org/", "HTTPS://E.ORG", "mailto:a@e.org", "https://e.org/a b?c=%zz#é"]
    ),
)  # fmt: skip
SPANS = st.builds(
    Span,
    st.integers(-1, 12),
    st.integers(-1, 14),
    st.sampled_from(SpanKind),
    st.sampled_from(["a", "strong", "br", "code", "script", "q", "bdo", "img"]),
    st.lists(
        st.tuples(st.sampled_from(["href", "lang", "dir", "onclick", "title", "translate", "x y"]), ADDRESSES),
        max_size=2,
    ).map(tuple),
)
UNITS = st.builds(
    Unit,
    st.sampled_from(UnitKind),
    TEXTS,
    st.lists(SPANS, max_size=3).map(tuple),
    st.sampled_from([None, ES, AR, LanguageTag("en")]),
    st.integers(0, 12),
    st.booleans(),
    st.integers(0, 2),
    st.sampled_from([None, 0, 1, 7]),
)
MEDIA = st.builds(Media, ADDRESSES, st.one_of(st.sampled_from(["image", "audio", "video", "audio/mpeg"]), TEXTS),
                  st.sampled_from([None, 0, 640]), st.none(), TEXTS, st.sampled_from([None, 0, 5]))  # fmt: skip


@st.composite
def editions(draw: st.DrawFn) -> list[Edition]:
    """Two articles, each in some languages, with anything in them."""
    found = []
    for number in (1, 2):
        units = tuple(draw(st.lists(UNITS, max_size=5)))
        own = article(
            number,
            source=Source(
                draw(ADDRESSES), draw(TEXTS), draw(TEXTS), draw(ADDRESSES), draw(st.sampled_from([None, AR]))
            ),
            link=draw(ADDRESSES),
            language=draw(st.sampled_from([ES, LanguageTag("en"), LanguageTag("und")])),
            byline=draw(TEXTS),
            rights=draw(TEXTS),
            sections=tuple(draw(st.lists(TEXTS, max_size=2))),
            media=tuple(draw(st.lists(MEDIA, max_size=2))),
        )
        own = replace(own, units=units)
        for language in draw(st.sets(st.sampled_from([AR, ES, HANT]), min_size=1)):
            found.append(  # noqa: PERF401 - a comprehension that draws would hide it
                Edition(
                    own,
                    language,
                    units,
                    draw(st.sampled_from([EditionState.PUBLISHED, EditionState.NOTED])),
                    draw(st.sampled_from(Origin)),
                    published=own.published,
                    updated=own.published,
                )
            )
    return found


@settings(max_examples=60, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(editions())
def test_anything_can_be_published(made: list[Edition]) -> None:
    with TemporaryDirectory() as folder:
        report = build(made, SETTINGS, Path(folder) / "site")
    assert not report.failures
    assert sum(report.editions.values()) == len(made)
