"""Writers: one format, one file. A writer turns editions of one language into the bytes of files.

To add one, write `writers/<format>.py` with a function `write(channel) -> Iterator[File]`. It is
found by its file name. What the site has once, over all languages, a second and optional function
`site(channels) -> Iterator[File]` gives. Both are pure: no clock, no disk, no version of ours.
A writer whose files each lean on a stretch of the channel gives them one by one in `pieces(channel)`
(see `sitemap.py`), or those of a feed document in `part(channel, document)`, those of an entry alone in
`single(channel, entry)`, and of one that is withdrawn and gone in `gone(channel, edition)` (see `page.py`):
those that lean on nothing that changed are not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from syndicate.catalogue import Shelf, Sibling
from syndicate.config import PublishSettings
from syndicate.model import Edition, LanguageTag
from syndicate.sections import Sections


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site."""

    path: str
    """Relative to the site's root, with `/`."""
    data: bytes
    """Its bytes."""


def _as_it_is(edition: Edition) -> Edition:
    return edition


@dataclass(frozen=True, slots=True)
class Channel:
    """One language of the site, and what its files must know of the others."""

    language: LanguageTag
    """The channel's language."""
    editions: Shelf
    """Newest first; only what the gate let through. Of each only its outline is sure: ids, dates, sections, and the
    units that give title and summary; `load` gives the rest."""
    siblings: Mapping[str, Sequence[Sibling]]
    """For each article id every published edition, the channel's own among them, by language."""
    languages: Sequence[LanguageTag]
    """All languages of the site, sorted."""
    settings: PublishSettings
    """The `[publish]` table."""
    withdrawn: Shelf
    """Editions that are gone because their source withdrew them, the last first: only that is said of them."""
    table: Sections = field(default_factory=Sections)
    """What sections are called in each language."""
    section: str = ""
    """Id of the section, where the channel is one section's; else empty."""
    label: str = ""
    """What that section is called in the channel's language."""
    load: Callable[[Edition], Edition] = _as_it_is
    """Gives an edition whole, of which there may be only the outline here."""


class Writer(Protocol):
    """What a writer's module offers."""

    def write(self, channel: Channel) -> Iterator[File]:
        """Give the files of *channel* in this format."""
        ...
