"""RSS 2.0 with the modules that readers know: `feed.rss` and its archives."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.writers import Channel, File
from syndicate.writers._address import web_address
from syndicate.writers._archive import Document, add_links, documents
from syndicate.writers._dates import rfc822, rfc3339
from syndicate.writers._entry import IPTC, WORK_TRANSLATION, Entry, feed_updated
from syndicate.writers._media import Attached
from syndicate.writers._sections import folder, home, scheme
from syndicate.writers._text import one_line
from syndicate.writers._titles import channel_title, site_description
from syndicate.writers._xml import Element, add, add_lines, document, escaped, inside, quoted, root


def write(channel: Channel) -> Iterator[File]:
    """Give the feed of *channel* and its archives."""
    for one in documents(channel):
        yield from part(channel, one)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give *one* document of *channel*, the feed or an archive."""
    rss = root("rss", "atom", "content", "dc", "dcterms", "fh", "media", version="2.0")
    _channel(inside(rss, "channel"), channel, one)
    yield File(f"{folder(channel)}/{one.name}.rss", document(rss))


def _channel(element: Element, channel: Channel, part: Document) -> None:
    settings, language = channel.settings, channel.language
    front, title = home(channel), channel_title(channel)
    gone = () if part.archived else channel.withdrawn
    add(element, "title", title)
    # Before any atom:link: some readers take the last element called link for the address.
    add(element, "link", front)
    add(element, "description", site_description(settings, language) or title)
    add(element, "language", language)
    if settings.rights:
        add(element, "copyright", one_line(settings.rights))
    if settings.editor:
        add(element, "managingEditor", one_line(settings.editor))
    if settings.webmaster:
        add(element, "webMaster", one_line(settings.webmaster))
    if settings.generator:
        add(element, "generator", one_line(settings.generator))
    if settings.ttl:
        add(element, "ttl", str(settings.ttl))
    if settings.logo:
        image = inside(element, "image")
        for name, text in (("url", web_address(settings.logo)), ("title", title), ("link", front)):
            add(image, name, text)
    add(element, "lastBuildDate", rfc822(feed_updated(part.entries, gone, settings)))
    add_links(element, "atom:link", part, channel, "rss")
    for entry in part.entries:
        add_lines(element, _item(entry, quoted(scheme(channel))))


def _item(entry: Entry, sections: str) -> bytes:
    """Return *entry* as lines of a channel; *sections* is the domain of their ids."""
    xml, language = entry.xml, entry.edition.language
    lines = [
        f"    <item>\n      <title>{xml.title}</title>\n      <link>{xml.url}</link>\n"
        f'      <guid isPermaLink="false">{xml.id}</guid>\n      <pubDate>{rfc822(entry.published)}</pubDate>\n'
        f"      <atom:updated>{xml.updated}</atom:updated>\n      <dc:language>{language}</dc:language>\n"
    ]
    if entry.author:
        lines.append(f"      <dc:creator>{escaped(entry.author)}</dc:creator>\n")
    if entry.reviewer:
        lines.append(f"      <dc:contributor>{escaped(entry.reviewer)}</dc:contributor>\n")
    if entry.reviewed:
        lines.append(f"      <dcterms:dateAccepted>{rfc3339(entry.reviewed)}</dcterms:dateAccepted>\n")
    address = entry.source_id if entry.source_id.startswith("http") else entry.source_link
    if entry.source_title and address:
        lines.append(f'      <source url="{quoted(address)}">{escaped(entry.source_title)}</source>\n')
    if entry.rights:
        lines.append(f"      <dc:rights>{escaped(entry.rights)}</dc:rights>\n")
    if entry.source_type:
        lines.append(f'      <category domain="{IPTC}">{entry.source_type}</category>\n')
    lines += [
        f'      <category domain="{sections}">{escaped(section.label)}</category>\n'
        for section in entry.sections
        # RSS cannot say that a category is in another language than the feed.
        if section.spoken(language)
    ]
    if xml.summary:
        # A description is HTML: plain text is escaped for that first.
        lines.append(f"      <description>{xml.summary.replace('&', '&amp;')}</description>\n")
    lines.append("      <content:encoded>" if xml.content else "      <content:encoded/>\n")
    head, lines = "".join(lines).encode(), ["</content:encoded>\n"] if xml.content else []
    # The one enclosure that RSS readers expect. A length is required; 0 says it is not known (RSS Advisory Board).
    for one in entry.enclosures[:1]:
        length = one.media.length or 0
        lines.append(f'      <enclosure url="{quoted(one.url)}" length="{length}" type="{quoted(one.type)}"/>\n')
    lines += map(_media, entry.attached)
    for sibling, page in entry.siblings:
        lines.append(
            f'      <atom:link rel="{WORK_TRANSLATION}" type="text/html" hreflang="{sibling}" href="{quoted(page)}"/>\n'
        )
    if entry.link:
        foreign = f' hreflang="{quoted(entry.source_language)}"' if entry.source_language is not None else ""
        lines.append(f'      <atom:link rel="via"{foreign} href="{quoted(entry.link)}"/>\n')
    lines.append("    </item>\n")
    return b"".join((head, xml.content, "".join(lines).encode()))


def _media(one: Attached) -> str:
    """Return a picture, sound or film as media:content, with its credit."""
    numbers = (("fileSize", one.media.length), ("width", one.media.width), ("height", one.media.height))
    medium = f' medium="{one.kind}"' if one.kind in {"image", "audio", "video"} else ""
    start = f'      <media:content url="{quoted(one.url)}" type="{quoted(one.type)}"{medium}' + "".join(
        f' {name}="{number}"' for name, number in numbers if number
    )
    credit = escaped(one_line(one.media.credit))
    inner = f"        <media:credit>{credit}</media:credit>\n"
    return f"{start}>\n{inner}      </media:content>\n" if credit else f"{start}/>\n"
