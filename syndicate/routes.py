"""Which engines take a pair of languages: directly, or through a pivot.

Fewest hops first; of ways of one length the one whose engines are preferred. The preference is a
table that the configuration can overrule; ours follows published figures (engines of each pair
against FLORES and NTREX), and where there are none, the rule-based engine between close relatives
and the neural one elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syndicate.errors import RouteError
from syndicate.model import Hop, LanguageTag

LONGEST = 3
"""Hops a route may have; each costs quality."""

PREFERENCE: Mapping[str, tuple[str, ...]] = {
    "*": ("firefox", "argos", "apertium", "libretranslate"),
    "ru-uk": ("apertium", "argos"),
    "uk-ru": ("apertium", "argos"),
    "ru-be": ("apertium", "argos"),
    "be-ru": ("apertium", "argos"),
}
"""Engines for a direction, best first; `*` for all others. An engine that is not named comes last, by name."""


def find_route(
    hops: Sequence[Hop],
    source: LanguageTag,
    target: LanguageTag,
    preference: Mapping[str, tuple[str, ...]] = PREFERENCE,
) -> tuple[Hop, ...]:
    """Return the best way from *source* to *target* over *hops*.

    Args:
        hops: every direction of every engine.
        source: language of the text. A tag with script or region matches only itself.
        target: language wanted.
        preference: engines for a direction, best first.

    Raises:
        RouteError: nothing installed leads there.
    """
    ways: list[tuple[Hop, ...]] = [()]
    for _ in range(LONGEST):
        ways = _longer(ways, hops, source)
        there = [way for way in ways if way[-1].direction.target == target]
        if there:
            return min(there, key=lambda way: [_rank(hop, preference) for hop in way])
    raise RouteError(f"no installed engine leads from {source} to {target}.")


def every_route(
    hops: Sequence[Hop],
    source: LanguageTag,
    target: LanguageTag,
    preference: Mapping[str, tuple[str, ...]] = PREFERENCE,
    longest: int = 2,
) -> list[tuple[Hop, ...]]:
    """Return all ways from *source* to *target* of at most *longest* hops, best first; arguments as `find_route`."""
    ways: list[tuple[Hop, ...]] = [()]
    found: list[tuple[Hop, ...]] = []
    for _ in range(longest):
        ways = _longer(ways, hops, source)
        there = [way for way in ways if way[-1].direction.target == target]
        found += sorted(there, key=lambda way: [_rank(hop, preference) for hop in way])
        ways = [way for way in ways if way[-1].direction.target != target]
    return found


def _longer(ways: Sequence[tuple[Hop, ...]], hops: Sequence[Hop], source: LanguageTag) -> list[tuple[Hop, ...]]:
    """Return each of *ways* with one hop more, to a language where it has not been."""
    return [
        (*way, hop)
        for way in ways
        for hop in hops
        if hop.direction.source == (way[-1].direction.target if way else source)
        and hop.direction.target not in {source, *(each.direction.target for each in way)}
    ]


def _rank(hop: Hop, preference: Mapping[str, tuple[str, ...]]) -> tuple[int, str, str, str]:
    """Order hops of one step: preferred engine, then name, pivot and model, so that the choice never wavers."""
    engines = preference.get(str(hop.direction)) or preference.get("*") or ()
    place = engines.index(hop.engine) if hop.engine in engines else len(engines)
    return (place, hop.engine, str(hop.direction), hop.model)
