"""What is kept of a document, so that it can be compared with the others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a site."""

    path: str
    """The file, relative to the site."""
    message: str
    """What is wrong, and with which entry."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message}."


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed, as any reader would understand it."""

    id: str
    """Its identifier."""
    url: str
    """The address it opens."""
    language: str
    """Its language."""
    title: str
    """Its title."""
    published: str
    """RFC 3339, UTC."""
    updated: str
    """RFC 3339, UTC."""
    siblings: tuple[tuple[str, str], ...]
    """Languages and addresses of its translations, sorted."""
    content: str
    """Digest of its body's HTML."""
    disclosed: str
    """IPTC digital source type, whole; empty for an original."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, or one of its archives, in one format."""

    path: str
    """Relative to the site."""
    language: str
    """Its language."""
    address: str
    """What it says its own address is."""
    previous: str
    """Address of the archive before; empty where there is none."""
    archived: bool
    """Whether it is an archive."""
    items: tuple[Item, ...]
    """In the order of the document."""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page."""

    path: str
    """Relative to the site."""
    language: str
    """Its language."""
    canonical: str
    """Its own address."""
    alternates: tuple[tuple[str, str], ...]
    """hreflang and address of its versions, itself among them, sorted."""
    identifier: str
    """The article's identifier, from its linked data; empty for a list."""
    title: str
    """Its heading."""
    links: tuple[str, ...]
    """Paths within the site that it leads to, sorted."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An OPML file or a sitemap."""

    path: str
    """Relative to the site."""
    addresses: tuple[str, ...]
    """Everything it leads to, in its order."""


Facts = Feed | Page | Listing
"""What a document says that others must agree with."""

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"tag:[^\s,]+,\d{4}(-\d\d(-\d\d)?)?:\S+")


def moment(text: str | None) -> str:
    """Return a date of RFC 3339 in UTC, nothing where it is none."""
    if not text or not _RFC3339.fullmatch(text):
        return ""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""


def absolute(address: str | None) -> bool:
    """Whether *address* is a whole http or https address."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", address or "")


def lasting(identifier: str | None) -> bool:
    """Whether *identifier* is a tag: address (RFC 4151)."""
    return bool(_TAG.fullmatch(identifier or ""))


def digest(html: str) -> str:
    """Return what stands for a body when formats are compared."""
    return hashlib.sha256(html.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def twice(names: Iterable[str]) -> list[str]:
    """Return those of *names* that come more than once, in order, each once."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for name in names:
        if name in seen:
            again[name] = None
        seen.add(name)
    return list(again)
