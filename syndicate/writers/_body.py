"""Units -> the HTML of an article's body, the same in every format.

What comes out is safe to show: built from escaped text, known elements and plain addresses; and whatever has more
than these is sanitised all the same, because attributes come from sources we do not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby

import nh3

from syndicate.languages import right_to_left
from syndicate.markup import escaped, quoted, to_html
from syndicate.model import Edition, LanguageTag, Media, SpanKind, Unit, UnitKind
from syndicate.writers._address import web_address
from syndicate.writers._text import one_line, printable

_DEEPEST = 10
"""Levels a list is nested at most; readers indent no further, and nobody writes them."""

_TAGS = """
    a abbr audio b bdi bdo blockquote br cite code del dfn div em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li
    mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td th thead time tr u ul var video wbr
"""
_HARMLESS = re.compile(
    rf"""(?:[^<]++|</?(?:{"|".join(_TAGS.split())})>|<(?:a\ href|img\ src)="https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+
    (?:[/?](?:[A-Za-z0-9._~/?=-]|&amp;)*+)?"(?:\ lang="[A-Za-z0-9-]+")?(?:\ dir="(?:ltr|rtl)")?
    (?:\ alt="[^"<]*")?(?:\ (?:width|height)="[0-9]+")*>)*+""",
    re.VERBOSE,
)
"""What needs no sanitising: all but text is known; nothing but text can hold what a source wrote."""
_PLAIN_LINK = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?][A-Za-z0-9._~/?=&-]*)?")
"""Addresses that stand in an attribute as they are, but for `&`: nearly all."""
_ATTRIBUTES = {
    "*": {"lang", "dir", "title", "translate"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "width", "height"},
    "th": {"scope"},
    "time": {"datetime"},
}


_FIGURE = frozenset({UnitKind.ALT, UnitKind.CAPTION})
_GROUPED = frozenset({UnitKind.LIST_ITEM, UnitKind.CELL, UnitKind.QUOTE})


def body_html(edition: Edition) -> str:
    """Return the body of *edition*: everything but title and summary, as safe HTML, one block a line."""
    blocks: list[str] = []
    run: list[Unit] = []
    for unit in edition.units:
        kind = unit.kind
        if kind is UnitKind.TITLE or kind is UnitKind.SUMMARY:
            continue
        if run and not _joins(run, unit):
            blocks.append(_written(run, edition))
            run = []
        if kind is UnitKind.PARAGRAPH:  # most of any article, and never part of a larger block
            blocks.append(_paragraph(unit, edition))
        else:
            run.append(unit)
    if run:
        blocks.append(_written(run, edition))
    return "\n".join(filter(None, blocks))


def wrapped(html: str, language: LanguageTag) -> str:
    """Return *html* in a `div` that says its language and direction where that is from right to left.

    Feed readers do not take the direction from the feed's language; without it full stops jump.
    """
    return f'<div lang="{language}" dir="rtl">\n{html}\n</div>' if right_to_left(language) else html


def sanitised(html: str) -> str:
    """Return *html* with only the elements and attributes of a text, and only http, https, mailto and tel links."""
    text = printable(html)
    return text if _HARMLESS.fullmatch(text) else str(_cleaner().clean(text))


# Not state: it is made of constants, and making it takes longer than cleaning a paragraph.
@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS.split()),
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _kept(_element: str, attribute: str, value: str) -> str | None:
    """Return the value an attribute may have, None to drop it."""
    if attribute == "src" or (attribute == "href" and not value.lower().startswith(("mailto:", "tel:"))):
        return web_address(value) or None
    return value


def inline(unit: Unit) -> str:
    """Return the text of *unit* with its inline elements, escaped."""
    return to_html(unit.text, unit.spans) if unit.spans else escaped(unit.text)


def _known(unit: Unit) -> bool:
    """Whether what `inline` gives is what `sanitised` would leave of it: known elements, links to plain addresses.

    Only attributes hold what a source wrote, and of these `to_html` lets through a few; looking at them here is a
    tenth of the work of looking for them in the text.
    """
    for span in unit.spans:
        if span.kind is SpanKind.INLINE and span.attributes:
            (key, value), *others = span.attributes
            if others or key != "href" or not _PLAIN_LINK.fullmatch(value):
                return False
    return unit.text.isprintable() or printable(unit.text) == unit.text


def _joins(run: Sequence[Unit], unit: Unit) -> bool:
    """Whether *unit* goes on with the block of *run*: a list, a table, a quote, a figure."""
    kind, last = unit.kind, run[-1]
    if kind is UnitKind.ALT or kind is UnitKind.CAPTION:
        figure = last.kind in _FIGURE and unit.media is not None and unit.media == last.media
        return figure and not (kind is UnitKind.ALT and any(one.kind is UnitKind.ALT for one in run))
    return kind is last.kind and unit.group == last.group and kind in _GROUPED


def _written(run: Sequence[Unit], edition: Edition) -> str:
    """Return one block, sanitised."""
    return sanitised(_BLOCKS.get(run[0].kind, _paragraphs)(run, edition))


def _paragraph(unit: Unit, edition: Edition) -> str:
    """Return one paragraph, sanitised."""
    said = _said(unit, edition)
    html = f"<p{said}>{inline(unit)}</p>"
    return html if not said and _known(unit) else sanitised(html)


def _said(unit: Unit, edition: Edition) -> str:
    """Return the attributes of a block in another language than its edition's."""
    if unit.language is None or unit.language == edition.language:
        return ""
    direction = "rtl" if right_to_left(unit.language) else "ltr"
    return f' lang="{quoted(unit.language)}" dir="{direction}"'


def _paragraphs(run: Sequence[Unit], edition: Edition) -> str:
    return "\n".join(f"<p{_said(unit, edition)}>{inline(unit)}</p>" for unit in run)


def _headings(run: Sequence[Unit], edition: Edition) -> str:
    # h1 is the article's title, on our pages and in most readers.
    # No rank is left out below it: who hears a page goes through it by them.
    levels = sorted({one.level for one in edition.units if one.kind is UnitKind.HEADING})
    ranks = [(min(2 + levels.index(unit.level), 6), unit) for unit in run]
    return "\n".join(f"<h{rank}{_said(unit, edition)}>{inline(unit)}</h{rank}>" for rank, unit in ranks)


def _quote(run: Sequence[Unit], edition: Edition) -> str:
    return f"<blockquote>\n{_paragraphs(run, edition)}\n</blockquote>"


def _code(run: Sequence[Unit], _edition: Edition) -> str:
    # Programs run from left to right in every language.
    return "\n".join(f'<pre dir="ltr"><code>{inline(unit)}</code></pre>' for unit in run)


def _list(run: Sequence[Unit], edition: Edition) -> str:
    """Return a list, nested by level; a change from bullets to numbers opens another."""
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for unit in run:
        level, element = min(max(unit.level, 1), _DEEPEST), "ol" if unit.ordered else "ul"
        while opened and opened[-1][0] > level:
            parts.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1] == (level, element):
            parts.append("</li>\n")
        else:
            if opened and opened[-1][0] == level:
                parts.append(f"</li></{opened.pop()[1]}>")
            parts.append(f"\n<{element}>")
            opened.append((level, element))
        parts.append(f"<li{_said(unit, edition)}>{inline(unit)}")
    parts.extend(f"</li></{element}>" for _, element in reversed(opened))
    return "".join(parts).strip("\n")


def _table(run: Sequence[Unit], edition: Edition) -> str:
    """Return a table; header cells say whether they name their column or their row, for those who hear it."""
    rows = [list(cells) for _, cells in groupby(run, key=lambda unit: unit.level)]
    heads = rows[:1] if len(rows) > 1 and all(cell.header for cell in rows[0]) else []
    written = [
        "<tr>" + "".join(_cell(cell, "col" if row in heads else "row", edition) for cell in row) + "</tr>"
        for row in rows
    ]
    head = f"<thead>\n{written[0]}\n</thead>" if heads else ""
    return f"<table>{head}<tbody>\n" + "\n".join(written[len(heads) :]) + "\n</tbody></table>"


def _cell(cell: Unit, scope: str, edition: Edition) -> str:
    name, attributes = ("th", f' scope="{scope}"') if cell.header else ("td", "")
    return f"<{name}{attributes}{_said(cell, edition)}>{inline(cell)}</{name}>"


def _figure(run: Sequence[Unit], edition: Edition) -> str:
    """Return a picture, sound or film with what is said of it; without an address only the words."""
    index = run[0].media
    known = index is not None and 0 <= index < len(edition.article.media)
    media = edition.article.media[index] if index is not None and known else None
    alternative = next((one_line(unit.text) for unit in run if unit.kind is UnitKind.ALT), "")
    captions = [
        f"<span{said}>{inline(unit)}</span>" if (said := _said(unit, edition)) else inline(unit)
        for unit in run
        if unit.kind is UnitKind.CAPTION
    ]
    picture = shown(media, alternative) if media else ""
    if not picture:
        words = captions or ([quoted(alternative)] if alternative else [])
        return "\n".join(f"<p>{word}</p>" for word in words)
    # Most pages write the credit into the caption, which is translated already.
    named = media.credit if media else ""
    if named and any(named in unit.text for unit in _captions(edition, index)):
        named = ""
    credit = [f"<small>{quoted(one_line(named))}</small>"] if named else []
    caption = f"<figcaption>{' '.join(captions + credit)}</figcaption>" if captions or credit else ""
    return f"<figure>{picture}{caption}</figure>"


def _captions(edition: Edition, index: int | None) -> Iterator[Unit]:
    """Give the captions that the source has for a picture."""
    return (unit for unit in edition.article.units if unit.kind is UnitKind.CAPTION and unit.media == index)


def shown(media: Media, alternative: str) -> str:
    """Return the element that shows *media*; nothing where its address cannot be trusted."""
    address = quoted(web_address(media.url))
    if not address:
        return ""
    size = "".join(
        f' {name}="{pixels}"' for name, pixels in (("width", media.width), ("height", media.height)) if pixels
    )
    kind = media.type.partition("/")[0]
    if kind in {"audio", "video"}:
        return f'<{kind} src="{address}" controls="" preload="none"{size if kind == "video" else ""}></{kind}>'
    return f'<img src="{address}" alt="{quoted(alternative)}"{size}>'


_BLOCKS: dict[UnitKind, Callable[[Sequence[Unit], Edition], str]] = {
    UnitKind.HEADING: _headings,
    UnitKind.QUOTE: _quote,
    UnitKind.CODE: _code,
    UnitKind.LIST_ITEM: _list,
    UnitKind.CELL: _table,
    UnitKind.ALT: _figure,
    UnitKind.CAPTION: _figure,
}
