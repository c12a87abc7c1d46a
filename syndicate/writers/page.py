"""Web pages without scripts: one for each article, the list of a language, and the site's front."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from syndicate.catalogue import Sibling
from syndicate.languages import right_to_left
from syndicate.markup import quoted
from syndicate.model import Edition, LanguageTag, Origin
from syndicate.writers import Channel, File
from syndicate.writers._address import article_address, article_path, home_address, web_address
from syndicate.writers._archive import Document, documents
from syndicate.writers._body import shown
from syndicate.writers._dates import Day, day, own_name, stretch_of
from syndicate.writers._entry import Entry
from syndicate.writers._linked_data import linked_data
from syndicate.writers._media import Attached
from syndicate.writers._sections import ALL, folder, home, section_channels
from syndicate.writers._templates import rendered, style
from syndicate.writers._text import one_line
from syndicate.writers._titles import channel_title, site_description, site_title, summary_of, title_of
from syndicate.writers._words import words

FEEDS = (
    ("application/atom+xml", "Atom", "atom"),
    ("application/rss+xml", "RSS", "rss"),
    ("application/feed+json", "JSON", "json"),
)
"""Type, name and ending of the feeds that a page names."""

_LATEST = 3
"""Articles of each language on the front page."""
_SECTIONS = 8
"""Sections that an article's page names."""

_POLICY = (
    "default-src 'none'; img-src http: https:; media-src http: https:; style-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def write(channel: Channel) -> Iterator[File]:
    """Give the list of *channel*, then the page of each of its articles, and of what is gone."""
    for one in documents(channel):
        yield from part(channel, one)
        for entry in one.fresh if not channel.section else ():
            yield from single(channel, entry)
    for edition in channel.withdrawn:
        yield from gone(channel, edition)


def part(channel: Channel, one: Document) -> Iterator[File]:
    """Give the list of *one* document."""
    yield _list_page(channel, one)


def single(channel: Channel, entry: Entry) -> Iterator[File]:
    """Give the page of an article. A section has none: the pages of its articles are those of its language."""
    edition = entry.edition
    article, language = edition.article, edition.language
    addresses = dict(sorted([*entry.siblings, (language, entry.url)]))
    switch = [(one, own_name(one), _direction(one), "../../" + article_path(article.id, one)) for one in addresses]
    lead, rest = _loose_media(entry)
    own = _with_feeds(entry, channel)
    published, updated = day(entry.published, language), day(entry.updated, language)
    values = _head(channel, language, depth=2, front=f"{language}/index.html") | {
        "canonical": entry.url,
        "description": entry.summary,
        "alternates": [*addresses.items(), ("x-default", _default(edition, channel, addresses))],
        "switch": switch,
        "current": "page",
        "entry": entry,
        "foreign": entry.source_language,
        "sections": [
            (one.label, f"../sections/{one.id}/index.html" if one.id in own else "")
            for one in entry.sections[:_SECTIONS]
            if one.spoken(language)
        ],
        "published": published,
        "updated": updated if updated.spoken != published.spoken else None,
        "lead": lead,
        "rest": rest,
        "linked_data": Markup(_script_safe(linked_data(entry, channel))),  # noqa: S704 - escaped for its element
    }
    yield _file(article_path(article.id, language), channel, "article.html", values)


def gone(channel: Channel, edition: Edition) -> Iterator[File]:
    """Give what stands at the address of an article that is gone: that its source has withdrawn it, and when."""
    language = edition.language
    values = _head(channel, language, depth=2, front=f"{language}/index.html") | {
        "canonical": article_address(channel.settings, edition.article.id, language),
        "alternates": [],
        "switch": [],
        "current": "page",
        "when": day(edition.withdrawn, language) if edition.withdrawn else None,
    }
    yield _file(article_path(edition.article.id, language), channel, "withdrawn.html", values)


def site(channels: Sequence[Channel]) -> Iterator[File]:
    """Give what the site has once: its front page and its style sheet."""
    if not channels:
        return
    yield File("style.css", style(channels[0].settings.templates))
    settings, languages = channels[0].settings, [channel.language for channel in channels]
    # The front speaks the language that most readers of any can read, if the site has it.
    own = LanguageTag("en") if LanguageTag("en") in languages or not languages else languages[0]
    shelves = [
        {
            "language": channel.language,
            "direction": _direction(channel.language),
            "name": own_name(channel.language),
            "said": words(channel.language),
            "latest": [_listed(edition) for edition in channel.editions[:_LATEST]],
        }
        for channel in channels
    ]
    head = _head(channels[0], own, depth=0, front="index.html") | {
        "canonical": settings.base,
        "alternates": _home_alternates(channels[0]),
        "switch": [],
        "feeds": [],
        "offered": FEEDS,
        "languages": shelves,
        "current": "page",
    }
    yield _file("index.html", channels[0], "site.html", head)


def _list_page(channel: Channel, one: Document) -> File:
    """Return the page that lists the articles of a document; from one to the next a reader comes to the oldest."""
    named = not (channel.section or one.archived)  # the page that other languages have, too
    path = f"{folder(channel)}/{one.name if one.archived else 'index'}.html"
    depth = path.count("/")
    own = home(channel).removeprefix(channel.settings.base)
    up = "../" * (depth - own.count("/"))
    switch = [(tag, own_name(tag), _direction(tag), f"../{tag}/index.html") for tag in channel.languages]
    front = f"{channel.language}/index.html"
    heading = one_line(channel.label) if channel.section else words(channel.language).articles
    beside = [("next", one.newer), ("prev", one.previous)]
    months = [(rel, f"{up}{name}.html", _time_of(name, channel)) for rel, name in beside if name]
    if one.archived and not one.newer:
        months.insert(0, ("next", f"{up}index.html", heading))
    values = _head(channel, channel.language, depth=depth, front="index.html" if named else front) | {
        "canonical": home(channel) if not one.archived else f"{channel.settings.base}{path}",
        "alternates": _home_alternates(channel) if named else [],
        "switch": switch if named else [],
        "current": "page",
        "heading": f"{heading}: {_time_of(one.name, channel)}" if one.archived else heading,
        "sections": [(each.label, f"sections/{each.section}/index.html") for each in section_channels(channel)]
        if named
        else [],
        "articles": [_listed(entry.edition) for entry in one.entries],
        "pages": "../" * (depth - 1) + "articles/",
        "months": months,
    }
    if channel.section:
        values["title"] = channel_title(channel)
    return _file(path, channel, "articles.html", values)


def _time_of(name: str, channel: Channel) -> str:
    """Return what an archive is called: its time as readers of the language write it."""
    return stretch_of(name.rpartition("/")[2], channel.language)


def _with_feeds(entry: Entry, channel: Channel) -> set[str]:
    """Return the ids of those sections of *entry* that have a page."""
    wanted = channel.settings.section_feeds
    return {one.id for one in entry.sections if ALL in wanted or one.id in wanted}


def _head(channel: Channel, language: LanguageTag, *, depth: int, front: str) -> dict[str, Any]:
    """Return what every page needs.

    Args:
        channel: the page's channel.
        language: the page's language.
        depth: folders between the page and the site's root; links of a page are relative, so that
            a site can be looked at before it stands at its address.
        front: path of the page its name leads to.
    """
    settings = channel.settings
    return {
        "language": language,
        "direction": _direction(language),
        "policy": _POLICY,
        "site": site_title(settings, language),
        "title": "",
        "icon": web_address(settings.icon),
        "description": site_description(settings, language),
        "rights": one_line(settings.rights),
        "home": home(channel) if channel.section else home_address(settings, language),
        "nearby": f"{folder(channel) if channel.section else language}/",
        "root": "../" * depth,
        "front": front,
        "feeds": FEEDS,
        "said": words(language),
    }


def _home_alternates(channel: Channel) -> list[tuple[str, str]]:
    homes = [(str(one), home_address(channel.settings, one)) for one in channel.languages]
    return [*homes, ("x-default", channel.settings.base)]


def _default(edition: Edition, channel: Channel, addresses: dict[LanguageTag, str]) -> str:
    """Return the page for readers of no language of ours: the original, else English, else the first."""
    versions: list[Sibling | Edition] = [*channel.siblings.get(edition.article.id, ()), edition]
    original = [one.language for one in versions if one.origin is Origin.ORIGINAL]
    wanted = [*original, LanguageTag("en"), *addresses]
    chosen = next(one for one in wanted if one in addresses)
    return article_address(channel.settings, edition.article.id, chosen)


def _listed(edition: Edition) -> dict[str, Any]:
    published: Day | None = day(edition.published, edition.language) if edition.published else None
    return {
        "id": edition.article.id,
        "title": title_of(edition),
        "summary": summary_of(edition),
        "published": published,
    }


def _loose_media(entry: Entry) -> tuple[str, str]:
    """Return what has no place in the body as HTML: the first picture above it, everything else below."""
    pictures = [one for one in entry.enclosures if one.kind == "image"]
    others = [one for one in entry.enclosures if one not in pictures[:1]]
    return "".join(map(_figure, pictures[:1])), "\n".join(map(_figure, others))


def _figure(one: Attached) -> str:
    credit = quoted(one_line(one.media.credit))
    caption = f"<figcaption><small>{credit}</small></figcaption>" if credit else ""
    element = shown(one.media, "") if one.kind in {"image", "audio", "video"} else ""
    linked = f'<a href="{quoted(one.url)}">{quoted(one.url)}</a>'
    return f"<figure>{element or linked}{caption}</figure>"


def _direction(language: LanguageTag) -> str:
    return "rtl" if right_to_left(language) else "ltr"


def _script_safe(data: dict[str, Any]) -> str:
    """Return *data* as JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _file(path: str, channel: Channel, name: str, values: dict[str, Any]) -> File:
    return File(path, rendered(channel.settings.templates, name, values))
