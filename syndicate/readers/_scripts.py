"""The article's text in the data of a page's scripts, where the page draws itself in the browser.

Frameworks send what they draw a second time: as JSON in a script of that type (Next.js' `__NEXT_DATA__`, Nuxt's
`__NUXT_DATA__`), or in pieces of a stream (`self.__next_f.push([1, "..."])`), in whose rows a long text follows its
length in bytes: `24:T1b7b,<p>...`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_PIECE = re.compile(r'self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*+")\]\)')
_ROW = re.compile(rb"^[0-9a-f]+:(?:T([0-9a-f]{1,8}),)?[A-Z]*", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_SLOT = re.compile(r"\$\$[A-Z_]+\$\$")
"""Where a script puts an advertisement."""
_LEAST = 300
"""Letters from which on a text can be an article."""


def data_of(root: _Element) -> tuple[str, ...]:
    """Return what the scripts under *root* hold of data, before they are cut; it is not looked at yet."""
    found = []
    for script in root.iter("script"):
        text = script.text or ""
        if "json" in (script.get("type") or "").lower().removesuffix("ld+json") or text.startswith("self.__next_f"):
            found.append(text)
    return tuple(found)


def longest_text(data: Sequence[str]) -> str:
    """Return the HTML of most letters among the strings in *data* (`data_of`); nothing where none is long enough."""
    texts = {text: len(_TAG.sub("", text)) for text in _strings(data) if _PARAGRAPH.search(text)}
    best = max(texts, key=lambda text: texts[text], default="")
    return _SLOT.sub("", best) if texts.get(best, 0) >= _LEAST else ""


def _strings(data: Sequence[str]) -> Iterator[str]:
    pieces = [_read(piece) for text in data for piece in _PIECE.findall(text)]
    values = [_read(text) for text in data if text.lstrip()[:1] in {"{", "["}]
    for row, is_text in _rows("".join(piece for piece in pieces if isinstance(piece, str)).encode()):
        values.append(row if is_text else _read(row))
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)


def _rows(stream: bytes) -> Iterator[tuple[str, bool]]:
    """Give each row of *stream*, and whether it is text and not JSON."""
    at = 0
    while row := _ROW.search(stream, at):
        length = row[1]
        end = stream.find(b"\n", row.end())
        at = row.end() + int(length, 16) if length else len(stream) if end < 0 else end
        yield stream[row.end() : at].decode(errors="replace"), length is not None


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # data of a kind that we do not know
