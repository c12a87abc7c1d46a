"""Sets of real pages with their truth, as others publish them; none is part of the project.

Known by how their folders are laid out:

- scrapinghub's article-extraction-benchmark: `html/*.html.gz` and `ground-truth.json`;
- fundus: `tests/resources/parser/test_data/<country>/<Publisher>.json` beside the publisher's gzipped pages;
- newspaper: `tests/data/html/*.html` and texts of the same names in `tests/data/text` (newspaper4k: `tests/data/txt`);
- readability: `test/test-pages/<page>/source.html` beside the `expected.html` its authors look over.

Rules were made looking at one half of a set's sites only; `held_out` says which half no one has looked at.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from syndicate.readers import Document


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what is true of it."""

    document: Document
    """Its bytes; the address where the set gives one."""
    site: str
    """The publisher: pages of one site share a half."""
    paragraphs: tuple[str, ...]
    """The body's paragraphs and headings, standfirst first."""
    title: str = ""
    """The headline; empty where the set does not say."""
    published: datetime | None = None
    """When it was published, with its zone; None where the set does not say."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    captions: tuple[str, ...] = ()
    """What stands under its pictures."""

    @property
    def body(self) -> str:
        """All paragraphs, one on a line."""
        return "\n".join(self.paragraphs)

    @property
    def held_out(self) -> bool:
        """Whether the page's site is of the half that rules were never made from."""
        return hashlib.sha256(self.site.encode()).digest()[0] % 2 == 1


def plain(text: str) -> str:
    """Return *text* as truths are compared: one form of Unicode, single spaces, nothing that prints nothing."""
    text = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def pages(folder: Path) -> list[Page]:
    """Return the pages of the set in *folder*; none where it is laid out like no set that is known."""
    if (folder / "ground-truth.json").is_file():  # first: its folder of others' answers is JSON beside the pages too
        return list(_scrapinghub(folder))
    for test_data in (folder / "tests/resources/parser/test_data", folder):
        if any(test_data.glob("*/*.html.gz")) and any(test_data.glob("*/*.json")):
            return list(_fundus(test_data))
    for data in (folder / "tests/data", folder):
        for texts in (data / "text", data / "txt"):
            if texts.is_dir() and (data / "html").is_dir():
                return list(_newspaper(data, texts))
    for test_pages in (folder / "test/test-pages", folder):
        if any(test_pages.glob("*/expected.html")):
            return list(_readability(test_pages))
    return []


def _readability(test_pages: Path) -> Iterator[Page]:
    from lxml import html

    for expected in sorted(test_pages.glob("*/expected.html")):
        page = expected.parent
        said = json.loads((page / "expected-metadata.json").read_text(encoding="utf-8"))
        root = html.document_fromstring(expected.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        for caption in [*root.iter("figcaption")]:
            caption.drop_tree()
        for block in root.iter("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "td", "pre", "blockquote"):
            block.tail = "\n" + (block.tail or "")
        document = Document(f"{page.name}.html", (page / "source.html").read_bytes())
        yield Page(document, page.name.rstrip("-0123456789"), _lines(root.text_content()), title=plain(said["title"]))


def _scrapinghub(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for path in sorted((folder / "html").glob("*.html.gz")):
        said = truth[path.name.removesuffix(".html.gz")]
        document = Document(path.name.removesuffix(".gz"), gzip.decompress(path.read_bytes()), address=said["url"])
        site = said["url"].split("/")[2]
        yield Page(document, site, _lines(said["articleBody"]))


def _newspaper(data: Path, texts: Path) -> Iterator[Page]:
    for path in sorted((data / "html").glob("*.html")):
        text = texts / f"{path.stem}.txt"
        if text.is_file():
            site = re.sub(r"\d+$", "", path.stem)
            yield Page(Document(path.name, path.read_bytes()), site, _lines(text.read_text(encoding="utf-8")))


def _fundus(test_data: Path) -> Iterator[Page]:
    for path in sorted(test_data.glob("*/*.json")):
        truths = json.loads(path.read_text(encoding="utf-8"))
        for page in sorted(path.parent.glob(f"{path.stem}_[0-9]*.html.gz")):
            data = gzip.decompress(page.read_bytes())
            said = max(truths.values(), key=lambda one: _share(one, data))
            yield Page(
                Document(page.name.removesuffix(".gz"), data),
                path.stem,
                tuple(filter(None, map(plain, _paragraphs(said["body"])))),
                title=plain(said["title"]),
                published=datetime.fromisoformat(said["publishing_date"]) if said["publishing_date"] else None,
                authors=tuple(map(plain, said.get("authors") or ())),
                captions=tuple(
                    dict.fromkeys(plain(one["caption"]) for one in said.get("images") or () if one.get("caption"))
                ),
            )


def _share(said: dict[str, dict[str, list[dict[str, list[str]]]]], data: bytes) -> float:
    """Return the share of the truth's words that stand in the page: a publisher's file holds the truth of several."""
    words = {word for text in _paragraphs(said["body"]) for word in re.findall(r"[A-Za-z]{5,}|\d{2,}|\w{4,}", text)}
    return sum(word.encode() in data for word in words) / len(words) if words else 0.0


def _paragraphs(body: dict[str, list[dict[str, list[str]]]]) -> Iterator[str]:
    yield from body["summary"]  # type: ignore[misc]  # a list of texts, the sections a list of objects
    for section in body["sections"]:
        yield from (*section["headline"], *section["paragraphs"])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(plain, text.splitlines())))
