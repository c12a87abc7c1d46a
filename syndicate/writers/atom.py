"""Atom 1.0 (RFC 4287), the main format: `feed.atom` and its archives."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.model import Edition, LanguageTag
from syndicate.writers import Channel, File
from syndicate.writers._address import feed_address, tag_address, web_address
from syndicate.writers._archive import Document, add_links, documents
from syndicate.writers._dates import rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, feed_updated
from syndicate.writers._sections import folder, home, scheme
from syndicate.writers._text import one_line
from syndicate.writers._titles import channel_title, site_description
from syndicate.writers._words import words
from syndicate.writers._xml import Element, add, add_lines, document, escaped, inside, quoted, root

_HTML = 'type="text/html"'
_GONE = 50
"""Withdrawn entries that a feed tells of, newest first."""


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    yield File(f"{folder(channel)}/{one.name}.atom", document(_feed(channel, one)))


def _feed(channel: Channel, part: Document) -> Element:
    settings, language = channel.settings, channel.language
    front, title = home(channel), channel_title(channel)
    gone = () if part.archived else channel.withdrawn[:_GONE]
    feed = root("feed", "dcterms", "fh", *(["at"] if gone else []), space="atom", language=language)
    # An archive is a document of the same logical feed (RFC 5005, section 4), so all have one id.
    add(feed, "id", feed_address(settings, folder(channel)))
    add(feed, "title", title)
    if description := site_description(settings, language):
        add(feed, "subtitle", description)
    if settings.icon:
        add(feed, "icon", web_address(settings.icon))
    if settings.logo:
        add(feed, "logo", web_address(settings.logo))
    if settings.generator:
        add(feed, "generator", one_line(settings.generator))
    add(feed, "updated", rfc3339(feed_updated(part.entries, gone, settings)))
    add(inside(feed, "author"), "name", title)
    add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=front)
    add_links(feed, "link", part, channel, "atom")
    if settings.rights:
        add(feed, "rights", one_line(settings.rights))
    for edition in gone:
        _withdrawn(feed, edition, channel)
    for entry in part.entries:
        add_lines(feed, _entry(entry, quoted(scheme(channel))))
    return feed


def _withdrawn(feed: Element, edition: Edition, channel: Channel) -> None:
    """Say that an entry is gone, for readers who keep what they once had (RFC 6721)."""
    said, when = words(edition.language), edition.withdrawn or edition.published
    assert when is not None, "what was released has a date"  # noqa: S101 - the build lets nothing else through
    identifier = tag_address(channel.settings, edition.article.id, edition.language)
    element = inside(feed, "at:deleted-entry", ref=identifier, when=rfc3339(when))
    add(element, "at:comment", said.withdrawal, language=said.language)


def _entry(entry: Entry, sections: str) -> bytes:
    """Return *entry* as lines of a feed; *sections* is the scheme of their ids."""
    xml, language, foreign = entry.xml, entry.edition.language, _hreflang(entry.source_language)
    lines = [
        f'  <entry xml:lang="{language}">\n    <id>{xml.id}</id>\n    <title>{xml.title}</title>\n'
        f"    <updated>{xml.updated}</updated>\n    <published>{xml.published}</published>\n"
    ]
    if entry.author:
        lines.append(_person("author", entry.author))
    if entry.reviewer:
        lines.append(_person("contributor", entry.reviewer))
    if entry.reviewed:
        lines.append(f"    <dcterms:dateAccepted>{rfc3339(entry.reviewed)}</dcterms:dateAccepted>\n")
    for sibling, address in entry.siblings:
        lines.append(f'    <link rel="{WORK_TRANSLATION}" {_HTML} hreflang="{sibling}" href="{quoted(address)}"/>\n')
    # After the translations: some readers take the last link of an entry for its address.
    lines.append(f'    <link rel="alternate" {_HTML} hreflang="{language}" href="{xml.url}"/>\n')
    if entry.link:
        lines.append(f'    <link rel="via"{foreign} href="{quoted(entry.link)}"/>\n')
    for one in entry.enclosures:
        length = f' length="{one.media.length}"' if one.media.length else ""
        lines.append(f'    <link rel="enclosure" type="{quoted(one.type)}"{length} href="{quoted(one.url)}"/>\n')
    if entry.source_type:
        spoken = _lang(entry.label_language if entry.label_language != language else None)
        label = quoted(entry.label)
        lines.append(f'    <category scheme="{IPTC}" term="{entry.source_type}" label="{label}"{spoken}/>\n')
    for section in entry.sections:
        spoken = _lang(None if section.spoken(language) else section.language)
        label = quoted(section.label)
        lines.append(f'    <category scheme="{sections}" term="{section.id}" label="{label}"{spoken}/>\n')
    if entry.rights:
        lines.append(f"    <rights{_lang(entry.source_language)}>{escaped(entry.rights)}</rights>\n")
    if entry.source_id or entry.source_title:
        lines.append(_source(entry))
    if xml.summary:
        lines.append(f"    <summary>{xml.summary}</summary>\n")
    if not xml.content:
        return "".join([*lines, '    <content type="html"/>\n  </entry>\n']).encode()
    lines.append('    <content type="html">')
    return b"".join(("".join(lines).encode(), xml.content, b"</content>\n  </entry>\n"))


def _person(name: str, person: str) -> str:
    return f"    <{name}>\n      <name>{escaped(person)}</name>\n    </{name}>\n"


def _source(entry: Entry) -> str:
    """Return the feed an entry came from."""
    lines = [f"    <source{_lang(entry.source_language)}>\n"]
    if entry.source_id:
        lines.append(f"      <id>{escaped(entry.source_id)}</id>\n")
    if entry.source_title:
        lines.append(f"      <title>{escaped(entry.source_title)}</title>\n")
    if entry.source_link:
        lines.append(f'      <link rel="alternate" href="{quoted(entry.source_link)}"/>\n')
    return "".join([*lines, "    </source>\n"])


def _lang(language: LanguageTag | None) -> str:
    return f' xml:lang="{quoted(language)}"' if language is not None else ""


def _hreflang(language: LanguageTag | None) -> str:
    return f' hreflang="{quoted(language)}"' if language is not None else ""
