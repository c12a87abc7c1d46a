"""Inline markup <-> spans over plain text, so that no sentence is ever cut at a tag.

`flatten` takes a run of inline nodes and gives its text with spans; `to_html` writes text and spans
as balanced, escaped markup. Both let through the same short list of elements and attributes, so
what was not safe when it was read cannot come out either. For whatever `flatten` gives,
`flatten(parse(to_html(text, spans)))` gives the same again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from syndicate.model import Span, SpanKind

if TYPE_CHECKING:
    from lxml.etree import _Element


BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote body caption center col "  # noqa: SIM905 - a list is a word a line
    "colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
    "h5 h6 head header hgroup hr html legend li main menu nav noframes ol optgroup option p pre search section "
    "summary table tbody td tfoot th thead title tr ul".split()
)
"""Elements that stand on lines of their own (HTML, section 15.3); every other element is inline."""

SKIPPED_ELEMENTS = frozenset(
    "script style noscript template img picture svg math canvas "  # noqa: SIM905 - a list is a word a line
    "iframe object embed audio video map source track button select textarea input datalist link meta rp".split()
)
"""Elements whose content is not text of the article."""

_PLAIN = frozenset(
    "strong b em i u s del ins q cite code kbd samp var sub sup small mark dfn bdi bdo span".split()  # noqa: SIM905
)
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("href", "title", "hreflang", "rel"),
    "abbr": ("title",),
    **dict.fromkeys(_PLAIN, ()),
}
"""Inline elements that are kept, and what each may carry besides the attributes of every element."""

_EVERYWHERE = ("lang", "dir", "translate")
_HOLLOW = frozenset({"span", "a", "abbr", "bdo"})
"""Elements that say nothing without an attribute."""
_OTHER_NAMES = {"acronym": "abbr", "strike": "s", "tt": "code"}
_VERBATIM = frozenset({"code", "kbd", "samp"})
_VOID = frozenset({"br"})

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&/-]+)?")
"""Addresses that need no mending: nearly all, and they are asked about each time a text is written."""
_SPACE = re.compile(r"[ \t\n\f\r\x85\u2028\u2029]+")
# Bytes that print nothing and break names in two: controls, soft hyphens, byte order marks, noncharacters, and the
# zero-width space except in scripts that part words by it (Thai, Lao, Myanmar, Khmer).
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)


def clean(text: str) -> str:
    """Return *text* in Unicode's form NFC and without characters that print nothing (controls, soft hyphens).

    A name written with a soft hyphen or a loose accent would not be found in a glossary.
    """
    # Hardly any text has one, and looking for a set of signs is ten times as fast as the rule with its exception.
    return unicodedata.normalize("NFC", _UNPRINTED.sub("", text) if _SUSPECT.search(text) else text)


def fold(text: str) -> str:
    """Return *text* clean, on one line, with single spaces; no-break spaces inside it stay."""
    return _SPACE.sub(" ", clean(text)).strip()


def absolute(address: str, base: str = "") -> str:
    """Return *address* as an absolute http, https, mailto or tel address, or `` where it is none.

    Args:
        address: as it stands in an attribute.
        base: absolute address it is relative to; `` if there is none.
    """
    if not base and _PLAIN_ADDRESS.fullmatch(address):
        return address
    # WHATWG's URL standard removes tab and newline anywhere, so `java\nscript:` is no way round the list.
    bare = clean(re.sub(r"[\t\n\f\r]", "", address)).strip()
    if not bare:
        return ""
    try:
        joined = urljoin(base, bare) if base else bare
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or (parts.scheme.lower().startswith("http") and not parts.netloc):
        return ""
    return re.sub(r'[\s"<>\\^`{|}]', lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), joined)


def attribute(name: str, key: str, value: str, base: str = "") -> str:
    """Return the safe value of attribute *key* of inline element *name*, or `` where it may not stand."""
    if key not in _ATTRIBUTES.get(name, ()) and key not in _EVERYWHERE:
        return ""
    if key == "href":
        return absolute(value, base)
    value = fold(value)
    match key:
        case "lang" | "hreflang":
            return value if _LANGUAGE.fullmatch(value) else ""
        case "dir":
            return value.lower() if value.lower() in {"ltr", "rtl", "auto"} else ""
        case "translate":
            return value.lower() if value.lower() in {"yes", "no"} else ""
        case _:
            return value


def flatten(nodes: Iterable[str | _Element], *, base: str = "") -> tuple[str, tuple[Span, ...]]:
    """Return the text of a run of inline nodes, white space folded, and the spans that lie on it.

    Args:
        nodes: text and lxml elements in reading order; the tail of an element is no part of it
            and comes as a text of its own.
        base: absolute address against which links are resolved.

    Returns:
        The text, and its spans, outer before inner, in the order of their starts. A `br` is a
        newline under a VOID span. No span starts or ends in white space, and none is empty.
        code, kbd, samp and translate="no" also give a KEEP span.
    """
    run = _Run(base)
    for node in nodes:
        if isinstance(node, str):
            run.write(node)
        elif isinstance(node.tag, str):  # comments and processing instructions have no name
            run.walk(node)
    return run.finish()


class _Run:
    """Text and spans as they grow."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.parts: list[str] = []
        self.length = 0
        self.space = False
        """White space was read that is written before the next word, so that it ends outside closed elements."""
        self.spans: list[Span] = []
        self.links = 0

    def write(self, text: str) -> None:
        folded = _SPACE.sub(" ", clean(text))
        if folded.startswith(" "):
            self.space = True
        words = folded.strip(" ")
        if not words:
            return
        if self.space and self.parts and self.parts[-1] != "\n":
            words = " " + words
        self.parts.append(words)
        self.length += len(words)
        self.space = folded.endswith(" ")

    def walk(self, element: _Element) -> None:
        """Write *element* without its tail."""
        from lxml import etree

        walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
        opened: list[int] = []
        for event, node in walker:
            if event == "start":
                opened.append(self._open(node))
                if node.tag in SKIPPED_ELEMENTS:
                    walker.skip_subtree()
                elif node.text:
                    self.write(node.text)
            elif event == "end":
                self._close(node, opened.pop())
            if event != "start" and node is not element and node.tail:
                self.write(node.tail)

    def _open(self, node: _Element) -> int:
        """Note where *node* starts; return the number of spans before it, its place in their order."""
        if node.tag in BLOCK_ELEMENTS:
            self.space = True
        elif node.tag == "br":
            self.spans.append(Span(self.length, self.length + 1, SpanKind.VOID, "br"))
            self.parts.append("\n")
            self.length += 1
            self.space = False
        elif node.tag == "img" and re.search(r"emoji|smil", node.get("class") or ""):
            self.write(node.get("alt") or "")
        # A placeholder holds the place in the order, outer before inner; its end is not known yet.
        self.spans.append(Span(self.length, -1, SpanKind.INLINE, ""))
        return len(self.spans) - 1

    def _close(self, node: _Element, place: int) -> None:
        """Put the span of *node* in its place, or leave it hollow where there is nothing to keep."""
        if node.tag in BLOCK_ELEMENTS:
            self.space = True
        name = _OTHER_NAMES.get(str(node.tag), str(node.tag))
        if name not in _ATTRIBUTES:
            return
        pairs = ((str(key), attribute(name, str(key), str(value), self.base)) for key, value in node.items())
        attributes = tuple((key, value) for key, value in pairs if value)
        if "notranslate" in (node.get("class") or "").split() and ("translate", "no") not in attributes:
            attributes += (("translate", "no"),)
        if _worth(name, attributes):
            self.spans[place] = Span(self.spans[place].start, self.length, SpanKind.INLINE, name, attributes)

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        whole = "".join(self.parts)
        text = whole.strip()
        lead = len(whole) - len(whole.lstrip())
        spans: list[Span] = []
        for span in self.spans:
            moved = _trimmed(replace(span, start=span.start - lead, end=span.end - lead), text)
            if moved is not None:
                spans += [moved, *_keeping(moved)]
        return text, tuple(_single_links(sorted(spans, key=_order)))


def _worth(name: str, attributes: tuple[tuple[str, str], ...]) -> bool:
    """Whether an element says anything: a span or link that lost its attributes does not."""
    if name == "a":
        return len(attributes) > 0 and (attributes[0][0] == "href" or any(key == "href" for key, _ in attributes))
    return bool(attributes) or name not in _HOLLOW


def _trimmed(span: Span, text: str) -> Span | None:
    """Return *span* inside *text* and without white space at its ends; None if nothing is left."""
    start, end = max(span.start, 0), min(span.end, len(text))
    if span.kind is not SpanKind.VOID:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
    return replace(span, start=start, end=end) if start < end else None


def _keeping(span: Span) -> Iterator[Span]:
    if span.name in _VERBATIM:
        yield Span(span.start, span.end, SpanKind.KEEP, "code")
    elif ("translate", "no") in span.attributes:
        yield Span(span.start, span.end, SpanKind.KEEP, "translate-no")


def _order(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _single_links(spans: Iterable[Span]) -> Iterator[Span]:
    """Give *spans* with links apart: HTML has no link inside a link, so the first one holds its ground."""
    free = 0
    for span in spans:
        if span.kind is not SpanKind.INLINE or span.name != "a":
            yield span
        elif span.end > free:
            yield span if span.start >= free else replace(span, start=free)
            free = span.end


def escaped(text: str) -> str:
    """Return *text* as the text of an element holds it.

    Most text has nothing to escape, and `in` sees that soonest; in what has, splitting and joining take a third of
    the time of replacing wherever there is a letter beyond Latin-1.
    """
    if "&" in text:
        text = "&amp;".join(text.split("&"))
    if "<" in text:
        text = "&lt;".join(text.split("<"))
    if ">" in text:
        text = "&gt;".join(text.split(">"))
    return text


def quoted(text: str) -> str:
    """Return *text* as an attribute's value in either kind of quotes holds it."""
    whole = escaped(text)
    if '"' in whole:
        whole = whole.replace('"', "&quot;")
    return whole.replace("'", "&#x27;") if "'" in whole else whole


def to_html(text: str, spans: Sequence[Span], *, xml: bool = False) -> str:
    """Return *text* with *spans* as markup: balanced, nested, escaped, and always the same.

    Spans that overlap are split, the one that starts later inside the one that started first; where
    links overlap the first keeps the words they share. Spans of unsafe elements write nothing but
    their text, unsafe attributes are left out, KEEP spans are not written (the element that gave
    them is).

    Args:
        text: plain text; whatever looks like markup in it is escaped.
        spans: in any order, overlapping or not; outside the text they are cut off.
        xml: write void elements as XML wants them (`<br/>`).
    """
    if len(spans) == 1 and spans[0].kind is SpanKind.INLINE:  # a link in a paragraph: what there is most of
        one = _safe(spans[0], len(text))
        if one is not None and _worth(one.name, one.attributes):
            start, end = one.start, one.end
            inner = f"{_tag(one)}{escaped(text[start:end])}</{one.name}>"
            return f"{escaped(text[:start])}{inner}{escaped(text[end:])}"
        return escaped(text)
    out: list[str] = []
    for piece in pieces(text, spans):
        if isinstance(piece, str):
            out.append(escaped(piece))
        elif piece.kind is SpanKind.VOID:
            out.append(f"<{piece.name}/>" if xml else f"<{piece.name}>")
        else:
            out.append(f"</{piece.name}>" if piece.end == ENDED else _tag(piece))
    return "".join(out)


ENDED = -1
"""`Span.end` of a piece that ends an element."""


def pieces(text: str, spans: Sequence[Span]) -> list[str | Span]:
    """Return what `to_html` writes, piece by piece: plain text, and between it the elements that start and end.

    Each start is the span of its element as far as that may be written, with its place in *text*; its end is the
    same with `end` set to `ENDED`, and comes in the order of a well-nested document. A void element stands
    for the one newline it lies on, which comes in no text.
    """
    voids: dict[int, Span] = {}
    opening: dict[int, list[Span]] = {}
    cuts = {0, len(text)}
    inline: list[Span] = []
    for span in spans:
        if span.kind is SpanKind.INLINE:
            safe = _safe(span, len(text))
            if safe is not None and _worth(safe.name, safe.attributes):
                inline.append(safe)
        elif span.kind is SpanKind.VOID and span.name in _VOID and text[span.start : span.end] == "\n":
            voids[span.start] = span
            cuts |= {span.start, span.start + 1}
    if len(inline) > 1:
        inline = sorted(_single_links(sorted(inline, key=_order)), key=_order)
    for span in inline:
        opening.setdefault(span.start, []).append(span)
        cuts |= {span.start, span.end}
    out: list[str | Span] = []
    stack: list[Span] = []
    for here, there in pairwise(sorted(cuts)):
        if stack or here in opening:
            _turn(here, opening.get(here, []), stack, out)
        out.append(voids[here] if here in voids else text[here:there])
    out += [replace(span, end=ENDED) for span in reversed(stack)]
    return out


def _turn(here: int, begun: list[Span], stack: list[Span], out: list[str | Span]) -> None:
    """Close what ends at *here*, and what lies on it; open that again where it goes on, with what is *begun* here."""
    depth = next((depth for depth, span in enumerate(stack) if span.end <= here), len(stack))
    out += [replace(span, end=ENDED) for span in reversed(stack[depth:])]
    again = [span for span in stack[depth:] if span.end > here]
    del stack[depth:]
    for span in sorted([*again, *begun], key=lambda span: -span.end):
        out.append(span)
        stack.append(span)


def _safe(span: Span, length: int) -> Span | None:
    """Return *span* inside 0 to *length* with its safe attributes, or None where nothing of it may be written."""
    start, end = max(span.start, 0), min(span.end, length)
    if span.name not in _ATTRIBUTES or start >= end:
        return None
    attributes: tuple[tuple[str, str], ...] = ()
    for key, value in span.attributes:
        if said := attribute(span.name, key, value):
            attributes = (*attributes, (key, said))
    whole = start == span.start and end == span.end and attributes == span.attributes
    return span if whole else Span(start, end, span.kind, span.name, attributes)


def _tag(span: Span) -> str:
    start = f"<{span.name}"
    for key, value in span.attributes:
        start += f' {key}="{quoted(value)}"'
    return start + ">"
