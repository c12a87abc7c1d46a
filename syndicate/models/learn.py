"""A shortlist for a model, learned from text in its source language that the model translates itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from syndicate.engines import EngineSettings
from syndicate.engines.argos import open_engine
from syndicate.engines.argos.package import Package, vocabulary_of
from syndicate.engines.argos.shortlist import Shortlist, learned
from syndicate.engines.argos.tokenizer import open_tokenizer
from syndicate.errors import ModelError
from syndicate.model import Direction, LanguageTag, Protected, Segment, Unit, UnitKind
from syndicate.models.download import Progress
from syndicate.models.measure import lines_of
from syndicate.segment import segments

_PORTION = 1_000
"""Sentences translated before progress is told."""
_BEAM = 1
"""Enough to see what pieces become, and a third of the time."""


def sentences(path: Path, language: LanguageTag, held_out: Iterable[str]) -> tuple[list[str], int]:
    """Return the sentences of the text file *path*, none twice, and how many were left out as they are *held_out*.

    Of a line with tabs only what stands before the first is read, so that text with its translation may be given.

    Raises:
        ModelError: it cannot be read, or no sentence is left.
    """

    def cut(lines: Iterable[str]) -> dict[str, None]:
        units = (Unit(UnitKind.PARAGRAPH, line) for line in lines)
        return dict.fromkeys(each.text for unit in units for each in segments(unit, 0, language))

    found = cut(line.split("\t")[0] for line in lines_of(path))
    # A sentence that stands in both would be measured with what was learned from it.
    both = cut(held_out).keys() & found.keys()
    left = [text for text in found if text not in both]
    if not left:
        raise ModelError(
            "it has no sentence to learn from that is not held out too.",
            where=str(path),
            advice="Give text such as you translate, 20,000 sentences or more, and other text than is held out.",
        )
    return left, len(both)


def learn(direction: Direction, texts: Sequence[str], settings: EngineSettings, progress: Progress) -> Shortlist:
    """Return the shortlist that the translations of *texts* by the Argos package for *direction* teach.

    Raises:
        SyndicateError: there is no whole package, it has several targets, or it failed.
    """
    engine = open_engine(replace(settings, beam=_BEAM, fastest=False, omissions=False))
    found: list[tuple[str, str]] = []
    try:
        package = engine.package(direction)
        if package.prefix:
            # CTranslate2 (4.8) mixes up the pieces of a prefix where one shortlisted batch follows another.
            raise ModelError(
                "a model of several targets cannot have a shortlist.",
                where=str(package.folder),
                advice="Measure it without --learn.",
            )
        for start in range(0, len(texts), _PORTION):
            progress(start, len(texts))
            portion = texts[start : start + _PORTION]
            batch = [Protected(text, (), (), Segment(0, 0, 0, text, direction.source)) for text in portion]
            answers = zip(portion, engine.translate(direction, batch), strict=True)
            found += [(text, each.text) for text, each in answers if each.text]
        progress(len(texts), len(texts))
    finally:
        engine.close()
    tokenizer = open_tokenizer(package.tokenizer, package.codes)
    return learned(
        ((tokenizer.encode(here)[0], tokenizer.encode(there)[0]) for here, there in found),
        vocabulary_of(package, "target"),
    )


def covered(package: Package, shortlist: Shortlist, texts: Sequence[str]) -> int:
    """Return how many of *texts* the *shortlist* of *package* covers."""
    tokenizer = open_tokenizer(package.tokenizer, package.codes)
    return sum(shortlist.covers(tokenizer.encode(text)[0]) for text in texts)
