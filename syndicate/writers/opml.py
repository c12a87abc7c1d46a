"""OPML 2.0: `languages.opml`, every feed of the site in one file that readers import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syndicate.writers import Channel, File
from syndicate.writers._address import home_address
from syndicate.writers._dates import own_name, rfc822
from syndicate.writers._entry import site_title, tag_date
from syndicate.writers._xml import add, document, root


def write(_channel: Channel) -> Iterator[File]:
    """Give nothing: there is one list for all languages."""
    yield from ()


def site(channels: Sequence[Channel]) -> Iterator[File]:
    """Give the list of the site's feeds, one of each language: Atom, which every reader takes."""
    if not channels:
        return
    settings = channels[0].settings
    opml = root("opml", version="2.0")
    head = add(opml, "head")
    add(head, "title", site_title(settings, channels[0].language))
    add(head, "dateCreated", rfc822(tag_date(settings)))
    body = add(opml, "body")
    for channel in channels:
        home, name = home_address(settings, channel.language), own_name(channel.language)
        title = f"{site_title(settings, channel.language)} ({name})"
        outline = add(body, "outline", type="rss", version="ATOM1", text=title, xmlUrl=f"{home}feed.atom", htmlUrl=home)
        outline.attributes["language"] = channel.language
    yield File("languages.opml", document(opml))
