"""The same article under another name: what was published once keeps its identifier.

An article's id comes from its feed and guid. A site that goes from http to https, drops its `www.`
or gives an article a new slug gives it a new guid, and readers would get everything twice. So an
article that is not known is compared with those that are, and takes the id of the one it is.
The state keeps the newest feed and guid under the old id; there is no table of aliases to mend.

When unsure nothing is joined: two articles doubled are a nuisance, two articles made one are a loss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from syndicate.model import Article, UnitKind

_TRACKING = re.compile(r"utm_.+|fbclid|gclid|yclid|mc_[ce]id|ref_src", re.IGNORECASE)
_PORTS = (":80", ":443")


@dataclass(frozen=True, slots=True)
class Names:
    """What an article is known again by."""

    id: str
    """Its id."""
    keys: tuple[str | None, ...]
    """One for each rule, the narrowest first; None where the article says too little."""


def names_of(article: Article) -> Names:
    """Return what *article* is known again by."""
    keys = (rule(article) for rule in (_address, _link, _moment))
    return Names(article.id, tuple(None if key is None else repr(key) for key in keys))


def settle(articles: Sequence[Article], known: Iterable[Article]) -> list[Article]:
    """Return *articles*, those that are known by another name under the id that they have.

    Args:
        articles: as they were read; none twice.
        known: as the state keeps them.
    """
    taken = aliases([names_of(one) for one in articles], (names_of(one) for one in known))
    return [replace(article, id=taken.get(article.id, article.id)) for article in articles]


def aliases(articles: Sequence[Names], known: Iterable[Names]) -> dict[str, str]:
    """Return for each of *articles* that is known by another name the id that it has.

    Args:
        articles: as they were read; none twice.
        known: as the state keeps them.

    The rules are tried in order, the narrowest first. One counts only where exactly one article
    fits exactly one that is known and does not come under its own id as well.
    """
    kept = {article.id: article for article in known}
    own = {article.id for article in articles}
    free = [article for article in kept.values() if article.id not in own]
    new = [article for article in articles if article.id not in kept]
    taken: dict[str, str] = {}
    for rule in range(3):
        gone = set(taken.values())
        here = _by(rule, [one for one in new if one.id not in taken])
        there = _by(rule, [one for one in free if one.id not in gone])
        for key, ones in here.items():
            if len(ones) == len(there.get(key, ())) == 1:
                taken[ones[0].id] = there[key][0].id
    return taken


def normal(address: str) -> str:
    """Return *address* without what changes while the thing stays the same; other identifiers as they are.

    Scheme, `www.`, capitals of the host, the usual ports, a slash or `index.html` at the end, the
    fragment and the parameters by which visits are counted all go.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    if parts.scheme not in {"http", "https"}:
        return address
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    for port in _PORTS:
        host = host.removesuffix(port)
    path = re.sub(r"(/index\.html?)?/*$", "", parts.path)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")


def _by(rule: int, articles: Iterable[Names]) -> dict[str, list[Names]]:
    found: dict[str, list[Names]] = defaultdict(list)
    for article in articles:
        key = article.keys[rule]
        if key is not None:
            found[key].append(article)
    return found


def _address(article: Article) -> Hashable:
    """Feed and guid, but for the scheme and the like."""
    return normal(article.source.feed), normal(article.source.guid)


def _link(article: Article) -> Hashable | None:
    """The article's own page, whatever feed names it, in one language."""
    return (normal(article.link), _site(article)) if urlsplit(article.link).path.strip("/") else None


def _moment(article: Article) -> Hashable | None:
    """A new slug: the same feed, second of publication, title and first words."""
    if article.published is None or not article.title:
        return None
    body = next((unit.text for unit in article.units if unit.kind is UnitKind.PARAGRAPH), "")
    return normal(article.source.feed), article.published.timestamp(), article.title.casefold(), body[:80].casefold()


def _site(article: Article) -> str:
    """Return the host of an article's feed, or the feed itself where it is no address."""
    return normal(article.source.feed).partition("/")[0]
