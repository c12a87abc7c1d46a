"""The rules of OPML 2.0 and of sitemaps."""

from __future__ import annotations

import re

from lxml import etree

from syndicate.validate.facts import Listing, absolute, moment

_MOST, _NEWS_MOST = 50_000, 1_000
"""Addresses that the protocol of sitemaps, and that of news sitemaps, admit."""
_NEWS_LANGUAGE = re.compile("zh-cn|zh-tw|[a-z]{2,3}")
_XHTML = "{http://www.w3.org/1999/xhtml}link"


def inspect(path: str, root: etree._Element) -> tuple[Listing, list[str]]:
    """Return where a list leads, and its faults."""
    if root.tag == "opml":
        outlines = list(root.iter("outline"))
        addresses = [outline.get("xmlUrl", "") for outline in outlines]
        faults = [] if root.get("version") == "2.0" else ["is not OPML 2.0"]
        faults += [f"has an outline without {name}" for name in ("text", "type") if _lacks(outlines, name)]
    else:
        pages = list(root)
        addresses = [(page.findtext("{*}loc") or "").strip() for page in pages]
        addresses += [link.get("href", "") for link in root.iter(_XHTML)]
        faults = [f"has the date “{each.text}”" for each in root.iter("{*}lastmod") if not moment(each.text)]
        faults += _news(root)
        if len(pages) > _MOST:
            faults.append(f"has more than {_MOST} addresses")
    faults += [f"leads to “{address}”" for address in addresses if not absolute(address)]
    return Listing(path, tuple(addresses)), faults


def _lacks(elements: list[etree._Element], name: str) -> bool:
    return any(not element.get(name) for element in elements)


def _news(root: etree._Element) -> list[str]:
    news = list(root.iter("{*}news"))
    faults = ["has more than a thousand articles"] if len(news) > _NEWS_MOST else []
    for one in news:
        language = one.findtext("{*}publication/{*}language") or ""
        if not _NEWS_LANGUAGE.fullmatch(language):
            faults.append(f"has the language “{language}”, which its schema does not admit")
        if not one.findtext("{*}publication/{*}name") or not one.findtext("{*}title"):
            faults.append("has an article without title or publication")
        if not moment(one.findtext("{*}publication_date")):
            faults.append("has an article without a date")
    return faults
