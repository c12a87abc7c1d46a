"""Sections of an article, and the channel of one section: its folder, address and name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from syndicate.languages import primary
from syndicate.model import UND, Edition, LanguageTag, Origin
from syndicate.writers import Channel
from syndicate.writers._text import one_line

ALL = "*"
"""Stands for every section in `[publish] section_feeds`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section or tag as an edition carries it."""

    id: str
    """The same in every language, for ever."""
    label: str
    """What it is called in `language`."""
    language: LanguageTag | None
    """The edition's, where its label is known there; else the source's."""

    def spoken(self, language: LanguageTag) -> bool:
        """Whether its label is in *language*."""
        return self.language is not None and primary(self.language) == primary(language)


def sections_of(edition: Edition, channel: Channel) -> tuple[Section, ...]:
    """Return the sections of *edition*, each id once, in the order of the source."""
    own = edition.language if edition.origin is Origin.ORIGINAL else edition.article.language
    found: dict[str, Section] = {}
    for label in filter(None, map(one_line, edition.article.sections)):
        section = channel.table.id_of(label, own)
        said = label if primary(own) == primary(edition.language) else channel.table.label(section, edition.language)
        spoken = edition.language if said else own if own != UND else None
        found.setdefault(section, Section(section, said or label, spoken))
    return tuple(found.values())


def section_channels(channel: Channel) -> Iterator[Channel]:
    """Give a channel for each section of *channel* that has feeds of its own, by the settings.

    A section that is named has them in every language, empty or not; of all (`*`) those that have an article.
    """
    wanted = channel.settings.section_feeds
    if not wanted:
        return
    parts = channel.editions.divided(lambda edition: {section.id for section in sections_of(edition, channel)})
    for name in sorted(parts.keys() | set(wanted) - {ALL} if ALL in wanted else wanted):
        editions = parts.get(name) or channel.editions.none()
        label = channel.table.label(name, channel.language) or _label(name, editions, channel)
        yield replace(channel, editions=editions, withdrawn=editions.none(), section=name, label=label)


def _label(section: str, editions: Sequence[Edition], channel: Channel) -> str:
    """Return the label that an edition's source has for *section*; the id where none has."""
    labels = (one.label for edition in editions for one in sections_of(edition, channel) if one.id == section)
    return next(labels, section)


def folder(channel: Channel) -> str:
    """Return the folder of *channel* within the site, without a slash at its end."""
    return f"{channel.language}/sections/{channel.section}" if channel.section else str(channel.language)


def home(channel: Channel) -> str:
    """Return the absolute address of the page of *channel*."""
    return f"{channel.settings.base}{folder(channel)}/"


def scheme(channel: Channel) -> str:
    """Return the scheme of the ids of sections: the site's own (RFC 4151)."""
    return f"tag:{channel.settings.authority},{channel.settings.date}:sections"
