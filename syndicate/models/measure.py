"""How good and how fast a model is at each width of its beam, with a shortlist and without, on held-out text."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from syndicate.engines import EngineSettings
from syndicate.engines.argos import Argos
from syndicate.engines.argos.beam import Way
from syndicate.engines.argos.shortlist import Shortlist
from syndicate.errors import ModelError
from syndicate.model import Direction, Protected, Segment

BEAMS = (1, 2)
"""Widths that are compared with the one configured."""
FEWEST = 100
"""Pairs of sentences below which a difference of 0.3 chrF says nothing."""
_ORDER, _BETA = 6, 2.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way gave."""

    way: Way
    """How it was decoded."""
    chrf: float
    """chrF of all sentences, 0 to 100."""
    rate: float
    """Sentences a second."""


def held_out(source: Path, target: Path | None = None) -> list[tuple[str, str]]:
    """Return the pairs of sentences in *source*, tabs between them, or line by line in *source* and *target*.

    Raises:
        ModelError: a file cannot be read, a line has no tab, the two do not match, or there are too few pairs.
    """
    lines = lines_of(source)
    if target is None:
        for number, line in enumerate(lines, 1):
            if line.strip() and "\t" not in line:
                raise ModelError(
                    "the line has no tab.",
                    where=f"{source}:{number}",
                    advice="Write source, tab, translation; or give two files that match line by line.",
                )
        pairs = [(row[0], row[1]) for line in lines if line.strip() for row in [line.split("\t")]]
    else:
        others = lines_of(target)
        if len(lines) != len(others):
            raise ModelError(
                f"it has {len(others)} lines, and {source} has {len(lines)}.",
                where=str(target),
                advice="Line by line, the second is the translation of the first.",
            )
        pairs = list(zip(lines, others, strict=True))
    pairs = [(here.strip(), there.strip()) for here, there in pairs if here.strip() and there.strip()]
    if len(pairs) < FEWEST:
        raise ModelError(
            f"{len(pairs)} pairs of sentences are too few to tell beams apart.",
            where=str(source),
            advice=f"Give {FEWEST} or more; a thousand are better.",
        )
    return pairs


def measure(
    direction: Direction,
    pairs: Sequence[tuple[str, str]],
    settings: EngineSettings,
    shortlist: Shortlist | None = None,
) -> Iterator[Measured]:
    """Yield what the Argos package for *direction* gives at each beam, the widest, `settings.beam`, first.

    Where there is a *shortlist*, each beam is measured with it too.

    Raises:
        SyndicateError: there is no whole package, or it failed.
    """
    batch = [Protected(text, (), (), Segment(0, 0, 0, text, direction.source)) for text, _ in pairs]
    beams = sorted({settings.beam, *(each for each in BEAMS if each < settings.beam)}, reverse=True)
    for way in [Way(beam, short) for beam in beams for short in ((False, True) if shortlist else (False,))]:
        engine = Argos(
            replace(settings, beam=way.beam, fastest=False, omissions=False), shortlist if way.short else None
        )
        try:
            engine.abilities(direction)  # loading is not counted
            start = time.perf_counter()
            texts = [each.text for each in engine.translate(direction, batch)]
            rate = len(pairs) / (time.perf_counter() - start)
        finally:
            engine.close()
        yield Measured(way, chrf(texts, [target for _, target in pairs]), rate)


def chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    """Return the chrF (Popović 2015; six letters, recall counts twice) of *texts*, all together: 0 to 100."""
    same, here, there = Counter[int](), Counter[int](), Counter[int]()
    for text, reference in zip(texts, references, strict=True):
        left, right = "".join(text.split()), "".join(reference.split())
        for order in range(1, _ORDER + 1):
            ours, theirs = _grams(left, order), _grams(right, order)
            here[order] += ours.total()
            there[order] += theirs.total()
            same[order] += (ours & theirs).total()
    orders = [order for order in range(1, _ORDER + 1) if here[order] and there[order]]
    if not orders:
        return 0.0
    precision = sum(same[order] / here[order] for order in orders) / len(orders)
    recall = sum(same[order] / there[order] for order in orders) / len(orders)
    weight = _BETA**2 * precision + recall
    return 100 * (1 + _BETA**2) * precision * recall / weight if weight else 0.0


def _grams(text: str, order: int) -> Counter[str]:
    return Counter(text[start : start + order] for start in range(len(text) - order + 1))


def lines_of(path: Path) -> list[str]:
    """Return the lines of the text file *path*.

    Raises:
        ModelError: it cannot be read as UTF-8.
    """
    try:
        return path.read_text("utf-8").removesuffix("\n").split("\n")
    except OSError as error:
        message = f"it cannot be read: {error.strerror}."
        raise ModelError(message, where=str(path), advice="Look at the path.") from error
    except UnicodeDecodeError as error:
        raise ModelError("it cannot be read as UTF-8 text.", where=str(path), advice="Give a text file.") from error
