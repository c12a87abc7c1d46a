"""Which files are made together, and the digest of all that decides them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import ModuleType

from syndicate import registry
from syndicate.built import Group, Made
from syndicate.catalogue import Shelf
from syndicate.writers import Channel, File
from syndicate.writers._archive import FEED, Plan, most, plans
from syndicate.writers._sections import folder, section_channels

_LIBRARIES = ("Babel", "Jinja2", "lxml", "msgspec", "nh3")
"""Whose answers stand in the files."""


def groups_of(channels: Sequence[Channel], fixed: str, before: Mapping[str, Made]) -> Iterator[Group]:
    """Give all files of the site, by groups: a document in its formats, and what each of its entries has alone.

    Args:
        channels: of all languages.
        fixed: digest of what decides every file: program, settings, templates.
        before: the groups of the last build.
    """
    writers = [registry.load("writers", name) for name in registry.names("writers")]
    whole = [writer for writer in writers if not any(hasattr(writer, part) for part in ("part", "single", "pieces"))]
    everything = []
    for channel in channels:
        everywhere = digest(fixed, channel.languages)
        sections = list(section_channels(channel))
        # The list of a language's articles is made with its feed, and the feed tells of what is gone.
        beside = digest_of(digest([(each.section, each.label) for each in sections]), _said(channel.withdrawn))
        documents = []
        for one in (channel, *sections):
            weighed = digest_of(everywhere, _said(one.editions[: most(one)]))
            for plan in plans(one, _room(weighed, before.get(f"{folder(one)}/{FEED}"))):
                around = beside if plan.name == FEED and not one.section else ""
                own, *alone = _planned(one, plan, everywhere, around, writers)
                documents.append(own.digest)
                yield replace(own, room=_noted(weighed, str(len(plan.editions)))) if plan.name == FEED else own
                yield from alone
        # Over its documents all that a channel has is said.
        everything.append(digest(everywhere, documents))
        for position, (article, line) in enumerate(channel.withdrawn.lines()):
            made = partial(_gone, _those(writers, "gone"), channel, position)
            yield Group(f"{channel.language}/articles/{article}", digest(everywhere, "gone", line), made)
        for writer in _those(writers, "pieces"):
            for name, stretch, make in writer.pieces(channel):
                yield Group(f"{channel.language}/{name}", digest_of(digest(everywhere, name), _said(stretch)), make)
        make = partial(_chained, [partial(writer.write, channel) for writer in whole])
        yield Group(f"{channel.language}/*", digest(everything[-1], "*"), make)
    sites = [partial(writer.site, channels) for writer in _those(writers, "site")]
    yield Group("*", digest("*", fixed, everything), partial(_chained, sites))


def _those(writers: Sequence[ModuleType], function: str) -> list[ModuleType]:
    """Return those of *writers* that have a function of this name."""
    return [writer for writer in writers if hasattr(writer, function)]


def _room(weighed: str, feed: Made | None) -> int | None:
    """Return for how many entries a *feed* had room, where the last build *weighed* the same."""
    noted = feed.room if feed else ""
    room = noted.partition(" ")[0]
    return int(room) if noted == _noted(weighed, room) else None


def _noted(weighed: str, room: str) -> str:
    """Return what the record keeps of a feed's *room*; a number that somebody wrote there himself fits no digest."""
    return f"{room} {digest(weighed, room)}"


def _planned(
    channel: Channel, plan: Plan, everywhere: str, around: str, writers: Sequence[ModuleType]
) -> Iterator[Group]:
    """Give the files of a document, then those of each of its entries that no newer one has: they are rendered once."""
    lines = list(plan.editions.lines())
    about = digest(everywhere, around, channel.section, channel.label, plan.name, plan.previous, plan.newer)
    name = f"{folder(channel)}/{plan.name}"
    made = partial(_parts, _those(writers, "part"), channel, plan)
    yield Group(name, digest_of(about, (line for _, line in lines)), made)
    single = _those(writers, "single")
    for position, (article, line) in enumerate(lines) if not channel.section else ():
        if article not in plan.doubled:
            made = partial(_singles, single, channel, plan, position)
            yield Group(f"{folder(channel)}/articles/{article}", digest(everywhere, line), made)


def _said(shelf: Shelf) -> Iterator[str]:
    return (line for _, line in shelf.lines())


def digest_of(about: str, lines: Iterable[str]) -> str:
    """Return 32 hex digits over *about* and *lines*, of which there may be very many."""
    hashed = hashlib.sha256(about.encode())
    for line in lines:
        hashed.update(f"\n{line}".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()[:32]


def digest(*parts: object) -> str:
    """Return 32 hex digits over *parts*, whose `repr` says all of them."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# Not state: the program does not change while it runs.
@cache
def program() -> str:
    """Return the digest of what makes the files: our own code and templates, and the libraries."""
    own = Path(__file__).parent
    globs = ("*.py", "model/*.py", "writers/*.py", "templates/**/*.*")
    places = sorted(chain.from_iterable(own.glob(each) for each in globs))
    loaded = (registry.load("writers", name).__file__ for name in registry.names("writers"))
    places += [Path(each) for each in loaded if each and not Path(each).is_relative_to(own)]
    code = [(place.name, hashlib.sha256(place.read_bytes()).digest()) for place in places]
    return digest(code, [(name, version(name)) for name in _LIBRARIES])


def _parts(writers: Sequence[ModuleType], channel: Channel, plan: Plan) -> Iterator[File]:
    document = plan.document(channel)
    for writer in writers:
        yield from writer.part(channel, document)


def _singles(writers: Sequence[ModuleType], channel: Channel, plan: Plan, position: int) -> Iterator[File]:
    entry = plan.entry(position, channel)
    for writer in writers:
        yield from writer.single(channel, entry)


def _gone(writers: Sequence[ModuleType], channel: Channel, position: int) -> Iterator[File]:
    edition = channel.withdrawn[position]
    for writer in writers:
        yield from writer.gone(channel, edition)


def _chained(makers: Sequence[partial[Iterator[File]]]) -> Iterator[File]:
    return chain.from_iterable(make() for make in makers)
