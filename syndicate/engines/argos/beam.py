"""How a model is fastest: measured once on held-out text (`syndicate models measure`), kept with the package.

What was measured lies beside the package's metadata, so that it goes where the package goes, and away with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from syndicate.engines._whole import digest_of_file, write_whole
from syndicate.engines.argos.package import Package
from syndicate.engines.argos.shortlist import Shortlist
from syndicate.engines.argos.translator import DECODING
from syndicate.errors import ModelError

COST = 0.3
"""Points of chrF on held-out text that a faster way may cost."""
_FILES = ("beam.json", "shortlist.txt")


class Way(NamedTuple):
    """One way to decode."""

    beam: int
    """How wide it searches."""
    short: bool = False
    """Whether it keeps to the shortlist."""


def fastest(scores: Mapping[Way, float], cost: float = COST) -> Way:
    """Return the fastest way whose score is at most *cost* below that of the widest beam without a shortlist.

    A narrower beam is faster than any shortlist; of two ways with the same beam the one with it is.

    Args:
        scores: chrF of each way that was measured.
        cost: points it may cost.

    >>> fastest({Way(4): 51.0, Way(2): 50.8, Way(2, True): 50.7, Way(1): 50.6})
    Way(beam=2, short=True)
    """
    whole = scores[max(way for way in scores if not way.short)]
    return min(
        (way for way, score in scores.items() if score >= whole - cost), key=lambda way: (way.beam, not way.short)
    )


def places(package: Package) -> tuple[Path, Path]:
    """Return the files where what was measured of *package*, and its shortlist, are kept; they may not be there."""
    return package.folder / _FILES[0], package.folder / _FILES[1]


def remember(package: Package, digest: str, scores: Mapping[Way, float], shortlist: Shortlist | None = None) -> None:
    """Keep *scores*, chrF of each way, of the *package* with *digest*, and the *shortlist* they were measured with.

    Raises:
        ModelError: its folder cannot be written.
    """
    measured, listed = places(package)
    plain, short = (
        {str(way.beam): scores[way] for way in sorted(scores) if way.short is kind} for kind in (False, True)
    )
    kept: dict[str, object] = {"digest": digest, "decoding": DECODING, "chrf": plain}
    if shortlist:
        kept["shortlist"] = {"digest": shortlist.digest, "chrf": short}
    try:
        if shortlist:
            write_whole(listed, shortlist.content.decode("utf-8"))
        else:
            listed.unlink(missing_ok=True)  # it would be sent along for nothing
        write_whole(measured, json.dumps(kept, indent=2))
    except OSError as error:
        raise ModelError(
            f"what was measured cannot be kept: {error.strerror}.",
            where=str(measured),
            advice="Measure as somebody who may write there.",
        ) from error


def chosen(package: Package, digest: str, beam: int, cache: Path) -> tuple[int, str]:
    """Return the beam found for the *package* with *digest*, never wider than *beam*, and the digest of its shortlist.

    It is *beam* itself where nothing was measured, or where another model or another way of decoding was. There is no
    shortlist (its digest is empty) where none was worth it, or where the file is another than the one that was
    measured; it is not read to know that, as long as *cache* has its digest.
    """
    plain, short, listed = _kept(package, digest)
    if not plain:
        return beam, ""
    way = fastest({**plain, **short})
    if way.short and way.beam <= beam and listed:
        try:
            if digest_of_file(places(package)[1], cache) == listed:
                return way.beam, listed
        except OSError:
            pass  # It is gone.
    return min(beam, fastest(plain).beam), ""


def measured(package: Package, digest: str) -> bool:
    """Whether the *package* with *digest* was measured, decoded as we do."""
    return bool(_kept(package, digest)[0])


def _kept(package: Package, digest: str) -> tuple[dict[Way, float], dict[Way, float], str]:
    """Return chrF of each way without a shortlist and with one, and that one's digest; nothing of another model."""
    plain: dict[Way, float] = {}
    try:
        kept = json.loads(places(package)[0].read_text("utf-8"))
        if (kept["digest"], kept["decoding"]) != (digest, DECODING):
            return {}, {}, ""
        plain = {Way(int(width)): float(score) for width, score in kept["chrf"].items()}
        listed = kept.get("shortlist") or {"chrf": {}, "digest": ""}
        short = {Way(int(width), True): float(score) for width, score in listed["chrf"].items()}
        return plain, short, str(listed["digest"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return plain, {}, ""  # Nothing was measured, or what was is damaged.
