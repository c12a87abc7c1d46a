"""What must be done again, and why: pure comparison of what is with what was when each edition was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial

from syndicate.editions import Ways
from syndicate.glossary.entries import Glossary
from syndicate.model import UND, Article, LanguageTag
from syndicate.runs.world import World, route_digest
from syndicate.state.articles import Preparation
from syndicate.state.looked import Place
from syndicate.state.todo import Task

TRIES = 3
"""Runs that ask for a sentence which no engine answers; then it rests until something moves or somebody asks."""


def edition_digest(preparation: Preparation, target: LanguageTag, ways: Ways, world: World) -> str:
    """Return what decides an edition, in three parts with stops between: its sentences, the way, the gate."""
    if not preparation.tongues:
        return ""
    return preparation.prepared + _way(preparation.tongues, target, ways, world)


def _way(tongues: tuple[LanguageTag, ...], target: LanguageTag, ways: Ways, world: World) -> str:
    """Return the parts of an edition's digest that all articles in the same languages share."""
    own, *spoken = tongues
    routes, problem = ways.find(own, spoken, target)
    return f".{route_digest(routes, str(problem or ''))}.{world.gate}"


def made_as(before: str | None, now: str) -> bool:
    """Whether an edition of the digest *before* was made as it would be *now*; each `!` is a try without an answer."""
    return before is not None and before.rstrip("!") == now


def tasks(
    places: Iterable[tuple[Place, Preparation | None, Mapping[str, str]]],
    to: Sequence[LanguageTag],
    world: World,
    ways: Ways,
    meeting: AbstractSet[str],
    corrected: AbstractSet[tuple[str, str]],
    retry: bool = False,
) -> Iterator[Task]:
    """Give what must be done again, in the order of *places*.

    Args:
        places: every article there is, with how it was prepared, and the digests of its editions by language.
        to: the languages wanted.
        world: what is now.
        ways: the engines that are now.
        meeting: ids of the articles that met, or could meet, an edited glossary entry.
        corrected: editions in which a sentence was corrected, or a correction taken back, since they were made.
        retry: whether what no engine answers is asked for again, however often it was.
    """
    way = cache(partial(_way, ways=ways, world=world))
    for place, known, editions in places:
        if known is None:
            yield Task(place, "it is new", {})
        elif known.digest != place.digest:
            yield Task(place, "its source changed", {})
        elif known.how != world.how:
            yield Task(place, "the program or a setting changed", {})
        else:
            why = "an edited glossary entry may stand in it" if place.id in meeting else ""
            stale: dict[LanguageTag, str] = {}
            for target in to:
                before = editions.get(target)
                now = known.prepared + way(known.tongues, target) if known.tongues else ""
                if not made_as(before, now):
                    stale[target] = _why(before, now)
                elif before != now and (retry or not (before or "").endswith("!" * TRIES)):
                    stale[target] = "an engine gave nothing for a sentence of it"
                elif (place.id, target) in corrected:
                    stale[target] = "a sentence of it was corrected"
            if why or stale:
                yield Task(place, why, stale)


def _why(before: str | None, now: str) -> str:
    """Say which part of an edition's digest moved."""
    if before is None:
        return "it was not made yet"
    if not before:
        return "it failed the last time"
    parts = (
        "its sentences or names changed",
        "an engine, a model or the way to the language changed",
        "the gate or the program changed",
    )
    old, new = before.rstrip("!").split("."), now.split(".")
    return next((text for text, one, other in zip(parts, old, new, strict=False) if one != other), parts[2])


def edited_entries(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """Return the ids of the entries that changed or went, and of those that changed or are new.

    Args:
        before: digests of the entries of the last run, by id.
        now: those of this run.
    """
    gone = {one for one, each in before.items() if now.get(one) != each}
    return gone, [one for one, each in now.items() if before.get(one) != each]


def could_meet(articles: Iterable[Article], edited: Glossary) -> set[str]:
    """Return the ids of the *articles* in which a name of *edited* stands, or a word one letter from it."""
    from syndicate.glossary.match import Matcher

    matchers: dict[LanguageTag, Matcher] = {}
    found: set[str] = set()
    for article in articles:
        texts: dict[LanguageTag, list[str]] = {}
        for unit in article.units:
            texts.setdefault(unit.language or article.language, []).append(unit.text)
        for tag in sorted(texts.keys() - {UND}):
            if tag not in matchers:
                matchers[tag] = Matcher(edited, tag)
            here = matchers[tag].find_article(texts[tag])
            if any(one.mentions or one.ambiguities for one in here) or any(map(matchers[tag].near_misses, texts[tag])):
                found.add(article.id)
                break
    return found
