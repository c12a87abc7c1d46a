"""HTML text -> a tree, with what would hang or silently empty a parser refused before it is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syndicate.errors import ReadError
from syndicate.markup import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

SIZE = 10_000_000
"""Characters a page may have. libxml2 drops text nodes over 10 MB and says nothing."""
ATTRIBUTES = 2_000
"""Attributes a tag may have. One tag with 200,000 hangs every parser for over a minute."""
DEPTH = 300
"""Elements that may lie inside one another. libxml2 cuts at 2,048 in silence; a real page has under 100."""

_PART = r"""[^\s/>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_PARTS = rf"(?:[\s/]++|{_PART})"
_FEW = rf"{_PARTS}{{0,{2 * ATTRIBUTES}}}+(?=>|\Z)"
_SCRIPT, _STYLE = "[sS][cC][rR][iI][pP][tT]", "[sS][tT][yY][lL][eE]"
# Every quantifier is possessive, so that no input makes the scan go back: it is linear. Small and capital letters are
# written out: a pattern that is told to ignore case takes three times as long.
_ORDINARY = re.compile(
    rf"(?:[^<]++|<(?:!--(?:[^-]++|-(?!->))*+|{_SCRIPT}\b{_FEW}(?:[^<]++|<(?!/{_SCRIPT}))*+"
    rf"|{_STYLE}\b{_FEW}(?:[^<]++|<(?!/{_STYLE}))*+|/?[a-zA-Z][^\s/>]*+{_FEW}|(?!/?[a-zA-Z])))*+"
)
"""A page as far as its tags have few enough parts to hold no more attributes than they may."""
_TAG = re.compile(rf"</?(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>{_PARTS}*+)")
# Character references to what XML has no place for (controls, half pairs, noncharacters): lxml gives them out, and
# takes them nowhere. Word processors leave them in pages.
_UNPRINTED = re.compile(
    r"&#(?:x0*+(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])|0*+(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
# It begins with the colon, because a sign is found sooner than a word in capitals or not.
_EMBEDDED = re.compile(r":(?<=(?i:data):)[a-zA-Z]+/[^\s\"'<>]{1000,}+")


def refuse_hostile(text: str, *, where: str) -> None:
    """Refuse markup that would hang a parser. Linear in the length of *text*.

    Raises:
        ReadError: too big, or too many attributes on one tag.
    """
    if len(text) > SIZE:
        raise ReadError(
            f"the page has {len(text):,} characters; the limit is {SIZE:,}.",
            where=where,
            advice="Save the article alone, or split the page.",
        )
    place = _ordinary_until(text, 0)
    while (tag := _TAG.match(text, place)) is not None:
        if sum(1 for part in re.finditer(_PART, tag["rest"]) if not part[0].startswith("=")) > ATTRIBUTES:
            raise ReadError(
                f"one tag <{tag['name'][:20].lower()}> has over {ATTRIBUTES:,} attributes.",
                where=where,
                advice="This is no page an editor writes; look at where it came from.",
            )
        place = _ordinary_until(text, tag.end())


def _ordinary_until(text: str, start: int) -> int:
    """Return where the first tag of *text* begins that has many parts; the end where there is none."""
    found = _ORDINARY.match(text, start)
    return len(text) if found is None else found.end()


def _too_deep(where: str) -> ReadError:
    return ReadError(
        f"its elements are nested over {DEPTH} deep.",
        where=where,
        advice="Tags that are never closed do this; save the article again from a browser.",
    )


def parse(text: str, *, where: str) -> _Element:
    """Return the `html` element of a page or fragment, comments and processing instructions gone.

    Args:
        text: a decoded page or fragment.
        where: how messages name it.

    Raises:
        ReadError: it is hostile, see `refuse_hostile`, or there is no element in it.
    """
    from lxml import etree, html

    text = _EMBEDDED.sub(":,", text)
    refuse_hostile(text, where=where)
    # trafilatura and htmldate take lxml.html's own elements only.
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    # One class for all of them: lxml.html asks a function of Python for each element it meets.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    # A declared encoding inside the text is of the bytes it once was; the parser is told what it gets now.
    data = _UNPRINTED.sub(" ", clean(text).replace("\f", " ")).encode("utf-8")
    try:
        root = html.document_fromstring(data, parser=parser) if data.strip() else None
    except etree.ParserError:
        root = None
    if root is None:
        raise ReadError("there is nothing in it.", where=where, advice="Save the page again, or leave it out.")
    if _is_deep(root):
        raise _too_deep(where)
    return root


def fragment(text: str, *, where: str) -> _Element:
    """Return the `body` element of a piece of HTML; empty where *text* is."""
    root = parse(f"<html><body>{text}</body></html>", where=where)
    body = root.find("body")
    return root if body is None else body


def _is_deep(root: _Element) -> bool:
    """Whether elements lie in one another over `DEPTH` deep."""
    level = [root]
    for _ in range(DEPTH):
        level = [child for element in level for child in element]
    return bool(level)
