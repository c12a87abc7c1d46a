"""What must agree between the documents of a site: formats, languages, pages, archives, lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from syndicate.validate.facts import Feed, Item, Page, Problem
from syndicate.validate.notes import Notes

_NAMES = {
    "id": "id", "url": "address", "language": "language", "title": "title", "published": "date of publication",
    "updated": "date of its last change", "siblings": "translations", "content": "body", "disclosed": "source type",
}  # fmt: skip


def across(notes: Notes) -> Iterator[Problem]:
    """Give what is wrong between the documents of which there are *notes*."""
    base = _base(notes)
    for path, address in _said(notes):
        if address != base + _ending(path, address):
            yield Problem(path, f"says that its address is “{address}”")
    yield from _formats(notes)
    yield from _languages(notes)
    site = _Site(notes, base)
    for feed in notes.feeds():
        if feed.previous and not notes.has(_path(feed.previous, base)):
            yield Problem(feed.path, f"the archive before it is not there: {feed.previous}")
        for item in feed.items:
            yield from _opened(feed, item, site)
    if notes.whole():
        yield from _archives(notes)
    for page in notes.pages():
        yield from _alternates(page, site)
        for link in page.links:
            if not notes.has(link) and not notes.has(f"{link}/index.html"):
                yield Problem(page.path, f"leads to {link}, which is not there")
    for listing in notes.listings() if base else ():
        for address in listing.addresses:
            if not notes.has(_path(address, base)):
                yield Problem(listing.path, f"leads to {address}, which is not there")


class _Site:
    """The pages by address."""

    def __init__(self, notes: Notes, base: str) -> None:
        self._notes = notes
        self._base = base

    def page(self, address: str) -> Page | None:
        """Return the page at *address* that was inspected now."""
        return self._notes.page(address)

    def stands(self, address: str) -> bool:
        """Whether the page at *address* is as it was inspected before, and nothing is known of it any more."""
        if not address.startswith(self._base):
            return False
        path = address.removeprefix(self._base)
        return self._notes.stands(f"{path}index.html" if not path or path.endswith("/") else path)


def _said(notes: Notes) -> Iterator[tuple[str, str]]:
    """Give path and address of each document, as it says."""
    yield from ((feed.path, feed.address) for feed in notes.feeds())
    yield from ((page.path, page.canonical) for page in notes.pages())


def _base(notes: Notes) -> str:
    """Return the site's address, as the first of its documents gives it that says where it stands."""
    ends = ((address, _ending(path, address)) for path, address in _said(notes))
    return next((address.removesuffix(ending) for address, ending in ends if address.endswith(ending)), "")


def _ending(path: str, address: str) -> str:
    """Return how the address of *path* ends; a folder stands for its index."""
    return path.removesuffix("index.html") if address.endswith("/") or not address else path


def _path(address: str, base: str) -> str:
    """Return the path of an address of the site; the address itself where it is another's."""
    if not base or not address.startswith(base):
        return address
    path = address.removeprefix(base).partition("#")[0]
    return path + "index.html" if not path or path.endswith("/") else path


def _formats(notes: Notes) -> Iterator[Problem]:
    """Give where the formats of one feed differ: a reader that changes format must miss and double nothing."""
    for _, family in groupby(notes.feeds(), key=lambda feed: feed.path.rpartition(".")[0]):
        for first, other in pairwise(family):
            if [item.id for item in first.items] != [item.id for item in other.items]:
                yield Problem(other.path, f"does not have the entries of {first.path}, in their order")
                continue
            for one, same in zip(first.items, other.items, strict=True):
                for name, words in _NAMES.items():
                    if getattr(one, name) != getattr(same, name):
                        yield Problem(other.path, f"“{same.title[:60]}” has another {words} than in {first.path}")


def _languages(notes: Notes) -> Iterator[Problem]:
    """Give ids and languages that leak between feeds."""
    homes: dict[str, str] = {}
    for feed in notes.feeds():
        folder = feed.path.partition("/")[0]
        if homes.setdefault(folder, feed.language) != feed.language:
            yield Problem(feed.path, f"is in “{feed.language}”, other feeds of its folder in “{homes[folder]}”")
        for item in feed.items:
            if (first := notes.own(item.id, feed.language)) != feed.language:
                yield Problem(feed.path, f"the id {item.id} is also one in “{first}”")


def _opened(feed: Feed, item: Item, site: _Site) -> Iterator[Problem]:
    """Give entries that open a page that is not theirs, or not there."""
    name = f"“{item.title[:60]}”"
    page = site.page(item.url)
    if page is None and site.stands(item.url):
        return
    if page is None:
        yield Problem(feed.path, f"{name} opens {item.url}, which is not there")
    elif page.language != item.language:
        yield Problem(feed.path, f"{name} is in “{item.language}” and opens a page in “{page.language}”")
    elif page.identifier != item.id or page.title != item.title.strip():
        yield Problem(feed.path, f"{name} opens the page of another article")
    elif {pair for pair in page.alternates if pair[0] not in {"x-default", item.language}} != set(item.siblings):
        yield Problem(feed.path, f"{name} names other translations than its page")


def _archives(notes: Notes) -> Iterator[Problem]:
    """Give archives that no feed leads to."""
    named = {feed.previous for feed in notes.feeds()}
    for feed in notes.feeds():
        if feed.archived and feed.address not in named:
            yield Problem(feed.path, "is an archive that no feed leads to")


def _alternates(page: Page, site: _Site) -> Iterator[Problem]:
    """Give versions in other languages that are not there, are in another language, or do not answer."""
    if not page.alternates:
        return
    # The front page stands for readers of no language, and only lists the others.
    if page.canonical not in {address for _, address in page.alternates}:
        yield Problem(page.path, "does not name itself among its versions")
    for language, address in page.alternates:
        other = site.page(address)
        if other is None and site.stands(address):
            continue
        if other is None:
            yield Problem(page.path, f"names a version in “{language}” that is not there: {address}")
        elif language != "x-default" and other.language != language:
            yield Problem(page.path, f"names {address} as “{language}”, which is in “{other.language}”")
        elif other.alternates != page.alternates:
            yield Problem(page.path, f"names {address} as a version, which does not name the same in turn")
