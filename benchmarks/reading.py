"""How well, how fast and how safely pages are read, with trafilatura alone beside it.

Usage: python benchmarks/reading.py [--data FOLDER] [--only bodies,speed,encodings,hostile]

FOLDER is laid out as scrapinghub's article-extraction-benchmark: `html/*.html.gz` and
`ground-truth.json` with each page's `articleBody`. Without it there are no bodies to compare with,
and the pages of samples/ and tests/fixtures/ are read ten times over for the speed.

Body: runs of four words, each page weighing the same; our text is title, paragraphs, headings, lists,
quotes and cells, as the truth's is. Speed: one process, parsing to article, metadata and date
included on both sides; then a whole batch with its workers. Encodings: the same page without a
declared character set; `mangled` is wrong and no note says so. Hostile: each file alone in a worker.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from syndicate.model import Article, Failure, UnitKind
from syndicate.readers import Document
from syndicate.readers._workers import Workers
from syndicate.sources import read_articles, read_document

ROOT = Path(__file__).parents[1]
PROSE = "The ferry between Baku and Aktau sails again from Monday, the port office said. "
BODY = frozenset({UnitKind.PARAGRAPH, UnitKind.HEADING, UnitKind.QUOTE, UnitKind.LIST_ITEM, UnitKind.CELL})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of pages with their bodies")
    parser.add_argument("--only", default="bodies,speed,encodings,hostile", help="which measures, with commas")
    given = parser.parse_args()
    pages = list(_pages(given.data))
    wanted = given.only.split(",")
    if "bodies" in wanted and given.data is not None:
        bodies(pages, json.loads((given.data / "ground-truth.json").read_text(encoding="utf-8")))
    if "speed" in wanted:
        speed(pages)
    if "encodings" in wanted:
        encodings()
    if "hostile" in wanted:
        hostile()


def _pages(data: Path | None) -> Iterator[Document]:
    if data is not None:
        for path in sorted((data / "html").glob("*.html.gz")):
            yield Document(path.name.removesuffix(".gz"), gzip.decompress(path.read_bytes()))
        return
    found = [*sorted((ROOT / "samples").glob("*.html")), *sorted((ROOT / "tests/fixtures/readers").glob("*.html"))]
    for copy in range(10):
        yield from (Document(f"{copy}/{path.name}", path.read_bytes()) for path in found)


def _ours(document: Document) -> Article | None:
    return next((one for one in read_document(document) if isinstance(one, Article)), None)


def _trafilatura(document: Document) -> str:
    import trafilatura

    return trafilatura.extract(document.data, include_comments=False, include_tables=True, with_metadata=False) or ""


def bodies(pages: list[Document], truth: dict[str, dict[str, str]]) -> None:
    found: dict[str, list[tuple[float, float]]] = {"syndicate": [], "trafilatura": []}
    for page in pages:
        true = truth[page.name.removesuffix(".html")]["articleBody"]
        article = _ours(page)
        ours = "\n".join(unit.text for unit in article.units if unit.kind in BODY) if article else ""
        found["syndicate"].append(_agreement(true, ours))
        found["trafilatura"].append(_agreement(true, _trafilatura(page)))
    print(f"\nbodies, {len(pages)} pages   precision  recall     F1")
    for name, scores in found.items():
        precision, recall = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        print(f"  {name:20}  {precision:8.3f} {recall:7.3f} {2 * precision * recall / (precision + recall):7.3f}")


def _agreement(true: str, found: str) -> tuple[float, float]:
    """Return precision and recall of *found*, in runs of four words."""
    wanted, given = (Counter(_runs(re.findall(r"\w+", text))) for text in (true, found))
    both = (wanted & given).total()
    return both / given.total() if given else 0.0, both / wanted.total() if wanted else 1.0


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    yield from (tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)) if words)


def speed(pages: list[Document]) -> None:
    import trafilatura

    def bare(page: Document) -> object:
        return trafilatura.bare_extraction(page.data, include_comments=False, with_metadata=True)

    for warm in pages[:3]:
        bare(warm)
        _ours(warm)
    size = sum(len(page.data) for page in pages) / 1_000_000
    print(f"\nspeed, {len(pages)} pages, {size:.1f} MB    pages/s")
    alone = _rate(lambda: [bare(page) for page in pages], len(pages))
    print(f"  trafilatura alone            {alone:8.1f}")
    ours = _rate(lambda: [_ours(page) for page in pages], len(pages))
    print(f"  syndicate, one process       {ours:8.1f}   {ours / alone:.2f} of trafilatura")
    start = time.perf_counter()
    list(read_articles(pages))
    batch = len(pages) / (time.perf_counter() - start)
    print(f"  syndicate, batch in workers  {batch:8.1f}   by the clock")


def _rate(work: Callable[[], object], count: int) -> float:
    """Return how many of *count* pages a second of the processor does, whatever else the machine has to do."""
    start = time.process_time()
    work()
    return count / (time.process_time() - start)


CHARACTER_SETS = {
    "ru": ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "utf-16", "utf-8"),
    "uk": ("windows-1251", "koi8-u", "utf-16", "utf-8"),
    "kk": ("utf-16", "utf-8"),
    "tr": ("windows-1254", "iso-8859-9", "utf-16", "utf-8"),
    "az": ("windows-1254", "utf-16", "utf-8"),
    "es": ("windows-1252", "iso-8859-1", "utf-16", "utf-8"),
    "en": ("windows-1252", "ascii", "utf-16", "utf-8"),
}


def encodings() -> None:
    right = mangled = refused = noted = 0
    for language, text in _articles():
        for encoding in CHARACTER_SETS.get(language, ()):
            try:
                raw = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            plain, read = _ours(Document("page.html", text.encode())), _ours(Document("page.html", raw))
            same = plain is not None and read is not None and plain.units == read.units
            right += same
            refused += read is None
            noted += read is not None and not same and bool(read.notes)
            mangled += read is not None and not same and not read.notes
    total = right + mangled + refused + noted
    print(f"\nencodings undeclared, of {total}: {right} right, {noted} wrong and noted, ", end="")
    print(f"{refused} refused, {mangled} mangled")


def _articles() -> Iterator[tuple[str, str]]:
    """Give language and page of every article of samples/, without a declared character set."""
    from syndicate.detect import detect

    for path in sorted((ROOT / "samples").iterdir()):
        for article in read_document(Document(path.name, path.read_bytes())):
            if isinstance(article, Article):
                text = "".join(f"<p>{unit.text}</p>\n" for unit in article.units if unit.kind in BODY)
                language = str(detect(" ".join(unit.text for unit in article.units)).language)
                page = f"<html><head><title>{article.title}</title></head><body><article>{text}</article></body></html>"
                yield language, page


def _hostile() -> dict[str, bytes]:
    def page(body: str) -> bytes:
        return f"<html><head><title>T</title></head><body><article>{body}</article></body></html>".encode()

    return {
        "200,000 attributes.html": page("<p " + " ".join(f"a{number}" for number in range(200_000)) + ">x</p>"),
        "depth 100,000.html": page("<div>" * 100_000 + "x"),
        "depth 280, 300 times.html": page(("<div>" * 280 + PROSE + "</div>" * 280) * 300),
        "text node of 10 MB.html": page("<p>" + "x" * 10_500_000),
        "22,000 paragraphs.html": page(f"<p>{PROSE}</p>" * 22_000),
        "40,000 line breaks.html": page("x<br>" * 40_000),
        "25,000 bold letters.html": page("<p>" + "<b>x</b>" * 25_000),
        "20,000 headings.html": page("<h1>x</h1>" * 20_000),
        "200,000 <.html": page("<" * 200_000),
        "50,000 open comments.html": page("<!--" * 50_000),
        "random bytes.html": bytes(range(256)) * 2_000,
        "entities.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        "deep feed.xml": b"<rss>" + b"<a>" * 100_000,
        "deep.json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
        "a million lines.txt": b"x\n" * 1_000_000,
        "200,000 brackets.md": b"[" * 200_000,
        "100,000 quotes.md": b"> " * 100_000 + b"x",
    }


def hostile() -> None:
    print("\nhostile files                   kB  seconds  what is said")
    for name, content in _hostile().items():
        with Workers(1) as workers:
            start = time.perf_counter()
            found = workers.submit(Document(name, content)).result()
            seconds = time.perf_counter() - start
        said = str(found[0]).removeprefix(f"{name}: ")[:70] if isinstance(found[0], Failure) else "read"
        print(f"  {name:26} {len(content) / 1000:8.0f} {seconds:8.1f}  {said}")
    print(f"  at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
