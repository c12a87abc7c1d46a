"""OPML 2.0: `languages.opml`, every feed of the site in one file that readers import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syndicate.writers import Channel, File
from syndicate.writers._dates import own_name, rfc822
from syndicate.writers._entry import tag_date
from syndicate.writers._sections import home, section_channels
from syndicate.writers._titles import channel_title, site_title
from syndicate.writers._xml import Element, add, document, inside, root


def write(_channel: Channel) -> Iterator[File]:
    """Give nothing: there is one list for all languages."""
    yield from ()


def site(channels: Sequence[Channel]) -> Iterator[File]:
    """Give the list of the feeds of each language and of its sections: Atom, which every reader takes."""
    if not channels:
        return
    settings = channels[0].settings
    opml = root("opml", version="2.0")
    head = inside(opml, "head")
    add(head, "title", site_title(settings, channels[0].language))
    add(head, "dateCreated", rfc822(tag_date(settings)))
    body = inside(opml, "body")
    for channel in channels:
        _outline(body, channel, f"{site_title(settings, channel.language)} ({own_name(channel.language)})")
        for section in section_channels(channel):
            _outline(body, section, channel_title(section))
    yield File("languages.opml", document(opml))


def _outline(body: Element, channel: Channel, title: str) -> None:
    """Name the feed of *channel*. `language_` is OPML's own attribute, not xml:lang."""
    front = home(channel)
    about = {"xmlUrl": f"{front}feed.atom", "htmlUrl": front, "language_": channel.language}
    add(body, "outline", type="rss", version="ATOM1", text=title, **about)
