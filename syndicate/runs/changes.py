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
_NAMED = 3
"""Glossary entries that are named as a reason."""


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
    meeting: Mapping[str, str],
    corrected: AbstractSet[tuple[str, str]],
    retry: bool = False,
) -> Iterator[Task]:
    """Give what must be done again, in the order of *places*.

    Args:
        places: every article there is, with how it was prepared, and the digests of its editions by language.
        to: the languages wanted.
        world: what is now.
        ways: the engines that are now.
        meeting: for the articles that met, or could meet, an edited glossary entry, what is to be said of that.
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
            yield Task(place, _moved(known.how, world.how, _HOW), {})
        else:
            why = meeting.get(place.id, "")
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
    return _moved(before.rstrip("!"), now, _EDITION)


def site_why(before: str, now: str) -> str:
    """Say why a site is built again although what is out is what it was; empty where what is out moved.

    Args:
        before: `World.site` of the last build, a stop, and the revision of what was out; empty where there was none.
        now: those of this run.
    """
    return _moved(before, now, _SITE) if before else ""


def _moved(before: str, now: str, parts: Sequence[str]) -> str:
    """Return what is said of the first part, between stops, in which *before* and *now* differ."""
    pairs = zip(parts, before.split("."), now.split("."), strict=False)
    return next((text for text, one, other in pairs if one != other), parts[-1])


_HOW = ("the program changed", "the language said with --from changed")
_EDITION = (
    "its sentences or names changed",
    "an engine, a model or the way to the language changed",
    "the rules of the gate changed",
)
_SITE = (
    "the program changed",
    "a setting of [publish], the languages or the folder changed",
    "a template or the table of sections changed",
    "",
    "files of it are missing",
)


def edited_entries(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return what became of each entry that was edited, by id: `changed`, `is new` or `is gone`.

    Args:
        before: digests of the entries of the last run, by id.
        now: those of this run.
    """
    moved = sorted(one for one in before.keys() | now.keys() if before.get(one) != now.get(one))
    return {one: "is gone" if one not in now else "is new" if one not in before else "changed" for one in moved}


def names_why(entries: Iterable[str], edited: Mapping[str, str]) -> str:
    """Say what became of the *entries* that an article met.

    >>> names_why(["osh"], {"osh": "changed"})
    'of the names, osh changed'
    """
    told = [f"{one} {edited[one]}" for one in sorted(entries)]
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return f"of the names, {', '.join(told[:_NAMED])}{more}"


def could_meet(articles: Iterable[Article], edited: Glossary) -> dict[str, set[str]]:
    """Return by id the *articles* in which a name of *edited* stands, or a word one letter from it: whose names."""
    from syndicate.glossary.match import Matcher

    matchers: dict[LanguageTag, Matcher] = {}
    found: dict[str, set[str]] = {}
    for article in articles:
        texts: dict[LanguageTag, list[str]] = {}
        for unit in article.units:
            texts.setdefault(unit.language or article.language, []).append(unit.text)
        for tag in sorted(texts.keys() - {UND}):
            if tag not in matchers:
                matchers[tag] = Matcher(edited, tag)
            here = matchers[tag].find_article(texts[tag])
            names = {one.entry.id for each in here for one in each.mentions}
            names |= {one.id for each in here for unclear in each.ambiguities for one in unclear.entries}
            names |= {one.entry.id for text in texts[tag] for one in matchers[tag].near_misses(text)}
            if names:
                found.setdefault(article.id, set()).update(names)
    return found
