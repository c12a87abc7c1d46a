"""What of a page's own markup is kept in place: paragraphs, links, bold and italic, captions.

The truth is the page itself: each of its paragraphs and list items that stands in the true body, with the
elements inside it at their places. It is taken from the page by lxml alone, without our reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html
from pages import Page, plain

from syndicate.model import Article, Unit, UnitKind
from syndicate.readers._encoding import decode

PROSE = frozenset({UnitKind.PARAGRAPH, UnitKind.HEADING, UnitKind.QUOTE, UnitKind.LIST_ITEM})
_FAINT = frozenset({"b", "strong", "i", "em"})
_NOT_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "button"})
_LEAST = 20
"""Letters of a paragraph that is looked for: a shorter one stands in many places of a page."""


@dataclass(frozen=True, slots=True)
class _Element:
    """An inline element in a paragraph."""

    name: str
    start: int
    end: int
    href: str = ""


def kept(page: Page, article: Article | None) -> Counter[tuple[str, bool]]:
    """Return how often each measure was met (True) and missed (False) on *page*."""
    score: Counter[tuple[str, bool]] = Counter()
    units = [one for one in article.units if one.kind is not UnitKind.ALT] if article else []
    texts = [plain(unit.text) for unit in units]
    body = plain(page.body)
    for text, elements in _paragraphs(page, body):
        place = next((index for index, one in enumerate(texts) if text in one), None)
        score["paragraphs that are one unit", text in texts] += 1
        for element in elements:
            found = place is not None and _has(units[place], texts[place].index(text), element, article)
            score["links in place" if element.name == "a" else "bold and italic in place", found] += 1
    for caption in page.captions:
        shown = any(caption in plain(unit.text) for unit in units if unit.kind is UnitKind.CAPTION)
        score["captions", shown] += 1
    runs = _runs(body)
    for unit, text in zip(units, texts, strict=True):
        if unit.kind in PROSE and text:
            own = _runs(text)
            score["units that are of the body", text in body or (own & runs).total() >= 0.8 * own.total() > 0] += 1
    return score


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[start : start + 4]) for start in range(len(words) - 3))


def _paragraphs(page: Page, body: str) -> Iterator[tuple[str, list[_Element]]]:
    """Give each paragraph of the page that stands in the body, once, with what is inside it."""
    root = html.document_fromstring(decode(page.document).text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    seen: set[str] = set()
    for paragraph in root.iter("p", "li"):
        if next(paragraph.iterdescendants("p", "li", "br", "ul", "div"), None) is not None:
            continue
        parts: list[str] = []
        elements: list[_Element] = []
        _walk(paragraph, parts, elements)
        text = plain("".join(parts))
        if len(text) >= _LEAST and text in body and text not in seen:
            seen.add(text)
            yield text, elements


def _walk(node: etree._Element, parts: list[str], elements: list[_Element]) -> None:
    parts.append(node.text or "")
    for child in node:
        start = "".join(parts)
        if isinstance(child.tag, str) and child.tag not in _NOT_TEXT:
            _walk(child, parts, elements)
            whole = "".join(parts)
            words = whole[len(start) :]
            if plain(words) and (child.tag in _FAINT or _leads(child)):
                first = len(plain(start + words[: len(words) - len(words.lstrip())] + "x")) - 1
                elements.append(_Element(child.tag, first, first + len(plain(words)), child.get("href") or ""))
        parts.append(child.tail or "")


def _leads(node: etree._Element) -> bool:
    """Whether it is a link to another page: places on the page itself are gone when it is read elsewhere."""
    href = (node.get("href") or "").strip()
    return node.tag == "a" and bool(href) and not href.startswith(("#", "javascript:", "data:"))


def _has(unit: Unit, offset: int, element: _Element, article: Article | None) -> bool:
    names = {"b", "strong"} if element.name in {"b", "strong"} else {"i", "em"}
    for span in unit.spans:
        name = span.name == "a" if element.name == "a" else span.name in names
        # Emphasis in two pieces side by side, or around a whole paragraph, is emphasis all the same.
        start, end = span.start - offset, span.end - offset
        if name and element.name != "a" and start <= element.start and end >= element.end:
            return True
        if name and (start, end) == (element.start, element.end):
            href = dict(span.attributes).get("href", "")
            base = article.link if article else ""
            return href == element.href.strip() or _address(href) == _address(urljoin(base, element.href.strip()))
    return False


def _address(href: str) -> str:
    return href.partition("://")[2].rstrip("/").replace("%20", " ")
