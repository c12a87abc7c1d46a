"""What Atom and RSS both say of an entry, spelled as XML and escaped once for the two.

Most of a feed is its entries. They are written as text whose frame stands in the writer as readers see it;
`_xml` builds what stands around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syndicate.writers._dates import rfc3339
from syndicate.writers._xml import escaped, quoted


@dataclass(frozen=True, slots=True)
class Spelled:
    """Values of an entry as an element or attribute of XML holds them."""

    id: str
    """`Entry.id`."""
    url: str
    """`Entry.url`."""
    title: str
    """`Entry.title`."""
    summary: str
    """`Entry.summary`."""
    content: bytes
    """`Entry.content` in UTF-8: it is nearly all of an entry, and bytes are escaped four times as fast as text."""
    published: str
    """`Entry.published`, RFC 3339; no XML in it, so JSON Feed says it too."""
    updated: str
    """`Entry.updated`, likewise."""


def spelled(
    *, tag: str, url: str, title: str, summary: str, content: str, published: datetime, updated: datetime
) -> Spelled:
    """Return the values as XML holds them; all texts are printable already."""
    said = rfc3339(published)
    return Spelled(
        id=quoted(tag),
        url=quoted(url),
        title=escaped(title),
        summary=escaped(summary),
        content=_encoded(content),
        published=said,
        updated=said if updated == published else rfc3339(updated),
    )


def _encoded(text: str) -> bytes:
    """Return *text*, escaped as `_xml.escaped` does, in UTF-8."""
    data = text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return data.replace(b"\r", b"&#13;") if b"\r" in data else data
