"""Which entries stand in a language's feed, and which in its archives (RFC 5005, by the calendar).

All formats are cut at the same entry, so a reader that changes format misses and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from syndicate.catalogue import Shelf
from syndicate.markup import quoted
from syndicate.writers import Channel
from syndicate.writers._entry import Entry, entry_of
from syndicate.writers._sections import home
from syndicate.writers._stretches import stretches
from syndicate.writers._text import one_line
from syndicate.writers._xml import Element, add

FEED = "feed"
"""Name of the document that is no archive."""

_HEAD = 4_000
"""Bytes a document's head takes at most, with room to spare."""
_ENTRY = 2_500
"""Bytes the fixed parts of an entry take at most: element names, identifier, dates, own links."""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed document: the feed itself, or one of its archives."""

    name: str
    """Path below the language, without ending: `feed`, `archives/2022-09`; see `_stretches`."""
    entries: tuple[Entry, ...]
    """Newest first."""
    previous: str
    """Name of the archive with the next older entries; empty where there is none."""
    newer: str
    """Name of the archive with the next newer entries; empty where the feed itself is newer, and for the feed."""
    fresh: tuple[Entry, ...]
    """Those of `entries` that no newer document has; over all documents, every entry once."""

    @property
    def archived(self) -> bool:
        """Whether it is an archive."""
        return self.name != FEED


@dataclass(frozen=True, slots=True)
class Plan:
    """A document before its entries are rendered."""

    name: str
    """As `Document.name`."""
    editions: Shelf
    """Of its entries, newest first."""
    previous: str
    """As `Document.previous`."""
    newer: str
    """As `Document.newer`."""
    doubled: frozenset[str]
    """Ids of the articles among them that the feed itself has too; none for the feed."""
    rendered: dict[int, Entry] = field(default_factory=dict)
    """Those of its entries that somebody has asked for, by position: none is rendered twice."""

    def entry(self, position: int, channel: Channel) -> Entry:
        """Render one of its entries for *channel*."""
        if position not in self.rendered:
            self.rendered[position] = entry_of(self.editions[position], channel)
        return self.rendered[position]

    def document(self, channel: Channel) -> Document:
        """Render it for *channel*."""
        entries = tuple(self.entry(position, channel) for position in range(len(self.editions)))
        fresh = tuple(entry for entry in entries if entry.edition.article.id not in self.doubled)
        return Document(self.name, entries, self.previous, self.newer, fresh)


def documents(channel: Channel) -> Iterator[Document]:
    """Give the feed of *channel*, then its archives, newest first."""
    return (plan.document(channel) for plan in plans(channel))


def most(channel: Channel) -> int:
    """Return how many entries a document of *channel* has at most."""
    return max(channel.settings.entries, 1)


def plans(channel: Channel, room: int | None = None) -> Iterator[Plan]:
    """Give what stands in the feed of *channel*, then in each of its archives, newest first.

    The feed takes entries up to the caps of the settings, and the newest one whatever its size. A stretch of the
    calendar of which anything is left over is archived whole: what is archived once does not move again.

    Args:
        channel: its editions and settings.
        room: entries that the feed has room for, where that is known; else they are rendered and weighed.
    """
    weighed = _capped(channel) if room is None else ()
    left, editions = len(weighed) if room is None else room, channel.editions
    cut = stretches(editions.days(), most(channel))
    archives = [(f"archives/{one.name}", one.start, one.stop) for one in cut if one.stop > left]
    names = [*(name for name, _, _ in archives), ""]
    yield Plan(FEED, editions[:left], names[0], "", frozenset(), dict(enumerate(weighed)))
    newer = ["", *names]
    for (name, start, stop), previous, following in zip(archives, names[1:], newer[: len(archives)], strict=True):
        doubled = frozenset(editions[start : max(start, min(stop, left))].articles())
        yield Plan(name, editions[start:stop], previous, following, doubled)


def _capped(channel: Channel) -> tuple[Entry, ...]:
    """Return the entries that the feed has room for."""
    room = channel.settings.size - _HEAD
    found: list[Entry] = []
    for edition in channel.editions[: most(channel)]:
        entry = entry_of(edition, channel)
        room -= _weight(entry)
        if room < 0 and found:
            break
        found.append(entry)
    return tuple(found)


def _weight(entry: Entry) -> int:
    """Return the bytes that *entry* takes at most, in any of the formats."""
    texts = (entry.content, entry.title, quoted(entry.summary), entry.author, entry.rights, entry.link)
    links = sum(2 * len(address) + 150 for _, address in entry.siblings)
    named = sum(300 + 2 * len(quoted(section.label).encode()) for section in entry.sections)
    media = sum(3 * len(quoted(one.url)) + 300 + 3 * len(one_line(one.media.credit).encode()) for one in entry.attached)
    return _ENTRY + sum(len(quoted(text).encode()) for text in texts) + links + media + named


def add_links(feed: Element, name: str, part: Document, channel: Channel, ending: str) -> None:
    """Add to *feed* the links from *part* to itself and to the documents around it, or to the hub (RFC 5005, WebSub).

    Args:
        feed: the element of the feed or channel.
        name: of a link's element, Atom's in both formats.
        part: the document.
        channel: it is one of.
        ending: of the format's files, `atom` or `rss`.
    """
    front, kind = home(channel), f"application/{ending}+xml"
    add(feed, name, rel="self", type=kind, href=f"{front}{part.name}.{ending}")
    if part.archived:
        add(feed, name, rel="current", type=kind, href=f"{front}feed.{ending}")
        if part.newer:
            add(feed, name, rel="next-archive", type=kind, href=f"{front}{part.newer}.{ending}")
        add(feed, "fh:archive")
    elif channel.settings.hub:
        add(feed, name, rel="hub", href=channel.settings.hub)
    if part.previous:
        add(feed, name, rel="prev-archive", type=kind, href=f"{front}{part.previous}.{ending}")
