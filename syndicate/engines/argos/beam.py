"""How wide a model has to search: measured once on held-out text (`syndicate models measure`), kept with the package.

The answer lies beside the package's metadata, so that it goes where the package goes, and away with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from syndicate.engines._whole import write_whole
from syndicate.engines.argos.package import Package
from syndicate.engines.argos.translator import DECODING
from syndicate.errors import ModelError

COST = 0.3
"""Points of chrF on held-out text that a narrower beam may cost."""
_FILE = "beam.json"


def narrowest(scores: Mapping[int, float], cost: float = COST) -> int:
    """Return the narrowest beam whose score is at most *cost* below that of the widest.

    Args:
        scores: chrF for each beam that was measured.
        cost: points it may cost.

    >>> narrowest({4: 51.0, 2: 50.8, 1: 50.6})
    2
    """
    return min(beam for beam, score in scores.items() if score >= scores[max(scores)] - cost)


def place(package: Package) -> Path:
    """Return the file where what was measured of *package* is kept; it may not be there."""
    return package.folder / _FILE


def remember(package: Package, digest: str, scores: Mapping[int, float]) -> None:
    """Keep *scores*, chrF by beam, of the *package* with *digest*.

    Raises:
        ModelError: its folder cannot be written.
    """
    kept = {"digest": digest, "decoding": DECODING, "chrf": {str(beam): scores[beam] for beam in sorted(scores)}}
    try:
        write_whole(place(package), json.dumps(kept, indent=2))
    except OSError as error:
        raise ModelError(
            f"what was measured cannot be kept: {error.strerror}.",
            where=str(place(package)),
            advice="Measure as somebody who may write there.",
        ) from error


def chosen(package: Package, digest: str, beam: int) -> int:
    """Return the beam that was found for the *package* with *digest*, never wider than *beam*.

    It is *beam* itself where nothing was measured, or where another model or another way of decoding was.
    """
    scores = measured(package, digest)
    return min(beam, narrowest(scores)) if scores else beam


def measured(package: Package, digest: str) -> Mapping[int, float]:
    """Return chrF by beam of the *package* with *digest*, decoded as we do; nothing where that was not measured."""
    try:
        kept = json.loads(place(package).read_text("utf-8"))
        if (kept["digest"], kept["decoding"]) != (digest, DECODING):
            return {}
        return {int(width): float(score) for width, score in kept["chrf"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
