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

_ATTRIBUTE = r"""[^\s/>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
# Every quantifier is possessive, so that no input makes the scan go back: it is linear.
_TAG = re.compile(
    rf"<(?:!--.*?(?:-->|\Z)|(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)|(?P<close>/?)(?P<name>[a-z][^\s/>]*+)"
    rf"(?P<rest>(?:[\s/]++|{_ATTRIBUTE})*+))",
    re.IGNORECASE | re.DOTALL,
)
# Character references to what XML has no place for (controls, half pairs, noncharacters): lxml gives them out, and
# takes them nowhere. Word processors leave them in pages.
_UNPRINTED = re.compile(
    r"&#(?:x0*+(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])|0*+(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
_LONG = 20_000
"""Characters of a tag above which its attributes are counted; fewer hold no 2,000 that hurt."""
_EMBEDDED = re.compile(r"data:[a-z]+/[^\s\"'<>]{1000,}", re.IGNORECASE)
# Only elements that stay open until they are closed can pile up; a page of 3,000 unclosed <p> is flat.
_PILES = frozenset(
    "div span section article main aside header footer nav ul ol "  # noqa: SIM905 - a list is a word a line
    "dl table blockquote figure center font b i em strong u s small big sub sup q cite code kbd samp form "
    "fieldset object ins del mark label bdo bdi abbr".split()
)


def refuse_hostile(text: str, *, where: str) -> None:
    """Refuse markup that would hang a parser, or that it would cut in silence. Linear in the length of *text*.

    Raises:
        ReadError: too big, too many attributes on one tag, or nested too deep.
    """
    if len(text) > SIZE:
        raise ReadError(
            f"the page has {len(text):,} characters; the limit is {SIZE:,}.",
            where=where,
            advice="Save the article alone, or split the page.",
        )
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if name in _PILES or ":" in name:
            depth = max(0, depth - 1) if tag["close"] else depth + 1
            deepest = max(deepest, depth)
        if tag["rest"] and len(tag["rest"]) > _LONG and _count(tag["rest"]) > ATTRIBUTES:
            raise ReadError(
                f"one tag <{name[:20]}> has over {ATTRIBUTES:,} attributes.",
                where=where,
                advice="This is no page an editor writes; look at where it came from.",
            )
    # The count knows nothing of tags that are closed for others, so it errs high: the tree decides between the two.
    if deepest > 4 * DEPTH:
        raise _too_deep(deepest, where)


def _count(rest: str) -> int:
    return sum(1 for part in re.finditer(_ATTRIBUTE, rest) if not part[0].startswith("="))


def _too_deep(depth: int, where: str) -> ReadError:
    return ReadError(
        f"its elements are nested over {min(depth, DEPTH)} deep.",
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

    text = _EMBEDDED.sub("data:,", text)
    refuse_hostile(text, where=where)
    # trafilatura and htmldate take lxml.html's own elements only.
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    # A declared encoding inside the text is of the bytes it once was; the parser is told what it gets now.
    data = _UNPRINTED.sub(" ", clean(text).replace("\f", " ")).encode("utf-8")
    try:
        root = html.document_fromstring(data, parser=parser) if data.strip() else None
    except etree.ParserError:
        root = None
    if root is None:
        raise ReadError("there is nothing in it.", where=where, advice="Save the page again, or leave it out.")
    depth = _depth(root)
    if depth > DEPTH:
        raise _too_deep(depth, where)
    return root


def fragment(text: str, *, where: str) -> _Element:
    """Return the `body` element of a piece of HTML; empty where *text* is."""
    root = parse(f"<html><body>{text}</body></html>", where=where)
    body = root.find("body")
    return root if body is None else body


def _depth(root: _Element) -> int:
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
