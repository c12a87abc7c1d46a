"""What a build would change, as a person reads it: which article, which sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from lxml import html

from syndicate.languages import language_tag
from syndicate.model import LanguageTag, Unit, UnitKind
from syndicate.segment import segments

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "figcaption", "pre"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one article's page."""

    path: str
    """Relative to the site."""
    language: LanguageTag
    """The edition's language."""
    title: str
    """As it will be; of a page that goes as it was."""
    kind: str
    """`new`, `changed` or `gone`."""
    lines: tuple[tuple[str, str], ...] = ()
    """Of a change: `-` and a sentence that goes, `+` and one that comes, in reading order."""


def difference(path: str, before: bytes | None, after: bytes | None) -> Difference | None:
    """Return what becomes of the file at *path*; None if it is no article's page.

    Args:
        path: relative to the site.
        before: its bytes now; None where it is not there.
        after: its bytes then; None where it goes.
    """
    folder = PurePosixPath(path)
    if folder.suffix != ".html" or folder.parent.name != "articles":
        return None
    language = language_tag(folder.parts[0])
    old, new = (_sentences(data, language) if data is not None else [] for data in (before, after))
    title = (new or old or [""])[0]
    if before is None or after is None:
        return Difference(path, language, title, "new" if before is None else "gone")
    return Difference(path, language, title, "changed", tuple(_changed(old, new)))


def _sentences(page: bytes, language: LanguageTag) -> list[str]:
    """Return the title and then every sentence of an article's page."""
    document = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    found: list[str] = []
    # The title first: above it stand the names of sections.
    for block in (*document.iter("h1"), *document.iter(*(_BLOCKS - {"h1"}))):
        if any(True for _ in block.iterancestors("article")) and not any(True for _ in block.iterdescendants(*_BLOCKS)):
            text = " ".join("".join(map(str, block.itertext())).split())
            kind = UnitKind.TITLE if block.tag == "h1" else UnitKind.PARAGRAPH
            if text:
                found += [segment.text for segment in segments(Unit(kind, text), 0, language)]
    return found


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[start:end] != new[first:last]:
            yield from (("-", sentence) for sentence in old[start:end])
            yield from (("+", sentence) for sentence in new[first:last])
