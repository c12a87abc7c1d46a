"""What must agree between the documents of a site: formats, languages, pages, archives, lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from syndicate.validate.facts import Facts, Feed, Item, Listing, Page, Problem

_NAMES = {
    "id": "id", "url": "address", "language": "language", "title": "title", "published": "date of publication",
    "updated": "date of its last change", "siblings": "translations", "content": "body", "disclosed": "source type",
}  # fmt: skip


def across(paths: Set[str], facts: Sequence[Facts], standing: Set[str] = frozenset()) -> Iterator[Problem]:
    """Give what is wrong between documents.

    Args:
        paths: of all files of the site.
        facts: of all documents that we know.
        standing: paths of files that were inspected before, and whose facts are not known any more.
    """
    feeds = sorted((each for each in facts if isinstance(each, Feed)), key=lambda feed: feed.path)
    pages = sorted((each for each in facts if isinstance(each, Page)), key=lambda page: page.path)
    base, strays = _base(feeds, pages)
    yield from strays
    yield from _formats(feeds)
    yield from _languages(feeds)
    by_address: dict[str, Page | None] = {base + path.removesuffix("index.html"): None for path in standing}
    by_address |= {page.canonical: page for page in pages}
    for feed in feeds:
        if feed.previous and _path(feed.previous, base) not in paths:
            yield Problem(feed.path, f"the archive before it is not there: {feed.previous}")
        for item in feed.items:
            yield from _opened(feed, item, by_address)
    if not standing:
        yield from _archives(feeds)
    for page in pages:
        yield from _alternates(page, by_address)
        for link in page.links:
            if link not in paths and f"{link}/index.html" not in paths:
                yield Problem(page.path, f"leads to {link}, which is not there")
    for listing in (each for each in facts if isinstance(each, Listing)):
        for address in listing.addresses:
            if base and _path(address, base) not in paths:
                yield Problem(listing.path, f"leads to {address}, which is not there")


def _base(feeds: Sequence[Feed], pages: Sequence[Page]) -> tuple[str, list[Problem]]:
    """Return the site's address, as its documents give it, and those that stand elsewhere than they say."""
    said = [(feed.path, feed.address) for feed in feeds]
    said += [(page.path, page.canonical) for page in pages]
    ends = [(path, address, _ending(path, address)) for path, address in said]
    base = next((address.removesuffix(ending) for _, address, ending in ends if address.endswith(ending)), "")
    wrong = [(path, address) for path, address, ending in ends if address != base + ending]
    return base, [Problem(path, f"says that its address is “{address}”") for path, address in wrong]


def _ending(path: str, address: str) -> str:
    """Return how the address of *path* ends; a folder stands for its index."""
    return path.removesuffix("index.html") if address.endswith("/") or not address else path


def _path(address: str, base: str) -> str:
    """Return the path of an address of the site; the address itself where it is another's."""
    if not base or not address.startswith(base):
        return address
    path = address.removeprefix(base).partition("#")[0]
    return path + "index.html" if not path or path.endswith("/") else path


def _formats(feeds: Sequence[Feed]) -> Iterator[Problem]:
    """Give where the formats of one feed differ: a reader that changes format must miss and double nothing."""
    families: dict[str, list[Feed]] = defaultdict(list)
    for feed in feeds:
        families[feed.path.rpartition(".")[0]].append(feed)
    for first, other in (pair for family in families.values() for pair in pairwise(family)):
        if [item.id for item in first.items] != [item.id for item in other.items]:
            yield Problem(other.path, f"does not have the entries of {first.path}, in their order")
            continue
        for one, same in zip(first.items, other.items, strict=True):
            for name, words in _NAMES.items():
                if getattr(one, name) != getattr(same, name):
                    yield Problem(other.path, f"“{same.title[:60]}” has another {words} than in {first.path}")


def _languages(feeds: Sequence[Feed]) -> Iterator[Problem]:
    """Give ids and languages that leak between feeds."""
    owner: dict[str, str] = {}
    homes: dict[str, str] = {}
    for feed in feeds:
        folder = feed.path.partition("/")[0]
        if homes.setdefault(folder, feed.language) != feed.language:
            yield Problem(feed.path, f"is in “{feed.language}”, other feeds of its folder in “{homes[folder]}”")
        for item in feed.items:
            if owner.setdefault(item.id, feed.language) != feed.language:
                yield Problem(feed.path, f"the id {item.id} is also one in “{owner[item.id]}”")


def _opened(feed: Feed, item: Item, pages: Mapping[str, Page | None]) -> Iterator[Problem]:
    """Give entries that open a page that is not theirs, or not there."""
    name = f"“{item.title[:60]}”"
    page = pages.get(item.url)
    if item.url in pages and page is None:
        return  # it stands as it was
    if page is None:
        yield Problem(feed.path, f"{name} opens {item.url}, which is not there")
    elif page.language != item.language:
        yield Problem(feed.path, f"{name} is in “{item.language}” and opens a page in “{page.language}”")
    elif page.identifier != item.id or page.title != item.title.strip():
        yield Problem(feed.path, f"{name} opens the page of another article")
    elif {pair for pair in page.alternates if pair[0] not in {"x-default", item.language}} != set(item.siblings):
        yield Problem(feed.path, f"{name} names other translations than its page")


def _archives(feeds: Sequence[Feed]) -> Iterator[Problem]:
    """Give archives that no feed leads to."""
    named = {feed.previous for feed in feeds}
    for feed in feeds:
        if feed.archived and feed.address not in named:
            yield Problem(feed.path, "is an archive that no feed leads to")


def _alternates(page: Page, pages: Mapping[str, Page | None]) -> Iterator[Problem]:
    """Give versions in other languages that are not there, are in another language, or do not answer."""
    if not page.alternates:
        return
    # The front page stands for readers of no language, and only lists the others.
    if page.canonical not in {address for _, address in page.alternates}:
        yield Problem(page.path, "does not name itself among its versions")
    for language, address in page.alternates:
        other = pages.get(address)
        if address in pages and other is None:
            continue  # it stands as it was
        if other is None:
            yield Problem(page.path, f"names a version in “{language}” that is not there: {address}")
        elif language != "x-default" and other.language != language:
            yield Problem(page.path, f"names {address} as “{language}”, which is in “{other.language}”")
        elif other.alternates != page.alternates:
            yield Problem(page.path, f"names {address} as a version, which does not name the same in turn")
